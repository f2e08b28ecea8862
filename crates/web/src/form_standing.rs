//! When somebody else saved while one was writing: what stands now, beside what was typed.

use crate::{Choice, Field, FieldKind, Form, Ui, Values};
use samverk_foundation::Problems;

/// The hidden field that tells which state of the object was opened.
const REVISION: &str = "revision";

/// A field that says something else now than what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub label: String,
    /// One text, or one for each row or choice; none when nothing stands there.
    pub now: Vec<String>,
}

/// When somebody else saved meanwhile, notes in the form what stands now, and answers with what was
/// typed on top of that: whoever has read it may save over it. The form is filled with what stands;
/// one that is not has nothing to compare with.
pub(crate) fn put_beside(ui: &Ui, form: &mut Form, typed: Values, problems: &Problems) -> Values {
    let mut all = problems.0.iter();
    let is_changed = all.any(|problem| problem.code == "changed_meanwhile");
    if !is_changed || !form.values.is_set(REVISION) {
        return typed;
    }
    form.standing = differing(ui, form, &typed);
    typed.set(REVISION, form.values.text(REVISION))
}

/// What stands now where it is another than what was typed.
fn differing(ui: &Ui, form: &Form, typed: &Values) -> Vec<Standing> {
    let differing = form.fields.iter().filter_map(|field| {
        let now = said(ui, field, &form.values);
        (now != said(ui, field, typed)).then(|| Standing {
            label: field.label.clone(),
            now,
        })
    });
    differing.collect()
}

/// A field's value as a person reads it.
fn said(ui: &Ui, field: &Field, values: &Values) -> Vec<String> {
    let label = |choices: &[Choice], value: &str| {
        let found = choices.iter().find(|choice| choice.value == value);
        found.map_or(value.to_owned(), |choice| choice.label.clone())
    };
    let all = |choices: &[Choice]| {
        let chosen = choices
            .iter()
            .filter(|choice| values.all(field.name).contains(&choice.value.as_str()));
        chosen.map(|choice| choice.label.clone()).collect()
    };
    let text = values.text(field.name).replace("\r\n", "\n");
    match &field.kind {
        FieldKind::Hidden | FieldKind::Heading | FieldKind::Password | FieldKind::File { .. } => {
            Vec::new()
        }
        FieldKind::Checkbox => vec![ui.t(if text == "true" { "yes" } else { "no" })],
        FieldKind::Checkboxes(choices) | FieldKind::Beside(choices) => all(choices),
        FieldKind::CheckboxGroups(groups) => groups
            .iter()
            .flat_map(|(_, choices)| all(choices))
            .collect(),
        FieldKind::Select(choices) | FieldKind::Radios(choices) => not_empty(label(choices, &text)),
        FieldKind::SelectGroups(groups) => {
            let choices = groups.iter().flat_map(|(_, choices)| choices);
            let choices: Vec<Choice> = choices.cloned().collect();
            not_empty(label(&choices, &text))
        }
        FieldKind::Rows { columns, .. } => {
            let names: Vec<_> = columns.iter().map(|column| column.name).collect();
            let rows = values.rows(field.name, &names).into_iter();
            let said = rows.map(|(_, cells)| {
                let cells = columns.iter().zip(cells);
                let cells = cells.map(|(column, cell)| label(&column.choices, &cell));
                let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).collect();
                cells.join(" · ").replace("\r\n", "\n")
            });
            said.filter(|row| !row.is_empty()).collect()
        }
        _ => not_empty(text),
    }
}

fn not_empty(text: String) -> Vec<String> {
    match text.is_empty() {
        true => Vec::new(),
        false => vec![text],
    }
}
