//! Which stretch of a list is asked for.

use crate::{Facts, Pages, Stored};
use samverk_fields::{FieldKey, FieldKind, Form};
use samverk_foundation::Problem;

/// Without anything asked for it is the whole list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    /// Choices by their codes, keys and whole texts.
    pub filters: Vec<(FieldKey, String)>,
    /// A part of the texts by which lists are searched.
    pub part: Option<String>,
    /// In place of the list's own order.
    pub sorted: Option<Sorted>,
    pub after: Option<Stored>,
    pub offset: u64,
    pub limit: Option<u64>,
}

impl Pages {
    /// Addresses that people have saved with these names are read as if they had the new ones.
    #[must_use]
    pub const fn formerly(self, formerly: &'static [(&'static str, &'static str)]) -> Self {
        Self { formerly, ..self }
    }
}

/// A column by which a list is sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sorted {
    pub field: FieldKey,
    pub descending: bool,
}

impl Sorted {
    /// As an address says it: the field, with a hyphen before it for the other way.
    pub fn read(facts: &Facts, asked: &str) -> Result<Option<Self>, Problem> {
        if asked.is_empty() {
            return Ok(None);
        }
        let (descending, name) = match asked.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, asked),
        };
        let mut known = facts.sorted().into_iter();
        let field = known.find(|field| field.as_str() == name);
        let unknown = || Problem::invalid("choice_invalid").with("value", name);
        let field = field.ok_or_else(|| unknown().at_field(SORT))?;
        Ok(Some(Self { field, descending }))
    }

    pub fn written(&self) -> String {
        let way = if self.descending { "-" } else { "" };
        format!("{way}{}", self.field.as_str())
    }
}

/// The name of the order in addresses.
pub(crate) const SORT: &str = "ordning";

/// Asked for in place of a key or a text that says nothing: neither ever looks so.
pub(crate) const NOTHING: &str = "-";

/// What a filter asks for and cannot be chosen.
pub(crate) struct Unchoosable {
    pub field: FieldKey,
    pub code: String,
    /// What can be chosen.
    pub codes: Vec<String>,
}

/// The filters that stand in a query, by whatever name the field has there.
pub(crate) fn filters<'q>(
    facts: &Facts,
    form: &Form,
    asked: impl Fn(&FieldKey) -> Option<&'q str>,
) -> Result<Vec<(FieldKey, String)>, Unchoosable> {
    let mut filters = Vec::new();
    for field in facts.list.filters {
        let question = form.find(field.as_str()).map(|question| &question.kind);
        let (Some(question), Some(code)) = (question, asked(field)) else {
            continue;
        };
        let (field, code) = (field.clone(), code.to_owned());
        match question {
            FieldKind::Choice(choices) if !choices.has(&code) => {
                let codes = choices.codes().into_iter().map(str::to_owned).collect();
                return Err(Unchoosable { field, code, codes });
            }
            FieldKind::Choice(_) | FieldKind::Line | FieldKind::Keyed => {
                filters.push((field, code));
            }
            _ => {}
        }
    }
    Ok(filters)
}

impl From<Unchoosable> for Problem {
    fn from(asked: Unchoosable) -> Self {
        let problem = Self::invalid("choice_invalid").with("value", asked.code);
        problem.at_field(asked.field.as_str())
    }
}
