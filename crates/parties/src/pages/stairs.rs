//! The ladder as a picture: who stands where, where they want to go, and how they have moved.

use super::groups::group_ui;
use super::levels::Assessments;
use super::stairs_picture::{Climber, Period, Place, Stairs};
use super::words::{level_words, word};
use crate::ladders::{Level, ladder_href};
use crate::model::{GroupKind, Subject, check_dates};
use crate::policy::Action;
use crate::{GROUP, HeldGroup, Scope};
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::Problem;
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, PageResult, Table, Ui, Values, download,
};

/// A step with its questions and those who stand on it or want to it.
struct StepView {
    id: String,
    level: Level,
    standing: Vec<(String, String)>,
    wanting: Vec<(String, String)>,
    /// Nobody stands there or wants there.
    is_quiet: bool,
}

struct LadderView {
    name: String,
    href: String,
    pictures: Vec<String>,
    steps: Vec<StepView>,
    table: Table,
}

#[derive(Template)]
#[template(path = "stairs.html")]
struct StairsPage {
    ui: Ui,
    scope: Scope,
    from: String,
    to: String,
    kind: String,
    kinds: Vec<Choice>,
    /// Why the days that were asked for cannot be compared.
    problem: Option<String>,
    ladders: Vec<LadderView>,
    /// Groups that nobody has assessed.
    left: Vec<(String, String)>,
    /// The answers as they stand in an address.
    query: String,
    may_compare: bool,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let ui = group_ui(ui, &scope);
    let mut groups = GROUP.bare(&tx, &scope).await?;
    let assessments = Assessments::load(&tx, scope.collaboration.id).await?;
    let kind = GroupKind::from_code(query.text("slag")).ok();
    groups.retain(|group| kind.is_none_or(|kind| group.kind == kind));
    let (period, problem) = match read_period(&query) {
        Ok(period) => (period, None),
        Err(problem) => (Period::default(), Some(ui.problem(&problem))),
    };
    let places = places(&ui, &scope, &groups, kind.is_none());
    let ladders: Vec<LadderView> = assessments
        .ladders
        .iter()
        .map(|ladder| Stairs::of(ladder, &assessments.history, &places, period))
        .filter(|stairs| !stairs.climbers.is_empty())
        .map(|stairs| view(&ui, &stairs))
        .collect();
    let tables: Vec<&Table> = ladders.iter().map(|ladder| &ladder.table).collect();
    if let Some(file) = download(&query, &tables, tx.now()) {
        return file;
    }
    let is_left = |group: &&HeldGroup| assessments.views(Subject::of_group(group)).is_empty();
    let left = groups.iter().filter(is_left);
    ui.page(&StairsPage {
        ui: ui.clone(),
        from: query.text("fran").to_owned(),
        to: query.text("till").to_owned(),
        kind: kind.map_or("", GroupKind::code).to_owned(),
        kinds: kinds(&ui),
        problem,
        left: left
            .map(|group| (group.name.to_string(), group_href(&scope, group)))
            .collect(),
        ladders,
        query: address(kind, period),
        may_compare: scope.may(Action::RecordAssessment.by()),
        scope,
    })
}

fn kinds(ui: &Ui) -> Vec<Choice> {
    let all = GroupKind::ALL.iter();
    all.map(|(code, _)| Choice::new(code, word(ui, "group-kind", code)))
        .collect()
}

/// Fails with `dates_reversed`, or with what is wrong with a date.
fn read_period(query: &Values) -> Result<Period, Problem> {
    let (from, to) = (query.optional_date("fran")?, query.optional_date("till")?);
    check_dates(from, to)?;
    Ok(Period { from, to })
}

fn address(kind: Option<GroupKind>, period: Period) -> String {
    let kind = kind.map(|kind| format!("&slag={}", kind.code()));
    let day = |name: &str, day: Option<chrono::NaiveDate>| {
        day.map(|day| format!("&{name}={}", day.format("%Y-%m-%d")))
    };
    let parts = [kind, day("fran", period.from), day("till", period.to)];
    parts.into_iter().flatten().collect()
}

fn group_href(scope: &Scope, group: &HeldGroup) -> String {
    scope.href(&format!("/grupper/{}", group.key))
}

