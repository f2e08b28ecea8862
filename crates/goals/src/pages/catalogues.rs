use super::coverage::{Coverage, coverage};
use crate::catalogues::{CATALOGUE, CatalogueGoal, HeldCatalogue, catalogue_href, list_catalogues};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{RecordedEvent, Tx, list_object_events};
use samverk_fields::Year;
use samverk_foundation::Problem;
use samverk_kept::{Installation, Stored, Told, ToldColumn};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Format, PageResult, Table, Tone, Ui, Values,
};

/// How many goals a strategy has, and how many of them something serves.
pub(crate) static TOLD_OF_CATALOGUES: Told = Told {
    columns: &[
        ToldColumn::new("goal_count", "catalogue-goal-count", ColumnKind::Integer),
        ToldColumn::new(
            "served_count",
            "catalogue-served-count",
            ColumnKind::Integer,
        ),
    ],
    tell: |tx, _, ui, rows| Box::pin(shares(tx, ui, rows)),
};

async fn shares(tx: &Tx, ui: &Ui, rows: &[&Stored]) -> Result<Vec<Vec<Cell>>, Problem> {
    let coverage = coverage(tx, &ui.actor, &list_catalogues(tx).await?).await?;
    let count = |count: usize| Cell::integer(i64::try_from(count).unwrap_or_default());
    let share = |catalogue: &HeldCatalogue| {
        let goals = catalogue.goals.iter();
        let served = goals.filter(|goal| coverage.is_served(catalogue, &goal.code));
        vec![count(catalogue.goals.len()), count(served.count())]
    };
    Ok(CATALOGUE.held(rows)?.iter().map(share).collect())
}

#[derive(Template)]
#[template(path = "catalogue.html")]
struct CataloguePage {
    ui: Ui,
    catalogue: HeldCatalogue,
    href: String,
    /// Address and name.
    successor: Option<(String, String)>,
    goals: Vec<CoveredGoal>,
    /// How many of the goals something serves.
    served: usize,
    may_save: bool,
    /// Why it is not removed.
    stays: Option<Problem>,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
}

struct CoveredGoal {
    code: String,
    name: String,
    text: String,
    successors: String,
    served_by: Vec<(String, String)>,
}

fn validity(ui: &Ui, catalogue: &HeldCatalogue) -> String {
    let year = |year: Option<Year>| year.map(|year| year.0);
    match (year(catalogue.valid_from), year(catalogue.valid_to)) {
        (Some(from), Some(to)) => format!("{from}–{to}"),
        (Some(from), None) => ui.t1("catalogue-from", "year", from),
        (None, Some(to)) => ui.t1("catalogue-to", "year", to),
        (None, None) => String::new(),
    }
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let catalogues = list_catalogues(&tx).await?;
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
    let goal = |goal: &CatalogueGoal| CoveredGoal {
        code: goal.code.to_string(),
        name: goal.name.to_string(),
        text: goal.text.to_string(),
        successors: goal.successors.join(", "),
        served_by: coverage.served(&ui, catalogue, &goal.code),
    };
    let goals: Vec<_> = catalogue.goals.iter().map(goal).collect();
    let at = Installation::seen_by(&ui.actor);
    let roles = ui.actor.all_roles();
    let history = match roles.is_member() {
        true => list_object_events(&tx, catalogue.id, 10).await?,
        false => Vec::new(),
    };
    let after = |one: &&HeldCatalogue| Some(&one.key) == catalogue.successor_key();
    let may_save = roles.any(CATALOGUE.writers.by());
    let stays = match may_save {
        true => CATALOGUE.stays(&tx, catalogue.id).await?,
        false => None,
    };
    let page = CataloguePage {
        successor: catalogues
            .iter()
            .find(after)
            .map(|next| (catalogue_href(next), next.name.to_string())),
        served: goals
            .iter()
            .filter(|goal| !goal.served_by.is_empty())
            .count(),
        goals,
        catalogue: catalogue.clone(),
        stays,
        may_save,
        href: catalogue_href(catalogue),
        beside: ui.beside(&tx, &CATALOGUE.thing(&at, catalogue)).await?,
        history,
        ui: ui.clone(),
    };
    ui.page(&page)
}

fn goal_table(ui: &Ui, catalogue: &HeldCatalogue, coverage: &Coverage) -> Table {
    let text = |key: &str| Column::new(ui.t(key), ColumnKind::Text);
    let columns = vec![
        text("catalogue-goals-code"),
        text("catalogue-goals-name"),
        text("catalogue-served-by"),
    ];
    let mut table = Table::new(catalogue.key.as_str(), catalogue.name.to_string(), columns);
    for goal in catalogue.goals.iter() {
        let served = coverage.served(ui, catalogue, &goal.code);
        let words: Vec<_> = served.iter().map(|(_, words)| words.as_str()).collect();
        let name = match &*goal.name {
            "" => Cell::tag(Tone::Neutral, ui.t("catalogue-goal-no-name")),
            name => Cell::text(name),
        };
        table.push(vec![
            Cell::text(&**goal.code),
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
