//! A party's answer in a consultation: PDF for the archive, DOCX beside it, and both in a package for the sender.

use super::plain::plain_table;
use super::print;
use super::words;
use crate::printer;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use samverk_consultations::model::file_stem;
use samverk_consultations::{AnswerDesk, AnswerPrint, ConsultationDesk};
use samverk_database::Tx;
use samverk_documents::{BasisDocument, Document, Front, PartySection, Section, basis_as_docx};
use samverk_exchange::Folder;
use samverk_files::Files;
use samverk_foundation::Problem;
use samverk_web::{AppState, PageResult, Table, Ui, content_disposition, redirect};
use samverk_work::ask_at;
use std::collections::BTreeSet;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// An answer ready for print, and what its files are called.
pub(crate) struct Ready {
    pub stem: String,
    pub document: BasisDocument,
}

pub(crate) fn ready(tx: &Tx, ui: &Ui, desk: &AnswerDesk) -> Ready {
    let AnswerPrint { texts, tables } = AnswerPrint::of(ui, desk);
    let section = |(title, text): (String, String)| Section {
        title,
        text: text.into(),
    };
    let answer = &desk.answer;
    let senders = &desk.consultation.sender_number;
    let who = answer.name();
    let words = ui.t("consultation-answer-one");
    let document = BasisDocument {
        front: Front {
            language: ui.language,
            title: format!("{words}: {}", *desk.consultation.title),
            subtitle: ui.t1("consultation-print-from", "name", &who),
            version: String::new(),
            status: words::word(ui, "consultation-answer-state", answer.state.code()),
            decision: desk.decision(ui),
            date: match answer.dated {
                Some(day) => ui.date(&day),
                None => words::printed_on(ui, tx.now()),
            },
            collaboration: who.clone(),
        },
        // Proposals are numbered by whoever sent them: `5.1`.
        own_numbers: true,
        texts: texts.into_iter().map(section).collect(),
        sections: tables.iter().map(table_section).collect(),
        ..BasisDocument::default()
    };
    Ready {
        stem: file_stem(&words, &who, &answer.number, senders),
        document,
    }
}

fn table_section(table: &Table) -> PartySection {
    PartySection {
        title: table.caption.clone(),
        table: Some(plain_table(table)),
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
    Ok(ready(&tx, ui, &desk))
}

pub(super) async fn pdf(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let ready = found(&state, &ui, &address).await?;
    let name = format!("{}.pdf", ready.stem);
    print(&state, &files, Document::Basis(ready.document), &name).await
}

pub(super) async fn docx(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let ready = found(&state, &ui, &address).await?;
    let now = state.db.clock().now();
    let bytes = basis_as_docx(&ready.document, now)?;
    Ok(attached(&format!("{}.docx", ready.stem), WORD, bytes))
}

/// Both files of one answer, for the sender.
pub(super) async fn package(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let Ready { stem, document } = found(&state, &ui, &address).await?;
    let now = state.db.clock().now();
    let docx = basis_as_docx(&document, now)?;
    let pdf = printer::print(Document::Basis(document), Vec::new(), now).await?;
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
