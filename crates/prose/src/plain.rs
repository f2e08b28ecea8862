use crate::{Block, Piece, read};

/// The words of a text without its marks, a line for each paragraph, item and row: for what looks for words
/// or compares them.
pub fn plain(text: &str) -> String {
    let mut lines = Vec::new();
    read(text).iter().for_each(|block| add(block, &mut lines));
    lines.join("\n")
}

fn add(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Heading { text, .. } | Block::Paragraph { text } => lines.push(words(text)),
        Block::List { items } | Block::Numbered { items, .. } => {
            let inside = items.iter().flatten();
            inside.for_each(|block| add(block, lines));
        }
        Block::Table { headings, rows } => {
            for row in std::iter::once(headings).chain(rows) {
                let cells: Vec<_> = row.iter().map(|cell| words(cell)).collect();
                lines.push(cells.join(" "));
            }
        }
        Block::Picture { alt, .. } => lines.push(alt.clone()),
    }
}

fn words(pieces: &[Piece]) -> String {
    let piece = |piece: &Piece| match piece.is_break {
        true => "\n".to_owned(),
        false => piece.text.clone(),
    };
    pieces.iter().map(piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_without_their_marks() {
        let text = "## Mål\n\nDet är **viktigt**,\nse [planen](/p).\n\n- ett\n- två\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n![Karta](fil:k)";
        let expected = "Mål\nDet är viktigt,\nse planen.\nett\ntvå\na b\n1 2\nKarta";
        assert_eq!(plain(text), expected);
    }
}
