//! An initiative's own page: its phases as a line of steps, what its gate lacks, and what was done in each.

use super::words::{decided_by, outcome};
use super::{initiative_ui, steps};
use crate::initiatives::actions::InProcess;
use crate::initiatives::goals::goal_titles;
use crate::initiatives::standing::{Lacking, State as Moves, decisions, lacking};
use crate::initiatives::{HeldInitiative, INITIATIVE, Initiative, MeasuredGoals, measured_goals};
use crate::policy::Action;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, Tx};
use samverk_fields::Reference;
use samverk_foundation::{Key, Problem};
use samverk_parties::{Scope, find_references};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Ui, Values, download,
};
use std::collections::BTreeMap;

/// A phase on the line.
struct Step {
    name: String,
    text: String,
    href: Option<String>,
    is_here: bool,
    is_passed: bool,
}

/// What keeps the initiative from going on.
struct Missing {
    words: Vec<String>,
    gate: String,
    phase: String,
    body: String,
    decide: Option<String>,
}

#[derive(Template)]
#[template(path = "initiative.html")]
struct InitiativePage {
    ui: Ui,
    scope: Scope,
    initiative: HeldInitiative,
    state: Option<String>,
    process: Option<(String, String)>,
    steps: Vec<Step>,
    missing: Option<Missing>,
    /// Finished words of fields: a heading and what it says.
    facts: Vec<(String, String)>,
    links: Vec<(String, Vec<(String, String)>)>,
    lacks: Vec<String>,
    efforts: Option<Table>,
    decisions: Table,
    documented: Option<Table>,
    may_edit: bool,
    stays: Option<Problem>,
    beside: String,
    history: Vec<RecordedEvent>,
}

impl InitiativePage {
    fn href(&self, rest: &str) -> String {
        let key = &self.initiative.key;
        self.scope.href(&format!("/initiativ/{key}{rest}"))
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, key)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let found = INITIATIVE.find(&tx, &scope, &key).await?;
    let initiative = found.ok_or_else(Problem::not_found)?;
    let ui = initiative_ui(ui, &scope);
    let at = match initiative.process {
        Some(_) => Some(InProcess::of(&tx, scope.clone(), initiative.clone()).await?),
        None => None,
    };
    let history = match scope.sees_drafts() {
        true => steps::list(&tx, &initiative).await?,
        false => Vec::new(),
    };
    let ui = with_names(&tx, ui, &history).await?;
    let decisions = decision_table(&ui, at.as_ref());
    let members_process = at.as_ref().filter(|_| scope.sees_drafts());
    let documented = members_process.map(|at| steps::table(&ui, &at.process, &history));
    let efforts = effort_table(&ui, &scope, &initiative);
    let tables: Vec<&Table> = std::iter::once(&decisions)
        .chain(&documented)
        .chain(&efforts)
        .collect();
    if let Some(file) = download(&query, &tables, tx.now()) {
        return file;
    }
    let may_edit = scope.may(INITIATIVE.writers.by());
    let stays = match may_edit {
        true => INITIATIVE.stays(&tx, initiative.id).await?,
        false => None,
    };
    let titles = match initiative.goals.is_empty() {
        true => BTreeMap::new(),
        false => goal_titles(&tx, &scope).await?,
    };
    let lacks = match scope.sees_drafts() {
        true => lacks(
            &ui,
            &initiative,
            &measured_goals(&tx, scope.collaboration.id).await?,
        ),
        false => Vec::new(),
    };
    let standing = at.as_ref().and_then(InProcess::standing);
    let page = InitiativePage {
        state: standing
            .as_ref()
            .map(|standing| ui.t(&format!("initiative-state-{}", standing.state.code()))),
        process: at.as_ref().map(|at| {
            let href = scope.href(&format!("/processer/{}", at.process.key));
            (href, at.process.name.to_string())
        }),
        steps: at.as_ref().map(line).unwrap_or_default(),
        missing: members_process.and_then(|at| missing(&ui, at)),
        facts: facts(&ui, &initiative),
        links: links(&ui, &scope, &initiative, &titles),
        lacks,
        efforts: efforts.filter(|table| !table.rows.is_empty()),
        decisions,
        documented: documented.filter(|table| !table.rows.is_empty()),
        may_edit,
        stays,
        beside: ui
            .beside(&tx, &INITIATIVE.thing(&scope, &initiative))
            .await?,
        history: history.into_iter().take(10).collect(),
        ui: ui.clone(),
        initiative,
        scope,
    };
    ui.page(&page)
}

