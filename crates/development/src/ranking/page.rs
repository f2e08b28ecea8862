//! The ranking of the initiatives that wait at a gate, with weights that one can try, and those that were kept.

use super::keep::check_weights;
use super::{AtGate, KeptRanking, Ranking, keep_ranking, rank};
use crate::policy::Action;
use askama::Template;
use axum::extract::{Path, State};
use samverk_engine::Exact;
use samverk_foundation::{Key, Problem, Problems};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Field, FieldKind, Form, Narrow, PageResult, Policy, Route,
    RowColumn, Table, Tone, Ui, Values, download, redirect_with_notice,
};

#[derive(Template)]
#[template(path = "ranking.html")]
struct RankingPage {
    ui: Ui,
    heading: String,
    lead: String,
    table: Table,
    /// The weights, to try and to keep; nothing for those who may not.
    form: Option<Form>,
    kept: Vec<Kept>,
}

/// A ranking that was kept.
struct Kept {
    words: String,
    note: String,
    table: Table,
}

pub(crate) fn routes() -> Vec<Route> {
    let path = "/samverkan/{collaboration}/portfolj/rangordning/{process}/{phase}";
    vec![
        Route::get(path, Policy::Action(Action::ReadGate.code()), show),
        Route::post(path, Policy::Action(Action::KeepRanking.code()), take),
    ]
}

/// Two decimals; what is kept is exact.
pub(crate) fn show_number(ui: &Ui, number: &Exact) -> String {
    let decimal = number.to_decimal(2);
    decimal.map_or_else(|| number.to_string(), |decimal| ui.decimal(&decimal))
}

const WEIGHT: [&str; 2] = ["criterion", "weight"];

fn parts(address: &(String, String, String)) -> (&str, &str, &str) {
    (&address.0, &address.1, &address.2)
}

async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<(String, String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = AtGate::find(&tx, &ui.actor, parts(&address)).await?;
    let weights = at.usual();
    draw(ui, &at, weights, &query, tx.now(), Problems::default())
}

