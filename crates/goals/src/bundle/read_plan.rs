//! A plan's folder, understood.

use super::documents::{PlanDocument, VersionDocument};
use super::place::{Spot, wrong_name};
use super::tables::{self, GoalRow, Keyed, read_rows};
use crate::KINDS;
use crate::actions::{MeasurementDraft, PlanFacts, VersionDraft};
use crate::model::{Goal, GoalYear, VersionStatus};
use samverk_exchange::Intake;
use samverk_foundation::{Key, Problem};
use samverk_kept::{KeptFile, read_files};
use std::collections::BTreeMap;

/// A table is missing when its file is: then nothing is said of what was there before.
#[derive(Debug)]
pub(super) struct PlanFiles {
    pub collaboration: String,
    pub folder: String,
    pub key: Key,
    pub facts: PlanFacts,
    pub versions: Vec<VersionFiles>,
    pub measurements: Option<Vec<Keyed<MeasurementDraft>>>,
    /// Of the kinds that are described once.
    pub described: Vec<KeptFile>,
}

#[derive(Debug)]
pub(super) struct VersionFiles {
    pub file: String,
    pub goals_file: String,
    pub draft: VersionDraft,
    pub has_goals: bool,
    /// Where each goal (`goal.<key>`) and year (`goal.<key>.<year>`) stands.
    pub rows: BTreeMap<String, Spot>,
}

impl PlanFiles {
    pub fn spot(&self) -> Spot {
        Spot::file(&self.path("plan.toml"))
    }

    pub fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }
}

pub(super) fn read(intake: &mut Intake, collaboration: &str, name: &str) -> Option<PlanFiles> {
    let folder = format!("collaborations/{collaboration}/plans/{name}");
    let path = |file: &str| format!("{folder}/{file}");
    let document = intake.required_document::<PlanDocument>(&path("plan.toml"));
    let versions = read_versions(intake, &folder);
    let described = read_files(intake, KINDS, &path(""));
    let measurements = read_rows(
        intake,
        &path("measurements.csv"),
        tables::MEASUREMENTS,
        tables::measurement,
    );
    let document = document?;
    let spot = Spot::file(&path("plan.toml"));
    let key = intake.keep(Key::parse(&document.key).map_err(|problem| spot.mark(problem)))?;
    if key.as_str() != name {
        intake.problems.push(spot.mark(wrong_name(&key, name)));
    }
    let facts = document.facts();
    let collaboration = collaboration.to_owned();
    Some(PlanFiles {
        collaboration,
        folder,
        key,
        facts,
        versions,
        measurements,
        described,
    })
}

fn read_versions(intake: &mut Intake, folder: &str) -> Vec<VersionFiles> {
    let mut versions: Vec<VersionFiles> = Vec::new();
    for name in intake.names_in(&format!("{folder}/versions")) {
        versions.extend(read_version(intake, folder, &name));
    }
    versions.sort_by_key(|version| version.draft.number);
    let adopted = versions
        .iter()
        .filter(|one| one.draft.status == VersionStatus::Adopted);
    for second in adopted.skip(1) {
        let twice = Problem::invalid("two_versions_adopted").with("number", second.draft.number);
        intake.problems.push(twice.at_file(&second.file));
    }
    versions
}

fn read_version(intake: &mut Intake, folder: &str, name: &str) -> Option<VersionFiles> {
    let file = format!("{folder}/versions/{name}/version.toml");
    let goals_file = format!("{folder}/versions/{name}/goals.csv");
    let document = intake.required_document::<VersionDocument>(&file);
    let table = read_rows(intake, &goals_file, tables::GOALS, tables::goal);
    let has_goals = table.is_some();
    let (goals, rows) = goals_of(intake, table.unwrap_or_default());
    let document = document?;
    if document.number.to_string() != name {
        let wrong = Problem::invalid("version_not_folder_name").with("number", document.number);
        intake.problems.push(wrong.at_file(&file));
    }
    match document.draft(goals) {
        Ok(draft) => Some(VersionFiles {
            file,
            goals_file,
            draft,
            has_goals,
            rows,
        }),
        Err(problems) => {
            let spot = Spot::file(&file);
            intake
                .problems
                .0
                .extend(problems.0.into_iter().map(|problem| spot.mark(problem)));
            None
        }
    }
}

/// The goals in order of first row, with where everything stands.
fn goals_of(intake: &mut Intake, rows: Vec<GoalRow>) -> (Vec<Goal>, BTreeMap<String, Spot>) {
    let mut goals: Vec<Goal> = Vec::new();
    let mut places = BTreeMap::new();
    for row in rows {
        let place = format!("goal.{}", row.key);
        places
            .entry(place.clone())
            .or_insert_with(|| row.spot.clone());
        places.insert(format!("{place}.{}", row.year), row.spot.clone());
        let text = GoalYear {
            year: row.year,
            text: row.text.clone(),
            catalogue_goals: row.catalogue_goals.clone(),
        };
        match goals.iter_mut().find(|goal| goal.key == row.key) {
            Some(goal) => {
                note_differing(intake, goal, &row);
                goal.years.push(text);
            }
            None => goals.push(Goal {
                key: row.key,
                focus_area: row.focus_area,
                owner: row.owner,
                without_indicator: row.without_indicator,
                years: vec![text],
            }),
        }
    }
    for goal in &mut goals {
        goal.years.sort_by_key(|text| text.year);
    }
    (goals, places)
}

/// These say something of the whole goal, so they must be the same in all its rows.
fn note_differing(intake: &mut Intake, goal: &Goal, row: &GoalRow) {
    let columns = [
        ("focus_area", goal.focus_area == row.focus_area),
        ("owner", goal.owner == row.owner),
        (
            "without_indicator",
            goal.without_indicator == row.without_indicator,
        ),
    ];
    for (column, is_same) in columns {
        if !is_same {
            let differs = Problem::invalid("goal_rows_differ").with("key", &goal.key);
            intake
                .problems
                .push(row.spot.mark(differs.at_field(column)));
        }
    }
}
