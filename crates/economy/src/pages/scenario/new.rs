//! Making and changing a scenario.

use super::draft::{ADDRESS, Start, new_start, read_input, saved_start};
use super::form::{fill, preview, scenario_page};
use super::{inner, require_change};
use crate::actions::{SaveScenario, save_scenario};
use crate::keys::free_key;
use crate::pages::common::{outermost, refuse};
use crate::policy::Action;
use crate::records::ScenarioRecord;
use crate::scenario_view::find_visible_scenario;
use crate::store;
use crate::visible::visible_distributions;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use samverk_database::Tx;
use samverk_engine::{DistributionInput, Shown};
use samverk_foundation::{Key, Problem, ProblemKind, Problems};
use samverk_parties::Scope;
use samverk_web::{AppState, Choice, FormPage, PageResult, Ui, Values, redirect_with_notice};

#[derive(Template)]
#[template(path = "scenario_start.html")]
struct StartPage {
    ui: Ui,
    scope: Scope,
    bases: Vec<Choice>,
    models: Vec<Choice>,
    chosen: (String, String),
    problems: Vec<String>,
}

/// Asks what to start from.
async fn choose_start(
    tx: &Tx,
    ui: Ui,
    scope: Scope,
    values: &Values,
    problems: Vec<Problem>,
) -> PageResult {
    let of = scope.collaboration.id;
    let distributions = visible_distributions(tx, &scope).await?;
    let budgets = store::list_budgets(tx, of).await?;
    let models = store::list_models(tx, of).await?;
    let ui = inner(ui, &scope, None);
    let mut bases: Vec<Choice> = distributions
        .iter()
        .map(|known| Choice::new(format!("fordelning.{}", known.key), known.title.clone()))
        .collect();
    bases.extend(budgets.iter().map(|known| {
        let words = ui.t1("scenario-start-budget", "title", &known.title);
        Choice::new(format!("budget.{}", known.year()), words)
    }));
    let status = match problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = StartPage {
        bases,
        models: models
            .iter()
            .map(|known| Choice::new(&known.model.key, known.model.name.clone()))
            .collect(),
        chosen: (
            values.text(ADDRESS[0]).to_owned(),
            values.text(ADDRESS[1]).to_owned(),
        ),
        problems: problems.iter().map(|problem| ui.problem(problem)).collect(),
        scope,
        ui,
    };
    let html = page.render().map_err(Problem::internal)?;
    Ok((status, Html(html)).into_response())
}

/// What cannot be mended by choosing another start is an error page.
fn mendable(problems: Problems) -> Result<Vec<Problem>, Problem> {
    let is_mendable = |p: &Problem| matches!(p.kind, ProblemKind::Invalid | ProblemKind::Conflict);
    match problems.0.iter().find(|problem| !is_mendable(problem)) {
        Some(problem) => Err(problem.clone()),
        None => Ok(problems.0),
    }
}

fn may_manage(scope: &Scope) -> bool {
    scope.may(Action::ManageScenarios.by())
}

pub async fn new(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveScenario.by())?;
    if !values.is_set(ADDRESS[0]) {
        return choose_start(&tx, ui, scope, &values, Vec::new()).await;
    }
    let start = match new_start(&tx, &scope, &values, may_manage(&scope)).await {
        Ok(start) => start,
        Err(problems) => {
            let problems = mendable(problems)?;
            return choose_start(&tx, ui, scope, &values, problems).await;
        }
    };
    let ui = inner(ui, &scope, None);
    let mut page = scenario_page(ui.clone(), &scope, &start, None, may_manage(&scope));
    let mut filled = Values::default().set("shown", Shown::Draft.code());
    for name in ADDRESS {
        filled = filled.set(name, values.text(name));
    }
    let year = values.text(ADDRESS[2]);
    let is_changed = start.input.model != start.base_input.model;
    if !year.is_empty() {
        filled = filled.set("title", ui.t1("scenario-title-population", "year", year));
    }
    page.form.values = fill(&ui, &scope, &start, &start.input, filled);
    if is_changed {
        // Another key, or another year: what it gives is shown at once.
        let input =
            crate::scenario_input::with_figures(&tx, &scope, start.input.clone(), &start.parties);
        match preview(&tx, &ui, &scope, &start, &input.await?).await {
            Ok(html) => page.above = html,
            Err(problems) => {
                let values = page.form.values.clone();
                return refuse(page, values, Problems(mendable(problems)?), in_form);
            }
        }
    }
    page.show()
}

/// What the computation says of a part of the input, at the field that it came from.
fn in_form(path: &str) -> String {
    let path = path.strip_prefix("model.").unwrap_or(path);
    if path.contains(".shares") || path.contains(".amounts") {
        return "shares".to_owned();
    }
    if path.contains(".measure") || path.starts_with("measures") {
        return "years".to_owned();
    }
    match outermost(path).as_str() {
        "rules" | "amount" => "values".to_owned(),
        "budget" => "amounts".to_owned(),
        other => other.to_owned(),
    }
}

/// What a form says, as far as it says anything.
struct Sent {
    title: String,
    note: String,
    shown: Shown,
    input: DistributionInput,
}

