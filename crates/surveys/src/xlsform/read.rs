//! A workbook as the form of a survey, with a report of what could not be taken along.

use super::choices;
use super::rows::Rows;
use samverk_fields::{Form, check_form, choices as closed_list};
use samverk_foundation::{Problem, Problems};
use samverk_sheets::{LooseSheet, read_sheets_in_csv, read_workbook};

closed_list!(
    /// What could not be taken along.
    LossKind {
        Sheet = "sheet",
        Column = "column",
        Type = "type",
        Required = "required",
        Relevant = "relevant",
        Constraint = "constraint",
        Nested = "nested",
        Other = "other",
        Renamed = "renamed",
        Label = "label",
        Step = "step",
    }
);

/// One thing that was left out, or taken along otherwise, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub sheet: &'static str,
    /// Counted from 1, as a spreadsheet program does.
    pub row: usize,
    pub kind: LossKind,
    /// What stood there.
    pub said: String,
}

impl Loss {
    pub(super) fn new(sheet: &'static str, row: usize, kind: LossKind, said: &str) -> Self {
        let said = samverk_foundation::text::beginning(said, 120);
        Self {
            sheet,
            row,
            kind,
            said,
        }
    }
}

/// A form that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    pub form: Form,
    pub losses: Vec<Loss>,
}

/// A problem at a row of a sheet.
pub(super) fn refused(code: &'static str, sheet: &str, row: usize) -> Problem {
    Problem::invalid(code).at_file(sheet).at_row(row)
}

/// Reads a workbook, or a CSV file with the same sheets. Fails with what makes it unreadable, each at its sheet and
/// row; what only cannot be taken along is a loss.
pub fn read(bytes: &[u8], file: &str) -> Result<Taken, Problems> {
    let sheets = sheets(bytes, file)?;
    let mut losses = Vec::new();
    let find = |name: &str| {
        sheets
            .iter()
            .find(|sheet| sheet.name.trim().to_lowercase() == name)
    };
    let survey =
        find("survey").ok_or_else(|| Problem::invalid("xlsform_survey_missing").at_file(file))?;
    for sheet in &sheets {
        let known = ["survey", "choices", "settings"];
        if !known.contains(&sheet.name.trim().to_lowercase().as_str()) {
            losses.push(Loss::new(
                "workbook",
                sheet.heading.max(1),
                LossKind::Sheet,
                &sheet.name,
            ));
        }
    }
    let lists = match find("choices") {
        Some(sheet) => choices::read(sheet, &mut losses)?,
        None => choices::Lists::new(),
    };
    let (form, mut more, lines) = Rows::of(survey, &lists)?.form()?;
    losses.append(&mut more);
    if !form.questions().any(|question| question.is_asked()) {
        return Err(refused("xlsform_empty", "survey", survey.heading.max(1)).into());
    }
    let wrong = check_form(&form).0.into_iter().map(|problem| {
        let place = problem.place.field.clone().unwrap_or_default();
        let key = place.split('.').next().unwrap_or_default();
        let line = lines
            .iter()
            .find(|(known, _)| known == key)
            .map(|(_, line)| *line);
        problem
            .at_file("survey")
            .at_row(line.unwrap_or(survey.heading.max(1)))
    });
    wrong.collect::<Problems>().or(Taken { form, losses })
}

/// Fails with `xlsform_merged` at merged cells: what stands in them is not clear.
fn sheets(bytes: &[u8], file: &str) -> Result<Vec<LooseSheet>, Problems> {
    let is_csv = file.to_lowercase().ends_with(".csv");
    if is_csv {
        return Ok(read_sheets_in_csv(bytes, file)?);
    }
    let workbook = read_workbook(bytes, file)?;
    let mut sheets = Vec::new();
    for sheet in &workbook.sheets {
        let name = sheet.name.trim().to_lowercase();
        let is_read = ["survey", "choices", "settings"].contains(&name.as_str());
        if !is_read {
            sheets.push(LooseSheet {
                name: sheet.name.clone(),
                ..LooseSheet::default()
            });
            continue;
        }
        let merged = sheet.remarks().into_iter();
        let merged: Problems = merged
            .filter(|remark| remark.code == "cells_merged")
            .collect();
        merged.or(())?;
        sheets.push(sheet.loose()?);
    }
    Ok(sheets)
}
