//! Correcting what is said of somebody in a case, and restricting who reads it (the General Data Protection Regulation,
//! articles 16 and 18).

use super::{CaseEvent, Changes};
use chrono::NaiveDate;
use samverk_foundation::Problem;
use serde_json::{Value as Json, json};

/// A case that is read by its officer and the party's administrators alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    pub since: NaiveDate,
    pub because: String,
}

/// What is said instead of what was wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub subject: String,
    pub public_subject: String,
    pub counterpart: String,
    pub reason: String,
}

/// The event of a correction, and the field that says why.
pub const CORRECTED: &str = "case.corrected";
pub const CORRECTED_BECAUSE: &str = "correction_reason";

/// Longer is no reason.
const REASON_MAX: usize = 500;

/// Fails with `field_missing` or `text_too_long`.
pub fn check_reason(reason: &str) -> Result<(), Problem> {
    let problem = match reason.trim().chars().count() {
        0 => Problem::invalid("field_missing"),
        1..=REASON_MAX => return Ok(()),
        _ => Problem::invalid("text_too_long").with("max", REASON_MAX),
    };
    Err(problem.at_field("reason"))
}

/// What stands in place of what was corrected.
pub fn veiled_value() -> Json {
    json!({ "veiled": true })
}

/// The events as those read them who may not read what was wrong: of each corrected field what was said before it was
/// corrected is left out, in that correction too.
pub fn uncorrected(mut events: Vec<CaseEvent>, corrections: &[CaseEvent]) -> Vec<CaseEvent> {
    for event in &mut events {
        for correction in corrections {
            let is_it = event.id == correction.id;
            if is_it || (event.at, event.id) < (correction.at, correction.id) {
                veil(&mut event.changes, &correction.changes, is_it);
            }
        }
    }
    events
}

fn veil(changes: &mut Changes, corrected: &Changes, only_before: bool) {
    for field in corrected.keys().filter(|field| *field != CORRECTED_BECAUSE) {
        let Some(Json::Array(values)) = changes.get_mut(field) else {
            continue;
        };
        let veiled = match only_before {
            true => 1,
            false => values.len(),
        };
        // That nothing was said before tells nothing.
        for value in values
            .iter_mut()
            .take(veiled)
            .filter(|value| !value.is_null())
        {
            *value = veiled_value();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn event(number: u128, what: &str, changes: Json) -> CaseEvent {
        let Json::Object(changes) = changes else {
            panic!("changes");
        };
        CaseEvent {
            id: Uuid::from_u128(number),
            at: "2026-11-22T09:00:00Z".parse().unwrap(),
            actor_name: "Registratorn".to_owned(),
            what: what.to_owned(),
            changes,
            under_secrecy: false,
            is_veiled: false,
        }
    }

    #[test]
    fn what_was_wrong_is_left_out_and_what_came_after_is_not() {
        let first = event(
            1,
            "case.registered",
            json!({ "counterpart": [null, "Fel"], "subject": [null, "Remiss"] }),
        );
        let correction = event(
            2,
            CORRECTED,
            json!({ "counterpart": ["Fel", "Rätt"], "correction_reason": [null, "Fel person"] }),
        );
        let after = event(3, "case.changed", json!({ "counterpart": ["Rätt", "Ny"] }));
        let all = vec![first, correction.clone(), after.clone()];
        let seen = uncorrected(all, std::slice::from_ref(&correction));
        let veil = veiled_value();
        assert_eq!(seen[0].changes["counterpart"], json!([null, veil]));
        assert_eq!(seen[0].changes["subject"], json!([null, "Remiss"]));
        assert_eq!(seen[1].changes["counterpart"], json!([veil, "Rätt"]));
        assert_eq!(
            seen[1].changes["correction_reason"],
            json!([null, "Fel person"])
        );
        assert_eq!(seen[2], after);
    }
}
