//! The form of a survey as a workbook that ODK, Kobo and others read.

use super::constraint;
use super::read::{Loss, LossKind};
use super::relevant;
use crate::model::QuestionType;
use samverk_fields::{Choices, Condition, FieldKind, Form, LanguageCode, Question, Section, Words};
use samverk_foundation::Language;
use samverk_sheets::{Cell, Column, Kind, Sheet};

const SURVEY: [&str; 12] = [
    "type",
    "name",
    "label::Svenska (sv)",
    "label::English (en)",
    "hint::Svenska (sv)",
    "hint::English (en)",
    "required",
    "relevant",
    "constraint",
    "parameters",
    "appearance",
    "samverk_type",
];

/// A workbook's sheets, with what it cannot say.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    pub sheets: Vec<Sheet>,
    pub losses: Vec<Loss>,
}

struct Writer {
    rows: Vec<Vec<Cell>>,
    /// Lists that have a name already.
    lists: Vec<(String, Choices)>,
    losses: Vec<Loss>,
}

/// `id` is a name for the form that other programs know it by, `version` which of its versions it is.
pub fn write(form: &Form, (title, id, version): (&str, &str, &str)) -> Written {
    let mut writer = Writer {
        rows: Vec::new(),
        lists: Vec::new(),
        losses: Vec::new(),
    };
    for section in &form.sections {
        writer.section(form, section);
    }
    let settings = ["form_title", "form_id", "version", "default_language"];
    let values = [title, id, version, "Svenska (sv)"];
    let sheets = vec![
        sheet("survey", &SURVEY, writer.rows),
        sheet(
            "choices",
            &[
                "list_name",
                "name",
                "label::Svenska (sv)",
                "label::English (en)",
            ],
            choices(&writer.lists),
        ),
        sheet(
            "settings",
            &settings,
            vec![values.iter().map(|text| Cell::text(*text)).collect()],
        ),
    ];
    Written {
        sheets,
        losses: writer.losses,
    }
}

