//! Which pictures a text names: `![what it shows](fil:key)`.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Before the key of a file.
const SCHEME: &str = "fil:";

/// A picture that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictured {
    /// The file's key.
    pub name: String,
    /// What it shows, for those who do not see it; empty when that is not said.
    pub alt: String,
    /// The line of the text, from 1.
    pub line: usize,
}

/// The key of the file that an address names, when it names one.
pub(crate) fn file_name(address: &str) -> Option<&str> {
    let name = address.strip_prefix(SCHEME)?;
    (!name.is_empty()).then_some(name)
}

/// Whether it is worth looking for pictures in the text.
pub fn has_pictures(text: &str) -> bool {
    text.contains(SCHEME)
}

/// Every picture of the text, in order.
pub fn pictures(text: &str) -> Vec<Pictured> {
    if !has_pictures(text) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open: Vec<Option<Pictured>> = Vec::new();
    for (event, place) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                let before = text.get(..place.start).unwrap_or_default();
                open.push(file_name(&dest_url).map(|name| Pictured {
                    name: name.to_owned(),
                    alt: String::new(),
                    line: before.matches('\n').count() + 1,
                }));
            }
            Event::End(TagEnd::Image) => found.extend(open.pop().flatten()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(Some(picture)) = open.last_mut() {
                    picture.alt.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(Some(picture)) = open.last_mut() {
                    picture.alt.push(' ');
                }
            }
            _ => {}
        }
    }
    for picture in &mut found {
        picture.alt = picture.alt.trim().to_owned();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_tells_its_pictures_by_line() {
        let text = "Först\n\n![Karta över **länet**](fil:karta)\n\n- ![](fil:logga) och ![x](https://exempel.se/k.png)";
        let told = |one: &Pictured| format!("{} {} {}", one.line, one.name, one.alt);
        let found: Vec<_> = pictures(text).iter().map(told).collect();
        assert_eq!(found, ["3 karta Karta över länet", "5 logga "]);
        assert!(pictures("En [profil:sida](/om), ![x](fil:)").is_empty());
    }
}
