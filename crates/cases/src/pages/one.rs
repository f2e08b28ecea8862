//! The page of a case. Its title is its number: a subject may be secret.

use super::documents::document_table;
use super::history::{Names, history_table};
use super::processes::section;
use super::status_words;
use crate::actions::note_reading;
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseContent, CaseStatus, Read, Request, veiled};
use crate::policy::Action;
use crate::store::{find_case_by_id, find_report, find_request, list_events};
use crate::things;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_development::Initiative;
use samverk_fields::Referable;
use samverk_foundation::{Problem, is_working_day};
use samverk_web::{AppState, PageResult, Table, Tone, Ui, Values};

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
    is_open: bool,
    facts: Vec<(String, String)>,
    /// The case or the document that is asked for: address and number.
    about: Option<(String, String)>,
    /// The initiative that it is about: address and name.
    initiative: Option<(String, String)>,
    /// Its process, as finished HTML.
    process: String,
    has_documents: bool,
    documents: Table,
    more_documents: Option<String>,
    older_events: Option<String>,
    beside: String,
    history: Table,
}

/// So many events stand on the page.
const EVENTS: usize = 50;

/// The surroundings of a page below the case's.
pub(super) fn below(ui: Ui, desk: &RegistryDesk, case: &Case) -> Ui {
    desk.ui_below(ui)
        .with_crumb(desk.case_href(case, ""), case.number.clone())
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case)): Path<(String, String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = RegistryDesk::find_to_read(&tx, &ui.actor, &party, &registry).await?;
    let case = desk.case(&tx, &case).await?;
    let ui = desk.ui_below(ui);
    let asked = Asked::read(&query)?;
    let stretch = (asked.events, EVENTS as u64 + 1);
    let events = list_events(&tx, case.id, stretch).await?;
    let mut events = desk.seen_events(&tx, &case, events).await?;
    let older = (events.len() > EVENTS).then(|| asked.events.saturating_add(EVENTS as u64));
    events.truncate(EVENTS);
    let events = veiled(events, desk.may_register() || case.content.is_secret());
    let (documents, next) = document_table(&tx, &ui, (&desk, &case), asked.documents).await?;
    let here = |documents: i64, events: u64, place: &str| {
        let rest = format!("?handlingar={documents}&handelser={events}#{place}");
        desk.case_href(&case, &rest)
    };
    let request = find_request(&tx, case.id).await?;
    let page = CasePage {
        number: case.number.clone(),
        subject: case.content.subject.to_string(),
        status: status_words(&ui, case.status),
        told: told(&ui, &tx, &case),
        secrecy: secrecy(&ui, &case.content),
        actions: with_report(&tx, &ui, (&desk, &case)).await?,
        is_open: case.status == CaseStatus::Open,
        about: about(&tx, &desk, request.as_ref()).await?,
        facts: facts(&tx, &ui, &case, request).await?,
        initiative: initiative(&state, &tx, &ui, &case).await?,
        process: section(&tx, &ui, &desk, &case).await?,
        has_documents: !documents.rows.is_empty() || asked.documents > 0,
        documents,
        more_documents: next.map(|after| here(after, asked.events, "documents-heading")),
        older_events: older.map(|from| here(asked.documents, from, "events-heading")),
        beside: ui.beside(&tx, &things::thing(&desk, &case)).await?,
        history: history_table(&ui, &events, &names(&tx, &desk).await?),
        ui: ui.clone(),
    };
    drop(tx);
    note_reading(&state.db, &ui.actor, case.id, &Read::Case, None).await?;
    ui.page(&page)
}

/// What the party's people are called, by address.
async fn names(tx: &Tx, desk: &RegistryDesk) -> Result<Names, Problem> {
    let officers = desk.officers(tx).await?.into_iter();
    Ok(officers
        .map(|(address, (_, name))| (address, name))
        .collect())
}

/// Where the lists of the page begin.
struct Asked {
    /// The documents after this number.
    documents: i64,
    /// So many later events are passed over.
    events: u64,
}

