use super::require_anywhere;
use crate::model::{
    Figure, Party, PopulationWarning, Populations, check_population, population_warnings,
};
use crate::policy::Action;
use crate::store;
use samverk_database::{Event, KeptWarning, ObjectRef, Tx, keep_warnings, list_warnings};
use samverk_foundation::{Actor, PartyId, Problem, Problems};
use std::collections::{BTreeMap, BTreeSet};

/// What a save of figures came to. Whoever asked decides whether the warnings are confirmed,
/// and otherwise does not commit.
#[derive(Clone, Debug)]
pub struct SavedPopulation {
    pub changed: usize,
    pub warnings: Vec<PopulationWarning>,
}

/// Sets the parties' population for some years. The warnings are kept with the parties.
///
/// Fails with every `population_invalid`, `figure_repeated` (at `figures.<index>.<column>`)
/// or with `party_unknown`.
pub async fn save_population(
    tx: &Tx,
    actor: &Actor,
    figures: &[Figure],
) -> Result<SavedPopulation, Problems> {
    require_anywhere(actor, Action::SavePopulation)?;
    check_figures(figures)?;
    let ids: BTreeSet<PartyId> = figures.iter().map(|figure| figure.party).collect();
    let ids: Vec<PartyId> = ids.into_iter().collect();
    store::hold_parties(tx, &ids).await?;
    let parties = store::find_parties(tx, &ids).await?;
    if parties.len() < ids.len() {
        return Err(Problem::invalid("party_unknown").with("party", "").into());
    }
    let before = store::list_populations(tx, &ids).await?;
    let changes: Vec<Figure> = figures
        .iter()
        .filter(|figure| standing(&before, figure) != Some(figure.population))
        .copied()
        .collect();
    let after = with_changes(before.clone(), &changes);
    store::put_populations(tx, &changes).await?;

    let names = parties
        .iter()
        .map(|party| (party.id, party.name.clone()))
        .collect();
    let changed: BTreeSet<(i32, PartyId)> = changes
        .iter()
        .map(|figure| (figure.year, figure.party))
        .collect();
    let warnings = population_warnings(&after, &changed, &names);
    for party in &parties {
        let years: Vec<i32> = changes
            .iter()
            .filter(|f| f.party == party.id)
            .map(|figure| figure.year)
            .collect();
        if !years.is_empty() {
            record(tx, actor, party, &years, (&before, &after)).await?;
            keep(tx, actor, party, &years, &warnings).await?;
        }
    }
    Ok(SavedPopulation {
        changed: changes.len(),
        warnings,
    })
}

fn check_figures(figures: &[Figure]) -> Result<(), Problems> {
    let mut problems = Problems::default();
    let mut seen = BTreeSet::new();
    for (index, figure) in figures.iter().enumerate() {
        let checked = check_population(figure.population);
        problems.keep(checked.map_err(|p| p.at_field(&format!("figures.{index}.population"))));
        if !seen.insert((figure.party, figure.year)) {
            let repeated = Problem::invalid("figure_repeated").with("year", figure.year);
            problems.push(repeated.at_field(&format!("figures.{index}.year")));
        }
    }
    problems.or(())
}

fn standing(populations: &Populations, figure: &Figure) -> Option<i64> {
    populations.get(&figure.party)?.get(&figure.year).copied()
}

fn with_changes(mut populations: Populations, changes: &[Figure]) -> Populations {
    for figure in changes {
        populations
            .entry(figure.party)
            .or_default()
            .insert(figure.year, figure.population);
    }
    populations
}

async fn record(
    tx: &Tx,
    actor: &Actor,
    party: &Party,
    years: &[i32],
    (before, after): (&Populations, &Populations),
) -> Result<(), Problem> {
    let of_years = |populations: &Populations| -> BTreeMap<i32, i64> {
        let all = populations.get(&party.id).into_iter().flatten();
        all.filter(|(year, _)| years.contains(year))
            .map(|(year, people)| (*year, *people))
            .collect()
    };
    let object = ObjectRef::new("party", party.id.0, &party.name);
    let event = Event::new("population.saved", object);
    tx.record(
        actor,
        event.change(Some(&of_years(before)), Some(&of_years(after)))?,
    )
    .await
}

/// The warnings of other years stay as they were.
async fn keep(
    tx: &Tx,
    actor: &Actor,
    party: &Party,
    years: &[i32],
    warnings: &[PopulationWarning],
) -> Result<(), Problem> {
    let object = ObjectRef::new("party", party.id.0, &party.name);
    let judged: Vec<String> = years
        .iter()
        .flat_map(|year| [year.to_string(), (year + 1).to_string()])
        .collect();
    let kept = list_warnings(tx, party.id.0).await?;
    let others = kept.iter().filter(|warning| {
        let year = warning.values.iter().find(|(name, _)| name == "year");
        year.is_some_and(|(_, year)| !judged.contains(year))
    });
    let new = warnings
        .iter()
        .filter(|warning| warning.parties.contains(&party.id));
    let all: Vec<Problem> = others
        .filter_map(as_problem)
        .chain(new.map(|warning| warning.problem.clone()))
        .collect();
    keep_warnings(tx, actor, &object, &all).await?;
    Ok(())
}

fn as_problem(kept: &KeptWarning) -> Option<Problem> {
    let code = ["population_jump", "population_swapped"]
        .into_iter()
        .find(|c| *c == kept.code)?;
    let mut problem = Problem::invalid(code);
    for (name, value) in &kept.values {
        let names = ["party", "other", "year", "before", "after"];
        let name = names.into_iter().find(|known| known == name)?;
        problem = problem.with(name, value);
    }
    Some(problem)
}
