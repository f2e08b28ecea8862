//! The running text: `word/document.xml`, with the addresses and lists that it refers to.

use super::parts::{Look, Part, Pieces, Table, plain};
use super::words::Words;
use super::xml::Xml;
use samverk_prose::{Block, Piece, leads_out};

const NAMESPACES: [(&str, &str); 2] = [
    ("xmlns:w", super::package::WORD),
    ("xmlns:r", super::package::RELATIONSHIPS),
];
/// Twentieths of a point between the margins of an A4.
const TEXT_WIDTH: usize = 9_070;
/// How far an item stands in, for each list that it is in.
const INDENT: usize = 425;

/// The lists with round marks; each numbered one has a number of its own from the next on.
pub(super) const MARKED: usize = 1;

pub(super) struct Body<'d> {
    words: &'d Words,
    /// Where links lead, each once.
    pub addresses: Vec<String>,
    /// Where each numbered list begins, and how deep it lies.
    pub numbered: Vec<(u64, usize)>,
    is_after_table: bool,
}

impl<'d> Body<'d> {
    pub fn new(words: &'d Words) -> Self {
        Self {
            words,
            addresses: Vec::new(),
            numbered: Vec::new(),
            is_after_table: false,
        }
    }

    pub fn write(&mut self, parts: &[Part]) -> String {
        Xml::document("w:document", &NAMESPACES, |xml| {
            xml.element("w:body", &[], |xml| {
                parts.iter().for_each(|part| self.part(xml, part));
                page(xml);
            });
        })
    }

    fn part(&mut self, xml: &mut Xml, part: &Part) {
        match part {
            Part::Heading { level, text } => self.styled(xml, &heading(*level), &plain(text)),
            Part::Paragraph { look, text } => self.styled(xml, style(*look), text),
            Part::Prose { under, blocks } => {
                blocks
                    .iter()
                    .for_each(|block| self.block(xml, block, *under, 0));
            }
            Part::Table(table) => self.table(xml, table),
        }
    }

    /// `depth` is how many lists it stands in.
    fn block(&mut self, xml: &mut Xml, block: &Block, under: u8, depth: usize) {
        match block {
            Block::Heading { level, text } => self.styled(xml, &heading(under + level), text),
            Block::Paragraph { text } => self.paragraph(xml, text, |xml| indented(xml, depth)),
            Block::List { items } => self.items(xml, items, under, (MARKED, depth)),
            Block::Numbered { start, items } => {
                self.numbered.push((*start, depth));
                let number = MARKED + self.numbered.len();
                self.items(xml, items, under, (number, depth));
            }
            Block::Table { headings, rows } => {
                self.table(xml, &Table::written(headings, rows));
            }
            Block::Picture { alt, .. } => self.instead_of_picture(xml, alt),
        }
    }

    fn items(&mut self, xml: &mut Xml, items: &[Vec<Block>], under: u8, list: (usize, usize)) {
        for item in items {
            // The mark stands at the first paragraph, also where the item begins with something else.
            let rest: &[Block] = match item.split_first() {
                Some((Block::Paragraph { text }, rest)) => {
                    self.item(xml, text, list);
                    rest
                }
                _ => {
                    self.item(xml, &[], list);
                    item
                }
            };
            let inner = rest.iter();
            inner.for_each(|block| self.block(xml, block, under, list.1 + 1));
        }
    }

    fn item(&mut self, xml: &mut Xml, text: &[Piece], (number, depth): (usize, usize)) {
        self.paragraph(xml, text, |xml| {
            xml.value("w:pStyle", "ListParagraph");
            xml.element("w:numPr", &[], |xml| {
                xml.value("w:ilvl", &depth.to_string());
                xml.value("w:numId", &number.to_string());
            });
        });
    }

    fn styled(&mut self, xml: &mut Xml, style: &str, text: &[Piece]) {
        self.paragraph(xml, text, |xml| xml.value("w:pStyle", style));
    }

