//! A business case in print: the result first, then the tables of its page.

use super::words;
use samverk_benefits::{CaseView, case_picture, case_tables, headline};
use samverk_database::Tx;
use samverk_documents::{Chart, Front, ScenarioDocument, ScenarioSide, ScenarioTable};
use samverk_parties::Scope;
use samverk_web::{Cell, Table, TableRow, Ui};

pub fn document(tx: &Tx, scope: &Scope, view: &CaseView, ui: &Ui) -> ScenarioDocument {
    let tables = case_tables(ui, view, "");
    let caption = ui.t("case-curve");
    ScenarioDocument {
        front: Front {
            language: ui.language,
            collaboration: scope.collaboration.name.clone(),
            title: view.kept.title.to_string(),
            subtitle: ui.t("business-case-one"),
            version: String::new(),
            status: words::word(ui, "business-case-state", view.kept.state.code()),
            decision: String::new(),
            date: words::printed_on(ui, tx.now()),
        },
        heading: ui.t("case-printed-result"),
        sides: vec![result(view, ui)],
        tables: tables.all().into_iter().map(table).collect(),
        chart: Some(Chart {
            svg: case_picture(ui, view),
            alt: ui.t("case-curve-about"),
            caption,
        }),
    }
}

/// The sentences of the page's beginning, and what is not valued in money.
fn result(view: &CaseView, ui: &Ui) -> ScenarioSide {
    let told = headline(ui, view);
    let in_words = view.case.in_words(view.case.proposed);
    let in_words = in_words.map(|(line, text)| format!("{}: {text}", line.name));
    let sentences = [told.sentence, told.turns, told.bounds].into_iter();
    let name = view.case.alternatives.get(view.case.proposed);
    ScenarioSide {
        label: ui.t("case-value"),
        title: name.cloned().unwrap_or_default(),
        note: view.kept.about.to_string(),
        changes: sentences.chain(in_words).collect(),
        total: told.value,
    }
}

fn table(table: &Table) -> ScenarioTable {
    let table = table.with_filled_columns();
    let shown = |row: &TableRow| row.0.iter().map(Cell::shown).collect();
    ScenarioTable {
        title: table.caption.clone(),
        about: String::new(),
        headings: table
            .columns
            .iter()
            .map(|column| column.heading.clone())
            .collect(),
        rows: table.rows.iter().map(shown).collect(),
        totals: Vec::new(),
    }
}
