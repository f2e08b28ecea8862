//! What the machine reads of a description, and what follows from it: names, rights, who reads.

use crate::{
    Api, Exchange, Ground, GroundKind, KEY, Keeping, List, Offer, Order, Pages, Readers, Removal,
    Search, Stored, Target, Told, Writers, check_key,
};
use samverk_fields::{Condition, FieldKey, Value, fulfils};
use samverk_foundation::{Key, Problem, Role, interned};
use samverk_web::ActionRow;

/// What the machine reads of a description.
#[derive(Clone)]
pub struct Facts {
    /// The glossary's word: object kind, the beginning of events and texts, and mostly the table.
    pub code: &'static str,
    pub ground: &'static GroundKind,
    pub readers: Readers,
    pub writers: Writers,
    pub targets: &'static [&'static Target],
    /// The codes of its own rules' problems.
    pub codes: &'static [&'static str],
    /// The same of what speaks against another state.
    pub deciding_codes: &'static [&'static str],
    pub offers: &'static [Offer],
    pub removal: Removal,
    /// Why a thing does not belong to itself.
    pub circle: fn() -> Problem,
    /// Which keys nothing new may have.
    pub keys: fn(&Key) -> Result<(), Problem>,
    /// Why the lines of one in a table are refused.
    pub differs: fn() -> Problem,
    /// What is told of rows apart that belong to nothing.
    pub unknown: fn(&Key) -> Problem,
    pub list: List,
    pub pages: Pages,
    pub api: Api,
    pub exchange: Exchange,
    pub search: Option<Search>,
    pub keeping: Keeping,
}

impl Facts {
    pub fn table(&self) -> &'static str {
        self.keeping.table.unwrap_or(self.code)
    }

    /// Its word in the API, with `_` for spaces.
    pub(crate) fn called(&self) -> &'static str {
        self.keeping.called.unwrap_or(self.code)
    }

    /// A text of the kind.
    pub(crate) fn text(&self, end: &str) -> String {
        format!("{}-{end}", self.code).replace('_', "-")
    }

    /// Its name in addresses of the API and of what hangs on it: `need`.
    pub(crate) fn part(&self) -> &'static str {
        interned(self.called().replace('_', "-"))
    }

    pub(crate) fn saved_event(&self, is_new: bool) -> &'static str {
        let what = if is_new { "added" } else { "saved" };
        self.event(what)
    }

    /// What the log calls the ground of a thing.
    pub(crate) fn ground_field(&self) -> &'static str {
        let column = self.ground.column.unwrap_or_default();
        column.strip_suffix("_id").unwrap_or(column)
    }

    /// Whether one ships with the program.
    pub(crate) fn ships(&self, key: &Key) -> bool {
        match self.exchange {
            Exchange::Document { shipped, .. } => {
                shipped.iter().any(|(one, _)| key.as_str() == *one)
            }
            Exchange::Table(_) | Exchange::Lines(_) | Exchange::Nowhere => false,
        }
    }

    /// What kept things of this code are, for fields that refer to them.
    pub(crate) fn target(&self, code: &str) -> Option<&'static Target> {
        let found = self.targets.iter().find(|target| target.kind == code);
        found.copied()
    }

    pub(crate) fn event(&self, what: &str) -> &'static str {
        interned(format!("{}.{what}", self.code))
    }

    /// The action of the policy for decisions.
    pub(crate) fn deciding(&self) -> Option<ActionRow> {
        let states = self.keeping.states?;
        let by = states.moves.iter().flat_map(|step| step.by);
        let by: Vec<&Role> = by.chain(self.writers.roles).collect();
        let allowed = Role::ALL.into_iter().filter(|role| by.contains(&role));
        Some(ActionRow {
            code: interned(format!("{}.decide", self.code)),
            allowed: allowed.collect(),
        })
    }

    pub(crate) fn removed_event(&self) -> &'static str {
        self.event("removed")
    }

    /// By what the columns of the list are sorted: fields, and what the domain tells.
    pub(crate) fn sorted(&self) -> Vec<FieldKey> {
        let told = self.pages.told.into_iter().flat_map(Told::sorted);
        self.list.sorted.iter().cloned().chain(told).collect()
    }

    /// What the database sorts by in a column that the domain tells.
    pub(crate) fn told_sort(&self, field: &FieldKey) -> Option<String> {
        match self.list.sorted.contains(field) {
            true => None,
            false => self.pages.told?.sorted_by(field),
        }
    }

    pub(crate) fn is_ordered_by_hand(&self) -> bool {
        self.list.order == Order::ByHand
    }

    /// The row of the policy for reading, when not everybody who sees the ground may.
    pub(crate) fn reading(&self) -> Option<ActionRow> {
        let allowed = match self.readers {
            Readers::OfTheGround | Readers::Those(_) => return None,
            Readers::Members => Role::ALL
                .into_iter()
                .filter(|role| role.belongs())
                .collect(),
            Readers::Roles(roles) => roles.to_vec(),
        };
        let code = interned(format!("{}.read", self.code));
        Some(ActionRow { code, allowed })
    }

    /// Fails with `not_found` for whoever may not read the kind there.
    pub(crate) fn let_read(&self, at: &dyn Ground) -> Result<(), Problem> {
        let reads = match self.readers {
            Readers::OfTheGround | Readers::Those(_) => true,
            Readers::Members => at.roles().is_member(),
            Readers::Roles(roles) => at.may(roles),
        };
        reads.then_some(()).ok_or_else(Problem::not_found)
    }

    /// Which of the ground's things are read there. Every reading of the table asks for it.
    pub(crate) fn which(&self, at: &dyn Ground) -> Result<Condition, Problem> {
        match self.readers {
            Readers::Those(those) => (those.which)(at),
            Readers::OfTheGround | Readers::Members | Readers::Roles(_) => Ok(Condition::Always),
        }
    }

    /// The same of one that has been read.
    pub(crate) fn reads(&self, at: &dyn Ground, one: &Stored) -> Result<bool, Problem> {
        let record = one.record.clone().with(KEY, Value::Key(one.key.clone()));
        Ok(fulfils(&record, &self.which(at)?))
    }

    /// Fails with `key_reserved` or the kind's own problem for a key that nothing new may have.
    pub(crate) fn check_key(&self, key: &Key) -> Result<(), Problem> {
        check_key(key)?;
        (self.keys)(key).map_err(|problem| problem.at_field(KEY.as_str()))
    }
}
