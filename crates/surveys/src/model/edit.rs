//! Building a form, one step at a time. What comes of a step is looked at by `check_form` before it is kept.

use samverk_fields::{Condition, FieldKey, Form, Question, Section, Words};
use samverk_foundation::{Key, Language, Problem};
use std::collections::BTreeSet;

/// Which way something is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// A key from what a question is called, that nothing is or was called before.
pub fn key_for(label: &str, used: &BTreeSet<FieldKey>) -> FieldKey {
    const STEM: usize = 30;
    let name = Key::from_name(label).as_str().replace('-', "_");
    let stem: String = name.chars().take(STEM).collect();
    let stem = match stem.starts_with(|c: char| c.is_ascii_lowercase()) {
        true => stem,
        false => format!("q_{stem}"),
    };
    let stem = stem.trim_end_matches('_').to_owned();
    let names = std::iter::once(stem.clone()).chain((2..).map(|n: u32| format!("{stem}_{n}")));
    let is_free = |key: &FieldKey| !used.iter().any(|one| one.camel() == key.camel());
    let mut keys = names.filter_map(|name| FieldKey::parse(&name).ok());
    let fallback = FieldKey::of("q");
    keys.find(is_free).unwrap_or(fallback)
}

/// The section in which a question stands.
pub fn section_of<'f>(form: &'f Form, question: &str) -> Option<&'f Section> {
    let has = |section: &&Section| {
        section
            .questions
            .iter()
            .any(|one| one.key.as_str() == question)
    };
    form.sections.iter().find(has)
}

/// A section in its place, or last.
pub fn put_section(form: &mut Form, section: Section) {
    match form.sections.iter_mut().find(|one| one.key == section.key) {
        Some(place) => *place = section,
        None => form.sections.push(section),
    }
}

/// A question in the place that it has, or last in the section. Fails with `not_found` without the section.
pub fn put_question(form: &mut Form, section: &str, question: Question) -> Result<(), Problem> {
    let mut all = form.sections.iter_mut().flat_map(|one| &mut one.questions);
    if let Some(place) = all.find(|one| one.key == question.key) {
        *place = question;
        return Ok(());
    }
    let mut sections = form.sections.iter_mut();
    let found = sections.find(|one| one.key.as_str() == section);
    found
        .ok_or_else(Problem::not_found)?
        .questions
        .push(question);
    Ok(())
}

/// Without a question. Fails with `question_governs` when others are shown after what it is answered.
pub fn remove_question(form: &mut Form, key: &str) -> Result<(), Problem> {
    let place = section_of(form, key)
        .ok_or_else(Problem::not_found)?
        .key
        .clone();
    if let Some(other) = governed(form, &[key]) {
        let governs = Problem::conflict("question_governs").with("other", other);
        return Err(governs.at_field(key));
    }
    for section in form.sections.iter_mut().filter(|one| one.key == place) {
        section.questions.retain(|one| one.key.as_str() != key);
    }
    Ok(())
}

/// Without a section and its questions. Fails as [`remove_question`] does.
pub fn remove_section(form: &mut Form, key: &str) -> Result<(), Problem> {
    let mut sections = form.sections.iter();
    let section = sections.find(|one| one.key.as_str() == key);
    let section = section.ok_or_else(Problem::not_found)?;
    let own: Vec<&str> = section
        .questions
        .iter()
        .map(|one| one.key.as_str())
        .collect();
    if let Some(other) = governed(form, &own) {
        return Err(Problem::conflict("question_governs").with("other", other));
    }
    form.sections.retain(|one| one.key.as_str() != key);
    Ok(())
}

/// What is shown after the answers to these, and is none of them.
fn governed(form: &Form, keys: &[&str]) -> Option<String> {
    let asks = |condition: &Condition| {
        let mut fields = condition.fields().into_iter();
        fields.any(|field| keys.contains(&field.as_str()))
    };
    let name = |words: &Words, key: &FieldKey| {
        let said = words.in_language(Language::Sv);
        said.unwrap_or(key.as_str()).to_owned()
    };
    let mut questions = form
        .questions()
        .filter(|one| !keys.contains(&one.key.as_str()));
    let question = questions.find(|one| asks(&one.shown));
    let of_question = question.map(|one| name(&one.label, &one.key));
    let mut sections = form.sections.iter();
    let section = sections.find(|one| asks(&one.shown));
    let of_section = section.map(|one| match &one.title {
        Some(title) => name(title, &one.key),
        None => one.key.to_string(),
    });
    of_question.or(of_section)
}

