//! The page of a consultation: what it is, the joint draft point by point, and who has come how far and says what.

use super::{stance_words, tables};
use crate::KINDS;
use crate::actions::offer_answer;
use crate::choices::{AnswerState, ConsultationState, Direction};
use crate::consultation::{CONSULTATION, HeldConsultation};
use crate::desk::ConsultationDesk;
use crate::point::HeldPoint;
use crate::store;
use askama::Template;
use axum::extract::{Path, State};
use samverk_agreements::participation::acts_for;
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_foundation::{Problem, Problems};
use samverk_parties::find_references;
use samverk_web::{AppState, PageResult, Table, Tone, Ui, Values, download, redirect_with_notice};

#[derive(Template)]
#[template(path = "consultation.html")]
struct ConsultationPage {
    ui: Ui,
    title: String,
    state: (Tone, String),
    told: Vec<String>,
    /// Finished HTML.
    missive: String,
    /// Where somebody answers for a party.
    own: Vec<(String, String)>,
    actions: Vec<(String, String)>,
    facts: Vec<(String, String)>,
    supplements: Option<(String, String)>,
    /// Consultations that supplement this one.
    supplemented: Vec<(String, String)>,
    points: Vec<PointView>,
    may_write: bool,
    new_point: String,
    by_state: Table,
    by_stance: Table,
    is_asked: bool,
    may_remind: bool,
    /// Members without an answer, whom the reader may give one: address and name.
    missing: Vec<(String, String)>,
    new_answer: Option<String>,
    beside: String,
    history: Vec<RecordedEvent>,
}

struct PointView {
    key: String,
    title: String,
    href: String,
    /// Finished HTML.
    text: String,
    stance: String,
    has_stance: bool,
    reason: String,
    became: Option<(String, String)>,
}

pub(super) fn consultation_ui(ui: Ui, desk: &ConsultationDesk) -> Ui {
    let list = ui.t("consultation-tab");
    let href = desk.scope.href("/remisser");
    desk.scope.ui(ui).with_crumb(&href, list).standing_at(&href)
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = ConsultationDesk::find(&tx, &ui.actor, &collaboration, &thing).await?;
    let rows = tables::counted(&desk, |one| one.state != AnswerState::Declined);
    let by_state = tables::by_state(&ui, &desk);
    let by_stance = tables::by_stance(&ui, &desk, &rows);
    if let Some(file) = download(&query, &[&by_state, &by_stance], tx.now()) {
        return file;
    }
    let history = list_object_events(&tx, desk.consultation.id, 10).await?;
    let references = find_references(&tx, &ui.actor, KINDS, &history).await?;
    let ui = consultation_ui(ui, &desk).with_references(references);
    let beside = ui
        .beside(&tx, &CONSULTATION.thing(&desk.scope, &desk.consultation))
        .await?;
    let waits = desk.answers.iter().any(|one| one.state.is_waiting());
    ui.page(&ConsultationPage {
        title: desk.consultation.title.to_string(),
        state: state_words(&ui, desk.consultation.state),
        told: told(&ui, &desk),
        missive: ui.marked(&desk.consultation.missive, 2),
        own: own(&ui, &desk),
        actions: actions(&ui, &desk),
        facts: facts(&ui, &desk),
        supplements: supplements(&desk),
        supplemented: supplemented(&tx, &desk).await?,
        points: desk
            .points
            .iter()
            .map(|one| point(&ui, &desk, one))
            .collect(),
        may_write: desk.may_write() && desk.consultation.state != ConsultationState::Closed,
        new_point: desk.href("/punkter/ny"),
        is_asked: desk.consultation.state != ConsultationState::Draft,
        may_remind: desk.may_run() && desk.is_open() && waits,
        missing: missing(&ui, &desk),
        new_answer: (desk.may_run() && desk.is_open()).then(|| desk.href("/svar/ny")),
        by_state,
        by_stance,
        beside,
        history,
        ui: ui.clone(),
    })
}

fn state_words(ui: &Ui, state: ConsultationState) -> (Tone, String) {
    let tone = match state {
        ConsultationState::Open => Tone::Good,
        ConsultationState::Draft | ConsultationState::Closed => Tone::Neutral,
    };
    (tone, ui.kind_name("consultation-state-", state.code()))
}

fn told(ui: &Ui, desk: &ConsultationDesk) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(day) = desk.consultation.last_day {
        told.push(ui.t1("consultation-due", "date", ui.date(&day)));
    }
    if desk.consultation.state == ConsultationState::Draft {
        told.push(ui.t("consultation-not-asked"));
        return told;
    }
    let count = |of: fn(&crate::HeldAnswer) -> bool| {
        let all = desk.answers.iter();
        all.filter(|one| of(one)).count().to_string()
    };
    let sent = count(|one| one.state == AnswerState::Dispatched);
    let declined = count(|one| one.state == AnswerState::Declined);
    // Who is not a member any more, or never was asked, is waited for by nobody when it is closed.
    let waited = match desk.is_open() {
        true => desk.without_answer().len(),
        false => 0,
    };
    let of = (desk.answers.len() + waited).to_string();
    let values = [
        ("sent", sent.as_str()),
        ("declined", declined.as_str()),
        ("of", of.as_str()),
    ];
    told.push(ui.t_with("consultation-counted", &values));
    told
}

