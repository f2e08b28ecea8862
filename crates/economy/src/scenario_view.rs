//! Scenarios ready to be read: on the page, in files and as a document.

use crate::Evaluation;
use crate::records::ScenarioRecord;
use crate::scenario_input::all_parties;
use crate::scenario_words::change_words;
use crate::store;
use samverk_database::Tx;
use samverk_engine::{
    Distribution, DistributionInput, Purpose, ScenarioBase, SideBySide, compute,
    explain_differences, newest_common_year, scenario_changes, side_by_side,
};
use samverk_foundation::{Actor, Key, PartyId, Problem, Problems};
use samverk_parties::Scope;
use samverk_parties::store::list_populations;
use samverk_web::Ui;
use std::collections::BTreeMap;

/// How many may stand beside each other.
pub const MOST_COMPARED: usize = 4;

/// Several results compared with the first, and how each came about.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub sides: Vec<Side>,
    pub table: SideBySide,
    /// The inhabitants are those on 31 December of this year.
    pub population_year: Option<i32>,
    pub purpose: Purpose,
}

/// One of the results.
#[derive(Clone, Debug)]
pub struct Side {
    /// None for what a scenario started from, and for what is not saved.
    pub scenario: Option<Key>,
    pub title: String,
    pub note: String,
    /// What differs from what the scenario started from, in words; empty for the base itself.
    pub changes: Vec<String>,
    pub input: DistributionInput,
    pub result: Distribution,
    /// Where its amounts are explained; empty when nowhere.
    pub href: String,
}

impl Side {
    /// What a scenario started from.
    pub fn base(title: String, input: DistributionInput, href: String) -> Result<Self, Problems> {
        let result = compute(&input)?;
        let (note, changes) = (String::new(), Vec::new());
        Ok(Self {
            scenario: None,
            title,
            note,
            changes,
            input,
            result,
            href,
        })
    }

    /// A scenario as it was saved.
    pub fn of(ui: &Ui, scope: &Scope, record: &ScenarioRecord) -> Result<Self, Problems> {
        Ok(Self {
            scenario: Some(record.key.clone()),
            title: record.title.clone(),
            note: record.note.clone(),
            changes: change_words(ui, &record.base_input, &record.input),
            result: compute(&record.input)?,
            input: record.input.clone(),
            href: scope.href(&record.suffix()),
        })
    }

    fn found(&self) -> Problems {
        let evaluation = Evaluation {
            input: self.input.clone(),
            result: self.result.clone(),
            comparison: None,
        };
        evaluation.warnings()
    }

    /// What does not add up or stands out in it, in words.
    pub fn warnings(&self, ui: &Ui) -> Vec<String> {
        let found = self.found().0;
        found.iter().map(|warning| ui.problem(warning)).collect()
    }

    /// The same together with [`left`](Self::left), which tells better of the sum.
    pub fn remarks(&self, ui: &Ui) -> Vec<String> {
        let found = self.found().0.into_iter();
        let others = found.filter(|warning| warning.code != "distribution_difference");
        let others = others.map(|warning| ui.problem(&warning));
        others.chain(self.left(ui)).collect()
    }

    /// Why its sum is another than the budget's, in words.
    pub fn left(&self, ui: &Ui) -> Vec<String> {
        explain_differences(&self.result, ui.language)
    }
}

/// Puts results beside each other, with the inhabitants of the year before the budget's.
pub async fn compare_sides(tx: &Tx, sides: Vec<Side>) -> Result<Comparison, Problem> {
    let mut keys: Vec<Key> = Vec::new();
    for side in &sides {
        keys.extend(side.input.members.iter().map(|member| member.key.clone()));
    }
    let year = sides.first().map_or(0, |side| side.input.year);
    let (population_year, inhabitants) = inhabitants(tx, &keys, year).await?;
    let results: Vec<&Distribution> = sides.iter().map(|side| &side.result).collect();
    Ok(Comparison {
        table: side_by_side(&results, &inhabitants),
        purpose: results
            .first()
            .map(|result| result.purpose)
            .unwrap_or_default(),
        population_year,
        sides,
    })
}

