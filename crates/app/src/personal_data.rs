//! What the installation keeps of somebody, for the administrator to show, correct and remove when the
//! person asks for it. Only what is described tells which of its fields are personal data.

use crate::modules::kinds;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use samverk_agreements::letters::Letter;
use samverk_agreements::letters::store::letters_naming;
use samverk_cases::store::cases_naming;
use samverk_database::{Naming, Tx};
use samverk_files::versions_naming;
use samverk_foundation::{Problem, Role};
use samverk_kept::{AnyKind, Kept as _, NamedIn, address_of, named_in, personal_fields, words};
use samverk_notices::store::notices_naming;
use samverk_talk::store::{answers_naming, comments_naming};
use samverk_web::{
    ActionRow, AppState, Cell, Column, ColumnKind, Format, Module, Narrow, PageResult, Policy,
    Route, Table, Ui, Values,
};
use uuid::Uuid;

const ACTION: &str = "personal_data.find";
const FIND: Policy = Policy::Action(ACTION);
const PAGE: &str = "/personuppgifter";

pub fn module() -> Module {
    Module {
        name: "personal_data",
        routes: vec![
            Route::get(PAGE, FIND, show),
            Route::get("/personuppgifter/{kind}/{id}", FIND, lead_to),
        ],
        actions: vec![ActionRow {
            code: ACTION,
            allowed: vec![Role::Administrator],
        }],
        ..Module::default()
    }
}

#[derive(Template)]
#[template(path = "personal_data.html")]
struct Page {
    ui: Ui,
    /// What was looked for.
    words: String,
    found: String,
    /// What was found, or else which fields there are.
    table: Table,
}

async fn show(State(state): State<AppState>, ui: Ui, query: Values) -> PageResult {
    let words = query.text("namn").trim().to_owned();
    let tx = state.db.read().await?;
    let named = named_in(&tx, &kinds(), &words).await?;
    let rows = match words.is_empty() {
        true => Vec::new(),
        false => rows_naming(&tx, &ui, &words).await?,
    };
    let table = match words.is_empty() {
        true => fields(&ui),
        false => hits(&ui, &named, &rows),
    };
    if let Some(format) = Format::from_code(query.text("format")) {
        return table.download(format, tx.now());
    }
    let ui = ui.in_administration();
    ui.page(&Page {
        ui: ui.clone(),
        found: match words.is_empty() {
            true => String::new(),
            false => ui.t1("personal-data-found", "count", named.len() + rows.len()),
        },
        words,
        table: table.without_downloads(),
    })
}

/// Every field that is personal data, and why it is there.
fn fields(ui: &Ui) -> Table {
    let columns = [
        "personal-data-kind",
        "personal-data-field",
        "personal-data-why",
    ];
    let mut table = table(ui, "personal-data-fields", &columns);
    for one in personal_fields(&kinds()) {
        let kind = of_code(one.kind);
        let label = kind.map(|kind| label(ui, kind, one.field.as_str()));
        table.push(vec![
            Cell::text(kind.map(|kind| called(ui, kind)).unwrap_or_default()),
            Cell::text(label.unwrap_or_default()),
            Cell::text(words(ui, &one.why)),
        ]);
    }
    for field in OF_ROWS {
        table.push(about_row(ui, field).into());
    }
    table
}

/// What names somebody in rows that are no described kind.
async fn rows_naming(tx: &Tx, ui: &Ui, words: &str) -> Result<Vec<Naming>, Problem> {
    let mut all = comments_naming(tx, &ui.actor, words).await?;
    all.extend(answers_naming(tx, words).await?);
    all.extend(versions_naming(tx, words).await?);
    all.extend(notices_naming(tx, words).await?);
    all.extend(cases_naming(tx, words).await?);
    let letters = letters_naming(tx, words).await?.into_iter();
    all.extend(letters.map(|(letter, naming)| Naming {
        href: Some(format!("{PAGE}/{}/{letter}", Letter::CODE)),
        ..naming
    }));
    Ok(all)
}

