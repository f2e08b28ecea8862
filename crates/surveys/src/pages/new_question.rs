//! The fields of each sort of question, and how a question is made of what is written in them.

use super::question_form::words_in;
use super::words::type_words;
use crate::model::{FILE_BYTES, QuestionType, key_for, yes_and_no};
use rust_decimal::Decimal;
use samverk_fields::{
    ChoiceOption, Choices, FieldKey, FieldKind, Question, RowOf, Rule, Value, Words,
};
use samverk_foundation::{Language, Ore, Problem, Problems};
use samverk_web::{Choice, Field, FieldKind as Drawn, RowColumn, Ui, Values};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What forms call fields of their own.
pub(crate) const RESERVED: &[&str] = &[
    "revision",
    "preview",
    "written_by",
    "go_to",
    "more_rows",
    "fewer_rows",
    "paste_rows",
    "paste_from",
    "done",
    "notis",
];

const ROWS_MOST: u16 = 200;

/// The fields that one sort of question has.
#[derive(Clone, Copy)]
pub(super) struct Sort(pub QuestionType);

pub(super) fn filled(values: Values, question: &Question) -> Values {
    let label = Some(&question.label);
    values
        .set("label_sv", words_in(label, Language::Sv))
        .set("label_en", words_in(label, Language::En))
        .set("hint_sv", words_in(question.hint.as_ref(), Language::Sv))
        .set("hint_en", words_in(question.hint.as_ref(), Language::En))
        .set("required", question.is_required())
}

/// What is wrong with the question stands at the field that mends it.
pub(super) fn placed(problems: Problems, key: &str) -> Problems {
    let field = |code: &str| match code {
        "condition_unknown_field" | "condition_refers_to_itself" => super::conditions::SHOWN,
        "choices_missing" | "choice_code_invalid" | "choice_code_repeated" => "options",
        "columns_missing" | "rows_in_rows" => "columns",
        "range_reversed" | "range_mixed" => "least",
        _ => "label_sv",
    };
    let is_own = |problem: &Problem| {
        let place = problem.place.field.as_deref().unwrap_or_default();
        place == key || place.starts_with(&format!("{key}."))
    };
    let (own, others): (Vec<_>, Vec<_>) = problems.0.into_iter().partition(is_own);
    // What is wrong with others because of it is mended here too.
    match own.is_empty() {
        true => Problems(others),
        false => own
            .into_iter()
            .map(|problem| {
                let code = problem.code;
                problem.at_field(field(code))
            })
            .collect(),
    }
}

impl Sort {
    pub fn fields(self, ui: &Ui) -> Vec<Field> {
        let number = |name, key: &str| Field::new(name, ui.t(key), Drawn::Number);
        match self.0 {
            QuestionType::Choice | QuestionType::Several => {
                let columns = vec![
                    RowColumn::new("sv", ui.t("option-sv")),
                    RowColumn::new("en", ui.t("option-en")),
                    RowColumn::new("code", ui.t("option-code")),
                ];
                let rows = Drawn::Rows {
                    columns,
                    grows: true,
                };
                vec![
                    Field::new("options", ui.t("question-options"), rows).hint(ui.t("option-hint")),
                ]
            }
            QuestionType::Rows => {
                let kinds = QuestionType::ALL.iter().filter(|(_, kind)| kind.is_short());
                let kinds = kinds.map(|(code, kind)| Choice::new(code, type_words(ui, *kind)));
                let columns = vec![
                    RowColumn::new("sv", ui.t("column-sv")),
                    RowColumn::new("en", ui.t("column-en")),
                    RowColumn::choose("kind", ui.t("column-type"), kinds.collect()),
                    RowColumn::new("code", ui.t("option-code")),
                ];
                let rows = Drawn::Rows {
                    columns,
                    grows: true,
                };
                vec![Field::new("columns", ui.t("question-columns"), rows)]
            }
            QuestionType::Scale => vec![
                number("from", "scale-from").required(),
                number("to", "scale-to").required(),
            ],
            QuestionType::Integer | QuestionType::Decimal | QuestionType::Amount => {
                vec![
                    number("least", "question-least"),
                    number("most", "question-most"),
                ]
            }
            QuestionType::File => {
                let most = number("files_most", "question-files-most");
                vec![most.hint(ui.t("question-files-most-hint"))]
            }
            _ => Vec::new(),
        }
    }

