//! What is not filled in: told with the name of its field, and all at once.

use crate::form_rows::in_cell;
use crate::{Field, FieldKind, Form, Ui, Values};
use samverk_foundation::{Problem, ProblemKind, Problems};

const MISSING: &str = "field_missing";

impl Field {
    fn is_choice(&self) -> bool {
        matches!(
            self.kind,
            FieldKind::Radios(_)
                | FieldKind::Checkboxes(_)
                | FieldKind::CheckboxGroups(_)
                | FieldKind::Select(_)
                | FieldKind::SelectGroups(_)
        )
    }

    /// Whether what is to be said in it can be missing from the values: a tick that is not set says no,
    /// rows know of themselves, and a file lies beside the values.
    fn can_be_missing(&self) -> bool {
        let is_elsewhere = matches!(
            self.kind,
            FieldKind::Checkbox
                | FieldKind::Rows { .. }
                | FieldKind::File { .. }
                | FieldKind::Heading
                | FieldKind::Hidden
        );
        self.required && !is_elsewhere
    }

    /// What to do about it when it is empty.
    fn missing_key(&self) -> &'static str {
        match self.kind {
            FieldKind::File { .. } => "form-file-missing",
            _ if self.is_choice() => "form-choice-missing",
            _ => "form-field-missing",
        }
    }
}

impl Form {
    /// What is wrong, in words; what is missing, by the name of its field.
    pub(crate) fn sentence(&self, ui: &Ui, problem: &Problem) -> String {
        let missing = self
            .missing_words(problem)
            .filter(|_| problem.code == MISSING);
        match missing {
            Some((key, label)) => ui.t1(key, "label", label),
            None => ui.problem(problem),
        }
    }

    fn missing_words(&self, problem: &Problem) -> Option<(&'static str, &str)> {
        let place = problem.place.field.as_deref()?;
        if let Some(field) = self.field_named(place) {
            return Some((field.missing_key(), &field.label));
        }
        let (field, _, column) = in_cell(place)?;
        let mut columns = self.field_named(field)?.row_columns().iter();
        let column = columns.find(|one| one.name == column)?;
        let key = match column.choices.is_empty() {
            true => "form-field-missing",
            false => "form-choice-missing",
        };
        Some((key, &column.label))
    }

    /// The sentence for the list above the form: with its place first, unless it names that itself.
    pub(crate) fn summary(&self, ui: &Ui, problem: &Problem) -> String {
        let names_itself = problem.code == MISSING && self.missing_words(problem).is_some();
        let place = problem.place.field.as_deref().unwrap_or_default();
        let words = match (names_itself, self.field_named(place).is_some()) {
            (true, true) => String::new(),
            (true, false) => self.row_words(ui, place),
            (false, _) => self.place_words(ui, problem),
        };
        words + &self.sentence(ui, problem)
    }

    /// With every other required field that is empty, in the order of the fields: who mends one thing
    /// is not told of the next only then.
    pub(crate) fn with_all_missing(&self, values: &Values, mut problems: Problems) -> Problems {
        let is_wrong = problems
            .0
            .iter()
            .any(|one| one.kind == ProblemKind::Invalid);
        if !is_wrong || self.confirming {
            return problems;
        }
        for field in self.fields.iter().filter(|field| field.can_be_missing()) {
            let inside = format!("{}.", field.name);
            let is_told = problems.0.iter().any(|one| {
                let place = one.place.field.as_deref().unwrap_or_default();
                place == field.name || place.starts_with(&inside)
            });
            let is_empty = values.all(field.name).iter().all(|value| value.is_empty());
            if is_empty && !is_told {
                problems.push(Problem::invalid(MISSING).at_field(field.name));
            }
        }
        problems.0.sort_by_key(|problem| self.order_of(problem));
        problems
    }

    /// What stands at no field comes first.
    fn order_of(&self, problem: &Problem) -> usize {
        let Some(place) = problem.place.field.as_deref() else {
            return 0;
        };
        let root = place.split(['.', '[']).next().unwrap_or(place);
        let mut fields = self.fields.iter();
        let at = fields.position(|field| field.name == place || field.name == root);
        at.map_or(usize::MAX, |at| at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Choice;

    fn form() -> Form {
        let choices = vec![Choice::new("a", "A")];
        Form::new("/", "Spara")
            .field(Field::new("name", "Namn", FieldKind::Text).required())
            .field(Field::new("note", "Anteckning", FieldKind::Text))
            .field(Field::new("kind", "Typ", FieldKind::Radios(choices)).required())
            .field(Field::new("day", "Dag", FieldKind::Date).required())
            .field(Field::new("agreed", "Ja", FieldKind::Checkbox).required())
    }

    fn told(values: Values, problem: Problem) -> Vec<String> {
        let all = form().with_all_missing(&values, problem.into());
        let told = all.0.iter();
        told.map(|one| format!("{} {}", one.code, one.place.field.as_deref().unwrap_or("")))
            .collect()
    }

    #[test]
    fn all_that_is_missing_is_told_at_once_in_the_order_of_the_fields() {
        let values = Values::default().set("day", "1 jam").set("name", " ");
        let wrong = Problem::invalid("date_invalid").at_field("day");
        assert_eq!(
            told(values, wrong),
            [
                "field_missing name",
                "field_missing kind",
                "date_invalid day"
            ]
        );
        let values = Values::default().set("name", "N").set("kind", "a");
        let missing = Problem::invalid(MISSING).at_field("day");
        assert_eq!(told(values, missing), ["field_missing day"]);
    }

    #[test]
    fn what_somebody_else_saved_is_no_reason_to_ask_for_more() {
        let changed = Problem::conflict("changed_meanwhile");
        assert_eq!(told(Values::default(), changed), ["changed_meanwhile "]);
    }
}
