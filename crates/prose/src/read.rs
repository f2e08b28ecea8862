use crate::pictures::file_name;
use crate::{Block, Piece, is_address};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Lists within lists go no deeper; what does stands in the last of them.
const DEPTH_MAX: usize = 4;

/// The blocks of a text. Every text has some; nothing in it is lost.
pub fn read(text: &str) -> Vec<Block> {
    let text = in_markdown(text);
    let mut reader = Reader::default();
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    reader.end_paragraph();
    reader.blocks
}

/// A round mark begins an item, as it does in what is copied from word processors.
fn in_markdown(text: &str) -> String {
    let line = |line: &str| {
        let inner = line.trim_start();
        let before = &line[..line.len() - inner.len()];
        match inner.strip_prefix("• ") {
            Some(item) => format!("{before}- {item}"),
            None => line.to_owned(),
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A list that is being read.
struct Open {
    start: Option<u64>,
    items: Vec<Vec<Block>>,
    /// The items of one that lies too deep go to the one around it.
    is_too_deep: bool,
}

#[derive(Default)]
struct Reader {
    blocks: Vec<Block>,
    lists: Vec<Open>,
    pieces: Vec<Piece>,
    strong: usize,
    emphasis: usize,
    links: Vec<String>,
    heading: Option<u8>,
    last_level: u8,
    is_in_table: bool,
    /// The pictures that are being read: where their words begin, and the file when it is one beside the text.
    images: Vec<(usize, Option<String>)>,
    headings: Vec<Vec<Piece>>,
    rows: Vec<Vec<Vec<Piece>>>,
}

impl Reader {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::SoftBreak | Event::HardBreak => self.pieces.push(Piece {
                is_break: true,
                ..Piece::default()
            }),
            Event::Html(text) | Event::InlineHtml(text) | Event::Text(text) | Event::Code(text) => {
                self.lines(&text);
            }
            Event::Rule => self.end_paragraph(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Link { dest_url, .. } => self.links.push(dest_url.to_string()),
            Tag::Heading { level, .. } => {
                self.end_paragraph();
                // The item of a list is no chapter: there a heading is only bold.
                match self.lists.is_empty() {
                    true => self.heading = Some(self.step(level)),
                    false => self.strong += 1,
                }
            }
            Tag::List(start) => {
                self.end_paragraph();
                self.lists.push(Open {
                    start,
                    items: Vec::new(),
                    is_too_deep: self.lists.len() >= DEPTH_MAX,
                });
            }
            Tag::Item => match self.lists.last() {
                Some(list) if list.is_too_deep => self.end_paragraph(),
                _ => {
                    if let Some(list) = self.lists.last_mut() {
                        list.items.push(Vec::new());
                    }
                }
            },
            Tag::Image { dest_url, .. } => self.start_image(&dest_url),
            Tag::Table(_) => {
                self.end_paragraph();
                self.is_in_table = true;
            }
            _ => self.end_paragraph(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Link => drop(self.links.pop()),
            TagEnd::Image => self.end_image(),
            TagEnd::Heading(_) if !self.lists.is_empty() => {
                self.end_paragraph();
                self.strong = self.strong.saturating_sub(1);
            }
            TagEnd::List(_) => self.end_list(),
            TagEnd::TableCell => {
                let cell = self.taken();
                self.headings.push(cell);
            }
            TagEnd::TableHead => self.rows.push(std::mem::take(&mut self.headings)),
            TagEnd::TableRow => self.rows.push(std::mem::take(&mut self.headings)),
            TagEnd::Table => {
                self.is_in_table = false;
                let mut rows = std::mem::take(&mut self.rows).into_iter();
                let headings = rows.next().unwrap_or_default();
                let rows = rows.collect();
                self.push(Block::Table { headings, rows });
            }
            _ => self.end_paragraph(),
        }
    }

    /// A picture stands by itself. Where nothing can, in headings and cells, and within another, it is its words.
    fn start_image(&mut self, address: &str) {
        let is_alone = self.heading.is_none() && !self.is_in_table && self.images.is_empty();
        let name = file_name(address).filter(|_| is_alone).map(str::to_owned);
        if name.is_some() {
            self.end_paragraph();
        }
        self.images.push((self.pieces.len(), name));
    }

    fn end_image(&mut self) {
        let Some((start, Some(name))) = self.images.pop() else {
            return;
        };
        let words = self.pieces.drain(start.min(self.pieces.len())..);
        let words = words.map(|piece| match piece.is_break {
            true => " ".to_owned(),
            false => piece.text,
        });
        let alt = words.collect::<String>().trim().to_owned();
        self.push(Block::Picture { name, alt });
    }

    /// Two marks or one begin the first step, so that `#` is no larger than the title above.
    fn step(&mut self, level: HeadingLevel) -> u8 {
        let asked = match level {
            HeadingLevel::H1 | HeadingLevel::H2 => 1,
            HeadingLevel::H3 => 2,
            _ => 3,
        };
        self.last_level = asked.min(self.last_level + 1);
        self.last_level
    }

    /// Text of several lines stands as it was written.
    fn lines(&mut self, text: &str) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.pieces.push(Piece {
                    is_break: true,
                    ..Piece::default()
                });
            }
            let to = self.links.last().filter(|to| is_address(to));
            let piece = Piece {
                text: line.to_owned(),
                strong: self.strong > 0,
                emphasis: self.emphasis > 0,
                to: to.cloned().unwrap_or_default(),
                is_break: false,
            };
            self.add(piece);
        }
    }

    /// What looks as what stands before it is one with it.
    fn add(&mut self, piece: Piece) {
        if piece.text.is_empty() {
            return;
        }
        let alike = |last: &&mut Piece| {
            (last.strong, last.emphasis, last.is_break) == (piece.strong, piece.emphasis, false)
                && last.to == piece.to
        };
        match self.pieces.last_mut().filter(alike) {
            Some(last) => last.text.push_str(&piece.text),
            None => self.pieces.push(piece),
        }
    }

    /// The pieces so far, without line breaks at the ends.
    fn taken(&mut self) -> Vec<Piece> {
        let mut pieces = std::mem::take(&mut self.pieces);
        while pieces.last().is_some_and(|piece| piece.is_break) {
            pieces.pop();
        }
        let first = pieces.iter().position(|piece| !piece.is_break);
        pieces.drain(..first.unwrap_or_default());
        pieces
    }

    fn end_paragraph(&mut self) {
        let text = self.taken();
        let heading = self.heading.take();
        if text.is_empty() {
            return;
        }
        self.push(match heading {
            Some(level) => Block::Heading { level, text },
            None => Block::Paragraph { text },
        });
    }

    fn end_list(&mut self) {
        self.end_paragraph();
        let Some(list) = self.lists.pop() else {
            return;
        };
        if list.is_too_deep || list.items.is_empty() {
            return;
        }
        let items = list.items;
        self.push(match list.start {
            Some(start) => Block::Numbered { start, items },
            None => Block::List { items },
        });
    }

    fn push(&mut self, block: Block) {
        let lists = self.lists.iter_mut().rev();
        let open = lists.filter(|list| !list.is_too_deep);
        let item = open.filter_map(|list| list.items.last_mut()).next();
        match item {
            Some(item) => item.push(block),
            None => self.blocks.push(block),
        }
    }
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
