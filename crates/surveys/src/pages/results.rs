//! What was answered, a section at a time: counted, drawn, and side by side.

use super::address::Address;
use super::words::section_words;
use crate::Audience;
use crate::desk::SurveyDesk;
use crate::export;
use crate::model::{FEWEST, Settled, Tally, Told, told_sizes};
use crate::results::{Results, Unseen, results};
use askama::Template;
use axum::extract::{Path, State};
use rust_decimal::Decimal;
use samverk_charts::{Bar, BarChart};
use samverk_fields::{FieldKind, Form, Question, Section};
use samverk_foundation::{Ore, PartyId, Problem};
use samverk_kept::{answer_cell, words};
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Format, Narrow, PageResult, Table, Ui, Values, download,
    download_live,
};

/// A question with its counts, and a picture of them.
struct Counted {
    label: String,
    picture: String,
    /// Sum, mean and bounds of numbers, in a sentence: they are no counts.
    figures: String,
    table: Table,
}

#[derive(Template)]
#[template(path = "results.html")]
struct ResultsPage {
    ui: Ui,
    heading: String,
    lead: String,
    /// The sections: address, words, whether it is this one.
    sections: Vec<(String, String, bool)>,
    counted: Vec<Counted>,
    beside: Option<Table>,
    by_party: Option<Table>,
    /// The files: address and words.
    files: Vec<(String, String)>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.survey(&tx, &ui).await?;
    let latest = at.versions.latest().ok_or_else(Problem::not_found)?;
    let results = results(&tx, &ui.actor, &at).await?;
    if let Some(file) = whole(&ui, &at, &results, &query, tx.now()) {
        return file;
    }
    let form = &latest.form;
    let asked = query.text("avsnitt");
    let mut sections = form.sections.iter();
    let section = sections.find(|one| asked.is_empty() || one.key.as_str() == asked);
    let section = section.ok_or_else(Problem::not_found)?;
    let counted = match results.unseen {
        Some(_) => Vec::new(),
        None => counted(&ui, section, &results),
    };
    let beside = (at.survey.respondents == Audience::Parties && !results.given.is_empty())
        .then(|| side_by_side(&ui, section, &results));
    let by_party = match at.survey.respondents {
        Audience::People if results.unseen.is_none() => Some(by_party(&ui, &at, &results)),
        _ => None,
    };
    let mut tables: Vec<&Table> = counted.iter().map(|one| &one.table).collect();
    tables.extend(&beside);
    tables.extend(&by_party);
    if let Some(file) = download(&query, &tables, tx.now()) {
        return file;
    }
    let page = ResultsPage {
        heading: ui.t1("results-heading", "survey", at.survey.title.to_string()),
        lead: lead(&ui, &at, &results),
        sections: links(&ui, &at, form, section),
        files: files(&ui, &at, &results),
        counted,
        beside,
        by_party,
        ui: at.inside(ui.clone()),
    };
    page.ui.page(&page)
}

/// All answers with their codebook, as one file.
fn whole(
    ui: &Ui,
    at: &SurveyDesk,
    results: &Results,
    query: &Values,
    now: chrono::DateTime<chrono::Utc>,
) -> Option<PageResult> {
    let format = Format::from_code(query.text("format"))?;
    let name = format!("{}-{}", at.survey.key, query.text("tabell"));
    let sheets = match query.text("tabell") {
        "svar" => vec![export::answers(ui, at, results), export::codebook(ui, at)],
        "kodbok" => vec![export::codebook(ui, at)],
        _ => return None,
    };
    Some(match format {
        Format::Xlsx => download_live(&name, (&sheets, &[]), now),
        Format::Csv => {
            let mut table = Table::new(&name, "", Vec::new());
            let first = sheets.into_iter().next()?;
            let column = |one: &samverk_sheets::Column| Column::new(one.heading.clone(), one.kind);
            table.columns = first.columns.iter().map(column).collect();
            for row in first.rows {
                table.push(row.into_iter().map(Cell::new).collect());
            }
            table.download(Format::Csv, now)
        }
    })
}

fn files(ui: &Ui, at: &SurveyDesk, results: &Results) -> Vec<(String, String)> {
    if results.given.is_empty() {
        return Vec::new();
    }
    let file = |asked: &str, words: &str| (at.href(&format!("/resultat?{asked}")), ui.t(words));
    vec![
        file("tabell=svar&format=xlsx", "results-as-workbook"),
        file("tabell=svar&format=csv", "results-as-csv"),
        file("tabell=kodbok&format=csv", "results-codebook"),
    ]
}

