use super::{BudgetRecord, State};
use samverk_database::KeptWarning;
use samverk_engine::Budget;
use samverk_foundation::Decision;
use serde::{Deserialize, Serialize};

/// A budget as it was decided. Strangers see it also while the budget is open for changes again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AdoptedBudget {
    pub title: String,
    pub decision: Decision,
    pub budget: Budget,
    pub source: String,
    pub note: String,
    /// What was confirmed then.
    pub warnings: Vec<KeptWarning>,
}

impl AdoptedBudget {
    /// Nothing for a draft.
    pub fn of(record: &BudgetRecord, warnings: Vec<KeptWarning>) -> Option<Self> {
        Some(Self {
            title: record.title.clone(),
            decision: record.state.decision()?.clone(),
            budget: record.budget.clone(),
            source: record.source.clone(),
            note: record.note.clone(),
            warnings,
        })
    }

    /// The same in place of what the budget says now.
    pub fn in_place_of(self, now: BudgetRecord) -> BudgetRecord {
        BudgetRecord {
            title: self.title,
            state: State::Adopted(self.decision),
            budget: self.budget,
            source: self.source,
            note: self.note,
            comments_until: None,
            ..now
        }
    }

    /// Whether two say the same; when a warning was confirmed is nothing that is decided.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let without = |one: &Self| Self {
            warnings: Vec::new(),
            ..one.clone()
        };
        without(self) == without(other)
    }
}
