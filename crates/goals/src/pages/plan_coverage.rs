//! A plan against the goals of a strategy: what serves each of them, and which nothing serves.

use super::{coverage_tables, plan};
use crate::PlanScope;
use crate::catalogues::{HeldCatalogue, catalogue_href, list_catalogues};
use crate::model::{CoveredGoal, GoalNames, Lineage, PlanContent, coverage};
use askama::Template;
use axum::extract::{Path, State};
use coverage_tables::Matrix;
use samverk_foundation::Problem;
use samverk_web::{AppState, Choice, PageResult, Table, Ui, Values, download};

#[derive(Template)]
#[template(path = "plan_coverage.html")]
struct CoveragePage {
    ui: Ui,
    at: PlanScope,
    catalogues: Vec<Choice>,
    shown: Option<Shown>,
}

/// The strategy that is looked at.
struct Shown {
    key: String,
    name: String,
    href: String,
    lead: String,
    picture: Option<String>,
    matrix: Table,
    unserved: Vec<String>,
    /// Goals that are served through those that they came after.
    through: Vec<String>,
    /// Name and address of the strategy that came after.
    successor: Option<(String, String)>,
    details: Table,
    /// What the details are narrowed to, if anything.
    narrowed: Option<String>,
}

impl Shown {
    fn is_narrowed(&self) -> bool {
        self.narrowed.is_some()
    }
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan)): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    let catalogues = list_catalogues(&tx).await?;
    let ui = plan::inside_plan(ui, &at);
    let content = &at.foremost()?.content;
    let lineage = Lineage::of(&catalogues);
    let chosen = chosen(&catalogues, content, &lineage, query.text("katalog"))?;
    let shown = chosen.map(|catalogue| shown(&ui, &at, content, &catalogues, catalogue, &query));
    if let Some(shown) = &shown
        && let Some(file) = download(&query, &[&shown.matrix, &shown.details], tx.now())
    {
        return file;
    }
    let page = CoveragePage {
        catalogues: choices(&ui, content, &catalogues, &lineage),
        shown,
        ui: ui.clone(),
        at: at.clone(),
    };
    ui.page(&page)
}

/// The one asked for, or else the one with most goals that the plan serves.
fn chosen<'c>(
    catalogues: &'c [HeldCatalogue],
    content: &PlanContent,
    lineage: &Lineage,
    key: &str,
) -> Result<Option<&'c HeldCatalogue>, Problem> {
    if key.is_empty() {
        let by_served = |one: &&HeldCatalogue| served(&coverage(content, one, lineage));
        // Of several alike the first by name.
        return Ok(catalogues.iter().rev().max_by_key(by_served));
    }
    let found = catalogues.iter().find(|one| one.key.as_str() == key);
    found.map(Some).ok_or_else(Problem::not_found)
}

fn served(goals: &[CoveredGoal]) -> usize {
    goals
        .iter()
        .filter(|goal| !goal.services.is_empty())
        .count()
}

fn choices(
    ui: &Ui,
    content: &PlanContent,
    catalogues: &[HeldCatalogue],
    lineage: &Lineage,
) -> Vec<Choice> {
    let choice = |catalogue: &HeldCatalogue| {
        let goals = coverage(content, catalogue, lineage);
        let (served, all) = (served(&goals).to_string(), goals.len().to_string());
        let values = [
            ("name", &**catalogue.name),
            ("served", &served),
            ("all", &all),
        ];
        Choice::new(&catalogue.key, ui.t_with("coverage-choice", &values))
    };
    catalogues.iter().map(choice).collect()
}

fn shown(
    ui: &Ui,
    at: &PlanScope,
    content: &PlanContent,
    catalogues: &[HeldCatalogue],
    catalogue: &HeldCatalogue,
    query: &Values,
) -> Shown {
    let names = GoalNames::of(catalogues);
    let goals = coverage(content, catalogue, &Lineage::of(catalogues));
    let matrix = Matrix {
        content,
        catalogue,
        goals: &goals,
        names: &names,
    };
    let (goal, area) = (query.text("mal"), query.text("omrade"));
    let successor = catalogues
        .iter()
        .find(|one| Some(&one.key) == catalogue.successor_key());
    Shown {
        key: catalogue.key.to_string(),
        name: catalogue.name.to_string(),
        href: catalogue_href(catalogue),
        lead: matrix.lead(ui),
        picture: matrix.picture(ui, "tackning-bild", 0..goals.len()),
        matrix: matrix.table(ui).without_downloads(),
        unserved: matrix.unserved(ui),
        through: matrix.through(ui),
        successor: successor.map(|next| {
            let href = at.href(&format!("/tackning?katalog={}", next.key));
            (next.name.to_string(), href)
        }),
        details: matrix.details(ui, at, (goal, area)).without_downloads(),
        narrowed: matrix.narrowed(ui, (goal, area)),
    }
}
