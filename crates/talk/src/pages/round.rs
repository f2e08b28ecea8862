//! A round of comments on a draft: who has answered, what was said and what became of it.

use super::remark_table::table;
use crate::Draft;
use crate::actions::answers_for;
use crate::model::{DraftAnswer, Reader, round_of};
use crate::policy::Action;
use crate::store::{
    list_answered, list_answered_budgets, list_answers, list_answers_of_budget, list_remarked,
};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_economy::find_visible_budget;
use samverk_economy::records::BudgetRecord;
use samverk_economy::store::where_budget_is;
use samverk_foundation::{Problem, swedish_day};
use samverk_goals::{PlanId, PlanScope};
use samverk_parties::Scope;
use samverk_parties::model::Party;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Thing, Tone, Ui, Values,
    download,
};
use serde::Deserialize;

/// Where an address leads, by the names in the routes: to a version of a plan, or to a budget.
#[derive(Debug, Deserialize)]
pub(super) struct Address {
    pub collaboration: String,
    #[serde(default)]
    plan: String,
    #[serde(default)]
    number: i64,
    #[serde(default)]
    year: String,
    #[serde(default)]
    pub party: String,
}

impl Address {
    /// The draft as one of its own people sees it. Fails with `not_found` for others.
    pub async fn find(&self, tx: &Tx, ui: &Ui) -> Result<Draft, Problem> {
        let draft = match self.plan.is_empty() {
            true => {
                let scope = Scope::find(tx, &ui.actor, &self.collaboration).await?;
                let year = self.year.parse().map_err(|_| Problem::not_found())?;
                let record = find_visible_budget(tx, &scope, year).await?;
                Draft::of_budget(tx, &scope, &record)
            }
            false => {
                let at = PlanScope::find(tx, &ui.actor, &self.collaboration, &self.plan).await?;
                Draft::of_version(tx, &at, at.version(self.number)?)
            }
        };
        match draft.may(Action::ReadDraftAnswers.by()) {
            true => Ok(draft),
            false => Err(Problem::not_found()),
        }
    }
}

/// The way to a page below the round.
pub(super) fn inside_round(ui: Ui, draft: &Draft) -> Ui {
    let words = ui.t("remark-tab");
    draft.inside(ui).with_crumb(draft.round_href(""), words)
}