/// With a question or a section one step up or down; a question goes on into the next section. Fails with
/// `not_found`.
pub fn moved(form: &mut Form, key: &str, way: Direction) -> Result<(), Problem> {
    let sections = form.sections.len();
    if let Some(place) = form.sections.iter().position(|one| one.key.as_str() == key) {
        if let Some(other) = next(place, way, sections) {
            form.sections.swap(place, other);
        }
        return Ok(());
    }
    let find = |section: &Section| {
        section
            .questions
            .iter()
            .position(|one| one.key.as_str() == key)
    };
    let mut all = form.sections.iter().enumerate();
    let found = all.find_map(|(number, section)| Some((number, find(section)?)));
    let (number, place) = found.ok_or_else(Problem::not_found)?;
    let Some(section) = form.sections.get_mut(number) else {
        return Ok(());
    };
    if let Some(other) = next(place, way, section.questions.len()) {
        section.questions.swap(place, other);
        return Ok(());
    }
    let Some(other) = next(number, way, sections) else {
        return Ok(());
    };
    let question = section.questions.remove(place);
    if let Some(section) = form.sections.get_mut(other) {
        match way {
            Direction::Up => section.questions.push(question),
            Direction::Down => section.questions.insert(0, question),
        }
    }
    Ok(())
}

fn next(place: usize, way: Direction, count: usize) -> Option<usize> {
    match way {
        Direction::Up => place.checked_sub(1),
        Direction::Down => Some(place + 1).filter(|next| *next < count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use samverk_fields::FieldKind;

    fn section(key: &'static str, questions: &[&'static str]) -> Section {
        let question = |key: &&'static str| {
            let words = Words::said([(Language::Sv, format!("Fråga {key}"))]);
            Question::new(FieldKey::of(key), words, FieldKind::Line)
        };
        Section {
            key: FieldKey::of(key),
            title: None,
            help: None,
            shown: Condition::Always,
            questions: questions.iter().map(question).collect(),
        }
    }

    fn form() -> Form {
        let mut form = Form::of(Vec::new());
        form.sections = vec![section("one", &["a", "b"]), section("two", &["c"])];
        form
    }

    fn order(form: &Form) -> Vec<&str> {
        form.questions().map(|one| one.key.as_str()).collect()
    }

    #[test]
    fn a_question_goes_on_into_the_next_section() {
        let mut form = form();
        moved(&mut form, "b", Direction::Down).unwrap();
        assert_eq!(section_of(&form, "b").unwrap().key.as_str(), "two");
        assert_eq!(order(&form), ["a", "b", "c"]);
        moved(&mut form, "c", Direction::Down).unwrap();
        moved(&mut form, "c", Direction::Up).unwrap();
        assert_eq!(order(&form), ["a", "c", "b"]);
        moved(&mut form, "two", Direction::Up).unwrap();
        assert_eq!(order(&form), ["c", "b", "a"]);
        assert!(moved(&mut form, "x", Direction::Up).is_err());
    }

    #[test]
    fn what_others_hang_on_is_not_removed() {
        let mut form = form();
        form.sections[1].questions[0].shown = Condition::Said(FieldKey::of("a"));
        let refused = remove_question(&mut form, "a").unwrap_err();
        assert_eq!(refused.code, "question_governs");
        assert_eq!(refused.values, [("other", "Fråga c".to_owned())]);
        assert_eq!(
            remove_section(&mut form, "one").unwrap_err().code,
            "question_governs"
        );
        remove_question(&mut form, "c").unwrap();
        remove_section(&mut form, "one").unwrap();
        assert_eq!(order(&form), Vec::<&str>::new());
    }

    #[test]
    fn a_key_is_new_for_life() {
        let used = BTreeSet::from([FieldKey::of("antal_servrar"), FieldKey::of("q_24")]);
        assert_eq!(key_for("Antal servrar?", &used).as_str(), "antal_servrar_2");
        assert_eq!(key_for("24/7", &used).as_str(), "q_24_7");
        let long = "Hur många av era medarbetare arbetar med digitalisering?";
        assert!(key_for(long, &used).as_str().len() <= 40);
    }
}
