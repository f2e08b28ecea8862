use super::State;
use crate::BudgetId;
use chrono::NaiveDate;
use samverk_database::ObjectRef;
use samverk_engine::Budget;
use serde::Serialize;

/// A year's budget in a collaboration. The year is its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetRecord {
    pub id: BudgetId,
    pub title: String,
    pub state: State,
    /// Whether the public may see it.
    pub published: bool,
    pub budget: Budget,
    /// Which document the figures come from.
    pub source: String,
    pub note: String,
    /// The last day on which the draft is commented on. Its figures stand still until it is taken back.
    pub comments_until: Option<NaiveDate>,
    /// Which round of comments the draft is in: each time it is opened again another begins.
    #[serde(skip)]
    pub round: i64,
    pub revision: i64,
}

impl BudgetRecord {
    pub fn year(&self) -> i32 {
        self.budget.year
    }

    pub fn takes_comments(&self, today: NaiveDate) -> bool {
        let is_open = self.comments_until.is_some_and(|last| today <= last);
        self.state == State::Draft && is_open
    }

    /// What the budget of the year after begins with: the same parts and lines, and nothing decided.
    pub fn year_after(&self) -> Self {
        let (year, next) = (self.year(), self.year() + 1);
        let mut after = self.clone();
        after.title = after.title.replace(&year.to_string(), &next.to_string());
        after.state = State::Draft;
        after.published = false;
        after.comments_until = None;
        after.round = 1;
        after.source.clear();
        after.note.clear();
        after.budget.year = next;
        after.budget.printed_total = None;
        for part in &mut after.budget.parts {
            part.printed_total = None;
        }
        for line in &mut after.budget.lines {
            line.note.clear();
        }
        after
    }

    /// After the collaboration's address.
    pub fn suffix(&self) -> String {
        format!("/budget/{}", self.year())
    }

    pub fn object(&self) -> ObjectRef {
        ObjectRef::new("budget", self.id.0, &self.title)
    }
}
