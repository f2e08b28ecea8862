//! One sheet's XML: cells with what they show, and what is hidden or merged.

use super::look::Look;
use super::package::too_large;
use super::xml::{Element, Step, Xml, without_escapes};
use super::{address, number};
use samverk_foundation::{Problem, text};
use std::collections::BTreeMap;

/// No table of the format comes near this.
const CELLS_MAX: usize = 1_000_000;
const TEXT_BYTES_MAX: usize = 64 * 1024 * 1024;
/// So many merged regions and hidden columns are remembered, which is more than anybody reads.
const REMARKS_MAX: usize = 1_000;

/// What all sheets of a workbook share.
pub(super) struct Shared {
    pub strings: Vec<String>,
    pub looks: Vec<Look>,
    pub from_1904: bool,
    cells_left: usize,
    bytes_left: usize,
}

impl Shared {
    pub fn new(strings: Vec<String>, looks: Vec<Look>, from_1904: bool) -> Self {
        Self {
            strings,
            looks,
            from_1904,
            cells_left: CELLS_MAX,
            bytes_left: TEXT_BYTES_MAX,
        }
    }

    /// The same long text may stand in very many cells, so what is kept is counted too.
    fn keep(&mut self, text: &str) -> Result<(), Problem> {
        self.cells_left = self.cells_left.checked_sub(1).ok_or_else(too_large)?;
        self.bytes_left = self
            .bytes_left
            .checked_sub(text.len())
            .ok_or_else(too_large)?;
        Ok(())
    }
}

/// What a cell shows, or why it cannot be read.
pub(super) type Shown = Result<String, Problem>;

/// A sheet as it stands. Rows and columns are counted from 1; empty cells are left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    pub rows: BTreeMap<u32, BTreeMap<u32, Shown>>,
    pub hidden_rows: Vec<u32>,
    /// First and last.
    pub hidden_columns: Vec<(u32, u32)>,
    /// `B2:C4`.
    pub merged: Vec<String>,
}

#[derive(Default)]
struct CellSoFar {
    row: u32,
    column: u32,
    kind: String,
    look: Look,
    has_formula: bool,
    value: Option<String>,
    inline: String,
}

/// Where text that is read belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Nowhere,
    Value,
    Inline,
}

struct SheetReader<'s> {
    shared: &'s mut Shared,
    cells: Cells,
    row: u32,
    column: u32,
    cell: Option<CellSoFar>,
    place: Place,
    /// Inside the reading aid of East Asian text, which is not part of it.
    in_aid: bool,
}

/// Fails with `workbook_damaged` or `workbook_too_large`.
pub(super) fn read_cells(text: &str, part: &str, shared: &mut Shared) -> Result<Cells, Problem> {
    let mut xml = Xml::new(text, part);
    let mut reader = SheetReader {
        shared,
        cells: Cells::default(),
        row: 0,
        column: 0,
        cell: None,
        place: Place::Nowhere,
        in_aid: false,
    };
    let mut is_worksheet = false;
    loop {
        match xml.next()? {
            Step::Open(element) => {
                is_worksheet |= element.name() == "worksheet";
                reader.open(&element).ok_or_else(|| xml.damaged())?;
            }
            Step::Text(text) => reader.text(&text),
            Step::Close(name) => reader.close(&name)?,
            // A sheet with a chart only has no cells.
            Step::End if is_worksheet => return Ok(reader.cells),
            Step::End => return Ok(Cells::default()),
        }
    }
}

