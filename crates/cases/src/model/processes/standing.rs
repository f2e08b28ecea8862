use chrono::NaiveDate;
use samverk_foundation::Key;
use uuid::Uuid;

/// Where a case stands in its process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The version of the process, which the case keeps until another is applied to it.
    pub process: Uuid,
    pub state: Key,
    pub since: NaiveDate,
    /// How many states it has come to, this one with it.
    pub visit: i64,
    /// The state that it came from; where a case that is reopened stands again.
    pub before: Option<Key>,
}

impl Standing {
    pub fn first(process: Uuid, state: Key, since: NaiveDate) -> Self {
        Self {
            process,
            state,
            since,
            visit: 1,
            before: None,
        }
    }

    /// The same in another state.
    #[must_use]
    pub fn moved(&self, to: Key, since: NaiveDate) -> Self {
        Self {
            process: self.process,
            state: to,
            since,
            visit: self.visit.saturating_add(1),
            before: Some(self.state.clone()),
        }
    }
}
