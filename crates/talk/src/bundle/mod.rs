//! The domain's files of the folder format: `comments.csv`, a version's `remarks.csv` and a budget's `budget_remarks.csv`.

mod comments;
mod remarks;

use comments::CommentRow;
use remarks::{About, RemarkFile};
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, Placed, table_schema};
use samverk_foundation::{Actor, CollaborationId, Problem, Role};
use samverk_web::Things;

/// The domain's part of a folder, understood but not yet compared with what there is.
#[derive(Debug, Default)]
pub struct TalkBundle {
    comments: Vec<Placed<CommentRow>>,
    remarks: Vec<RemarkFile>,
}

/// Reads the files. Everything that is wrong is noted in the intake.
pub fn read(intake: &mut Intake) -> TalkBundle {
    let mut comments = comments::read(intake, "comments.csv");
    let mut remarks = Vec::new();
    for collaboration in intake.names_in("collaborations") {
        let root = format!("collaborations/{collaboration}");
        comments.extend(comments::read(intake, &format!("{root}/comments.csv")));
        for plan in intake.names_in(&format!("{root}/plans")) {
            for version in intake.names_in(&format!("{root}/plans/{plan}/versions")) {
                let about = About::Version {
                    plan: plan.clone(),
                    number: version,
                };
                remarks.extend(remarks::read(intake, &collaboration, about));
            }
        }
        for year in intake.names_in(&format!("{root}/budgets")) {
            remarks.extend(remarks::read(
                intake,
                &collaboration,
                About::Budget { year },
            ));
        }
    }
    TalkBundle { comments, remarks }
}

/// Brings in what is not there yet. What somebody said is never written over. Only `internal` stops.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &TalkBundle,
    intake: &mut Intake,
    things: &Things,
) -> Result<(), Problem> {
    for file in &bundle.remarks {
        remarks::apply(tx, actor, file, intake).await?;
    }
    // Whoever writes what others said must be trusted with the whole installation.
    let is_trusted = actor.roles_anywhere().contains(Role::Administrator);
    match bundle.comments.first() {
        Some(first) if !is_trusted => {
            let problem = first.place(Problem::invalid("comments_not_yours"));
            intake.problems.push(problem);
            Ok(())
        }
        _ => comments::apply(tx, actor, &bundle.comments, intake, things).await,
    }
}

/// The remarks of all collaborations or one, and with `things` also everything that anybody said.
pub async fn write(
    tx: &Tx,
    only: Option<CollaborationId>,
    things: Option<&Things>,
) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    remarks::write(tx, only, &mut folder).await?;
    if let Some(things) = things {
        comments::write(tx, things, &mut folder).await?;
    }
    Ok(folder)
}

pub fn schemas() -> Vec<FileSchema> {
    vec![
        table_schema(
            "comments.csv",
            comments::COLUMNS,
            &["id", "thing_kind", "thing", "author", "written", "audience"],
            &[],
        ),
        table_schema("remarks.csv", remarks::COLUMNS, &["party", "answered"], &[]),
        table_schema(
            "budget_remarks.csv",
            remarks::BUDGET_COLUMNS,
            &["round", "party", "answered"],
            &[],
        ),
    ]
}