async fn with_names(tx: &Tx, ui: Ui, history: &[RecordedEvent]) -> Result<Ui, Problem> {
    let found = find_references(tx, &ui.actor, crate::KINDS, history).await?;
    Ok(ui.with_references(found))
}

fn line(at: &InProcess) -> Vec<Step> {
    let place = at.standing().map_or(0, |standing| standing.place);
    let phases = at.process.phases.iter().enumerate();
    let step = |(number, phase): (usize, &crate::processes::Phase)| Step {
        name: phase.name.to_string(),
        text: phase.text.to_string(),
        href: (at.scope.sees_drafts() && at.process.has_gate(&phase.key))
            .then(|| at.href(&format!("/fas/{}", phase.key))),
        is_here: number == place,
        is_passed: number < place,
    };
    phases.map(step).collect()
}

fn missing(ui: &Ui, at: &InProcess) -> Option<Missing> {
    let standing = at.standing()?;
    if standing.state == Moves::Closed {
        return None;
    }
    let phase = standing.phase;
    let says = at.says(&phase.key);
    let may_decide = at.scope.may(Action::DecideGate.by());
    Some(Missing {
        words: missing_words(ui, &lacking(&at.process, &phase.key, &says)),
        gate: at.href(&format!("/fas/{}", phase.key)),
        phase: phase.name.to_string(),
        body: phase.decided_by.to_string(),
        decide: may_decide.then(|| at.href(&format!("/fas/{}/besluta", phase.key))),
    })
}

/// A sentence for each thing that a gate lacks.
pub(super) fn missing_words(ui: &Ui, lacks: &Lacking<'_>) -> Vec<String> {
    let failed = lacks
        .failed
        .iter()
        .map(|one| ui.t1("gate-lacks-failed", "name", &*one.text));
    let unanswered = lacks.unanswered.iter();
    let unanswered = unanswered.map(|one| ui.t1("gate-lacks-answer", "name", &*one.text));
    let unwritten = lacks.unwritten.iter();
    let unwritten = unwritten.map(|one| ui.t1("gate-lacks-text", "name", &*one.name));
    let unscored = lacks
        .unscored
        .iter()
        .map(|one| ui.t1("gate-lacks-scores", "name", one));
    let criteria = lacks
        .criteria
        .iter()
        .map(|one| ui.t1("gate-lacks-criterion", "name", one));
    failed
        .chain(unanswered)
        .chain(unwritten)
        .chain(unscored)
        .chain(criteria)
        .collect()
}

/// What its fields say, where they say anything.
pub(super) fn facts(ui: &Ui, one: &Initiative) -> Vec<(String, String)> {
    let day = |day: &Option<chrono::NaiveDate>| ui.optional_date(day);
    let lead = one
        .led_by
        .as_ref()
        .map(|lead| name_of(&lead.to))
        .unwrap_or_default();
    let next = match (&*one.next_step, day(&one.next_date)) {
        ("", date) => date,
        (step, date) if date.is_empty() => step.to_owned(),
        (step, date) => format!("{date}: {step}"),
    };
    let hours = one
        .hours
        .map(|hours| ui.t1("initiative-hours-of", "hours", ui.integer(&hours.0)));
    let facts = [
        ("initiative-led-by", lead),
        ("initiative-owner", one.owner.to_string()),
        ("initiative-from", day(&one.from)),
        ("initiative-to", day(&one.to)),
        ("initiative-next-step", next),
        (
            "initiative-cost",
            one.cost.map(|cost| ui.ore(&cost)).unwrap_or_default(),
        ),
        ("initiative-hours", hours.unwrap_or_default()),
        ("initiative-note", one.note.to_string()),
    ];
    let said = facts.into_iter().filter(|(_, words)| !words.is_empty());
    said.map(|(key, words)| (ui.t(key), words)).collect()
}

fn name_of(reference: &Reference) -> String {
    let known = reference.known.as_ref();
    known.map_or_else(|| reference.key.to_string(), |known| known.name.clone())
}

