//! What a description says of how things are kept, beside their fields.

use crate::AnyKind;

/// A kind says [`Keeping::PLAIN`], or what is otherwise.
#[derive(Clone, Copy)]
pub struct Keeping {
    pub carries: Carries,
}

/// What hangs on the things of a kind.
#[derive(Clone, Copy)]
pub struct Carries {
    pub kinds: &'static [&'static dyn AnyKind],
    pub removal: OnRemoval,
}

/// What becomes of what hangs on a thing that is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnRemoval {
    /// The thing stays as long as anything hangs on it.
    Refused,
    /// It is removed too.
    TakenAlong,
}

impl Keeping {
    /// Nothing hangs on it.
    pub const PLAIN: Self = Self::carrying(&[], OnRemoval::Refused);

    /// These hang on it.
    pub const fn carrying(kinds: &'static [&'static dyn AnyKind], removal: OnRemoval) -> Self {
        Self {
            carries: Carries { kinds, removal },
        }
    }
}
