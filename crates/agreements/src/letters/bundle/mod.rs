//! The domain's files of the folder format, beside those of what is described: the texts that were sent, and what the
//! parties decided on them.

mod answers;
mod texts;

use super::kind::{HeldLetter, LETTER};
use answers::AnswerRow;
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, Placed, table_schema};
use samverk_foundation::{Actor, CollaborationId, Problem, Problems, Role};
use samverk_parties::Scope;
use samverk_parties::store::list_told;
use texts::TextRow;

/// The domain's part of a folder, by the collaboration's key.
#[derive(Debug, Default)]
pub struct LettersBundle(Vec<OfOne>);

#[derive(Debug)]
struct OfOne {
    collaboration: String,
    texts: Vec<Placed<TextRow>>,
    answers: Vec<Placed<AnswerRow>>,
}

const TEXTS: &str = "letter_texts.csv";
const ANSWERS: &str = "letter_answers.csv";

fn path(collaboration: &str, file: &str) -> String {
    format!("collaborations/{collaboration}/{file}")
}

/// Reads the files. Everything that is wrong is noted in the intake.
pub fn read(intake: &mut Intake) -> LettersBundle {
    let names = intake.names_in("collaborations");
    let read = names.into_iter().map(|collaboration| OfOne {
        texts: texts::read(intake, &path(&collaboration, TEXTS)),
        answers: answers::read(intake, &path(&collaboration, ANSWERS)),
        collaboration,
    });
    LettersBundle(read.collect())
}

/// Brings in what is not there yet; what was sent or decided is never written over. Only `internal` stops.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &LettersBundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    for one in &bundle.0 {
        if one.texts.is_empty() && one.answers.is_empty() {
            continue;
        }
        let Ok(scope) = Scope::find(tx, actor, &one.collaboration).await else {
            continue;
        };
        for row in &one.texts {
            let applied = texts::apply(tx, actor, &scope, &row.value).await;
            row.note(intake, applied)?;
        }
        // Whoever writes what others decided and signed must be trusted with the whole installation.
        let is_trusted = actor.roles_anywhere().contains(Role::Administrator);
        for row in &one.answers {
            let applied = answers::apply(tx, actor, (&scope, is_trusted), &row.value).await;
            row.note(intake, applied)?;
        }
    }
    Ok(())
}

pub async fn write(tx: &Tx, only: Option<CollaborationId>) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    for one in list_told(tx, only).await? {
        let letters = LETTER.whole(tx, one.id.0).await?;
        let key = one.key.as_str();
        texts::write(tx, &letters, &path(key, TEXTS), &mut folder).await?;
        answers::write(tx, &letters, &path(key, ANSWERS), &mut folder).await?;
    }
    Ok(folder)
}

pub fn schemas() -> Vec<FileSchema> {
    vec![
        table_schema(
            TEXTS,
            texts::COLUMNS,
            &["letter", "number", "text", "parties"],
            &[],
        ),
        table_schema(
            ANSWERS,
            answers::COLUMNS,
            &["letter", "party", "number", "outcome", "checksum", "body"],
            &[],
        ),
    ]
}

/// The letter that a row names. Fails with `letter_unknown`.
async fn letter_of(tx: &Tx, scope: &Scope, key: &str) -> Result<HeldLetter, Problems> {
    let found = LETTER.find(tx, scope, key).await?;
    let unknown = || {
        Problem::invalid("letter_unknown")
            .with("key", key)
            .at_field("letter")
    };
    Ok(found.ok_or_else(unknown)?)
}