fn lead(ui: &Ui, at: &SurveyDesk, results: &Results) -> String {
    match results.unseen {
        Some(Unseen::Open) => ui.t("results-when-closed"),
        Some(Unseen::Few) => ui.t1("results-too-few", "count", FEWEST),
        None if at.may_build() || at.survey.respondents == Audience::People => {
            let counted = ui.t1("results-of", "count", results.given.len());
            let as_of = results.as_of.map(|day| {
                let (day, count) = (day.to_string(), FEWEST.to_string());
                ui.t_with("results-as-of", &[("day", &day), ("count", &count)])
            });
            as_of.map_or_else(|| counted.clone(), |later| format!("{counted} {later}"))
        }
        None => {
            let (seen, all) = (results.given.len().to_string(), results.count.to_string());
            ui.t_with("results-of-those-seen", &[("seen", &seen), ("all", &all)])
        }
    }
}

fn links(ui: &Ui, at: &SurveyDesk, form: &Form, here: &Section) -> Vec<(String, String, bool)> {
    let link = |one: &Section| {
        let href = at.href(&format!("/resultat?avsnitt={}", one.key));
        (href, section_words(ui, one), one.key == here.key)
    };
    form.sections.iter().map(link).collect()
}

fn counted(ui: &Ui, section: &Section, results: &Results) -> Vec<Counted> {
    let asked = section.questions.iter().filter(|one| one.is_asked());
    let answers = results.countable();
    let one = |question: &Question| {
        let found = results.settled(question, &answers);
        let label = words(ui, &question.label);
        Counted {
            picture: match found.is_hidden() {
                true => String::new(),
                false => picture(ui, question, &found.tally),
            },
            figures: match found.is_hidden() {
                true => String::new(),
                false => figures(ui, question, &found.tally),
            },
            table: table(ui, question, &found),
            label,
        }
    };
    asked.map(one).collect()
}

fn option_words(ui: &Ui, question: &Question, code: &str) -> String {
    match &question.kind {
        FieldKind::Choice(choices) | FieldKind::Several(choices) => {
            let found = choices.0.iter().find(|one| one.code == code);
            found.map_or_else(|| code.to_owned(), |one| words(ui, &one.label))
        }
        _ => code.to_owned(),
    }
}

/// The options as bars. What else there is to count stands in the table.
fn picture(ui: &Ui, question: &Question, found: &Tally) -> String {
    if found.answered == 0 || found.options.is_empty() {
        return String::new();
    }
    let bar = |(code, count): &(String, usize)| Bar {
        label: option_words(ui, question, code),
        value: f64::from(u32::try_from(*count).unwrap_or(u32::MAX)),
        value_text: count.to_string(),
    };
    let chart = BarChart {
        id: format!("bild-{}", question.key),
        title: words(ui, &question.label),
        description: ui.t1("results-picture", "count", found.answered),
        bars: found.options.iter().map(bar).collect(),
    };
    chart.to_svg()
}

fn table(ui: &Ui, question: &Question, settled: &Settled) -> Table {
    let found = &settled.tally;
    let columns = vec![
        Column::new(ui.t("results-answer"), ColumnKind::Text),
        Column::new(ui.t("results-count"), ColumnKind::Integer),
        Column::new(ui.t("results-share"), ColumnKind::Percent),
    ];
    let caption = words(ui, &question.label);
    let mut table = Table::new(question.key.as_str(), caption, columns).narrow(Narrow::Lists);
    let share = |count: usize| {
        let part = Decimal::from(count).checked_mul(Decimal::ONE_HUNDRED);
        part.and_then(|part| part.checked_div(found.answered.into()))
            .map(|part| format!("{} %", part.round()))
    };
    let mut row = |label: String, count: usize, share: Option<String>| {
        let share = share.map_or_else(Cell::empty, Cell::text);
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        table.push(vec![Cell::text(label), Cell::integer(count), share]);
    };
    let told = |key: &str| {
        let text = Cell::text(ui.t1(key, "count", FEWEST));
        vec![text, Cell::empty(), Cell::empty()]
    };
    if settled.is_hidden() {
        table.push(told("results-too-few"));
        return table.without_downloads();
    }
    for (code, count) in &found.options {
        row(option_words(ui, question, code), *count, share(*count));
    }
    if let Some(figures) = &found.figures
        && found.options.is_empty()
    {
        row(ui.t("results-zero"), figures.zeros, share(figures.zeros));
        let is_above = figures.least >= Decimal::ZERO;
        let rest = match is_above {
            true => "results-above-zero",
            false => "results-not-zero",
        };
        row(
            ui.t(rest),
            found.answered - figures.zeros,
            share(found.answered - figures.zeros),
        );
    }
    if found.options.is_empty() && found.figures.is_none() {
        let given = match question.kind {
            FieldKind::File { .. } => "results-attached",
            _ => "results-answered",
        };
        row(ui.t(given), found.answered, None);
    }
    row(ui.t("pass-unknown"), found.unknown, None);
    row(ui.t("pass-irrelevant"), found.irrelevant, None);
    row(ui.t("results-blank"), found.blank, None);
    if settled.waits {
        table.push(told("results-later-too-few"));
    }
    table
}

