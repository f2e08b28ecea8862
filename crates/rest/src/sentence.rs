//! What a client reads about a problem, in its language.

use crate::problem::pointer;
use samverk_foundation::{Language, Problem};
use samverk_web::Texts;

/// The API's own sentence when there is one; else the one that people read on the pages.
pub fn sentence(texts: &Texts, language: Language, problem: &Problem) -> String {
    let own = format!("api-problem-{}", problem.code.replace('_', "-"));
    match texts.has(language, &own) {
        true => texts.get(language, &own, &[]),
        false => {
            let reasoned = reasoned(texts, language, problem);
            reasoned.unwrap_or_else(|| texts.problem(language, &as_in_body(problem)))
        }
    }
}

/// With the field's name in the body, where the sentence tells it.
fn as_in_body(problem: &Problem) -> Problem {
    let name = problem.place.field.as_deref().map(pointer);
    let name = name.and_then(|pointer| Some(pointer.rsplit_once('/')?.1.to_owned()));
    match name.filter(|_| problem.code == "field_missing") {
        Some(name) => problem.clone().at_field(&name),
        None => problem.clone(),
    }
}

/// What is wrong with a field or a parameter, which a `Reason` has told.
fn reasoned(texts: &Texts, language: Language, problem: &Problem) -> Option<String> {
    let values = problem.values.iter();
    let value = |name: &str| values.clone().find(|(known, _)| *known == name);
    let ((_, reason), (_, place)) = (value("reason")?, value("place")?);
    let told = value("told").map(|(_, code)| format!("problem-{}", code.replace('_', "-")));
    let key = match told {
        Some(told) if texts.has(language, &told) => told,
        Some(_) => "api-reason-not-understood".to_owned(),
        None => format!("api-reason-{}", reason.replace('_', "-")),
    };
    let name = problem.place.field.as_deref().unwrap_or_default();
    let name = match problem.code {
        "body_invalid" => pointer(name),
        _ => name.to_owned(),
    };
    let place = texts.get(language, &format!("api-place-{place}"), &[("name", &name)]);
    let others = values.map(|(name, value)| (*name, value.as_str()));
    let others = others.filter(|(name, _)| *name != "place");
    let all: Vec<_> = others.chain([("place", place.as_str())]).collect();
    Some(texts.get(language, &key, &all))
}

#[cfg(test)]
#[path = "sentence_tests.rs"]
mod tests;
