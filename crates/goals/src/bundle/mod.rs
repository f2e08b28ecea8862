//! The domain's files of the folder format: `catalogues/` and `plans/`.

mod apply_plan;
mod apply_tables;
mod documents;
mod place;
mod read_plan;
mod tables;
mod write_plan;

use crate::catalogues::CATALOGUE;
use crate::{KINDS, SHARED_KINDS};
use documents::{PlanDocument, VersionDocument};
use read_plan::PlanFiles;
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, document_schema, table_schema};
use samverk_foundation::{Actor, CollaborationId, Key, Problem};
use samverk_kept::{Installation, KeptFile, apply_files, documents_of, read_files};

/// The domain's part of a folder, understood but not yet compared with what there is.
#[derive(Debug, Default)]
pub struct GoalsBundle {
    /// Of what is described once and belongs to no collaboration.
    shared: Vec<KeptFile>,
    plans: Vec<PlanFiles>,
}

/// Reads the files. Everything that is wrong is noted in the intake.
pub fn read(intake: &mut Intake) -> GoalsBundle {
    let shared = read_files(intake, SHARED_KINDS, "");
    let mut plans = Vec::new();
    for collaboration in intake.names_in("collaborations") {
        for plan in intake.names_in(&format!("collaborations/{collaboration}/plans")) {
            plans.extend(read_plan::read(intake, &collaboration, &plan));
        }
    }
    GoalsBundle { shared, plans }
}

/// Saves what was read with the same actions as the pages. What is wrong with an object is noted
/// and the next is tried; only `internal` stops.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &GoalsBundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    let at = Installation::seen_by(actor);
    apply_files(tx, actor, &at, &bundle.shared, intake).await?;
    for plan in &bundle.plans {
        apply_plan::apply(tx, actor, plan, intake).await?;
    }
    Ok(())
}

/// The canonical files of everything, or of one collaboration and the catalogues it points at.
pub async fn write(tx: &Tx, only: Option<CollaborationId>) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    let mut references = std::collections::BTreeSet::new();
    for collaboration in samverk_parties::store::list_collaborations(tx).await? {
        if only.is_none_or(|only| only == collaboration.id) {
            references.extend(write_plan::write(tx, &collaboration, &mut folder).await?);
        }
    }
    let is_wanted = |key: &Key| only.is_none() || references.contains(key);
    let at = Installation::seen_by(&Actor::Public);
    documents_of(tx, &CATALOGUE, &at, is_wanted, &mut folder).await?;
    Ok(folder)
}

pub fn schemas() -> Vec<FileSchema> {
    let own = vec![
        FileSchema {
            file: "catalogue.toml",
            ..samverk_kept::document_schema(&CATALOGUE)
        },
        document_schema::<PlanDocument>("plan.toml"),
        document_schema::<VersionDocument>("version.toml"),
        table_schema(
            "goals.csv",
            tables::GOALS,
            &["key", "focus_area", "year", "text"],
            &[],
        ),
        table_schema(
            "measurements.csv",
            tables::MEASUREMENTS,
            &["indicator", "date", "value"],
            &[],
        ),
    ];
    let described = samverk_kept::file_schemas(KINDS, "");
    own.into_iter().chain(described).collect()
}
