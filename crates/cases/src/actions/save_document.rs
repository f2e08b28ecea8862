use super::note_of;
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, Document, DocumentContent, document_changes};
use crate::{store, things};
use samverk_database::Tx;
use samverk_files::{Laid, laid_at};
use samverk_foundation::{Actor, Problem, Problems};

/// Registers a document in a case: it gets the next number there.
///
/// Fails with `forbidden`, `case_is_void`, `document_in_future` or `case_file_unknown`.
pub async fn add_document(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, content): (&Case, DocumentContent),
) -> Result<Document, Problems> {
    check(tx, desk, case, &content).await?;
    let document = Document {
        id: tx.new_id(),
        case: case.id,
        number: store::take_document_number(tx, case.id).await?,
        content,
        registered_on: tx.today(),
        revision: 1,
    };
    store::insert_document(tx, &document).await?;
    let changes = document_changes(None, &document);
    note_of(tx, actor, desk, ("case.document_added", case), changes).await?;
    tx.flush().await?;
    Ok(document)
}

/// Changes what is said of a document. What already stands changes and records nothing. Fails as [`add_document`], or
/// with `changed_meanwhile`.
pub async fn change_document(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, before): (&Case, &Document),
    (content, seen): (DocumentContent, i64),
) -> Result<Document, Problems> {
    check(tx, desk, case, &content).await?;
    if content == before.content {
        return Ok(before.clone());
    }
    let changed = Document {
        content,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_document(tx, &changed, seen).await?;
    let changes = document_changes(Some(before), &changed);
    note_of(tx, actor, desk, ("case.document_changed", case), changes).await?;
    tx.flush().await?;
    Ok(changed)
}

async fn check(
    tx: &Tx,
    desk: &RegistryDesk,
    case: &Case,
    content: &DocumentContent,
) -> Result<(), Problems> {
    desk.require_register()?;
    // Nobody makes it void meanwhile.
    if store::hold_case(tx, case.id).await? == CaseStatus::Void {
        return Err(Problem::conflict("case_is_void").into());
    }
    let mut problems = Problems::default();
    let today = tx.today();
    if content.dated_on > today {
        let late = Problem::invalid("document_in_future").with("date", today);
        problems.push(late.at_field(DocumentContent::DATED_ON.as_str()));
    }
    if !content.file.is_empty() {
        let laid = laid_at(tx, things::CASE, case.id.0).await?;
        let is_laid = |one: &Laid| one.file.to_string() == *content.file;
        if !laid.iter().any(is_laid) {
            let unknown = Problem::invalid("case_file_unknown").with("value", &content.file);
            problems.push(unknown.at_field(DocumentContent::FILE.as_str()));
        }
    }
    problems.or(())
}
