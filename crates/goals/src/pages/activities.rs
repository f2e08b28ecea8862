use super::activity_filter::ActivityFilter;
use super::{plan, plan_tables, words};
use crate::model::ActivityStatus;
use crate::view::view_of;
use crate::{ACTIVITY, Activity, PlanScope, PlanView};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::RecordedEvent;
use samverk_kept::{Held, history};
use samverk_web::{AppState, Format, PageResult, Table, Ui, Values};

#[derive(Template)]
#[template(path = "activities.html")]
struct ActivitiesPage {
    ui: Ui,
    at: PlanScope,
    filter: ActivityFilter,
    tables: Vec<Table>,
    counts: Vec<(String, usize)>,
    new_href: Option<String>,
    order_href: Option<String>,
    history: Vec<RecordedEvent>,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    let view = view_of(&tx, &at, None).await?;
    let ui = plan::inside_plan(ui, &at);
    let filter = ActivityFilter::of(&ui, &at, &view, &query)?;
    let may_save = at.may(ACTIVITY.writers.by());
    let may_order = may_save && view.activities.len() > 1;
    let tables = tables(&ui, &view, &filter, &at);
    if let Some(format) = Format::from_code(query.text("format")) {
        let wanted = tables
            .iter()
            .find(|table| table.name == query.text("tabell"));
        if let Some(table) = wanted {
            return table.download(format, tx.now());
        }
    }
    let history = history(&tx, &ACTIVITY, &at, None).await?;
    let page = ActivitiesPage {
        counts: counts(&ui, &view),
        new_href: may_save.then(|| at.href("/insatser/ny")),
        order_href: may_order.then(|| at.href("/insatser/ordna")),
        filter,
        tables,
        history,
        ui: ui.clone(),
        at,
    };
    ui.page(&page)
}

fn tables(ui: &Ui, view: &PlanView, filter: &ActivityFilter, at: &PlanScope) -> Vec<Table> {
    let series = view.activity_series().into_iter().enumerate();
    series
        .filter_map(|(index, (name, list))| {
            let list: Vec<&Held<Activity>> = list
                .into_iter()
                .filter(|activity| filter.passes(activity))
                .collect();
            let other = ui.t("activity-series-none");
            let caption = if name.is_empty() {
                other.as_str()
            } else {
                name
            };
            let name = format!("insatser-{}", index + 1);
            let table = plan_tables::activities(ui, view, (&name, caption), &list, Some(at));
            (!list.is_empty()).then_some(table)
        })
        .collect()
}

fn counts(ui: &Ui, view: &PlanView) -> Vec<(String, usize)> {
    let count = |status: ActivityStatus| {
        view.activities
            .iter()
            .filter(|activity| activity.status == status)
            .count()
    };
    let all = ActivityStatus::ALL.iter();
    all.map(|(_, status)| (words::activity_status(ui, *status), count(*status)))
        .collect()
}
