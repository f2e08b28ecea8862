//! The collaboration's own tables of figures.

use super::common::{download, outermost, refuse, removal, year_in};
use super::distributions::below;
use crate::actions::{SaveMeasure, remove_measure, save_measure};
use crate::policy::Action;
use crate::records::MeasureRecord;
use crate::visible::{find_visible_measure, visible_measures};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, list_object_events};
use samverk_engine::{MeasureTable, MeasureValue};
use samverk_foundation::{Key, Problems, format_decimal};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Cell, Choice, Column, ColumnKind, Field, FieldKind, Form, FormPage, PageResult,
    RowColumn, Table, Ui, Values, redirect_with_notice,
};

const COLUMNS: [&str; 3] = ["party", "year", "value"];

#[derive(Template)]
#[template(path = "measure_list.html")]
struct MeasureList {
    ui: Ui,
    scope: Scope,
    measures: Vec<MeasureRecord>,
    may_edit: bool,
}

pub async fn list(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let measures = visible_measures(&tx, &scope).await?;
    let ui = below(scope.ui(ui), &scope);
    let may_edit = scope.may(Action::SaveMeasure.by());
    ui.page(&MeasureList {
        ui: ui.clone(),
        scope,
        measures,
        may_edit,
    })
}

#[derive(Template)]
#[template(path = "measure.html")]
struct MeasurePage {
    ui: Ui,
    record: MeasureRecord,
    table: Table,
    href: String,
    may_edit: bool,
    history: Vec<RecordedEvent>,
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, measure)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_measure(&tx, &scope, &measure).await?;
    let ui = inner(ui, &scope, None);
    let table = figures(&ui, &scope, &record.table);
    if let Some(file) = download(&values, &[&table], tx.now()) {
        return file;
    }
    let history = match scope.sees_drafts() {
        true => list_object_events(&tx, record.id, 10).await?,
        false => Vec::new(),
    };
    let may_edit = scope.may(Action::SaveMeasure.by());
    let href = scope.href(&record.suffix());
    ui.page(&MeasurePage {
        ui: ui.clone(),
        record,
        table,
        href,
        may_edit,
        history,
    })
}

fn inner(ui: Ui, scope: &Scope, record: Option<&MeasureRecord>) -> Ui {
    let ui = below(scope.ui(ui), scope);
    let all = ui.t("measure-list-heading");
    let ui = ui.with_crumb(scope.href("/matt"), all);
    match record {
        Some(record) => ui.with_crumb(scope.href(&record.suffix()), record.table.name.clone()),
        None => ui,
    }
}

fn figures(ui: &Ui, scope: &Scope, table: &MeasureTable) -> Table {
    let columns = vec![
        Column::new(ui.t("economy-party"), ColumnKind::Text),
        Column::new(ui.t("measure-year"), ColumnKind::Text),
        Column::new(table.unit.clone(), ColumnKind::Decimal),
    ];
    let mut shown = Table::new("matt", table.name.clone(), columns);
    let name_of = |key: &Key| {
        let mut members = scope.members.iter();
        let member = members.find(|member| member.party.key == *key);
        member.map_or_else(|| key.to_string(), |member| member.party.name.clone())
    };
    for row in &table.values {
        let year = row.year.map(|year| year.to_string()).unwrap_or_default();
        let cells = vec![
            Cell::text(name_of(&row.party)),
            Cell::text(year),
            Cell::decimal(row.value),
        ];
        shown.push(cells);
    }
    shown
}

fn form_page(ui: Ui, scope: &Scope, record: Option<&MeasureRecord>) -> FormPage {
    let (action, cancel, heading) = match record {
        Some(record) => {
            let href = scope.href(&record.suffix());
            (format!("{href}/redigera"), href, ui.t("measure-edit"))
        }
        None => (
            scope.href("/matt/ny"),
            scope.href("/matt"),
            ui.t("measure-new"),
        ),
    };
    let columns = vec![
        RowColumn::choose("party", ui.t("economy-party"), party_choices(scope)),
        RowColumn::new("year", ui.t("measure-year")),
        RowColumn::new("value", ui.t("measure-value")),
    ];
    let rows = FieldKind::Rows { columns, spare: 5 };
    let mut form = Form::new(action, ui.t("form-save"))
        .field(Field::new("name", ui.t("measure-name"), FieldKind::Text).required())
        .field(
            Field::new("unit", ui.t("measure-unit"), FieldKind::Text)
                .hint(ui.t("measure-unit-hint")),
        )
        .field(Field::new("values", ui.t("measure-values"), rows).hint(ui.t("measure-values-hint")))
        .field(Field::new("revision", "", FieldKind::Hidden))
        .cancel(cancel)
        .fill(record.map(filled).unwrap_or_default());
    if record.is_none() {
        let field = Field::new("key", ui.t("economy-key"), FieldKind::Text);
        form = form.field(field.hint(ui.t("measure-key-hint")));
    }
    FormPage::new(ui, heading, form)
}

