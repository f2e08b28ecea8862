//! The ladders: how far a collaboration can go, and what to ask on the way.

use super::words::{key_field, lines, new_key};
use crate::actions::{SaveLadder, ladder_ships, remove_ladder, require_anywhere, save_ladder};
use crate::model::{Ladder, Level};
use crate::policy::Action;
use crate::store;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_foundation::{Problem, Problems, parse_integer};
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values,
    redirect_with_notice,
};

const COLUMNS: [&str; 5] = ["number", "name", "text", "characteristics", "questions"];

#[derive(Template)]
#[template(path = "ladders.html")]
struct LaddersPage {
    ui: Ui,
    ladders: Vec<Ladder>,
    may_edit: bool,
}

pub async fn list(State(state): State<AppState>, ui: Ui) -> PageResult {
    let tx = state.db.read().await?;
    let ladders = store::list_ladders(&tx).await?;
    let may_edit = ui.actor.all_roles().any(Action::SaveLadder.by());
    ui.page(&LaddersPage {
        ui: ui.clone(),
        ladders,
        may_edit,
    })
}

#[derive(Template)]
#[template(path = "ladder.html")]
struct LadderPage {
    ui: Ui,
    ladder: Ladder,
    may_edit: bool,
    may_remove: bool,
    history: Vec<RecordedEvent>,
}

async fn find(tx: &Tx, key: &str) -> Result<Ladder, Problem> {
    store::find_ladder(tx, key)
        .await?
        .ok_or_else(Problem::not_found)
}

fn ladder_ui(ui: Ui) -> Ui {
    let label = ui.t("layout-ladders");
    ui.with_crumb("/trappor", label)
}

pub async fn show(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let ladder = find(&tx, &key).await?;
    let ui = ladder_ui(ui);
    let roles = ui.actor.all_roles();
    let history = match roles.is_member() {
        true => list_object_events(&tx, ladder.id.0, 10).await?,
        false => Vec::new(),
    };
    ui.page(&LadderPage {
        ui: ui.clone(),
        may_edit: roles.any(Action::SaveLadder.by()),
        may_remove: roles.any(Action::RemoveLadder.by()) && !ladder_ships(&ladder)?,
        ladder,
        history,
    })
}

fn fields(ui: &Ui, form: Form) -> Form {
    let columns = vec![
        RowColumn::new("number", ui.t("ladder-level-number")),
        RowColumn::new("name", ui.t("ladder-level-name")),
        RowColumn::long("text", ui.t("ladder-level-text")),
        RowColumn::long("characteristics", ui.t("ladder-level-characteristics")),
        RowColumn::long("questions", ui.t("ladder-level-questions")),
    ];
    form.field(Field::new(
        "source",
        ui.t("ladder-source"),
        FieldKind::LongText { rows: 2 },
    ))
    .field(Field::new(
        "first_is_none",
        ui.t("ladder-first-is-none"),
        FieldKind::Checkbox,
    ))
    .field(
        Field::new(
            "levels",
            ui.t("ladder-levels"),
            FieldKind::Rows { columns, spare: 2 },
        )
        .hint(ui.t("ladder-levels-hint")),
    )
    .field(Field::new("revision", "", FieldKind::Hidden))
}

fn name_field(ui: &Ui) -> Field {
    Field::new("name", ui.t("ladder-name"), FieldKind::Text).required()
}

fn filled(ladder: &Ladder) -> Values {
    let row = |level: &Level| {
        vec![
            level.number.to_string(),
            level.name.clone(),
            level.text.clone(),
            level.characteristics.join("\n"),
            level.questions.join("\n"),
        ]
    };
    let rows: Vec<_> = ladder.levels.iter().map(row).collect();
    Values::default()
        .set("name", &ladder.name)
        .set("source", &ladder.source)
        .set("first_is_none", ladder.first_is_none)
        .set("revision", ladder.revision)
        .set_rows("levels", &COLUMNS, &rows)
}

fn read(values: &Values) -> Result<SaveLadder, Problems> {
    Ok(SaveLadder {
        name: values.required("name")?,
        source: values.optional("source")?,
        first_is_none: values.checked("first_is_none"),
        levels: read_levels(values)?,
        revision: values.optional_integer("revision")?.unwrap_or_default(),
    })
}

