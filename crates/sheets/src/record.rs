//! What every input format becomes before it is understood: numbered lists of cells.

/// One record of a file: the line where it starts, counted from 1, and its cells as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    pub line: usize,
    pub cells: Vec<String>,
}

impl Record {
    /// Spreadsheet programs leave rows of nothing but separators at the end of a file.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}
