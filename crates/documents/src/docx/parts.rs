//! What a document is made of, before it is written in any format: headings, texts, lists, tables.

use crate::{PlainTable, Prose};
use samverk_prose::{Block, Piece};

pub(super) type Pieces = Vec<Piece>;

/// How a paragraph looks, by the name of its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Title,
    Subtitle,
    Plain,
    /// Smaller and paler: where something comes from.
    Quiet,
}

#[derive(Clone, Debug)]
pub(super) enum Part {
    Heading {
        level: u8,
        text: String,
    },
    Paragraph {
        look: Look,
        text: Pieces,
    },
    /// What people have written, under a heading of this level.
    Prose {
        under: u8,
        blocks: Vec<Block>,
    },
    Table(Table),
}

/// Every row has as many cells as there are columns; none are joined, so that everybody finds the way in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    pub caption: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<Pieces>>,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    pub heading: Pieces,
    pub is_number: bool,
}

impl Table {
    pub fn row<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        self.rows.push(texts.into_iter().map(plain).collect());
    }

    /// What people have written.
    pub fn written(headings: &[Pieces], rows: &[Vec<Pieces>]) -> Self {
        let column = |heading: &Pieces| Column {
            heading: heading.clone(),
            is_number: false,
        };
        Self {
            caption: String::new(),
            columns: headings.iter().map(column).collect(),
            rows: rows.to_vec(),
        }
    }
}

impl From<&PlainTable> for Table {
    fn from(table: &PlainTable) -> Self {
        let columns = table.columns.iter();
        let mut made = Self {
            caption: table.caption.clone(),
            columns: columns
                .map(|column| Column {
                    heading: plain(&column.heading),
                    is_number: column.is_number,
                })
                .collect(),
            rows: Vec::new(),
        };
        for row in &table.rows {
            made.row(row.iter().map(String::as_str));
        }
        made
    }
}

/// The parts of a document as they follow on each other; what is empty is left out.
#[derive(Default)]
pub(super) struct Parts(pub Vec<Part>);

impl Parts {
    pub fn heading(&mut self, level: u8, text: &str) {
        let text = text.to_owned();
        self.0.push(Part::Heading { level, text });
    }

    pub fn paragraph(&mut self, look: Look, text: Pieces) {
        if text.iter().any(|piece| !piece.text.is_empty()) {
            self.0.push(Part::Paragraph { look, text });
        }
    }

    pub fn said(&mut self, text: &str) {
        self.paragraph(Look::Plain, plain(text));
    }

    pub fn prose(&mut self, under: u8, text: &Prose) {
        let blocks = text.blocks();
        self.0.push(Part::Prose { under, blocks });
    }

    pub fn table(&mut self, table: impl Into<Table>) {
        self.0.push(Part::Table(table.into()));
    }

    /// A name and what it is, a line.
    pub fn fact(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            let text = [strong(&format!("{name}: ")), plain(value)].concat();
            self.paragraph(Look::Plain, text);
        }
    }
}

pub(super) fn plain(text: &str) -> Pieces {
    vec![Piece {
        text: text.to_owned(),
        ..Piece::default()
    }]
}

pub(super) fn strong(text: &str) -> Pieces {
    vec![Piece {
        text: text.to_owned(),
        strong: true,
        ..Piece::default()
    }]
}
