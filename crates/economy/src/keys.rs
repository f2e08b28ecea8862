//! Keys that are not chosen yet, and those that nobody may choose.

use samverk_foundation::{Key, Problem};

/// Words that stand in the addresses of pages where a key could stand.
const RESERVED: [&str; 2] = ["ny", "jamfor"];

/// Fails with `key_reserved`.
pub fn check_key(key: &Key) -> Result<(), Problem> {
    match RESERVED.contains(&key.as_str()) {
        true => Err(Problem::invalid("key_reserved").with("value", key)),
        false => Ok(()),
    }
}

/// A key made of a name that nothing else has. A reserved one is numbered.
pub fn free_key(name: &str, is_taken: impl Fn(&Key) -> bool) -> Key {
    let key = Key::from_name(name);
    if check_key(&key).is_ok() && !is_taken(&key) {
        return key;
    }
    let numbered = (2..)
        .map(|number| key.numbered(number))
        .find(|key| !is_taken(key));
    numbered.unwrap_or(key)
}
