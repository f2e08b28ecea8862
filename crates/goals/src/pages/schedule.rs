//! A plan's activities over time.

use super::activity_filter::ActivityFilter;
use super::{gantt, plan, words};
use crate::view::view_of;
use crate::{ACTIVITY, Activity, PlanScope, PlanView};
use askama::Template;
use axum::extract::{Path, State};
use chrono::{Datelike, NaiveDate};
use samverk_kept::Held;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Ui, Values, download,
};

#[derive(Template)]
#[template(path = "schedule.html")]
struct SchedulePage {
    ui: Ui,
    at: PlanScope,
    filter: ActivityFilter,
    lead: String,
    picture: Option<String>,
    /// Not all that pass have room in the picture.
    is_cut: bool,
    table: Table,
    /// The filter as the end of an address.
    narrowing: String,
    may_save: bool,
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
    let chosen: Vec<&Held<Activity>> = in_series(&view)
        .into_iter()
        .filter(|activity| filter.passes(activity))
        .collect();
    let table = table(&ui, &at, &view, &chosen);
    if let Some(file) = download(&query, &[&table], tx.now()) {
        return file;
    }
    let drawn = chosen.get(..gantt::ROWS).unwrap_or(&chosen);
    let page = SchedulePage {
        lead: lead(&ui, &chosen, tx.today()),
        picture: gantt::picture(&ui, &view, "tidplan-bild", drawn),
        is_cut: drawn.len() < chosen.len(),
        narrowing: narrowing(&filter),
        filter,
        may_save: at.may(ACTIVITY.writers.by()),
        table: table.without_downloads(),
        ui: ui.clone(),
        at: at.clone(),
    };
    ui.page(&page)
}

/// The activities as they stand under their headings.
fn in_series(view: &PlanView) -> Vec<&Held<Activity>> {
    let series = view.activity_series().into_iter();
    series.flat_map(|(_, activities)| activities).collect()
}

/// How many, how many of them are late, and how many have open dates.
fn lead(ui: &Ui, chosen: &[&Held<Activity>], today: NaiveDate) -> String {
    let late = chosen.iter().filter(|one| one.is_late(today)).count();
    let open = chosen
        .iter()
        .filter(|one| one.from.is_none() || one.to.is_none())
        .count();
    let all = ui.t_with(
        "schedule-lead",
        &[
            ("all", &chosen.len().to_string()),
            ("open", &open.to_string()),
        ],
    );
    match late {
        0 => all,
        late => format!("{} {all}", ui.t1("schedule-late", "count", late)),
    }
}

fn narrowing(filter: &ActivityFilter) -> String {
    let parts = [
        ("status", &filter.status),
        ("ansvarig", &filter.responsible),
        ("omrade", &filter.area),
    ];
    let set = parts.iter().filter(|(_, value)| !value.is_empty());
    set.map(|(name, value)| format!("&{name}={}", encoded(value)))
        .collect()
}

/// A value in an address: everything but plain letters and digits as percent and two digits.
fn encoded(value: &str) -> String {
    let letter = |byte: u8| match byte.is_ascii_alphanumeric() || byte == b'-' {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    value.bytes().map(letter).collect()
}

fn table(ui: &Ui, at: &PlanScope, view: &PlanView, chosen: &[&Held<Activity>]) -> Table {
    let keys = [
        "activity-name",
        "activity-status",
        "activity-responsible",
        "plan-goal",
        "plan-focus-area",
        "activity-from",
        "activity-to",
        "activity-series",
    ];
    let columns = keys.map(|key| Column::new(ui.t(key), ColumnKind::Text));
    let mut table = Table::new("tidplan", ui.t("schedule-table"), columns.into());
    table.narrow = Narrow::Lists;
    for one in chosen {
        let href = at.href(&format!("/insatser/{}", one.key));
        let name = Cell::link(href, one.name.to_string());
        let day = |day: Option<NaiveDate>| {
            day.map_or_else(
                || Cell::text(ui.t("schedule-open")),
                |day| Cell::text(ui.date(&day)),
            )
        };
        let area = one.focus_area.as_ref().map(|key| {
            let known = view.version.content.focus_area(key.as_str());
            known.map_or_else(|| key.to_string(), |area| area.name.clone())
        });
        table.push(vec![
            name,
            words::activity_tag(ui, one, view.today),
            Cell::text(words::answering(view, &one.responsible)),
            goal(at, view, one),
            Cell::text(area.unwrap_or_default()),
            day(one.from),
            day(one.to),
            Cell::text(one.series.to_string()),
        ]);
    }
    table
}

fn goal(at: &PlanScope, view: &PlanView, activity: &Activity) -> Cell {
    let Some(key) = &activity.goal else {
        return Cell::empty();
    };
    match view.version.content.goal(key.as_str()) {
        Some(goal) => {
            let text = goal.text_in(view.today.year());
            Cell::link(at.href(&format!("#mal-{key}")), text)
        }
        None => Cell::text(key.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn values_in_addresses_are_encoded() {
        assert_eq!(encoded("aneby-kommun"), "aneby-kommun");
        assert_eq!(encoded("Råd & co"), "R%C3%A5d%20%26%20co");
    }
}
