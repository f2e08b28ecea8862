//! What a scenario changes in what it started from, in words.

use super::{SCENARIO, path, resource as economy_resource, scope};
use crate::scenario_view::find_visible_scenario;
use crate::scenario_words::change_words;
use samverk_rest::{Call, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource};
use schemars::JsonSchema;
use serde::Serialize;

pub fn resource() -> Resource {
    economy_resource(
        "changes",
        [
            "Vad ett scenario ändrar i det som det utgår från.",
            "What a scenario changes in what it starts from.",
        ],
    )
    .parameter(SCENARIO)
    .with(
        Operation::list(
            "/collaborations/{collaboration}/scenarios/{scenario}/changes",
            "listChanges",
            list,
        )
        .about(
            "Ändringarna, en mening för var och en: regler, belopp, medlemmar, siffror.",
            "The changes, a sentence each: rules, amounts, members, figures.",
        ),
    )
}

/// Something that a scenario changes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    sentence: String,
}

impl Representation for Change {
    fn example() -> Self {
        Self {
            sentence: "Aneby kommun är inte med.".to_owned(),
        }
    }
}

async fn list(call: Call, _: NoQuery) -> Result<Page<Change>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let key = call.part("scenario");
    let record = find_visible_scenario(&tx, &call.actor, &scope, key).await?;
    let words = change_words(&call.ui(), &record.base_input, &record.input);
    let up = path(&scope, &format!("/scenarios/{}", record.key));
    Ok(Page::of(words, call.paging, |sentence| {
        Linked::part(Change { sentence }).link("up", up.clone())
    }))
}
