//! What in a plan serves each goal of a catalogue. Only to read, for it follows from the plan.

use super::{path, plan, resource as goals_resource};
use crate::catalogues::{HeldCatalogue, list_catalogues};
use crate::model::{CoveredGoal, GoalRef, Lineage, Service, coverage};
use samverk_foundation::Key;
use samverk_rest::{
    Call, KeySchema, Linked, Operation, Page, Reason, Refusal, Representation, Resource,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    goals_resource(
        "covered-goals",
        [
            "Vilka av strategiernas mål som planen tjänar, och vilka som ingenting tjänar.",
            "Which goals of the catalogues the plan serves, and which nothing serves.",
        ],
    )
    .with(
        Operation::list(
            "/collaborations/{collaboration}/plans/{plan}/covered-goals",
            "listCoveredGoals",
            list,
        )
        .about(
            "Strategiernas mål i ordning, vart och ett med de fokusområden och effektmål som tjänar det.",
            "The catalogues' goals in order, each with the focus areas and effect goals that serve it.",
        ),
    )
}

/// A goal of the catalogue.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "CoveredGoal")]
pub struct CoveredGoalView {
    #[schemars(with = "KeySchema")]
    catalogue: Key,
    code: String,
    /// Empty when the name is not known.
    name: String,
    /// Empty when nothing serves it.
    services: Vec<ServiceView>,
}

/// What serves it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "GoalService")]
pub struct ServiceView {
    #[schemars(with = "KeySchema")]
    focus_area: Key,
    /// None when the focus area itself names the goal.
    #[schemars(with = "Option<KeySchema>")]
    goal: Option<Key>,
    /// What is named instead: a goal of an earlier catalogue that this one came after.
    earlier: Option<EarlierGoal>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct EarlierGoal {
    #[schemars(with = "KeySchema")]
    catalogue: Key,
    code: String,
}

impl ServiceView {
    fn of(wanted: &GoalRef, service: &Service) -> Self {
        let earlier = (service.named != *wanted).then(|| EarlierGoal {
            catalogue: service.named.catalogue.clone(),
            code: service.named.code.clone(),
        });
        Self {
            focus_area: service.area.key.clone(),
            goal: service.goal.map(|goal| goal.key.clone()),
            earlier,
        }
    }
}

impl CoveredGoalView {
    fn of(covered: &CoveredGoal) -> Self {
        let wanted = &covered.reference;
        let services = covered.services.iter();
        Self {
            catalogue: wanted.catalogue.clone(),
            code: wanted.code.clone(),
            name: covered.goal.name.to_string(),
            services: services
                .map(|service| ServiceView::of(wanted, service))
                .collect(),
        }
    }
}

impl Representation for CoveredGoalView {
    fn example() -> Self {
        let service = ServiceView {
            focus_area: Key::from_name("Kompetens"),
            goal: None,
            earlier: None,
        };
        Self {
            catalogue: Key::from_name("Utveckling i en digital tid"),
            code: "M1".to_owned(),
            name: "Kompetensen finns".to_owned(),
            services: vec![service],
        }
    }
}

/// Which goals to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CoveredGoalQuery {
    /// Bara strategin med nyckeln. / Only the catalogue with this key.
    #[schemars(with = "Option<KeySchema>")]
    catalogue: Option<Key>,
    /// Bara de som något tjänar, eller bara de andra. / Only those that something serves, or only the others.
    served: Option<bool>,
}

async fn list(call: Call, query: CoveredGoalQuery) -> Result<Page<CoveredGoalView>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let content = &at.foremost()?.content;
    let catalogues = list_catalogues(&tx).await?;
    let is_known = |key: &Key| catalogues.iter().any(|one| one.key == *key);
    if query.catalogue.as_ref().is_some_and(|key| !is_known(key)) {
        return Err(Refusal::parameter("catalogue", Reason::NoSuchKey));
    }
    let lineage = Lineage::of(&catalogues);
    let is_wanted =
        |one: &&HeldCatalogue| query.catalogue.as_ref().is_none_or(|key| one.key == *key);
    let wanted = catalogues.iter().filter(is_wanted);
    let covered = wanted.flat_map(|one| coverage(content, one, &lineage));
    let is_asked_for = |one: &CoveredGoal| {
        let is_served = !one.services.is_empty();
        query.served.is_none_or(|served| served == is_served)
    };
    let covered: Vec<CoveredGoal> = covered.filter(is_asked_for).collect();
    Ok(Page::of(covered, call.paging, |one| {
        Linked::part(CoveredGoalView::of(&one)).link("plan", path(&at, ""))
    }))
}
