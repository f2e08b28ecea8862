//! Texts that people write in a box: blank lines part paragraphs, and lines that all begin with
//! `1.`, `-` or `•` are a list. Nothing else is special, so nobody has to learn a markup.

use crate::Ui;
use askama::Template;

#[derive(Debug, PartialEq, Eq)]
enum Block {
    Paragraph(Vec<String>),
    Numbered(Vec<String>),
    Bulleted(Vec<String>),
}

#[derive(Template)]
#[template(path = "prose.html")]
struct Prose {
    blocks: Vec<Block>,
}

impl Ui {
    /// For templates: the chapters of a plan, with headings, lists, bold, links and tables. `under` is the
    /// level of the heading above. Everything in the text is escaped.
    pub fn marked(&self, text: &str, under: u8) -> String {
        let blocks = samverk_prose::read(text);
        let table = self.t("prose-table");
        let html = samverk_prose::Html {
            blocks: &blocks,
            under,
            table: &table,
        };
        html.to_string()
    }

    /// For templates: `{{ ui.prose(text)|safe }}`. Everything in the text is escaped.
    pub fn prose(&self, text: &str) -> String {
        Prose {
            blocks: blocks(text),
        }
        .render()
        .unwrap_or_else(|error| {
            tracing::error!(%error, "a text cannot be drawn");
            String::new()
        })
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let text = text.replace("\r\n", "\n");
    let paragraphs = text
        .split("\n\n")
        .map(str::trim)
        .filter(|block| !block.is_empty());
    paragraphs.map(block).collect()
}

fn block(paragraph: &str) -> Block {
    let lines: Vec<&str> = paragraph.lines().map(str::trim).collect();
    if let Some(items) = items(&lines, numbered) {
        return Block::Numbered(items);
    }
    match items(&lines, bulleted) {
        Some(items) => Block::Bulleted(items),
        None => Block::Paragraph(lines.into_iter().map(str::to_owned).collect()),
    }
}

fn items(lines: &[&str], item: fn(&str) -> Option<&str>) -> Option<Vec<String>> {
    lines
        .iter()
        .map(|line| item(line).map(str::to_owned))
        .collect()
}

fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    number.parse::<u16>().ok().map(|_| rest)
}

fn bulleted(line: &str) -> Option<&str> {
    ["- ", "• ", "* "]
        .iter()
        .find_map(|mark| line.strip_prefix(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_and_lists_are_told_apart() {
        let text = "Först.\nRad två.\n\n1. ett\n2. två\n\n- a\n- b";
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let expected = [
            Block::Paragraph(words(&["Först.", "Rad två."])),
            Block::Numbered(words(&["ett", "två"])),
            Block::Bulleted(words(&["a", "b"])),
        ];
        assert_eq!(blocks(text), expected);
    }

    #[test]
    fn markup_is_shown_as_it_was_written() {
        let html = Prose {
            blocks: blocks("<b>fet</b>"),
        }
        .render()
        .unwrap();
        assert!(!html.contains("<b>"), "{html}");
    }
}
