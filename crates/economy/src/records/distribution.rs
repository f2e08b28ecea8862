use super::State;
use crate::DistributionId;
use samverk_database::ObjectRef;
use samverk_engine::{Distribution, DistributionInput, PrintedTable};
use samverk_foundation::{Decision, Key, PersonId};
use samverk_parties::Scope;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A cost distribution of a year's budget by a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DistributionRecord {
    pub id: DistributionId,
    pub key: Key,
    pub title: String,
    /// The year of the budget that is distributed.
    pub year: i32,
    pub model: Key,
    /// Whether the public may see it.
    pub published: bool,
    /// Whose draft it is until it is shared. Nothing for what the members see.
    #[serde(skip)]
    pub private: Option<PrivateDraft>,
    pub note: String,
    pub printed: Option<PrintedRecord>,
    /// Set when adopted, and then never changed.
    pub adopted: Option<AdoptedResult>,
    /// The distribution that a later decision put in place of this one.
    pub superseded_by: Option<Key>,
    pub revision: i64,
}

/// A draft that whoever made it has not shared with the members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrivateDraft {
    pub maker: PersonId,
    /// Whom they let see it.
    pub named: BTreeSet<PersonId>,
}

impl PrivateDraft {
    /// Nobody's for a program, which makes nothing of its own.
    pub fn of(scope: &Scope) -> Option<Self> {
        let maker = scope.roles.person()?;
        let named = BTreeSet::new();
        Some(Self { maker, named })
    }

    /// Everybody who sees it: whoever made it, and whom they let in.
    pub fn people(&self) -> Vec<PersonId> {
        let named = self.named.iter().copied();
        std::iter::once(self.maker).chain(named).collect()
    }
}

/// What was decided, with everything needed to compute it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AdoptedResult {
    pub decision: Decision,
    pub input: DistributionInput,
    pub result: Distribution,
}

/// A table that was printed somewhere, to be compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedRecord {
    pub source: String,
    pub table: PrintedTable,
}

impl DistributionRecord {
    pub fn state(&self) -> State {
        match &self.adopted {
            Some(adopted) if self.superseded_by.is_some() => {
                State::Superseded(adopted.decision.clone())
            }
            Some(adopted) => State::Adopted(adopted.decision.clone()),
            None => State::Draft,
        }
    }

    /// Also when it is superseded: what was decided is locked.
    pub fn is_adopted(&self) -> bool {
        self.adopted.is_some()
    }

    /// The members see what is shared; a draft that is not, only its maker and those whom they name. A
    /// program that takes in or gives out a folder sees all.
    pub fn is_visible_in(&self, scope: &Scope) -> bool {
        let is_let_in = |private: &PrivateDraft| match scope.roles.person() {
            Some(person) => private.maker == person || private.named.contains(&person),
            None => true,
        };
        self.published || (scope.sees_drafts() && self.private.as_ref().is_none_or(is_let_in))
    }

    /// Whether it is the actor's to share. Nobody else decides of a draft that is not shared.
    pub fn is_made_by(&self, scope: &Scope) -> bool {
        let maker = self.private.as_ref().map(|private| private.maker);
        maker.is_some() && maker == scope.roles.person()
    }

    pub fn printed_table(&self) -> Option<&PrintedTable> {
        self.printed.as_ref().map(|printed| &printed.table)
    }

    /// After the collaboration's address.
    pub fn suffix(&self) -> String {
        format!("/fordelning/{}", self.key)
    }

    pub fn object(&self) -> ObjectRef {
        ObjectRef::new("distribution", self.id.0, &self.title)
    }
}
