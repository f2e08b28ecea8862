//! The answers as tables for other programs: the same columns whichever version was answered, and a codebook that
//! says what each column and code means.

use crate::desk::SurveyDesk;
use crate::model::{FEWEST, QuestionType};
use crate::results::Results;
use crate::versions::SurveyForm;
use crate::xlsform::relevant;
use samverk_fields::{FieldKind, LanguageCode, Pass, Question, Value, Words};
use samverk_foundation::{Language, swedish_day};
use samverk_sheets::{Cell, Column, Kind, Sheet};
use samverk_web::Ui;

/// In place of an answer, in a column of whatever kind.
fn pass_mark(ui: &Ui, pass: Pass) -> String {
    let words = match pass {
        Pass::Unknown => ui.t("pass-unknown"),
        Pass::Irrelevant => ui.t("pass-irrelevant"),
    };
    format!("[{words}]")
}

/// A row for each answer: whose, in which version, and a column for every question that was ever asked.
pub(crate) fn answers(ui: &Ui, at: &SurveyDesk, results: &Results) -> Sheet {
    let questions = at.versions.questions();
    let mut columns = vec![
        Column::new(ui.t("answer-party"), Kind::Text),
        Column::new(ui.t("answer-version"), Kind::Text),
        Column::new(ui.t("answer-date"), Kind::Date),
    ];
    let key = |(_, question): &(&SurveyForm, &Question)| question.key.to_string();
    let told = told_columns(results, &questions);
    columns.extend(
        questions
            .iter()
            .map(|one| Column::new(key(one), Kind::Text)),
    );
    let few = ui.t1("results-too-few", "count", FEWEST);
    let row = |given: &crate::results::Given| {
        let party = given.party.as_ref().map_or("", |party| party.name.as_str());
        // Of a person nothing is told but the answer.
        let day = given
            .party
            .as_ref()
            .map(|_| Cell::Date(swedish_day(given.submission.sent_at)));
        let mut cells = vec![
            Cell::Text(party.to_owned()),
            Cell::Text(version(&given.form)),
            day.unwrap_or(Cell::Empty),
        ];
        cells.extend(questions.iter().zip(&told).map(|((_, question), told)| {
            if !told.contains(&given.closing) {
                return Cell::Text(format!("[{few}]"));
            }
            let own = given.form.form.find(question.key.as_str());
            let value = given.submission.record.get(question.key.as_str());
            own.map_or(Cell::Empty, |own| cell(ui, own, value))
        }));
        cells
    };
    Sheet {
        name: ui.t("survey-sheet-answers"),
        title: String::new(),
        columns,
        rows: results.given.iter().map(row).collect(),
        totals: None,
    }
}

/// The closings of which each column is told: of people's answers none that would tell what fewer than five said, as
/// on the page.
fn told_columns(results: &Results, questions: &[(&SurveyForm, &Question)]) -> Vec<Vec<i64>> {
    let (answers, closings) = (results.countable(), results.closings());
    let told = |(_, question): &(&SurveyForm, &Question)| {
        let shown = results.settled(question, &answers).closings;
        closings.iter().take(shown).copied().collect()
    };
    questions.iter().map(told).collect()
}

fn version(form: &SurveyForm) -> String {
    format!("{}.{}", form.version, form.edition)
}

fn cell(ui: &Ui, question: &Question, value: &Value) -> Cell {
    match value {
        Value::Nothing => Cell::Empty,
        Value::Passed(pass) => Cell::Text(pass_mark(ui, *pass)),
        Value::Number(number) => Cell::Decimal(*number),
        Value::Ore(ore) => Cell::Kronor(*ore),
        Value::Date(date) => Cell::Date(*date),
        Value::Code(code) => Cell::Text(code.clone()),
        Value::Several(parts) if matches!(question.kind, FieldKind::Several(_)) => {
            let codes: Vec<&str> = parts.iter().map(Value::text).collect();
            Cell::Text(codes.join("; "))
        }
        other => Cell::Text(samverk_kept::answer_cell(ui, question, other).shown()),
    }
}

/// What each column means, in every version that asked it.
pub(crate) fn codebook(ui: &Ui, at: &SurveyDesk) -> Sheet {
    let headings = [
        "codebook-key",
        "codebook-versions",
        "codebook-text-sv",
        "codebook-text-en",
        "codebook-type",
        "codebook-choices",
        "codebook-required",
        "codebook-condition",
    ];
    let columns = headings
        .iter()
        .map(|key| Column::new(ui.t(key), Kind::Text))
        .collect();
    let mut rows = Vec::new();
    for (_, question) in at.versions.questions() {
        for (from, to, asked) in meanings(at, question.key.as_str()) {
            let span = match from == to {
                true => from,
                false => format!("{from}–{to}"),
            };
            let kind = QuestionType::of(&asked.kind);
            let required = if asked.is_required() { "yes" } else { "no" };
            rows.push(vec![
                Cell::Text(asked.key.to_string()),
                Cell::Text(span),
                Cell::Text(text(&asked.label, Language::Sv)),
                Cell::Text(text(&asked.label, Language::En)),
                Cell::Text(kind.map_or("", QuestionType::code).to_owned()),
                Cell::Text(choices(ui, asked)),
                Cell::Text(ui.t(required)),
                Cell::Text(relevant::written(&asked.shown).unwrap_or_default()),
            ]);
        }
    }
    let passes = Pass::ALL.iter().map(|(_, pass)| pass_mark(ui, *pass));
    let passes = passes.collect::<Vec<_>>().join(" ");
    let mut about = vec![Cell::Empty; headings.len()];
    about.splice(
        ..3,
        [
            Cell::Text("*".to_owned()),
            Cell::Empty,
            Cell::Text(ui.t1("codebook-passes", "marks", passes)),
        ],
    );
    rows.push(about);
    Sheet {
        name: ui.t("survey-sheet-codebook"),
        title: String::new(),
        columns,
        rows,
        totals: None,
    }
}

/// A question as it was asked, from which version to which.
fn meanings<'a>(at: &'a SurveyDesk, key: &str) -> Vec<(String, String, &'a Question)> {
    let mut all: Vec<(String, String, &Question)> = Vec::new();
    for form in at.versions.sent() {
        let Some(question) = form.form.find(key) else {
            continue;
        };
        let version = version(form);
        match all.last_mut() {
            Some((_, to, last)) if *last == question => *to = version,
            _ => all.push((version.clone(), version, question)),
        }
    }
    all
}

fn text(words: &Words, language: Language) -> String {
    match words {
        Words::Said(said) => said
            .get(&LanguageCode(language))
            .cloned()
            .unwrap_or_default(),
        Words::Key(_) => String::new(),
    }
}

fn choices(ui: &Ui, question: &Question) -> String {
    match &question.kind {
        FieldKind::Choice(choices) | FieldKind::Several(choices) => {
            let one = |one: &samverk_fields::ChoiceOption| {
                format!("{} = {}", one.code, samverk_kept::words(ui, &one.label))
            };
            choices.0.iter().map(one).collect::<Vec<_>>().join("\n")
        }
        FieldKind::Scale { from, to } => format!("{from}–{to}"),
        _ => String::new(),
    }
}
