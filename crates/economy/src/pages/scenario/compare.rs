//! Two to four scenarios side by side.

use super::tables::{amounts_chart, amounts_table, difference_table, relative_table};
use super::{inner, list};
use crate::pages::common::download;
use crate::purpose_words::amount_text;
use crate::scenario_view::{Comparison, load_comparison};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Ore, Problem, ProblemKind};
use samverk_parties::Scope;
use samverk_web::{AppState, PageResult, Table, Ui, Values, redirect_with_notice};

#[derive(Template)]
#[template(path = "scenario_compare.html")]
struct ComparePage {
    ui: Ui,
    sides: Vec<ShownSide>,
    population_year: Option<i32>,
    amounts: Table,
    relative: Table,
    chart: String,
    /// `?med=a&med=b`, for the files.
    query: String,
    pdf: String,
}

/// One of the results in a few words.
#[derive(Clone, Debug)]
pub struct ShownSide {
    /// The letter that stands for it in the tables.
    pub label: String,
    pub title: String,
    pub note: String,
    pub changes: Vec<String>,
    /// What does not add up or stands out.
    pub remarks: Vec<String>,
    pub total: String,
    pub href: String,
}

/// A comparison for print: the results, the tables and the bars.
#[derive(Clone, Debug)]
pub struct PrintedComparison {
    pub sides: Vec<ShownSide>,
    pub tables: Vec<Table>,
    pub chart: String,
    pub population_year: Option<i32>,
}

/// Fails as [`load_comparison`] does.
pub async fn load_printed_comparison(
    tx: &Tx,
    scope: &Scope,
    keys: &[&str],
    ui: &Ui,
) -> Result<PrintedComparison, Problem> {
    let compared = load_comparison(tx, scope, keys, ui).await?;
    let letters = letters(&compared);
    let tables = match compared.sides.len() {
        2 => vec![difference_table(
            ui,
            ui.t("scenario-table-heading"),
            &compared,
            false,
        )],
        _ => vec![
            amounts_table(ui, &compared, &letters),
            relative_table(ui, &compared, &letters),
        ],
    };
    Ok(PrintedComparison {
        sides: shown_sides(ui, &compared, &letters),
        tables: tables.iter().map(Table::with_filled_columns).collect(),
        chart: amounts_chart(ui, &compared, &named(&compared, &letters)),
        population_year: compared.population_year,
    })
}

fn letters(compared: &Comparison) -> Vec<String> {
    let letters = LETTERS.iter().take(compared.sides.len());
    letters.map(|letter| (*letter).to_owned()).collect()
}

/// `A  Kostnadsfördelning 2021`, for the key of the bars.
fn named(compared: &Comparison, letters: &[String]) -> Vec<String> {
    let sides = letters.iter().zip(&compared.sides);
    sides
        .map(|(letter, side)| format!("{letter}  {}", side.title))
        .collect()
}

const LETTERS: [&str; 5] = ["A", "B", "C", "D", "E"];

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let keys = values.all("med");
    if keys.is_empty() {
        return Ok(redirect_with_notice(
            &scope.href("/scenarier"),
            "scenarios-to-choose",
        ));
    }
    let compared = match load_comparison(&tx, &scope, &keys, &ui).await {
        Ok(compared) => compared,
        Err(problem) if problem.kind == ProblemKind::Invalid => {
            return list::draw(&tx, ui, scope, &values, Some(problem)).await;
        }
        Err(problem) => return Err(problem.into()),
    };
    let ui = inner(ui, &scope, None);
    let titles: Vec<String> = compared
        .sides
        .iter()
        .map(|side| side.title.clone())
        .collect();
    // Files have the whole titles; on the page letters keep the columns narrow.
    let (amounts, relative) = (
        amounts_table(&ui, &compared, &titles),
        relative_table(&ui, &compared, &titles),
    );
    if let Some(file) = download(&values, &[&amounts, &relative], tx.now()) {
        return file;
    }
    let letters = letters(&compared);
    let query: Vec<String> = keys.iter().map(|key| format!("med={key}")).collect();
    let query = format!("?{}", query.join("&"));
    ui.page(&ComparePage {
        sides: shown_sides(&ui, &compared, &letters),
        population_year: compared.population_year,
        amounts: amounts_table(&ui, &compared, &letters).without_downloads(),
        relative: relative_table(&ui, &compared, &letters).without_downloads(),
        chart: amounts_chart(&ui, &compared, &named(&compared, &letters)),
        pdf: format!("{}{query}", scope.href("/scenarier/jamforelse.pdf")),
        query,
        ui: ui.clone(),
    })
}

fn shown_sides(ui: &Ui, compared: &Comparison, letters: &[String]) -> Vec<ShownSide> {
    let sides = compared.sides.iter().zip(letters).enumerate();
    sides
        .map(|(index, (side, label))| ShownSide {
            label: label.clone(),
            title: side.title.clone(),
            note: side.note.clone(),
            changes: side.changes.clone(),
            remarks: side.remarks(ui),
            total: amount_text(
                compared.purpose,
                compared.table.total.amount(index).unwrap_or(Ore::ZERO),
            ),
            href: side.href.clone(),
        })
        .collect()
}
