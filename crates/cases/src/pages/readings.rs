//! Who has read what of a case: for the party's administrators alone.

use super::one::below;
use super::share::names_of;
use crate::desk::RegistryDesk;
use crate::policy::Action;
use crate::store;
use askama::Template;
use axum::extract::{Path, State};
use samverk_web::{AppState, Cell, Column, ColumnKind, Narrow, PageResult, Table, Ui, Values};

const SHOWN: usize = 100;

#[derive(Template)]
#[template(path = "readings.html")]
struct ReadingsPage {
    ui: Ui,
    heading: String,
    table: Table,
    older: Option<String>,
}

pub(super) async fn list(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case)): Path<(String, String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = RegistryDesk::find_to_read(&tx, &ui.actor, &party, &registry).await?;
    desk.require(Action::Readings)?;
    let case = desk.case(&tx, &case).await?;
    let from = query
        .optional_integer("fran")?
        .unwrap_or(0)
        .max(0)
        .unsigned_abs();
    let mut readings = store::list_readings(&tx, case.id, (from, SHOWN as u64 + 1)).await?;
    let older = (readings.len() > SHOWN).then(|| from.saturating_add(SHOWN as u64));
    readings.truncate(SHOWN);
    let mut people: Vec<_> = readings.iter().map(|one| one.person).collect();
    people.sort_unstable();
    people.dedup();
    let people = samverk_identity::names_of(&tx, &people).await?;
    let parties = names_of(&tx, readings.iter().filter_map(|one| one.through)).await?;
    let columns = [
        ("case-reading-day", ColumnKind::Date),
        ("case-reading-who", ColumnKind::Text),
        ("case-reading-what", ColumnKind::Text),
        ("case-reading-through", ColumnKind::Text),
        ("case-reading-last", ColumnKind::Text),
        ("case-reading-times", ColumnKind::Integer),
    ];
    let columns = columns.map(|(text, kind)| Column::new(ui.t(text), kind));
    let mut table = Table::new("lasningar", ui.t("case-readings"), columns.to_vec());
    for one in &readings {
        let through = one.through.and_then(|party| parties.get(&party));
        let what = ui.t1(&format!("case-read-{}", one.what), "part", &one.part);
        table.push(vec![
            Cell::date(one.day),
            Cell::text(people.get(&one.person).cloned().unwrap_or_default()),
            Cell::text(what),
            Cell::text(through.cloned().unwrap_or_default()),
            Cell::text(ui.time(&one.last_at)),
            Cell::integer(one.times),
        ]);
    }
    let here = desk.case_href(&case, "/lasningar");
    let ui = below(ui, &desk, &case);
    ui.page(&ReadingsPage {
        heading: ui.t1("case-readings-heading", "number", &case.number),
        table: table.narrow(Narrow::Lists).without_downloads(),
        older: older.map(|from| format!("{here}?fran={from}")),
        ui: ui.clone(),
    })
}