    pub fn filled(self, values: Values, question: &Question) -> Values {
        match &question.kind {
            FieldKind::Choice(choices) | FieldKind::Several(choices) => {
                let row = |one: &ChoiceOption| {
                    let label = Some(&one.label);
                    let (sv, en) = (words_in(label, Language::Sv), words_in(label, Language::En));
                    vec![sv, en, one.code.to_string()]
                };
                let rows: Vec<Vec<String>> = choices.0.iter().map(row).collect();
                values.set_rows("options", &["sv", "en", "code"], &rows)
            }
            FieldKind::Rows { columns, .. } => {
                let row = |one: &Question| {
                    let label = Some(&one.label);
                    let kind = QuestionType::of(&one.kind).map_or("", QuestionType::code);
                    let (sv, en) = (words_in(label, Language::Sv), words_in(label, Language::En));
                    vec![sv, en, kind.to_owned(), one.key.to_string()]
                };
                let rows: Vec<Vec<String>> = columns.iter().map(row).collect();
                values.set_rows("columns", &["sv", "en", "kind", "code"], &rows)
            }
            FieldKind::Scale { from, to } => values.set("from", from).set("to", to),
            FieldKind::File { most, .. } => values.set("files_most", most),
            _ => bounds(values, question),
        }
    }

    /// What the question asks for. Fails with what is missing.
    pub fn read(self, values: &Values, before: Option<&Question>) -> Result<FieldKind, Problems> {
        Ok(match self.0 {
            QuestionType::Line => FieldKind::Line,
            QuestionType::Prose => FieldKind::Prose { rows: 4 },
            QuestionType::Integer => FieldKind::Integer,
            QuestionType::Decimal => match before.map(|one| &one.kind) {
                Some(kind @ FieldKind::Decimal { .. }) => kind.clone(),
                _ => FieldKind::Decimal { unit: None },
            },
            QuestionType::Choice => FieldKind::Choice(options(values)?),
            QuestionType::Several => FieldKind::Several(options(values)?),
            QuestionType::YesNo => FieldKind::Choice(yes_and_no()),
            QuestionType::Scale => FieldKind::Scale {
                from: values.integer("from")?,
                to: values.integer("to")?,
            },
            QuestionType::Date => FieldKind::Date,
            QuestionType::Year => FieldKind::Year,
            QuestionType::Amount => FieldKind::Amount,
            QuestionType::Rows => FieldKind::Rows {
                of: RowOf::default(),
                columns: columns(values)?,
                least: u16::from(values.checked("required")),
                most: ROWS_MOST,
            },
            QuestionType::File => files(values, before.map(|one| &one.kind))?,
            QuestionType::Note => FieldKind::Note,
        })
    }

    /// What an answer must be; rules that the form has no field for stay.
    pub fn rules(self, values: &Values, before: Option<&Question>) -> Result<Vec<Rule>, Problem> {
        let own = before
            .map(|one| one.rules.clone())
            .unwrap_or_default()
            .into_iter();
        let is_kept = |rule: &Rule| !matches!(rule, Rule::Filled | Rule::Between(..));
        let mut rules: Vec<Rule> = own.filter(is_kept).collect();
        let has_rows = self.0 == QuestionType::Rows;
        if values.checked("required") && !has_rows && self.0 != QuestionType::Note {
            rules.push(Rule::Filled);
        }
        let bound = |name: &str| -> Result<Value, Problem> {
            let number = values.optional_decimal(name)?;
            Ok(match (self.0, number) {
                (_, None) => Value::Nothing,
                (QuestionType::Amount, Some(number)) => {
                    let ore = number.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default();
                    Value::Ore(Ore(i64::try_from(ore.round()).unwrap_or_default()))
                }
                (_, Some(number)) => Value::Number(number),
            })
        };
        if matches!(
            self.0,
            QuestionType::Integer | QuestionType::Decimal | QuestionType::Amount
        ) {
            let (least, most) = (bound("least")?, bound("most")?);
            if !least.is_nothing() || !most.is_nothing() {
                rules.push(Rule::Between(least, most));
            }
        }
        Ok(rules)
    }
}

/// So many files may be asked for at one question.
const FILES_MOST: u16 = 20;

