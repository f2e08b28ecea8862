//! Gathers what a scenario starts from and what it is computed from.

use crate::evaluation::evaluate_record;
use crate::gather::{figures_of, gather_input};
use crate::measures::list_tables;
use crate::records::ScenarioRecord;
use crate::view::find_visible_distribution;
use samverk_database::Tx;
use samverk_engine::{
    DataYear, Distribution, DistributionInput, DistributionModel, KnobGroup, MeasureTable,
    NeededFigures, POPULATION, ScenarioBase, compute, follow_base, knobs, without_any_figure,
};
use samverk_foundation::{Key, PartyId, Problem, Problems};
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_parties::store::{PartyFilter, list_parties, list_populations};
use std::collections::{BTreeMap, BTreeSet};

/// What a scenario starts from, as it stands now. Fails with `not_found` when it is gone or not for
/// the actor to see, and with what hinders its computation.
pub(crate) async fn base_input(
    tx: &Tx,
    scope: &Scope,
    base: &ScenarioBase,
) -> Result<DistributionInput, Problems> {
    match base {
        ScenarioBase::Distribution { distribution } => {
            let record = find_visible_distribution(tx, scope, distribution.as_str()).await?;
            Ok(evaluate_record(tx, scope, &record).await?.input)
        }
        ScenarioBase::Model { model, year } => {
            let input = gather_input(tx, scope, *year, model).await?;
            compute(&input)?;
            Ok(input)
        }
    }
}

/// All parties there are: a scenario may take in others than the members.
pub(crate) async fn all_parties(tx: &Tx) -> Result<Vec<Party>, Problem> {
    list_parties(tx, &PartyFilter::default()).await
}

/// Puts in the figures that the model reads of the members, and what they paid the year before.
pub(crate) async fn with_figures(
    tx: &Tx,
    scope: &Scope,
    mut input: DistributionInput,
    parties: &[Party],
) -> Result<DistributionInput, Problem> {
    let members: BTreeSet<&Key> = input.members.iter().map(|member| &member.key).collect();
    let parties: Vec<&Party> = parties
        .iter()
        .filter(|p| members.contains(&p.key))
        .collect();
    let for_year = (input.year, &input.model);
    let of = scope.collaboration.id;
    let (measures, last_year) = figures_of(tx, of, for_year, &input.members, &parties).await?;
    (input.measures, input.last_year) = (measures, last_year);
    Ok(input)
}

/// The scenario on what is known now.
pub(crate) struct Present {
    pub base_input: DistributionInput,
    pub input: DistributionInput,
}

impl Present {
    /// A base that is gone, or can no longer be computed, is kept as it was.
    pub async fn of(tx: &Tx, scope: &Scope, record: &ScenarioRecord) -> Result<Self, Problem> {
        let now = match base_input(tx, scope, &record.based_on).await {
            Ok(now) => now,
            Err(problems) => {
                let ours = problems.0.into_iter().find(|p| p.kind.is_ours());
                if let Some(ours) = ours {
                    return Err(ours);
                }
                record.base_input.clone()
            }
        };
        let followed = follow_base(&record.base_input, &now, &record.input);
        let parties = all_parties(tx).await?;
        Ok(Self {
            input: with_figures(tx, scope, followed, &parties).await?,
            base_input: now,
        })
    }
}

/// Computes the scenario. Fails with everything that hinders it; a year without any figure is told
/// once, as `data_year_missing` at its field, with the years there are.
pub(crate) async fn result_of(
    tx: &Tx,
    scope: &Scope,
    input: &DistributionInput,
) -> Result<Distribution, Problems> {
    let missing = without_any_figure(input);
    let computed = compute(input);
    if missing.is_empty() {
        return computed;
    }
    let years = known_years(tx, scope, input).await?;
    let told = missing
        .iter()
        .map(|needed| year_missing(input, needed, &years));
    let mut problems = Problems(told.collect());
    let follows = |problem: &Problem| {
        matches!(
            problem.code,
            "measure_year_missing"
                | "population_date_missing"
                | "measure_sum_zero"
                | "measure_unknown"
        )
    };
    if let Err(others) = computed {
        problems
            .0
            .extend(others.0.into_iter().filter(|problem| !follows(problem)));
    }
    Err(problems)
}

type KnownYears = BTreeMap<String, (String, BTreeSet<i32>)>;

/// The names of all tables, and the years in which some member has a figure.
async fn known_years(
    tx: &Tx,
    scope: &Scope,
    input: &DistributionInput,
) -> Result<KnownYears, Problem> {
    let is_member = |key: &Key| input.members.iter().any(|member| member.key == *key);
    let parties = all_parties(tx).await?;
    let ids: Vec<PartyId> = parties
        .iter()
        .filter(|p| is_member(&p.key))
        .map(|p| p.id)
        .collect();
    let populations = list_populations(tx, &ids).await?;
    let years = populations
        .values()
        .flat_map(|years| years.keys().copied())
        .collect();
    let population = (
        POPULATION.to_owned(),
        ("Folkmängd 31 december".to_owned(), years),
    );
    let own = list_tables(tx, scope.collaboration.id).await?;
    let own = own.into_iter().map(|table| {
        let MeasureTable {
            key, name, values, ..
        } = table;
        let years = values.iter().filter(|row| is_member(&row.party));
        (
            key.to_string(),
            (name, years.filter_map(|row| row.year).collect()),
        )
    });
    Ok(own.chain([population]).collect())
}

fn year_missing(input: &DistributionInput, needed: &NeededFigures, years: &KnownYears) -> Problem {
    let year = needed.year.unwrap_or_default();
    let none = (needed.table.clone(), BTreeSet::new());
    let (name, known) = years.get(&needed.table).unwrap_or(&none);
    let field = place_of(&input.model, input.year, year);
    let problem = match (known.first(), known.last()) {
        (Some(first), Some(last)) => Problem::invalid("data_year_missing")
            .with("first", first)
            .with("last", last),
        _ => Problem::invalid("data_years_none"),
    };
    let problem = problem.with("measure", name).with("year", year);
    problem.at_field(&field)
}

/// `years[1].value`, for the figure of a form that asks for the year.
fn place_of(model: &DistributionModel, budget_year: i32, year: i32) -> String {
    let years = knobs(model)
        .into_iter()
        .filter(|knob| knob.place.group() == KnobGroup::Years);
    let asks = |knob: &samverk_engine::Knob| {
        let number = knob.value(model).parse::<i32>().ok();
        let asked = number.and_then(|number| DataYear::try_from(number).ok());
        asked.is_some_and(|asked| asked.for_budget(budget_year) == year)
    };
    let index = years
        .enumerate()
        .find(|(_, knob)| asks(knob))
        .map(|(index, _)| index);
    index.map_or_else(
        || "years".to_owned(),
        |index| format!("years[{index}].value"),
    )
}
