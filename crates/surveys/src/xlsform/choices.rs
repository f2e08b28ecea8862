//! The lists to choose from.

use super::columns::{cell, unread, words};
use super::names::code_of;
use super::read::{Loss, LossKind, refused};
use samverk_fields::{ChoiceOption, Choices, Words};
use samverk_foundation::{Language, Problems};
use samverk_sheets::LooseSheet;
use std::borrow::Cow;
use std::collections::BTreeMap;

pub(super) type Lists = BTreeMap<String, Choices>;

const READ: &[&str] = &["list_name", "name", "label"];

/// Fails with `xlsform_choice_repeated` or `xlsform_name_missing`, at their rows.
pub(super) fn read(sheet: &LooseSheet, losses: &mut Vec<Loss>) -> Result<Lists, Problems> {
    for column in unread(sheet, READ) {
        losses.push(Loss::new(
            "choices",
            sheet.heading,
            LossKind::Column,
            column,
        ));
    }
    let (mut lists, mut problems) = (Lists::new(), Problems::default());
    for row in &sheet.rows {
        let (list, name) = (cell(row, "list_name"), cell(row, "name"));
        if list.is_empty() && name.is_empty() {
            continue;
        }
        if list.is_empty() || name.is_empty() {
            problems.push(refused("xlsform_name_missing", "choices", row.line));
            continue;
        }
        let code = code_of(name);
        if code != name {
            losses.push(Loss::new("choices", row.line, LossKind::Renamed, name));
        }
        let said = || Words::said([(Language::Sv, name.to_owned())]);
        let option = ChoiceOption {
            label: words(row, "label").unwrap_or_else(said),
            code: Cow::Owned(code),
        };
        let list = lists.entry(list.to_owned()).or_default();
        match list.has(&option.code) {
            true => {
                let repeated = refused("xlsform_choice_repeated", "choices", row.line);
                problems.push(repeated.with("value", name));
            }
            false => list.0.push(option),
        }
    }
    problems.or(lists)
}
