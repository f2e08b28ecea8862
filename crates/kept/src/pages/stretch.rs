//! Which stretches of the list a page or a file holds.

use super::Visit;
use super::columns::{COLUMNS, shown};
use super::visit::AFTER;
use crate::list::{Asked, SORT, Sorted, filters};
use crate::sight::{Filterable, filterable};
use crate::{Ground, Stored, store};
use samverk_database::Tx;
use samverk_fields::{ChoiceOption, FieldKey, FieldKind};
use samverk_foundation::{Key, Language, Problem, format_integer};

/// So many stand on a page.
const PAGE: u64 = 200;

/// So many are counted; beyond them one reads that there are more.
const COUNTED: u64 = 1_000;

/// What is looked for in the texts of the list.
pub(super) const WORDS: &str = "sok";

/// Whether the address asks for less than the whole list.
pub(super) fn is_part(visit: &Visit) -> bool {
    let filters = visit.facts().list.filters;
    let mut asked = filters.iter().map(FieldKey::as_str).chain([AFTER, WORDS]);
    asked.any(|name| visit.values.is_set(name))
}

/// What the address asks for, but for where the list goes on, as the beginning of a query:
/// `kind=need&ordning=-title&`.
pub(super) fn query(visit: &Visit, without: &[&str]) -> String {
    let filters = visit.facts().list.filters.iter().map(FieldKey::as_str);
    let names = filters.chain([WORDS, SORT]);
    let columns = shown(visit).written();
    let columns = columns.filter(|_| !without.contains(&COLUMNS));
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in names.filter(|name| !without.contains(name) && visit.values.is_set(name)) {
        query.append_pair(name, visit.values.text(name));
    }
    if let Some(columns) = columns {
        query.append_pair(COLUMNS, &columns);
    }
    match query.finish() {
        asked if asked.is_empty() => asked,
        asked => asked + "&",
    }
}

/// Whether the reader always sees what the field says.
pub(super) fn is_seen(visit: &Visit, at: &dyn Ground, field: &FieldKey) -> bool {
    matches!(filterable(visit.kind, at, field), Filterable::Always)
}

/// The order that the address asks for. Fails with `choice_invalid`, also for what the reader does
/// not always see.
pub(super) fn sorted(visit: &Visit, at: &dyn Ground) -> Result<Option<Sorted>, Problem> {
    let sorted = Sorted::read(&visit.facts(), visit.values.text(SORT))?;
    if let Some(sorted) = &sorted
        && !is_seen(visit, at, &sorted.field)
    {
        let unknown = Problem::invalid("choice_invalid").with("value", &sorted.field);
        return Err(unknown.at_field(SORT));
    }
    Ok(sorted)
}

/// What is read of the list for one table.
pub(super) struct Stretch {
    pub(super) name: String,
    pub(super) heading: Option<String>,
    pub(super) caption: String,
    /// The choice by which it is a part of the list.
    pub(super) part: Option<(FieldKey, String)>,
    pub(super) rows: Vec<Stored>,
    /// There are more than these.
    pub(super) is_cut: bool,
}

impl Stretch {
    /// Where the list goes on.
    pub(super) fn more(&self, visit: &Visit, at: &dyn Ground) -> Option<String> {
        let last = self.rows.last().filter(|_| self.is_cut)?;
        let part = self.part.as_ref();
        let without: Vec<&str> = part.iter().map(|(field, _)| field.as_str()).collect();
        let part = part.map(|(field, code)| format!("{}={code}&", field.as_str()));
        let (part, asked) = (part.unwrap_or_default(), query(visit, &without));
        let list = visit.list_href(at);
        Some(format!("{list}?{part}{asked}{AFTER}={}", last.key))
    }
}

