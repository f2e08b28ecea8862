//! The page of an answer: everything that a party does in a consultation is done from here.

use super::answer_view::{PointView, answer_ui, points};
use super::case_form::registries;
use super::{state_words, tables};
use crate::answer::{CONSULTATION_ANSWER, HeldAnswer};
use crate::choices::AnswerState;
use crate::desk::{AnswerDesk, find_answer};
use crate::model::subject_line;
use crate::parts::{PARTS, before};
use crate::{ConsultationAnswer, KINDS, attached};
use askama::Template;
use axum::extract::{Path, State};
use samverk_cases::RegistryDesk;
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_foundation::{Actor, Key, Problem};
use samverk_goals::model::Piece;
use samverk_parties::{Scope, find_references};
use samverk_web::{AppState, PageResult, Table, Tone, Ui, Values, download};

#[derive(Template)]
#[template(path = "consultation_answer.html")]
struct AnswerPage {
    ui: Ui,
    name: String,
    consultation: (String, String),
    state: (Tone, String),
    /// What is to be known first: sentences.
    told: Vec<String>,
    /// What comes next.
    next: Vec<(String, String)>,
    actions: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    case: Option<(String, String)>,
    /// Parts of the statement: what they are called, and finished HTML.
    texts: Vec<(String, String)>,
    points: Vec<PointView>,
    may_write: bool,
    /// Where the section of a point is written, and where the joint text is adopted.
    section: String,
    adopt: String,
    /// Points of which nothing is said yet.
    unsaid: usize,
    inside: Option<Table>,
    documents: Vec<(String, String)>,
    subject_line: String,
    beside: String,
    history: Vec<RecordedEvent>,
}

/// An answer without a consultation.
#[derive(Template)]
#[template(path = "consultation_answer_alone.html")]
struct WaitingPage {
    ui: Ui,
    name: String,
    actions: Vec<(String, String)>,
    beside: String,
    history: Vec<RecordedEvent>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let (scope, answer) = find_answer(&tx, &ui.actor, &collaboration, &thing).await?;
    if answer.of().is_none() {
        return waits(&tx, ui, &scope, &answer).await;
    }
    let desk = AnswerDesk::of(&tx, scope, answer).await?;
    let inside = tables::inside(&ui, &desk.answer);
    if let Some(file) = download(&query, &[&inside], tx.now()) {
        return file;
    }
    let history = list_object_events(&tx, desk.answer.id, 10).await?;
    let references = find_references(&tx, &ui.actor, KINDS, &history).await?;
    let ui = answer_ui(ui, &desk, false).with_references(references);
    let beside = ui
        .beside(&tx, &attached::thing(&ui.actor, &desk.scope, &desk.answer))
        .await?;
    let may_answer = desk.may_answer(&ui.actor) && desk.takes_steps();
    let may_write = may_answer && desk.is_open() && desk.answer.state.is_written();
    let registers = may_answer
        && desk.answer.state == AnswerState::Offered
        && !registries(&tx, &ui.actor, &desk).await?.is_empty();
    ui.page(&AnswerPage {
        name: desk.answer.name(),
        consultation: (
            desk.consultation_href(),
            desk.consultation.title.to_string(),
        ),
        state: state_words(&ui, &desk.answer),
        told: told(&ui, &desk),
        next: match may_answer {
            true => next(&ui, &desk, registers),
            false => Vec::new(),
        },
        actions: actions(&ui, &desk, (may_answer, registers)),
        facts: facts(&ui, &desk),
        case: own_case(&tx, &ui.actor, &desk).await?,
        texts: texts(&ui, &desk.answer),
        points: points(&ui, &desk),
        may_write,
        section: desk.href("/avsnitt"),
        adopt: desk.href("/anta"),
        unsaid: desk
            .points
            .iter()
            .filter(|one| desk.section(one.id).is_none())
            .count(),
        inside: (!inside.rows.is_empty()).then_some(inside),
        documents: documents(&ui, &desk),
        subject_line: subject(&ui, &desk),
        beside,
        history,
        ui: ui.clone(),
    })
}

