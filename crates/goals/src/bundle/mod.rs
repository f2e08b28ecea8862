//! The domain's files of the folder format: `catalogues/` and `plans/`.

mod apply_plan;
mod apply_tables;
mod catalogues;
mod documents;
mod place;
mod read_plan;
mod tables;
mod write_plan;

pub use catalogues::CatalogueDocument;

use crate::KINDS;
use catalogues::CatalogueFile;
use documents::{PlanDocument, VersionDocument};
use read_plan::PlanFiles;
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, document_schema, table_schema};
use samverk_foundation::{Actor, CollaborationId, Problem};

/// The domain's part of a folder, understood but not yet compared with what there is.
#[derive(Debug, Default)]
pub struct GoalsBundle {
    catalogues: Vec<CatalogueFile>,
    plans: Vec<PlanFiles>,
}

/// Reads the files. Everything that is wrong is noted in the intake.
pub fn read(intake: &mut Intake) -> GoalsBundle {
    let catalogues = catalogues::read(intake);
    let mut plans = Vec::new();
    for collaboration in intake.names_in("collaborations") {
        for plan in intake.names_in(&format!("collaborations/{collaboration}/plans")) {
            plans.extend(read_plan::read(intake, &collaboration, &plan));
        }
    }
    GoalsBundle { catalogues, plans }
}

/// Saves what was read with the same actions as the pages. What is wrong with an object is noted
/// and the next is tried; only `internal` stops.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &GoalsBundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    catalogues::apply(tx, actor, &bundle.catalogues, intake).await?;
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
    let wanted = only.map(|_| references);
    catalogues::write(tx, wanted.as_ref(), &mut folder).await?;
    Ok(folder)
}

pub fn schemas() -> Vec<FileSchema> {
    use crate::model::Direction;
    let directions = Direction::ALL.iter().map(|(code, _)| *code).collect();
    let own = vec![
        document_schema::<CatalogueDocument>("catalogue.toml"),
        document_schema::<PlanDocument>("plan.toml"),
        document_schema::<VersionDocument>("version.toml"),
        table_schema(
            "goals.csv",
            tables::GOALS,
            &["key", "focus_area", "year", "text"],
            &[],
        ),
        table_schema(
            "indicators.csv",
            tables::INDICATORS,
            &["key", "goal", "name", "direction"],
            &[("direction", directions)],
        ),
        table_schema("targets.csv", tables::TARGETS, tables::TARGETS, &[]),
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
