//! The rows of the sheet `survey`: questions, and what stands around them.

mod conditions;
mod kinds;

use super::choices::Lists;
use super::columns::{cell, unread, words};
use super::constraint;
use super::names::key_of;
use super::read::{Loss, LossKind, refused};
use samverk_fields::{Condition, FieldKey, FieldKind, Form, Question, RowOf, Rule, Section, Words};
use samverk_foundation::{Language, Problems};
use samverk_sheets::{LooseRow, LooseSheet};
use std::collections::{BTreeMap, BTreeSet};

const READ: &[&str] = &[
    "type",
    "name",
    "label",
    "hint",
    "required",
    "relevant",
    "constraint",
    "parameters",
    "appearance",
    "samverk_type",
];
const ROWS_MOST: u16 = 200;

/// What is read, with the row of each key.
type Read = (Form, Vec<Loss>, Vec<(String, usize)>);

/// A condition that is read when all questions are known.
struct Later {
    line: usize,
    /// A question, a column of one, or a section.
    of: Of,
    text: String,
}

enum Of {
    Question(FieldKey),
    Column(FieldKey, FieldKey),
    Section(FieldKey),
}

pub(super) struct Rows<'s> {
    lists: &'s Lists,
    sections: Vec<Section>,
    /// The question whose rows are being read.
    repeat: Option<Question>,
    /// What has begun and not ended: the row, and whether it is rows.
    open: Vec<(usize, bool)>,
    used: BTreeSet<FieldKey>,
    /// Keys of the columns of the rows that are being read.
    columns: BTreeSet<FieldKey>,
    /// What things are called in the workbook.
    names: BTreeMap<String, FieldKey>,
    lines: Vec<(String, usize)>,
    later: Vec<Later>,
    losses: Vec<Loss>,
    problems: Problems,
    /// Whether questions go to the section that was begun last.
    in_section: bool,
}

impl<'s> Rows<'s> {
    /// Fails with what makes the form unreadable, each at its row.
    pub fn of(sheet: &LooseSheet, lists: &'s Lists) -> Result<Self, Problems> {
        let mut rows = Self {
            lists,
            sections: Vec::new(),
            repeat: None,
            open: Vec::new(),
            used: BTreeSet::new(),
            columns: BTreeSet::new(),
            names: BTreeMap::new(),
            lines: Vec::new(),
            later: Vec::new(),
            losses: Vec::new(),
            problems: Problems::default(),
            in_section: false,
        };
        for column in unread(sheet, READ) {
            rows.lose(sheet.heading, LossKind::Column, column);
        }
        for row in &sheet.rows {
            rows.take(row);
        }
        for (line, _) in std::mem::take(&mut rows.open) {
            rows.problems
                .push(refused("xlsform_group_open", "survey", line));
        }
        let problems = std::mem::take(&mut rows.problems);
        problems.or(rows)
    }

    fn lose(&mut self, line: usize, kind: LossKind, said: &str) {
        self.losses.push(Loss::new("survey", line, kind, said));
    }

    fn refuse(&mut self, code: &'static str, line: usize, value: &str) {
        let problem = refused(code, "survey", line);
        self.problems.push(match value {
            "" => problem,
            value => problem.with("value", value),
        });
    }

    fn take(&mut self, row: &LooseRow) {
        let written = cell(row, "type").to_lowercase();
        let kind = written.split_whitespace().collect::<Vec<_>>().join(" ");
        match kind.as_str() {
            // A row without a type is a remark of the workbook's.
            "" => {}
            "begin group" | "begin_group" => self.begin_group(row),
            "begin repeat" | "begin_repeat" => self.begin_repeat(row),
            "end group" | "end_group" => self.end(row.line, false),
            "end repeat" | "end_repeat" => self.end(row.line, true),
            _ => self.question(row),
        }
    }

    /// Of the row, or its name where it has none. Fails with `xlsform_name_missing` or `xlsform_name_repeated`.
    fn key(&mut self, row: &LooseRow) -> Option<FieldKey> {
        let name = cell(row, "name");
        if name.is_empty() {
            self.refuse("xlsform_name_missing", row.line, "");
            return None;
        }
        if self.names.contains_key(name) {
            self.refuse("xlsform_name_repeated", row.line, name);
            return None;
        }
        // Columns of rows have names of their own; a workbook puts what they stand in before.
        let repeat = self.repeat.as_ref().map(|one| format!("{}_", one.key));
        let own = repeat
            .as_ref()
            .and_then(|repeat| name.strip_prefix(repeat.as_str()));
        let used = if repeat.is_some() {
            &mut self.columns
        } else {
            &mut self.used
        };
        let key = key_of(own.unwrap_or(name), used);
        used.insert(key.clone());
        if key.as_str() != own.unwrap_or(name) {
            self.lose(row.line, LossKind::Renamed, name);
        }
        self.names.insert(name.to_owned(), key.clone());
        self.lines.push((key.to_string(), row.line));
        Some(key)
    }

