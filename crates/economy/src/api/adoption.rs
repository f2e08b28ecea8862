use samverk_foundation::{Decision, Problem};
use samverk_rest::{Date, Representation, Word};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A decision to record.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Adoption {
    /// Who decided.
    body: Word,
    date: Date,
    /// Where it stands in the minutes: `§ 12`.
    #[serde(default)]
    paragraph: String,
    /// Adopt although there are warnings. They are kept with the distribution.
    #[serde(default)]
    pub confirm_warnings: bool,
}

impl Adoption {
    pub fn decision(&self) -> Result<Decision, Problem> {
        Decision::new(&self.body.0, self.date.0, &self.paragraph)
    }
}

impl Representation for Adoption {
    fn example() -> Self {
        let date = chrono::NaiveDate::from_ymd_opt(2026, 11, 20);
        Self {
            body: "Styrgruppen".into(),
            date: Date(date.unwrap_or_default()),
            paragraph: "§ 12".to_owned(),
            confirm_warnings: true,
        }
    }
}