    fn paragraph(&mut self, xml: &mut Xml, text: &[Piece], look: impl FnOnce(&mut Xml)) {
        self.is_after_table = false;
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], look);
            self.pieces(xml, text);
        });
    }

    fn pieces(&mut self, xml: &mut Xml, pieces: &[Piece]) {
        for piece in pieces {
            match leads_out(&piece.to) {
                true => {
                    let id = self.address(&piece.to);
                    xml.element("w:hyperlink", &[("r:id", &id)], |xml| run(xml, piece, true));
                }
                false => run(xml, piece, false),
            }
        }
    }

    fn address(&mut self, to: &str) -> String {
        let known = self.addresses.iter().position(|known| known == to);
        let place = known.unwrap_or_else(|| {
            self.addresses.push(to.to_owned());
            self.addresses.len() - 1
        });
        format!("link{place}")
    }

    fn table(&mut self, xml: &mut Xml, table: &Table) {
        let columns = table.columns.len();
        if columns == 0 {
            return;
        }
        // Two tables without anything between them are one to a word processor.
        match table.caption.as_str() {
            "" if self.is_after_table => self.styled(xml, "Normal", &[]),
            "" => {}
            caption => self.styled(xml, "Caption", &plain(caption)),
        }
        xml.element("w:tbl", &[], |xml| {
            table_looks(xml, &table.caption, columns);
            self.row(xml, table, None);
            table
                .rows
                .iter()
                .for_each(|row| self.row(xml, table, Some(row)));
        });
        self.is_after_table = true;
    }

    /// The headings, or a row under them.
    fn row(&mut self, xml: &mut Xml, table: &Table, cells: Option<&Vec<Pieces>>) {
        let nothing = Pieces::new();
        xml.element("w:tr", &[], |xml| {
            xml.element("w:trPr", &[], |xml| {
                xml.empty("w:cantSplit", &[]);
                if cells.is_none() {
                    xml.empty("w:tblHeader", &[]);
                }
            });
            for (index, column) in table.columns.iter().enumerate() {
                let text = match cells {
                    Some(cells) => cells.get(index).unwrap_or(&nothing),
                    None => &column.heading,
                };
                xml.element("w:tc", &[], |xml| {
                    self.paragraph(xml, text, |xml| {
                        xml.value("w:pStyle", "TableText");
                        if column.is_number {
                            xml.value("w:jc", "right");
                        }
                    });
                });
            }
        });
    }

    /// A letter to others carries no pictures: what one shows stands in words.
    fn instead_of_picture(&mut self, xml: &mut Xml, alt: &str) {
        let told = format!("{}: {alt}", self.words.picture);
        self.styled(xml, "PictureWords", &plain(&told));
    }
}

fn heading(level: u8) -> String {
    format!("Heading{}", level.clamp(1, super::styles::HEADINGS))
}

fn style(look: Look) -> &'static str {
    match look {
        Look::Title => "Title",
        Look::Subtitle => "Subtitle",
        Look::Plain => "Normal",
        Look::Quiet => "Quiet",
    }
}

fn indented(xml: &mut Xml, depth: usize) {
    if depth > 0 {
        let left = (depth * INDENT).to_string();
        xml.empty("w:ind", &[("w:left", &left)]);
    }
}

fn run(xml: &mut Xml, piece: &Piece, is_link: bool) {
    xml.element("w:r", &[], |xml| {
        xml.element("w:rPr", &[], |xml| {
            if is_link {
                xml.value("w:rStyle", "Hyperlink");
            }
            if piece.strong {
                xml.empty("w:b", &[]);
            }
            if piece.emphasis {
                xml.empty("w:i", &[]);
            }
        });
        if piece.is_break {
            return xml.empty("w:br", &[]);
        }
        for (number, line) in piece.text.split('\n').enumerate() {
            if number > 0 {
                xml.empty("w:br", &[]);
            }
            xml.element("w:t", &[("xml:space", "preserve")], |xml| xml.text(line));
        }
    });
}

fn table_looks(xml: &mut Xml, caption: &str, columns: usize) {
    xml.element("w:tblPr", &[], |xml| {
        xml.value("w:tblStyle", "PlanTable");
        xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]);
        let looks = [
            ("w:val", "0420"),
            ("w:firstRow", "1"),
            ("w:firstColumn", "0"),
            ("w:noVBand", "1"),
        ];
        xml.empty("w:tblLook", &looks);
        if !caption.is_empty() {
            xml.value("w:tblCaption", caption);
        }
    });
    let width = (TEXT_WIDTH / columns).to_string();
    xml.element("w:tblGrid", &[], |xml| {
        (0..columns).for_each(|_| xml.empty("w:gridCol", &[("w:w", &width)]));
    });
}

/// A4 with its number at the foot.
fn page(xml: &mut Xml) {
    xml.element("w:sectPr", &[], |xml| {
        xml.empty(
            "w:footerReference",
            &[("w:type", "default"), ("r:id", "footer")],
        );
        xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
        let margins = [
            ("w:top", "1418"),
            ("w:right", "1418"),
            ("w:bottom", "1418"),
            ("w:left", "1418"),
            ("w:header", "709"),
            ("w:footer", "709"),
            ("w:gutter", "0"),
        ];
        xml.empty("w:pgMar", &margins);
    });
}

/// The page's number, and how many there are.
pub(super) fn footer() -> String {
    let namespace = [("xmlns:w", super::package::WORD)];
    let text = |text: &str| Piece {
        text: text.to_owned(),
        ..Piece::default()
    };
    Xml::document("w:ftr", &namespace, |xml| {
        xml.element("w:p", &[], |xml| {
            xml.element("w:pPr", &[], |xml| {
                xml.value("w:pStyle", "Quiet");
                xml.value("w:jc", "right");
            });
            for (field, after) in [("PAGE", " ("), ("NUMPAGES", ")")] {
                let field = [("w:instr", field)];
                xml.element("w:fldSimple", &field, |xml| run(xml, &text("1"), false));
                run(xml, &text(after), false);
            }
        });
    })
}
