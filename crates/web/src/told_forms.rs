//! Which fields the forms of described things have, so that the history tells them in the same order and by
//! the same names.

use crate::Way;

/// The form of one kind of things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldForm {
    /// The glossary's word: `need`.
    pub thing: &'static str,
    /// The way to each field through names, `levels.text`, and the key of what it is called.
    pub fields: Vec<(String, String)>,
}

impl ToldForm {
    /// The key of what the field is called.
    pub(crate) fn label(&self, way: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known == way);
        found.map(|(_, label)| label.as_str())
    }

    /// Where the form asks for it: rows stay in their order, each with its fields in theirs.
    pub(crate) fn place(&self, way: &Way) -> Vec<usize> {
        let mut names = String::new();
        let parts = way.parts().zip(way.are_rows());
        let place = |(part, is_row): (String, bool)| match is_row {
            true => part.parse().unwrap_or_default(),
            false => {
                names = below(&names, &part);
                let place = self.fields.iter().position(|(known, _)| *known == names);
                place.unwrap_or(self.fields.len())
            }
        };
        parts.map(place).collect()
    }
}

/// The way through names to a field below another.
pub(crate) fn below(names: &str, field: &str) -> String {
    match names {
        "" => field.to_owned(),
        names => format!("{names}.{field}"),
    }
}
