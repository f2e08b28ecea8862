use crate::report::ToldAwaiting;
use samverk_rest::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// Something that awaits a party.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AwaitingItem {
    /// In words.
    what: String,
    /// The collaboration's name; empty for what concerns the party as a whole.
    collaboration: String,
    /// The day it is about.
    date: Option<Date>,
    /// The page where something can be done about it, from the installation's own root.
    page: String,
}

impl From<ToldAwaiting> for AwaitingItem {
    fn from(told: ToldAwaiting) -> Self {
        Self {
            what: told.text,
            collaboration: told.place,
            date: told.date.map(Date),
            page: told.href,
        }
    }
}

impl AwaitingItem {
    pub fn example() -> Self {
        Self {
            what: "Aktörens egen syn på nivån saknas".to_owned(),
            collaboration: "Digitaliseringsrådet".to_owned(),
            date: None,
            page: "/samverkan/digitaliseringsradet/bedom".to_owned(),
        }
    }
}