fn read_levels(values: &Values) -> Result<Vec<Level>, Problems> {
    let mut problems = Problems::default();
    let mut levels = Vec::new();
    for (row, cells) in values.rows("levels", &COLUMNS) {
        let [number, name, text, characteristics, questions] = cells.as_slice() else {
            continue;
        };
        let place = |column: &str| format!("levels.{row}.{column}");
        let parsed = parse_integer(number);
        let parsed = problems.keep(parsed.map_err(|problem| problem.at_field(&place("number"))));
        if name.is_empty() {
            problems.push(Problem::invalid("field_missing").at_field(&place("name")));
        }
        levels.extend(parsed.map(|number| Level {
            number,
            name: name.clone(),
            text: text.clone(),
            characteristics: lines(characteristics),
            questions: lines(questions),
        }));
    }
    problems.or(levels)
}

fn new_page(ui: Ui) -> FormPage {
    let ui = ladder_ui(ui);
    let form = Form::new("/trappor/ny", ui.t("ladder-add")).field(name_field(&ui));
    let form = fields(&ui, form.field(key_field(&ui))).cancel("/trappor");
    let heading = ui.t("ladder-add");
    FormPage::new(ui, heading, form)
}

fn edit_page(ui: Ui, ladder: &Ladder) -> FormPage {
    let ui = ladder_ui(ui).with_crumb(ladder.href(), ladder.name.clone());
    let action = format!("{}/redigera", ladder.href());
    let form = Form::new(action, ui.t("form-save")).field(name_field(&ui));
    let form = fields(&ui, form).cancel(ladder.href());
    let form = form.fill(filled(ladder));
    let heading = ui.t1("ladder-edit", "name", &ladder.name);
    FormPage::new(ui, heading, form)
}

fn remove_page(ui: Ui, ladder: &Ladder) -> FormPage {
    let ui = ladder_ui(ui).with_crumb(ladder.href(), ladder.name.clone());
    let action = format!("{}/ta-bort", ladder.href());
    let form = Form::new(action, ui.t("ladder-remove"))
        .danger()
        .seen(ladder.revision)
        .cancel(ladder.href());
    let heading = ui.t1("ladder-remove-heading", "name", &ladder.name);
    let lead = ui.t("ladder-remove-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

pub async fn new(ui: Ui) -> PageResult {
    require_anywhere(&ui.actor, Action::SaveLadder)?;
    new_page(ui).show()
}

pub async fn add(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    require_anywhere(&ui.actor, Action::SaveLadder)?;
    let tx = state.db.begin("add_ladder").await?;
    match try_add(&tx, &ui, &values).await {
        Ok(ladder) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&ladder.href(), "saved"))
        }
        Err(problems) => new_page(ui).refuse(values, problems),
    }
}

async fn try_add(tx: &Tx, ui: &Ui, values: &Values) -> Result<Ladder, Problems> {
    let input = SaveLadder {
        revision: 0,
        ..read(values)?
    };
    let taken = store::list_ladders(tx).await?;
    let is_taken = |key: &str| taken.iter().any(|ladder| ladder.key.as_str() == key);
    let key = new_key(values, &input.name, is_taken)?;
    Ok(save_ladder(tx, &ui.actor, key, input).await?)
}

pub async fn edit(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let ladder = find(&tx, &key).await?;
    require_anywhere(&ui.actor, Action::SaveLadder)?;
    edit_page(ui, &ladder).show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_ladder").await?;
    let ladder = find(&tx, &key).await?;
    require_anywhere(&ui.actor, Action::SaveLadder)?;
    let saved: Result<Ladder, Problems> = match read(&values) {
        Ok(input) => save_ladder(&tx, &ui.actor, ladder.key.clone(), input)
            .await
            .map_err(Problems::from),
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(ladder) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&ladder.href(), "saved"))
        }
        Err(problems) => edit_page(ui, &ladder).refuse(values, problems),
    }
}

pub async fn confirm_removal(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let ladder = find(&tx, &key).await?;
    require_anywhere(&ui.actor, Action::RemoveLadder)?;
    remove_page(ui, &ladder).show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_ladder").await?;
    let ladder = find(&tx, &key).await?;
    require_anywhere(&ui.actor, Action::RemoveLadder)?;
    let removed = match values.integer("revision") {
        Ok(seen) => remove_ladder(&tx, &ui.actor, &key, seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice("/trappor", "ladder-removed"))
        }
        Err(problem) => remove_page(ui, &ladder).refuse(values, problem),
    }
}
