//! What a plan's text must be like before it is saved. All that is wrong is told at once.

use super::{GoalNames, GoalRef, PlanContent};
use samverk_foundation::text::TEXT_MAX;
use samverk_foundation::{Key, Problem, Problems};
use std::collections::BTreeSet;

const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;

/// Words that are addresses of their own and so cannot be keys.
const RESERVED: [&str; 1] = ["ny"];

/// Fails with `key_reserved`.
pub(crate) fn check_key(key: &Key) -> Result<(), Problem> {
    match RESERVED.contains(&key.as_str()) {
        true => Err(Problem::invalid("key_reserved")
            .with("value", key)
            .at_field("key")),
        false => Ok(()),
    }
}

/// Fails with `field_missing` or `text_too_long`.
pub(crate) fn check_text(field: &str, text: &str, required: bool) -> Result<(), Problem> {
    if required && text.trim().is_empty() {
        return Err(Problem::invalid("field_missing").at_field(field));
    }
    if text.chars().count() > TEXT_MAX {
        return Err(Problem::invalid("text_too_long")
            .with("max", TEXT_MAX)
            .at_field(field));
    }
    Ok(())
}

/// The same of a text that is marked up. Fails also with `picture_without_alt`.
fn check_marked(field: &str, text: &str) -> Result<(), Problem> {
    check_text(field, text, false)?;
    let pictures = samverk_prose::pictures(text);
    match pictures.iter().find(|picture| picture.alt.is_empty()) {
        Some(picture) => Err(Problem::invalid("picture_without_alt")
            .with("line", picture.line)
            .with("name", &picture.name)
            .at_field(field)),
        None => Ok(()),
    }
}

/// Fails with `catalogue_goal_unknown` at the first reference that no catalogue has.
fn known(references: &[GoalRef], names: &GoalNames) -> Result<(), Problem> {
    match references.iter().find(|reference| !names.has(reference)) {
        Some(unknown) => Err(Problem::invalid("catalogue_goal_unknown").with("value", unknown)),
        None => Ok(()),
    }
}

/// `groups` are the keys of the collaboration's groups. The problems' fields are
/// `focus_area.<key>`, `goal.<key>` and `goal.<key>.<year>`, or the field of the text.
pub fn check_content(
    content: &PlanContent,
    names: &GoalNames,
    groups: &BTreeSet<Key>,
) -> Result<(), Problems> {
    let mut problems = Problems::default();
    check_texts(content, &mut problems);
    check_focus_areas(content, names, groups, &mut problems);
    check_goals(content, names, &mut problems);
    problems.or(())
}

fn check_texts(content: &PlanContent, problems: &mut Problems) {
    for (field, text) in [
        ("summary", &content.summary),
        ("vision", &content.vision),
        ("note", &content.note),
    ] {
        problems.keep(check_marked(field, text));
    }
    for value in &content.values {
        problems.keep(check_text("values", &value.name, true));
        problems.keep(check_marked("values", &value.text));
    }
    for (field, list) in [
        ("sections", &content.sections),
        ("appendices", &content.appendices),
    ] {
        for chapter in list {
            problems.keep(check_text(field, &chapter.title, true));
            problems.keep(check_marked(field, &chapter.text));
        }
    }
}

fn check_focus_areas(
    content: &PlanContent,
    names: &GoalNames,
    groups: &BTreeSet<Key>,
    problems: &mut Problems,
) {
    let mut seen = BTreeSet::new();
    for area in &content.focus_areas {
        let field = format!("focus_area.{}", area.key);
        let mut keep = |result: Result<(), Problem>| {
            problems.keep(result.map_err(|problem| problem.at_field(&field)));
        };
        keep(check_key(&area.key));
        keep(check_text("name", &area.name, true));
        keep(check_marked("purpose", &area.purpose));
        keep(known(&area.catalogue_goals, names));
        if !seen.insert(&area.key) {
            keep(Err(
                Problem::invalid("focus_area_repeated").with("key", &area.key)
            ));
        }
        if let Some(group) = area
            .leadership_group
            .as_ref()
            .filter(|key| !groups.contains(*key))
        {
            keep(Err(Problem::invalid("group_unknown").with("key", group)));
        }
    }
}

fn check_goals(content: &PlanContent, names: &GoalNames, problems: &mut Problems) {
    let mut seen = BTreeSet::new();
    for goal in &content.goals {
        let field = format!("goal.{}", goal.key);
        let mut wrong = |problem: Problem| problems.push(problem.at_field(&field));
        if let Err(problem) = check_key(&goal.key) {
            wrong(problem);
        }
        if !seen.insert(&goal.key) {
            wrong(Problem::invalid("goal_repeated").with("key", &goal.key));
        }
        if content.focus_area(goal.focus_area.as_str()).is_none() {
            wrong(Problem::invalid("focus_area_unknown").with("key", &goal.focus_area));
        }
        if goal.years.is_empty() {
            wrong(Problem::invalid("goal_without_year").with("key", &goal.key));
        }
        let mut years = BTreeSet::new();
        for text in &goal.years {
            let place = format!("{field}.{}", text.year);
            let mut keep = |result: Result<(), Problem>| {
                problems.keep(result.map_err(|problem| problem.at_field(&place)));
            };
            keep(check_text("text", &text.text, true));
            keep(known(&text.catalogue_goals, names));
            if !YEARS.contains(&text.year) {
                keep(Err(
                    Problem::invalid("year_invalid").with("value", text.year)
                ));
            }
            if !years.insert(text.year) {
                keep(Err(
                    Problem::invalid("goal_year_repeated").with("year", text.year)
                ));
            }
        }
    }
}
