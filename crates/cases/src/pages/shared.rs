//! Cases of others that are open to a party.

use super::documents::{checksum_words, files_of, version_of};
use super::share::names_of;
use super::status_words;
use crate::actions::note_reading;
use crate::model::{Document, GrantScope, Read};
use crate::shared::{SharedCase, reader};
use crate::store;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use samverk_database::Tx;
use samverk_files::{Files, Laid, hand_out, size_words, state_words};
use samverk_foundation::{PartyId, Problem};
use samverk_kept::Ground;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Tone, Ui, Values, path_name,
};
use uuid::Uuid;

/// So many documents are looked at for a page.
const LOOKED_AT: u64 = 50;

#[derive(Template)]
#[template(path = "shares.html")]
struct AllShared {
    ui: Ui,
    heading: String,
    lead: String,
    table: Table,
    add: String,
}

pub(super) async fn list(
    State(state): State<AppState>,
    ui: Ui,
    Path(party): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let owner = reader(&tx, &ui.actor, &party).await?;
    let grants = store::list_grants_to(&tx, owner.party.id, tx.today()).await?;
    let ids: Vec<Uuid> = grants.iter().map(|grant| grant.case.0).collect();
    let cases = store::list_cases_by_id(&tx, &ids).await?;
    let names = names_of(&tx, cases.iter().map(|case| case.party)).await?;
    let columns = [
        ("case-number", ColumnKind::Text),
        ("case-shared-owner", ColumnKind::Text),
        ("case-grant-reason", ColumnKind::Text),
        ("case-grant-ends-on", ColumnKind::Date),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("delade", ui.t("case-shared-heading"), columns.to_vec());
    for grant in &grants {
        let mut read = cases.iter().filter(|case| grant.reads(case, tx.today()));
        let Some(case) = read.find(|case| case.id == grant.case) else {
            continue;
        };
        let href = owner.href(&format!("/delade-arenden/{}", grant.id));
        table.push(vec![
            Cell::link(href, case.number.clone()),
            Cell::text(names.get(&case.party).cloned().unwrap_or_default()),
            Cell::text(grant.reason.clone()),
            Cell::date(grant.ends_on),
        ]);
    }
    let ui = owner.ui(ui);
    ui.page(&AllShared {
        heading: ui.t("case-shared-heading"),
        lead: ui.t("case-shared-lead"),
        table: table.narrow(Narrow::Lists).without_downloads(),
        add: String::new(),
        ui: ui.clone(),
    })
}

#[derive(Template)]
#[template(path = "shared_case.html")]
struct SharedPage {
    ui: Ui,
    number: String,
    /// Nothing when only some documents are open.
    subject: String,
    status: (Tone, String),
    /// Whose it is, and until when it is open.
    until: String,
    secret: bool,
    documents: Table,
    more: Option<String>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, grant)): Path<(String, Uuid)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let shared = SharedCase::find(&tx, &ui.actor, &party, grant).await?;
    let after = query.optional_integer("handlingar")?.unwrap_or(0);
    let (documents, next) = documents(&tx, &ui, &shared, after).await?;
    drop(tx);
    let (case, through) = (shared.case.id, Some(shared.reader.party.id));
    note_reading(&state.db, &ui.actor, case, &Read::Case, through).await?;
    let ui = shared.reader.ui(ui);
    let all = ui.t("case-shared-heading");
    let ui = ui.with_crumb(shared.reader.href("/delade-arenden"), all);
    let content = &shared.case.content;
    ui.page(&SharedPage {
        number: shared.case.number.clone(),
        subject: match shared.grant.scope {
            GrantScope::Case => content.subject.to_string(),
            GrantScope::Documents => String::new(),
        },
        status: status_words(&ui, shared.case.status),
        until: ui.t_with(
            "case-shared-until",
            &[
                ("owner", &shared.desk.party().name),
                ("date", &ui.date(&shared.grant.ends_on)),
            ],
        ),
        secret: content.is_secret(),
        documents,
        more: next.map(|after| shared.href(&format!("?handlingar={after}"))),
        ui: ui.clone(),
    })
}

