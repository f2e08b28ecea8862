//! Challenges, needs and opportunities that the parties have told of.

use super::history::latest_events;
use super::words::{choices, key_field, new_key};
use crate::actions::{List, SaveNeed, remove_need, save_need};
use crate::model::{Need, NeedKind};
use crate::policy::Action;
use crate::{Scope, store};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, Tx};
use samverk_foundation::{Key, Problem};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Field, FieldKind, Form, FormPage, Format, PageResult,
    Table, Ui, Values, redirect_with_notice,
};

#[derive(Template)]
#[template(path = "needs.html")]
struct NeedsPage {
    ui: Ui,
    scope: Scope,
    /// Heading and table of each kind.
    parts: Vec<(String, Table)>,
    may_edit: bool,
    history: Vec<RecordedEvent>,
}

pub async fn list(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let ui = scope.ui(ui);
    let needs = store::list_needs(&tx, scope.collaboration.id).await?;
    let format = Format::from_code(query.text("format"));
    let may_edit = scope.may(Action::SaveNeed.by());
    let editable = (may_edit && format.is_none()).then_some(&scope);
    let parts = need_tables(&ui, &needs, editable);
    if let Some(format) = format {
        let found = parts
            .iter()
            .find(|(_, table)| table.name == query.text("tabell"));
        let (_, table) = found.ok_or_else(Problem::not_found)?;
        return table.download(format, tx.now());
    }
    ui.page(&NeedsPage {
        ui: ui.clone(),
        scope: scope.clone(),
        parts,
        may_edit,
        history: latest_events(&tx, &scope, "need").await?,
    })
}

fn need_tables(ui: &Ui, needs: &[Need], editable: Option<&Scope>) -> Vec<(String, Table)> {
    let kinds = [
        (NeedKind::Challenge, "utmaningar"),
        (NeedKind::Need, "behov"),
        (NeedKind::Opportunity, "mojligheter"),
    ];
    let table = |(kind, name): (NeedKind, &str)| {
        let these: Vec<&Need> = needs.iter().filter(|need| need.kind == kind).collect();
        let heading = ui.t(&format!("need-{}-heading", kind.code()));
        let caption = ui.t1(
            &format!("need-{}-caption", kind.code()),
            "count",
            these.len(),
        );
        (!these.is_empty()).then(|| (heading, need_table(ui, name, caption, &these, editable)))
    };
    kinds.into_iter().filter_map(table).collect()
}

/// By area, in the order in which the areas come first.
fn need_table(
    ui: &Ui,
    name: &str,
    caption: String,
    needs: &[&Need],
    editable: Option<&Scope>,
) -> Table {
    let mut columns = vec![
        Column::new(ui.t("need-text"), ColumnKind::Text),
        Column::new(ui.t("need-area"), ColumnKind::Text),
    ];
    if editable.is_some() {
        columns.push(Column::new(ui.t("need-change"), ColumnKind::Text));
        columns.push(Column::new(ui.t("need-remove"), ColumnKind::Text));
    }
    let mut areas: Vec<&str> = Vec::new();
    for need in needs {
        if !areas.contains(&need.area.as_str()) {
            areas.push(&need.area);
        }
    }
    let mut table = Table::new(name, caption, columns);
    for area in areas {
        for need in needs.iter().filter(|need| need.area == area) {
            let mut cells = vec![Cell::text(need.text.clone()), Cell::text(area)];
            if let Some(scope) = editable {
                let href = scope.href(&format!("/behov/{}/redigera", need.key));
                cells.push(Cell::link(
                    href,
                    ui.t1("need-change-one", "name", need.beginning()),
                ));
                let label = ui.t1("need-remove-one", "name", need.beginning());
                cells.push(Cell::link(removal_href(scope, need), label));
            }
            table.push(cells);
        }
    }
    table
}

fn need_ui(ui: Ui, scope: &Scope) -> Ui {
    let label = ui.t("need-tab");
    scope.ui(ui).with_crumb(scope.href("/behov"), label)
}

fn fields(ui: &Ui, scope: &Scope, form: Form) -> Form {
    let kinds = FieldKind::Radios(choices(ui, "need-kind", NeedKind::ALL));
    form.field(Field::new("kind", ui.t("need-kind"), kinds).required())
        .field(Field::new("area", ui.t("need-area"), FieldKind::Text).hint(ui.t("need-area-hint")))
        .field(Field::new("text", ui.t("need-text"), FieldKind::LongText { rows: 4 }).required())
        .field(Field::new("revision", "", FieldKind::Hidden))
        .cancel(scope.href("/behov"))
}

