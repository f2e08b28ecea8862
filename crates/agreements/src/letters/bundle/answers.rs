//! `letter_answers.csv`: a line for every decision of a party on a letter, with what followed.

use super::letter_of;
use crate::letters::kind::{HeldLetter, LETTER};
use crate::letters::model::{Annulment, Exit, Given, LetterAnswer, Signature};
use crate::letters::store;
use chrono::{DateTime, NaiveDate, Utc};
use samverk_database::Tx;
use samverk_exchange::{Folder, Intake, Placed, read_rows, to_csv};
use samverk_foundation::{Actor, Decision, Problem, Problems};
use samverk_parties::Scope;
use samverk_parties::store::{find_parties, find_party};
use samverk_sheets::Row;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

pub(super) const COLUMNS: &[&str] = &[
    "letter",
    "party",
    "number",
    "outcome",
    "checksum",
    "body",
    "date",
    "paragraph",
    "registry_number",
    "said_by",
    "recorded_by",
    "recorded",
    "signature",
    "exit",
    "annulment",
];

#[derive(Debug)]
pub(super) struct AnswerRow {
    letter: String,
    party: String,
    number: i64,
    answer: LetterAnswer,
    checksum: String,
    body: String,
    date: Option<NaiveDate>,
    paragraph: String,
    registry_number: String,
    said_by: String,
    recorded_by: String,
    recorded: Option<DateTime<Utc>>,
    /// The rest as JSON, or empty.
    signature: String,
    exit: String,
    annulment: String,
}

pub(super) fn read(intake: &mut Intake, path: &str) -> Vec<Placed<AnswerRow>> {
    read_rows(intake, path, COLUMNS, row).unwrap_or_default()
}

fn row(row: &Row, problems: &mut Problems) -> Option<AnswerRow> {
    let number = problems.keep(row.integer("number"));
    let answer = problems.keep(row.one_of("outcome", LetterAnswer::ALL));
    let date = problems.keep(row.optional_date("date"));
    let recorded = problems.keep(row.optional_moment("recorded"));
    Some(AnswerRow {
        letter: row.text("letter"),
        party: row.text("party"),
        number: number?,
        answer: answer?,
        checksum: row.text("checksum"),
        body: row.text("body"),
        date: date?,
        paragraph: row.text("paragraph"),
        registry_number: row.text("registry_number"),
        said_by: row.text("said_by"),
        recorded_by: row.text("recorded_by"),
        recorded: recorded?,
        signature: row.text("signature"),
        exit: row.text("exit"),
        annulment: row.text("annulment"),
    })
}

/// What is new is added; what stands and is said otherwise is refused. Fails with `letter_unknown`, `party_unknown`,
/// `letter_checksum_unknown` when no text that was sent has it, `decision_body_missing`, `json_malformed`,
/// `letter_answer_differs` or `letter_answers_not_yours`.
pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    (scope, is_trusted): (&Scope, bool),
    row: &AnswerRow,
) -> Result<(), Problems> {
    let letter = letter_of(tx, scope, &row.letter).await?;
    let party = find_party(tx, &row.party).await?;
    let unknown = || {
        Problem::invalid("party_unknown")
            .with("party", &row.party)
            .at_field("party")
    };
    let party = party.ok_or_else(unknown)?;
    let texts = store::list_texts(tx, letter.id).await?;
    if texts.iter().all(|text| text.checksum != row.checksum) {
        return Err(Problem::invalid("letter_checksum_unknown")
            .at_field("checksum")
            .into());
    }
    if row.body.trim().is_empty() {
        return Err(Problem::invalid("decision_body_missing")
            .at_field("body")
            .into());
    }
    let answers = store::list_answers(tx, letter.id).await?;
    let stands = answers
        .iter()
        .find(|one| (one.party, one.number) == (party.id, row.number));
    let given = Given {
        id: stands.map_or_else(|| tx.new_id(), |one| one.id),
        letter: letter.id,
        party: party.id,
        number: row.number,
        answer: row.answer,
        checksum: row.checksum.clone(),
        decision: Decision {
            body: row.body.clone(),
            date: row.date,
            paragraph: row.paragraph.clone(),
        },
        registry_number: row.registry_number.clone(),
        said_by: row.said_by.clone(),
        recorded_by: row.recorded_by.clone(),
        recorded_at: match (row.recorded, stands) {
            (Some(at), _) => at,
            (None, Some(stands)) => stands.recorded_at,
            (None, None) => tx.now(),
        },
        signature: parsed::<Signature>(&row.signature, "signature")?,
        exit: parsed::<Exit>(&row.exit, "exit")?,
        annulment: parsed::<Annulment>(&row.annulment, "annulment")?,
        revision: stands.map_or(1, |one| one.revision),
    };
    match stands {
        Some(stands) if *stands == given => return Ok(()),
        Some(_) => {
            return Err(Problem::invalid("letter_answer_differs")
                .at_field("number")
                .into());
        }
        None if !is_trusted => {
            return Err(Problem::invalid("letter_answers_not_yours")
                .at_field("letter")
                .into());
        }
        None => store::insert_answer(tx, &given).await?,
    }
    let told = serde_json::json!({ "letter_answer": given.answer.code(), "checksum": given.checksum, "decision": given.decision });
    let event = scope.event("letter.answered", letter.object(&LETTER));
    let event = event.change(None::<&()>, Some(&told))?;
    tx.record(actor, event.on_behalf_of(Some((party.id, &party.name))))
        .await?;
    Ok(())
}

/// What stands as JSON in a cell. Fails with `json_malformed`.
fn parsed<T: DeserializeOwned>(written: &str, column: &str) -> Result<Option<T>, Problem> {
    if written.is_empty() {
        return Ok(None);
    }
    serde_json::from_str(written).map(Some).map_err(|error| {
        let malformed = Problem::invalid("json_malformed").with("line", error.line());
        malformed.with("position", error.column()).at_field(column)
    })
}

fn json<T: Serialize>(value: Option<&T>) -> Result<String, Problem> {
    let written = value.map(serde_json::to_string).transpose();
    Ok(written.map_err(Problem::internal)?.unwrap_or_default())
}

pub(super) async fn write(
    tx: &Tx,
    letters: &[HeldLetter],
    path: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let ids: Vec<Uuid> = letters.iter().map(|one| one.id).collect();
    let answers = store::list_answers_of(tx, &ids).await?;
    let parties: Vec<_> = answers.iter().map(|one| one.party).collect();
    let parties = find_parties(tx, &parties).await?;
    let mut rows = Vec::new();
    for letter in letters {
        for one in answers.iter().filter(|one| one.letter == letter.id) {
            let party = parties.iter().find(|party| party.id == one.party);
            rows.push(vec![
                letter.key.to_string(),
                party.map_or_else(String::new, |party| party.key.to_string()),
                one.number.to_string(),
                one.answer.code().to_owned(),
                one.checksum.clone(),
                one.decision.body.clone(),
                one.decision
                    .date
                    .map_or_else(String::new, |date| date.to_string()),
                one.decision.paragraph.clone(),
                one.registry_number.clone(),
                one.said_by.clone(),
                one.recorded_by.clone(),
                one.recorded_at.to_rfc3339(),
                json(one.signature.as_ref())?,
                json(one.exit.as_ref())?,
                json(one.annulment.as_ref())?,
            ]);
        }
    }
    if let Some(text) = to_csv(COLUMNS, &rows) {
        folder.insert(path, text);
    }
    Ok(())
}
