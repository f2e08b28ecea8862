//! A process as a picture, with the table that says the same.

use super::kind::CaseProcess;
use super::rows::{Performer, Said, Transition};
use samverk_charts::{FlowArrow, FlowChart, FlowState};
use samverk_foundation::Key;
use samverk_web::{Cell, Column, ColumnKind, Narrow, Table, Ui};

/// `id` is unique on the page.
pub(super) fn picture(ui: &Ui, process: &CaseProcess, id: &str) -> String {
    let place = |key: &Key| process.states.iter().position(|one| one.key == *key);
    let state = |one: &super::ProcessState| FlowState {
        name: one.called(ui.language).to_owned(),
        is_last: one.closes,
    };
    let arrow = |one: &Transition| {
        Some(FlowArrow {
            from: place(&one.from)?,
            to: place(&one.to)?,
            text: one.called(ui.language).to_owned(),
        })
    };
    let name = process.called(ui.language);
    FlowChart {
        id: id.to_owned(),
        title: ui.t1("case-process-picture", "name", name),
        description: ui.t("case-process-picture-description"),
        states: process.states.iter().map(state).collect(),
        arrows: process.transitions.iter().filter_map(arrow).collect(),
    }
    .to_svg()
}

/// The ways of a process: from where to where, what the button says, who may and what must be so.
pub(super) fn ways(ui: &Ui, process: &CaseProcess) -> Table {
    let columns = [
        "case-process-way-from",
        "case-process-way-name",
        "case-process-way-to",
        "case-process-way-by",
        "case-process-way-needs",
    ];
    let columns = columns.map(|text| Column::new(ui.t(text), ColumnKind::Text));
    let caption = ui.t("case-process-ways");
    let mut table = Table::new("vagar", caption, columns.to_vec()).narrow(Narrow::Lists);
    for one in process.transitions.iter() {
        let state = |key: &Key| {
            let state = process.state(key);
            state
                .map_or("", |state| state.called(ui.language))
                .to_owned()
        };
        table.push(vec![
            Cell::text(state(&one.from)),
            Cell::text(one.called(ui.language)),
            Cell::text(state(&one.to)),
            Cell::text(performer_words(ui, one.by)),
            Cell::text(needs(ui, process, one).join("\n")),
        ]);
    }
    table.without_downloads()
}

pub(crate) fn performer_words(ui: &Ui, by: Performer) -> String {
    ui.kind_name("case-process-performer-", by.code())
}

/// What must be so before a way is taken, a sentence each.
fn needs(ui: &Ui, process: &CaseProcess, one: &Transition) -> Vec<String> {
    let said = one.said.map(|said| said_words(ui, said));
    let document = one.document.as_ref().and_then(|key| process.document(key));
    let document = document.map(|one| {
        ui.t1(
            "case-process-needs-document",
            "name",
            one.called(ui.language),
        )
    });
    let task = one.task.as_ref().and_then(|key| process.task(key));
    let task = task.map(|one| ui.t1("case-process-needs-task", "name", one.called(ui.language)));
    [said, document, task].into_iter().flatten().collect()
}

fn said_words(ui: &Ui, said: Said) -> String {
    let field = ui.kind_name("case-process-said-", said.code());
    ui.t1("case-process-needs-said", "field", field)
}
