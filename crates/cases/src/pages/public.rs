//! What everybody reads of a case where its registry shows documents. No search engine keeps it.

use super::documents::{checksum_words, files_of, version_of};
use super::registry::public_subject;
use super::status_words;
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, Document, DocumentSort, Release};
use crate::public_rules::PublicRules;
use crate::registries::Publicity;
use crate::store;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State as Of};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::Response;
use samverk_database::Tx;
use samverk_files::model::State;
use samverk_files::{Files, Laid, hand_out, size_words};
use samverk_foundation::{Actor, Problem};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Tone, Ui, Values, path_name,
};

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// For no search engine, whatever it is.
pub(super) fn unindexed(mut response: Response) -> Response {
    let nothing = HeaderValue::from_static("noindex, nofollow, noarchive");
    response.headers_mut().insert(ROBOTS, nothing);
    response
}

#[derive(Template)]
#[template(path = "public_case.html")]
struct PublicCase {
    ui: Ui,
    number: String,
    subject: String,
    status: (Tone, String),
    registered: String,
    documents: Table,
    more: Option<String>,
    request: String,
}

/// So many documents stand on a page.
const SHOWN: usize = 50;

/// A case of which everybody reads more than that it is there. Fails with `not_found`.
pub(super) async fn shown_case(tx: &Tx, desk: &RegistryDesk, key: &str) -> Result<Case, Problem> {
    let found = store::find_case(tx, desk.registry.id, key).await?;
    let rules = PublicRules::of(tx, desk.party().id).await?;
    let found = found.filter(|case| is_shown((desk, &rules), case));
    found.ok_or_else(Problem::not_found)
}

/// Nothing is told of the documents of a secret or restricted case, nor of a void one.
pub(super) fn is_shown((desk, rules): (&RegistryDesk, &PublicRules), case: &Case) -> bool {
    let shown = rules.shown(desk.registry.publicity, case);
    let shows_documents = shown == Publicity::Documents;
    let is_open = !case.content.is_secret() && case.restriction.is_none();
    shows_documents && is_open && case.status != CaseStatus::Void
}

/// An official document of it. Fails with `not_found`.
pub(super) async fn shown_document(tx: &Tx, case: &Case, number: i64) -> Result<Document, Problem> {
    let found = store::find_document(tx, case.id, number).await?;
    let found = found.filter(|one| one.content.sort == DocumentSort::Official);
    found.ok_or_else(Problem::not_found)
}

/// Whether everybody gets the file: it is marked so, and a scanner or a person answers for it.
fn is_given(document: &Document, file: &Laid, releases: &[Release]) -> bool {
    let is_its = document.file_version() == Some(version_of(file));
    let is_answered_for = match file.state {
        State::Clean => true,
        State::Infected(_) => false,
        State::NotScanned(_) => releases.iter().any(|one| one.version == version_of(file)),
    };
    document.content.public && is_its && is_answered_for
}

pub(super) async fn show(
    Of(state): Of<AppState>,
    ui: Ui,
    Path((party, registry, case)): Path<(String, String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = RegistryDesk::find(&tx, &ui.actor, &party, &registry).await?;
    let case = shown_case(&tx, &desk, &case).await?;
    let after = query.optional_integer("handlingar")?.unwrap_or(0);
    let (documents, next) = documents(&tx, &ui, (&desk, &case), after).await?;
    let ui = desk.ui_below(ui);
    let here = public_href(&desk, &case, "");
    let page = PublicCase {
        number: case.number.clone(),
        subject: public_subject(&case),
        status: status_words(&ui, case.status),
        registered: ui.date(&case.registered_on),
        documents,
        more: next.map(|after| format!("{here}?handlingar={after}")),
        request: format!("{}?arende={}", desk.href("/begar"), case.key),
        ui: ui.clone(),
    };
    Ok(unindexed(ui.page(&page)?))
}

pub(super) fn public_href(desk: &RegistryDesk, case: &Case, rest: &str) -> String {
    desk.href(&format!("/offentligt/{}{rest}", case.key))
}

async fn documents(
    tx: &Tx,
    ui: &Ui,
    (desk, case): (&RegistryDesk, &Case),
    after: i64,
) -> Result<(Table, Option<i64>), Problem> {
    let asked = (after, SHOWN as u64 + 1);
    let mut documents = store::list_official_documents(tx, case.id, asked).await?;
    let is_cut = documents.len() > SHOWN;
    documents.truncate(SHOWN);
    let next = documents.last().filter(|_| is_cut).map(|one| one.number);
    let files = files_of(tx, &documents).await?;
    let releases = store::list_releases(tx, case.id).await?;
    let columns = [
        ("case-document-number", ColumnKind::Text),
        ("case-document-title", ColumnKind::Text),
        ("case-document-direction", ColumnKind::Text),
        ("case-document-dated-on", ColumnKind::Date),
        ("case-document-file", ColumnKind::Text),
        ("case-document-checksum", ColumnKind::Text),
        ("case-request", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("handlingar", ui.t("case-documents"), columns.to_vec());
    for one in &documents {
        let given = files.iter().find(|file| is_given(one, file, &releases));
        let number = format!("{}-{}", case.number, one.number);
        let request = desk.href("/begar");
        let request = format!("{request}?arende={}&handling={}", case.key, one.number);
        let words = ui.t1("case-request-this", "number", &number);
        table.push(vec![
            Cell::text(number),
            Cell::text(one.content.public_title.to_string()),
            Cell::text(ui.kind_name("case-document-direction-", one.content.direction.code())),
            Cell::date(one.content.dated_on),
            given.map_or_else(Cell::empty, |file| {
                let rest = format!("/{}/{}", one.number, path_name(&file.name));
                let size = size_words(file.size);
                let words = ui.t_with(
                    "case-file-of-size",
                    &[("name", &file.name), ("size", &size)],
                );
                Cell::link(public_href(desk, case, &rest), words)
            }),
            given.map_or_else(Cell::empty, |file| Cell::text(checksum_words(&file.sha256))),
            Cell::link(request, words),
        ]);
    }
    let table = table.narrow(Narrow::Lists).without_downloads();
    Ok((table, next))
}

type AtFile = Path<(String, String, String, i64, String)>;

pub(super) async fn fetch(
    Of(state): Of<AppState>,
    Extension(files): Extension<Files>,
    Path((party, registry, case, number, name)): AtFile,
    asked: HeaderMap,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = RegistryDesk::find(&tx, &Actor::Public, &party, &registry).await?;
    let case = shown_case(&tx, &desk, &case).await?;
    let document = shown_document(&tx, &case, number).await?;
    let laid = files_of(&tx, std::slice::from_ref(&document)).await?;
    let releases = store::list_releases(&tx, case.id).await?;
    let is_asked_for = |file: &&Laid| file.name == name && is_given(&document, file, &releases);
    let file = laid.iter().find(is_asked_for);
    let file = file.ok_or_else(Problem::not_found)?;
    let answer = hand_out(&tx, &files, (file.file, file.number), &asked).await?;
    Ok(unindexed(answer))
}
