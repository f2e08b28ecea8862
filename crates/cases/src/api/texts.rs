//! Documents that are written here, in the REST API: begun from a template, changed, finished.

use super::documents::DOCUMENT;
use super::{CASE, PARTY, READ, REGISTRY, WRITE, desk};
use crate::actions::{Beginning, Wording, begin_document, change_text, note_reading};
use crate::model::{CaseText, Print, Read};
use crate::pages::papers::{Written, finish};
use crate::policy::Action;
use crate::store;
use crate::templates::{chosen, offered_templates};
use crate::typesetter::Typesetter;
use chrono::DateTime;
use samverk_database::Tx;
use samverk_files::{Files, Laid, laid_versions};
use samverk_foundation::{Language, Problem};
use samverk_rest::{
    Call, Found, Linked, Moment, NoQuery, Operation, Page, Refusal, Representation, Resource,
    Saved, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const TEXTS: &str = "/parties/{party}/registries/{registry}/cases/{case}/texts";
const TEXT: &str = "/parties/{party}/registries/{registry}/cases/{case}/texts/{document}";
const VERSIONS: &str =
    "/parties/{party}/registries/{registry}/cases/{case}/texts/{document}/versions";

const INVALID: &[&str] = &[
    "field_missing",
    "text_too_long",
    "merge_field_unknown",
    "merge_field_open",
];

pub(super) fn resource() -> Resource {
    let about = [
        "Handlingar som skrivs i ett ärende. En färdig version ändras aldrig.",
        "Documents that are written in a case. A finished version never changes.",
    ];
    let (reads, registers) = (Action::Read.code(), Action::Register.code());
    Resource::new("case texts", about, READ, WRITE)
        .parameter(PARTY)
        .parameter(REGISTRY)
        .parameter(CASE)
        .parameter(DOCUMENT)
        .with(
            Operation::post(TEXTS, "beginCaseText", begin)
                .about(
                    "Upprättar en handling från en mall, som ett arbetsmaterial.",
                    "Begins a document from a template, as a working paper.",
                )
                .action(registers)
                .invalid(&["document_template_unknown", "template_not_in_language"])
                .conflict(&["case_is_void"]),
        )
        .with(
            Operation::get(TEXT, "getCaseText", get)
                .about("Hämtar en handlings text.", "Gets the text of a document.")
                .action(reads),
        )
        .with(
            Operation::replace(TEXT, "putCaseText", put)
                .about(
                    "Ändrar en handlings text.",
                    "Changes the text of a document.",
                )
                .action(registers)
                .invalid(INVALID)
                .conflict(&["case_is_void"]),
        )
        .with(
            Operation::list(VERSIONS, "listCaseTextVersions", list)
                .about(
                    "Handlingens färdiga versioner, efter nummer.",
                    "The finished versions of the document, by number.",
                )
                .action(reads),
        )
        .with(
            Operation::act(VERSIONS, "finishCaseText", finish_text)
                .about(
                    "Färdigställer handlingen: nästa version, som PDF/A och DOCX.",
                    "Finishes the document: the next version, as PDF/A and DOCX.",
                )
                .action(registers)
                .conditional()
                .invalid(&["file_unchanged"])
                .conflict(&["case_is_void", "merge_field_empty"])
                .also(&[(503, "file_storage_away")]),
        )
}

/// Which language a document is in.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CaseTextLanguage {
    Sv,
    En,
}

impl From<CaseTextLanguage> for Language {
    fn from(said: CaseTextLanguage) -> Self {
        match said {
            CaseTextLanguage::Sv => Self::Sv,
            CaseTextLanguage::En => Self::En,
        }
    }
}

impl From<Language> for CaseTextLanguage {
    fn from(language: Language) -> Self {
        match language {
            Language::Sv => Self::Sv,
            Language::En => Self::En,
        }
    }
}

/// What a document begins with.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseTextBeginning {
    /// The key of one of the party's document templates, or of one that ships.
    template: String,
    /// The language to write in.
    language: CaseTextLanguage,
    /// What the document is called; as the template calls it when nothing is said.
    title: Option<String>,
}

impl Representation for CaseTextBeginning {
    fn example() -> Self {
        Self {
            template: "beslut-pa-delegation".to_owned(),
            language: CaseTextLanguage::Sv,
            title: None,
        }
    }
}

/// What can be said of the text of a document.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseTextView {
    /// What the document is called.
    title: String,
    /// Marked text, with fields that are filled in when the document is finished: `{{number}}`.
    text: String,
    /// The number of the document in the case.
    document: Option<i64>,
    /// The template with which it began, with its version.
    template: Option<String>,
    /// The language that it is in.
    language: Option<CaseTextLanguage>,
}

impl Representation for CaseTextView {
    fn example() -> Self {
        Self {
            title: "Beslut på delegation".to_owned(),
            text: "## Beslut\n\nAnsökan beviljas.".to_owned(),
            document: Some(1),
            template: Some("Beslut på delegation 1".to_owned()),
            language: Some(CaseTextLanguage::Sv),
        }
    }
}

/// A finished version of a document.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CaseTextVersionView {
    /// Within the document, from 1.
    number: i64,
    made_at: Moment,
    /// Who finished it.
    made_by: String,
    /// The PDF: the id of its file and its version there.
    pdf: String,
    /// Its checksum in hexadecimal.
    pdf_sha256: Option<String>,
    /// The DOCX, in the same way.
    docx: String,
}

