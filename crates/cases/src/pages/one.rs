//! The page of a case. Its title is its number: a subject may be secret.

use super::documents::document_table;
use super::history::history_table;
use super::processes::section;
use super::status_words;
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseContent, CaseStatus};
use crate::store::list_events;
use crate::things;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_development::Initiative;
use samverk_fields::Referable;
use samverk_foundation::{Problem, is_working_day};
use samverk_web::{AppState, PageResult, Table, Tone, Ui};

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage {
    ui: Ui,
    number: String,
    subject: String,
    status: (Tone, String),
    /// What is to be known first: sentences.
    told: Vec<String>,
    /// The marking of secrecy, in words.
    secrecy: Option<String>,
    actions: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    /// The initiative that it is about: address and name.
    initiative: Option<(String, String)>,
    /// Its process, as finished HTML.
    process: String,
    documents: Table,
    beside: String,
    history: Table,
}

/// So many events stand on the page.
const EVENTS: u64 = 100;

/// The surroundings of a page below the case's.
pub(super) fn below(ui: Ui, desk: &RegistryDesk, case: &Case) -> Ui {
    desk.ui_below(ui)
        .with_crumb(desk.case_href(case, ""), case.number.clone())
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case)): Path<(String, String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = RegistryDesk::find_to_read(&tx, &ui.actor, &party, &registry).await?;
    let case = desk.case(&tx, &case).await?;
    let ui = desk.ui_below(ui);
    let events = list_events(&tx, case.id, EVENTS).await?;
    ui.page(&CasePage {
        number: case.number.clone(),
        subject: case.content.subject.to_string(),
        status: status_words(&ui, case.status),
        told: told(&ui, &tx, &case),
        secrecy: secrecy(&ui, &case.content),
        actions: actions(&ui, &desk, &case),
        facts: facts(&tx, &ui, &case).await?,
        initiative: initiative(&state, &tx, &ui, &case).await?,
        process: section(&tx, &ui, &desk, &case).await?,
        documents: document_table(&tx, &ui, &desk, &case).await?,
        beside: ui.beside(&tx, &things::thing(&desk, &case)).await?,
        history: history_table(&ui, &events),
        ui: ui.clone(),
    })
}

/// Nothing for whoever may not read the initiative.
async fn initiative(
    state: &AppState,
    tx: &Tx,
    ui: &Ui,
    case: &Case,
) -> Result<Option<(String, String)>, Problem> {
    let Some(id) = case.initiative else {
        return Ok(None);
    };
    match state.thing(tx, &ui.actor, Initiative::KIND, id).await {
        Ok(thing) => Ok(Some((thing.href, thing.name))),
        Err(problem) if problem.code == "not_found" => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn told(ui: &Ui, tx: &Tx, case: &Case) -> Vec<String> {
    let mut told = Vec::new();
    if case.status == CaseStatus::Void {
        told.push(ui.t1("case-void-because", "reason", &case.void_reason));
    }
    let deadline = case.content.deadline;
    let deadline = deadline.filter(|_| case.status == CaseStatus::Open);
    if let Some(day) = deadline {
        let late = tx.today().signed_duration_since(day).num_days();
        if late > 0 {
            told.push(ui.t1("case-days-late", "days", late));
        }
        if !is_working_day(day) {
            told.push(ui.t1("case-deadline-day-off", "date", ui.date(&day)));
        }
    }
    told
}

fn secrecy(ui: &Ui, content: &CaseContent) -> Option<String> {
    content.is_secret().then(|| {
        let day = ui.optional_date(&content.secrecy_on);
        ui.t_with(
            "case-secrecy-marking",
            &[
                ("provision", &content.secrecy_provision),
                ("date", &day),
                ("authority", &content.secrecy_authority),
            ],
        )
    })
}

fn actions(ui: &Ui, desk: &RegistryDesk, case: &Case) -> Vec<(String, String)> {
    if !desk.may_register() {
        return Vec::new();
    }
    let action = |rest: &str, words: &str| (desk.case_href(case, rest), ui.t(words));
    let document = action("/handlingar/ny", "case-document-add");
    let void = action("/makulera", "case-void");
    let step = match (case.status, &case.standing) {
        (CaseStatus::Void, _) => return Vec::new(),
        (CaseStatus::Closed, _) => vec![action("/ateruppta", "case-reopen")],
        // Its process says when it is closed.
        (CaseStatus::Open, Some(_)) => {
            vec![
                action("/redigera", "case-change"),
                action("/initiativ", "case-initiative-name"),
            ]
        }
        (CaseStatus::Open, None) => vec![
            action("/redigera", "case-change"),
            action("/process", "case-process-choose"),
            action("/avsluta", "case-close"),
        ],
    };
    [vec![document], step, vec![void]].concat()
}

async fn facts(tx: &Tx, ui: &Ui, case: &Case) -> Result<Vec<(String, String)>, Problem> {
    let content = &case.content;
    let officer = match case.officer {
        Some(id) => samverk_identity::names_of(tx, &[id]).await?.remove(&id),
        None => None,
    };
    let facts = [
        ("case-public-subject", content.public_subject.to_string()),
        (
            "case-begun",
            ui.kind_name("case-begun-", content.begun.code()),
        ),
        ("case-counterpart", content.counterpart.to_string()),
        ("case-received-on", ui.optional_date(&content.received_on)),
        ("case-registered-on", ui.date(&case.registered_on)),
        ("case-officer", officer.unwrap_or_default()),
        ("case-deadline", ui.optional_date(&content.deadline)),
        ("case-classification", content.classification.to_string()),
        ("case-closed-on", ui.optional_date(&case.closed_on)),
    ];
    let said = facts.into_iter().filter(|(_, said)| !said.is_empty());
    Ok(said.map(|(label, said)| (ui.t(label), said)).collect())
}
