//! What a row asks for.

use super::Rows;
use crate::model::{FILE_BYTES, yes_and_no};
use crate::xlsform::columns::cell;
use crate::xlsform::read::{LossKind, refused};
use samverk_fields::{Choices, FieldKind, Words};
use samverk_foundation::{Language, Problem};
use samverk_sheets::LooseRow;

impl Rows<'_> {
    /// What a row asks for; nothing for what surveys do not ask. Fails with `xlsform_list_unknown`.
    pub(super) fn kind(&mut self, row: &LooseRow) -> Result<Option<FieldKind>, Problem> {
        let written = cell(row, "type");
        let words: Vec<&str> = written.split_whitespace().collect();
        let own = cell(row, "samverk_type").to_lowercase();
        let first = words
            .first()
            .map(|word| word.to_lowercase())
            .unwrap_or_default();
        let kind = match (first.as_str(), own.as_str()) {
            ("integer" | "int", "year") => FieldKind::Year,
            ("decimal", "amount") => FieldKind::Amount,
            ("integer" | "int", _) => FieldKind::Integer,
            ("decimal", _) => FieldKind::Decimal { unit: None },
            ("text" | "string", _) if cell(row, "appearance").contains("multiline") => {
                FieldKind::Prose { rows: 4 }
            }
            ("text" | "string", _) => FieldKind::Line,
            ("date", _) => FieldKind::Date,
            ("note", _) => FieldKind::Note,
            ("file", own) => file(&[], own),
            ("image" | "photo", own) => file(&["image/*"], own),
            ("audio", own) => file(&["audio/*"], own),
            ("video", own) => file(&["video/*"], own),
            ("range", _) => return Ok(self.scale(row)),
            ("select_one" | "select_multiple" | "select", _) => return self.choice(row, &words),
            _ => return Ok(None),
        };
        Ok(Some(kind))
    }

    fn scale(&mut self, row: &LooseRow) -> Option<FieldKind> {
        let parameters = cell(row, "parameters").replace([',', ';'], " ");
        let of = |name: &str| {
            let mut parts = parameters.split_whitespace();
            let found = parts.find_map(|part| part.strip_prefix(&format!("{name}=")));
            found.map(|number| number.parse::<i64>())
        };
        let (from, to) = (of("start").unwrap_or(Ok(0)), of("end").unwrap_or(Ok(10)));
        let step = of("step").unwrap_or(Ok(1));
        let (Ok(from), Ok(to)) = (from, to) else {
            return None;
        };
        if step != Ok(1) {
            self.lose(row.line, LossKind::Step, &parameters);
        }
        (from <= to).then_some(FieldKind::Scale { from, to })
    }

    /// `select_one list`, and as it was written before: `select one from list`.
    fn choice(&mut self, row: &LooseRow, words: &[&str]) -> Result<Option<FieldKind>, Problem> {
        let lowered: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let is_several = lowered
            .iter()
            .any(|word| ["select_multiple", "multiple", "all"].contains(&word.as_str()));
        let is_spoken = |word: &str| {
            [
                "select_one",
                "select_multiple",
                "select",
                "one",
                "multiple",
                "all",
                "that",
                "apply",
                "from",
            ]
            .contains(&word)
        };
        let mut rest = words
            .iter()
            .zip(&lowered)
            .skip_while(|(_, lowered)| is_spoken(lowered));
        let Some((list, _)) = rest.next() else {
            return Ok(None);
        };
        if rest.next().is_some() {
            self.lose(row.line, LossKind::Other, "or_other");
        }
        let unknown = || refused("xlsform_list_unknown", "survey", row.line).with("value", list);
        let choices = self.lists.get(*list).ok_or_else(unknown)?.clone();
        let choices = if is_yes_and_no(&choices) {
            yes_and_no()
        } else {
            choices
        };
        Ok(Some(match is_several {
            true => FieldKind::Several(choices),
            false => FieldKind::Choice(choices),
        }))
    }
}

/// How many files it takes is the program's own word: `files-3`.
fn file(accept: &[&'static str], own: &str) -> FieldKind {
    let most = own
        .strip_prefix("files-")
        .and_then(|most| most.parse().ok());
    FieldKind::File {
        accept: accept.iter().map(|kind| (*kind).into()).collect(),
        bytes: FILE_BYTES,
        most: most.unwrap_or(1),
    }
}

/// Yes and no as the program itself says them.
fn is_yes_and_no(choices: &Choices) -> bool {
    let said = |words: &Words| {
        words
            .in_language(Language::Sv)
            .unwrap_or_default()
            .to_lowercase()
    };
    let said: Vec<String> = choices.0.iter().map(|one| said(&one.label)).collect();
    choices.codes() == ["yes", "no"] && said == ["ja", "nej"]
}