/// What it refers to, with its address.
fn links(
    ui: &Ui,
    scope: &Scope,
    one: &Initiative,
    titles: &BTreeMap<(Key, Key), String>,
) -> Vec<(String, Vec<(String, String)>)> {
    let to = |segment: &'static str| {
        move |reference: &Reference| {
            let href = scope.href(&format!("/{segment}/{}", reference.key));
            (href, name_of(reference))
        }
    };
    let goals = one.goals.iter().map(|goal| {
        let href = scope.href(&format!("/planer/{}#mal-{}", goal.plan, goal.goal));
        let title = titles.get(&(goal.plan.clone(), goal.goal.clone()));
        (
            href,
            title.map_or_else(|| goal.goal.to_string(), Clone::clone),
        )
    });
    let all = [
        (
            "initiative-needs",
            one.needs.to.iter().map(to("behov")).collect(),
        ),
        ("initiative-goals", goals.collect::<Vec<_>>()),
        (
            "initiative-builds-on",
            one.builds_on.to.iter().map(to("initiativ")).collect(),
        ),
    ];
    let said = all.into_iter().filter(|(_, links)| !links.is_empty());
    said.map(|(key, links)| (ui.t(key), links)).collect()
}

/// What it lacks, in words.
pub(crate) fn lacks(ui: &Ui, one: &Initiative, measured: &MeasuredGoals) -> Vec<String> {
    let lacks = one.lacks(measured).into_iter();
    lacks
        .map(|lack| ui.t(&format!("initiative-{}", lack.text())))
        .collect()
}

fn effort_table(ui: &Ui, scope: &Scope, one: &Initiative) -> Option<Table> {
    let columns = [
        ("initiative-efforts-party", ColumnKind::Text),
        ("initiative-efforts-year", ColumnKind::Text),
        ("initiative-efforts-hours", ColumnKind::Integer),
        ("initiative-efforts-cost", ColumnKind::Kronor),
    ];
    let columns = columns.map(|(key, kind)| Column::new(ui.t(key), kind));
    let mut table = Table::new("insats", ui.t("initiative-efforts"), columns.into());
    table = table.narrow(Narrow::Lists);
    for effort in one.efforts.iter() {
        let mut members = scope.members.iter();
        let member = members.find(|member| member.party.key == effort.party);
        let name = member.map_or_else(|| effort.party.to_string(), |one| one.party.name.clone());
        table.push(vec![
            Cell::link(format!("/aktorer/{}", effort.party), name),
            Cell::text(effort.year.0.to_string()),
            effort
                .hours
                .map_or_else(Cell::empty, |hours| Cell::integer(hours.0)),
            effort.cost.map_or_else(Cell::empty, Cell::ore),
        ]);
    }
    Some(table).filter(|table| !table.rows.is_empty())
}

fn decision_table(ui: &Ui, at: Option<&InProcess>) -> Table {
    let columns = [
        ("gate-phase", ColumnKind::Text),
        ("gate-decision", ColumnKind::Text),
        ("gate-decided-by", ColumnKind::Text),
        ("field-date", ColumnKind::Date),
        ("gate-reason", ColumnKind::Text),
        ("gate-conditions", ColumnKind::Text),
    ];
    let columns = columns.map(|(key, kind)| Column::new(ui.t(key), kind));
    let mut table = Table::new("beslut", ui.t("gate-decisions"), columns.into());
    table = table.narrow(Narrow::Lists);
    let all = at
        .into_iter()
        .flat_map(|at| decisions(&at.process, &at.gates));
    for (phase, decision) in all {
        let conditions = decision.conditions.iter().map(|one| match one.met {
            Some(met) => ui.t_with(
                "gate-condition-met",
                &[("text", one.text.as_str()), ("date", &ui.date(&met))],
            ),
            None => one.text.clone(),
        });
        let conditions: Vec<_> = conditions.collect();
        table.push(vec![
            Cell::text(phase.name.to_string()),
            Cell::text(outcome(ui, decision.outcome)),
            Cell::text(decided_by(decision)),
            Cell::date(decision.date),
            Cell::text(decision.reason.clone()),
            Cell::text(conditions.join("; ")),
        ]);
    }
    table
}