/// The latest year before the budget's in which all that have inhabitants at all have a figure;
/// otherwise the latest there is.
async fn inhabitants(
    tx: &Tx,
    keys: &[Key],
    budget_year: i32,
) -> Result<(Option<i32>, BTreeMap<Key, i64>), Problem> {
    let parties = all_parties(tx).await?;
    let ids: Vec<PartyId> = parties
        .iter()
        .filter(|p| keys.contains(&p.key))
        .map(|p| p.id)
        .collect();
    let populations = list_populations(tx, &ids).await?;
    let counted = populations.values().filter(|years| !years.is_empty());
    let counted: Vec<_> = counted.collect();
    let common = |limit: i32| {
        let years = counted.first()?.range(..limit).rev().map(|(year, _)| *year);
        years
            .into_iter()
            .find(|year| counted.iter().all(|years| years.contains_key(year)))
    };
    let Some(year) = common(budget_year).or_else(|| common(i32::MAX)) else {
        return Ok((None, BTreeMap::new()));
    };
    let of_party = |party: &samverk_parties::model::Party| {
        let count = populations.get(&party.id)?.get(&year)?;
        Some((party.key.clone(), *count))
    };
    Ok((Some(year), parties.iter().filter_map(of_party).collect()))
}

/// Fails with `not_found` also when it is not for the actor to see.
pub async fn find_visible_scenario(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    key: &str,
) -> Result<ScenarioRecord, Problem> {
    let found = store::find_scenario(tx, scope.collaboration.id, key).await?;
    let visible = found.filter(|record| record.is_visible_to(actor, scope));
    visible.ok_or_else(Problem::not_found)
}

/// The scenarios named, in that order, beside what they started from when that is the same.
/// Fails with `scenarios_to_compare` unless there are one to four, all visible to the actor.
pub async fn load_comparison(
    tx: &Tx,
    scope: &Scope,
    keys: &[&str],
    ui: &Ui,
) -> Result<Comparison, Problem> {
    let all = store::list_scenarios(tx, scope.collaboration.id).await?;
    let mut records: Vec<&ScenarioRecord> = Vec::new();
    for key in keys {
        let found = all.iter().find(|record| record.key.as_str() == *key);
        let found = found.filter(|record| record.is_visible_to(&ui.actor, scope));
        let record = found.ok_or_else(Problem::not_found)?;
        if !records.iter().any(|known| known.id == record.id) {
            records.push(record);
        }
    }
    let Some(first) = records
        .first()
        .copied()
        .filter(|_| records.len() <= MOST_COMPARED)
    else {
        return Err(Problem::invalid("scenarios_to_compare").with("most", MOST_COMPARED));
    };
    let mut sides = Vec::new();
    let same_start = records
        .iter()
        .all(|record| record.base_input == first.base_input);
    // One that changes nothing stands for the base itself.
    let is_changed =
        |record: &ScenarioRecord| !scenario_changes(&record.base_input, &record.input).is_empty();
    if same_start && records.iter().all(|record| is_changed(record)) {
        let (title, href) = base_words(tx, scope, ui, first).await?;
        sides.push(Side::base(title, first.base_input.clone(), href).map_err(computed_before)?);
    }
    records.sort_by_key(|record| same_start && is_changed(record));
    for record in records {
        sides.push(Side::of(ui, scope, record).map_err(computed_before)?);
    }
    compare_sides(tx, sides).await
}

/// What was computed when it was saved can be computed again.
fn computed_before(problems: Problems) -> Problem {
    Problem::internal(format!("a saved scenario cannot be computed: {problems:?}"))
}

/// What the base is called, and where it stands if it is still there for the reader.
pub(crate) async fn base_words(
    tx: &Tx,
    scope: &Scope,
    ui: &Ui,
    record: &ScenarioRecord,
) -> Result<(String, String), Problem> {
    match &record.based_on {
        ScenarioBase::Distribution { distribution } => {
            let key = distribution.as_str();
            let found = store::find_distribution(tx, scope.collaboration.id, key).await?;
            let found = found.filter(|found| found.is_visible_in(scope));
            Ok(match found {
                Some(found) => (found.title.clone(), scope.href(&found.suffix())),
                None => (
                    ui.t1("scenario-base-gone", "year", record.base_input.year),
                    String::new(),
                ),
            })
        }
        ScenarioBase::Model { year, .. } => {
            let name = record.base_input.model.name.as_str();
            let title = ui.t_with(
                "scenario-base-model",
                &[("year", &year.to_string()), ("model", name)],
            );
            Ok((title, String::new()))
        }
    }
}

/// The newest year of population that a key could follow, if it follows any.
pub(crate) async fn newest_population(
    tx: &Tx,
    scope: &Scope,
    parties: &[Key],
) -> Result<Option<i32>, Problem> {
    let populations = crate::gather::populations_of(tx, scope).await?;
    let table = crate::gather::population_table(&populations, scope);
    Ok(table.and_then(|table| newest_common_year(&table, parties)))
}
