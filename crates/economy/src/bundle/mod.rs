//! The domain's files of the folder format (`docs/bundle.md`).

mod adopted_budgets;
mod budgets;
mod distributions;
mod models;
mod parts;
mod private_drafts;
mod scenarios;
mod schemas;
mod written_distributions;

pub use budgets::write_year_after;
pub use schemas::schemas;

use crate::KINDS;
use crate::ground::EconomyScope;
use budgets::ReadBudget;
use distributions::ReadDistribution;
use models::ReadModel;
use samverk_database::Tx;
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{Actor, CollaborationId, Problem, ProblemKind};
use samverk_kept::{KeptFile, apply_files, read_files, write_tables};
use samverk_parties::Scope;
use scenarios::ReadScenario;
use std::collections::BTreeSet;

/// What the folder says of budgets and distributions, with the place of everything.
#[derive(Debug, Default)]
pub struct EconomyBundle {
    collaborations: Vec<CollaborationEconomy>,
}

#[derive(Debug)]
struct CollaborationEconomy {
    key: String,
    described: Vec<KeptFile>,
    budgets: Vec<ReadBudget>,
    models: Vec<ReadModel>,
    distributions: Vec<ReadDistribution>,
    scenarios: Vec<ReadScenario>,
}

impl CollaborationEconomy {
    fn is_empty(&self) -> bool {
        self.described.iter().all(|file| file.rows.is_none())
            && self.budgets.is_empty()
            && self.models.is_empty()
            && self.distributions.is_empty()
            && self.scenarios.is_empty()
    }
}

/// Reads every file of the domain; what is wrong is noted, and reading goes on.
pub fn read(intake: &mut Intake) -> EconomyBundle {
    let mut bundle = EconomyBundle::default();
    for key in intake.names_in("collaborations") {
        let folder = format!("collaborations/{key}");
        let economy = CollaborationEconomy {
            described: read_files(intake, KINDS, &format!("{folder}/")),
            budgets: budgets::read(intake, &folder),
            models: models::read(intake, &folder),
            distributions: distributions::read(intake, &folder),
            scenarios: scenarios::read(intake, &folder),
            key,
        };
        if !economy.is_empty() {
            bundle.collaborations.push(economy);
        }
    }
    bundle
}

/// Does what the folder says, through the same actions as the pages. What an object is refused
/// for is noted with its place; only an internal problem ends it.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &EconomyBundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    for economy in &bundle.collaborations {
        let scope = match Scope::find(tx, actor, &economy.key).await {
            Ok(scope) => scope,
            Err(problem) if problem.kind == ProblemKind::NotFound => {
                let file = format!("collaborations/{}/collaboration.toml", economy.key);
                let unknown = Problem::invalid("collaboration_unknown").with("key", &economy.key);
                intake.problems.push(unknown.at_file(&file));
                continue;
            }
            Err(problem) => return Err(problem),
        };
        let at = EconomyScope::of(tx, scope.clone()).await?;
        apply_files(tx, actor, &at, &economy.described, intake).await?;
        for read in &economy.budgets {
            budgets::apply(tx, actor, &scope, read, intake).await?;
        }
        for read in &economy.models {
            models::apply(tx, actor, &scope, read, intake).await?;
        }
        let mut refused = BTreeSet::new();
        let ordered = distributions::in_order(&economy.distributions);
        for read in &ordered {
            let known = intake.problems.count();
            distributions::apply(tx, actor, &scope, read, intake).await?;
            if intake.problems.count() > known {
                refused.insert(read.key());
            }
        }
        for read in ordered.iter().filter(|read| !refused.contains(read.key())) {
            distributions::apply_superseded(tx, actor, &scope, read, intake).await?;
        }
        // What starts from something refused waits until that is mended.
        let can_stand =
            |read: &&ReadScenario| !read.base().is_some_and(|key| refused.contains(key));
        for read in economy.scenarios.iter().filter(can_stand) {
            scenarios::apply(tx, actor, &scope, read, intake).await?;
        }
    }
    Ok(())
}

/// The canonical files of one or all collaborations. Drafts that are not shared are in the folder of all only.
pub async fn write(tx: &Tx, only: Option<CollaborationId>) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    for collaboration in samverk_parties::store::list_collaborations(tx).await? {
        if only.is_some_and(|only| only != collaboration.id) {
            continue;
        }
        let path = format!("collaborations/{}", collaboration.key);
        write_tables(
            tx,
            KINDS,
            collaboration.id.0,
            &format!("{path}/"),
            &mut folder,
        )
        .await?;
        budgets::write(tx, collaboration.id, &path, &mut folder).await?;
        models::write(tx, collaboration.id, &path, &mut folder).await?;
        let place = (collaboration.id, path.as_str());
        written_distributions::write(tx, place, only.is_none(), &mut folder).await?;
        scenarios::write(tx, collaboration.id, &path, &mut folder).await?;
    }
    Ok(folder)
}
