use super::{MandateRole, Party};
use chrono::NaiveDate;
use serde::Serialize;

/// A function in a collaboration or group, on behalf of a party. Never a person's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mandate {
    pub role: MandateRole,
    pub title: String,
    pub party: Option<Party>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}
