//! What several pages share: forms for decisions and confirmations, small readers.

use crate::actions::Confirmation;
use samverk_foundation::{Problem, ProblemKind, Problems, parse_year};
use samverk_parties::Scope;
use samverk_web::{Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};

pub use samverk_web::{download, read_decision, with_decision, with_publication};

/// The members as choices, by their names in their order.
pub fn party_choices(scope: &Scope) -> Vec<Choice> {
    let members = scope.members.iter().map(|member| &member.party);
    members
        .map(|party| Choice::new(&party.key, party.name.clone()).also(party.short_name.clone()))
        .collect()
}

/// `focus_area` → `focus-area`, for the keys of texts.
pub fn dashed(code: &str) -> String {
    code.replace('_', "-")
}

/// The words of a code in a closed list: `part-kind` and `focus_area` → the text `part-kind-focus-area`.
pub fn word(ui: &Ui, list: &str, code: &str) -> String {
    ui.t(&format!("{list}-{}", dashed(code)))
}

/// Choices from codes, with the words of the list.
pub fn choices<'c>(ui: &Ui, list: &str, codes: impl IntoIterator<Item = &'c str>) -> Vec<Choice> {
    codes
        .into_iter()
        .map(|code| Choice::new(code, word(ui, list, code)))
        .collect()
}

/// A year from the address. What is not a year is not found.
pub fn year(text: &str) -> Result<i32, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// What is not for the reader to see is as good as not there.
pub fn if_visible<T>(found: Result<T, Problem>) -> Result<Option<T>, Problem> {
    match found {
        Err(problem) if problem.kind == ProblemKind::NotFound => Ok(None),
        found => found.map(Some),
    }
}

/// The year typed in a field. Fails with `year_invalid` or `field_missing`.
pub fn read_year(values: &Values, name: &str) -> Result<i32, Problem> {
    read_optional_year(values, name)?
        .ok_or_else(|| Problem::invalid("field_missing").at_field(name))
}

/// The year typed in a field, if any. Fails with `year_invalid`.
pub fn read_optional_year(values: &Values, name: &str) -> Result<Option<i32>, Problem> {
    year_in(values.text(name)).map_err(|problem| problem.at_field(name))
}

/// A year in a cell, if any. Fails with `year_invalid`.
fn year_in(text: &str) -> Result<Option<i32>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    parse_year(text).map(Some)
}

pub fn confirmation(values: &Values) -> Confirmation {
    Confirmation::from_checkbox(values.checked("confirmed"))
}

/// The form again. What is wrong leads to the field it belongs to, and when there are warnings
/// that nobody has confirmed a checkbox to do so is added.
pub fn refuse(
    mut page: FormPage,
    values: Values,
    mut problems: Problems,
    field_of: impl Fn(&str) -> String,
) -> PageResult {
    if problems
        .0
        .iter()
        .any(|problem| problem.code == "warnings_unconfirmed")
    {
        let label = page.ui.t("warnings-confirm");
        page.form = page
            .form
            .field(Field::new("confirmed", label, FieldKind::Checkbox).required())
            .confirming();
    }
    for problem in &mut problems.0 {
        if problem
            .place
            .field
            .as_deref()
            .is_some_and(|path| is_cell(&page.form, path))
        {
            continue;
        }
        let is_known = |name: &String| page.form.field_named(name).is_some();
        let exact = problem.place.field.as_deref().map(with_points);
        let exact = exact.filter(|name| name.contains('.') && is_known(name));
        let field = exact.or_else(|| problem.place.field.as_deref().map(&field_of));
        problem.place.field = field.filter(is_known);
    }
    page.refuse(values, problems)
}

/// Whether `printed[3].amount` (or `printed.3.amount`) is a cell of one of the form's tables.
fn is_cell(form: &Form, path: &str) -> bool {
    let path = with_points(path);
    let parts: Vec<&str> = path.split('.').collect();
    let [table, row, column] = parts.as_slice() else {
        return false;
    };
    row.parse::<usize>().is_ok()
        && form
            .fields
            .iter()
            .filter(|field| field.name == *table)
            .any(|field| {
                matches!(&field.kind, FieldKind::Rows { columns, .. }
                if columns.iter().any(|known| known.name == *column))
            })
}

/// `lines[3].amount` → `lines.3.amount`, as forms have it.
fn with_points(path: &str) -> String {
    path.replace('[', ".").replace(']', "")
}

/// `lines[3].amount` → `lines`.
pub fn outermost(path: &str) -> String {
    path.split(['[', '.']).next().unwrap_or_default().to_owned()
}

/// A page that asks whether something is to be taken away.
pub fn removal(ui: Ui, heading: String, lead: String, to: &str, back: &str, seen: i64) -> FormPage {
    let form = Form::new(to, ui.t("economy-remove"))
        .seen(seen)
        .cancel(back)
        .danger();
    FormPage::new(ui, heading, form).lead(lead)
}
