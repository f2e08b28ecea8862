//! `letter_texts.csv`: a line for each text that was sent.

use super::letter_of;
use crate::letters::kind::{HeldLetter, LETTER};
use crate::letters::model::LetterText;
use crate::letters::store;
use crate::policy::Action;
use chrono::{DateTime, Utc};
use samverk_database::Tx;
use samverk_development::initiatives::sha256;
use samverk_exchange::{Folder, Intake, Placed, read_rows, to_csv};
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use samverk_parties::Scope;
use samverk_sheets::Row;
use uuid::Uuid;

pub(super) const COLUMNS: &[&str] = &[
    "letter", "number", "sent", "sender", "parties", "checksum", "text",
];

#[derive(Debug)]
pub(super) struct TextRow {
    letter: String,
    number: i64,
    sent: Option<DateTime<Utc>>,
    sender: String,
    /// Keys with blanks between.
    parties: String,
    /// May be left out: it follows from the text.
    checksum: String,
    text: String,
}

pub(super) fn read(intake: &mut Intake, path: &str) -> Vec<Placed<TextRow>> {
    read_rows(intake, path, COLUMNS, row).unwrap_or_default()
}

fn row(row: &Row, problems: &mut Problems) -> Option<TextRow> {
    let number = problems.keep(row.integer("number"));
    let sent = problems.keep(row.optional_moment("sent"));
    Some(TextRow {
        letter: row.text("letter"),
        number: number?,
        sent: sent?,
        sender: row.text("sender"),
        parties: row.text("parties"),
        checksum: row.text("checksum"),
        text: row.text("text"),
    })
}

/// Fails with `letter_unknown`, `party_unknown`, `letter_text_missing`, `letter_checksum_wrong`, `letter_text_differs` when
/// another text has the number, or `letter_text_gap`.
pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    row: &TextRow,
) -> Result<(), Problems> {
    let letter = letter_of(tx, scope, &row.letter).await?;
    let content = text::prose(&row.text).map_err(|problem| problem.at_field("text"))?;
    if content.is_empty() {
        return Err(Problem::invalid("letter_text_missing")
            .at_field("text")
            .into());
    }
    let checksum = sha256(&content);
    if !row.checksum.is_empty() && row.checksum != checksum {
        let wrong = Problem::invalid("letter_checksum_wrong").with("checksum", &checksum);
        return Err(wrong.at_field("checksum").into());
    }
    let parties = parties(scope, &row.parties)?;
    let texts = store::list_texts(tx, letter.id).await?;
    if let Some(stands) = texts.iter().find(|one| one.number == row.number) {
        return match stands.checksum == checksum && stands.parties == parties {
            true => Ok(()),
            false => Err(Problem::invalid("letter_text_differs")
                .at_field("text")
                .into()),
        };
    }
    scope.require(Action::SendLetter.by())?;
    let next = texts.last().map_or(1, |last| last.number + 1);
    if row.number != next {
        let gap = Problem::invalid("letter_text_gap").with("next", next);
        return Err(gap.at_field("number").into());
    }
    let sent = LetterText {
        id: tx.new_id(),
        letter: letter.id,
        number: row.number,
        text: content,
        checksum,
        parties,
        sender: row.sender.clone(),
        sent_at: row.sent.unwrap_or_else(|| tx.now()),
    };
    store::insert_text(tx, &sent).await?;
    let told = serde_json::json!({ "version": sent.number, "checksum": sent.checksum });
    let event = scope.event("letter.text_sent", letter.object(&LETTER));
    let event = event.change(None::<&()>, Some(&told))?;
    tx.record(actor, event).await?;
    Ok(())
}

/// Keys of members, also those that have left. Fails with `letter_without_parties` or `party_unknown`.
fn parties(scope: &Scope, written: &str) -> Result<Vec<Key>, Problem> {
    let key = |word: &str| {
        let found = scope
            .members
            .iter()
            .find(|one| one.party.key.as_str() == word);
        let unknown = || {
            Problem::invalid("party_unknown")
                .with("party", word)
                .at_field("parties")
        };
        found.map(|one| one.party.key.clone()).ok_or_else(unknown)
    };
    let keys: Vec<Key> = written
        .split_whitespace()
        .map(key)
        .collect::<Result<_, _>>()?;
    match keys.is_empty() {
        true => Err(Problem::invalid("letter_without_parties").at_field("parties")),
        false => Ok(keys),
    }
}

pub(super) async fn write(
    tx: &Tx,
    letters: &[HeldLetter],
    path: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let ids: Vec<Uuid> = letters.iter().map(|one| one.id).collect();
    let texts = store::list_texts_of(tx, &ids).await?;
    let mut rows = Vec::new();
    for letter in letters {
        for one in texts.iter().filter(|one| one.letter == letter.id) {
            let parties: Vec<&str> = one.parties.iter().map(Key::as_str).collect();
            rows.push(vec![
                letter.key.to_string(),
                one.number.to_string(),
                one.sent_at.to_rfc3339(),
                one.sender.clone(),
                parties.join(" "),
                one.checksum.clone(),
                one.text.clone(),
            ]);
        }
    }
    if let Some(text) = to_csv(COLUMNS, &rows) {
        folder.insert(path, text);
    }
    Ok(())
}
