//! Scenarios side by side, in print.

use super::words;
use samverk_database::Tx;
use samverk_documents::{Chart, Front, ScenarioDocument, ScenarioSide, ScenarioTable};
use samverk_economy::{ShownSide, load_printed_comparison};
use samverk_foundation::Problem;
use samverk_parties::Scope;
use samverk_web::{Table, TableRow, Ui};

pub async fn document(
    tx: &Tx,
    scope: &Scope,
    keys: &[&str],
    ui: &Ui,
) -> Result<ScenarioDocument, Problem> {
    let printed = load_printed_comparison(tx, scope, keys, ui).await?;
    let about = printed
        .population_year
        .map(|year| ui.t1("scenario-population-year", "year", year))
        .unwrap_or_default();
    let letters = |side: &ShownSide| format!("{}: {}", side.label, side.title);
    let sides: Vec<String> = printed.sides.iter().map(letters).collect();
    let caption = ui.t("scenario-amounts-chart");
    Ok(ScenarioDocument {
        front: Front {
            language: ui.language,
            collaboration: scope.collaboration.name.clone(),
            title: ui.t("scenario-compare"),
            subtitle: String::new(),
            version: String::new(),
            status: String::new(),
            decision: String::new(),
            date: words::printed_on(ui, tx.now()),
        },
        heading: ui.t("scenario-compare-heading"),
        sides: printed.sides.iter().map(side).collect(),
        tables: printed
            .tables
            .iter()
            .map(|one| table(one, &about))
            .collect(),
        chart: Some(Chart {
            svg: printed.chart,
            alt: format!("{caption}: {}", sides.join("; ")),
            caption,
        }),
    })
}

fn side(side: &ShownSide) -> ScenarioSide {
    ScenarioSide {
        label: side.label.clone(),
        title: side.title.clone(),
        note: side
            .remarks
            .iter()
            .chain([&side.note])
            .filter(|text| !text.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" "),
        changes: side.changes.clone(),
        total: side.total.clone(),
    }
}

fn table(table: &Table, about: &str) -> ScenarioTable {
    let shown = |row: &TableRow| row.0.iter().map(samverk_web::Cell::shown).collect();
    ScenarioTable {
        title: table.caption.clone(),
        about: about.to_owned(),
        headings: table
            .columns
            .iter()
            .map(|column| column.heading.clone())
            .collect(),
        rows: table.rows.iter().map(shown).collect(),
        totals: table.totals.as_ref().map(shown).unwrap_or_default(),
    }
}
