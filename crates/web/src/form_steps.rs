//! A form that is filled in by steps: one page for each, and what is typed in the others goes along.

use crate::{Form, Values};

/// The id of a form in steps, for buttons elsewhere on its page that lead to one of them.
pub const STEPPED_FORM: &str = "form-in-steps";

/// One of the steps that a form is filled in by. Pressing it sends the form with `go_to` as its code.
#[derive(Clone, Debug)]
pub struct FormStep {
    pub code: &'static str,
    pub label: String,
    pub is_here: bool,
}

impl Form {
    /// The steps that the form is filled in by, and what is typed that its fields do not show.
    pub fn in_steps(mut self, steps: Vec<FormStep>, values: &Values) -> Self {
        let is_shown = |name: &str| {
            let root = name.split('.').next().unwrap_or(name);
            let mut fields = self.fields.iter();
            fields.any(|field| field.name == name || field.name == root)
        };
        let carried = values.pairs().filter(|(name, _)| !is_shown(name));
        let carried = carried.map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.carried = carried.collect();
        self.steps = steps;
        self
    }

    /// Enter sends the form as its main button does, whatever stands above that.
    pub(crate) fn has_buttons_above(&self) -> bool {
        self.has_growing_rows() || !self.steps.is_empty()
    }

    /// Something in it is typed and not saved, so that nobody leaves it without a question.
    pub fn unsaved(mut self) -> Self {
        self.is_unsaved = true;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, FieldKind, RowColumn};

    #[test]
    fn what_other_steps_hold_goes_along_and_nothing_else() {
        let values = Values::default()
            .set("name", "Avgift")
            .set("amounts.0.party", "habo-kommun")
            .set("rate", "12,50")
            .add("parts", "drift")
            .add("parts", "kansli");
        let columns = vec![RowColumn::new("party", "Aktör")];
        let rows = FieldKind::Rows {
            columns,
            grows: true,
        };
        let form = Form::new("/", "Spara")
            .field(Field::new("name", "Namn", FieldKind::Text))
            .field(Field::new("amounts", "Belopp", rows))
            .in_steps(Vec::new(), &values);
        let carried: Vec<_> = form
            .carried
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            carried,
            [("rate", "12,50"), ("parts", "drift"), ("parts", "kansli")]
        );
    }
}
