//! The domain's part of the REST API: the same reads and actions as the pages.

mod adoption;
mod budget_content;
mod budgets;
mod changes;
mod comparisons;
mod decision;
mod distribution_content;
mod distribution_models;
mod distributions;
mod explanations;
mod figures;
mod findings;
mod model_content;
mod printed_content;
mod printed_tables;
mod refused;
mod result;
mod results;
mod rule_content;
mod rule_conversion;
mod scenario_adoption;
mod scenario_comparison;
mod scenario_content;
mod scenario_input;
mod scenarios;
mod step_numbers;
mod warnings;

use crate::measures::MEASURE;
use samverk_database::Tx;
use samverk_foundation::{Problem, ProblemKind, TokenScope};
use samverk_parties::Scope;
use samverk_rest::{Call, Parameter, Reason, Refusal, Resource};

pub const READ: TokenScope = TokenScope::new("economy:read");
pub const WRITE: TokenScope = TokenScope::new("economy:write");

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    vec![
        budgets::resource(),
        samverk_kept::resource(&MEASURE),
        distribution_models::resource(),
        results::resource(),
        distributions::resource(),
        warnings::resource(),
        printed_tables::resource(),
        findings::resource(),
        scenarios::resource(),
        comparisons::resource(),
        changes::resource(),
        explanations::resource(),
    ]
}

fn resource(name: &'static str, about: [&'static str; 2]) -> Resource {
    Resource::new(name, about, READ, WRITE).parameter(COLLABORATION)
}

const COLLABORATION: Parameter = Parameter::key(
    "collaboration",
    ["Samverkans nyckel.", "The collaboration's key."],
    "digitaliseringsradet",
);

const BUDGET: Parameter = Parameter::pattern(
    "budget",
    ["Budgetens år.", "The budget's year."],
    "^(18|19|20|21)[0-9]{2}$",
    "2021",
);

const MODEL: Parameter = Parameter::key(
    "model",
    [
        "Fördelningsmodellens nyckel.",
        "The distribution model's key.",
    ],
    "2021-antagen",
);

const DISTRIBUTION: Parameter = Parameter::key(
    "distribution",
    ["Fördelningens nyckel.", "The distribution's key."],
    "2021",
);

const SCENARIO: Parameter = Parameter::key(
    "scenario",
    ["Scenariots nyckel.", "The scenario's key."],
    "folkmangd-2020",
);

/// The collaboration that the address names.
async fn scope(tx: &Tx, call: &Call) -> Result<Scope, Refusal> {
    Ok(Scope::find(tx, &call.actor, call.part("collaboration")).await?)
}

/// Where something of the collaboration lies: `/collaborations/{collaboration}` and what follows.
fn path(scope: &Scope, rest: &str) -> String {
    format!("/collaborations/{}{rest}", scope.collaboration.key)
}

/// What is there for the reader, or nothing.
fn if_there<T>(found: Result<T, Problem>) -> Result<Option<T>, Problem> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(problem) if problem.kind == ProblemKind::NotFound => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// What the address says already may be repeated in the body, but not differ.
fn same_as_address<T: PartialEq>(sent: Option<T>, own: &T, field: &str) -> Result<(), Problem> {
    match sent.is_none_or(|sent| sent == *own) {
        true => Ok(()),
        false => Err(Reason::OtherThanAddress.in_body(field)),
    }
}
