use super::register::{PartyRow, PopulationRow};
use crate::actions::{SaveParty, save_party, save_population};
use crate::model::{Figure, Party};
use crate::store::{self, PartyFilter};
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_exchange::Placed;
use samverk_foundation::{Actor, Key, PartyId, Problem, Problems};
use std::collections::BTreeMap;

impl PartyRow {
    pub(crate) fn of(party: &Party) -> Self {
        Self {
            key: party.key.clone(),
            kind: party.kind,
            name: party.name.clone(),
            short_name: party.short_name.clone(),
            municipality_code: party.municipality_code.clone(),
            region_code: party.region_code.clone(),
            organisation_number: party.organisation_number.clone(),
            note: party.note.clone(),
        }
    }
}

pub(super) async fn apply_parties(
    tx: &Tx,
    actor: &Actor,
    parties: &[Placed<PartyRow>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    if parties.is_empty() {
        return Ok(());
    }
    let present = store::list_parties(tx, &PartyFilter::default()).await?;
    let present: BTreeMap<_, _> = present.iter().map(|party| (&party.key, party)).collect();
    for placed in parties {
        let row = &placed.value;
        let before = present.get(&row.key);
        if before.is_some_and(|party| PartyRow::of(party) == *row) {
            continue;
        }
        let input = SaveParty {
            kind: row.kind,
            name: row.name.clone(),
            short_name: row.short_name.clone(),
            municipality_code: row.municipality_code.clone(),
            region_code: row.region_code.clone(),
            organisation_number: row.organisation_number.clone(),
            note: row.note.clone(),
            revision: before.map_or(0, |party| party.revision),
        };
        placed.note(intake, save_party(tx, actor, row.key.clone(), input).await)?;
    }
    Ok(())
}

pub(super) async fn apply_population(
    tx: &Tx,
    actor: &Actor,
    rows: &[Placed<PopulationRow>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    if rows.is_empty() {
        return Ok(());
    }
    let parties = store::list_parties(tx, &PartyFilter::default()).await?;
    let ids: BTreeMap<Key, PartyId> = parties
        .into_iter()
        .map(|party| (party.key, party.id))
        .collect();
    let (mut figures, mut places) = (Vec::new(), Vec::new());
    for row in rows {
        let PopulationRow {
            party,
            year,
            population,
        } = &row.value;
        match ids.get(party) {
            Some(id) => {
                figures.push(Figure {
                    party: *id,
                    year: *year,
                    population: *population,
                });
                places.push(row);
            }
            None => {
                let unknown = Problem::invalid("party_unknown").with("party", party);
                intake.problems.push(row.place(unknown.at_column("party")));
            }
        }
    }
    match save_population(tx, actor, &figures).await {
        Ok(saved) => {
            for warning in saved.warnings {
                let row = figures.iter().position(|figure| {
                    figure.year == warning.year && warning.parties.contains(&figure.party)
                });
                let place = row.and_then(|row| places.get(row)).or(places.first());
                if let Some(place) = place {
                    intake
                        .warnings
                        .push(place.place(warning.problem.at_column("population")));
                }
            }
        }
        Err(problems) => note_by_row(intake, &places, "figures", problems)?,
    }
    Ok(())
}

/// Problems at `figures.<index>.<column>` become problems of that row and column.
pub(super) fn note_by_row<T>(
    intake: &mut Intake,
    rows: &[&Placed<T>],
    field: &str,
    problems: Problems,
) -> Result<(), Problem> {
    for mut problem in problems.0 {
        let inner = problem.place.field.take();
        let inner = inner
            .as_deref()
            .and_then(|f| f.strip_prefix(field)?.strip_prefix('.'));
        let split = inner.and_then(|inner| inner.split_once('.'));
        if let Some((index, column)) = split {
            problem = problem.at_column(column);
            let row = index.parse().ok().and_then(|index: usize| rows.get(index));
            problem = row.map_or(problem.clone(), |row| row.place(problem));
        }
        intake.problems.push(samverk_exchange::mendable(problem)?);
    }
    Ok(())
}
