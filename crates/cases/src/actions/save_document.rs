use super::note_of;
use crate::desk::RegistryDesk;
use crate::model::{
    Case, CaseStatus, Document, DocumentContent, FileVersion, check_document, document_changes,
};
use crate::{store, things};
use samverk_database::Tx;
use samverk_files::{Laid, laid_at, laid_versions};
use samverk_foundation::{Actor, Problem, Problems};
use uuid::Uuid;

/// Registers a document in a case: it gets the next number there.
///
/// Fails with `forbidden`, `case_is_void`, `document_in_future`, `document_not_official` or `case_file_unknown`.
pub async fn add_document(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    said: (&Case, DocumentContent),
) -> Result<Document, Problems> {
    add_document_once(tx, actor, desk, said, None).await
}

/// The same of what may be sent more than once: what comes with the same token registers one document.
///
/// Fails with `document_registered_otherwise`, too, when what came before said something else.
pub async fn add_document_once(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, content): (&Case, DocumentContent),
    token: Option<Uuid>,
) -> Result<Document, Problems> {
    // The case is held from here on.
    let content = checked(tx, desk, case, content, None).await?;
    if let Some(token) = token
        && let Some(stands) = store::find_document_by_token(tx, case.id, token).await?
    {
        let number = format!("{}-{}", case.number, stands.number);
        let otherwise = Problem::conflict("document_registered_otherwise").with("number", number);
        return match stands.content == content {
            true => Ok(stands),
            false => Err(otherwise.into()),
        };
    }
    let document = Document {
        id: tx.new_id(),
        case: case.id,
        number: store::take_document_number(tx, case.id).await?,
        content,
        registered_on: tx.today(),
        revision: 1,
    };
    store::insert_document(tx, &document, token).await?;
    let changes = document_changes(None, &document, &files_of(tx, &[&document]).await?);
    note_of(tx, actor, desk, ("case.document_added", case), changes).await?;
    tx.flush().await?;
    Ok(document)
}

/// Changes what is said of a document. What already stands changes and records nothing. Fails as [`add_document`], or
/// with `document_is_finished` or `changed_meanwhile`.
pub async fn change_document(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, before): (&Case, &Document),
    (content, seen): (DocumentContent, i64),
) -> Result<Document, Problems> {
    let content = checked(tx, desk, case, content, Some(before)).await?;
    if content == before.content {
        return Ok(before.clone());
    }
    check_finished(tx, before, &content).await?;
    let changed = Document {
        content,
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_document(tx, &changed, seen).await?;
    let files = files_of(tx, &[before, &changed]).await?;
    let changes = document_changes(Some(before), &changed, &files);
    note_of(tx, actor, desk, ("case.document_changed", case), changes).await?;
    tx.flush().await?;
    Ok(changed)
}

/// What has been finished stays the official document that was typeset. Fails with `document_is_finished`.
async fn check_finished(
    tx: &Tx,
    before: &Document,
    content: &DocumentContent,
) -> Result<(), Problem> {
    let prints = store::list_prints(tx, &[before.id]).await?;
    let said = FileVersion::read(&content.file);
    let is_print = prints.iter().any(|print| Some(print.pdf) == said);
    match prints.is_empty() || (is_print && content.sort == crate::model::DocumentSort::Official) {
        true => Ok(()),
        false => Err(Problem::conflict("document_is_finished")),
    }
}

async fn files_of(tx: &Tx, documents: &[&Document]) -> Result<Vec<Laid>, Problem> {
    let versions = documents.iter().filter_map(|one| one.file_version());
    let versions: Vec<(Uuid, i64)> = versions.map(|one| (one.file, one.number)).collect();
    laid_versions(tx, &versions).await
}

/// What is said, with the version that the document is from now on.
async fn checked(
    tx: &Tx,
    desk: &RegistryDesk,
    case: &Case,
    content: DocumentContent,
    before: Option<&Document>,
) -> Result<DocumentContent, Problems> {
    desk.require_register()?;
    // Nobody makes it void meanwhile.
    if store::hold_case(tx, case.id).await? == CaseStatus::Void {
        return Err(Problem::conflict("case_is_void").into());
    }
    let mut problems = check_document(&content, tx.today());
    let stood = before.filter(|before| before.content.file == content.file);
    let file = match stood {
        Some(_) => Ok(content.file.to_string()),
        None => version(tx, case, &content.file).await,
    };
    match problems.keep(file) {
        Some(file) if problems.is_empty() => Ok(DocumentContent {
            file: file.as_str().into(),
            ..content
        }),
        _ => Err(problems),
    }
}

/// The version that is named, or the last of the file that is. Fails with `case_file_unknown`.
async fn version(tx: &Tx, case: &Case, said: &str) -> Result<String, Problem> {
    if said.is_empty() {
        return Ok(String::new());
    }
    let laid = laid_at(tx, things::CASE, case.id.0).await?;
    let (file, number) = match FileVersion::read(said) {
        Some(version) => (Some(version.file), Some(version.number)),
        None => (Uuid::try_parse(said).ok(), None),
    };
    let found = laid.iter().find(|one| Some(one.file) == file);
    let found = found.filter(|one| number.is_none_or(|number| number <= one.number));
    let unknown = || {
        let unknown = Problem::invalid("case_file_unknown").with("value", said);
        unknown.at_field(DocumentContent::FILE.as_str())
    };
    let found = found.ok_or_else(unknown)?;
    let version = FileVersion {
        file: found.file,
        number: number.unwrap_or(found.number),
    };
    Ok(version.to_string())
}