fn sheet(name: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Sheet {
    Sheet {
        name: name.to_owned(),
        title: String::new(),
        columns: columns
            .iter()
            .map(|heading| Column::new(*heading, Kind::Text))
            .collect(),
        rows,
        totals: None,
    }
}

impl Writer {
    fn row(
        &mut self,
        kind: &str,
        name: &str,
        (label, hint): (Option<&Words>, Option<&Words>),
    ) -> usize {
        let mut cells = vec![Cell::text(kind), Cell::text(name)];
        for words in [label, hint] {
            for language in [Language::Sv, Language::En] {
                cells.push(said(words, language));
            }
        }
        cells.resize(SURVEY.len(), Cell::Empty);
        self.rows.push(cells);
        self.rows.len()
    }

    /// Puts a text under a heading of the row that was written last.
    fn put(&mut self, column: &str, text: &str) {
        let place = SURVEY.iter().position(|heading| *heading == column);
        let cells = self.rows.last_mut();
        if let Some(cell) = place
            .zip(cells)
            .and_then(|(place, cells)| cells.get_mut(place))
        {
            *cell = if text.is_empty() {
                Cell::Empty
            } else {
                Cell::text(text)
            };
        }
    }

    fn lose(&mut self, kind: LossKind, said: &str) {
        // The heading is the first row.
        self.losses
            .push(Loss::new("survey", self.rows.len() + 1, kind, said));
    }

    /// What columns ask about is of their own row, and is called as it is in the workbook.
    fn shown(&mut self, condition: &Condition, (name, before): (&str, &str)) {
        match relevant::written(condition) {
            Some(text) => self.put("relevant", &text.replace("${", &format!("${{{before}"))),
            None => self.lose(LossKind::Relevant, name),
        }
    }

    /// Sections and questions have one set of names in a workbook.
    fn section(&mut self, form: &Form, section: &Section) {
        let words = (section.title.as_ref(), section.help.as_ref());
        let clashes = form.find(section.key.as_str()).is_some();
        let name = match clashes {
            true => format!("{}_area", section.key),
            false => section.key.to_string(),
        };
        self.row("begin_group", &name, words);
        if clashes {
            self.lose(LossKind::Renamed, section.key.as_str());
        }
        self.shown(&section.shown, (&name, ""));
        for question in &section.questions {
            self.question(question, "");
        }
        self.row("end_group", "", (None, None));
    }

    /// Names of columns are put after that of what they stand in, for a workbook has one set of names.
    fn question(&mut self, question: &Question, before: &str) {
        let name = format!("{before}{}", question.key);
        let words = (Some(&question.label), question.hint.as_ref());
        let Some(kind) = self.kind(&question.kind) else {
            self.lose(LossKind::Type, &name);
            return;
        };
        self.row(&kind, &name, words);
        if question.is_required() && !matches!(question.kind, FieldKind::Rows { .. }) {
            self.put("required", "yes");
        }
        match constraint::written(&question.rules) {
            Some(text) => self.put("constraint", &text),
            None => self.lose(LossKind::Constraint, &name),
        }
        self.shown(&question.shown, (&name, before));
        match &question.kind {
            FieldKind::Scale { from, to } => {
                self.put("parameters", &format!("start={from} end={to} step=1"));
            }
            FieldKind::Prose { .. } => self.put("appearance", "multiline"),
            FieldKind::File { most, .. } if *most > 1 => {
                self.put("samverk_type", &format!("files-{most}"));
            }
            FieldKind::Year | FieldKind::Amount => {
                let kind = QuestionType::of(&question.kind).map_or("", QuestionType::code);
                self.put("samverk_type", kind);
            }
            FieldKind::Rows { columns, .. } => {
                for column in columns {
                    self.question(column, &format!("{name}_"));
                }
                self.row("end_repeat", "", (None, None));
            }
            _ => {}
        }
    }

    fn kind(&mut self, kind: &FieldKind) -> Option<String> {
        Some(match kind {
            FieldKind::Line | FieldKind::Prose { .. } => "text".to_owned(),
            FieldKind::Integer | FieldKind::Year => "integer".to_owned(),
            FieldKind::Decimal { .. } | FieldKind::Amount => "decimal".to_owned(),
            FieldKind::Choice(choices) => format!("select_one {}", self.list(choices)),
            FieldKind::Several(choices) => format!("select_multiple {}", self.list(choices)),
            FieldKind::Scale { .. } => "range".to_owned(),
            FieldKind::Date => "date".to_owned(),
            FieldKind::File { accept, .. } => {
                let sort = accept.first().and_then(|kind| kind.strip_suffix("/*"));
                sort.unwrap_or("file").to_owned()
            }
            FieldKind::Note => "note".to_owned(),
            FieldKind::Rows { .. } => "begin_repeat".to_owned(),
            _ => return None,
        })
    }

    /// Two questions with the same options have one list.
    fn list(&mut self, choices: &Choices) -> String {
        if let Some((name, _)) = self.lists.iter().find(|(_, known)| known == choices) {
            return name.clone();
        }
        let name = format!("list_{}", self.lists.len() + 1);
        self.lists.push((name.clone(), choices.clone()));
        name
    }
}

fn choices(lists: &[(String, Choices)]) -> Vec<Vec<Cell>> {
    let rows = lists.iter().flat_map(|(name, choices)| {
        choices.0.iter().map(move |option| {
            let label = Some(&option.label);
            vec![
                Cell::text(name.as_str()),
                Cell::text(option.code.as_ref()),
                said(label, Language::Sv),
                said(label, Language::En),
            ]
        })
    });
    rows.collect()
}

/// What is said in neither language is left out; yes and no are the program's own words.
fn said(words: Option<&Words>, language: Language) -> Cell {
    let text = match words {
        Some(Words::Said(said)) => said.get(&LanguageCode(language)).cloned(),
        Some(Words::Key(key)) => Some(own(key, language).to_owned()),
        None => None,
    };
    match text {
        Some(text) if !text.is_empty() => Cell::Text(text),
        _ => Cell::Empty,
    }
}

fn own(key: &str, language: Language) -> &'static str {
    match (key, language) {
        ("yes", Language::Sv) => "Ja",
        ("yes", Language::En) => "Yes",
        ("no", Language::Sv) => "Nej",
        ("no", Language::En) => "No",
        _ => "",
    }
}
