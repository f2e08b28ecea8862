use super::form_parts::{finish, hidden, long, number, select, text, with_hint};
use crate::actions::{CatalogueDraft, save_catalogue};
use crate::model::{Catalogue, CatalogueGoal};
use crate::policy::Action;
use crate::store;
use axum::extract::{Path, State};
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, RowColumn, Ui, Values,
};
use std::collections::BTreeSet;

const COLUMNS: [&str; 4] = ["code", "name", "text", "successors"];

fn require(actor: &Actor, action: Action) -> Result<(), Problem> {
    match (
        actor.all_roles().any(action.by()),
        actor.all_roles().is_member(),
    ) {
        (true, _) => Ok(()),
        (false, true) => Err(Problem::forbidden()),
        (false, false) => Err(Problem::sign_in_needed()),
    }
}

fn page(ui: Ui, before: Option<&Catalogue>, all: &[Catalogue]) -> Result<FormPage, Problem> {
    let action = if before.is_some() {
        Action::SaveCatalogue
    } else {
        Action::AddCatalogue
    };
    require(&ui.actor, action)?;
    let list = ui.t("layout-catalogues");
    let ui = ui.with_crumb("/strategier", list);
    let others = all
        .iter()
        .filter(|one| before.is_none_or(|before| before.key != one.key));
    let others = others
        .map(|one| Choice::new(&one.key, one.name.clone()))
        .collect();
    let columns = vec![
        RowColumn::new("code", ui.t("catalogue-code")),
        RowColumn::new("name", ui.t("catalogue-goal")),
        RowColumn::long("text", ui.t("catalogue-goal-text")),
        RowColumn::new("successors", ui.t("catalogue-goal-successors")),
    ];
    let goals = FieldKind::Rows { columns, spare: 5 };
    let goals = Field::new("goals", ui.t("catalogue-goals"), goals);
    let (address, cancel) = match before {
        Some(before) => (format!("{}/redigera", before.href()), before.href()),
        None => ("/strategier/ny".to_owned(), "/strategier".to_owned()),
    };
    let form = Form::new(address, ui.t("form-save"))
        .field(text(&ui, "name", "catalogue-name").required())
        .field(text(&ui, "publisher", "catalogue-publisher"))
        .field(text(&ui, "version", "catalogue-version"))
        .field(number(&ui, "valid_from", "catalogue-valid-from"))
        .field(number(&ui, "valid_to", "catalogue-valid-to"))
        .field(select(&ui, "successor", "catalogue-successor", others))
        .field(long(&ui, "source", "catalogue-source", 3))
        .field(with_hint(&ui, goals, "catalogue-goals"))
        .field(hidden("revision"))
        .cancel(cancel)
        .fill(before.map(filled).unwrap_or_default());
    let heading = ui.t(if before.is_some() {
        "catalogue-edit"
    } else {
        "catalogue-new"
    });
    Ok(FormPage::new(ui, heading, form))
}

fn filled(catalogue: &Catalogue) -> Values {
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    let row = |goal: &CatalogueGoal| {
        vec![
            goal.code.clone(),
            goal.name.clone(),
            goal.text.clone(),
            goal.successors.join(" "),
        ]
    };
    let rows: Vec<_> = catalogue.goals.iter().map(row).collect();
    let successor = catalogue.successor.as_ref().map(ToString::to_string);
    Values::default()
        .set("name", &catalogue.name)
        .set("publisher", &catalogue.publisher)
        .set("version", &catalogue.version)
        .set("valid_from", year(catalogue.valid_from))
        .set("valid_to", year(catalogue.valid_to))
        .set("successor", successor.unwrap_or_default())
        .set("source", &catalogue.source)
        .set("revision", catalogue.revision)
        .set_rows("goals", &COLUMNS, &rows)
}

fn read(values: &Values, key: Option<Key>) -> Result<CatalogueDraft, Problem> {
    let year = |field: &str| values.optional_year(field);
    let goals = values
        .rows("goals", &COLUMNS)
        .into_iter()
        .filter_map(|(_, cells)| {
            let [code, name, text, successors] = &cells[..] else {
                return None;
            };
            let successors = successors.split_whitespace().map(str::to_owned).collect();
            Some(CatalogueGoal {
                code: code.clone(),
                name: name.clone(),
                text: text.clone(),
                successors,
            })
        });
    let name = values.required("name")?;
    Ok(CatalogueDraft {
        key: key.unwrap_or_else(|| Key::from_name(&name)),
        name,
        publisher: values.optional("publisher")?,
        version: values.optional("version")?,
        valid_from: year("valid_from")?,
        valid_to: year("valid_to")?,
        successor: values.optional_key("successor")?,
        source: values.optional("source")?,
        goals: goals.collect(),
        seen: values.optional_integer("revision")?,
    })
}

pub async fn new(State(state): State<AppState>, ui: Ui) -> PageResult {
    let tx = state.db.read().await?;
    let all = store::list_catalogues(&tx).await?;
    page(ui, None, &all)?.show()
}

pub async fn add(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    let tx = state.db.begin("add_catalogue").await?;
    let actor = ui.actor.clone();
    let all = store::list_catalogues(&tx).await?;
    let page = page(ui, None, &all)?;
    let saved = async {
        let draft = read(&values, None)?;
        if all.iter().any(|catalogue| catalogue.key == draft.key) {
            return Err(Problem::conflict("already_exists").at_field("name").into());
        }
        let saved = save_catalogue(&tx, &actor, draft, &all, &BTreeSet::new()).await?;
        Ok::<_, Problems>(saved.href())
    };
    let saved = saved.await;
    finish(tx, saved, page, values, "saved").await
}

pub async fn edit(State(state): State<AppState>, ui: Ui, Path(key): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let all = store::list_catalogues(&tx).await?;
    let before = all.iter().find(|catalogue| catalogue.key.as_str() == key);
    page(ui, Some(before.ok_or_else(Problem::not_found)?), &all)?.show()
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_catalogue").await?;
    let actor = ui.actor.clone();
    let all = store::list_catalogues(&tx).await?;
    let before = all.iter().find(|catalogue| catalogue.key.as_str() == key);
    let before = before.ok_or_else(Problem::not_found)?;
    let page = page(ui, Some(before), &all)?;
    let saved = async {
        let draft = read(&values, Some(before.key.clone()))?;
        let saved = save_catalogue(&tx, &actor, draft, &all, &BTreeSet::new()).await?;
        Ok::<_, Problems>(saved.href())
    };
    let saved = saved.await;
    finish(tx, saved, page, values, "saved").await
}
