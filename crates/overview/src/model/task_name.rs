//! What a task is called for life: the same until it is done, whatever language and words it is told in.

use super::{Awaiting, Due, Task};
use samverk_foundation::PartyId;
use uuid::Uuid;

impl Awaiting<'_> {
    /// The same for every party that it awaits.
    pub fn name(&self) -> String {
        let here = self.place().collaboration.id;
        match self {
            Self::OwnView { group, .. } => match group {
                Some(group) => format!("own-view-group:{}", group.id),
                None => format!("own-view:{here}"),
            },
            Self::Measurement { indicator, due, .. } => {
                let id = indicator.indicator.id;
                match due {
                    Due::Never => format!("measure:{id}:first"),
                    Due::Overdue { year, .. } => format!("measure:{id}:{year}"),
                    Due::Soon(day) => format!("measure:{id}:{day}"),
                }
            }
            Self::MandateEnds { mandate, to, .. } => {
                let (title, group) = (&mandate.mandate.title, mandate.group);
                let group = group.map(|id| id.to_string()).unwrap_or_default();
                format!("mandate:{here}:{group}:{to}:{title}")
            }
            Self::Consultation { plan, version, .. } => {
                format!("consultation:{}:{}", plan.plan.id, version.number)
            }
            Self::BudgetRound { round, .. } => {
                let budget = &round.budget;
                format!("consultation:{}:{}", budget.id, budget.round)
            }
            Self::Unshared { outcome, .. } => format!("unshared:{here}:{}", outcome.key),
            Self::AskedToRead { outcome, .. } => format!("asked:{here}:{}", outcome.key),
            Self::NextBudget { year, .. } => format!("next-budget:{here}:{year}"),
            Self::Draft { outcome, .. } => format!("draft:{here}:{}", outcome.key),
            Self::Review { risk, day, .. } => format!("review:{}:{day}", risk.id),
            Self::Asked { waiting, .. } => format!("{}:{}", waiting.code, waiting.of),
        }
    }
}

/// The risk that a task with this name is to look at again.
pub fn review_named(task: &str) -> Option<Uuid> {
    let (id, _) = task.strip_prefix("review:")?.split_once(':')?;
    id.parse().ok()
}

/// What a task is called for one party.
pub fn party_task_name(task: &str, party: PartyId) -> String {
    format!("{task}:{party}")
}

impl Task<'_> {
    pub fn name(&self) -> String {
        match self.party {
            Some(party) => party_task_name(&self.what.name(), party.id),
            None => self.what.name(),
        }
    }
}
