//! What a model gives of a year's budget now. Nothing is saved.

use super::refused::{COMPUTING, refused};
use super::result::ResultView;
use super::{MODEL, path, resource as economy_resource, scope};
use crate::gather::gather_input;
use crate::visible::{find_visible_budget, find_visible_model};
use samverk_engine::compute;
use samverk_foundation::{Key, Problem};
use samverk_rest::{
    Call, Found, KeySchema, Linked, Operation, Parameter, Refusal, Representation, Resource, Tag,
};
use schemars::JsonSchema;
use serde::Serialize;

const RESULT: Parameter = Parameter::pattern(
    "result",
    ["Budgetens år.", "The budget's year."],
    "^(18|19|20|21)[0-9]{2}$",
    "2021",
)
.for_members();

pub fn resource() -> Resource {
    economy_resource(
        "results",
        [
            "Vad en fördelningsmodell ger av ett års budget.",
            "What a distribution model gives of a year's budget.",
        ],
    )
    .parameter(MODEL)
    .parameter(RESULT)
    .with(
        Operation::get(
            "/collaborations/{collaboration}/distribution-models/{model}/results/{result}",
            "getResult",
            get,
        )
        .about(
            "Beräknar modellen på årets budget med det som är känt nu, utan att spara. För medlemmar.",
            "Computes the model on the year's budget with what is known now, without saving. For members.",
        )
        .invalid(COMPUTING),
    )
}

/// What a model gives of a year's budget.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ComputedResult {
    #[schemars(with = "KeySchema")]
    model: Key,
    /// The budget's.
    year: i32,
    #[serde(flatten)]
    result: ResultView,
}

impl Representation for ComputedResult {
    fn example() -> Self {
        Self {
            model: Key::from_name("2021-antagen"),
            year: 2021,
            result: ResultView::example(),
        }
    }
}

/// Figures of earlier years count, also from what is not published: so for members only.
async fn get(call: Call) -> Result<Found<ComputedResult>, Refusal> {
    let year = call.year("result")?;
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    if !scope.sees_drafts() {
        return Err(Problem::not_found().into());
    }
    let model = find_visible_model(&tx, &scope, call.part("model"))
        .await?
        .model;
    if model.amount.is_none() {
        find_visible_budget(&tx, &scope, year).await?;
    }
    let input = gather_input(&tx, &scope, year, &model.key).await;
    let computed = input.and_then(|input| compute(&input));
    let result = computed.map_err(|problems| refused(problems, &[]))?;
    let own = path(&scope, &format!("/distribution-models/{}", model.key));
    let view = ComputedResult {
        model: model.key,
        year,
        result: ResultView::of(&result),
    };
    let tag = Tag::of(&view);
    let linked = Linked::at(format!("{own}/results/{year}"), view).link("up", own);
    Ok(Found::new(linked, tag))
}
