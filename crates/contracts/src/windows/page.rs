//! The page itself.

use super::asked::{Asked, WEEKS};
use super::begin;
use super::picture::picture;
use super::tables;
use crate::limits::{LEGAL_LIMIT, LimitMatter, limit_on};
use crate::planning::{Planned, planned};
use crate::purchases::{BUYERS, JOINT_PURCHASE};
use crate::store::{Seen, list_areas};
use crate::{LegalLimit, policy};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Ore, PartyId, Problem};
use samverk_kept::{Held, Installation};
use samverk_parties::model::Party;
use samverk_parties::{Acquaintance, Scope};
use samverk_planner::{Question, Window, windows};
use samverk_systems::{NEED_AREA, NeedArea};
use samverk_web::{
    AppState, By, MenuGroup, MenuPlace, PageResult, Policy, Route, Table, Ui, Values, download,
};

const PATH: &str = "/samverkan/{collaboration}/avtalsfonster";
const BEGIN: &str = "/samverkan/{collaboration}/avtalsfonster/starta";

pub(crate) const PLACE: MenuPlace =
    MenuPlace::new(MenuGroup::Development, 55, "/avtalsfonster", "windows-tab")
        .seen_by(By::Members);

/// What holds when the law's limit has no row for the day.
const FRAMEWORK_MONTHS: u16 = 48;

pub(crate) fn routes() -> Vec<Route> {
    let begins = Policy::Action(JOINT_PURCHASE.writers.action);
    vec![
        Route::get(PATH, Policy::Action(policy::WINDOWS), show),
        Route::post(BEGIN, begins, begin::send),
    ]
}

#[derive(Template)]
#[template(path = "windows.html")]
struct WindowsPage {
    ui: Ui,
    here: String,
    areas: Vec<Held<NeedArea>>,
    asked: Asked,
    weeks: Vec<(&'static str, u16)>,
    longest: u16,
    /// Where the windows of all needs are asked for.
    all: String,
    /// What is asked for, and what came of it.
    answer: Option<Answer>,
}

struct Answer {
    told: Vec<String>,
    ranked: Table,
    shown: Option<Shown>,
    flagged: Table,
}

struct Shown {
    heading: String,
    start: chrono::NaiveDate,
    /// What starting work from the window sends, for whoever may.
    begins: Option<Vec<(String, String)>>,
    told: Vec<String>,
    picture: Option<String>,
    instructions: Table,
    lead: Table,
    late: Table,
    outside: Table,
}

async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let (scope, ui) = open(&tx, ui, &collaboration).await?;
    let limits = LEGAL_LIMIT
        .all(&tx, &Installation::seen_by(&ui.actor))
        .await?;
    let longest = longest_framework(&limits, scope.today);
    let asked = Asked::read(&query, longest)?;
    let parties: Vec<Party> = scope.present().map(|member| member.party.clone()).collect();
    let areas = areas(&tx, &ui, &parties).await?;
    let area = areas.iter().find(|area| area.key.as_str() == asked.area);
    let answer = match area {
        Some(area) => {
            let planned = planned(&tx, &ui.actor, &parties, area.id).await?;
            let mut answer = answer(&ui, &planned, &asked, (&limits, scope.today));
            if let Some(shown) = answer
                .shown
                .as_mut()
                .filter(|_| scope.may(|role| BUYERS.contains(&role)))
            {
                shown.begins = Some(asked.begins(shown.start));
            }
            Some(answer)
        }
        None => None,
    };
    if let Some(answer) = &answer {
        let shown = answer.shown.as_ref();
        let shown = shown.map(|one| [&one.instructions, &one.lead, &one.late, &one.outside]);
        let all = [&answer.ranked, &answer.flagged].into_iter();
        let all: Vec<&Table> = all.chain(shown.into_iter().flatten()).collect();
        if let Some(file) = download(&query, &all, tx.now()) {
            return file;
        }
    }
    let page = WindowsPage {
        here: scope.href("/avtalsfonster"),
        weeks: WEEKS.into_iter().zip(asked.lead.0).collect(),
        areas,
        asked,
        longest,
        all: samverk_work::ask_at(
            "avtalsfonster",
            &[("samverkan", scope.collaboration.key.as_str())],
        ),
        answer,
        ui: ui.clone(),
    };
    ui.page(&page)
}

/// The collaboration, for its people. Fails with `not_found`, `forbidden` or `sign_in_needed`.
pub(super) async fn open(tx: &Tx, ui: Ui, collaboration: &str) -> Result<(Scope, Ui), Problem> {
    let scope = Scope::find(tx, &ui.actor, collaboration).await?;
    scope.require(policy::reads_windows)?;
    let ui = scope.ui(ui);
    Ok((scope, ui))
}

