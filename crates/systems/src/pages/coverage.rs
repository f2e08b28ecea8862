//! A collaboration's systems: areas × parties, what several share, what only one has.

use super::alike::shared_lists;
use crate::store::{Covered, list_covered, list_shared};
use crate::{NEED_AREA, NeedArea, PRODUCT, policy};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{PartyId, Problem};
use samverk_kept::{Held, Installation};
use samverk_parties::model::Party;
use samverk_parties::{Acquaintance, Scope};
use samverk_web::{
    AppState, By, Cell, Column, ColumnKind, MenuGroup, MenuPlace, PageResult, Policy, Route, Table,
    Ui, Values, download,
};

const PATH: &str = "/samverkan/{collaboration}/systemkarta";

/// Parties of the picture that stand side by side.
const ACROSS: usize = 12;
/// Products that are told.
const PRODUCTS_MOST: u64 = 100;

pub(crate) const PLACE: MenuPlace = MenuPlace::new(
    MenuGroup::Development,
    50,
    "/systemkarta",
    "system-coverage-tab",
)
.seen_by(By::Members);

pub(super) fn routes() -> Vec<Route> {
    vec![Route::get(PATH, Policy::Action(policy::COVERAGE), show)]
}

#[derive(Template)]
#[template(path = "coverage.html")]
struct CoveragePage {
    ui: Ui,
    matrix: Table,
    /// Other stretches of the parties: where they are and what they are called.
    stretches: Vec<(String, String)>,
    shared: Table,
    alone: Table,
    lists: Vec<(String, String)>,
}

async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    scope.require(policy::reads_coverage)?;
    let ui = scope.ui(ui);
    let parties: Vec<Party> = scope.present().map(|member| member.party.clone()).collect();
    let known = Acquaintance::find(&tx, &ui.actor).await?;
    let (own, others): (Vec<PartyId>, Vec<PartyId>) = parties
        .iter()
        .map(|party| party.id)
        .partition(|party| known.is_own(*party));
    let areas = NEED_AREA
        .all(&tx, &Installation::seen_by(&ui.actor))
        .await?;
    let covered = list_covered(&tx, &own, &others).await?;
    let shared = list_shared(&tx, (&own, &others), PRODUCTS_MOST).await?;
    let first = usize::try_from(query.optional_integer("fran")?.unwrap_or_default());
    let first = first.unwrap_or_default().min(parties.len());
    let across: Vec<&Party> = parties.iter().skip(first).take(ACROSS).collect();
    let matrix = matrix(&ui, &areas, &across, &covered);
    let shared = products(&tx, &ui, &shared).await?;
    let alone = alone(&ui, &areas, &parties, &covered);
    if let Some(file) = download(&query, &[&matrix, &shared, &alone], tx.now()) {
        return file;
    }
    let stretches = (0..parties.len())
        .step_by(ACROSS)
        .filter(|_| parties.len() > ACROSS);
    let stretches = stretches.map(|from| {
        let last = (from + ACROSS).min(parties.len());
        let words = format!("{}–{}", parties[from].name, parties[last - 1].name);
        (format!("{}?fran={from}", scope.href("/systemkarta")), words)
    });
    let page = CoveragePage {
        stretches: stretches.collect(),
        lists: shared_lists(&ui),
        matrix: matrix.asked_by(match first {
            0 => String::new(),
            first => format!("fran={first}&"),
        }),
        shared,
        alone,
        ui: ui.clone(),
    };
    ui.page(&page)
}

/// What each party has for each need: its name, or how many.
fn matrix(ui: &Ui, areas: &[Held<NeedArea>], parties: &[&Party], covered: &[Covered]) -> Table {
    let mut columns = vec![Column::new(ui.t("need-area-one"), ColumnKind::Text)];
    let names = parties
        .iter()
        .map(|party| Column::new(&party.name, ColumnKind::Text));
    columns.extend(names);
    let mut table =
        Table::new("systemkarta", ui.t("system-coverage-matrix"), columns).with_all_columns();
    for area in areas
        .iter()
        .filter(|area| covered.iter().any(|one| one.area == area.id))
    {
        let mut cells = vec![area_cell(area)];
        for party in parties {
            let found = covered
                .iter()
                .find(|one| one.area == area.id && one.party == party.id);
            cells.push(match found {
                None => Cell::empty(),
                Some(one) if one.systems == 1 => {
                    let href = format!("{}/system/{}", party.href(), one.key);
                    Cell::link(href, &one.title)
                }
                Some(one) => {
                    let words = ui.t1("system-coverage-several", "count", one.systems);
                    Cell::link(format!("{}/system", party.href()), words)
                }
            });
        }
        table.push(cells);
    }
    table
}

fn area_cell(area: &Held<NeedArea>) -> Cell {
    Cell::link(
        format!("/behovsomraden/{}", area.key),
        area.name.to_string(),
    )
}

/// Products that more than one has.
async fn products(tx: &Tx, ui: &Ui, shared: &[(uuid::Uuid, i64)]) -> Result<Table, Problem> {
    let columns = vec![
        Column::new(ui.t("product-one"), ColumnKind::Text),
        Column::new(ui.t("system-coverage-parties"), ColumnKind::Integer),
    ];
    let mut table = Table::new(
        "gemensamma-produkter",
        ui.t("system-coverage-shared"),
        columns,
    );
    let several: Vec<_> = shared.iter().filter(|(_, parties)| *parties > 1).collect();
    let ids: Vec<uuid::Uuid> = several.iter().map(|(id, _)| *id).collect();
    let known = PRODUCT.with_ids(tx, &ids).await?;
    for (id, parties) in several {
        let Some(product) = known.iter().find(|one| one.id == *id) else {
            continue;
        };
        let href = format!("/produkter/{}", product.key);
        let name = Cell::link(href, product.name.to_string());
        table.push(vec![name, Cell::integer(*parties)]);
    }
    Ok(table)
}

/// Needs for which only one has something: the others may lack it, or have it unsaid.
fn alone(ui: &Ui, areas: &[Held<NeedArea>], parties: &[Party], covered: &[Covered]) -> Table {
    let columns = vec![
        Column::new(ui.t("need-area-one"), ColumnKind::Text),
        Column::new(ui.t("system-coverage-only"), ColumnKind::Text),
        Column::new(ui.t("it-system-one"), ColumnKind::Text),
    ];
    let mut table = Table::new("bara-hos-en", ui.t("system-coverage-alone"), columns);
    for area in areas {
        let mut having = covered.iter().filter(|one| one.area == area.id);
        let (Some(one), None) = (having.next(), having.next()) else {
            continue;
        };
        let Some(party) = parties.iter().find(|party| party.id == one.party) else {
            continue;
        };
        table.push(vec![
            area_cell(area),
            Cell::link(party.href(), &party.name),
            Cell::link(format!("{}/system/{}", party.href(), one.key), &one.title),
        ]);
    }
    table
}
