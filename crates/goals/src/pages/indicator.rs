use super::{chart, plan, words};
use crate::model::{State as Standing, TargetPath};
use crate::policy::Action;
use crate::view::with_standing;
use crate::{INDICATOR, Indicator, IndicatorView, PlanScope, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{KeptWarning, RecordedEvent, Tx, list_object_events, list_warnings};
use samverk_foundation::Problem;
use samverk_kept::{Told, ToldColumn};
use samverk_web::{AppState, Cell, Column, ColumnKind, Format, PageResult, Table, Ui, Values};

/// The last figure, and how it stands.
pub(crate) static TOLD_OF_INDICATORS: Told = Told {
    columns: &[
        ToldColumn::new("last_value", "indicator-last-value", ColumnKind::Text),
        ToldColumn::new("last_date", "indicator-last-date", ColumnKind::Date)
            .sorted_by(store::last_measured),
        ToldColumn::new("state", "indicator-state", ColumnKind::Text),
        ToldColumn::new("why", "indicator-why", ColumnKind::Text),
    ],
    tell: |tx, at, ui, rows| {
        Box::pin(async move {
            let at: &PlanScope = at.known()?;
            let found = INDICATOR.held(rows)?;
            let views = with_standing(tx, std::slice::from_ref(&at.plan), found).await?;
            Ok(views.iter().map(|view| standing_cells(ui, view)).collect())
        })
    },
};

/// The last figure, its day, the state and why.
pub(super) fn standing_cells(ui: &Ui, view: &IndicatorView) -> Vec<Cell> {
    let last = view.measurements.last();
    let value = last.map(|last| words::figure(last.value, &view.indicator.unit));
    let state = view.standing.state;
    vec![
        Cell::text(value.unwrap_or_default()),
        last.map_or_else(Cell::empty, |last| Cell::date(last.date)),
        Cell::tag(words::state_tone(state), words::state(ui, state)),
        Cell::text(words::standing(ui, view)),
    ]
}

#[derive(Template)]
#[template(path = "indicator.html")]
struct IndicatorPage {
    ui: Ui,
    at: PlanScope,
    view: IndicatorView,
    state: String,
    why: String,
    goal: Vec<(String, String)>,
    chart: Option<String>,
    targets: Table,
    measurements: Table,
    may_save: bool,
    /// Why it is not removed.
    stays: Option<Problem>,
    may_record: bool,
    /// Figures that look like slips of the pen and were confirmed.
    warnings: Vec<KeptWarning>,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
}

/// An indicator of the plan that the reader may see. Fails with `not_found`.
pub(super) async fn find(tx: &Tx, at: &PlanScope, key: &str) -> Result<IndicatorView, Problem> {
    let found = INDICATOR.find(tx, at, key).await?;
    let found = found.into_iter().collect();
    let mut views = with_standing(tx, std::slice::from_ref(&at.plan), found).await?;
    views.pop().ok_or_else(Problem::not_found)
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, key)): Path<(String, String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    let view = find(&tx, &at, &key).await?;
    let list = ui.t("indicator-tab");
    let ui = plan::inside_plan(ui, &at).with_crumb(at.href("/indikatorer"), list);
    let (targets, measurements) = (targets(&ui, &view), measurements(&ui, &at, &view));
    if let Some(format) = Format::from_code(query.text("format")) {
        let table = if query.text("tabell") == "mal" {
            targets
        } else {
            measurements
        };
        return table.download(format, tx.now());
    }
    let history = match at.scope.sees_drafts() {
        true => list_object_events(&tx, view.indicator.id, 10).await?,
        false => Vec::new(),
    };
    let may_save = at.may(INDICATOR.writers.by());
    let stays = match may_save {
        true => INDICATOR.stays(&tx, view.indicator.id).await?,
        false => None,
    };
    let page = IndicatorPage {
        state: words::state(&ui, view.standing.state),
        why: words::standing(&ui, &view),
        goal: goal_texts(&at, &view.indicator),
        chart: chart::chart(&ui, &view, &at.plan, tx.today()),
        may_save,
        stays,
        may_record: at.may(Action::RecordMeasurement.by()),
        targets,
        measurements,
        warnings: list_warnings(&tx, view.indicator.id).await?,
        beside: (ui.beside(&tx, &INDICATOR.thing(&at, &view.indicator))).await?,
        history,
        ui: ui.clone(),
        at,
        view,
    };
    ui.page(&page)
}