fn places(ui: &Ui, scope: &Scope, groups: &[HeldGroup], with_whole: bool) -> Vec<Place> {
    let whole = (Subject::Whole, ui.t("difference-whole"), scope.href(""));
    let groups = groups.iter().map(|group| {
        let subject = Subject::of_group(group);
        (subject, group.name.to_string(), group_href(scope, group))
    });
    with_whole
        .then_some(whole)
        .into_iter()
        .chain(groups)
        .collect()
}

fn view(ui: &Ui, stairs: &Stairs) -> LadderView {
    let of = |is_it: &dyn Fn(&Climber) -> bool| -> Vec<(String, String)> {
        let climbers = stairs.climbers.iter().filter(|one| is_it(one));
        climbers
            .map(|one| (one.name.clone(), one.href.clone()))
            .collect()
    };
    let step = |level: &Level| {
        let standing = of(&|one| one.now == level.number.0);
        let wanting = of(&|one| one.wanted == Some(level.number.0) && one.now != level.number.0);
        StepView {
            id: step_id(stairs, level.number.0),
            level: level.clone(),
            is_quiet: standing.is_empty() && wanting.is_empty(),
            standing,
            wanting,
        }
    };
    LadderView {
        name: stairs.ladder.name.to_string(),
        href: ladder_href(stairs.ladder),
        pictures: stairs.pictures(ui),
        steps: stairs.ladder.levels.iter().map(step).collect(),
        table: table(ui, stairs),
    }
}

/// Where on the page a step stands.
fn step_id(stairs: &Stairs, level: i64) -> String {
    format!("steg-{}-{level}", stairs.ladder.key)
}

fn table(ui: &Ui, stairs: &Stairs) -> Table {
    let mut columns = vec![Column::new(ui.t("group-name"), ColumnKind::Text)];
    if let Some(from) = stairs.period.from {
        let heading = ui.t1("stairs-level-on", "date", ui.date(&from));
        columns.push(Column::new(heading, ColumnKind::Text));
    }
    let now = match stairs.period.to {
        Some(to) => ui.t1("stairs-level-on", "date", ui.date(&to)),
        None => ui.t("assessment-level"),
    };
    columns.push(Column::new(now, ColumnKind::Text));
    if stairs.period.from.is_some() {
        columns.push(Column::new(ui.t("stairs-moved"), ColumnKind::Text));
    }
    columns.push(Column::new(
        ui.t("assessment-wanted-level"),
        ColumnKind::Text,
    ));
    columns.push(Column::new(ui.t("stairs-left-to-climb"), ColumnKind::Text));
    let caption = ui.t1("stairs-table", "ladder", &stairs.ladder.name);
    let mut table = Table::new(&format!("trappa-{}", stairs.ladder.key), caption, columns);
    for one in &stairs.climbers {
        table.push(cells(ui, stairs, one));
    }
    table
}

fn cells(ui: &Ui, stairs: &Stairs, one: &Climber) -> Vec<Cell> {
    let level = |number: Option<i64>| {
        number.map_or_else(Cell::empty, |number| {
            let href = format!("#{}", step_id(stairs, number));
            Cell::link(href, level_words(Some(stairs.ladder), number))
        })
    };
    let mut cells = vec![Cell::link(one.href.clone(), one.name.clone())];
    if stairs.period.from.is_some() {
        cells.push(match one.before {
            Some(before) => level(Some(before)),
            None => Cell::text(ui.t("stairs-not-assessed")),
        });
    }
    cells.push(level(Some(one.now)));
    if stairs.period.from.is_some() {
        cells.push(Cell::text(moved_words(ui, stairs.moved(one))));
    }
    cells.push(level(one.wanted));
    let left = one
        .wanted
        .and_then(|wanted| stairs.ladder.steps_between(one.now, wanted));
    cells.push(Cell::text(
        left.map(|steps| left_words(ui, steps)).unwrap_or_default(),
    ));
    cells
}

fn moved_words(ui: &Ui, steps: Option<i64>) -> String {
    match steps {
        None => ui.t("stairs-new"),
        Some(0) => ui.t("stairs-same"),
        Some(steps) if steps > 0 => ui.t1("stairs-up", "count", steps),
        Some(steps) => ui.t1("stairs-down", "count", -steps),
    }
}

fn left_words(ui: &Ui, steps: i64) -> String {
    match steps {
        0 => ui.t("stairs-there"),
        steps if steps > 0 => ui.t1("difference-steps", "count", steps),
        steps => ui.t1("stairs-down", "count", -steps),
    }
}
