//! What somebody had read before they decided on it: nobody adopts a text that they have not seen.

use crate::choices::Stance;
use crate::desk::AnswerDesk;
use crate::point::HeldPoint;
use crate::section::HeldSection;
use samverk_database::{RecordedEvent, Tx, list_object_events_of};
use samverk_foundation::Problem;
use serde_json::Value as Json;
use uuid::Uuid;

/// The revisions that somebody had read of a point and of what the answer says about it. 0 is for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeenTexts {
    pub joint: i64,
    pub section: i64,
}

/// A stance with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    pub stance: Option<Stance>,
    pub reason: String,
}

/// A text as it was read, and as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// None when what was read is no longer known.
    pub before: Option<Text>,
    pub now: Text,
}

/// What has been written about a point since it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedPoint {
    pub point: HeldPoint,
    pub joint: Option<Changed>,
    pub section: Option<Changed>,
}

/// So many saves back a text is looked for.
const SAVES_MAX: u64 = 200;

impl SeenTexts {
    /// What stands now.
    pub fn now(desk: &AnswerDesk, point: &HeldPoint) -> Self {
        Self {
            joint: point.revision,
            section: desk.section(point.id).map_or(0, |one| one.revision),
        }
    }

    /// As a form carries it: the key of the point and both revisions.
    pub fn written(self, point: &HeldPoint) -> String {
        format!("{}:{}:{}", point.key, self.joint, self.section)
    }

    /// The key of the point, and what was read of it.
    pub fn read(written: &str) -> Option<(&str, Self)> {
        let (rest, section) = written.rsplit_once(':')?;
        let (key, joint) = rest.rsplit_once(':')?;
        let seen = Self {
            joint: joint.parse().ok()?,
            section: section.parse().ok()?,
        };
        Some((key, seen))
    }
}

impl Text {
    pub fn of_joint(point: &HeldPoint) -> Self {
        Self {
            stance: point.stance,
            reason: point.reason.to_string(),
        }
    }

    fn of_section(section: Option<&HeldSection>) -> Self {
        section.map_or_else(Self::default, |one| Self {
            stance: one.stance,
            reason: one.reason.to_string(),
        })
    }

    /// As the log keeps it.
    fn of_told(told: &Json) -> Self {
        let code = told["stance"].as_str().unwrap_or_default();
        Self {
            stance: Stance::from_code(code).ok(),
            reason: told["reason"].as_str().unwrap_or_default().to_owned(),
        }
    }
}

/// What the log keeps of a thing at a revision.
fn told_at(events: &[RecordedEvent], revision: i64) -> Option<&Json> {
    let told = events.iter().flat_map(|one| [&one.after, &one.before]);
    let mut told = told.flatten();
    told.find(|told| told["revision"] == revision)
}

/// A text that has changed since its revision was read; nothing when it says the same.
async fn changed(
    tx: &Tx,
    (id, kind): (Uuid, &'static str),
    (seen, stands): (i64, i64),
    now: Text,
) -> Result<Option<Changed>, Problem> {
    if seen == stands {
        return Ok(None);
    }
    let before = match seen {
        0 => Some(Text::default()),
        seen => {
            let events = list_object_events_of(tx, id, &[kind], SAVES_MAX).await?;
            told_at(&events, seen).map(Text::of_told)
        }
    };
    let is_same = before.as_ref() == Some(&now);
    Ok((!is_same).then_some(Changed { before, now }))
}

/// The joint draft about a point, if it says something else than what was read.
pub(crate) async fn changed_joint(
    tx: &Tx,
    point: &HeldPoint,
    seen: i64,
) -> Result<Option<Changed>, Problem> {
    let of = (point.id, "consultation_point.");
    changed(tx, of, (seen, point.revision), Text::of_joint(point)).await
}

/// What the answer says about a point, if it is something else than what was read.
pub(crate) async fn changed_section(
    tx: &Tx,
    desk: &AnswerDesk,
    point: &HeldPoint,
    seen: i64,
) -> Result<Option<Changed>, Problem> {
    let section = desk.section(point.id);
    let (id, stands) = section.map_or((Uuid::nil(), 0), |one| (one.id, one.revision));
    let of = (id, "consultation_section.");
    changed(tx, of, (seen, stands), Text::of_section(section)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_goes_round_in_a_form() {
        let read = SeenTexts::read("ett-e-arkiv:3:0");
        let seen = SeenTexts {
            joint: 3,
            section: 0,
        };
        assert_eq!(read, Some(("ett-e-arkiv", seen)));
        for wrong in ["", "ett-e-arkiv", "a:1", "a:x:1", "a:1:"] {
            assert_eq!(SeenTexts::read(wrong), None, "{wrong}");
        }
    }
}