/// The fields of those rows.
const OF_ROWS: [&str; 17] = [
    "case-acted",
    "case-counterpart",
    "case-officer",
    "comment-author",
    "comment-mentioned",
    "comment-answered-by",
    "comment-removed-by",
    "draft-answer-author",
    "file-added-by",
    "notice-by",
    "task-handed-to",
    "task-handed-by",
    "task-reminder-by",
    "letter-sent-by",
    "letter-said-by",
    "letter-signer",
    "letter-recorded-by",
];

/// What the row is, which field of it, and why it is there.
fn about_row(ui: &Ui, field: &str) -> [Cell; 3] {
    let kind = match field.split('-').next() {
        Some("case") => "personal-case",
        Some("comment") => "comment-one",
        Some("draft") => "personal-draft-answer",
        Some("file") => "personal-file",
        Some("letter") => "letter-one",
        Some("notice") => "personal-notice",
        _ => "personal-task",
    };
    [
        Cell::text(ui.t(kind)),
        Cell::text(ui.t(&format!("personal-{field}"))),
        Cell::text(ui.t(&format!("personal-{field}-why"))),
    ]
}

/// What names the person, with the fields that do and why they are there. What people said and did stands by
/// its time, and nothing leads to what is not for whoever looks.
fn hits(ui: &Ui, named: &[NamedIn], rows: &[Naming]) -> Table {
    let columns = [
        "personal-data-thing",
        "personal-data-kind",
        "personal-data-field",
        "personal-data-why",
    ];
    let mut table = table(ui, "personal-data-hits", &columns);
    let why = personal_fields(&kinds());
    for one in named {
        let Some(kind) = of_code(one.kind) else {
            continue;
        };
        for field in &one.fields {
            let reason = why
                .iter()
                .find(|why| why.kind == one.kind && why.field == *field);
            let href = format!("{PAGE}/{}/{}", one.kind, one.id);
            table.push(vec![
                Cell::link(href, one.name.clone()),
                Cell::text(called(ui, kind)),
                Cell::text(label(ui, kind, field.as_str())),
                Cell::text(reason.map(|why| words(ui, &why.why)).unwrap_or_default()),
            ]);
        }
    }
    for row in rows {
        let time = ui.time(&row.at);
        let place = match &row.href {
            Some(href) => Cell::link(href, time),
            None => Cell::text(time),
        };
        let about = about_row(ui, row.field);
        table.push([place].into_iter().chain(about).collect());
    }
    table
}

fn table(ui: &Ui, caption: &str, columns: &[&str]) -> Table {
    let columns = columns.iter();
    let columns = columns.map(|key| Column::new(ui.t(key), ColumnKind::Text));
    Table::new("personuppgifter", ui.t(caption), columns.collect()).narrow(Narrow::Lists)
}

fn of_code(code: &str) -> Option<&'static dyn AnyKind> {
    kinds().into_iter().find(|kind| kind.facts().code == code)
}

fn called(ui: &Ui, kind: &dyn AnyKind) -> String {
    ui.t(&format!("{}-one", kind.facts().code.replace('_', "-")))
}

fn label(ui: &Ui, kind: &dyn AnyKind, field: &str) -> String {
    let question = kind.form().find(field);
    question.map_or_else(String::new, |question| words(ui, &question.label))
}

/// Leads to where the thing is read, corrected and removed, so that the list need not ask where each is.
async fn lead_to(
    State(state): State<AppState>,
    Path((kind, id)): Path<(String, Uuid)>,
) -> PageResult {
    let kind = of_code(&kind).ok_or_else(Problem::not_found)?;
    let tx = state.db.read().await?;
    let address = find(&tx, kind, id).await?;
    Ok(Redirect::to(&address).into_response())
}

async fn find(tx: &Tx, kind: &'static dyn AnyKind, id: Uuid) -> Result<String, Problem> {
    let found = address_of(tx, kind, id).await?;
    found.ok_or_else(Problem::not_found)
}
