//! The domain's part of the REST API: the same reads and actions as the pages.

mod covered_goals;
mod effect_goals;
mod figure;
mod focus_areas;
mod measurements;
mod plan_versions;
mod plans;
mod standings;

pub use figure::Figure;
pub use standings::StandingState;

use crate::{KINDS, PlanScope, SHARED_KINDS};
use samverk_database::Tx;
use samverk_foundation::TokenScope;
use samverk_kept::AnyKind;
use samverk_rest::{Call, Parameter, Refusal, Resource};

pub const READ: TokenScope = TokenScope::new("goals:read");
pub const WRITE: TokenScope = TokenScope::new("goals:write");

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let own = vec![
        plans::resource(),
        plan_versions::resource(),
        focus_areas::resource(),
        effect_goals::resource(),
        standings::resource(),
        covered_goals::resource(),
        measurements::resource(),
    ];
    let of = |kinds: &[&'static dyn AnyKind]| -> Vec<Resource> {
        let kinds = kinds.iter();
        kinds.map(|kind| samverk_kept::resource(*kind)).collect()
    };
    [of(SHARED_KINDS), own, of(KINDS)]
        .into_iter()
        .flatten()
        .collect()
}

fn resource(name: &'static str, about: [&'static str; 2]) -> Resource {
    Resource::new(name, about, READ, WRITE)
        .parameter(COLLABORATION)
        .parameter(PLAN)
}

const COLLABORATION: Parameter = Parameter::key(
    "collaboration",
    ["Samverkans nyckel.", "The collaboration's key."],
    "digitaliseringsradet",
);

const PLAN: Parameter = Parameter::key("plan", ["Planens nyckel.", "The plan's key."], "2021-2023");

const VERSION: Parameter = Parameter::pattern(
    "version",
    [
        "Versionens nummer: 1, 2, 3 …",
        "The version's number: 1, 2, 3 …",
    ],
    "^[1-9][0-9]{0,5}$",
    "1",
);

const INDICATOR: Parameter = Parameter::key(
    "indicator",
    ["Indikatorns nyckel.", "The indicator's key."],
    "andel-ansokningar-via-e-tjanst",
)
.beside(&[
    ("collaboration", "e-forvaltning-i-varmdo"),
    ("plan", "2010-2015"),
]);

/// The plan that the address names.
async fn plan(tx: &Tx, call: &Call) -> Result<PlanScope, Refusal> {
    let (collaboration, plan) = (call.part("collaboration"), call.part("plan"));
    Ok(PlanScope::find(tx, &call.actor, collaboration, plan).await?)
}

/// Where the plan lies: `/collaborations/{collaboration}/plans/{plan}` and what follows.
fn path(at: &PlanScope, rest: &str) -> String {
    let (collaboration, plan) = (&at.scope.collaboration.key, &at.plan.key);
    format!("/collaborations/{collaboration}/plans/{plan}{rest}")
}