impl Asked {
    fn read(query: &Values) -> Result<Self, Problem> {
        let from = |name| {
            query
                .optional_integer(name)
                .map(|said| said.unwrap_or(0).max(0))
        };
        Ok(Self {
            documents: from("handlingar")?,
            events: from("handelser")?.unsigned_abs(),
        })
    }
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
    if let Some(restriction) = &case.restriction {
        let day = ui.date(&restriction.since);
        let values = [("date", day.as_str()), ("reason", &restriction.because)];
        told.push(ui.t_with("case-is-restricted", &values));
    }
    let deadline = case.content.deadline;
    let deadline = deadline.filter(|_| case.status == CaseStatus::Open);
    if let Some(day) = deadline {
        let late = tx.today().signed_duration_since(day).num_days();
        if late > 0 {
            told.push(ui.t1("case-days-late", "count", late));
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

/// What is done with it, and what it asks to have told.
async fn with_report(
    tx: &Tx,
    ui: &Ui,
    (desk, case): (&RegistryDesk, &Case),
) -> Result<Vec<(String, String)>, Problem> {
    let mut all = actions(ui, desk, case);
    if desk.may(Action::Report) && find_report(tx, case.id).await?.is_some() {
        let report = desk.case_href(case, "/registerutdrag");
        all.insert(0, (report, ui.t("case-report-ask")));
    }
    Ok(all)
}

fn actions(ui: &Ui, desk: &RegistryDesk, case: &Case) -> Vec<(String, String)> {
    let action = |rest: &str, words: &str| (desk.case_href(case, rest), ui.t(words));
    let readings = desk
        .may(Action::Readings)
        .then(|| action("/lasningar", "case-readings"));
    let protection = match (desk.may(Action::Protect), &case.restriction) {
        (false, _) => Vec::new(),
        (true, None) => vec![
            action("/ratta", "case-correct"),
            action("/begransa", "case-restrict"),
        ],
        (true, Some(_)) => vec![
            action("/ratta", "case-correct"),
            action("/hav-begransning", "case-restriction-end"),
        ],
    };
    // What was entered by mistake may name somebody all the same.
    if !desk.may_register() || case.status == CaseStatus::Void {
        return protection.into_iter().chain(readings).collect();
    }
    let step = match (case.status, &case.standing) {
        (CaseStatus::Void, _) => Vec::new(),
        (CaseStatus::Closed, _) => vec![action("/ateruppta", "case-reopen")],
        // Its process says when it is closed.
        (CaseStatus::Open, Some(_)) => vec![
            action("/redigera", "case-change"),
            action("/initiativ", "case-initiative-name"),
        ],
        (CaseStatus::Open, None) => vec![
            action("/redigera", "case-change"),
            action("/process", "case-process-choose"),
            action("/avsluta", "case-close"),
        ],
    };
    let first = vec![
        action("/handlingar/uppratta", "paper-begin"),
        action("/handlingar/ny", "case-document-add"),
        action("/epost", "case-letter-register"),
    ];
    let last = vec![
        action("/delning", "case-shares"),
        action("/makulera", "case-void"),
    ];
    let all = [first, step, last, protection].concat();
    all.into_iter().chain(readings).collect()
}

/// What a request is about, for whoever reads that case.
async fn about(
    tx: &Tx,
    desk: &RegistryDesk,
    request: Option<&Request>,
) -> Result<Option<(String, String)>, Problem> {
    let Some((id, document)) = request.and_then(|one| Some((one.about?, one.document))) else {
        return Ok(None);
    };
    let found = find_case_by_id(tx, id.0).await?;
    let found = found.filter(|case| case.registry == desk.registry.id && desk.reads(case));
    Ok(found.map(|case| match document {
        Some(number) => {
            let rest = format!("?handlingar={}#documents-heading", number - 1);
            let words = format!("{}-{number}", case.number);
            (desk.case_href(&case, &rest), words)
        }
        None => (desk.case_href(&case, ""), case.number),
    }))
}

async fn facts(
    tx: &Tx,
    ui: &Ui,
    case: &Case,
    request: Option<Request>,
) -> Result<Vec<(String, String)>, Problem> {
    let content = &case.content;
    let officer = match case.officer {
        Some(id) => samverk_identity::names_of(tx, &[id]).await?.remove(&id),
        None => None,
    };
    let facts = [
        (
            "case-request-is-for",
            request.map(|request| request.what).unwrap_or_default(),
        ),
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
