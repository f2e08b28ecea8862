//! Running text as people write it, in the part of Markdown that a plan needs: headings, bold, italics,
//! lists, links, tables and pictures. Page and print get the same blocks. HTML is text here, and a picture is
//! one of the files beside the text; others are their words: nothing is fetched from elsewhere.

mod html;
mod literal;
mod pictures;
mod plain;
mod read;

pub use html::Html;
pub use literal::literal;
pub use pictures::{Pictured, has_pictures, pictures};
pub use plain::plain;
pub use read::read;

use serde::Serialize;

/// A part of a text, as the templates of print get it too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// One step below what the text stands under, two, or three; no step is skipped.
    Heading {
        level: u8,
        text: Vec<Piece>,
    },
    Paragraph {
        text: Vec<Piece>,
    },
    List {
        items: Vec<Vec<Block>>,
    },
    Numbered {
        start: u64,
        items: Vec<Vec<Block>>,
    },
    Table {
        headings: Vec<Vec<Piece>>,
        rows: Vec<Vec<Vec<Piece>>>,
    },
    /// One of the files beside the text, by its key.
    Picture {
        name: String,
        /// What it shows, for those who do not see it.
        alt: String,
    },
}

impl Block {
    /// A heading as a paragraph in bold; all else as it is.
    #[must_use]
    pub fn without_heading(self) -> Self {
        let Self::Heading { mut text, .. } = self else {
            return self;
        };
        text.iter_mut().for_each(|piece| piece.strong = true);
        Self::Paragraph { text }
    }
}

/// A stretch of text that looks the same all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Piece {
    pub text: String,
    pub strong: bool,
    pub emphasis: bool,
    /// Where it leads; empty when nowhere.
    pub to: String,
    /// A new line begins here; there is no text.
    pub is_break: bool,
}

/// Links lead to pages and letters, and to places of our own.
fn is_address(to: &str) -> bool {
    let is_own = to.starts_with('/') && !to.starts_with("//");
    let is_known = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        to.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let is_plain = to
        .chars()
        .all(|c| !c.is_control() && !c.is_whitespace() && c != '\\');
    (is_own || is_known) && is_plain
}

/// Whether an address leads out of the installation: on paper and in files nothing else is a link.
pub fn leads_out(to: &str) -> bool {
    is_address(to) && !to.starts_with('/')
}