/// The goal's years and texts in the latest version that has it.
fn goal_texts(at: &PlanScope, indicator: &Indicator) -> Vec<(String, String)> {
    let key = indicator.goal.as_str();
    let goal = at
        .versions
        .iter()
        .rev()
        .find_map(|version| version.content.goal(key));
    let years = goal.map_or(&[][..], |goal| goal.years.as_slice());
    years
        .iter()
        .map(|text| (text.year.to_string(), text.text.clone()))
        .collect()
}

fn targets(ui: &Ui, view: &IndicatorView) -> Table {
    let columns = vec![
        Column::new(ui.t("plan-year"), ColumnKind::Text),
        Column::new(
            value_heading(ui, view, "indicator-target"),
            ColumnKind::Decimal,
        ),
    ];
    let mut table = Table::new("mal", ui.t("indicator-targets-caption"), columns);
    for aim in view.indicator.targets.iter() {
        table.push(vec![
            Cell::text(aim.year.0.to_string()),
            Cell::decimal(aim.value),
        ]);
    }
    table
}

fn value_heading(ui: &Ui, view: &IndicatorView, key: &str) -> String {
    match &*view.indicator.unit {
        "" => ui.t(key),
        unit => format!("{} ({unit})", ui.t(key)),
    }
}

fn measurements(ui: &Ui, at: &PlanScope, view: &IndicatorView) -> Table {
    let decimal = |heading: String| Column::new(heading, ColumnKind::Decimal);
    let columns = vec![
        Column::new(ui.t("measurement-date"), ColumnKind::Date),
        decimal(value_heading(ui, view, "measurement-value")),
        decimal(ui.t("indicator-numerator")),
        decimal(ui.t("indicator-denominator")),
        decimal(value_heading(ui, view, "measurement-asked")),
        Column::new(ui.t("indicator-state"), ColumnKind::Text),
        Column::new(ui.t("measurement-note"), ColumnKind::Text),
    ];
    let mut table = Table::new("matningar", ui.t("measurement-list-caption"), columns);
    let path = TargetPath::of(&view.indicator, &view.measurements, at.plan.from);
    let optional =
        |value: Option<rust_decimal::Decimal>| value.map_or_else(Cell::empty, Cell::decimal);
    for (index, made) in view.measurements.iter().enumerate() {
        let asked = path.as_ref().and_then(|path| path.value_on(made.date));
        let then = chart::state_then(view, &at.plan, index).unwrap_or(Standing::WithoutTarget);
        table.push(vec![
            Cell::date(made.date),
            Cell::decimal(made.value),
            optional(made.numerator),
            optional(made.denominator),
            optional(asked.map(|asked| asked.round_dp(2))),
            Cell::tag(words::state_tone(then), words::state(ui, then)),
            Cell::text(&made.note),
        ]);
    }
    table
}

impl IndicatorPage {
    fn direction(&self) -> String {
        words::direction(&self.ui, self.view.indicator.direction)
    }

    fn base(&self) -> String {
        let Some(value) = self.view.indicator.base_value else {
            return self.ui.t("indicator-base-missing");
        };
        let value = words::figure(value, &self.view.indicator.unit);
        match self.view.indicator.base_date {
            Some(date) => format!("{value} ({})", self.ui.date(&date)),
            None => value,
        }
    }

    /// `what (source)`, or what alone.
    fn with_source(&self, what: &str, source: &str) -> String {
        if source.is_empty() {
            what.to_owned()
        } else {
            format!("{what} ({source})")
        }
    }
}
