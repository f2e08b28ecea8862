//! The lasting page of an announcement, with what the Local Government Act (chapter 8, section 12) asks for.

use crate::KINDS;
use crate::announcements::{ANNOUNCEMENT, Announcement};
use crate::meetings::MEETING;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_fields::One;
use samverk_foundation::Problem;
use samverk_kept::Held;
use samverk_parties::{Scope, find_references};
use samverk_web::{AppState, PageResult, Ui};

#[derive(Template)]
#[template(path = "announcement.html")]
struct AnnouncementPage {
    ui: Ui,
    heading: String,
    lead: String,
    /// Heading and text.
    facts: Vec<(String, String)>,
    /// Address and title of the meeting, for those who may read it.
    meeting: Option<(String, String)>,
    appeal: String,
    here: String,
    may_change: bool,
    may_remove: bool,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, key)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let found = ANNOUNCEMENT.find(&tx, &scope, &key).await?;
    let one = found.ok_or_else(Problem::not_found)?;
    let list = ui.t("announcement-tab");
    let ui = scope.ui(ui).with_crumb(scope.href("/anslag"), list);
    let page = load(&tx, ui, &scope, &one).await?;
    page.ui.page(&page)
}

async fn load(
    tx: &Tx,
    ui: Ui,
    scope: &Scope,
    one: &Held<Announcement>,
) -> Result<AnnouncementPage, Problem> {
    let history = match scope.sees_drafts() {
        true => list_object_events(tx, one.id, 10).await?,
        false => Vec::new(),
    };
    let references = find_references(tx, &ui.actor, KINDS, &history).await?;
    let ui = ui.with_references(references);
    let may_change = scope.may(ANNOUNCEMENT.writers.by());
    let last = ui.date(&one.appeal_until());
    let appeal = match tx.today() <= one.appeal_until() {
        true => ui.t1("announcement-appeal-open", "date", last),
        false => ui.t1("announcement-appeal-over", "date", last),
    };
    Ok(AnnouncementPage {
        heading: ui.t_with(
            "announcement-page-heading",
            &[("body", &one.body), ("date", &ui.date(&one.meeting_date))],
        ),
        lead: ui.t_with(
            "announcement-page-lead",
            &[
                ("what", said(&one.what, &ui)),
                ("date", ui.date(&one.approved_on)),
            ]
            .each_ref()
            .map(|(name, value)| (*name, value.as_str())),
        ),
        facts: facts(&ui, one),
        meeting: meeting(tx, scope, one).await?,
        appeal,
        here: scope.href(&format!("/anslag/{}", one.key)),
        may_change,
        // It stays up until the time for appealing has ended.
        may_remove: may_change && one.down_on <= tx.today(),
        beside: ui.beside(tx, &ANNOUNCEMENT.thing(scope, one)).await?,
        history,
        ui: ui.clone(),
    })
}

fn said(what: &str, ui: &Ui) -> String {
    match what.is_empty() {
        true => ui.t("announcement-whole-minutes"),
        false => what.to_owned(),
    }
}

pub(super) fn facts(ui: &Ui, one: &Announcement) -> Vec<(String, String)> {
    let facts = [
        ("announcement-body", one.body.to_string()),
        ("announcement-what", said(&one.what, ui)),
        ("announcement-meeting-date", ui.date(&one.meeting_date)),
        ("announcement-approved-on", ui.date(&one.approved_on)),
        ("announcement-up-on", ui.date(&one.up_on)),
        ("announcement-down-on", ui.date(&one.down_on)),
        ("announcement-minutes-place", one.minutes_place.to_string()),
    ];
    facts.map(|(label, text)| (ui.t(label), text)).into()
}

async fn meeting(
    tx: &Tx,
    scope: &Scope,
    one: &Announcement,
) -> Result<Option<(String, String)>, Problem> {
    let Some(id) = one.meeting.as_ref().and_then(One::id) else {
        return Ok(None);
    };
    let known = MEETING.with_ids(tx, &[id]).await?;
    let Some(key) = known.first().map(|one| one.key.clone()) else {
        return Ok(None);
    };
    let readable = MEETING.find(tx, scope, key.as_str()).await?;
    Ok(readable.map(|one| {
        let href = scope.href(&format!("/moten/{}", one.key));
        (href, one.title.to_string())
    }))
}