fn own(ui: &Ui, desk: &ConsultationDesk) -> Vec<(String, String)> {
    let members = desk.scope.present().map(|member| &member.party);
    let own = members.filter(|party| acts_for(&ui.actor, party.id));
    let answers = own.filter_map(|party| {
        let answer = desk.answers.iter().find(|one| one.is_of(party.id))?;
        let words = ui.t1("consultation-answer-of", "name", &party.name);
        Some((desk.answer_href(answer), words))
    });
    answers.collect()
}

fn missing(ui: &Ui, desk: &ConsultationDesk) -> Vec<(String, String)> {
    if !desk.is_open() {
        return Vec::new();
    }
    let members = desk.without_answer().into_iter();
    let open = members.filter(|member| desk.may_run() || acts_for(&ui.actor, member.party.id));
    let link = |member: &samverk_parties::model::Member| {
        let party = &member.party;
        (
            desk.href(&format!("/parter/{}", party.key)),
            party.name.clone(),
        )
    };
    open.map(link).collect()
}

fn actions(ui: &Ui, desk: &ConsultationDesk) -> Vec<(String, String)> {
    let mut actions = Vec::new();
    let state = desk.consultation.state;
    let step = match state {
        ConsultationState::Draft if desk.may_write() => Some("consultation-open-it"),
        ConsultationState::Draft => None,
        ConsultationState::Open => desk.may_run().then_some("consultation-close-it"),
        ConsultationState::Closed => desk.may_run().then_some("consultation-reopen-it"),
    };
    actions.extend(step.map(|words| (desk.href("/beslut"), ui.t(words))));
    if desk.may_write() && state != ConsultationState::Closed {
        actions.push((desk.href("/redigera"), ui.t("consultation-change")));
    }
    // What has been asked is not taken away with one press.
    if desk.may_write() && state == ConsultationState::Draft {
        actions.push((desk.href("/ta-bort"), ui.t("consultation-remove")));
    }
    if state != ConsultationState::Draft {
        actions.push((desk.href("/sammanstallning"), ui.t("consultation-result")));
    }
    actions
}

fn facts(ui: &Ui, desk: &ConsultationDesk) -> Vec<(String, String)> {
    let one = &desk.consultation;
    let sender = match (one.direction, one.sender.is_empty()) {
        (Direction::Sent, true) => desk.scope.collaboration.name.clone(),
        _ => one.sender.to_string(),
    };
    let direction = ui.kind_name("consultation-direction-", one.direction.code());
    let facts = [
        ("direction", direction),
        ("sender", sender),
        ("sender-number", one.sender_number.to_string()),
        ("received-on", ui.optional_date(&one.received_on)),
    ];
    let said = facts.into_iter().filter(|(_, said)| !said.is_empty());
    said.map(|(field, said)| (ui.t(&format!("consultation-{field}")), said))
        .collect()
}

fn supplements(desk: &ConsultationDesk) -> Option<(String, String)> {
    let to = &desk.consultation.supplements.as_ref()?.to;
    let href = desk.scope.href(&format!("/remisser/{}", to.key));
    let name = to.known.as_ref().map(|known| known.name.clone());
    Some((href, name.unwrap_or_else(|| to.key.to_string())))
}

async fn supplemented(tx: &Tx, desk: &ConsultationDesk) -> Result<Vec<(String, String)>, Problem> {
    let found = store::supplementing(tx, desk.consultation.id).await?;
    let link = |one: HeldConsultation| {
        let href = desk.scope.href(&format!("/remisser/{}", one.key));
        (href, one.title.to_string())
    };
    Ok(found.into_iter().map(link).collect())
}

fn point(ui: &Ui, desk: &ConsultationDesk, one: &HeldPoint) -> PointView {
    let became = one.became.map(|became| {
        let words = ui.kind_name("consultation-point-became-", became.code());
        (words, ui.marked(&one.became_why, 4))
    });
    PointView {
        key: one.key.to_string(),
        title: one.title.to_string(),
        href: desk.scope.href(&format!("/remisspunkter/{}", one.key)),
        text: ui.marked(&one.text, 3),
        stance: stance_words(ui, one.stance),
        has_stance: one.stance.is_some(),
        reason: ui.marked(&one.reason, 4),
        became,
    }
}

/// Gives a member an answer of its own, and leads there.
pub(super) async fn offer(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing, party)): Path<(String, String, String)>,
) -> PageResult {
    let tx = state.db.begin("offer_consultation").await?;
    let desk = ConsultationDesk::find(&tx, &ui.actor, &collaboration, &thing).await?;
    let offered = offer_answer(&tx, &ui.actor, &desk, &party).await;
    let answer = offered.map_err(Problems::first)?;
    tx.commit().await?;
    Ok(redirect_with_notice(&desk.answer_href(&answer), "saved"))
}
