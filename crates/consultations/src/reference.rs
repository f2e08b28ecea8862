//! References to what is at hand.

use samverk_fields::{KindCode, Known, One, Referable, Reference};
use samverk_kept::Held;

pub(crate) fn reference<T: Referable>(one: &Held<T>, name: &str) -> One<T> {
    One::to(Reference {
        kind: KindCode::of(T::KIND),
        key: one.key.clone(),
        known: Some(Known {
            id: one.id,
            name: name.to_owned(),
        }),
    })
}
