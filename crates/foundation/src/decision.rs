use crate::Problem;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A formal decision: which body, when, which paragraph of the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    pub body: String,
    /// Missing only in imported documents that do not give the date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
    /// `§ 12`; empty when the minutes have no paragraphs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub paragraph: String,
}

impl Decision {
    /// Fails with `decision_body_missing` when no body is named.
    pub fn new(body: &str, date: NaiveDate, paragraph: &str) -> Result<Self, Problem> {
        if body.trim().is_empty() {
            return Err(Problem::invalid("decision_body_missing").at_field("body"));
        }
        Ok(Self {
            body: body.trim().to_owned(),
            date: Some(date),
            paragraph: paragraph.trim().to_owned(),
        })
    }

    /// Fails with `decision_in_future` when its day has not been yet: nobody has decided it.
    pub fn require_taken(&self, today: NaiveDate) -> Result<(), Problem> {
        match self.date {
            Some(date) if date > today => {
                Err(Problem::invalid("decision_in_future").at_field("date"))
            }
            _ => Ok(()),
        }
    }

    /// Why a decision that was recorded by mistake is taken back. Fails with `withdrawal_reason_missing`
    /// or with what is wrong in the text.
    pub fn reason_to_withdraw(text: &str) -> Result<String, Problem> {
        reason(text, "withdrawal_reason_missing")
    }

    /// Why what is adopted is opened again. Fails with `reopening_reason_missing` or with what is wrong in the
    /// text.
    pub fn reason_to_reopen(text: &str) -> Result<String, Problem> {
        reason(text, "reopening_reason_missing")
    }
}

fn reason(text: &str, missing: &'static str) -> Result<String, Problem> {
    let reason = crate::text::prose(text).map_err(|problem| problem.at_field("reason"))?;
    match reason.is_empty() {
        true => Err(Problem::invalid(missing).at_field("reason")),
        false => Ok(reason),
    }
}