/// The members as choices, by their names in their order.
pub fn party_choices(scope: &Scope) -> Vec<Choice> {
    let choice = |member: &samverk_parties::model::Member| {
        Choice::new(&member.party.key, member.party.name.clone())
    };
    scope.members.iter().map(choice).collect()
}

fn filled(record: &MeasureRecord) -> Values {
    let row = |row: &MeasureValue| {
        let year = row.year.map(|year| year.to_string()).unwrap_or_default();
        vec![row.party.to_string(), year, format_decimal(row.value)]
    };
    let rows: Vec<_> = record.table.values.iter().map(row).collect();
    Values::default()
        .set("name", &record.table.name)
        .set("unit", &record.table.unit)
        .set("revision", record.revision)
        .set_rows("values", &COLUMNS, &rows)
}

/// One row for each member, to be filled in.
fn prefilled(scope: &Scope) -> Values {
    let rows: Vec<_> = scope
        .members
        .iter()
        .map(|member| vec![member.party.key.to_string()])
        .collect();
    Values::default().set_rows("values", &["party"], &rows)
}

fn read(values: &Values, before: Option<&MeasureRecord>) -> Result<SaveMeasure, Problems> {
    let mut problems = Problems::default();
    let name = problems.keep(values.required("name"));
    let unit = problems.keep(values.optional("unit"));
    let key = match before {
        Some(before) => Some(Some(before.table.key.clone())),
        None => problems.keep(values.optional_key("key")),
    };
    let revision = match before {
        Some(_) => problems.keep(values.integer("revision")),
        None => None,
    };
    let mut figures = Vec::new();
    for (number, cells) in values.rows("values", &COLUMNS) {
        let field = |column: &str| format!("values.{number}.{column}");
        let [_, _, value] = cells.as_slice() else {
            continue;
        };
        if value.is_empty() {
            continue;
        }
        let party = problems.keep(values.required(&field("party")));
        let party = party.and_then(|party| problems.keep(Key::parse(&party)));
        let year = year_in(values.text(&field("year")));
        let year = problems.keep(year.map_err(|problem| problem.at_field(&field("year"))));
        let value = problems.keep(values.optional_decimal(&field("value")));
        if let (Some(party), Some(year), Some(Some(value))) = (party, year, value) {
            figures.push(MeasureValue { party, year, value });
        }
    }
    problems.or(())?;
    let (name, unit) = (name.unwrap_or_default(), unit.unwrap_or_default());
    let key = key.flatten().unwrap_or_else(|| Key::from_name(&name));
    Ok(SaveMeasure {
        table: MeasureTable {
            key,
            name,
            unit,
            values: figures,
        },
        revision,
    })
}

pub async fn new(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveMeasure.by())?;
    let mut page = form_page(inner(ui, &scope, None), &scope, None);
    page.form.values = prefilled(&scope);
    page.show()
}

pub async fn create(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("create_measure").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveMeasure.by())?;
    let saved = match read(&values, None) {
        Ok(input) => save_measure(&tx, &ui.actor, &scope, input).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(record) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => {
            let page = form_page(inner(ui, &scope, None), &scope, None);
            refuse(page, values, problems, outermost)
        }
    }
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, measure)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveMeasure.by())?;
    let record = find_visible_measure(&tx, &scope, &measure).await?;
    form_page(inner(ui, &scope, Some(&record)), &scope, Some(&record)).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, measure)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_measure").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveMeasure.by())?;
    let record = find_visible_measure(&tx, &scope, &measure).await?;
    let saved = match read(&values, Some(&record)) {
        Ok(input) => save_measure(&tx, &ui.actor, &scope, input).await,
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(record) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => {
            let page = form_page(inner(ui, &scope, Some(&record)), &scope, Some(&record));
            refuse(page, values, problems, outermost)
        }
    }
}

fn removal_page(ui: Ui, scope: &Scope, record: &MeasureRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let heading = ui.t1("economy-remove-heading", "name", &record.table.name);
    let lead = ui.t("measure-remove-lead");
    removal(
        ui,
        heading,
        lead,
        &format!("{href}/ta-bort"),
        &href,
        record.revision,
    )
}

pub async fn ask_remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, measure)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveMeasure.by())?;
    let record = find_visible_measure(&tx, &scope, &measure).await?;
    removal_page(inner(ui, &scope, Some(&record)), &scope, &record).show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, measure)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_measure").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveMeasure.by())?;
    let record = find_visible_measure(&tx, &scope, &measure).await?;
    let removed = match values.integer("revision") {
        Ok(seen) => remove_measure(&tx, &ui.actor, &scope, &measure, seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &scope.href("/matt"),
                "economy-removed",
            ))
        }
        Err(problem) => {
            let page = removal_page(inner(ui, &scope, Some(&record)), &scope, &record);
            refuse(page, values, problem.into(), outermost)
        }
    }
}
