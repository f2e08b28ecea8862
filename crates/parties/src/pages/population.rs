//! New years of population from a file: what is wrong is told by row, what looks wrong must be
//! confirmed before anything is saved.

use super::parties::register_ui;
use crate::actions::{require_anywhere, save_population};
use crate::bundle::{PopulationRow, read_population_rows};
use crate::model::Figure;
use crate::policy::Action;
use crate::store::{self, PartyFilter};
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use samverk_database::Tx;
use samverk_exchange::to_csv;
use samverk_foundation::{Key, PartyId, Problem, Problems};
use samverk_web::{
    AppState, Failure, Field, FieldKind, Form, FormPage, PageResult, Ui, Upload, Values, aside,
    redirect_with_notice,
};
use std::collections::BTreeMap;

const FILE: &str = "population.csv";

fn upload_page(ui: Ui) -> FormPage {
    let ui = register_ui(ui).in_administration();
    let file = FieldKind::File {
        accept: ".csv,text/csv",
    };
    let form = Form::new("/aktorer/folkmangd", ui.t("population-read"))
        .field(
            Field::new("file", ui.t("population-file"), file)
                .required()
                .hint(ui.t("population-file-hint")),
        )
        .cancel("/aktorer");
    let (heading, lead) = (ui.t("population-heading"), ui.t("population-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

pub async fn show(ui: Ui) -> PageResult {
    require_anywhere(&ui.actor, Action::SavePopulation)?;
    upload_page(ui).show()
}

/// What the file gives, tried but not yet saved for good.
struct Tried {
    rows: Vec<PopulationRow>,
    changed: usize,
    warnings: Vec<Problem>,
}

/// A page with what is wrong, or with what must be confirmed.
#[derive(Template)]
#[template(path = "population_answer.html")]
struct AnswerPage {
    ui: Ui,
    /// Sentences with their rows.
    problems: Vec<String>,
    warnings: Vec<String>,
    /// The form that confirms, when nothing is wrong.
    confirm: Option<Form>,
}

pub async fn upload(
    State(state): State<AppState>,
    ui: Ui,
    upload: Result<Upload, Failure>,
) -> PageResult {
    require_anywhere(&ui.actor, Action::SavePopulation)?;
    let upload = upload?;
    if upload.bytes.is_empty() {
        let missing = Problem::invalid("field_missing").at_field("file");
        return upload_page(ui).refuse(Values::default(), missing);
    }
    let rows = match rows_of(upload.bytes).await {
        Ok(rows) => rows,
        Err(problems) => return refuse(ui, problems),
    };
    let tx = state.db.begin("save_population").await?;
    match try_save(&tx, &ui, rows).await {
        Ok(tried) if tried.warnings.is_empty() => finish(tx, tried.changed).await,
        Ok(tried) => ask(ui, &tried),
        Err(problems) => refuse(ui, problems),
    }
}

/// The same figures again, after the warnings have been read.
pub async fn confirm(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    require_anywhere(&ui.actor, Action::SavePopulation)?;
    let rows = match rows_of(values.text("figures").as_bytes().to_vec()).await {
        Ok(rows) => rows,
        Err(problems) => return refuse(ui, problems),
    };
    let tx = state.db.begin("save_population").await?;
    match try_save(&tx, &ui, rows).await {
        Ok(tried) => finish(tx, tried.changed).await,
        Err(problems) => refuse(ui, problems),
    }
}

async fn finish(tx: Tx, changed: usize) -> PageResult {
    tx.commit().await?;
    let notice = if changed == 0 {
        "population-unchanged"
    } else {
        "population-saved"
    };
    Ok(redirect_with_notice("/aktorer", notice))
}

/// Each with its line. A large file takes a while to read, and others are served meanwhile.
async fn rows_of(bytes: Vec<u8>) -> Result<Vec<(usize, PopulationRow)>, Problems> {
    aside(move || read_population_rows(&bytes, FILE)).await?
}

async fn try_save(tx: &Tx, ui: &Ui, rows: Vec<(usize, PopulationRow)>) -> Result<Tried, Problems> {
    let parties = store::list_parties(tx, &PartyFilter::default()).await?;
    let parties: BTreeMap<&Key, PartyId> =
        parties.iter().map(|party| (&party.key, party.id)).collect();
    let mut problems = Problems::default();
    let (mut figures, mut lines) = (Vec::new(), Vec::new());
    for (line, row) in &rows {
        match parties.get(&row.party) {
            Some(party) => {
                figures.push(Figure {
                    party: *party,
                    year: row.year,
                    population: row.population,
                });
                lines.push(*line);
            }
            None => {
                let unknown = Problem::invalid("party_unknown").with("party", &row.party);
                problems.push(unknown.at_row(*line).at_column("party"));
            }
        }
    }
    let figures = problems.or(figures)?;
    let saved = save_population(tx, &ui.actor, &figures).await;
    let saved = saved.map_err(|problems| at_lines(problems, &lines))?;
    Ok(Tried {
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        changed: saved.changed,
        warnings: saved
            .warnings
            .into_iter()
            .map(|warning| warning.problem)
            .collect(),
    })
}

/// Problems at `figures.<index>.<column>` become problems of the file's rows.
fn at_lines(problems: Problems, lines: &[usize]) -> Problems {
    let at_line = |problem: Problem| {
        let field = problem.place.field.clone().unwrap_or_default();
        let mut parts = field.split('.').skip(1);
        let index: Option<usize> = parts.next().and_then(|index| index.parse().ok());
        match index.and_then(|index| lines.get(index)) {
            Some(line) => problem
                .at_row(*line)
                .at_column(parts.next().unwrap_or_default()),
            None => problem,
        }
    };
    Problems(problems.0.into_iter().map(at_line).collect())
}

fn ask(ui: Ui, tried: &Tried) -> PageResult {
    let row = |row: &PopulationRow| {
        vec![
            row.party.to_string(),
            row.year.to_string(),
            row.population.to_string(),
        ]
    };
    let rows: Vec<_> = tried.rows.iter().map(row).collect();
    let figures = to_csv(crate::bundle::POPULATION_COLUMNS, &rows).unwrap_or_default();
    let ui = register_ui(ui);
    let form = Form::new("/aktorer/folkmangd/bekrafta", ui.t("population-confirm"))
        .field(Field::new("figures", "", FieldKind::Hidden))
        .cancel("/aktorer/folkmangd")
        .fill(Values::default().set("figures", figures));
    let warnings: Problems = tried.warnings.iter().cloned().collect();
    let warnings = warnings
        .0
        .iter()
        .map(|warning| ui.problem(warning))
        .collect();
    ui.page(&AnswerPage {
        ui: ui.clone(),
        problems: Vec::new(),
        warnings,
        confirm: Some(form),
    })
}

fn refuse(ui: Ui, problems: Problems) -> PageResult {
    if let Some(problem) = problems.0.iter().find(|p| p.kind.is_ours()) {
        return Err(problem.clone().into());
    }
    let ui = register_ui(ui);
    let told = |problem: &Problem| match problem.place.row {
        Some(row) => format!(
            "{}: {}",
            ui.t1("form-problem-row", "row", row),
            ui.problem(problem)
        ),
        None => ui.problem(problem),
    };
    let problems = problems.0.iter().map(told).collect();
    let page = AnswerPage {
        ui: ui.clone(),
        problems,
        warnings: Vec::new(),
        confirm: None,
    };
    let html = page.render().map_err(Problem::internal)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(html)).into_response())
}
