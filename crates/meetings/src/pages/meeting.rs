//! The page of a meeting: when and where, what is on the agenda, and what was decided.

use super::matter_view::{Looking, MatterView};
use super::words::{meeting_tone, suggested_title, when};
use crate::actions::{find_meeting, series_of};
use crate::announcements::ANNOUNCEMENT;
use crate::calls::own_call;
use crate::choices::{Form, MatterKind, MeetingState};
use crate::matters::{MATTER, Matter};
use crate::meetings::{MEETING, Meeting};
use crate::model::{announce_by, approve_by};
use crate::series::Series;
use crate::store_calls::{Call, list_calls};
use crate::suggested::suggested;
use crate::{KINDS, store};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_foundation::{Problem, ProblemKind, Problems};
use samverk_kept::Held;
use samverk_parties::Scope;
use samverk_parties::find_references;
use samverk_web::{AppState, Cell, Column, ColumnKind, Failure, PageResult, Table, Ui};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "meeting.html")]
struct MeetingPage {
    ui: Ui,
    scope: Scope,
    meeting: Held<Meeting>,
    series: Option<Held<Series>>,
    when: String,
    state: String,
    tone: &'static str,
    /// A limit that is watched.
    limit: Option<String>,
    matters: Vec<MatterView>,
    /// What may be put on the agenda: key and title.
    waiting: Vec<(String, String)>,
    /// What waits for a decision elsewhere: code and title.
    suggested: Vec<(String, String)>,
    kinds: Vec<(&'static str, String)>,
    present: Option<Table>,
    adjusters: Option<Table>,
    corrections: Option<Table>,
    action_points: Option<Table>,
    announced: Vec<(String, String)>,
    wrong: Vec<String>,
    /// Whether the reader is called, and may answer.
    is_called: bool,
    /// How many come.
    answers: Option<String>,
    may: May,
    /// Others see where it is held, not on what link, and what is noted when it is approved.
    is_member: bool,
    is_approved: bool,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
}

/// What the reader may do there.
struct May {
    save: bool,
    fill: bool,
    announce: bool,
    correct: bool,
}

impl MeetingPage {
    fn href(&self, rest: &str) -> String {
        let key = &self.meeting.key;
        self.scope.href(&format!("/moten/{key}{rest}"))
    }