    fn label(&mut self, row: &LooseRow) -> Words {
        words(row, "label").unwrap_or_else(|| {
            let name = cell(row, "name");
            self.lose(row.line, LossKind::Label, name);
            Words::said([(Language::Sv, name.to_owned())])
        })
    }

    fn later(&mut self, row: &LooseRow, of: Of) {
        let text = cell(row, "relevant").to_owned();
        if !text.is_empty() {
            self.later.push(Later {
                line: row.line,
                of,
                text,
            });
        }
    }

    fn begin_group(&mut self, row: &LooseRow) {
        let is_nested = !self.open.is_empty();
        self.open.push((row.line, false));
        let Some(key) = self.key(row) else { return };
        if is_nested {
            // Its questions go on in what it stands in.
            self.lose(row.line, LossKind::Nested, cell(row, "name"));
            return;
        }
        let section = Section {
            title: words(row, "label"),
            help: words(row, "hint"),
            shown: Condition::Always,
            questions: Vec::new(),
            key: key.clone(),
        };
        self.sections.push(section);
        self.in_section = true;
        self.later(row, Of::Section(key));
    }

    fn begin_repeat(&mut self, row: &LooseRow) {
        let is_nested = self.repeat.is_some();
        self.open.push((row.line, true));
        if is_nested {
            self.lose(row.line, LossKind::Nested, cell(row, "name"));
            return;
        }
        let Some(key) = self.key(row) else { return };
        let label = self.label(row);
        let kind = FieldKind::Rows {
            of: RowOf::default(),
            columns: Vec::new(),
            least: 0,
            most: ROWS_MOST,
        };
        self.later(row, Of::Question(key.clone()));
        let mut question = Question::new(key, label, kind).passable();
        question.hint = words(row, "hint");
        self.repeat = Some(question);
        self.columns.clear();
    }

    fn end(&mut self, line: usize, is_repeat: bool) {
        match self.open.pop() {
            Some((_, began)) if began == is_repeat => {}
            _ => {
                self.refuse("xlsform_group_unbegun", line, "");
                return;
            }
        }
        let is_inside = self.open.iter().any(|(_, is_repeat)| *is_repeat);
        if let Some(question) = self.repeat.take_if(|_| is_repeat && !is_inside) {
            let has_columns =
                matches!(&question.kind, FieldKind::Rows { columns, .. } if !columns.is_empty());
            match has_columns {
                true => self.put(question),
                false => self.lose(line, LossKind::Type, "repeat"),
            }
        }
        if self.open.is_empty() {
            self.in_section = false;
        }
    }

    /// Last in the section that is open, or in one made for what stands in none.
    fn put(&mut self, question: Question) {
        let is_here = self.in_section || self.sections.last().is_some_and(is_made);
        if !is_here {
            let key = key_of("main", &self.used);
            self.used.insert(key.clone());
            self.sections.push(Section {
                key,
                title: None,
                help: None,
                shown: Condition::Always,
                questions: Vec::new(),
            });
        }
        if let Some(section) = self.sections.last_mut() {
            section.questions.push(question);
        }
    }

    fn question(&mut self, row: &LooseRow) {
        let written = cell(row, "type");
        let kind = match self.kind(row) {
            Ok(Some(kind)) => kind,
            Ok(None) => {
                self.lose(row.line, LossKind::Type, written);
                // What others say about it is lost with it, and not refused.
                let name = cell(row, "name");
                if !name.is_empty() && !self.names.contains_key(name) {
                    let key = key_of(name, &self.used);
                    self.names.insert(name.to_owned(), key);
                }
                return;
            }
            Err(problem) => {
                self.problems.push(problem);
                return;
            }
        };
        let Some(key) = self.key(row) else { return };
        let label = self.label(row);
        let mut question = Question::new(key.clone(), label, kind);
        question.hint = words(row, "hint");
        if question.is_asked() {
            self.rules(row, &mut question);
        }
        let of = match &mut self.repeat {
            Some(repeat) => {
                let of = Of::Column(repeat.key.clone(), key.clone());
                if let FieldKind::Rows { columns, .. } = &mut repeat.kind {
                    columns.push(question);
                }
                of
            }
            None => {
                let is_asked = question.is_asked();
                self.put(if is_asked {
                    question.passable()
                } else {
                    question
                });
                Of::Question(key)
            }
        };
        self.later(row, of);
    }

    fn rules(&mut self, row: &LooseRow, question: &mut Question) {
        let required = cell(row, "required").to_lowercase();
        match required.as_str() {
            "" | "no" | "false" | "false()" | "0" | "nej" => {}
            "yes" | "true" | "true()" | "1" | "ja" => question.rules.push(Rule::Filled),
            _ => self.lose(row.line, LossKind::Required, &required),
        }
        let written = cell(row, "constraint");
        if !written.is_empty() {
            match constraint::read(written, &question.kind) {
                Some(rule) => question.rules.push(rule),
                None => self.lose(row.line, LossKind::Constraint, written),
            }
        }
    }
}

/// A section that no group of the workbook made.
fn is_made(section: &Section) -> bool {
    section.title.is_none() && section.key.as_str().starts_with("main")
}
