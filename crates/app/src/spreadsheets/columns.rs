//! The tables that can be filled in as sheets: their columns, and what each offers to choose from.

use samverk_engine::LineKind;
use samverk_parties::model::{GroupKind, LegalForm, Reach, Standing};
use samverk_sheets::FormKind;

pub(super) struct TableShape {
    /// The name of the table and of its sheet.
    pub name: &'static str,
    pub columns: Vec<ColumnShape>,
}

pub(super) struct ColumnShape {
    pub name: &'static str,
    pub kind: FormKind,
    pub is_needed: bool,
    pub offer: Offered,
}

pub(super) enum Offered {
    Nothing,
    /// Codes whose words stand in the texts as `<prefix>-<code>`.
    Codes(&'static str, Vec<&'static str>),
    Parties,
    /// The first column of the sheet with the groups.
    Groups,
    Parts,
    Indicators,
}

fn text(name: &'static str) -> ColumnShape {
    let (kind, is_needed, offer) = (FormKind::Text, false, Offered::Nothing);
    ColumnShape {
        name,
        kind,
        is_needed,
        offer,
    }
}

fn of_kind(name: &'static str, kind: FormKind) -> ColumnShape {
    ColumnShape { kind, ..text(name) }
}

fn choose(name: &'static str, offer: Offered) -> ColumnShape {
    ColumnShape {
        offer,
        ..text(name)
    }
}

impl ColumnShape {
    fn needed(self) -> Self {
        Self {
            is_needed: true,
            ..self
        }
    }
}

fn codes<T>(prefix: &'static str, all: &[(&'static str, T)]) -> Offered {
    Offered::Codes(prefix, all.iter().map(|(code, _)| *code).collect())
}

pub(super) fn groups() -> TableShape {
    let columns = vec![
        text("key").needed(),
        text("name").needed(),
        choose("kind", codes("group-kind", GroupKind::ALL)).needed(),
        text("organiser"),
        choose("parent", Offered::Groups),
        choose("reach", codes("reach", Reach::ALL)).needed(),
        choose("legal_form", codes("legal-form", LegalForm::ALL)),
        choose("host", Offered::Parties),
        text("purpose"),
        text("cooperation"),
        of_kind("cost", FormKind::Number),
        text("financed_by"),
        text("note"),
    ];
    TableShape {
        name: "groups",
        columns,
    }
}

pub(super) fn members() -> TableShape {
    let columns = vec![
        choose("group", Offered::Groups),
        choose("party", Offered::Parties).needed(),
        choose("standing", codes("standing", Standing::ALL)).needed(),
        of_kind("from", FormKind::Date),
        of_kind("to", FormKind::Date),
        text("note"),
    ];
    TableShape {
        name: "members",
        columns,
    }
}

pub(super) fn lines() -> TableShape {
    let kinds = LineKind::ALL.iter().map(|kind| kind.code()).collect();
    let columns = vec![
        choose("part", Offered::Parts),
        text("name").needed(),
        choose("kind", Offered::Codes("line-kind", kinds)).needed(),
        of_kind("amount", FormKind::Number).needed(),
        text("note"),
    ];
    TableShape {
        name: "lines",
        columns,
    }
}

pub(super) fn measurements() -> TableShape {
    let columns = vec![
        choose("indicator", Offered::Indicators).needed(),
        of_kind("date", FormKind::Date).needed(),
        of_kind("value", FormKind::Number).needed(),
        of_kind("numerator", FormKind::Number),
        of_kind("denominator", FormKind::Number),
        text("note"),
    ];
    TableShape {
        name: "measurements",
        columns,
    }
}

pub(super) fn measures() -> TableShape {
    let columns = vec![
        text("measure").needed(),
        text("name").needed(),
        text("unit"),
        choose("party", Offered::Parties).needed(),
        of_kind("year", FormKind::Number),
        of_kind("value", FormKind::Number).needed(),
    ];
    TableShape {
        name: "measures",
        columns,
    }
}

pub(super) fn printed() -> TableShape {
    let columns = vec![
        choose("party", Offered::Parties).needed(),
        text("share"),
        of_kind("amount", FormKind::Number),
    ];
    TableShape {
        name: "printed",
        columns,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bundle, modules};
    use samverk_foundation::Language;
    use serde_json::Value;

    /// The schemas come from the readers themselves.
    #[test]
    fn the_sheets_have_the_columns_of_the_format() {
        let schemas = bundle::schemas();
        for (file, table) in [
            ("collaborations/groups.csv", groups()),
            ("collaborations/members.csv", members()),
            ("lines.csv", lines()),
            ("measurements.csv", measurements()),
            ("measures.csv", measures()),
            ("printed.csv", printed()),
        ] {
            let found = schemas.iter().find(|schema| schema.file == file);
            let items = &found.unwrap().schema["items"];
            let columns: Vec<_> = items["properties"].as_object().unwrap().keys().collect();
            let names: Vec<_> = table.columns.iter().map(|column| column.name).collect();
            assert_eq!(names, columns, "{file}");
            for column in &table.columns {
                let required = items["required"].as_array().unwrap();
                let is_required = required.contains(&Value::from(column.name));
                assert_eq!(column.is_needed, is_required, "{file} {}", column.name);
                if let Offered::Codes(_, codes) = &column.offer {
                    // A column that may be empty allows the empty word too.
                    let allowed = items["properties"][column.name]["enum"].as_array();
                    let allowed = allowed.unwrap().iter().filter_map(Value::as_str);
                    let allowed: Vec<_> = allowed.filter(|code| !code.is_empty()).collect();
                    assert_eq!(allowed, *codes, "{file} {}", column.name);
                }
            }
        }
    }

    #[test]
    fn every_column_and_code_has_its_words() {
        let texts = modules::texts().unwrap();
        for table in [
            groups(),
            members(),
            lines(),
            measurements(),
            measures(),
            printed(),
        ] {
            for column in &table.columns {
                let key = super::super::book::meaning_key(table.name, column.name);
                assert!(texts.has(Language::Sv, &key), "{key}");
                if let Offered::Codes(prefix, codes) = &column.offer {
                    for code in codes {
                        let key = super::super::book::word_key(prefix, code);
                        assert!(texts.has(Language::Sv, &key), "{key}");
                    }
                }
            }
        }
    }
}
