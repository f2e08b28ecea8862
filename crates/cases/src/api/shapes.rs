//! Schemas and examples of what has fields that are described, and others that are given.

use samverk_fields::{Form, from_json, json_schema, to_json};
use samverk_rest::Shape;
use serde_json::{Map, Value as Json};

pub(super) fn fields(all: Json) -> Map<String, Json> {
    match all {
        Json::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// The fields of the one and then of the other.
pub(super) fn both(one: Json, other: Json) -> Json {
    let mut all = fields(one);
    all.extend(fields(other));
    Json::Object(all)
}

/// What a client sends back as it read it, without what cannot be changed.
pub(super) fn without(mut body: Json, given: &Map<String, Json>) -> Json {
    if let Some(fields) = body.as_object_mut() {
        fields.retain(|name, _| !given.contains_key(name));
    }
    body
}

fn example(form: &Form) -> Json {
    let examples = form.questions().filter_map(|question| {
        let example = question.example.as_deref()?;
        Some((question.key.camel(), Json::from(example)))
    });
    let said = Json::Object(examples.collect());
    // Spelt out as it would be answered.
    match from_json(form, &said) {
        Ok(record) => to_json(form, &record),
        Err(_) => said,
    }
}

pub(super) fn content(form: &Form, (name, about): (&'static str, &str)) -> Shape {
    let mut schema = json_schema(form);
    schema["description"] = about.into();
    Shape::described(name, &schema, example(form))
}

pub(super) fn view(
    form: &Form,
    (name, about): (&'static str, &str),
    (given, of_one): (Map<String, Json>, Json),
) -> Shape {
    let mut schema = json_schema(form);
    schema["description"] = about.into();
    if let Some(properties) = schema["properties"].as_object_mut() {
        let said = std::mem::take(properties);
        properties.extend(given);
        properties.extend(said);
        let names: Vec<Json> = properties.keys().cloned().map(Json::from).collect();
        schema["required"] = names.into();
    }
    if let Some(fields) = schema.as_object_mut() {
        fields.shift_remove("additionalProperties");
    }
    Shape::described(name, &schema, both(of_one, example(form)))
}