/// `Summa 12, medelvärde 3, lägst 1, högst 5.`
fn figures(ui: &Ui, question: &Question, found: &Tally) -> String {
    let asked = found.figures.as_ref().filter(|_| found.answered > 0);
    let Some(figures) = asked else {
        return String::new();
    };
    let is_amount = question.kind == FieldKind::Amount;
    let shown = |number: Decimal| match is_amount {
        true => Cell::ore(Ore(i64::try_from(number.round()).unwrap_or_default())).shown(),
        false => Cell::decimal(number).shown(),
    };
    let mean = figures.mean(found.answered).unwrap_or_default();
    // Steps of a scale have a mean, and no sum that says anything.
    let text = match question.kind {
        FieldKind::Scale { .. } => "results-mean",
        _ => "results-sum",
    };
    let told = [figures.sum, mean, figures.least, figures.most].map(shown);
    let [sum, mean, least, most] = &told;
    ui.t_with(
        text,
        &[
            ("sum", sum),
            ("mean", mean),
            ("least", least),
            ("most", most),
        ],
    )
}

/// A row for each party, a column for each question.
fn side_by_side(ui: &Ui, section: &Section, results: &Results) -> Table {
    let asked: Vec<&Question> = section
        .questions
        .iter()
        .filter(|one| one.is_asked())
        .collect();
    let mut columns = vec![Column::new(ui.t("answer-party"), ColumnKind::Text)];
    let heading = |one: &&Question| Column::new(words(ui, &one.label), ColumnKind::Text);
    columns.extend(asked.iter().map(heading));
    let mut table = Table::new("sida-vid-sida", ui.t("results-beside"), columns).with_all_columns();
    for given in &results.given {
        let party = given.party.as_ref().map_or("", |party| party.name.as_str());
        let mut cells = vec![Cell::text(party)];
        cells.extend(asked.iter().map(|question| {
            let key = question.key.as_str();
            let value = given.submission.record.get(key);
            let own = given.form.form.find(key);
            match own {
                None => Cell::text(ui.t("results-not-asked")),
                Some(own) => Cell::text(answer_cell(ui, own, value).shown()),
            }
        }));
        table.push(cells);
    }
    table
}

/// How many have answered at each party, as far as that tells nobody's answer.
fn by_party(ui: &Ui, at: &SurveyDesk, results: &Results) -> Table {
    let members: Vec<PartyId> = at.scope.present().map(|member| member.party.id).collect();
    let sizes = |closing: &i64| {
        let own = results.counted.iter();
        let own: Vec<_> = own.filter(|one| one.closing == *closing).collect();
        let size = |party: &PartyId| own.iter().filter(|one| one.party == Some(*party)).count();
        members.iter().map(size).collect::<Vec<usize>>()
    };
    let sizes: Vec<Vec<usize>> = results.closings().iter().map(sizes).collect();
    let columns = vec![
        Column::new(ui.t("answer-party"), ColumnKind::Text),
        Column::new(ui.t("results-answered"), ColumnKind::Text),
    ];
    let mut table = Table::new("per-part", ui.t("results-by-party"), columns);
    for (member, told) in at.scope.present().zip(told_sizes(&sizes)) {
        let told = match told {
            Told::Nothing => ui.t1("results-too-few", "count", FEWEST),
            Told::AtLeast(count) => ui.t1("results-at-least", "count", count),
            Told::All(count) => count.to_string(),
        };
        table.push(vec![Cell::text(&member.party.name), Cell::text(told)]);
    }
    table
}
