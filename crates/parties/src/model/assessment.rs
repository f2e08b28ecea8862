use chrono::NaiveDate;
use samverk_foundation::{AssessmentId, GroupId, LadderId, PartyId};
use serde::Serialize;

/// Whose collaboration is assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The collaboration itself.
    Whole,
    Group(GroupId),
    /// Two parties of it.
    Pair(PartyId, PartyId),
}

impl Subject {
    /// Whether it is the same, also with the pair named the other way round.
    pub fn same_as(self, other: Self) -> bool {
        match (self, other) {
            (Self::Pair(a, b), Self::Pair(c, d)) => (a, b) == (c, d) || (a, b) == (d, c),
            _ => self == other,
        }
    }
}

/// Somebody's view of how far a collaboration has come. Never changed; a new one takes its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assessment {
    pub id: AssessmentId,
    pub subject: Subject,
    pub ladder: LadderId,
    pub level: i64,
    pub wanted_level: Option<i64>,
    pub note: String,
    /// Missing when the source has none.
    pub date: Option<NaiveDate>,
    /// The party whose view it is; none is the collaboration's own.
    pub on_behalf_of: Option<PartyId>,
}

impl Assessment {
    /// Whether this is about the same and by the same, so that the later takes the other's place.
    pub fn replaces(&self, other: &Self) -> bool {
        self.subject.same_as(other.subject)
            && self.ladder == other.ladder
            && self.on_behalf_of == other.on_behalf_of
    }

    /// Whether it says the same in every word.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let same_id = Self {
            id: other.id,
            ..self.clone()
        };
        same_id == *other
    }
}

/// Of a history in order, the latest of each subject, ladder and view.
pub fn present(history: &[Assessment]) -> Vec<&Assessment> {
    let replaced = |index: usize, one: &Assessment| {
        history
            .iter()
            .skip(index + 1)
            .any(|later| later.replaces(one))
    };
    let kept = history
        .iter()
        .enumerate()
        .filter(|(index, one)| !replaced(*index, one));
    kept.map(|(_, one)| one).collect()
}

/// Two present views of the same that differ: information, not an error.
pub fn disagree(present: &[&Assessment]) -> bool {
    present
        .windows(2)
        .any(|pair| pair[0].ladder == pair[1].ladder && pair[0].level != pair[1].level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use samverk_foundation::{Clock, TestClock};

    #[test]
    fn the_latest_of_each_view_is_the_present_one() {
        let clock = TestClock::at(chrono::DateTime::from_timestamp(0, 0).unwrap());
        let [a, b] = [0, 1].map(|_| PartyId(clock.new_id()));
        let ladder = LadderId(clock.new_id());
        let view = |subject, level, on_behalf_of| Assessment {
            id: AssessmentId(clock.new_id()),
            subject,
            ladder,
            level,
            wanted_level: None,
            note: String::new(),
            date: None,
            on_behalf_of,
        };
        let history = [
            view(Subject::Pair(a, b), 1, Some(a)),
            view(Subject::Pair(a, b), 2, Some(b)),
            view(Subject::Pair(b, a), 3, Some(a)),
        ];
        let now = present(&history);
        assert_eq!(now.iter().map(|one| one.level).collect::<Vec<_>>(), [2, 3]);
        assert!(disagree(&now));
        assert!(!disagree(&now[..1]));
    }
}
