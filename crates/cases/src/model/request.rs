//! Asking for a document: what somebody says, and the case that it becomes.

use super::{Begun, CaseContent};
use crate::CaseId;
use chrono::NaiveDate;
use samverk_fields::{Line, Prose};
use samverk_foundation::{Problem, Problems};
use samverk_kept::Kept;

/// What somebody says who asks for a document. They need not say who they are.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("case_request")]
pub struct RequestContent {
    /// Which document, or what it is about.
    #[kept(example = "Missivet i ärendet")]
    pub what: Prose<5>,
    /// Where the answer is sent; never shown to everybody.
    pub contact: Line,
}

/// What was asked for, beside the case that it became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub case: CaseId,
    pub about: Option<CaseId>,
    pub document: Option<i64>,
    pub what: String,
}

/// Longer is no request and no address.
const WHAT_MAX: usize = 2_000;
const CONTACT_MAX: usize = 500;

/// Fails with `field_missing` or `text_too_long`.
pub fn check_request(content: &RequestContent) -> Problems {
    let mut problems = Problems::default();
    if content.what.trim().is_empty() {
        problems.push(Problem::invalid("field_missing").at_field(RequestContent::WHAT.as_str()));
    }
    for (field, said, max) in [
        (RequestContent::WHAT, &*content.what, WHAT_MAX),
        (RequestContent::CONTACT, &*content.contact, CONTACT_MAX),
    ] {
        if said.chars().count() > max {
            let long = Problem::invalid("text_too_long").with("max", max);
            problems.push(long.at_field(field.as_str()));
        }
    }
    problems
}

/// The case that a request becomes. A document is given out promptly (chapter 2, section 15 of the Freedom of the Press
/// Act): the same day, and the next working day at the latest.
pub fn request_case(
    content: &RequestContent,
    about: Option<&str>,
    today: NaiveDate,
) -> CaseContent {
    let subject = match about {
        Some(number) => format!("Begäran om handling: {number}"),
        None => "Begäran om handling".to_owned(),
    };
    CaseContent {
        subject: subject.as_str().into(),
        public_subject: "Begäran om allmän handling".into(),
        begun: Begun::Incoming,
        counterpart: content.contact.clone(),
        received_on: Some(today),
        officer: "".into(),
        deadline: today.succ_opt(),
        // Moved to a weekday as other last days that the law gives.
        statutory: true,
        classification: "".into(),
        secrecy_provision: "".into(),
        secrecy_on: None,
        secrecy_authority: "".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::complete;

    #[test]
    fn a_request_is_answered_the_next_working_day() {
        let said = RequestContent {
            what: "Missivet".into(),
            contact: "".into(),
        };
        for (asked, answered) in [
            ("2026-11-23", "2026-11-24"),
            ("2026-11-27", "2026-11-30"),
            ("2026-12-23", "2026-12-28"),
        ] {
            let case = complete(request_case(&said, None, asked.parse().unwrap()));
            assert_eq!(case.deadline, answered.parse().ok(), "{asked}");
        }
    }

    #[test]
    fn a_request_says_what_and_need_not_say_who() {
        let said = |what: &str, contact: &str| RequestContent {
            what: what.into(),
            contact: contact.into(),
        };
        let codes = |content: &RequestContent| {
            let problems = check_request(content).0.into_iter();
            problems.map(|one| one.code).collect::<Vec<_>>()
        };
        assert_eq!(codes(&said("Missivet", "")), Vec::<&str>::new());
        assert_eq!(codes(&said("  ", "")), ["field_missing"]);
        let long = "å".repeat(2_001);
        assert_eq!(
            codes(&said(&long, &long)),
            ["text_too_long", "text_too_long"]
        );
    }
}
