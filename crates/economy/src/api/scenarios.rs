use super::refused::{COMPUTING, MODELLING, WARNED, refused};
use super::scenario_adoption::adopt;
use super::scenario_content::{ScenarioContent, ScenarioFacts, ScenarioView};
use super::scenario_input::saving;
use super::{SCENARIO, if_there, path, resource as economy_resource, scope};
use crate::actions::{refresh_scenario, remove_scenario, save_scenario};
use crate::keys::check_key;
use crate::policy::Action;
use crate::records::ScenarioRecord;
use crate::scenario_view::{Side, compare_sides, find_visible_scenario};
use crate::store;
use samverk_database::Tx;
use samverk_engine::Shown;
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_rest::{
    Call, Found, Linked, Operation, Page, Refusal, Representation, Resource, Saved, Tag,
};
use schemars::JsonSchema;
use serde::Deserialize;

const FIELDS: &[&str] = &[
    "amounts[", "members", "members[", "model", "model.", "title",
];

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/scenarios";
    let one = "/collaborations/{collaboration}/scenarios/{scenario}";
    let adoptions = "/collaborations/{collaboration}/scenarios/{scenario}/adoptions";
    economy_resource(
        "scenarios",
        [
            "Scenarier: vad händer om nyckeln, budgeten, siffrorna eller medlemmarna ändras?",
            "Scenarios: what if the key, the budget, the figures or the members change?",
        ],
    )
    .parameter(SCENARIO)
    .with(Operation::list(all, "listScenarios", list).about(
        "De scenarier som du får se. Jämförelsen finns i vart och ett.",
        "The scenarios that you may see. The comparison stands in each.",
    ))
    .with(Operation::get(one, "getScenario", get).about(
        "Ett scenario, jämfört med det som det utgår från: belopp, skillnad i kronor, procent och kronor per invånare.",
        "A scenario, compared with what it starts from: amounts, difference in kronor, percent and kronor per inhabitant.",
    ))
    .with(
        Operation::put(one, "putScenario", put)
            .about(
                "Sparar eller ändrar ett scenario som går att beräkna. Det delas med shown. Siffrorna det bygger på sparas med det; med recompute hämtas de på nytt.",
                "Saves or changes a scenario that can be computed. It is shared with shown. It keeps the figures it builds on; with recompute they are fetched anew.",
            )
            .action(Action::SaveScenario.code())
            .invalid(&["key_reserved", "party_twice"])
            .invalid(COMPUTING)
            .invalid(MODELLING)
            .conflict(&["scenario_key_taken"]),
    )
    .with(
        Operation::delete(one, "deleteScenario", delete)
            .about("Tar bort ett scenario.", "Removes a scenario.")
            .action(Action::SaveScenario.code()),
    )
    .with(
        Operation::post(adoptions, "postScenarioAdoption", adopt)
            .about(
                "Antar scenariot: det blir en antagen fördelning med scenariots underlag. En ändrad nyckel blir en egen modell.",
                "Adopts the scenario: it becomes an adopted distribution with the scenario's inputs. A changed key becomes a model of its own.",
            )
            .action(Action::AdoptDistribution.code())
            .conditional()
            .invalid(&["decision_body_missing", "decision_in_future", "key_reserved"])
            .invalid(WARNED)
            .invalid(COMPUTING)
            .invalid(MODELLING)
            .conflict(&["distribution_key_taken", "model_key_taken", "model_locked"]),
    )
}

fn own_path(scope: &Scope, record: &ScenarioRecord) -> String {
    path(scope, &format!("/scenarios/{}", record.key))
}

fn links<T: Representation>(scope: &Scope, record: &ScenarioRecord, body: T) -> Linked<T> {
    let own = own_path(scope, record);
    Linked::at(own.clone(), body)
        .link("collection", path(scope, "/scenarios"))
        .link("up", path(scope, ""))
        .link("changes", format!("{own}/changes"))
        .link("explanations", format!("{own}/explanations"))
}

/// With its tag: the inhabitants that it is compared by may change.
pub(super) async fn whole(
    tx: &Tx,
    call: &Call,
    scope: &Scope,
    record: &ScenarioRecord,
) -> Result<(Linked<ScenarioView>, Tag), Problem> {
    let sides = || {
        let base = Side::base(String::new(), record.base_input.clone(), String::new())?;
        Ok(vec![base, Side::of(&call.ui(), scope, record)?])
    };
    let sides = sides().map_err(|problems: Problems| Problem::internal(format!("{problems:?}")))?;
    let view = ScenarioView::of(record, &compare_sides(tx, sides).await?);
    let tag = Tag::of(&(record.id, record.revision, &view));
    Ok((links(scope, record, view), tag))
}

/// Which scenarios to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ScenarioQuery {
    /// Bara de som visas för dem här. / Only those shown to these.
    shown: Option<Shown>,
}

async fn list(call: Call, query: ScenarioQuery) -> Result<Page<ScenarioFacts>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let mut records = store::list_scenarios(&tx, scope.collaboration.id).await?;
    records.retain(|record| {
        let wanted = query.shown.is_none_or(|shown| record.shown == shown);
        wanted && record.is_visible_to(&call.actor, &scope)
    });
    Ok(Page::of(records, call.paging, |record| {
        links(&scope, &record, ScenarioFacts::of(&record))
    }))
}

pub(super) async fn named(tx: &Tx, call: &Call, scope: &Scope) -> Result<ScenarioRecord, Problem> {
    find_visible_scenario(tx, &call.actor, scope, call.part("scenario")).await
}

async fn get(call: Call) -> Result<Found<ScenarioView>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let record = named(&tx, &call, &scope).await?;
    let (linked, tag) = whole(&tx, &call, &scope, &record).await?;
    Ok(Found::new(linked, tag))
}

async fn put(call: Call, content: ScenarioContent) -> Result<Saved<ScenarioView>, Refusal> {
    let key = call.key("scenario")?;
    let tx = call.begin("api_put_scenario").await?;
    let scope = scope(&tx, &call).await?;
    let before = if_there(named(&tx, &call, &scope).await)?;
    let tag = match &before {
        Some(before) => Some(whole(&tx, &call, &scope, before).await?.1),
        None => None,
    };
    call.allow_write(tag.as_ref())?;
    scope.require(Action::SaveScenario.by())?;
    check_key(&key)?;
    let saved = save(&tx, &call, &scope, (key, content, before.as_ref())).await;
    let saved = saved.map_err(|problems| refused(problems, FIELDS))?;
    let (linked, tag) = whole(&tx, &call, &scope, &saved).await?;
    tx.commit().await?;
    Ok(Saved::new(linked, tag, before.is_none()))
}

async fn save(
    tx: &Tx,
    call: &Call,
    scope: &Scope,
    (key, content, before): (Key, ScenarioContent, Option<&ScenarioRecord>),
) -> Result<ScenarioRecord, Problems> {
    let recompute = content.recompute;
    let input = saving(tx, scope, key, content, before).await?;
    let saved = save_scenario(tx, &call.actor, scope, input).await?;
    if !recompute {
        return Ok(saved);
    }
    let (key, seen) = (saved.key.as_str(), saved.revision);
    refresh_scenario(tx, &call.actor, scope, key, seen).await
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_scenario").await?;
    let scope = scope(&tx, &call).await?;
    let record = named(&tx, &call, &scope).await?;
    call.allow_write(Some(&whole(&tx, &call, &scope, &record).await?.1))?;
    let key = record.key.as_str();
    remove_scenario(&tx, &call.actor, &scope, key, record.revision).await?;
    Ok(tx.commit().await?)
}
