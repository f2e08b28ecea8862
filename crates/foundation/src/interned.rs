//! Texts that live as long as the program.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// The one copy of a text, for addresses and codes that are put together from descriptions: a few
/// for each kind of thing. Not for what people send, of which there is no end.
pub fn interned(text: impl Into<String>) -> &'static str {
    let text = text.into();
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    match known.get(text.as_str()) {
        Some(one) => one,
        None => {
            let kept: &'static str = Box::leak(text.into_boxed_str());
            known.insert(kept);
            kept
        }
    }
}

#[cfg(test)]
mod tests {
    use super::interned;

    #[test]
    fn the_same_text_is_kept_once() {
        let (one, other) = (
            interned("need.saved"),
            interned("need.".to_owned() + "saved"),
        );
        assert!(std::ptr::eq(one, other));
    }
}
