//! What is odd about a distribution: confirmed when it was adopted; for a draft what holds now.

use super::distributions::{evaluated, own_path};
use super::{DISTRIBUTION, resource as economy_resource, scope};
use crate::view::find_visible_distribution;
use samverk_database::list_warnings;
use samverk_rest::{Call, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource};
use schemars::JsonSchema;
use serde::Serialize;

pub fn resource() -> Resource {
    economy_resource(
        "warnings",
        [
            "Det som inte stämmer eller sticker ut i en fördelning.",
            "What does not add up or stands out in a distribution.",
        ],
    )
    .parameter(DISTRIBUTION)
    .with(
        Operation::list(
            "/collaborations/{collaboration}/distributions/{distribution}/warnings",
            "listWarnings",
            list,
        )
        .about(
            "Varningarna: de som bekräftades när fördelningen antogs, eller de som gäller utkastet nu.",
            "The warnings: those that were confirmed when it was adopted, or those of the draft now.",
        ),
    )
}

/// Something to look at before deciding.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Warning {
    /// Stable, for programs.
    code: String,
    sentence: String,
}

impl Representation for Warning {
    fn example() -> Self {
        Self {
            code: "distribution_difference".to_owned(),
            sentence: "Budgeten är 100 kr men 99 kr fördelas.".to_owned(),
        }
    }
}

async fn list(call: Call, _: NoQuery) -> Result<Page<Warning>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_distribution(&tx, &scope, call.part("distribution")).await?;
    let ui = call.ui();
    let warnings: Vec<Warning> = match record.is_adopted() {
        true => list_warnings(&tx, record.id.0)
            .await?
            .iter()
            .map(|kept| Warning {
                code: kept.code.clone(),
                sentence: ui.kept_warning(kept),
            })
            .collect(),
        false => evaluated(&tx, &scope, &record)
            .await?
            .map(|evaluation| evaluation.warnings().0)
            .unwrap_or_default()
            .iter()
            .map(|problem| Warning {
                code: problem.code.to_owned(),
                sentence: ui.problem(problem),
            })
            .collect(),
    };
    let up = own_path(&scope, &record);
    Ok(Page::of(warnings, call.paging, |one| {
        Linked::part(one).link("up", up.clone())
    }))
}
