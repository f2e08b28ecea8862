//! What is kept of people: which fields are personal data and why, and where somebody is named, for who
//! asks to have it removed or corrected.

use crate::search::href;
use crate::{AnyKind, Stored, store};
use samverk_database::Tx;
use samverk_fields::{FieldKey, FieldKind, Question, Words};
use samverk_foundation::{Key, Problem};
use serde_json::Value as Json;
use uuid::Uuid;

/// A field that is personal data.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonalField {
    pub kind: &'static str,
    pub field: FieldKey,
    /// Why it is asked for.
    pub why: Words,
}

/// Something that names somebody in a field that is personal data.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedIn {
    pub kind: &'static str,
    pub id: Uuid,
    /// What it hangs on.
    pub ground: Uuid,
    pub key: Key,
    /// What people call it.
    pub name: String,
    pub fields: Vec<FieldKey>,
}

/// Why a field keeps personal data, itself or in a column of its rows.
fn why(one: &Question) -> Option<Words> {
    let columns = personal_columns(one).into_iter();
    one.personal
        .clone()
        .or_else(|| columns.filter_map(|column| column.personal.clone()).next())
}

fn personal_columns(one: &Question) -> Vec<&Question> {
    match &one.kind {
        FieldKind::Rows { columns, .. } => {
            let columns = columns.iter();
            columns.filter(|column| column.personal.is_some()).collect()
        }
        _ => Vec::new(),
    }
}

/// All personal data of the kinds.
pub fn personal_fields(kinds: &[&dyn AnyKind]) -> Vec<PersonalField> {
    let of_kind = |kind: &&dyn AnyKind| {
        let code = kind.facts().code;
        let told = move |one: &Question| {
            Some(PersonalField {
                kind: code,
                field: one.key.clone(),
                why: why(one)?,
            })
        };
        kind.form().questions().filter_map(told).collect()
    };
    let of_kinds: Vec<Vec<PersonalField>> = kinds.iter().map(of_kind).collect();
    of_kinds.into_iter().flatten().collect()
}

/// All that names somebody by these words, in capital or small letters, whoever may see it: one statement
/// for each kind that keeps personal data.
pub async fn named_in(
    tx: &Tx,
    kinds: &[&dyn AnyKind],
    words: &str,
) -> Result<Vec<NamedIn>, Problem> {
    let words = words.trim().to_lowercase();
    let mut all = Vec::new();
    if words.is_empty() {
        return Ok(all);
    }
    for kind in kinds {
        let fields: Vec<FieldKey> = personal_fields(&[*kind])
            .into_iter()
            .map(|one| one.field)
            .collect();
        if fields.is_empty() {
            continue;
        }
        let found = store::saying(tx, *kind, &fields, &words).await?;
        let found = found.into_iter();
        let found = found.map(|one| named(*kind, fields.clone(), one, &words));
        // The database asks more widely than what is meant.
        all.extend(found.filter(|one| !one.fields.is_empty()));
    }
    Ok(all)
}

/// Which of the fields it is.
fn named(kind: &dyn AnyKind, mut fields: Vec<FieldKey>, one: Stored, words: &str) -> NamedIn {
    let told = samverk_fields::to_told(kind.form(), &one.record);
    fields.retain(|field| {
        let question = kind.form().find(field.as_str());
        let said = question.zip(told.get(field.as_str()));
        said.is_some_and(|(question, said)| says_of_people(question, said, words))
    });
    NamedIn {
        kind: kind.facts().code,
        id: one.id,
        ground: one.ground,
        name: kind.name(&one.record),
        key: one.key,
        fields,
    }
}

/// Whether what the field keeps of people has the words; of rows that is what stands in some columns only.
fn says_of_people(question: &Question, told: &Json, words: &str) -> bool {
    if question.personal.is_some() {
        return says(told, words);
    }
    let columns = personal_columns(question);
    let mut rows = told.as_array().into_iter().flatten();
    rows.any(|row| {
        let mut said = columns.iter().filter_map(|one| row.get(one.key.as_str()));
        said.any(|said| says(said, words))
    })
}

/// Whether a text in it has the words.
fn says(told: &Json, words: &str) -> bool {
    match told {
        Json::String(text) => text.to_lowercase().contains(words),
        Json::Array(all) => all.iter().any(|one| says(one, words)),
        Json::Object(fields) => fields.values().any(|one| says(one, words)),
        other => other.to_string().contains(words),
    }
}

/// The address of where a thing of the kind is read, corrected and removed.
pub async fn address_of(tx: &Tx, kind: &dyn AnyKind, id: Uuid) -> Result<Option<String>, Problem> {
    let Some(one) = store::find_by_id(tx, kind, id).await? else {
        return Ok(None);
    };
    let at = (kind.facts().ground.by_id)(tx, one.ground).await?;
    Ok(at.map(|at| at.href(&href(&kind.facts().pages, &one.key))))
}
