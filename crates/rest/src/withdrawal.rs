use crate::{Representation, Word};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An adoption that was recorded by mistake, to take back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AdoptionWithdrawal {
    /// What was wrong with the adoption; it stands in the history.
    pub reason: Word,
}

impl Representation for AdoptionWithdrawal {
    fn example() -> Self {
        Self {
            reason: "Fel protokoll".into(),
        }
    }
}

/// Why what is adopted is opened again, to be changed and adopted anew.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reopening {
    /// Why it is to be changed; it stands in the history.
    pub reason: Word,
}

impl Representation for Reopening {
    fn example() -> Self {
        Self {
            reason: "En post hade fallit bort".into(),
        }
    }
}
