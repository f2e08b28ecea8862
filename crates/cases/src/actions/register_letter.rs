use super::add_document;
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, Direction, DocumentContent, DocumentSort, Letter, cleaned};
use crate::{CaseId, store, things};
use samverk_database::Tx;
use samverk_files::model::Received;
use samverk_files::{NewFile, add_file};
use samverk_foundation::{Actor, Problem, Problems};

/// What of a letter lies in the store: the whole of it first, and then each attachment.
pub struct LaidLetter<'l> {
    pub letter: &'l Letter,
    pub parts: &'l [Received],
    pub direction: Direction,
}

/// Registers a letter in a case: the message is a document, and so is each attachment. Within a party a message is
/// registered once.
///
/// Fails with `forbidden`, `case_is_void`, `message_registered`, `message_registered_elsewhere`, `files_too_many` or
/// `file_infected`.
pub async fn register_letter(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, laid): (&Case, LaidLetter<'_>),
) -> Result<(), Problems> {
    desk.require_register()?;
    case.require_not_void()?;
    let void = check_once(tx, desk, laid.letter).await?;
    let thing = things::thing(desk, case);
    let today = tx.today();
    let dated_on = laid.letter.sent_on.filter(|day| *day <= today);
    let mut first = None;
    for (place, received) in laid.parts.iter().enumerate() {
        let file = add_file(tx, actor, &thing, &NewFile::default(), received).await?;
        let title = match (place, laid.letter.subject.as_str()) {
            (0, "") => "E-postmeddelande".to_owned(),
            (0, subject) => subject.to_owned(),
            _ => cleaned(&received.name),
        };
        let content = DocumentContent {
            title: title.as_str().into(),
            public_title: "".into(),
            direction: laid.direction,
            dated_on: dated_on.unwrap_or(today),
            sort: DocumentSort::Official,
            file: file.id.to_string().as_str().into(),
            public: false,
        };
        let document = add_document(tx, actor, desk, (case, content)).await?;
        first.get_or_insert(document.number);
    }
    let number = first.ok_or_else(|| Problem::internal("a letter without any part"))?;
    let (party, letter) = (case.party, laid.letter);
    match void {
        Some(from) => {
            store::move_message(tx, (party, &letter.sum), from, (case.id, number)).await?
        }
        None => {
            let message = (letter.sum.as_str(), letter.sender.as_str());
            store::insert_message(tx, party, message, (case.id, number)).await?;
        }
    }
    tx.flush().await?;
    Ok(())
}

/// Answers the void case in which the message stands, if it does: what was registered there by mistake is registered again.
///
/// Fails with `message_registered`, or with `message_registered_elsewhere` for whoever may not read that case.
pub async fn check_once(
    tx: &Tx,
    desk: &RegistryDesk,
    letter: &Letter,
) -> Result<Option<CaseId>, Problem> {
    let found = store::find_message(tx, desk.party().id, &letter.sum).await?;
    let Some((case, number)) = found else {
        return Ok(None);
    };
    let case = store::find_case_by_id(tx, case.0).await?;
    if let Some(void) = case.as_ref().filter(|one| one.status == CaseStatus::Void) {
        return Ok(Some(void.id));
    }
    Err(match case.filter(|case| desk.reads(case)) {
        Some(case) => {
            let number = format!("{}-{number}", case.number);
            Problem::invalid("message_registered").with("number", number)
        }
        None => Problem::invalid("message_registered_elsewhere"),
    }
    .at_field("file"))
}
