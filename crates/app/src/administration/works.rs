//! All long works of the installation: who asked for what and how it goes, never what it is about or holds.

use super::headed;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{PersonId, Problem};
use samverk_identity::names_of;
use samverk_web::{
    AppState, Cell, Form, FormPage, Narrow, PageResult, Table, Ui, Values, redirect_with_notice,
};
use samverk_work::{LongWork, State as WorkState, cancel_of_other, find_any, list_all, state_tag};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) const LIST: &str = "/administration/arbeten";
pub(super) const CANCEL_PAGE: &str = "/administration/arbeten/{work}/avbryt";
/// How many are shown, the newest first.
const SHOWN: u64 = 200;

#[derive(askama::Template)]
#[template(path = "administration_works.html")]
struct Page {
    ui: Ui,
    works: Table,
}

pub(super) async fn show(State(state): State<AppState>, ui: Ui) -> PageResult {
    let ui = ui.in_administration();
    let tx = state.db.read().await?;
    let works = list_all(&tx, SHOWN).await?;
    let people: Vec<PersonId> = works.iter().map(|work| work.person).collect();
    let names = names_of(&tx, &people).await?;
    ui.page(&Page {
        works: table(&ui, &works, &names),
        ui: ui.clone(),
    })
}

fn table(ui: &Ui, works: &[LongWork], names: &BTreeMap<PersonId, String>) -> Table {
    let columns = [
        "administration-job",
        "administration-work-who",
        "administration-job-state",
        "administration-work-asked-at",
        "administration-job-attempts",
        "administration-job-error",
        "administration-work-cancel",
    ];
    let caption = ui.t("administration-works-all");
    let mut table = Table::new("arbeten", caption, headed(ui, &columns)).narrow(Narrow::Lists);
    for work in works {
        let (tone, state) = state_tag(ui, work.state);
        let first = work.problems().into_iter().next();
        let stop = match work.state {
            WorkState::Waiting | WorkState::Working => {
                let to = CANCEL_PAGE.replace("{work}", &work.id.to_string());
                Cell::link(to, ui.t("administration-work-cancel"))
            }
            _ => Cell::empty(),
        };
        table.push(vec![
            Cell::text(kind_name(ui, work)),
            Cell::text(names.get(&work.person).cloned().unwrap_or_default()),
            Cell::tag(tone, state),
            Cell::text(ui.time(&work.asked_at)),
            Cell::integer(work.attempt),
            Cell::text(first.map(|problem| problem.code).unwrap_or_default()),
            stop,
        ]);
    }
    table.without_downloads()
}

fn kind_name(ui: &Ui, work: &LongWork) -> String {
    ui.kind_name("long-work-kind-", &work.kind)
}

pub(super) async fn ask(State(state): State<AppState>, ui: Ui, Path(id): Path<Uuid>) -> PageResult {
    let tx = state.db.read().await?;
    page(&tx, ui, id).await?.show()
}

pub(super) async fn cancel(
    State(state): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
) -> PageResult {
    let tx = state.db.begin("cancel_long_work").await?;
    match cancel_of_other(&tx, &ui.actor, id).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(LIST, "long-work-cancelled"))
        }
        Err(problem) => {
            let page = page(&tx, ui, id).await?;
            page.refuse(Values::default(), problem)
        }
    }
}

async fn page(tx: &Tx, ui: Ui, id: Uuid) -> Result<FormPage, Problem> {
    let work = find_any(tx, id).await?;
    let names = names_of(tx, &[work.person]).await?;
    let who = names.get(&work.person).cloned().unwrap_or_default();
    let label = ui.t("administration-works-all");
    let ui = ui.in_administration().with_crumb(LIST, label);
    let heading = ui.t1(
        "administration-work-cancel-heading",
        "what",
        kind_name(&ui, &work),
    );
    let to = CANCEL_PAGE.replace("{work}", &id.to_string());
    let form = Form::new(to, ui.t("administration-work-cancel-button"))
        .danger()
        .cancel(LIST);
    let lead = ui.t1("administration-work-cancel-lead", "who", who);
    Ok(FormPage::new(ui, heading, form).lead(lead))
}