async fn take(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<(String, String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("keep_ranking").await?;
    let at = AtGate::find(&tx, &ui.actor, parts(&address)).await?;
    at.scope.require(Action::KeepRanking.by())?;
    let read = read_weights(&at, &values);
    let (weights, mut problems) = match read {
        Ok(weights) => (weights, Problems::default()),
        Err(problems) => (at.usual(), problems),
    };
    let is_tried = values.is_set("try");
    if problems.0.is_empty() && !is_tried {
        let ranking = rank(&weights, &at.candidates);
        let gate = (&at.process, &at.phase);
        let said = (weights.as_slice(), values.text("note"));
        match keep_ranking(&tx, &ui.actor, &at.scope, gate, said, &ranking, &at.among).await {
            Ok(_) => {
                tx.commit().await?;
                return Ok(redirect_with_notice(&at.href(), "ranking-kept"));
            }
            Err(wrong) => problems.extend(wrong.0),
        }
    }
    draw(ui, &at, weights, &values, tx.now(), problems)
}

fn read_weights(at: &AtGate, values: &Values) -> Result<Vec<(Key, i64)>, Problems> {
    let mut problems = Problems::default();
    let mut weights = at.usual();
    for (number, row) in values.rows("weights", &WEIGHT) {
        let [criterion, written] = row.as_slice() else {
            continue;
        };
        let place = format!("weights.{number}.weight");
        let found = weights
            .iter_mut()
            .find(|(key, _)| key.as_str() == criterion);
        match (found, written.parse::<i64>()) {
            (Some((_, weight)), Ok(number)) => *weight = number,
            _ => {
                let outside = Problem::invalid("weight_outside").with("value", written);
                problems.push(outside.at_field(&place));
            }
        }
    }
    problems.or(())?;
    check_weights(&weights)?;
    Ok(weights)
}

fn draw(
    ui: Ui,
    at: &AtGate,
    weights: Vec<(Key, i64)>,
    values: &Values,
    now: chrono::DateTime<chrono::Utc>,
    problems: Problems,
) -> PageResult {
    let label = ui.t("portfolio-heading");
    let ui = at
        .scope
        .ui(ui)
        .with_crumb(at.scope.href("/portfolj"), label);
    let table = ranking_table(&ui, at, &rank(&weights, &at.candidates));
    if let Some(file) = download(values, &[&table], now) {
        return file;
    }
    let phase = at.process.phase(&at.phase);
    let phase = phase.map_or_else(String::new, |phase| phase.name.to_string());
    let may_keep = at.scope.may(Action::KeepRanking.by());
    let page = RankingPage {
        heading: ui.t1("ranking-heading", "phase", &phase),
        lead: ui.t1("ranking-lead", "process", &*at.process.name),
        form: may_keep.then(|| weight_form(&ui, at, &weights, values, problems)),
        kept: at.rankings.iter().map(|one| kept(&ui, at, one)).collect(),
        table,
        ui: ui.clone(),
    };
    ui.page(&page)
}

fn weight_form(
    ui: &Ui,
    at: &AtGate,
    weights: &[(Key, i64)],
    values: &Values,
    problems: Problems,
) -> Form {
    let names = weights.iter();
    let names = names.map(|(key, _)| samverk_web::Choice::new(key, at.criterion(key)));
    let columns = vec![
        RowColumn::fixed("criterion", ui.t("gate-criterion"), names.collect()),
        RowColumn::new("weight", ui.t("gate-weight")),
    ];
    let kind = FieldKind::Rows {
        columns,
        grows: false,
    };
    let note = Field::new(
        "note",
        ui.t("ranking-note"),
        FieldKind::LongText { rows: 2 },
    );
    let rows: Vec<Vec<String>> = weights
        .iter()
        .map(|(key, weight)| vec![key.to_string(), weight.to_string()])
        .collect();
    let shown = Values::default().set_rows("weights", &WEIGHT, &rows);
    let shown = shown.set("note", values.text("note"));
    let mut form = Form::new(at.href(), ui.t("ranking-keep"))
        .field(
            Field::new("weights", ui.t("ranking-weights"), kind).hint(ui.t("ranking-weights-hint")),
        )
        .field(note.hint(ui.t("ranking-note-hint")))
        .other("try", ui.t("ranking-try"));
    form.values = match problems.0.is_empty() {
        true => shown,
        false => values.clone(),
    };
    form.problems = problems;
    form
}

fn columns(ui: &Ui) -> Vec<Column> {
    let keys = [
        ("ranking-place", ColumnKind::Text),
        ("initiative-one", ColumnKind::Text),
        ("ranking-value", ColumnKind::Text),
        ("ranking-to-next", ColumnKind::Text),
        ("ranking-answered", ColumnKind::Text),
    ];
    keys.map(|(key, kind)| Column::new(ui.t(key), kind)).into()
}

fn place(ui: &Ui, place: usize, is_tied: bool) -> String {
    match is_tied {
        true => ui.t1("ranking-tied", "place", place),
        false => place.to_string(),
    }
}

fn ranking_table(ui: &Ui, at: &AtGate, ranking: &Ranking<Key>) -> Table {
    let mut table =
        Table::new("rangordning", ui.t("ranking-table"), columns(ui)).narrow(Narrow::Lists);
    let link = |key: &Key| {
        let href = at.scope.href(&format!("/initiativ/{key}/fas/{}", at.phase));
        Cell::link(href, at.title(key))
    };
    for one in &ranking.ranked {
        let to_next = one.to_next.as_ref().map(|next| show_number(ui, next));
        table.push(vec![
            Cell::text(place(ui, one.place, one.is_tied)),
            link(&one.id),
            Cell::text(show_number(ui, &one.value)),
            to_next.map_or_else(Cell::empty, Cell::text),
            answered(ui, at, &one.id),
        ]);
    }
    let without = |words: &str, tone| Cell::tag(tone, ui.t(words));
    for key in &ranking.unscored {
        let why = without("ranking-unscored", Tone::Warning);
        let answered = answered(ui, at, key);
        table.push(vec![why, link(key), Cell::empty(), Cell::empty(), answered]);
    }
    for key in &ranking.held_back {
        let why = without("ranking-held-back", Tone::Bad);
        let answered = answered(ui, at, key);
        table.push(vec![why, link(key), Cell::empty(), Cell::empty(), answered]);
    }
    table
}

/// `1 av 2 har svarat`: a place that stands on fewer than were asked is told of.
fn answered(ui: &Ui, at: &AtGate, key: &Key) -> Cell {
    let Some((answered, asked)) = at.assessors.get(key).filter(|(_, asked)| *asked > 0) else {
        return Cell::empty();
    };
    let told = [answered, asked].map(ToString::to_string);
    let [said, of] = &told;
    let words = ui.t_with("ranking-answered-of", &[("answered", said), ("asked", of)]);
    match answered < asked {
        true => Cell::tag(Tone::Warning, words),
        false => Cell::text(words),
    }
}

fn kept(ui: &Ui, at: &AtGate, one: &KeptRanking) -> Kept {
    let weights = one.says.weights.iter();
    let weights: Vec<String> = weights
        .map(|weight| format!("{} {}", at.criterion(&weight.criterion), weight.weight))
        .collect();
    let name = format!("rangordning-{}", one.number);
    let mut columns = columns(ui);
    columns.truncate(3);
    let (date, weights) = (ui.date(&one.says.made), weights.join(", "));
    let words = ui.t_with("ranking-made", &[("date", &date), ("weights", &weights)]);
    let mut table = Table::new(&name, words.clone(), columns).narrow(Narrow::Lists);
    for row in &one.says.places {
        table.push(vec![
            Cell::text(place(ui, row.place, row.tied)),
            Cell::text(row.title.clone()),
            Cell::text(show_number(ui, &row.value)),
        ]);
    }
    Kept {
        words,
        note: one.says.note.clone(),
        table: table.without_downloads(),
    }
}