async fn documents(
    tx: &Tx,
    ui: &Ui,
    shared: &SharedCase,
    after: i64,
) -> Result<(Table, Option<i64>), Problem> {
    let all = store::list_documents(tx, shared.case.id, (after, LOOKED_AT)).await?;
    let is_full = all.len() as u64 == LOOKED_AT;
    let next = all.last().filter(|_| is_full).map(|one| one.number);
    let open: Vec<Document> = all.into_iter().filter(|one| shared.opens(one)).collect();
    let files = files_of(tx, &open).await?;
    let releases = store::list_releases(tx, shared.case.id).await?;
    let columns = [
        ("case-document-number", ColumnKind::Text),
        ("case-document-title", ColumnKind::Text),
        ("case-document-direction", ColumnKind::Text),
        ("case-document-dated-on", ColumnKind::Date),
        ("case-document-file", ColumnKind::Text),
        ("case-document-state", ColumnKind::Text),
        ("case-document-checksum", ColumnKind::Text),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("handlingar", ui.t("case-documents"), columns.to_vec());
    for one in &open {
        let is_its = |file: &&Laid| one.file_version() == Some(version_of(file));
        let file = files.iter().find(is_its);
        let [name, state, sum] = match file {
            Some(file) => {
                let is_released = releases.iter().any(|one| one.version == version_of(file));
                of_file(ui, shared, one, (file, is_released))
            }
            None => [Cell::empty(), Cell::empty(), Cell::empty()],
        };
        table.push(vec![
            Cell::text(format!("{}-{}", shared.case.number, one.number)),
            Cell::text(one.content.title.to_string()),
            Cell::text(ui.kind_name("case-document-direction-", one.content.direction.code())),
            Cell::date(one.content.dated_on),
            name,
            state,
            sum,
        ]);
    }
    let table = table.narrow(Narrow::Lists).without_downloads();
    Ok((table, next))
}

fn of_file(
    ui: &Ui,
    shared: &SharedCase,
    one: &Document,
    (file, is_released): (&Laid, bool),
) -> [Cell; 3] {
    let (state, tone, _) = state_words(ui, &file.state);
    let state = match is_released {
        true => ui.t1("case-file-is-released", "state", state),
        false => state,
    };
    let size = size_words(file.size);
    let words = ui.t_with(
        "case-file-of-size",
        &[("name", &file.name), ("size", &size)],
    );
    let rest = format!("/handlingar/{}/{}", one.number, path_name(&file.name));
    let name = match file.is_infected() {
        true => Cell::text(words),
        false => Cell::link(shared.href(&rest), words),
    };
    [
        name,
        Cell::tag(tone, state),
        Cell::text(checksum_words(&file.sha256)),
    ]
}

type AtFile = Path<(String, Uuid, i64, String)>;

pub(super) async fn fetch(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path((party, grant, number, name)): AtFile,
    asked: HeaderMap,
) -> PageResult {
    let tx = state.db.read().await?;
    let shared = SharedCase::find(&tx, &ui.actor, &party, grant).await?;
    let document = store::find_document(&tx, shared.case.id, number).await?;
    let document = document.filter(|one| shared.opens(one));
    let document = document.ok_or_else(Problem::not_found)?;
    let laid = files_of(&tx, std::slice::from_ref(&document)).await?;
    let file = laid.into_iter().find(|file| file.name == name);
    let file = file.ok_or_else(Problem::not_found)?;
    let answer = hand_out(&tx, &files, (file.file, file.number), &asked).await?;
    drop(tx);
    let through: Option<PartyId> = Some(shared.reader.party.id);
    let read = Read::File(file.name, file.number);
    note_reading(&state.db, &ui.actor, shared.case.id, &read, through).await?;
    Ok(answer)
}
