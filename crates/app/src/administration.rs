//! The administration: how the installation is, and the way to everything that its administrator looks after.

mod works;

use askama::Template;
use axum::extract::State;
use samverk_database::{WaitingJob, list_troubled_jobs, unfinished_jobs};
use samverk_foundation::Role;
use samverk_web::{
    ActionRow, AppState, Cell, Column, ColumnKind, MenuGroup, MenuPlace, Module, Narrow,
    PageResult, Policy, Route, Table, Tone, Ui,
};
use samverk_work::{LongWork, State as WorkState, list_troubled};

const ACTION: &str = "administration.read";
const CANCEL: &str = "long_work.cancel";
const PAGE: &str = "/administration";
/// How many jobs are shown.
const JOBS: u64 = 50;

pub fn module() -> Module {
    let place =
        |order, suffix, label| MenuPlace::new(MenuGroup::Administration, order, suffix, label);
    Module {
        name: "administration",
        routes: vec![
            Route::get(PAGE, Policy::Action(ACTION), show),
            Route::get(works::LIST, Policy::Action(ACTION), works::show),
            Route::get(works::CANCEL_PAGE, Policy::Action(CANCEL), works::ask),
            Route::post(works::CANCEL_PAGE, Policy::Action(CANCEL), works::cancel),
        ],
        actions: [ACTION, CANCEL].map(row).into(),
        administration: vec![
            place(10, PAGE, "administration-place"),
            place(15, works::LIST, "administration-works-all"),
            place(20, "/personer", "people-heading"),
            place(30, "/logg", "log-heading"),
            place(40, "/personuppgifter", "personal-data-heading"),
            place(50, "/aktorer/folkmangd", "population-heading"),
        ],
        ..Module::default()
    }
}

fn row(code: &'static str) -> ActionRow {
    ActionRow {
        code,
        allowed: vec![Role::Administrator],
    }
}

#[derive(Template)]
#[template(path = "administration.html")]
struct Page {
    ui: Ui,
    facts: Vec<(String, String)>,
    waiting: u64,
    jobs: Table,
    works: Table,
}

async fn show(State(state): State<AppState>, ui: Ui) -> PageResult {
    let ui = ui.in_administration();
    let tx = state.db.read().await?;
    let jobs = list_troubled_jobs(&tx, JOBS).await?;
    let works = list_troubled(&tx, JOBS).await?;
    ui.page(&Page {
        ui: ui.clone(),
        facts: facts(&ui, &state),
        waiting: unfinished_jobs(&tx).await?,
        jobs: job_table(&ui, &jobs),
        works: work_table(&ui, &works),
    })
}

fn facts(ui: &Ui, state: &AppState) -> Vec<(String, String)> {
    let settings = &state.settings;
    let database = match state.db.backend() {
        samverk_database::Backend::Sqlite => "SQLite",
        samverk_database::Backend::Postgres => "PostgreSQL",
    };
    let none = || ui.t("administration-none");
    let mail = match settings.mails {
        true => ui.t("administration-mail-sent"),
        false => ui.t("administration-mail-none"),
    };
    vec![
        (
            ui.t("administration-version"),
            env!("CARGO_PKG_VERSION").to_owned(),
        ),
        (ui.t("administration-database"), database.to_owned()),
        (ui.t("administration-address"), settings.base_url.clone()),
        (
            ui.t("administration-contact"),
            settings.contact.clone().unwrap_or_else(none),
        ),
        (ui.t("administration-mail"), mail),
    ]
}

/// Columns with these headings; attempts are counted.
fn headed(ui: &Ui, keys: &[&str]) -> Vec<Column> {
    let kind = |key: &str| match key {
        "administration-job-attempts" => ColumnKind::Integer,
        _ => ColumnKind::Text,
    };
    let column = |key: &&str| Column::new(ui.t(key), kind(key));
    keys.iter().map(column).collect()
}

fn job_table(ui: &Ui, jobs: &[WaitingJob]) -> Table {
    let columns = [
        "administration-job",
        "administration-job-state",
        "administration-job-attempts",
        "administration-job-error",
    ];
    let caption = ui.t("administration-jobs-caption");
    let mut table = Table::new("jobb", caption, headed(ui, &columns)).narrow(Narrow::Lists);
    for job in jobs {
        let name = format!("administration-job-{}", job.kind.replace(['_', '.'], "-"));
        let state = match job.gave_up {
            true => Cell::tag(Tone::Bad, ui.t("administration-job-gave-up")),
            false => Cell::text(ui.t1("administration-job-waits", "time", ui.time(&job.due_at))),
        };
        table.push(vec![
            Cell::text(ui.t_if_known(&name).unwrap_or_else(|| job.kind.clone())),
            state,
            Cell::integer(job.attempts),
            Cell::text(job.error.clone().unwrap_or_default()),
        ]);
    }
    table.without_downloads()
}

/// What the works are about is for those who asked for them only.
fn work_table(ui: &Ui, works: &[LongWork]) -> Table {
    let columns = [
        "administration-job",
        "administration-job-state",
        "administration-work-asked-at",
        "administration-job-attempts",
        "administration-job-error",
    ];
    let caption = ui.t("administration-works-caption");
    let mut table = Table::new("arbeten", caption, headed(ui, &columns)).narrow(Narrow::Lists);
    for work in works {
        let tone = match work.state {
            WorkState::Failed => Tone::Bad,
            _ => Tone::Neutral,
        };
        let state = ui.t(&format!("long-work-state-{}", work.state.code()));
        let first = work.problems().into_iter().next();
        table.push(vec![
            Cell::text(ui.kind_name("long-work-kind-", &work.kind)),
            Cell::tag(tone, state),
            Cell::text(ui.time(&work.asked_at)),
            Cell::integer(work.attempt),
            Cell::text(first.map(|problem| problem.code).unwrap_or_default()),
        ]);
    }
    table.without_downloads()
}
