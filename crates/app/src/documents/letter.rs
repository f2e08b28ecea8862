//! A letter in print: the text that is out, and who decided on which text and signed.

use super::plain::plain_table;
use super::words;
use samverk_agreements::letters::{LetterDesk, letter_tables};
use samverk_database::Tx;
use samverk_documents::{Front, LetterDocument};
use samverk_foundation::{Problem, swedish_day};
use samverk_web::Ui;

/// Fails with `not_found` while nothing has been sent.
pub fn document(tx: &Tx, desk: &LetterDesk, ui: &Ui) -> Result<LetterDocument, Problem> {
    let sent = desk.current().ok_or_else(Problem::not_found)?;
    let tables = letter_tables(ui, desk, false);
    let values = [
        ("signed", desk.signed().to_string()),
        ("of", desk.recipients().len().to_string()),
        ("needed", desk.needed().to_string()),
        ("number", sent.number.to_string()),
        ("date", ui.date(&swedish_day(sent.sent_at))),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    Ok(LetterDocument {
        front: Front {
            language: ui.language,
            collaboration: desk.scope.collaboration.name.clone(),
            title: desk.letter.title.to_string(),
            subtitle: words::word(ui, "letter-sort", desk.letter.sort.code()),
            version: ui.t1("letter-text-number", "number", sent.number),
            status: words::word(ui, "letter-status", desk.letter.status.code()),
            decision: String::new(),
            date: words::printed_on(ui, tx.now()),
        },
        text_title: ui.t("letter-text"),
        text: sent.text.clone().into(),
        identity: format!("{}: {}", ui.t("letter-checksum"), sent.checksum),
        told: vec![ui.t_with("letter-signed-of", &values)],
        // What was decided on earlier texts is told with which text it was about.
        tables: vec![plain_table(&tables.parties), plain_table(&tables.decisions)],
    })
}
