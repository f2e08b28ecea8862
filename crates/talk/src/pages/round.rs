//! A round of comments on a draft: who has answered, what was said and what became of it.

use super::remark_table::table;
use crate::actions::answers_for;
use crate::model::{DraftAnswer, Reader, round_of};
use crate::policy::Action;
use crate::store::{list_answered, list_answers, list_remarked};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Problem, swedish_day};
use samverk_goals::model::PlanVersion;
use samverk_goals::{PlanId, PlanScope, inside_plan, version_name};
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Thing, Tone, Ui, Values,
    download,
};
use serde::Deserialize;

/// Where in a plan an address leads, by the names in the routes.
#[derive(Debug, Deserialize)]
pub(super) struct Address {
    pub collaboration: String,
    pub plan: String,
    pub number: i64,
    #[serde(default)]
    pub party: String,
}

impl Address {
    /// The plan as one of its own people sees it. Fails with `not_found` for others.
    pub async fn find(&self, tx: &Tx, ui: &Ui) -> Result<PlanScope, Problem> {
        let at = PlanScope::find(tx, &ui.actor, &self.collaboration, &self.plan).await?;
        match at.may(Action::ReadDraftAnswers.by()) {
            true => Ok(at),
            false => Err(Problem::not_found()),
        }
    }
}

/// The address of a version's round, and what follows.
pub(super) fn round_href(at: &PlanScope, number: i64, rest: &str) -> String {
    at.version_href(number, &format!("/synpunkter{rest}"))
}

/// The way to a page below the round.
pub(super) fn inside_round(ui: Ui, at: &PlanScope, version: &PlanVersion) -> Ui {
    let name = version_name(&ui, &version.summary());
    let words = ui.t("remark-tab");
    inside_plan(ui, at)
        .with_crumb(at.version_href(version.number, ""), name)
        .with_crumb(round_href(at, version.number, ""), words)
}

/// Until when, or that it is too late.
pub(super) fn until_words(ui: &Ui, tx: &Tx, version: &PlanVersion) -> String {
    match version.comments_until {
        _ if !version.takes_comments(tx.today()) => ui.t("remark-closed"),
        Some(day) => ui.t1("remark-until", "date", ui.date(&day)),
        None => ui.t("remark-open"),
    }
}

#[derive(Template)]
#[template(path = "round.html")]
struct RoundPage {
    ui: Ui,
    heading: String,
    until: String,
    /// Where the own parties answer: address and words.
    buttons: Vec<(String, String)>,
    who: Table,
    remarks: Table,
    has_remarks: bool,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.find(&tx, &ui).await?;
    let version = at.version(address.number)?;
    let answers = list_answers(&tx, &[version.id]).await?;
    let who = who(&ui, &at, version, &answers);
    let remarks = table(&ui, &at, version, &answers);
    if let Some(file) = download(&query, &[&who, &remarks], tx.now()) {
        return file;
    }
    let name = version_name(&ui, &version.summary());
    let until = until_words(&ui, &tx, version);
    let page = RoundPage {
        heading: ui.t1("remark-heading", "version", name),
        buttons: buttons(&ui, &at, version, &tx),
        until,
        who,
        has_remarks: answers.iter().any(|answer| !answer.remarks.is_empty()),
        remarks,
        ui: inside_plan(ui, &at)
            .with_crumb(at.version_href(version.number, ""), at.plan.title.clone()),
    };
    page.ui.page(&page)
}

fn buttons(ui: &Ui, at: &PlanScope, version: &PlanVersion, tx: &Tx) -> Vec<(String, String)> {
    let runs = at.may(Action::ReplyToRemarks.by());
    if runs || !version.takes_comments(tx.today()) {
        return Vec::new();
    }
    let button = |party: &Party| {
        let href = round_href(at, version.number, &format!("/{}", party.key));
        (href, ui.t1("remark-answer-for", "party", &party.name))
    };
    let own = answers_for(&ui.actor, &at.scope).into_iter();
    own.map(button).collect()
}

