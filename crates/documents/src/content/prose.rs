use serde::{Serialize, Serializer};

/// Running text as people type it: a blank line between paragraphs, `- ` or `1. ` before the
/// items of a list. Lines of a paragraph are joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(String);

impl<T: Into<String>> From<T> for Prose {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

/// What the templates get.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Block {
    Paragraph { text: String },
    List { items: Vec<String> },
    Numbered { items: Vec<String> },
}

impl Serialize for Prose {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        blocks(&self.0).serialize(serializer)
    }
}

enum Line<'t> {
    Blank,
    Text(&'t str),
    Item(&'t str),
    NumberedItem(&'t str),
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut after_blank = true;
    for line in text.lines().map(classify) {
        let continued = if after_blank { None } else { blocks.last_mut() };
        after_blank = matches!(line, Line::Blank);
        match (line, continued) {
            (Line::Blank, _) => {}
            (Line::Text(text), Some(block)) => join(block, text),
            (Line::Text(text), None) => blocks.push(Block::Paragraph {
                text: text.to_owned(),
            }),
            (Line::Item(text), _) => match blocks.last_mut() {
                Some(Block::List { items }) => items.push(text.to_owned()),
                _ => blocks.push(Block::List {
                    items: vec![text.to_owned()],
                }),
            },
            (Line::NumberedItem(text), _) => match blocks.last_mut() {
                Some(Block::Numbered { items }) => items.push(text.to_owned()),
                _ => blocks.push(Block::Numbered {
                    items: vec![text.to_owned()],
                }),
            },
        }
    }
    blocks
}

fn classify(line: &str) -> Line<'_> {
    let line = line.trim();
    let bullet = ["- ", "• ", "* "]
        .iter()
        .find_map(|marker| line.strip_prefix(marker));
    match (line, bullet, number_removed(line)) {
        ("", ..) => Line::Blank,
        (_, Some(item), _) => Line::Item(item.trim()),
        (_, _, Some(item)) => Line::NumberedItem(item.trim()),
        (text, ..) => Line::Text(text),
    }
}

/// `12. text` gives `text`. A longer number is a year that ends a sentence, not a list.
fn number_removed(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    let ordinary = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    ordinary.then_some(rest)
}

fn join(block: &mut Block, more: &str) {
    let text = match block {
        Block::Paragraph { text } => Some(text),
        Block::List { items } | Block::Numbered { items } => items.last_mut(),
    };
    if let Some(text) = text {
        text.push(' ');
        text.push_str(more);
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, blocks};

    fn paragraph(text: &str) -> Block {
        Block::Paragraph {
            text: text.to_owned(),
        }
    }

    #[test]
    fn paragraphs_and_lists_are_found() {
        let found =
            blocks("Ett\nstycke.\n\nMålen är:\n- första\n  raden\n- andra\n\nSlut 2021. Klart.");
        let items = vec!["första raden".to_owned(), "andra".to_owned()];
        let expected = [
            paragraph("Ett stycke."),
            paragraph("Målen är:"),
            Block::List { items },
            paragraph("Slut 2021. Klart."),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn numbered_items_with_blank_lines_between_are_one_list() {
        let found = blocks("1. ett\n\n2. två\n");
        assert_eq!(
            found,
            [Block::Numbered {
                items: vec!["ett".into(), "två".into()]
            }]
        );
    }

    #[test]
    fn a_text_after_a_blank_line_does_not_belong_to_the_list() {
        assert_eq!(blocks("- ett\n\ntext").len(), 2);
        assert_eq!(blocks(" \n\n"), []);
    }
}
