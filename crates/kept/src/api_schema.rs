//! How a kind is described in the API: names, shapes, examples, parameters.

use crate::{AnyKind, Entry, Facts, KEY};
use chrono::NaiveDate;
use samverk_fields::{FieldKey, FieldKind, Form, json_schema, to_json};
use samverk_foundation::interned;
use samverk_rest::Shape;
use schemars::Schema;
use serde_json::{Map, Value as Json, json};

/// What the kind is called in addresses and in the description.
pub(crate) struct Names {
    /// The name in the path: `need`.
    pub part: &'static str,
    pub view: &'static str,
    pub content: &'static str,
    /// `a need`
    pub one: &'static str,
    pub list: &'static str,
    pub get: &'static str,
    pub put: &'static str,
    pub delete: &'static str,
}

impl Names {
    pub fn of(facts: &Facts) -> Self {
        let one = capital(&FieldKey::of(facts.called()).camel());
        let words = facts.api.plural.split('-').map(capital);
        let many: String = words.collect();
        Self {
            part: facts.part(),
            view: interned(&one),
            content: interned(format!("{one}Content")),
            one: facts.api.one[1],
            list: interned(format!("list{many}")),
            get: interned(format!("get{one}")),
            put: interned(format!("put{one}")),
            delete: interned(format!("delete{one}")),
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// How one looks when it is read, and what can be said of it.
pub(crate) struct Shapes {
    pub view: Shape,
    pub content: Shape,
    /// The same with the key, for what is new.
    pub new: Shape,
}

impl Shapes {
    pub fn of(kind: &dyn AnyKind, names: &Names) -> Self {
        let mut content = json_schema(kind.form());
        let choices = name_choices(kind, names, &mut content);
        let example = example(kind);
        let mut new = content.clone();
        let key = json!({
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$",
            "example": "jonkopings-kommun",
        });
        if let Some(properties) = new["properties"].as_object_mut() {
            let others = std::mem::take(properties);
            properties.insert(KEY.camel(), key);
            properties.extend(others);
        }
        let mut view = new.clone();
        view["required"] = required(&view);
        let needed = content["required"].as_array().into_iter().flatten();
        let needed = needed.cloned();
        new["required"] = std::iter::once(Json::from(KEY.camel()))
            .chain(needed)
            .collect();
        new["description"] = interned(format!("What adds {}.", names.one)).into();
        view["description"] = kind.about().into();
        content["description"] = interned(format!("What can be said of {}.", names.one)).into();
        if let Some(fields) = view.as_object_mut() {
            fields.shift_remove("additionalProperties");
        }
        let facts = kind.facts();
        let mut shown = Map::new();
        shown.insert("key".to_owned(), facts.api.example.into());
        if let Some(fields) = example.as_object() {
            shown.extend(fields.clone());
        }
        let new_name = interned(format!("New{}", names.view));
        Self {
            new: Shape::described(new_name, &new, Json::Object(shown.clone())).naming(&choices),
            view: Shape::described(names.view, &view, Json::Object(shown)).naming(&choices),
            content: Shape::described(names.content, &content, example).naming(&choices),
        }
    }
}

/// Lets the closed lists and the rows of the fields stand under names of their own: `NeedKind`.
fn name_choices(
    kind: &dyn AnyKind,
    names: &Names,
    content: &mut Json,
) -> Vec<(&'static str, Json)> {
    let mut named = Vec::new();
    for question in kind.form().questions() {
        if let FieldKind::Rows { of, .. } = &question.kind {
            let name = interned(format!("{}{}", names.view, capital(&of.one)));
            let items = &mut content["properties"][question.key.camel()]["items"];
            let row = std::mem::replace(
                items,
                json!({ "$ref": format!("#/components/schemas/{name}") }),
            );
            named.push((name, row));
        }
        let FieldKind::Choice(choices) = &question.kind else {
            continue;
        };
        let field = question.key.camel();
        let of_view = || interned(format!("{}{}", names.view, capital(&field)));
        let name = question.list.unwrap_or_else(of_view);
        let list = json!({
            "type": "string",
            "enum": choices.codes(),
            "description": question.about,
        });
        if question.is_required() {
            content["properties"][field] =
                json!({ "$ref": format!("#/components/schemas/{name}") });
            named.push((name, list));
        }
    }
    named
}

/// Answers have every field.
fn required(view: &Json) -> Json {
    let properties = view["properties"].as_object();
    let names = properties.into_iter().flat_map(Map::keys);
    names.cloned().map(Json::from).collect()
}

/// What can be said of one, of the questions' own examples.
pub fn example(kind: &dyn AnyKind) -> Json {
    let mut whole = kind.form().clone();
    let questions = whole.sections.iter_mut();
    // Rows apart have no cell, but an example like the others.
    for question in questions.flat_map(|section| &mut section.questions) {
        question.apart = None;
    }
    let form = &whole;
    let said = |name: &str| {
        let is_elsewhere =
            |one: &&samverk_fields::Question| kind.facts().keeping.elsewhere.contains(&one.key);
        // What only pages of the domain's own ask for depends on what else is said.
        let question = form.find(name).filter(|one| !is_elsewhere(one));
        let example = question.and_then(|question| question.example.as_deref());
        let first = question.and_then(|question| match &question.kind {
            FieldKind::Choice(choices) => choices.codes().first().map(|code| (*code).to_owned()),
            _ => None,
        });
        example.map(str::to_owned).or(first).unwrap_or_default()
    };
    let record = samverk_fields::from_cells(form, &said);
    // With what follows from it, as it is read back.
    let entry = Entry {
        today: NaiveDate::default(),
        is_restored: false,
    };
    record
        .map(|record| to_json(form, &kind.complete(record, None, entry)))
        .unwrap_or_default()
}

/// The filters as parameters.
pub(crate) fn query_schema(facts: &Facts, form: &Form) -> Schema {
    let mut properties = Map::new();
    for field in facts.list.filters {
        let question = form.find(field.as_str());
        let Some(question) = question else { continue };
        let mut parameter = json!({ "type": "string" });
        match &question.kind {
            FieldKind::Choice(choices) => parameter["enum"] = choices.codes().into(),
            FieldKind::Line | FieldKind::Keyed => {}
            _ => continue,
        }
        parameter["description"] = question.about.as_ref().into();
        properties.insert(field.camel(), parameter);
    }
    if !facts.keeping.searched.is_empty() {
        let about = "En del av namnet. / A part of the name.";
        let search = json!({ "type": "string", "description": about });
        properties.insert(SEARCH.to_owned(), search);
    }
    let mut schema = Schema::default();
    schema.insert("properties".to_owned(), Json::Object(properties));
    schema
}

/// The parameter for a part of the texts by which lists are searched.
pub(crate) const SEARCH: &str = "search";
