//! The printed table beside a distribution.

use super::common::{confirmation, outermost, party_choices, refuse};
use super::distribution_forms::inner;
use super::distribution_tables::{compared_agree, comparison_table};
use crate::actions::attach_printed_table;
use crate::evaluation::evaluate_record;
use crate::policy::Action;
use crate::records::{DistributionRecord, PrintedRecord};
use crate::view::{find_visible_distribution, view};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_engine::{PrintedRow, PrintedTable};
use samverk_foundation::{Key, Ore, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Table, Ui, Values,
    redirect_with_notice,
};

const PRINTED_COLUMNS: [&str; 3] = ["party", "share", "amount"];

fn printed_page(ui: Ui, scope: &Scope, record: &DistributionRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let columns = vec![
        RowColumn::choose("party", ui.t("economy-party"), party_choices(scope)),
        RowColumn::new("share", ui.t("printed-share")),
        RowColumn::new("amount", ui.t("printed-amount")),
    ];
    let rows = FieldKind::Rows {
        columns,
        grows: true,
    };
    let form = Form::new(format!("{href}/tryckt-tabell"), ui.t("form-save"))
        .field(Field::new(
            "source",
            ui.t("printed-source"),
            FieldKind::Text,
        ))
        .field(Field::new("printed", ui.t("printed-rows"), rows).hint(ui.t("printed-rows-hint")))
        .field(Field::new(
            "total",
            ui.t("printed-total"),
            FieldKind::Number,
        ))
        .field(Field::new("revision", "", FieldKind::Hidden))
        .cancel(href)
        .fill(printed_filled(scope, record));
    let (heading, lead) = (ui.t("printed-heading"), ui.t("printed-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

/// What is attached, or one row for each member to be filled in.
fn printed_filled(scope: &Scope, record: &DistributionRecord) -> Values {
    let values = Values::default().set("revision", record.revision);
    let Some(printed) = &record.printed else {
        let row = |member: &samverk_parties::model::Member| vec![member.party.key.to_string()];
        let rows: Vec<_> = scope.members.iter().map(row).collect();
        return values.set_rows("printed", &["party"], &rows);
    };
    let row = |row: &PrintedRow| {
        vec![
            row.party.to_string(),
            row.share.clone(),
            row.amount.map(Ore::to_plain).unwrap_or_default(),
        ]
    };
    let rows: Vec<_> = printed.table.rows.iter().map(row).collect();
    values
        .set("source", &printed.source)
        .set(
            "total",
            printed
                .table
                .printed_total
                .map(Ore::to_plain)
                .unwrap_or_default(),
        )
        .set_rows("printed", &PRINTED_COLUMNS, &rows)
}

/// The rows with a share or an amount: the parties stand there from the beginning.
fn written_rows(values: &Values) -> Vec<usize> {
    let rows = values.rows("printed", &PRINTED_COLUMNS).into_iter();
    let is_written =
        |(_, cells): &(usize, Vec<String>)| cells.iter().skip(1).any(|c| !c.is_empty());
    rows.filter(is_written).map(|(number, _)| number).collect()
}

/// `printed[2].amount`, the third written row, is `printed.7.amount` when five rows before it are
/// without share and amount.
fn in_form(mut problems: Problems, values: &Values) -> Problems {
    let written = written_rows(values);
    for place in problems.0.iter_mut().filter_map(|p| p.place.field.as_mut()) {
        let cell = place.strip_prefix("printed[").and_then(|rest| {
            let (index, column) = rest.split_once("].")?;
            let number = written.get(index.parse::<usize>().ok()?)?;
            Some(format!("printed.{number}.{column}"))
        });
        if let Some(cell) = cell {
            *place = cell;
        }
    }
    problems
}

/// Rows without share and amount are left out; a table without rows is no table.
fn read_printed(values: &Values) -> Result<(Option<PrintedRecord>, i64), Problems> {
    let mut problems = Problems::default();
    let mut rows = Vec::new();
    for number in written_rows(values) {
        let field = |column: &str| format!("printed.{number}.{column}");
        let party = problems.keep(values.required(&field("party")));
        let party = party.and_then(|party| problems.keep(Key::parse(&party)));
        let share = problems.keep(values.optional(&field("share")));
        let amount = problems.keep(values.optional_ore(&field("amount")));
        if let (Some(party), Some(share), Some(amount)) = (party, share, amount) {
            rows.push(PrintedRow {
                party,
                share,
                amount,
            });
        }
    }
    let source = problems.keep(values.optional("source"));
    let total = problems.keep(values.optional_ore("total"));
    let seen = problems.keep(values.integer("revision"));
    let (Some(source), Some(printed_total), Some(seen)) = (source, total, seen) else {
        return Err(problems);
    };
    let table = PrintedTable {
        rows,
        printed_total,
    };
    let is_empty = table.rows.is_empty();
    problems.or(((!is_empty).then_some(PrintedRecord { source, table }), seen))
}

/// How the table that is not saved yet compares, as HTML: to be read before it is confirmed. Nothing
/// when it cannot be compared.
async fn compared(
    tx: &Tx,
    scope: &Scope,
    ui: &Ui,
    (record, printed): (DistributionRecord, PrintedRecord),
) -> Result<String, Problem> {
    let record = DistributionRecord {
        printed: Some(printed),
        ..record
    };
    let Ok(evaluation) = evaluate_record(tx, scope, &record).await else {
        return Ok(String::new());
    };
    let view = view(tx, scope, (record, evaluation), ui).await?;
    let table = comparison_table(ui, &view).map(Table::without_downloads);
    let shown = PrintedPreview {
        ui,
        agree: compared_agree(ui, &view),
        table,
        findings: view.comparison.map(|one| one.findings).unwrap_or_default(),
        key_search: view.key_search,
    };
    shown.render().map_err(Problem::internal)
}

#[derive(Template)]
#[template(path = "printed_preview.html")]
struct PrintedPreview<'p> {
    ui: &'p Ui,
    agree: String,
    table: Option<Table>,
    findings: Vec<String>,
    key_search: Vec<String>,
}

pub async fn edit_printed(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::SaveDistribution.by())?;
    printed_page(inner(ui, &scope, &record), &scope, &record).show()
}

pub async fn save_printed(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("attach_printed_table").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::SaveDistribution.by())?;
    let mut page = printed_page(inner(ui.clone(), &scope, &record), &scope, &record);
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = read_printed(&asked.values).err();
        return page.show_rows(asked, found);
    }
    let key = record.key.as_str();
    let saved = match read_printed(&values) {
        Ok(printed) => {
            let confirmed = confirmation(&values);
            attach_printed_table(&tx, &ui.actor, &scope, key, printed, confirmed).await
        }
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => {
            if let Ok((Some(printed), _)) = read_printed(&values) {
                page.above = compared(&tx, &scope, &page.ui, (record, printed)).await?;
            }
            let problems = in_form(problems, &values);
            refuse(page, values, problems, outermost)
        }
    }
}