impl Representation for CaseTextVersionView {
    fn example() -> Self {
        Self {
            number: 1,
            made_at: Moment(DateTime::UNIX_EPOCH),
            made_by: "Registratorn".to_owned(),
            pdf: "019aa4a0-1f00-7000-8000-000000000004/1".to_owned(),
            pdf_sha256: None,
            docx: "019aa4a0-1f00-7000-8000-000000000005/1".to_owned(),
        }
    }
}

async fn written(tx: &Tx, call: &Call) -> Result<Written, Refusal> {
    let desk = desk(tx, call).await?;
    let case = desk.case(tx, call.part("case")).await?;
    let number = call.part("document").parse();
    let number: i64 = number.map_err(|_| Problem::not_found())?;
    Ok(Written::of(tx, desk, case, number).await?)
}

fn tag(one: &Written, text: &CaseText) -> Tag {
    Tag::of(&(one.document.id, one.document.revision, text.revision))
}

fn linked(one: &Written) -> Linked<CaseTextView> {
    let view = CaseTextView {
        title: one.document.content.title.to_string(),
        text: one.text.text.clone(),
        document: Some(one.document.number),
        template: Some(one.text.template.clone()),
        language: Some(one.text.language.into()),
    };
    let (party, registry) = (&one.desk.party().key, &one.desk.registry.key);
    let (case, number) = (&one.case.key, one.document.number);
    let up = format!("/parties/{party}/registries/{registry}/cases/{case}");
    let document = format!("{up}/documents/{number}");
    Linked::at(format!("{up}/texts/{number}"), view).link("up", document)
}

async fn begin(call: Call, said: CaseTextBeginning) -> Result<Saved<CaseTextView>, Refusal> {
    let tx = call.begin("api_begin_document").await?;
    let desk = desk(&tx, &call).await?;
    let case = desk.case(&tx, call.part("case")).await?;
    desk.require_register()?;
    let offered = offered_templates(&tx, &desk.owner).await?;
    let begin = Beginning {
        template: chosen(&offered, &said.template)?,
        language: said.language.into(),
        title: said.title.as_deref().unwrap_or_default(),
    };
    let document = begin_document(&tx, &call.actor, &desk, (&case, begin)).await?;
    let one = Written::of(&tx, desk, case, document.number).await?;
    let saved = Saved::new(linked(&one), tag(&one, &one.text), true);
    tx.commit().await?;
    Ok(saved)
}

async fn get(call: Call) -> Result<Found<CaseTextView>, Refusal> {
    let tx = call.read().await?;
    let one = written(&tx, &call).await?;
    drop(tx);
    let read = Read::Document(one.document.number);
    note_reading(&call.state.db, &call.actor, one.case.id, &read, None).await?;
    Ok(Found::new(linked(&one), tag(&one, &one.text)))
}

async fn put(call: Call, said: CaseTextView) -> Result<Found<CaseTextView>, Refusal> {
    let tx = call.begin("api_change_text").await?;
    let one = written(&tx, &call).await?;
    call.allow_write(Some(&tag(&one, &one.text)))?;
    let wording = Wording {
        title: &said.title,
        text: &said.text,
    };
    let of = (&one.case, &one.document, &one.text);
    let seen = one.text.revision;
    change_text(&tx, &call.actor, &one.desk, of, (wording, seen)).await?;
    let one = written(&tx, &call).await?;
    tx.commit().await?;
    Ok(Found::new(linked(&one), tag(&one, &one.text)))
}

fn version_view(one: &Print, laid: &[Laid]) -> CaseTextVersionView {
    let is_it = |file: &&Laid| (file.file, file.number) == (one.pdf.file, one.pdf.number);
    CaseTextVersionView {
        number: one.number,
        made_at: Moment(one.made_at),
        made_by: one.made_by.clone(),
        pdf: one.pdf.to_string(),
        pdf_sha256: laid.iter().find(is_it).map(|file| file.sha256.clone()),
        docx: one.docx.to_string(),
    }
}

async fn list(call: Call, _: NoQuery) -> Result<Page<CaseTextVersionView>, Refusal> {
    let tx = call.read().await?;
    let one = written(&tx, &call).await?;
    let prints = store::list_prints(&tx, &[one.document.id]).await?;
    let named: Vec<_> = prints
        .iter()
        .map(|one| (one.pdf.file, one.pdf.number))
        .collect();
    let laid = laid_versions(&tx, &named).await?;
    Ok(Page::of(prints, call.paging, |one| {
        Linked::part(version_view(&one, &laid))
    }))
}

/// What becomes of the text.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CaseTextStep {
    /// A finished version.
    Finished,
}

/// What is decided on the text.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseTextFinishing {
    /// What becomes of it.
    to: CaseTextStep,
}

impl Representation for CaseTextFinishing {
    fn example() -> Self {
        Self {
            to: CaseTextStep::Finished,
        }
    }
}

async fn finish_text(
    call: Call,
    CaseTextFinishing {
        to: CaseTextStep::Finished,
    }: CaseTextFinishing,
) -> Result<Found<CaseTextVersionView>, Refusal> {
    let (files, typesetter): (Files, Typesetter) = (call.extension()?, call.extension()?);
    let tx = call.read().await?;
    let one = written(&tx, &call).await?;
    call.allow_write(Some(&tag(&one, &one.text)))?;
    one.desk.require_register()?;
    one.case.require_not_void()?;
    drop(tx);
    let print = finish((&call.state, &files, typesetter), &call.actor, &one).await?;
    let tx = call.read().await?;
    let laid = laid_versions(&tx, &[(print.pdf.file, print.pdf.number)]).await?;
    let one = written(&tx, &call).await?;
    let linked = Linked::part(version_view(&print, &laid));
    Ok(Found::new(linked, tag(&one, &one.text)))
}
