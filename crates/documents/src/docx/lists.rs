//! How lists are marked and numbered: `word/numbering.xml`.

use super::body::MARKED;
use super::package::WORD;
use super::xml::Xml;

/// The format has nine levels.
const LEVELS: usize = 9;
const MARKS: &str = "0";
const NUMBERS: &str = "1";

/// `numbered` tells where each numbered list begins, and how deep it lies.
pub(super) fn numbering(numbered: &[(u64, usize)]) -> String {
    Xml::document("w:numbering", &[("xmlns:w", WORD)], |xml| {
        kind(xml, MARKS, "bullet", |_| "•".to_owned());
        kind(xml, NUMBERS, "decimal", |level| format!("%{}.", level + 1));
        list(xml, MARKED, MARKS, None);
        for (index, begins) in numbered.iter().enumerate() {
            list(xml, MARKED + 1 + index, NUMBERS, Some(*begins));
        }
    })
}

fn kind(xml: &mut Xml, id: &str, format: &str, mark: impl Fn(usize) -> String) {
    xml.element("w:abstractNum", &[("w:abstractNumId", id)], |xml| {
        xml.value("w:multiLevelType", "hybridMultilevel");
        for level in 0..LEVELS {
            xml.element("w:lvl", &[("w:ilvl", &level.to_string())], |xml| {
                xml.value("w:start", "1");
                xml.value("w:numFmt", format);
                xml.value("w:lvlText", &mark(level));
                xml.value("w:lvlJc", "left");
                let left = ((level + 1) * 425).to_string();
                xml.element("w:pPr", &[], |xml| {
                    xml.empty("w:ind", &[("w:left", &left), ("w:hanging", "425")]);
                });
            });
        }
    });
}

fn list(xml: &mut Xml, number: usize, kind: &str, begins: Option<(u64, usize)>) {
    xml.element("w:num", &[("w:numId", &number.to_string())], |xml| {
        xml.value("w:abstractNumId", kind);
        if let Some((start, depth)) = begins {
            let level = depth.to_string();
            xml.element("w:lvlOverride", &[("w:ilvl", &level)], |xml| {
                xml.value("w:startOverride", &start.to_string());
            });
        }
    });
}