fn read(values: &Values) -> Result<SaveNeed, Problem> {
    Ok(SaveNeed {
        kind: values.choice("kind", NeedKind::ALL)?,
        area: values.optional("area")?,
        text: values.required("text")?,
        position: None,
        revision: values.optional_integer("revision")?.unwrap_or_default(),
    })
}

fn new_page(ui: Ui, scope: &Scope) -> FormPage {
    let ui = need_ui(ui, scope);
    let form = Form::new(scope.href("/behov/ny"), ui.t("need-add"));
    let form = fields(&ui, scope, form).field(key_field(&ui));
    let heading = ui.t("need-add");
    FormPage::new(ui, heading, form)
}

fn edit_page(ui: Ui, scope: &Scope, need: &Need) -> FormPage {
    let ui = need_ui(ui, scope);
    let action = scope.href(&format!("/behov/{}/redigera", need.key));
    let values = Values::default()
        .set("kind", need.kind.code())
        .set("area", &need.area)
        .set("text", &need.text)
        .set("revision", need.revision);
    let form = fields(&ui, scope, Form::new(action, ui.t("form-save"))).fill(values);
    let (heading, remove) = (ui.t("need-edit"), ui.t("need-remove"));
    FormPage::new(ui, heading, form).link(removal_href(scope, need), remove)
}

/// Collaboration and its needs, for whoever may change them.
async fn desk(tx: &Tx, ui: &Ui, key: &str) -> Result<(Scope, List<Need>), Problem> {
    let scope = Scope::find(tx, &ui.actor, key).await?;
    scope.require(Action::SaveNeed.by())?;
    let needs = List::needs(tx, scope.collaboration.id).await?;
    Ok((scope, needs))
}

fn find<'a>(needs: &'a List<Need>, key: &str) -> Result<&'a Need, Problem> {
    needs.find(key).ok_or_else(Problem::not_found)
}

pub async fn new(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let (scope, _) = desk(&tx, &ui, &key).await?;
    new_page(ui, &scope).show()
}

pub async fn add(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("add_need").await?;
    let (scope, mut needs) = desk(&tx, &ui, &key).await?;
    match try_add(&tx, &ui, &scope, &mut needs, &values).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href("/behov"), "saved"))
        }
        Err(problem) => new_page(ui, &scope).refuse(values, problem),
    }
}

async fn try_add(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    needs: &mut List<Need>,
    values: &Values,
) -> Result<Need, Problem> {
    let input = SaveNeed {
        revision: 0,
        ..read(values)?
    };
    let beginning: String = Key::from_name(&input.text)
        .as_str()
        .chars()
        .take(40)
        .collect();
    let key = new_key(values, &beginning, |key| find(needs, key).is_ok())?;
    save_need(tx, &ui.actor, scope, needs, key, input).await
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, need)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let (scope, needs) = desk(&tx, &ui, &key).await?;
    let need = find(&needs, &need)?;
    edit_page(ui, &scope, need).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, need)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_need").await?;
    let (scope, mut needs) = desk(&tx, &ui, &key).await?;
    let need = find(&needs, &need)?.clone();
    let saved = match read(&values) {
        Ok(input) => {
            let key = need.key.clone();
            save_need(&tx, &ui.actor, &scope, &mut needs, key, input).await
        }
        Err(problem) => Err(problem),
    };
    match saved {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href("/behov"), "saved"))
        }
        Err(problem) => edit_page(ui, &scope, &need).refuse(values, problem),
    }
}

pub async fn confirm_removal(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, need)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let (scope, needs) = desk(&tx, &ui, &key).await?;
    remove_page(ui, &scope, find(&needs, &need)?).show()
}

fn remove_page(ui: Ui, scope: &Scope, need: &Need) -> FormPage {
    let ui = need_ui(ui, scope);
    let form = Form::new(removal_href(scope, need), ui.t("need-remove"))
        .danger()
        .seen(need.revision)
        .cancel(scope.href("/behov"));
    let heading = ui.t("need-remove");
    FormPage::new(ui, heading, form).lead(need.text.clone())
}

fn removal_href(scope: &Scope, need: &Need) -> String {
    scope.href(&format!("/behov/{}/ta-bort", need.key))
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, need)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_need").await?;
    let (scope, needs) = desk(&tx, &ui, &key).await?;
    let need = find(&needs, &need)?;
    let removed = match values.integer("revision") {
        Ok(seen) => remove_need(&tx, &ui.actor, &scope, need, seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href("/behov"), "need-removed"))
        }
        Err(problem) => remove_page(ui, &scope, need).refuse(values, problem),
    }
}