/// Each member with what it has answered; those who run the collaboration answer the remarks from there.
fn who(ui: &Ui, at: &PlanScope, version: &PlanVersion, answers: &[DraftAnswer]) -> Table {
    let columns = vec![
        Column::new(ui.t("remark-party"), ColumnKind::Text),
        Column::new(ui.t("remark-state"), ColumnKind::Text),
        Column::new(ui.t("remark-date"), ColumnKind::Date),
    ];
    let caption = ui.t("remark-who-caption");
    let mut table = Table::new("svar", caption, columns).narrow(Narrow::Lists);
    let runs = at.may(Action::ReplyToRemarks.by());
    for member in &at.scope.members {
        let party = &member.party;
        let answer = answers.iter().find(|answer| answer.party == party.id);
        if answer.is_none() && !member.holds_on(at.scope.today) {
            continue;
        }
        let rest = match answer {
            Some(answer) if !answer.has_none => format!("/{}/svar", party.key),
            _ => format!("/{}", party.key),
        };
        let href = round_href(at, version.number, &rest);
        let name = match runs {
            true => Cell::link(href, &party.name),
            false => Cell::text(&party.name),
        };
        let (tone, words) = match answer {
            None => (Tone::Warning, ui.t("remark-state-missing")),
            Some(answer) if answer.has_none => (Tone::Good, ui.t("remark-state-none")),
            Some(answer) => {
                let count = answer.remarks.len();
                (Tone::Good, ui.t1("remark-state-said", "count", count))
            }
        };
        let day = answer.map(|answer| Cell::date(swedish_day(answer.answered_at)));
        let day = day.unwrap_or_else(Cell::empty);
        table.push(vec![name, Cell::tag(tone, words), day]);
    }
    table
}

#[derive(Template)]
#[template(path = "round_panel.html")]
struct RoundPanel<'p> {
    ui: &'p Ui,
    /// Address, words, until when.
    rounds: Vec<(String, String, String)>,
}

/// The rounds of a plan, on its page.
pub(super) async fn panel(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    if thing.kind != "plan" || Reader::of(&ui.actor, thing).is_none() {
        return Ok(None);
    }
    let found = samverk_goals::store::find_plan_by_id(tx, PlanId(thing.id)).await?;
    let plan = found.ok_or_else(Problem::not_found)?;
    let scope = Scope::by_id(tx, &ui.actor, plan.collaboration).await?;
    let at = PlanScope::inside(tx, scope, plan.key.as_str()).await?;
    let ids: Vec<_> = at.versions.iter().map(|version| version.id).collect();
    let answered = list_answered(tx, &ids).await?;
    let versions = at.versions.iter().rev().filter(|version| {
        let was_answered = answered.iter().any(|(id, _)| *id == version.id);
        was_answered || version.takes_comments(tx.today())
    });
    let rounds = versions.map(|version| {
        let name = version_name(ui, &version.summary());
        let href = round_href(&at, version.number, "");
        let words = ui.t1("remark-heading", "version", name);
        (href, words, until_words(ui, tx, version))
    });
    let rounds: Vec<_> = rounds.collect();
    let panel = RoundPanel { ui, rounds };
    match panel.rounds.is_empty() {
        true => Ok(None),
        false => ui.fragment(&panel).map(Some),
    }
}

/// What was said of the draft that a version came of, for print to the plan's own people: a heading and
/// a text of paragraphs.
pub async fn remarks_in_print(
    tx: &Tx,
    ui: &Ui,
    at: &PlanScope,
    number: i64,
) -> Result<Option<(String, String)>, Problem> {
    if !at.may(Action::ReadDraftAnswers.by()) {
        return Ok(None);
    }
    let ids: Vec<_> = at.versions.iter().map(|version| version.id).collect();
    let remarked = list_remarked(tx, &ids).await?;
    let Some(version) = round_of(&at.versions, number, &remarked) else {
        return Ok(None);
    };
    let answers = list_answers(tx, &[version.id]).await?;
    let name = version_name(ui, &version.summary());
    let heading = ui.t1("remark-heading", "version", name);
    let text = super::remark_table::printed_remarks(ui, at, version, &answers);
    Ok(Some((heading, text)))
}
