//! Who works with whom about what, in the plan.

use super::plain::plain_table;
use samverk_database::Tx;
use samverk_documents::{Chart, MapTable, PartyMap, PartyMatrix};
use samverk_foundation::Problem;
use samverk_parties::{PrintedMap, Scope, printed_map};
use samverk_web::Ui;

/// Nothing when there are no ties to show.
pub async fn party_map(tx: &Tx, scope: &Scope, ui: &Ui) -> Result<Option<PartyMap>, Problem> {
    let map = printed_map(tx, scope, ui).await?;
    Ok(map.map(|map| printed(ui, map)))
}

fn printed(ui: &Ui, map: PrintedMap) -> PartyMap {
    let title = ui.t("map-network");
    let tables = tables(ui, &map);
    PartyMap {
        title: ui.t("relation-heading"),
        network: Chart {
            svg: map.network,
            alt: format!("{title}: {}", map.lead),
            caption: String::new(),
        },
        network_title: title,
        text: map.lead,
        notes: map.notes,
        matrix: PartyMatrix {
            title: ui.t("map-matrix"),
            text: ui.t("map-matrix-about"),
            parties: map.matrix.parties,
            rows: map.matrix.rows,
        },
        tables,
    }
}

fn tables(ui: &Ui, map: &PrintedMap) -> Vec<MapTable> {
    let unsure = match map.unsure {
        0 => String::new(),
        count => ui.t1("relation-unsure-count", "count", count),
    };
    let statements = MapTable {
        title: ui.t("map-statements-heading"),
        text: unsure,
        table: plain_table(&map.statements),
    };
    let pairs = MapTable {
        title: ui.t("map-pairs-heading"),
        text: ui.t("map-pairs-lead"),
        table: plain_table(&map.pairs),
    };
    let mut tables = vec![statements, pairs];
    tables.retain(|one| !one.table.rows.is_empty());
    tables
}