async fn read(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    start: &Start,
    values: &Values,
) -> Result<Sent, Problems> {
    let mut problems = Problems::default();
    let title = problems.keep(values.required("title"));
    let note = problems.keep(values.optional("note"));
    let codes = Shown::ALL.map(|shown| (shown.code(), shown));
    let shown = problems.keep(values.choice("shown", &codes));
    let input = match read_input(tx, ui, scope, start, values).await {
        Ok(input) => Some(input),
        Err(others) => {
            problems.0.extend(others.0);
            None
        }
    };
    match (title, note, shown, input) {
        (Some(title), Some(note), Some(shown), Some(input)) if problems.is_empty() => Ok(Sent {
            title,
            note,
            shown,
            input,
        }),
        _ => Err(problems),
    }
}

/// The form again with what its figures give. Whatever else is wrong waits until it is saved.
async fn tried(
    tx: &Tx,
    scope: &Scope,
    start: &Start,
    mut page: FormPage,
    values: Values,
) -> PageResult {
    let ui = page.ui.clone();
    let input = match read_input(tx, &ui, scope, start, &values).await {
        Ok(input) => input,
        Err(problems) => return refuse(page, values, problems, in_form),
    };
    match preview(tx, &ui, scope, start, &input).await {
        Ok(html) => {
            page.above = html;
            page.form.values = values;
            page.show()
        }
        Err(problems) => refuse(page, values, problems, in_form),
    }
}

pub async fn create(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("create_scenario").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::SaveScenario.by())?;
    let start = match new_start(&tx, &scope, &values, may_manage(&scope)).await {
        Ok(start) => start,
        Err(problems) => {
            let problems = mendable(problems)?;
            return choose_start(&tx, ui, scope, &values, problems).await;
        }
    };
    let ui = inner(ui, &scope, None);
    let page = scenario_page(ui.clone(), &scope, &start, None, may_manage(&scope));
    if let Some(asked) = page.form.rows_asked(&ui, &values) {
        let found = read_input(&tx, &ui, &scope, &start, &asked.values).await;
        return page.show_rows(asked, found.err());
    }
    if values.checked("preview") {
        return tried(&tx, &scope, &start, page, values).await;
    }
    let saved = match read(&tx, &ui, &scope, &start, &values).await {
        Ok(sent) => {
            let key = free(&tx, &scope, &sent.title).await?;
            save_scenario(&tx, &ui.actor, &scope, saving(start, sent, key, None)).await
        }
        Err(problems) => Err(problems),
    };
    match saved {
        Ok(record) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => refuse(page, values, problems, in_form),
    }
}

fn saving(start: Start, sent: Sent, key: Key, revision: Option<i64>) -> SaveScenario {
    SaveScenario {
        key,
        title: sent.title,
        note: sent.note,
        shown: sent.shown,
        based_on: start.based_on,
        base_input: start.base_input,
        input: sent.input,
        revision,
    }
}

/// `jamfor` is the address of the comparison.
async fn free(tx: &Tx, scope: &Scope, title: &str) -> Result<Key, Problem> {
    let known = store::list_scenarios(tx, scope.collaboration.id).await?;
    let is_taken =
        |key: &Key| key.as_str() == "jamfor" || known.iter().any(|record| record.key == *key);
    Ok(free_key(title, is_taken))
}

pub async fn edit(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, scenario)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_scenario(&tx, &ui.actor, &scope, &scenario).await?;
    require_change(&ui, &scope, &record)?;
    let start = saved_start(&tx, &record).await?;
    let ui = inner(ui, &scope, Some(&record));
    let manages = may_manage(&scope);
    saved_page(&ui, &scope, &start, &record, manages).show()
}

/// The form with the scenario as it stands.
fn saved_page(
    ui: &Ui,
    scope: &Scope,
    start: &Start,
    record: &ScenarioRecord,
    manages: bool,
) -> FormPage {
    let mut page = scenario_page(ui.clone(), scope, start, Some(record), manages);
    let filled = Values::default()
        .set("title", &record.title)
        .set("note", &record.note)
        .set("shown", record.shown.code())
        .set("revision", record.revision);
    page.form.values = fill(ui, scope, start, &record.input, filled);
    page
}

pub async fn save(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, scenario)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("save_scenario").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_scenario(&tx, &ui.actor, &scope, &scenario).await?;
    require_change(&ui, &scope, &record)?;
    let start = saved_start(&tx, &record).await?;
    let ui = inner(ui, &scope, Some(&record));
    let manages = may_manage(&scope);
    let page = saved_page(&ui, &scope, &start, &record, manages);
    if let Some(asked) = page.form.rows_asked(&ui, &values) {
        let found = read_input(&tx, &ui, &scope, &start, &asked.values).await;
        return page.show_rows(asked, found.err());
    }
    if values.checked("preview") {
        return tried(&tx, &scope, &start, page, values).await;
    }
    let saved = match (
        read(&tx, &ui, &scope, &start, &values).await,
        values.integer("revision"),
    ) {
        (Ok(sent), Ok(seen)) => {
            let save = saving(start, sent, record.key.clone(), Some(seen));
            save_scenario(&tx, &ui.actor, &scope, save).await
        }
        (Err(problems), _) => Err(problems),
        (Ok(_), Err(problem)) => Err(problem.into()),
    };
    match saved {
        Ok(record) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
        }
        Err(problems) => refuse(page, values, problems, in_form),
    }
}