/// One that a file or the API brought without its consultation.
async fn waits(tx: &Tx, ui: Ui, scope: &Scope, answer: &HeldAnswer) -> PageResult {
    let list = ui.t("consultation-answer-tab");
    let thing = attached::thing(&ui.actor, scope, answer);
    let history = list_object_events(tx, answer.id, 10).await?;
    let references = find_references(tx, &ui.actor, KINDS, &history).await?;
    let ui = scope
        .ui(ui)
        .with_crumb(scope.href("/remissvar"), list)
        .with_references(references);
    ui.page(&WaitingPage {
        name: answer.name(),
        actions: to_write(&ui, scope, answer),
        beside: ui.beside(tx, &thing).await?,
        history,
        ui: ui.clone(),
    })
}

fn told(ui: &Ui, desk: &AnswerDesk) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(day) = desk.due() {
        let words = match desk.answer.extended_until {
            Some(_) => "consultation-due-extended",
            None => "consultation-due",
        };
        told.push(ui.t1(words, "date", ui.date(&day)));
    }
    if let Some(days) = desk.days_late().filter(|days| *days > 0) {
        told.push(ui.t1("consultation-days-late", "count", days));
    }
    if !desk.is_open() {
        told.push(ui.t(match desk.answer.state == AnswerState::Decided {
            true => "consultation-answer-late-still",
            false => "consultation-answer-waits",
        }));
    }
    if desk.is_open() && desk.answer.state.is_written() {
        told.push(ui.t("consultation-answer-read-by"));
    }
    told
}

/// The step that comes next, as the main button.
fn next(ui: &Ui, desk: &AnswerDesk, registers: bool) -> Vec<(String, String)> {
    let button = |rest: &str, words: &str| (desk.href(rest), ui.t(words));
    let is_untold = desk.answer.dispatched_on.is_none();
    match desk.answer.state {
        state if state.is_written() && desk.answer.party.is_none() => {
            vec![button("/inkommet", "consultation-receipt")]
        }
        AnswerState::Declined if is_untold => vec![button("/meddelat", "consultation-told")],
        AnswerState::Offered if registers => vec![button("/arende", "consultation-case")],
        AnswerState::Offered => vec![button("/nummer", "consultation-number")],
        AnswerState::Opened => vec![button("/klart", "consultation-draft")],
        AnswerState::Drafted => vec![button("/antaget", "consultation-decision")],
        AnswerState::Decided => vec![button("/expedierat", "consultation-dispatch")],
        AnswerState::Dispatched | AnswerState::Declined => Vec::new(),
    }
}

/// The machine's forms, for whoever runs the collaboration.
fn to_write(ui: &Ui, scope: &Scope, answer: &HeldAnswer) -> Vec<(String, String)> {
    if answer.state.is_settled() || !scope.may(CONSULTATION_ANSWER.writers.by()) {
        return Vec::new();
    }
    let href = |rest: &str| scope.href(&format!("/remissvar/{}{rest}", answer.key));
    vec![
        (href("/redigera"), ui.t("consultation-change-answer")),
        (href("/ta-bort"), ui.t("consultation-remove-answer")),
    ]
}

fn actions(
    ui: &Ui,
    desk: &AnswerDesk,
    (may_answer, registers): (bool, bool),
) -> Vec<(String, String)> {
    let to_write = to_write(ui, &desk.scope, &desk.answer);
    if !may_answer {
        return to_write;
    }
    let state = desk.answer.state;
    // What was decided late is sent when the consultation is closed, and nothing else is done.
    if !desk.is_open() {
        return to_write;
    }
    let open = PARTS.iter().filter(|part| part.is_open(&desk.answer));
    let shown = open.filter(|part| !is_next(state, part.rest, registers));
    let mut actions: Vec<(String, String)> = shown
        .map(|part| (desk.href(part.rest), ui.t(part.words)))
        .collect();
    if before(&desk.answer).is_some() {
        actions.push((desk.href("/tillbaka"), ui.t("consultation-back")));
    }
    actions.extend(to_write);
    actions
}

