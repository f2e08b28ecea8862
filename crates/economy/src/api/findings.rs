//! What does not add up in a printed table, and what would explain it.

use super::distributions::evaluated;
use super::printed_tables::{attached, table_path};
use super::{DISTRIBUTION, resource as economy_resource, scope};
use samverk_engine::describe;
use samverk_rest::{Call, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource};
use schemars::JsonSchema;
use serde::Serialize;

pub fn resource() -> Resource {
    economy_resource(
        "findings",
        [
            "Det som inte stämmer i en tryckt tabell, och vad som skulle förklara det.",
            "What does not add up in a printed table, and what would explain it.",
        ],
    )
    .parameter(DISTRIBUTION)
    .with(
        Operation::list(
            "/collaborations/{collaboration}/printed-tables/{distribution}/findings",
            "listFindings",
            list,
        )
        .about(
            "Rader som skiljer, summor som inte stämmer, omkastade rader, andelar som inte är följda.",
            "Rows that differ, sums that do not add up, swapped rows, shares that are not followed.",
        ),
    )
}

/// Something to know about a printed table.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// `row_differs`, `total_not_sum`, `swapped` …
    kind: String,
    sentence: String,
}

impl Representation for FindingView {
    fn example() -> Self {
        Self {
            kind: "total_not_sum".to_owned(),
            sentence: "Tabellens summa är 100 kr men raderna blir 99 kr.".to_owned(),
        }
    }
}

async fn list(call: Call, _: NoQuery) -> Result<Page<FindingView>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let (record, _) = attached(&tx, &scope, &call).await?;
    let mut findings = Vec::new();
    if let Some(evaluation) = evaluated(&tx, &scope, &record).await? {
        let purpose = evaluation.result.purpose;
        let comparison = evaluation.comparison;
        for finding in comparison.iter().flat_map(|compared| &compared.findings) {
            let written = serde_json::to_value(finding).unwrap_or_default();
            findings.push(FindingView {
                kind: written["kind"].as_str().unwrap_or_default().to_owned(),
                sentence: describe(finding, purpose, call.language),
            });
        }
    }
    let up = table_path(&scope, &record.key);
    Ok(Page::of(findings, call.paging, |one| {
        Linked::part(one).link("up", up.clone())
    }))
}