/// The whole list or a page of it, in one stretch or in one for each choice of the field that parts it.
/// For a file each is read to its end.
pub(super) async fn stretches(
    visit: &Visit,
    tx: &Tx,
    at: &dyn Ground,
    is_file: bool,
) -> Result<Vec<Stretch>, Problem> {
    let (facts, form) = (visit.facts(), visit.kind.form());
    let said = |field: &FieldKey| Some(visit.values.text(field.as_str()));
    let filters = filters(&facts, form, |field| {
        said(field).filter(|code| !code.is_empty())
    })?;
    let after = match is_file {
        true => None,
        false => visit.after(tx, at).await?,
    };
    let sorted = sorted(visit, at)?;
    let words = visit.values.text(WORDS).trim();
    let is_searched = !facts.keeping.searched.is_empty();
    let words = (is_searched && !words.is_empty()).then(|| words.to_owned());
    let mut stretches = empty_stretches(visit);
    for stretch in &mut stretches {
        let is_other = |(field, code): &(FieldKey, String)| {
            let asked = filters.iter().find(|(asked, _)| asked == field);
            asked.is_some_and(|(_, asked)| asked != code)
        };
        if stretch.part.as_ref().is_some_and(is_other) {
            continue;
        }
        // A file is of one table.
        if is_file && visit.values.text("tabell") != stretch.name {
            continue;
        }
        let part = stretch.part.iter().filter(|part| !filters.contains(part));
        let asked = Asked {
            filters: filters.iter().chain(part).cloned().collect(),
            part: words.clone(),
            sorted: sorted.clone(),
            after: after.clone(),
            offset: 0,
            // One more tells whether there are more.
            limit: (!is_file).then_some(PAGE + 1),
        };
        let mut rows = store::list(tx, visit.kind, at, &asked).await?;
        stretch.is_cut = !is_file && rows.len() as u64 > PAGE;
        if stretch.is_cut {
            rows.pop();
        }
        if !is_file {
            let number = store::count_some(tx, visit.kind, at, &asked, COUNTED + 1).await?;
            stretch.count(visit, number, asked.after.is_some());
        }
        stretch.rows = rows;
    }
    Ok(stretches)
}

impl Stretch {
    /// Says in the caption how many there are in all, as far as they are counted.
    fn count(&mut self, visit: &Visit, number: u64, is_continued: bool) {
        let (counted, more) = (number.min(COUNTED), if number > COUNTED { "+" } else { "" });
        let counted = format_integer(counted.try_into().unwrap_or(i64::MAX));
        let caption = format!("{} ({counted}{more})", self.caption);
        self.caption = match is_continued {
            true => visit.ui.t1("kept-continued", "heading", caption),
            false => caption,
        };
    }
}

pub(super) fn empty_stretches(visit: &Visit) -> Vec<Stretch> {
    let facts = visit.facts();
    let parted = facts.list.parted.as_ref();
    let parted = parted.and_then(|field| visit.kind.form().find(field.as_str()));
    let stretch = |key: &str, part: Option<(FieldKey, String)>| {
        let words = visit.ui.t(key);
        Stretch {
            name: Key::from_name(&swedish(visit, key)).to_string(),
            heading: part.is_some().then(|| words.clone()),
            caption: words,
            part,
            rows: Vec::new(),
            is_cut: false,
        }
    };
    match parted.map(|question| (question, &question.kind)) {
        Some((question, FieldKind::Choice(choices))) => {
            let choices = choices.0.iter();
            let part = |choice: &ChoiceOption| {
                let code = choice.code.as_ref();
                let key = format!("{}-{}-{code}-many", facts.code, question.key.as_str());
                let part = (question.key.clone(), code.to_owned());
                stretch(&key.replace('_', "-"), Some(part))
            };
            choices.map(part).collect()
        }
        _ => vec![stretch(&facts.text("tab"), None)],
    }
}

/// Names in addresses and of files are Swedish, whichever language the reader has.
fn swedish(visit: &Visit, key: &str) -> String {
    visit.state.texts.get(Language::Sv, key, &[])
}