/// That part has the main button already.
fn is_next(state: AnswerState, rest: &str, registers: bool) -> bool {
    match (state, rest) {
        (AnswerState::Offered, "/nummer") => !registers,
        (AnswerState::Opened, "/klart")
        | (AnswerState::Drafted, "/antaget")
        | (AnswerState::Decided, "/expedierat")
        | (_, "/inkommet" | "/meddelat") => true,
        _ => false,
    }
}

fn facts(ui: &Ui, desk: &AnswerDesk) -> Vec<(String, String)> {
    let answer = &desk.answer;
    let facts = [
        ("sender-number", desk.consultation.sender_number.to_string()),
        ("dated", ui.optional_date(&answer.dated)),
        (
            "extension-asked-on",
            ui.optional_date(&answer.extension_asked_on),
        ),
        ("decision", desk.decision(ui)),
        ("declined-by", answer.declined_by.to_string()),
        ("decline-reason", answer.decline_reason.to_string()),
        ("dispatched-on", ui.optional_date(&answer.dispatched_on)),
    ];
    let said = facts.into_iter().filter(|(_, said)| !said.is_empty());
    let label = |field: &str| match field {
        "sender-number" => ui.t("consultation-sender-number"),
        "decision" => ui.t("consultation-decided"),
        field => ui.t(&format!("consultation-answer-{field}")),
    };
    said.map(|(field, said)| (label(field), said)).collect()
}

/// The number, and where the case is for whoever may read it.
async fn own_case(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
) -> Result<Option<(String, String)>, Problem> {
    let number = desk.answer.number.to_string();
    if number.is_empty() {
        return Ok(None);
    }
    let (Some(registry), Some(party)) = (&desk.answer.registry, desk.party()) else {
        return Ok(Some((String::new(), number)));
    };
    let found = RegistryDesk::find_to_read(tx, actor, party.key.as_str(), registry.as_str()).await;
    let href = match found {
        Ok(registry) => {
            let case = registry.case(tx, Key::from_name(&number).as_str()).await;
            case.map(|case| registry.case_href(&case, ""))
                .unwrap_or_default()
        }
        Err(_) => String::new(),
    };
    Ok(Some((href, number)))
}

fn texts(ui: &Ui, answer: &ConsultationAnswer) -> Vec<(String, String)> {
    let all = [
        ("summary", &*answer.summary),
        ("background", &*answer.background),
        ("general", &*answer.general),
    ];
    let said = all.into_iter().filter(|(_, text)| !text.is_empty());
    let html = said.map(|(field, text)| {
        let label = ui.t(&format!("consultation-answer-{field}"));
        (label, ui.marked(text, 3))
    });
    html.collect()
}

fn documents(ui: &Ui, desk: &AnswerDesk) -> Vec<(String, String)> {
    let says = !desk.sections.is_empty() || !desk.answer.summary.is_empty();
    // Nobody else's letter is written here: theirs lies among the files.
    if !says || desk.answer.party.is_none() {
        return Vec::new();
    }
    vec![
        (desk.href("/remissvar.pdf"), ui.t("consultation-pdf")),
        (desk.href("/remissvar.docx"), ui.t("consultation-docx")),
        (desk.href("/remissvar.zip"), ui.t("consultation-both")),
    ]
}

fn subject(ui: &Ui, desk: &AnswerDesk) -> String {
    let words = ui.t("consultation-answer-one");
    let senders = &desk.consultation.sender_number;
    subject_line(
        &words,
        &desk.consultation.title,
        &desk.answer.number,
        senders,
    )
}
