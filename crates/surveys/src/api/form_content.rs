//! A form as the API tells and takes it: as it is kept, with names in camel case.

use samverk_fields::{Form, Section, below};
use samverk_foundation::{Problem, Problems};
use samverk_rest::Reason;
use serde_json::{Map, Value as Json};
use serde_path_to_error::{Path, Segment};

/// What an answer has beside the sections, so that it can be sent back as it was read.
const BESIDE: [&str; 4] = ["version", "edition", "sentAt", "changes"];

pub(super) fn sections(form: &Form) -> Result<Json, Problem> {
    let kept = serde_json::to_value(&form.sections).map_err(Problem::internal)?;
    Ok(renamed(kept, &camel))
}

/// Fails with `body_invalid`, at its place.
pub(super) fn form(body: &Json) -> Result<Form, Problems> {
    let Json::Object(fields) = body else {
        return Err(Reason::Missing.in_body("/sections").into());
    };
    let is_known = |name: &String| name == "sections" || BESIDE.contains(&name.as_str());
    let unknown = fields.keys().filter(|name| !is_known(name));
    let unknown =
        unknown.map(|name| Reason::Unknown(vec!["sections".to_owned()]).in_body(&below("", name)));
    unknown.collect::<Problems>().or(())?;
    let sections = fields.get("sections");
    let sections = sections.ok_or_else(|| Reason::Missing.in_body("/sections"))?;
    let kept = renamed(sections.clone(), &snake);
    let read: Result<Vec<Section>, _> = serde_path_to_error::deserialize(&kept);
    let sections = read.map_err(|error| misread(error.path()))?;
    let mut form = Form::of(Vec::new());
    form.sections = sections;
    Ok(form)
}

fn misread(path: &Path) -> Problem {
    let named = path.iter().filter_map(|segment| match segment {
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Map { key } => Some(camel(key)),
        Segment::Enum { variant } => Some(camel(variant)),
        Segment::Unknown => None,
    });
    let place = named.fold("/sections".to_owned(), |place, name| below(&place, &name));
    Reason::NotUnderstood.in_body(&place)
}

/// Problems in the form at where the question or section stands in the body.
pub(super) fn placed(form: &Form, problems: Problems) -> Problems {
    let placed = problems.0.into_iter().map(|problem| {
        let place = problem.place.field.as_deref().unwrap_or_default();
        let place = place_of(form, place.split('.').next().unwrap_or_default());
        problem.at_field(&place)
    });
    placed.collect()
}

fn place_of(form: &Form, key: &str) -> String {
    for (number, section) in form.sections.iter().enumerate() {
        let mut questions = section.questions.iter();
        if let Some(place) = questions.position(|one| one.key.as_str() == key) {
            return format!("/sections/{number}/questions/{place}");
        }
        if section.key.as_str() == key {
            return format!("/sections/{number}");
        }
    }
    "/sections".to_owned()
}

fn renamed(value: Json, name: &impl Fn(&str) -> String) -> Json {
    match value {
        Json::Object(fields) => {
            let fields = fields.into_iter();
            let fields = fields.map(|(key, value)| (name(&key), renamed(value, name)));
            Json::Object(fields.collect::<Map<_, _>>())
        }
        Json::Array(items) => items.into_iter().map(|item| renamed(item, name)).collect(),
        other => other,
    }
}

fn camel(snake: &str) -> String {
    let mut is_first_of_word = false;
    let mut camel = String::with_capacity(snake.len());
    for character in snake.chars() {
        match character {
            '_' => is_first_of_word = true,
            other if is_first_of_word => {
                camel.push(other.to_ascii_uppercase());
                is_first_of_word = false;
            }
            other => camel.push(other),
        }
    }
    camel
}

fn snake(camel: &str) -> String {
    let mut snake = String::with_capacity(camel.len() + 4);
    for character in camel.chars() {
        if character.is_ascii_uppercase() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_comes_back_as_it_was() {
        for ready in crate::ready::ALL {
            let ready = crate::ready::form(ready.code).unwrap();
            let body = serde_json::json!({ "sections": sections(&ready).unwrap() });
            assert!(
                !body.to_string().contains("\"yes_no\":"),
                "names are in camel case"
            );
            assert_eq!(form(&body).unwrap(), ready);
        }
    }

    #[test]
    fn what_is_misread_has_its_place() {
        let body = serde_json::json!({ "sections": [
            { "key": "bas", "questions": [{ "key": "a", "label": { "said": { "sv": "A" } }, "kind": "lines", "colour": 1 }] },
        ] });
        let wrong = form(&body).unwrap_err();
        let place = wrong.0[0].place.field.as_deref();
        assert_eq!(wrong.0[0].code, "body_invalid");
        assert!(
            place.unwrap().starts_with("/sections/0/questions/0"),
            "{place:?}"
        );
    }
}