/// What is taken in follows from a form that was read in; how many is chosen. Fails with `number_out_of_range`.
fn files(values: &Values, before: Option<&FieldKind>) -> Result<FieldKind, Problem> {
    let most = match values.text("files_most") {
        "" => 1,
        _ => values.integer("files_most")?,
    };
    let most = u16::try_from(most).ok();
    let most = most.filter(|most| (1..=FILES_MOST).contains(most));
    let out_of_range = || {
        let problem = Problem::invalid("number_out_of_range").with("least", 1);
        problem.with("most", FILES_MOST).at_field("files_most")
    };
    Ok(FieldKind::File {
        accept: match before {
            Some(FieldKind::File { accept, .. }) => accept.clone(),
            _ => Vec::new(),
        },
        bytes: FILE_BYTES,
        most: most.ok_or_else(out_of_range)?,
    })
}

fn bounds(values: Values, question: &Question) -> Values {
    let written = |value: &Value| match value {
        Value::Number(number) => number.to_string().replace('.', ","),
        Value::Ore(ore) => ore.to_plain().replace('.', ","),
        _ => String::new(),
    };
    let between = question.rules.iter().find_map(|rule| match rule {
        Rule::Between(least, most) => Some((written(least), written(most))),
        _ => None,
    });
    match between {
        Some((least, most)) => values.set("least", least).set("most", most),
        None => values,
    }
}

/// A label in Swedish, English or both; nothing without any.
fn label(sv: &str, en: &str) -> Option<Words> {
    let both = [(Language::Sv, sv), (Language::En, en)];
    let said = both.into_iter().filter(|(_, text)| !text.is_empty());
    let said: Vec<_> = said
        .map(|(language, text)| (language, text.to_owned()))
        .collect();
    (!said.is_empty()).then(|| Words::said(said))
}

/// A code that is said once stays; a new one is made of the words.
fn options(values: &Values) -> Result<Choices, Problems> {
    let rows = values.rows("options", &["sv", "en", "code"]);
    let mut used: BTreeSet<FieldKey> = BTreeSet::new();
    let mut all = Vec::new();
    let codes = rows
        .iter()
        .filter_map(|(_, cells)| FieldKey::parse(cells.get(2)?).ok());
    used.extend(codes);
    for (row, cells) in &rows {
        let cell = |place: usize| cells.get(place).map_or("", String::as_str);
        let missing = Problem::invalid("field_missing").at_field(&format!("options.{row}.sv"));
        let label = label(cell(0), cell(1)).ok_or(missing)?;
        let code = match cell(2) {
            "" => {
                let made = key_for(if cell(0).is_empty() { cell(1) } else { cell(0) }, &used);
                used.insert(made.clone());
                made.to_string()
            }
            code => code.to_owned(),
        };
        all.push(ChoiceOption {
            code: Cow::Owned(code),
            label,
        });
    }
    match all.is_empty() {
        true => Err(Problem::invalid("choices_missing")
            .at_field("options")
            .into()),
        false => Ok(Choices(all)),
    }
}

fn columns(values: &Values) -> Result<Vec<Question>, Problems> {
    let rows = values.rows("columns", &["sv", "en", "kind", "code"]);
    let codes = rows
        .iter()
        .filter_map(|(_, cells)| FieldKey::parse(cells.get(3)?).ok());
    let mut used: BTreeSet<FieldKey> = codes.collect();
    let mut all = Vec::new();
    for (row, cells) in &rows {
        let cell = |place: usize| cells.get(place).map_or("", String::as_str);
        let place = |column: &str| format!("columns.{row}.{column}");
        let missing = Problem::invalid("field_missing").at_field(&place("sv"));
        let label = label(cell(0), cell(1)).ok_or(missing)?;
        let kind = QuestionType::from_code(cell(2)).map_err(|wrong| wrong.at_field(&place("kind")));
        let kind = kind.unwrap_or(QuestionType::Line);
        let kind = Sort(kind).read(&Values::default(), None)?;
        let key = match cell(3) {
            "" => key_for(if cell(0).is_empty() { cell(1) } else { cell(0) }, &used),
            code => FieldKey::parse(code).map_err(|wrong| wrong.at_field(&place("code")))?,
        };
        used.insert(key.clone());
        all.push(Question::new(key, label, kind));
    }
    match all.is_empty() {
        true => Err(Problem::invalid("columns_missing")
            .at_field("columns")
            .into()),
        false => Ok(all),
    }
}
