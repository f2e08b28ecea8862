//! Changing the lines of a budget.

use super::budget_facts::inner;

use super::common::{choices, confirmation, outermost, refuse, year};
use crate::actions::{SaveBudget, save_budget};
use crate::policy::Action;
use crate::records::BudgetRecord;
use crate::visible::find_visible_budget;
use axum::extract::{Path, State};
use samverk_engine::{Budget, BudgetLine, BudgetPart, LineKind};
use samverk_foundation::{Key, Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values,
    redirect_with_notice,
};

const LINE_COLUMNS: [&str; 5] = ["part", "name", "kind", "amount", "note"];

fn lines_page(ui: Ui, scope: &Scope, record: &BudgetRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let part = |part: &BudgetPart| Choice::new(&part.key, part.name.clone());
    let parts: Vec<_> = record.budget.parts.iter().map(part).collect();
    let part = RowColumn::choose("part", ui.t("budget-part"), parts);
    let lines = lines_field(&ui, part).hint(ui.t("budget-lines-hint"));
    let form = Form::new(format!("{href}/rader"), ui.t("form-save"))
        .field(lines)
        .field(Field::new("revision", "", FieldKind::Hidden))
        .cancel(href)
        .fill(lines_filled(record));
    let heading = ui.t1("budget-lines-heading", "title", &record.title);
    FormPage::new(ui, heading, form)
}

fn lines_filled(record: &BudgetRecord) -> Values {
    let row = |line: &BudgetLine| {
        let part = line.part.as_ref().map(Key::to_string).unwrap_or_default();
        let kind = line.kind.code().to_owned();
        vec![
            part,
            line.name.clone(),
            kind,
            line.amount.to_plain(),
            line.note.clone(),
        ]
    };
    let rows: Vec<_> = record.budget.lines.iter().map(row).collect();
    Values::default()
        .set_rows("lines", &LINE_COLUMNS, &rows)
        .set("revision", record.revision)
}

/// The table of lines; what the part is chosen or written in stands first.
pub(super) fn lines_field(ui: &Ui, part: RowColumn) -> Field {
    let kinds = choices(ui, "line-kind", LineKind::ALL.map(LineKind::code));
    let columns = vec![
        part,
        RowColumn::new("name", ui.t("budget-line")),
        RowColumn::choose("kind", ui.t("budget-kind"), kinds),
        RowColumn::new("amount", ui.t("budget-amount")),
        RowColumn::new("note", ui.t("budget-note")),
    ];
    let rows = FieldKind::Rows {
        columns,
        grows: true,
    };
    Field::new("lines", ui.t("budget-lines"), rows)
}

/// The lines as they are written; `part` reads the field of each that says to which part it belongs.
pub(super) fn read_lines(
    values: &Values,
    problems: &mut Problems,
    mut part: impl FnMut(&str) -> Result<Option<Key>, Problem>,
) -> Vec<BudgetLine> {
    let kinds = LineKind::ALL.map(|kind| (kind.code(), kind));
    let mut lines = Vec::new();
    for (number, _) in values.rows("lines", &LINE_COLUMNS) {
        let field = |column: &str| format!("lines.{number}.{column}");
        let part = problems.keep(part(&field("part")));
        let name = problems.keep(values.required(&field("name")));
        let kind = match values.is_set(&field("kind")) {
            true => problems.keep(values.choice(&field("kind"), &kinds)),
            false => Some(LineKind::Cost),
        };
        let amount = problems.keep(values.ore(&field("amount")));
        let note = problems.keep(values.optional(&field("note")));
        if let (Some(part), Some(name), Some(kind), Some(amount), Some(note)) =
            (part, name, kind, amount, note)
        {
            lines.push(BudgetLine {
                part,
                name,
                kind,
                amount,
                note,
            });
        }
    }
    lines
}

fn read(values: &Values, before: &BudgetRecord) -> Result<SaveBudget, Problems> {
    let mut problems = Problems::default();
    let lines = read_lines(values, &mut problems, |field| values.optional_key(field));
    let revision = problems.keep(values.integer("revision"));
    problems.or(())?;
    let budget = Budget {
        lines,
        ..before.budget.clone()
    };
    Ok(SaveBudget {
        title: before.title.clone(),
        published: before.published,
        budget,
        source: before.source.clone(),
        note: before.note.clone(),
        revision,
    })
}

pub async fn edit_lines(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    scope.require(Action::SaveBudget.by())?;
    lines_page(inner(ui, &scope, &record), &scope, &record).show()
}

pub async fn save_lines(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_budget_lines").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    scope.require(Action::SaveBudget.by())?;
    let page = lines_page(inner(ui.clone(), &scope, &record), &scope, &record);
    if let Some(asked) = page.form.rows_asked(&page.ui, &values) {
        let found = read(&asked.values, &record).err();
        return page.show_rows(asked, found);
    }
    let saved = match read(&values, &record) {
        Ok(input) => save_budget(&tx, &ui.actor, &scope, input, confirmation(&values)).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => refuse(page, values, problems, outermost),
    }
}