/// The needs for which the reader sees contracts.
pub(super) async fn areas(
    tx: &Tx,
    ui: &Ui,
    parties: &[Party],
) -> Result<Vec<Held<NeedArea>>, Problem> {
    let known = Acquaintance::find(tx, &ui.actor).await?;
    let (own, others): (Vec<PartyId>, Vec<PartyId>) = parties
        .iter()
        .map(|party| party.id)
        .partition(|party| known.is_own(*party));
    let seen = Seen {
        own: &own,
        others: &others,
    };
    let with = list_areas(tx, seen).await?;
    let mut all = NEED_AREA.all(tx, &Installation::seen_by(&ui.actor)).await?;
    all.retain(|area| with.contains(&area.id));
    Ok(all)
}

pub(super) fn longest_framework(limits: &[Held<LegalLimit>], today: chrono::NaiveDate) -> u16 {
    let limit = limit_on(limits, LimitMatter::FrameworkMonths, today);
    let months = limit.and_then(|limit| u16::try_from(limit.months?.0).ok());
    months.unwrap_or(FRAMEWORK_MONTHS)
}

fn answer(
    ui: &Ui,
    planned: &Planned,
    asked: &Asked,
    (limits, today): (&[Held<LegalLimit>], chrono::NaiveDate),
) -> Answer {
    let question = asked.question(today);
    let found = windows(&planned.inputs, &question);
    let mut told = vec![ui.t_with(
        "windows-found",
        &[
            ("contracts", &planned.contracts.len().to_string()),
            ("windows", &found.len().to_string()),
            ("earliest", &ui.date(&question.earliest)),
        ],
    )];
    told.extend(over_limit(ui, planned, limits, today));
    let chosen = found.get(asked.shown.saturating_sub(1)).or(found.first());
    let shown = chosen.map(|window| shown(ui, planned, asked, (&question, window)));
    Answer {
        told,
        ranked: tables::ranked(ui, planned, asked, &found).asked_by(asked.asked()),
        shown,
        flagged: tables::flagged(ui, planned, &question).asked_by(asked.asked()),
    }
}

fn shown(
    ui: &Ui,
    planned: &Planned,
    asked: &Asked,
    (question, window): (&Question, &Window),
) -> Shown {
    let named = ui.date(&asked.lead.named_by(window.start));
    let mut told = vec![ui.t1("window-named-by", "date", named)];
    if let Some(day) = window.last_day {
        told.push(ui.t1("window-last-day", "date", ui.date(&day)));
    }
    if window.without_value > 0 {
        told.push(ui.t1("window-value-unknown", "count", window.without_value));
    }
    if window.gap_days > 0 {
        told.push(ui.t("window-has-gap"));
    }
    let at = |table: Table| table.asked_by(format!("{}&", asked.query(asked.shown)));
    Shown {
        heading: ui.t1("window-heading", "date", ui.date(&window.start)),
        start: window.start,
        begins: None,
        told,
        picture: picture(ui, planned, question, window),
        instructions: at(tables::instructions(ui, planned, question, window)),
        lead: at(tables::lead(ui, asked, window)),
        late: at(tables::late(ui, planned, question, window)),
        outside: at(tables::outside(ui, planned, question, window)),
    }
}

/// Parties whose known values for the need are over the limit of direct awards: a warning, never a verdict.
fn over_limit(
    ui: &Ui,
    planned: &Planned,
    limits: &[Held<LegalLimit>],
    today: chrono::NaiveDate,
) -> Vec<String> {
    let limit = limit_on(limits, LimitMatter::DirectAward, today);
    let Some((limit, allowed)) = limit.and_then(|limit| Some((limit, limit.amount?))) else {
        return Vec::new();
    };
    let sum = |party: &Party| {
        let own = planned
            .contracts
            .iter()
            .filter(|one| one.ground == party.id.0);
        own.filter_map(|one| one.yearly_value)
            .fold(Ore(0), |sum, value| sum + value)
    };
    let over = |party: &&Party| sum(party) > allowed;
    let told = planned.parties.iter().filter(over).map(|party| {
        ui.t_with(
            "windows-over-limit",
            &[
                ("party", &party.name),
                ("sum", &ui.ore(&sum(party))),
                ("limit", &ui.ore(&allowed)),
                ("source", &limit.source),
            ],
        )
    });
    told.collect()
}