    fn form(&self) -> String {
        let form = self
            .series
            .as_ref()
            .map_or(Form::Council, |one| one.minutes_form);
        self.ui
            .t(&format!("meeting-series-minutes-form-{}", form.code()))
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    page(&tx, ui, &address, Problems::default()).await
}

/// The page, with what was wrong in what was sent.
pub(super) async fn page(
    tx: &Tx,
    ui: Ui,
    (collaboration, key): &(String, String),
    wrong: Problems,
) -> PageResult {
    let is_mendable =
        |one: &&Problem| !matches!(one.kind, ProblemKind::Invalid | ProblemKind::Conflict);
    if let Some(problem) = wrong.0.iter().find(is_mendable) {
        return Err(Failure(problem.clone()));
    }
    let status = wrong.0.first().map_or(200, |one| one.kind.status());
    let scope = Scope::find(tx, &ui.actor, collaboration).await?;
    let meeting = find_meeting(tx, &scope, key).await?;
    let list = ui.t("meeting-tab");
    let ui = scope.ui(ui).with_crumb(scope.href("/moten"), list);
    let page = load(tx, ui, scope, meeting, wrong).await?;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    Ok((status, page.ui.page(&page)?).into_response())
}

async fn load(
    tx: &Tx,
    ui: Ui,
    scope: Scope,
    meeting: Held<Meeting>,
    wrong: Problems,
) -> Result<MeetingPage, Problem> {
    let is_member = scope.sees_drafts();
    let series = series_of(tx, &meeting).await?;
    let matters = store::list_matters_of(tx, meeting.id).await?;
    let ids: Vec<Uuid> = matters.iter().map(|one| one.id).collect();
    let may_save = scope.may(MEETING.writers.by());
    let fill = scope.may(MATTER.writers.by()) && !meeting.is_over();
    let waiting = match fill {
        true => store::list_waiting_matters(tx, scope.collaboration.id).await?,
        false => Vec::new(),
    };
    let suggested = match fill {
        true => suggested(tx, &scope).await?,
        false => Vec::new(),
    };
    let announced = store::list_announcements_of(tx, meeting.id).await?;
    let is_unannounced = !announced.iter().any(|one| one.is_of(None));
    let is_approved = meeting.state == MeetingState::Approved;
    let form = series.as_ref().map(|one| one.minutes_form);
    // A council of parties decides nothing that is announced and appealed against.
    let is_formal = form == Some(Form::Formal);
    let may_announce = is_formal && scope.may(ANNOUNCEMENT.writers.by());
    let history = match is_member {
        true => list_object_events(tx, meeting.id, 10).await?,
        false => Vec::new(),
    };
    let references = find_references(tx, &ui.actor, KINDS, &history).await?;
    let ui = ui.with_references(references);
    let looking = Looking {
        ui: &ui,
        scope: &scope,
        meeting: &meeting,
        announced: &announced,
        is_formal,
    };
    let shown = |one: &Held<Matter>| looking.view(one);
    Ok(MeetingPage {
        matters: matters.iter().map(shown).collect(),
        when: when(&ui, &meeting),
        state: ui.t(&format!("meeting-state-{}", meeting.state.code())),
        tone: meeting_tone(meeting.state).color(),
        limit: limit(&ui, &meeting, is_unannounced).filter(|_| is_member && is_formal),
        kinds: kinds(&ui),
        is_member,
        is_approved,
        present: present(&ui, &scope, &meeting).filter(|_| is_member || is_approved),
        adjusters: adjusters(&ui, &meeting).filter(|_| is_member),
        corrections: corrections(tx, &ui, meeting.id, &told(&scope, &matters)).await?,
        action_points: match is_member {
            true => action_points(tx, &ui, &scope, &ids).await?,
            false => None,
        },
        announced: announced
            .iter()
            .map(|one| {
                let href = scope.href(&format!("/anslag/{}", one.key));
                let date = ui.date(&one.up_on);
                let values: [(&str, &str); 2] = [("what", &one.what), ("date", &date)];
                (href, ui.t_with("announcement-up", &values))
            })
            .collect(),
        is_called: meeting.is_to_come() && own_call(tx, &ui.actor, meeting.id).await?.is_some(),
        answers: match is_member {
            true => answers(&ui, &list_calls(tx, meeting.id).await?),
            false => None,
        },
        wrong: wrong.0.iter().map(|one| ui.problem(one)).collect(),
        may: May {
            save: may_save,
            fill,
            announce: may_announce && is_approved && is_unannounced,
            correct: may_save && is_approved,
        },
        waiting: waiting
            .into_iter()
            .map(|one| (one.key.to_string(), one.title.to_string()))
            .collect(),
        suggested: suggested
            .iter()
            .map(|one| (one.code(), suggested_title(&ui, one)))
            .collect(),
        beside: ui.beside(tx, &MEETING.thing(&scope, &meeting)).await?,
        history,
        series,
        ui: ui.clone(),
        meeting,
        scope,
    })
}

fn kinds(ui: &Ui) -> Vec<(&'static str, String)> {
    let all = MatterKind::ALL.iter();
    let word = |code: &str| ui.t(&format!("matter-kind-{code}"));
    all.map(|(code, _)| (*code, word(code))).collect()
}

/// What the law gives so many days.
fn limit(ui: &Ui, meeting: &Meeting, is_unannounced: bool) -> Option<String> {
    match (meeting.state, meeting.approved_on) {
        (MeetingState::Held, _) => {
            let last = ui.date(&approve_by(meeting.date));
            Some(ui.t1("meeting-approve-by", "date", last))
        }
        (MeetingState::Approved, Some(approved_on)) if is_unannounced => {
            let last = ui.date(&announce_by(approved_on));
            Some(ui.t1("meeting-announce-by", "date", last))
        }
        _ => None,
    }
}

pub(crate) fn present(ui: &Ui, scope: &Scope, meeting: &Meeting) -> Option<Table> {
    let columns = vec![
        Column::new(ui.t("meeting-present-party"), ColumnKind::Text),
        Column::new(ui.t("meeting-present-name"), ColumnKind::Text),
        Column::new(ui.t("meeting-present-part"), ColumnKind::Text),
    ];
    let mut table = Table::new("narvaro", ui.t("meeting-present"), columns);
    for seat in meeting.present.iter() {
        let mut members = scope.members.iter();
        let party = members.find(|one| Some(&one.party.key) == seat.party.as_ref());
        // Whoever is there for no party heads the row by name.
        let (first, name) = match party {
            Some(one) => (one.party.name.clone(), seat.name.to_string()),
            None => (seat.name.to_string(), String::new()),
        };
        table.push(vec![
            Cell::text(first),
            Cell::text(name),
            Cell::text(ui.t(&format!("meeting-present-part-{}", seat.part.code()))),
        ]);
    }
    (!meeting.present.is_empty()).then(|| table.without_downloads())
}

pub(crate) fn adjusters(ui: &Ui, meeting: &Meeting) -> Option<Table> {
    let columns = vec![
        Column::new(ui.t("meeting-adjusters-name"), ColumnKind::Text),
        Column::new(ui.t("meeting-adjusters-signed-on"), ColumnKind::Date),
    ];
    let mut table = Table::new("justerare", ui.t("meeting-adjusters"), columns);
    for one in meeting.adjusters.iter() {
        let signed = one.signed_on.map_or_else(Cell::empty, Cell::date);
        table.push(vec![Cell::text(one.name.to_string()), signed]);
    }
    (!meeting.adjusters.is_empty()).then(|| table.without_downloads())
}

/// The matters whose corrections the reader may see: of a secret one nothing is told but its number.
pub(crate) fn told(scope: &Scope, matters: &[Held<Matter>]) -> Vec<Uuid> {
    let is_told = |one: &&Held<Matter>| scope.sees_drafts() || !one.secret;
    matters.iter().filter(is_told).map(|one| one.id).collect()
}

pub(crate) async fn corrections(
    tx: &Tx,
    ui: &Ui,
    meeting: Uuid,
    matters: &[Uuid],
) -> Result<Option<Table>, Problem> {
    let columns = vec![
        Column::new(ui.t("correction-date"), ColumnKind::Date),
        Column::new(ui.t("correction-text"), ColumnKind::Text),
        Column::new(ui.t("correction-author"), ColumnKind::Text),
        Column::new(ui.t("correction-why"), ColumnKind::Text),
    ];
    let mut table = Table::new("rattelser", ui.t("correction-heading"), columns);
    let found = store::list_corrections_of(tx, meeting, matters).await?;
    for one in &found {
        table.push(vec![
            Cell::date(one.date),
            Cell::text(one.text.to_string()),
            Cell::text(one.author.to_string()),
            Cell::text(one.why.to_string()),
        ]);
    }
    Ok((!found.is_empty()).then(|| table.without_downloads()))
}

async fn action_points(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    matters: &[Uuid],
) -> Result<Option<Table>, Problem> {
    let columns = vec![
        Column::new(ui.t("action-point-title"), ColumnKind::Text),
        Column::new(ui.t("action-point-owner"), ColumnKind::Text),
        Column::new(ui.t("action-point-due"), ColumnKind::Date),
        Column::new(ui.t("action-point-done-on"), ColumnKind::Date),
    ];
    let mut table = Table::new("atgarder", ui.t("action-point-heading"), columns);
    let found = store::list_action_points_of(tx, matters).await?;
    for one in &found {
        let href = scope.href(&format!("/atgarder/{}", one.key));
        table.push(vec![
            Cell::link(href, one.title.to_string()),
            Cell::text(one.owner.to_string()),
            one.due.map_or_else(Cell::empty, Cell::date),
            one.done_on.map_or_else(Cell::empty, Cell::date),
        ]);
    }
    Ok((!found.is_empty()).then(|| table.without_downloads()))
}

/// How many of those who are called come; nothing before anybody is called.
fn answers(ui: &Ui, calls: &[Call]) -> Option<String> {
    let called: Vec<&Call> = calls.iter().filter(|one| one.is_called).collect();
    let count = |answer: &str| {
        let said = called.iter().filter(|one| one.answer == answer);
        said.count().to_string()
    };
    let values: [(&str, &str); 4] = [
        ("yes", &count("yes")),
        ("no", &count("no")),
        ("maybe", &count("maybe")),
        ("unanswered", &count("")),
    ];
    (!called.is_empty()).then(|| ui.t_with("meeting-answers-counted", &values))
}
