use super::coverage::{Coverage, coverage};
use crate::model::Catalogue;
use crate::policy::Action;
use crate::store;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, list_object_events};
use samverk_foundation::Problem;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Format, PageResult, Table, Tone, Ui, Values,
};

#[derive(Template)]
#[template(path = "catalogues.html")]
struct CataloguesPage {
    ui: Ui,
    table: Table,
    may_add: bool,
}

#[derive(Template)]
#[template(path = "catalogue.html")]
struct CataloguePage {
    ui: Ui,
    catalogue: Catalogue,
    successor: Option<Catalogue>,
    goals: Vec<CoveredGoal>,
    /// How many of the goals something serves.
    served: usize,
    may_save: bool,
    history: Vec<RecordedEvent>,
}

struct CoveredGoal {
    code: String,
    name: String,
    text: String,
    successors: String,
    served_by: Vec<(String, String)>,
}

fn validity(ui: &Ui, catalogue: &Catalogue) -> String {
    match (catalogue.valid_from, catalogue.valid_to) {
        (Some(from), Some(to)) => format!("{from}–{to}"),
        (Some(from), None) => ui.t1("catalogue-from", "year", from),
        (None, Some(to)) => ui.t1("catalogue-to", "year", to),
        (None, None) => String::new(),
    }
}

pub async fn list(State(state): State<AppState>, ui: Ui, query: Values) -> PageResult {
    let tx = state.db.read().await?;
    let catalogues = store::list_catalogues(&tx).await?;
    let coverage = coverage(&tx, &ui.actor, &catalogues).await?;
    let table = list_table(&ui, &catalogues, &coverage);
    if let Some(format) = Format::from_code(query.text("format")) {
        return table.download(format, tx.now());
    }
    let may_add = ui.actor.all_roles().any(Action::AddCatalogue.by());
    ui.page(&CataloguesPage {
        ui: ui.clone(),
        table,
        may_add,
    })
}

fn list_table(ui: &Ui, catalogues: &[Catalogue], coverage: &Coverage) -> Table {
    let text = |key: &str| Column::new(ui.t(key), ColumnKind::Text);
    let number = |key: &str| Column::new(ui.t(key), ColumnKind::Integer);
    let columns = vec![
        text("catalogue-name"),
        text("catalogue-publisher"),
        text("catalogue-validity"),
        number("catalogue-goal-count"),
        number("catalogue-served-count"),
    ];
    let mut table = Table::new("strategier", ui.t("catalogue-list-caption"), columns);
    let count = |count: usize| Cell::integer(i64::try_from(count).unwrap_or_default());
    for catalogue in catalogues {
        let is_served = |code: &str| coverage.is_served(catalogue, code);
        let served = catalogue
            .goals
            .iter()
            .filter(|goal| is_served(&goal.code))
            .count();
        table.push(vec![
            Cell::link(catalogue.href(), &catalogue.name),
            Cell::text(&catalogue.publisher),
            Cell::text(validity(ui, catalogue)),
            count(catalogue.goals.len()),
            count(served),
        ]);
    }
    table
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let catalogues = store::list_catalogues(&tx).await?;
    let found = catalogues
        .iter()
        .find(|catalogue| catalogue.key.as_str() == key);
    let catalogue = found.ok_or_else(Problem::not_found)?;
    let coverage = coverage(&tx, &ui.actor, &catalogues).await?;
    if let Some(format) = Format::from_code(query.text("format")) {
        return goal_table(&ui, catalogue, &coverage).download(format, tx.now());
    }
    let list = ui.t("layout-catalogues");
    let ui = ui.with_crumb("/strategier", list);
    let goal = |goal: &crate::model::CatalogueGoal| CoveredGoal {
        code: goal.code.clone(),
        name: goal.name.clone(),
        text: goal.text.clone(),
        successors: goal.successors.join(", "),
        served_by: coverage.served(&ui, catalogue, &goal.code),
    };
    let goals: Vec<_> = catalogue.goals.iter().map(goal).collect();
    let roles = ui.actor.all_roles();
    let history = match roles.is_member() {
        true => list_object_events(&tx, catalogue.id.0, 10).await?,
        false => Vec::new(),
    };
    let after = |one: &&Catalogue| Some(&one.key) == catalogue.successor.as_ref();
    let page = CataloguePage {
        successor: catalogues.iter().find(after).cloned(),
        served: goals
            .iter()
            .filter(|goal| !goal.served_by.is_empty())
            .count(),
        goals,
        catalogue: catalogue.clone(),
        may_save: roles.any(Action::SaveCatalogue.by()),
        history,
        ui: ui.clone(),
    };
    ui.page(&page)
}

fn goal_table(ui: &Ui, catalogue: &Catalogue, coverage: &Coverage) -> Table {
    let text = |key: &str| Column::new(ui.t(key), ColumnKind::Text);
    let columns = vec![
        text("catalogue-code"),
        text("catalogue-goal"),
        text("catalogue-served-by"),
    ];
    let mut table = Table::new(catalogue.key.as_str(), &catalogue.name, columns);
    for goal in &catalogue.goals {
        let served = coverage.served(ui, catalogue, &goal.code);
        let words: Vec<_> = served.iter().map(|(_, words)| words.as_str()).collect();
        let name = match goal.name.as_str() {
            "" => Cell::tag(Tone::Neutral, ui.t("catalogue-goal-no-name")),
            name => Cell::text(name),
        };
        table.push(vec![
            Cell::text(&goal.code),
            name,
            Cell::text(words.join("; ")),
        ]);
    }
    table
}

impl CataloguePage {
    fn validity(&self) -> String {
        validity(&self.ui, &self.catalogue)
    }

    fn served_words(&self) -> String {
        let (served, all) = (self.served.to_string(), self.goals.len().to_string());
        self.ui
            .t_with("catalogue-served", &[("served", &served), ("all", &all)])
    }
}
