//! What a description says of how things are kept, beside their fields.

use crate::{AnyKind, Ground, Later, Stored};
use samverk_database::Tx;
use samverk_fields::FieldKey;
use samverk_foundation::{Problem, Role};
use serde_json::Value as Json;

/// A kind says [`Keeping::PLAIN`], or what is otherwise.
#[derive(Clone, Copy)]
pub struct Keeping {
    /// The table, when it has another name than the code.
    pub table: Option<&'static str>,
    /// What the API calls one, when that is not the code.
    pub called: Option<&'static str>,
    pub carries: Carries,
    /// Lists of a thing's own that the domain keeps beside the machine.
    pub parts: &'static [Part],
    /// By a part of these texts lists are searched: the table has `search_text`.
    pub searched: &'static [FieldKey],
    /// Fields that only some see.
    pub veils: &'static [Veil],
    /// Fields that the domain's own pages ask for: the machine's forms leave them as they stand.
    pub elsewhere: &'static [FieldKey],
    /// Columns that files from before did not have.
    pub later: &'static [&'static str],
    /// The states that it goes through by decisions.
    pub states: Option<&'static States>,
    /// What follows when one that stood was changed, in the same transaction.
    pub followed: Option<Followed>,
}

pub type Followed =
    for<'a> fn(&'a Tx, &'a dyn Ground, &'a Stored) -> Later<'a, Result<(), Problem>>;

/// A list of a thing's own that the domain keeps beside the machine. The API leads to it, and it is
/// removed with the thing.
#[derive(Clone, Copy)]
pub struct Part {
    /// The last part of its address in the API, and what the log calls it.
    pub name: &'static str,
    /// Removes it, and answers what the log keeps of it.
    pub take_away: for<'a> fn(&'a Tx, &'a Stored) -> Later<'a, Result<Json, Problem>>,
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

/// A field that only some see. The text `<kind>-<field>-veiled` tells why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Veil {
    pub field: FieldKey,
    pub roles: &'static [Role],
    /// The field with the last day on which it is only for them; for ever when it says nothing.
    pub until: Option<FieldKey>,
    /// A choice, and its code by which the thing itself says that whoever reads it sees the field too.
    pub unless: Option<(FieldKey, &'static str)>,
}

/// The states of a kind's things. Only a decision takes a thing from one to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct States {
    /// A choice that must be said.
    pub field: FieldKey,
    /// Where a thing begins.
    pub first: &'static str,
    pub moves: &'static [Move],
    /// In these it is its maker's alone; the table has `made_by`.
    pub private: &'static [&'static str],
    /// In these nothing is changed or removed.
    pub fixed: &'static [&'static str],
    /// What people call taking a step.
    pub called: StepCalled,
}

/// What people call taking a thing from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepCalled {
    /// A body decides: *Fatta beslut*.
    Decision,
    /// Somebody moves it on: *Ändra läge*.
    Change,
}

impl StepCalled {
    /// The text of its button; the one of its heading ends with `-heading`.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Decision => "kept-decide",
            Self::Change => "kept-change-state",
        }
    }
}

/// A step from one state to another, and whose decision it is. Of what is its maker's alone, the maker
/// decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    pub from: &'static str,
    pub to: &'static str,
    pub by: &'static [Role],
    pub needs_reason: bool,
}

impl Keeping {
    /// Nothing hangs on it, whoever reads it sees all of it, and whoever writes it changes it at any time.
    pub const PLAIN: Self = Self {
        table: None,
        called: None,
        carries: Carries {
            kinds: &[],
            removal: OnRemoval::Refused,
        },
        parts: &[],
        searched: &[],
        veils: &[],
        elsewhere: &[],
        later: &[],
        states: None,
        followed: None,
    };

    #[must_use]
    pub const fn in_table(self, table: &'static str) -> Self {
        Self {
            table: Some(table),
            ..self
        }
    }

    /// The API calls one so.
    #[must_use]
    pub const fn called(self, name: &'static str) -> Self {
        Self {
            called: Some(name),
            ..self
        }
    }

    /// These lists are its own.
    #[must_use]
    pub const fn with_parts(self, parts: &'static [Part]) -> Self {
        Self { parts, ..self }
    }

    /// Lists are searched by a part of these texts.
    #[must_use]
    pub const fn searched_by(self, searched: &'static [FieldKey]) -> Self {
        Self { searched, ..self }
    }

    /// These hang on it.
    #[must_use]
    pub const fn carrying(
        self,
        kinds: &'static [&'static dyn AnyKind],
        removal: OnRemoval,
    ) -> Self {
        Self {
            carries: Carries { kinds, removal },
            ..self
        }
    }

    #[must_use]
    pub const fn veiling(self, veils: &'static [Veil]) -> Self {
        Self { veils, ..self }
    }

    /// The domain's own pages ask for these.
    #[must_use]
    pub const fn asking_elsewhere(self, elsewhere: &'static [FieldKey]) -> Self {
        Self { elsewhere, ..self }
    }

    /// A table may come without these columns, which it did not have before.
    #[must_use]
    pub const fn with_later_columns(self, later: &'static [&'static str]) -> Self {
        Self { later, ..self }
    }

    #[must_use]
    pub const fn with_states(self, states: &'static States) -> Self {
        Self {
            states: Some(states),
            ..self
        }
    }

    /// This follows when one is changed.
    #[must_use]
    pub const fn followed_by(self, followed: Followed) -> Self {
        Self {
            followed: Some(followed),
            ..self
        }
    }

    /// Whether the table tells who made a thing.
    pub(crate) fn knows_makers(&self) -> bool {
        self.states.is_some_and(|states| !states.private.is_empty())
    }
}
