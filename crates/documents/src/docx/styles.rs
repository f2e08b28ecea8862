//! How headings, texts and tables look, and which language they are in. Word processors know the headings, the
//! title and the lists by the names of their styles.

use super::package::WORD;
use super::xml::Xml;
use samverk_foundation::Language;

/// As many as a text under a heading of the third level has.
pub(super) const HEADINGS: u8 = 6;
const INK: &str = "0E3A58";
const MUTED: &str = "4A5560";
const LINE: &str = "C5CDD4";

pub(super) fn locale(language: Language) -> &'static str {
    match language {
        Language::Sv => "sv-SE",
        Language::En => "en-GB",
    }
}

/// What sets a paragraph's style apart.
struct Style<'s> {
    id: &'s str,
    /// The name by which word processors know it.
    name: &'s str,
    /// Half points.
    size: &'s str,
    color: &'s str,
    is_bold: bool,
    is_italic: bool,
    /// Twentieths of a point.
    before: &'s str,
    after: &'s str,
    /// Stands on the same page as what comes next.
    keeps: bool,
    outline: Option<u8>,
}

const NORMAL: Style = Style {
    id: "Normal",
    name: "Normal",
    size: "21",
    color: "1B1F23",
    is_bold: false,
    is_italic: false,
    before: "60",
    after: "100",
    keeps: false,
    outline: None,
};

pub(super) fn styles(language: Language) -> String {
    Xml::document("w:styles", &[("xmlns:w", WORD)], |xml| {
        defaults(xml, locale(language));
        paragraph(xml, &NORMAL);
        for level in 1..=HEADINGS {
            heading(xml, level);
        }
        for style in others() {
            paragraph(xml, &style);
        }
        link(xml);
        table(xml);
    })
}

fn defaults(xml: &mut Xml, locale: &str) {
    xml.element("w:docDefaults", &[], |xml| {
        xml.element("w:rPrDefault", &[], |xml| {
            xml.element("w:rPr", &[], |xml| {
                let font = [
                    ("w:ascii", "Calibri"),
                    ("w:hAnsi", "Calibri"),
                    ("w:cs", "Calibri"),
                ];
                xml.empty("w:rFonts", &font);
                xml.empty("w:lang", &[("w:val", locale)]);
            });
        });
    });
}

fn heading(xml: &mut Xml, level: u8) {
    let size = match level {
        1 => "34",
        2 => "27",
        3 => "23",
        _ => "21",
    };
    let style = Style {
        id: &format!("Heading{level}"),
        name: &format!("heading {level}"),
        size,
        color: INK,
        is_bold: true,
        before: "320",
        keeps: true,
        outline: Some(level - 1),
        ..NORMAL
    };
    paragraph(xml, &style);
}

fn others() -> [Style<'static>; 7] {
    let quiet = Style {
        id: "Quiet",
        name: "Quiet",
        color: MUTED,
        size: "19",
        ..NORMAL
    };
    [
        Style {
            id: "Title",
            name: "Title",
            size: "52",
            color: INK,
            is_bold: true,
            ..NORMAL
        },
        Style {
            id: "Subtitle",
            name: "Subtitle",
            size: "28",
            after: "240",
            ..NORMAL
        },
        Style {
            id: "Caption",
            name: "caption",
            size: "19",
            color: MUTED,
            is_bold: true,
            before: "240",
            keeps: true,
            ..NORMAL
        },
        Style {
            id: "PictureWords",
            name: "Picture in words",
            color: MUTED,
            is_italic: true,
            ..NORMAL
        },
        Style {
            id: "ListParagraph",
            name: "List Paragraph",
            before: "0",
            after: "60",
            ..NORMAL
        },
        Style {
            id: "TableText",
            name: "Table text",
            size: "19",
            before: "30",
            after: "30",
            ..NORMAL
        },
        quiet,
    ]
}

fn paragraph(xml: &mut Xml, style: &Style) {
    let is_normal = style.id == NORMAL.id;
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", style.id)];
    if is_normal {
        attributes.push(("w:default", "1"));
    }
    xml.element("w:style", &attributes, |xml| {
        xml.value("w:name", style.name);
        if !is_normal {
            xml.value("w:basedOn", NORMAL.id);
            xml.value("w:next", NORMAL.id);
        }
        xml.empty("w:qFormat", &[]);
        xml.element("w:pPr", &[], |xml| {
            if style.keeps {
                xml.empty("w:keepNext", &[]);
            }
            let space = [("w:before", style.before), ("w:after", style.after)];
            xml.empty("w:spacing", &space);
            if let Some(level) = style.outline {
                xml.value("w:outlineLvl", &level.to_string());
            }
        });
        xml.element("w:rPr", &[], |xml| {
            if style.is_bold {
                xml.empty("w:b", &[]);
            }
            if style.is_italic {
                xml.empty("w:i", &[]);
            }
            xml.value("w:color", style.color);
            xml.value("w:sz", style.size);
        });
    });
}

fn link(xml: &mut Xml) {
    let style = [("w:type", "character"), ("w:styleId", "Hyperlink")];
    xml.element("w:style", &style, |xml| {
        xml.value("w:name", "Hyperlink");
        xml.element("w:rPr", &[], |xml| {
            xml.value("w:color", "0B57A4");
            xml.value("w:u", "single");
        });
    });
}

fn table(xml: &mut Xml) {
    let style = [("w:type", "table"), ("w:styleId", "PlanTable")];
    xml.element("w:style", &style, |xml| {
        xml.value("w:name", "Plan table");
        xml.element("w:tblPr", &[], |xml| {
            xml.element("w:tblBorders", &[], |xml| {
                for edge in ["w:top", "w:bottom", "w:insideH"] {
                    let line = [("w:val", "single"), ("w:sz", "4"), ("w:color", LINE)];
                    xml.empty(edge, &line);
                }
            });
            xml.element("w:tblCellMar", &[], |xml| {
                for edge in ["w:left", "w:right"] {
                    xml.empty(edge, &[("w:w", "85"), ("w:type", "dxa")]);
                }
            });
        });
        xml.element("w:tblStylePr", &[("w:type", "firstRow")], |xml| {
            xml.element("w:rPr", &[], |xml| xml.empty("w:b", &[]));
            xml.element("w:tcPr", &[], |xml| {
                let shade = [
                    ("w:val", "clear"),
                    ("w:color", "auto"),
                    ("w:fill", "E3ECF2"),
                ];
                xml.empty("w:shd", &shade);
            });
        });
    });
}
