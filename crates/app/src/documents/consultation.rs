//! A party's answer in a consultation: PDF for the archive, DOCX beside it, and both in a package for the sender.

use super::plain::plain_table;
use super::{Printed, headers};
use crate::printer;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samverk_consultations::model::file_stem;
use samverk_consultations::{AnswerDesk, AnswerPrint, ConsultationDesk};
use samverk_documents::{
    BasisDocument, Document, Front, NamedText, PartySection, PlainTable, Section, basis_as_docx,
};
use samverk_exchange::Folder;
use samverk_files::Files;
use samverk_foundation::{Language, Problem};
use samverk_web::{AppState, PageResult, Table, Ui, content_disposition, redirect};
use samverk_work::ask_at;
use std::collections::BTreeSet;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// An answer ready for print, and what its files are called.
pub(crate) struct Ready {
    pub stem: String,
    pub document: BasisDocument,
    /// When it was settled: its files are the same whenever they are fetched.
    pub kept_at: Option<DateTime<Utc>>,
}

/// What an authority sends is in Swedish, whoever fetches it.
pub(crate) fn ready(ui: &Ui, desk: &AnswerDesk) -> Ready {
    let mut ui = ui.clone();
    ui.language = Language::Sv;
    let ui = &ui;
    let letter = desk.letter();
    let print = AnswerPrint::of(ui, &letter);
    let section = |(title, text): (String, String)| Section {
        title,
        text: text.into(),
    };
    let line = |(name, text): (String, String)| NamedText { name, text };
    let document = BasisDocument {
        front: Front {
            language: ui.language,
            title: print.title,
            subtitle: print.subtitle,
            collaboration: letter.from.clone(),
            ..Front::default()
        },
        // Proposals are numbered by whoever sent them: `5.1`.
        own_numbers: true,
        head: print.head.into_iter().map(line).collect(),
        texts: print.texts.into_iter().map(section).collect(),
        sections: print.tables.iter().map(table_section).collect(),
        ..BasisDocument::default()
    };
    let words = ui.t("consultation-answer-one");
    let numbers = (&letter.number, &letter.senders_number);
    Ready {
        stem: file_stem(&words, &letter.from, numbers.0, numbers.1),
        document,
        kept_at: desk.kept.as_ref().map(|kept| kept.at),
    }
}

fn table_section(table: &Table) -> PartySection {
    // The heading says what the table is.
    let plain = PlainTable {
        caption: String::new(),
        ..plain_table(table)
    };
    PartySection {
        title: table.caption.clone(),
        table: Some(plain),
        ..PartySection::default()
    }
}

type Address = Path<(String, String)>;

async fn found(
    state: &AppState,
    ui: &Ui,
    (collaboration, thing): &(String, String),
) -> Result<Ready, Problem> {
    let tx = state.db.read().await?;
    let desk = AnswerDesk::find(&tx, &ui.actor, collaboration, thing).await?;
    match desk.answer.party {
        Some(_) => Ok(ready(ui, &desk)),
        None => Err(Problem::not_found()),
    }
}

pub(super) async fn pdf(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let ready = found(&state, &ui, &address).await?;
    let name = format!("{}.pdf", ready.stem);
    let at = ready.kept_at.unwrap_or_else(|| state.db.clock().now());
    let printed: Printed = Document::Basis(ready.document).into();
    let bytes = printed.print(&files, at).await?;
    Ok((headers(&name), bytes).into_response())
}

pub(super) async fn docx(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let ready = found(&state, &ui, &address).await?;
    let at = ready.kept_at.unwrap_or_else(|| state.db.clock().now());
    let bytes = basis_as_docx(&ready.document, at)?;
    Ok(attached(&format!("{}.docx", ready.stem), WORD, bytes))
}

/// Both files of one answer, for the sender.
pub(super) async fn package(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let Ready {
        stem,
        document,
        kept_at,
    } = found(&state, &ui, &address).await?;
    let at = kept_at.unwrap_or_else(|| state.db.clock().now());
    let docx = basis_as_docx(&document, at)?;
    let pdf = printer::print(Document::Basis(document), Vec::new(), at).await?;
    let mut folder = Folder::default();
    folder.insert_bytes(&format!("{stem}.pdf"), &pdf);
    folder.insert_bytes(&format!("{stem}.docx"), &docx);
    let bytes = folder.to_zip()?;
    Ok(attached(&format!("{stem}.zip"), "application/zip", bytes))
}

/// All answers in a consultation are made beside, however few they are.
pub(super) async fn all(ui: Ui, Path((collaboration, thing)): Address) -> PageResult {
    if !ui.is_signed_in() {
        return Err(Problem::sign_in_needed().into());
    }
    let said = [("samverkan", &*collaboration), ("remiss", &*thing)];
    Ok(redirect(&ask_at("remissvar", &said)))
}

/// What the package of all answers is called.
pub(crate) fn answers_stem(ui: &Ui, desk: &ConsultationDesk) -> String {
    file_stem(
        &ui.t("consultation-answer-heading"),
        &desk.consultation.title,
        "",
        &desk.consultation.sender_number,
    )
}

/// Two that are called the same are two files.
pub(crate) fn numbered(stem: String, taken: &mut BTreeSet<String>) -> String {
    let stem = match taken.contains(&stem) {
        true => format!("{stem}_{}", taken.len() + 1),
        false => stem,
    };
    taken.insert(stem.clone());
    stem
}

fn attached(name: &str, kind: &str, bytes: Vec<u8>) -> Response {
    let disposition = content_disposition("attachment", name);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}
