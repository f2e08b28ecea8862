//! What must hold of a case, whichever way it comes in.

use super::CaseContent;
use chrono::NaiveDate;
use samverk_fields::FieldKey;
use samverk_foundation::{Problem, Problems, statutory_last_day};

/// What follows from what is said: a statutory last day is a weekday.
pub fn complete(content: CaseContent) -> CaseContent {
    let deadline = match content.statutory {
        true => content.deadline.map(statutory_last_day),
        false => content.deadline,
    };
    CaseContent {
        deadline,
        ..content
    }
}

/// Fails with `case_received_in_future`, `case_deadline_too_early`, `text_too_long` or `secrecy_incomplete`.
pub fn check_case(content: &CaseContent, registered_on: NaiveDate) -> Problems {
    let mut problems = Problems::default();
    if content.received_on.is_some_and(|day| day > registered_on) {
        let late = Problem::invalid("case_received_in_future").with("date", registered_on);
        problems.push(late.at_field(CaseContent::RECEIVED_ON.as_str()));
    }
    if let (Some(received), Some(deadline)) = (content.received_on, content.deadline)
        && deadline < received
    {
        let early = Problem::invalid("case_deadline_too_early").with("date", received);
        problems.push(early.at_field(CaseContent::DEADLINE.as_str()));
    }
    problems.extend(check_lengths(content).0);
    problems.extend(check_secrecy(content).0);
    problems
}

/// More than this is no line of a registry.
const LINE_MAX: usize = 500;

fn check_lengths(content: &CaseContent) -> Problems {
    let said: [(FieldKey, &str); 5] = [
        (CaseContent::PUBLIC_SUBJECT, &content.public_subject),
        (CaseContent::COUNTERPART, &content.counterpart),
        (CaseContent::CLASSIFICATION, &content.classification),
        (CaseContent::SECRECY_PROVISION, &content.secrecy_provision),
        (CaseContent::SECRECY_AUTHORITY, &content.secrecy_authority),
    ];
    let long = said
        .iter()
        .filter(|(_, said)| said.chars().count() > LINE_MAX);
    let long = long.map(|(field, _)| {
        let long = Problem::invalid("text_too_long").with("max", LINE_MAX);
        long.at_field(field.as_str())
    });
    long.collect()
}

/// A marking has a provision, a day and an authority (chapter 5, section 5 of the Public Access to Information and
/// Secrecy Act).
fn check_secrecy(content: &CaseContent) -> Problems {
    let said = [
        (CaseContent::SECRECY_PROVISION, content.is_secret()),
        (CaseContent::SECRECY_ON, content.secrecy_on.is_some()),
        (
            CaseContent::SECRECY_AUTHORITY,
            !content.secrecy_authority.is_empty(),
        ),
    ];
    let mut problems = Problems::default();
    if said.iter().any(|(_, said)| *said) {
        for (field, _) in said.iter().filter(|(_, said)| !said) {
            problems.push(Problem::invalid("secrecy_incomplete").at_field(field.as_str()));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Begun;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn content() -> CaseContent {
        CaseContent {
            subject: "Remiss".into(),
            public_subject: "Remiss".into(),
            begun: Begun::Incoming,
            counterpart: "Påhittade myndigheten".into(),
            received_on: day("2026-05-29"),
            officer: "".into(),
            deadline: day("2026-06-19"),
            statutory: false,
            classification: "".into(),
            secrecy_provision: "".into(),
            secrecy_on: None,
            secrecy_authority: "".into(),
        }
    }

    fn codes(content: &CaseContent, registered_on: &str) -> Vec<(&'static str, String)> {
        let problems = check_case(content, registered_on.parse().unwrap());
        let told = problems.0.into_iter();
        told.map(|one| (one.code, one.place.field.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn a_statutory_last_day_on_midsummers_eve_is_the_monday() {
        let mut one = content();
        assert_eq!(complete(one.clone()).deadline, day("2026-06-19"));
        one.statutory = true;
        let completed = complete(one);
        assert_eq!(completed.deadline, day("2026-06-22"));
        assert_eq!(complete(completed.clone()), completed);
    }

    #[test]
    fn days_follow_each_other() {
        assert_eq!(codes(&content(), "2026-05-29"), []);
        let early = CaseContent {
            deadline: day("2026-05-28"),
            ..content()
        };
        assert_eq!(
            codes(&early, "2026-05-28"),
            [
                ("case_received_in_future", "received_on".to_owned()),
                ("case_deadline_too_early", "deadline".to_owned()),
            ]
        );
    }

    #[test]
    fn no_line_is_longer_than_it_can_be_read() {
        let long = CaseContent {
            counterpart: "å".repeat(501).as_str().into(),
            public_subject: "å".repeat(500).as_str().into(),
            ..content()
        };
        assert_eq!(
            codes(&long, "2026-05-29"),
            [("text_too_long", "counterpart".to_owned())]
        );
    }

    #[test]
    fn a_marking_of_secrecy_says_all_three() {
        let mut one = content();
        one.secrecy_authority = "Kommunstyrelsen".into();
        assert_eq!(
            codes(&one, "2026-06-01"),
            [
                ("secrecy_incomplete", "secrecy_provision".to_owned()),
                ("secrecy_incomplete", "secrecy_on".to_owned()),
            ]
        );
        one.secrecy_provision = "OSL 18:8".into();
        one.secrecy_on = day("2026-06-01");
        assert_eq!(codes(&one, "2026-06-01"), []);
        assert!(one.is_secret());
    }
}
