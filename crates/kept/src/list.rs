//! Which stretch of a list is asked for.

use crate::{Facts, Stored};
use samverk_fields::{FieldKey, FieldKind, Form};
use samverk_foundation::Problem;

/// Without anything asked for it is the whole list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// Choices, by their codes.
    pub filters: Vec<(FieldKey, String)>,
    pub after: Option<Stored>,
    pub offset: u64,
    pub limit: Option<u64>,
}

/// The filters that stand in a query, by whatever name the field has there.
pub(crate) fn filters<'q>(
    facts: &Facts,
    form: &Form,
    asked: impl Fn(&FieldKey) -> &'q str,
) -> Result<Vec<(FieldKey, String)>, Problem> {
    let mut filters = Vec::new();
    for field in facts.list.filters {
        let code = asked(field);
        if code.is_empty() {
            continue;
        }
        let question = form.find(field.as_str()).map(|question| &question.kind);
        let Some(FieldKind::Choice(choices)) = question else {
            continue;
        };
        if !choices.has(code) {
            let unknown = Problem::invalid("choice_invalid").with("value", code);
            return Err(unknown.at_field(field.as_str()));
        }
        filters.push((field.clone(), code.to_owned()));
    }
    Ok(filters)
}