impl SheetReader<'_> {
    /// Nothing when an address is none.
    fn open(&mut self, element: &Element) -> Option<()> {
        match element.name() {
            "col" if element.is_true("hidden") => {
                let ends = element.number("min").zip(element.number("max"));
                let hidden = &mut self.cells.hidden_columns;
                hidden.extend(ends.filter(|_| hidden.len() < REMARKS_MAX));
            }
            "row" => self.open_row(element)?,
            "c" => self.open_cell(element)?,
            "f" => {
                if let Some(cell) = &mut self.cell {
                    cell.has_formula = true;
                }
            }
            "v" => self.place = Place::Value,
            "t" if !self.in_aid => self.place = Place::Inline,
            "rPh" => self.in_aid = true,
            "mergeCell" if self.cells.merged.len() < REMARKS_MAX => {
                self.cells.merged.extend(element.get("ref"));
            }
            _ => {}
        }
        Some(())
    }

    fn open_row(&mut self, element: &Element) -> Option<()> {
        self.row = match element.get("r") {
            Some(number) => number.parse().ok()?,
            None => self.row.checked_add(1)?,
        };
        self.column = 0;
        if element.is_true("hidden") {
            self.cells.hidden_rows.push(self.row);
        }
        Some(())
    }

    fn open_cell(&mut self, element: &Element) -> Option<()> {
        let (row, column) = match element.get("r") {
            Some(text) => address::parse(&text)?,
            None => (self.row, self.column.checked_add(1)?),
        };
        (self.row, self.column) = (row, column);
        let style = usize::try_from(element.number("s").unwrap_or_default()).ok()?;
        self.cell = Some(CellSoFar {
            row,
            column,
            kind: element.get("t").unwrap_or_default(),
            look: self.shared.looks.get(style).copied().unwrap_or_default(),
            ..CellSoFar::default()
        });
        Some(())
    }

    fn text(&mut self, text: &str) {
        let Some(cell) = &mut self.cell else { return };
        match self.place {
            Place::Nowhere => {}
            Place::Value => cell.value.get_or_insert_default().push_str(text),
            Place::Inline => cell.inline.push_str(text),
        }
    }

    fn close(&mut self, name: &str) -> Result<(), Problem> {
        match name {
            "v" | "t" => self.place = Place::Nowhere,
            "rPh" => self.in_aid = false,
            "c" => {
                if let Some(cell) = self.cell.take() {
                    self.keep(cell)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn keep(&mut self, cell: CellSoFar) -> Result<(), Problem> {
        let (row, column) = (cell.row, cell.column);
        let shown = cell.shown(self.shared).map_err(|problem| {
            let address = address::of(row, column);
            problem.with("cell", address).at_row(row_number(row))
        });
        match &shown {
            Ok(text) if text.trim().is_empty() => return Ok(()),
            Ok(text) => self.shared.keep(text)?,
            Err(_) => self.shared.keep("")?,
        }
        self.cells
            .rows
            .entry(row)
            .or_default()
            .insert(column, shown);
        Ok(())
    }
}

pub(super) fn row_number(row: u32) -> usize {
    usize::try_from(row).unwrap_or(usize::MAX)
}

impl CellSoFar {
    /// Fails with `formula_without_value`, `cell_error`, `cell_unreadable` or `character_not_allowed`.
    fn shown(self, shared: &Shared) -> Shown {
        let value = self.value.unwrap_or_default();
        let raw = match self.kind.as_str() {
            "inlineStr" => without_escapes(&self.inline),
            "str" => without_escapes(&value),
            _ if value.trim().is_empty() && self.has_formula => {
                return Err(Problem::invalid("formula_without_value"));
            }
            "e" => return Err(Problem::invalid("cell_error").with("value", value.trim())),
            _ if value.trim().is_empty() => String::new(),
            "s" => {
                let number: Option<usize> = value.trim().parse().ok();
                let found = number.and_then(|number| shared.strings.get(number));
                found.ok_or_else(|| unreadable(&value))?.clone()
            }
            "b" => (if value.trim() == "1" || value.trim() == "true" {
                "true"
            } else {
                "false"
            })
            .to_owned(),
            "d" => value.trim().trim_end_matches("T00:00:00").to_owned(),
            _ => {
                let parsed: Option<f64> = value.trim().parse().ok();
                let written = parsed.and_then(|n| number::written(n, self.look, shared.from_1904));
                written.ok_or_else(|| unreadable(&value))?
            }
        };
        text::prose(&raw)
    }
}

fn unreadable(value: &str) -> Problem {
    let value: String = value.chars().take(40).collect();
    Problem::invalid("cell_unreadable").with("value", value)
}

/// The texts that cells refer to by number.
pub(super) fn read_strings(text: &str) -> Result<Vec<String>, Problem> {
    let mut xml = Xml::new(text, "sharedStrings");
    let mut strings = Vec::new();
    let mut current = String::new();
    let (mut in_text, mut in_aid) = (false, false);
    loop {
        match xml.next()? {
            Step::Open(element) => match element.name() {
                "t" => in_text = true,
                "rPh" => in_aid = true,
                _ => {}
            },
            Step::Text(text) if in_text && !in_aid => current.push_str(&text),
            Step::Text(_) => {}
            Step::Close(name) => match name.as_str() {
                "t" => in_text = false,
                "rPh" => in_aid = false,
                "si" => strings.push(without_escapes(&std::mem::take(&mut current))),
                _ => {}
            },
            Step::End => return Ok(strings),
        }
    }
}
