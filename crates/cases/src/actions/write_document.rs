//! Documents of a case that are written here: begun from a template, changed, finished.

use super::{add_document, change_document, note_of};
use crate::desk::RegistryDesk;
use crate::model::{
    Case, CaseText, Changes, Document, DocumentContent, DocumentSort, FileVersion, Print,
    check_text,
};
use crate::templates::OfferedTemplate;
use crate::{store, things};
use samverk_database::Tx;
use samverk_files::model::{File, Received};
use samverk_files::{NewFile, add_file, add_version, file_with_id};
use samverk_foundation::{Actor, Language, Problem, Problems};
use serde_json::json;

/// What a document begins with.
pub struct Beginning<'b> {
    pub template: &'b OfferedTemplate,
    pub language: Language,
    /// As the template calls it when nothing is said.
    pub title: &'b str,
}

/// Begins a document from a template: a working paper with the case's next number, of which the text may be changed.
///
/// Fails with `forbidden`, `case_is_void` or `template_not_in_language`.
pub async fn begin_document(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, begin): (&Case, Beginning<'_>),
) -> Result<Document, Problems> {
    desk.require_register()?;
    let template = &begin.template.template;
    if !template.is_in(begin.language) {
        let missing = Problem::invalid("template_not_in_language");
        return Err(missing.at_field("language").into());
    }
    let title = match begin.title.trim() {
        "" => template.title_in(begin.language),
        title => title,
    };
    let content = DocumentContent {
        title: title.into(),
        public_title: "".into(),
        direction: template.direction,
        dated_on: tx.today(),
        sort: DocumentSort::Working,
        file: "".into(),
        public: false,
    };
    let document = add_document(tx, actor, desk, (case, content)).await?;
    let text = CaseText {
        document: document.id,
        template: begin.template.name(),
        language: begin.language,
        text: template.text_in(begin.language).trim().to_owned(),
        revision: 1,
    };
    store::insert_text(tx, &text).await?;
    tx.flush().await?;
    Ok(document)
}

/// What is said anew of a text.
pub struct Wording<'w> {
    pub title: &'w str,
    pub text: &'w str,
}

/// Changes the text of a document and what it is called. What has been finished stays as it is. What already stands changes
/// and records nothing.
///
/// Fails with `forbidden`, `case_is_void`, `field_missing`, `text_too_long`, `merge_field_unknown`, `merge_field_open` or
/// `changed_meanwhile`.
pub async fn change_text(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, document, before): (&Case, &Document, &CaseText),
    (said, seen): (Wording<'_>, i64),
) -> Result<CaseText, Problems> {
    desk.require_register()?;
    case.require_not_void()?;
    let written = said.text.replace("\r\n", "\n");
    let text = written.trim();
    let mut problems = Problems::default();
    problems.extend(check_text(text).err().map(|all| all.0).unwrap_or_default());
    if said.title.trim().is_empty() {
        problems.push(Problem::invalid("field_missing").at_field("title"));
    }
    problems.or(())?;
    if *said.title.trim() != **document.content.title {
        let content = DocumentContent {
            title: said.title.trim().into(),
            ..document.content.clone()
        };
        let said = (content, document.revision);
        change_document(tx, actor, desk, (case, document), said).await?;
    }
    if text == before.text && seen == before.revision {
        return Ok(before.clone());
    }
    let changed = CaseText {
        text: text.to_owned(),
        revision: seen.saturating_add(1),
        ..before.clone()
    };
    store::update_text(tx, &changed, seen).await?;
    let changes = number_of(document);
    note_of(tx, actor, desk, ("case.text_changed", case), changes).await?;
    tx.flush().await?;
    Ok(changed)
}

fn number_of(document: &Document) -> Changes {
    let number = ("document_number".to_owned(), json!([null, document.number]));
    Changes::from_iter([number])
}

/// What was typeset of a text, lying in the store.
pub struct Finished<'f> {
    /// The text as it was typeset, filled in.
    pub text: String,
    pub pdf: &'f Received,
    pub docx: &'f Received,
}

/// Makes what was typeset the next version of the document, which is an official document from now on. Earlier versions
/// and their signatures stay.
///
/// Fails with `forbidden`, `document_is_empty`, `case_is_void`, `file_unchanged`, `files_too_many`, or with `changed_meanwhile` when the text is
/// no longer the one that was typeset.
pub async fn finish_document(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, document, text): (&Case, &Document, &CaseText),
    made: Finished<'_>,
) -> Result<Print, Problems> {
    desk.require_register()?;
    if made.text.trim().is_empty() {
        return Err(Problem::invalid("document_is_empty").into());
    }
    store::hold_case(tx, case.id).await?;
    let standing = store::find_text(tx, document.id).await?;
    if standing.as_ref() != Some(text) {
        return Err(Problem::conflict("changed_meanwhile").into());
    }
    let last = store::list_prints(tx, &[document.id]).await?.pop();
    let at = (desk, case);
    let pdf = keep(tx, actor, at, (last.as_ref().map(|one| one.pdf), made.pdf)).await?;
    let docx = keep(
        tx,
        actor,
        at,
        (last.as_ref().map(|one| one.docx), made.docx),
    )
    .await?;
    let print = Print {
        id: tx.new_id(),
        document: document.id,
        number: last.map_or(1, |one| one.number.saturating_add(1)),
        pdf,
        docx,
        text: made.text,
        made_at: tx.now(),
        made_by: actor
            .person()
            .map_or_else(String::new, |one| one.name.clone()),
    };
    store::insert_print(tx, &print).await?;
    let content = DocumentContent {
        dated_on: tx.today(),
        sort: DocumentSort::Official,
        file: pdf.to_string().as_str().into(),
        ..document.content.clone()
    };
    let said = (content, document.revision);
    change_document(tx, actor, desk, (case, document), said).await?;
    let mut changes = number_of(document);
    changes.insert("print_number".to_owned(), json!([null, print.number]));
    note_of(tx, actor, desk, ("case.document_finished", case), changes).await?;
    tx.flush().await?;
    Ok(print)
}

/// As a new version of the file that it was before, or as a file of its own.
async fn keep(
    tx: &Tx,
    actor: &Actor,
    (desk, case): (&RegistryDesk, &Case),
    (before, received): (Option<FileVersion>, &Received),
) -> Result<FileVersion, Problem> {
    let thing = things::thing(desk, case);
    let standing: Option<File> = match before {
        Some(version) => file_with_id(tx, version.file).await?,
        None => None,
    };
    match standing {
        Some(file) => {
            add_version(tx, actor, (&thing, &file), received).await?;
            Ok(FileVersion {
                file: file.id,
                number: file.latest.saturating_add(1),
            })
        }
        None => {
            let file = add_file(tx, actor, &thing, &NewFile::default(), received).await?;
            Ok(FileVersion {
                file: file.id,
                number: 1,
            })
        }
    }
}
