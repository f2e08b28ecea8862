//! The domain's files of the folder format, beside `surveys.csv`: the forms of surveys, what parties answered, and
//! what was made of that.
//! Persons' answers lie in no folder: there they would have names.

mod answers;
mod forms;
mod links;

use crate::{SURVEY, Survey};
use answers::AnswerRow;
use forms::FormRow;
use links::LinkRow;
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, Placed, table_schema};
use samverk_foundation::{Actor, CollaborationId, Problem, Problems, Role};
use samverk_kept::Held;
use samverk_parties::Scope;
use samverk_parties::store::list_told;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The domain's part of a folder, by the collaboration's key.
#[derive(Debug, Default)]
pub struct SurveysBundle(Vec<OfOne>);

#[derive(Debug)]
struct OfOne {
    collaboration: String,
    forms: Vec<Placed<FormRow>>,
    answers: Vec<Placed<AnswerRow>>,
    links: Vec<Placed<LinkRow>>,
}

fn path(collaboration: &str, file: &str) -> String {
    format!("collaborations/{collaboration}/{file}")
}

const FORMS: &str = "survey_forms.csv";
const ANSWERS: &str = "survey_answers.csv";
const LINKS: &str = "survey_links.csv";

/// Reads the files. Everything that is wrong is noted in the intake.
pub fn read(intake: &mut Intake) -> SurveysBundle {
    let names = intake.names_in("collaborations");
    let read = names.into_iter().map(|collaboration| OfOne {
        forms: forms::read(intake, &path(&collaboration, FORMS)),
        answers: answers::read(intake, &path(&collaboration, ANSWERS)),
        links: links::read(intake, &path(&collaboration, LINKS)),
        collaboration,
    });
    SurveysBundle(read.collect())
}

/// Brings in what is not there yet; what was sent or answered is never written over. Only `internal` stops.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &SurveysBundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    for one in &bundle.0 {
        if one.forms.is_empty() && one.answers.is_empty() && one.links.is_empty() {
            continue;
        }
        let Ok(scope) = Scope::find(tx, actor, &one.collaboration).await else {
            continue;
        };
        for row in &one.forms {
            let applied = forms::apply(tx, actor, &scope, &row.value).await;
            row.note(intake, applied)?;
        }
        // Whoever writes what others answered must be trusted with the whole installation.
        let is_trusted = actor.roles_anywhere().contains(Role::Administrator);
        if let Some(first) = one.answers.first().filter(|_| !is_trusted) {
            let problem = first.place(Problem::invalid("survey_answers_not_yours"));
            intake.problems.push(problem);
            continue;
        }
        for row in &one.answers {
            let applied = answers::apply(tx, actor, &scope, &row.value).await;
            row.note(intake, applied)?;
        }
        for row in &one.links {
            let applied = links::apply(tx, &scope, &row.value).await;
            row.note(intake, applied)?;
        }
    }
    Ok(())
}

/// The forms and answers of all collaborations or one: what is not given yet is the party's own, and goes with the
/// whole only.
pub async fn write(tx: &Tx, only: Option<CollaborationId>) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    for one in list_told(tx, only).await? {
        let surveys = SURVEY.whole(tx, one.id.0).await?;
        let (of, key) = (&surveys, one.key.as_str());
        forms::write(tx, of, &path(key, FORMS), &mut folder).await?;
        let file = path(key, ANSWERS);
        answers::write(tx, of, (&file, only.is_none()), &mut folder).await?;
        let file = path(key, LINKS);
        links::write(tx, one.id, of, (&file, only.is_none()), &mut folder).await?;
    }
    Ok(folder)
}

pub fn schemas() -> Vec<FileSchema> {
    vec![
        table_schema(
            FORMS,
            forms::COLUMNS,
            &["survey", "version", "edition", "content"],
            &[],
        ),
        table_schema(
            ANSWERS,
            answers::COLUMNS,
            &["survey", "party", "state", "record"],
            &[],
        ),
        table_schema(
            LINKS,
            links::COLUMNS,
            &[
                "survey",
                "party",
                "number",
                "question",
                "thing_kind",
                "thing",
            ],
            &[],
        ),
    ]
}

/// The survey that a row names. Fails with `survey_unknown`.
async fn survey_of(tx: &Tx, scope: &Scope, key: &str) -> Result<Held<Survey>, Problems> {
    let found = SURVEY.find(tx, scope, key).await?;
    let unknown = || {
        Problem::invalid("survey_unknown")
            .with("key", key)
            .at_field("survey")
    };
    Ok(found.ok_or_else(unknown)?)
}

/// What stands as JSON in a cell. Fails with `json_malformed`.
fn parsed<T: DeserializeOwned>(written: &str, column: &str) -> Result<T, Problem> {
    serde_json::from_str(written).map_err(|error| {
        let malformed = Problem::invalid("json_malformed").with("line", error.line());
        malformed.with("position", error.column()).at_field(column)
    })
}

fn json(value: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(Problem::internal)
}
