use crate::{Block, Piece};
use std::fmt::{self, Display, Formatter, Write};

/// Blocks as HTML, in which everything that somebody wrote is escaped.
pub struct Html<'b> {
    pub blocks: &'b [Block],
    /// The level of the heading that the text stands under: 2 for one under `<h2>`.
    pub under: u8,
    /// What a table is called for those who do not see it.
    pub table: &'b str,
    /// The files that can be shown: their keys and addresses.
    pub pictures: &'b [(String, String)],
    /// What stands before the words of a picture that cannot.
    pub picture: &'b str,
}

impl Display for Html<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.blocks
            .iter()
            .try_for_each(|block| self.block(f, block))
    }
}

impl Html<'_> {
    fn block(&self, f: &mut Formatter<'_>, block: &Block) -> fmt::Result {
        match block {
            Block::Heading { level, text } => {
                let level = (self.under + level).min(6);
                write!(f, "<h{level} class=\"ds-heading\" data-size=\"xs\">")?;
                pieces(f, text)?;
                writeln!(f, "</h{level}>")
            }
            Block::Paragraph { text } => {
                f.write_str("<p>")?;
                pieces(f, text)?;
                f.write_str("</p>\n")
            }
            Block::List { items } => {
                f.write_str("<ul>")?;
                self.items(f, items)?;
                f.write_str("</ul>\n")
            }
            Block::Numbered { start, items } => {
                match start {
                    1 => f.write_str("<ol>")?,
                    start => write!(f, "<ol start=\"{start}\">")?,
                }
                self.items(f, items)?;
                f.write_str("</ol>\n")
            }
            Block::Table { headings, rows } => self.table(f, headings, rows),
            Block::Picture { name, alt } => self.picture(f, name, alt),
        }
    }

    /// Whoever may not fetch the file reads what it shows.
    fn picture(&self, f: &mut Formatter<'_>, name: &str, alt: &str) -> fmt::Result {
        let known = self.pictures.iter().find(|(known, _)| known == name);
        let Some((_, address)) = known else {
            f.write_str("<p class=\"picture-words\">")?;
            escaped(f, self.picture)?;
            f.write_str(": ")?;
            escaped(f, alt)?;
            return f.write_str("</p>\n");
        };
        f.write_str("<p><img class=\"picture\" src=\"")?;
        escaped(f, address)?;
        f.write_str("\" alt=\"")?;
        escaped(f, alt)?;
        f.write_str("\"></p>\n")
    }

    fn items(&self, f: &mut Formatter<'_>, items: &[Vec<Block>]) -> fmt::Result {
        for item in items {
            f.write_str("<li>")?;
            // An item of one paragraph needs no space around it.
            for (number, block) in item.iter().enumerate() {
                match block {
                    Block::Paragraph { text } if number == 0 => pieces(f, text)?,
                    block => self.block(f, block)?,
                }
            }
            f.write_str("</li>")?;
        }
        Ok(())
    }

    fn table(
        &self,
        f: &mut Formatter<'_>,
        headings: &[Vec<Piece>],
        rows: &[Vec<Vec<Piece>>],
    ) -> fmt::Result {
        f.write_str("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"")?;
        escaped(f, self.table)?;
        f.write_str("\"><table class=\"ds-table\"><thead><tr>")?;
        for heading in headings {
            f.write_str("<th scope=\"col\">")?;
            pieces(f, heading)?;
            f.write_str("</th>")?;
        }
        f.write_str("</tr></thead><tbody>")?;
        for row in rows {
            f.write_str("<tr>")?;
            for cell in row {
                f.write_str("<td>")?;
                pieces(f, cell)?;
                f.write_str("</td>")?;
            }
            f.write_str("</tr>")?;
        }
        f.write_str("</tbody></table></div>\n")
    }
}

fn pieces(f: &mut Formatter<'_>, pieces: &[Piece]) -> fmt::Result {
    for piece in pieces {
        if piece.is_break {
            f.write_str("<br>")?;
            continue;
        }
        let marks = [
            ("a", !piece.to.is_empty()),
            ("strong", piece.strong),
            ("em", piece.emphasis),
        ];
        for (name, _) in marks.iter().filter(|(_, is_so)| *is_so) {
            match *name {
                "a" => {
                    f.write_str("<a class=\"ds-link\" href=\"")?;
                    escaped(f, &piece.to)?;
                    f.write_str("\">")?;
                }
                name => write!(f, "<{name}>")?,
            }
        }
        escaped(f, &piece.text)?;
        for (name, _) in marks.iter().rev().filter(|(_, is_so)| *is_so) {
            write!(f, "</{name}>")?;
        }
    }
    Ok(())
}

fn escaped(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    text.chars().try_for_each(|letter| match letter {
        '&' => f.write_str("&amp;"),
        '<' => f.write_str("&lt;"),
        '>' => f.write_str("&gt;"),
        '"' => f.write_str("&quot;"),
        '\'' => f.write_str("&#39;"),
        letter => f.write_char(letter),
    })
}