/// Until when, or that it is too late. Said to those who answer, or of them.
pub(super) fn until_words(ui: &Ui, draft: &Draft) -> String {
    let runs = draft.may(Action::ReplyToRemarks.by());
    let answers = !runs && !answers_for(&ui.actor, &draft.scope).is_empty();
    let until = if answers {
        "remark-until"
    } else {
        "remark-until-members"
    };
    match draft.until {
        _ if !draft.is_open => ui.t("remark-closed"),
        Some(day) => ui.t1(until, "date", ui.date(&day)),
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
    /// Nothing for a draft that was never out.
    who: Option<Table>,
    /// Where remarks wait for what became of them: address and words.
    replies: Vec<(String, String)>,
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
    let draft = address.find(&tx, &ui).await?;
    let answers = list_answers(&tx, draft.id).await?;
    let who = who(&ui, &draft, &answers);
    let remarks = table(&ui, &draft, &answers);
    if let Some(file) = download(&query, &[&who, &remarks], tx.now()) {
        return file;
    }
    let was_out = draft.is_open || draft.until.is_some() || !answers.is_empty();
    let page = RoundPage {
        heading: ui.t1("remark-heading", "version", draft.name(&ui)),
        buttons: buttons(&ui, &draft),
        until: match was_out {
            true => until_words(&ui, &draft),
            false => ui.t("remark-not-out"),
        },
        who: was_out.then_some(who),
        replies: replies(&ui, &draft, &answers),
        has_remarks: answers.iter().any(|answer| !answer.remarks.is_empty()),
        remarks,
        ui: draft.inside(ui),
    };
    page.ui.page(&page)
}

fn buttons(ui: &Ui, draft: &Draft) -> Vec<(String, String)> {
    let runs = draft.may(Action::ReplyToRemarks.by());
    if runs || !draft.is_open {
        return Vec::new();
    }
    let button = |party: &Party| {
        let href = draft.round_href(&format!("/{}", party.key));
        (href, ui.t1("remark-answer-for", "party", &party.name))
    };
    let own = answers_for(&ui.actor, &draft.scope).into_iter();
    own.map(button).collect()
}

/// For those who run the collaboration: the members whose remarks have no reply yet.
fn replies(ui: &Ui, draft: &Draft, answers: &[DraftAnswer]) -> Vec<(String, String)> {
    if !draft.may(Action::ReplyToRemarks.by()) {
        return Vec::new();
    }
    let waits = |answer: &&DraftAnswer| answer.remarks.iter().any(|one| one.verdict.is_none());
    let waiting = answers.iter().filter(waits);
    let reply = waiting.filter_map(|answer| {
        let mut members = draft.scope.members.iter().map(|member| &member.party);
        let party = members.find(|party| party.id == answer.party)?;
        let href = draft.round_href(&format!("/{}/svar", party.key));
        Some((href, ui.t1("remark-reply-to", "party", &party.name)))
    });
    reply.collect()
}

/// Each member with what it has answered; those who run the collaboration answer the remarks from there.
fn who(ui: &Ui, draft: &Draft, answers: &[DraftAnswer]) -> Table {
    let columns = vec![
        Column::new(ui.t("remark-party"), ColumnKind::Text),
        Column::new(ui.t("remark-state"), ColumnKind::Text),
        Column::new(ui.t("remark-date"), ColumnKind::Date),
    ];
    let caption = ui.t("remark-who-caption");
    let mut table = Table::new("svar", caption, columns).narrow(Narrow::Lists);
    let runs = draft.may(Action::ReplyToRemarks.by());
    for member in &draft.scope.members {
        let party = &member.party;
        let answer = answers.iter().find(|answer| answer.party == party.id);
        if answer.is_none() && !member.holds_on(draft.scope.today) {
            continue;
        }
        let rest = match answer {
            Some(answer) if !answer.has_none => format!("/{}/svar", party.key),
            _ => format!("/{}", party.key),
        };
        let href = draft.round_href(&rest);
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

/// The rounds of a plan or a budget, on its page.
pub(super) async fn panel(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    if Reader::of(&ui.actor, thing).is_none() {
        return Ok(None);
    }
    let drafts = match thing.kind {
        "plan" => of_plan(tx, ui, thing).await?,
        "budget" => of_budget(tx, ui, thing).await?,
        _ => Vec::new(),
    };
    let round = |draft: &Draft| {
        let words = ui.t1("remark-heading", "version", draft.name(ui));
        (draft.round_href(""), words, until_words(ui, draft))
    };
    let rounds: Vec<_> = drafts.iter().map(round).collect();
    let panel = RoundPanel { ui, rounds };
    match panel.rounds.is_empty() {
        true => Ok(None),
        false => ui.fragment(&panel).map(Some),
    }
}

/// The versions that are commented on, or have been, the latest first.
async fn of_plan(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Vec<Draft>, Problem> {
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
    Ok(versions
        .map(|version| Draft::of_version(tx, &at, version))
        .collect())
}

/// The budget, if it is commented on or has been in the round that it is in.
async fn of_budget(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Vec<Draft>, Problem> {
    let found = where_budget_is(tx, thing.id).await?;
    let (of, year) = found.ok_or_else(Problem::not_found)?;
    let scope = Scope::by_id(tx, &ui.actor, of).await?;
    let record = find_visible_budget(tx, &scope, year).await?;
    let answered = list_answered_budgets(tx, &[thing.id]).await?;
    let was_answered = answered.iter().any(|(_, round, _)| *round == record.round);
    let is_told = was_answered || record.takes_comments(tx.today());
    Ok(is_told
        .then(|| Draft::of_budget(tx, &scope, &record))
        .into_iter()
        .collect())
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
    in_print(tx, ui, &Draft::of_version(tx, at, version)).await
}

/// The same of a budget, in the latest round in which anything was said.
pub async fn budget_remarks_in_print(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    record: &BudgetRecord,
) -> Result<Option<(String, String)>, Problem> {
    if !scope.may(Action::ReadDraftAnswers.by()) {
        return Ok(None);
    }
    let answers = list_answers_of_budget(tx, record.id.0).await?;
    let said = answers.iter().rev().find(|answer| !answer.has_none);
    let Some(latest) = said else {
        return Ok(None);
    };
    let draft = Draft::of_budget(tx, scope, record).in_round(latest.of);
    in_print(tx, ui, &draft).await
}

async fn in_print(tx: &Tx, ui: &Ui, draft: &Draft) -> Result<Option<(String, String)>, Problem> {
    let answers = list_answers(tx, draft.id).await?;
    let heading = ui.t1("remark-heading", "version", draft.name(ui));
    let text = super::remark_table::printed_remarks(ui, draft, &answers);
    Ok(Some((heading, text)))
}
