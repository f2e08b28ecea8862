use super::State;
use crate::DistributionId;
use samverk_database::ObjectRef;
use samverk_engine::{Distribution, DistributionInput, PrintedTable};
use samverk_foundation::{Decision, Key};
use serde::{Deserialize, Serialize};

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
    pub note: String,
    pub printed: Option<PrintedRecord>,
    /// Set when adopted, and then never changed.
    pub adopted: Option<AdoptedResult>,
    /// The distribution that a later decision put in place of this one.
    pub superseded_by: Option<Key>,
    pub revision: i64,
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
