//! What the domain's forms have in common.

use crate::PlanScope;
use crate::catalogues::{CatalogueGoal, HeldCatalogue};
use crate::model::{GoalNames, GoalRef};
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_web::{
    Choice, Field, FieldKind, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

/// Commits and goes to the address, or shows the form again with what is wrong.
pub(super) async fn finish(
    tx: Tx,
    saved: Result<String, Problems>,
    page: FormPage,
    values: Values,
    notice: &str,
) -> PageResult {
    match saved {
        Ok(href) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&href, notice))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

pub(super) fn text(ui: &Ui, name: &'static str, key: &str) -> Field {
    with_hint(ui, Field::new(name, ui.t(key), FieldKind::Text), key)
}

pub(super) fn long(ui: &Ui, name: &'static str, key: &str, rows: u8) -> Field {
    with_hint(
        ui,
        Field::new(name, ui.t(key), FieldKind::LongText { rows }),
        key,
    )
}

pub(super) fn number(ui: &Ui, name: &'static str, key: &str) -> Field {
    with_hint(ui, Field::new(name, ui.t(key), FieldKind::Number), key)
}

pub(super) fn date(ui: &Ui, name: &'static str, key: &str) -> Field {
    with_hint(ui, Field::new(name, ui.t(key), FieldKind::Date), key)
}

pub(super) fn select(ui: &Ui, name: &'static str, key: &str, choices: Vec<Choice>) -> Field {
    with_hint(
        ui,
        Field::new(name, ui.t(key), FieldKind::Select(choices)),
        key,
    )
}

pub(super) fn hidden(name: &'static str) -> Field {
    Field::new(name, "", FieldKind::Hidden)
}

/// The hint stands in the texts as `<key>-hint`, where there is one.
pub(super) fn with_hint(ui: &Ui, field: Field, key: &str) -> Field {
    match ui.t_if_known(&format!("{key}-hint")) {
        Some(hint) => field.hint(hint),
        None => field,
    }
}

/// Points the problems of the plan's text at the fields of a form: by code, or else at `otherwise`.
pub(super) fn at_fields(problems: Problems, by_code: &[(&str, &str)], otherwise: &str) -> Problems {
    let place = |problem: Problem| {
        let inside = problem
            .place
            .field
            .as_deref()
            .is_some_and(|field| field.contains('.'));
        if !inside {
            return problem;
        }
        let known = by_code.iter().find(|(code, _)| *code == problem.code);
        let field = known.map_or(otherwise, |(_, field)| field);
        problem.at_field(field)
    };
    Problems(problems.0.into_iter().map(place).collect())
}

/// Every catalogue goal to choose from, under its catalogue's name.
pub(super) fn goal_choices(ui: &Ui, catalogues: &[HeldCatalogue]) -> Vec<(String, Vec<Choice>)> {
    let names = GoalNames::of(catalogues);
    let of_catalogue = |catalogue: &HeldCatalogue| {
        let reference = |goal: &CatalogueGoal| GoalRef {
            catalogue: catalogue.key.clone(),
            code: goal.code.to_string(),
        };
        let references: Vec<_> = catalogue.goals.iter().map(reference).collect();
        let goals = names.list(&references).into_iter();
        let choices = goals
            .map(|goal| Choice::new(&goal.reference, super::words::goal_name(ui, &goal)))
            .collect();
        (catalogue.name.to_string(), choices)
    };
    let filled = catalogues.iter().filter(|one| !one.goals.is_empty());
    filled.map(of_catalogue).collect()
}

/// Reads `M11 M15` or `catalogue:M11`. A code alone is enough when only one catalogue has it.
/// Fails with `catalogue_goal_unknown` or `catalogue_goal_ambiguous`.
pub(super) fn read_references(
    text: &str,
    catalogues: &[HeldCatalogue],
) -> Result<Vec<GoalRef>, Problem> {
    let words = text
        .split([' ', ',', ';', '\n'])
        .filter(|word| !word.is_empty());
    words.map(|word| read_reference(word, catalogues)).collect()
}

fn read_reference(word: &str, catalogues: &[HeldCatalogue]) -> Result<GoalRef, Problem> {
    if word.contains(':') {
        return GoalRef::parse(word);
    }
    let has = |catalogue: &&HeldCatalogue| catalogue.goals.iter().any(|goal| &**goal.code == word);
    let mut found = catalogues.iter().filter(has);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(GoalRef {
            catalogue: only.key.clone(),
            code: word.to_owned(),
        }),
        (Some(_), Some(_)) => Err(Problem::invalid("catalogue_goal_ambiguous").with("value", word)),
        _ => Err(Problem::invalid("catalogue_goal_unknown").with("value", word)),
    }
}

/// The shortest words that `read_references` understands.
pub(super) fn write_references(references: &[GoalRef], catalogues: &[HeldCatalogue]) -> String {
    let shortest = |reference: &GoalRef| match read_reference(&reference.code, catalogues) {
        Ok(found) if found == *reference => reference.code.clone(),
        _ => reference.to_string(),
    };
    let words: Vec<_> = references.iter().map(shortest).collect();
    words.join(" ")
}

/// The effect goals of the latest version, for choosing.
pub(crate) fn effect_goals(at: &PlanScope) -> Result<Vec<Choice>, Problem> {
    let content = &at.foremost()?.content;
    let label = |goal: &crate::model::Goal| {
        let area = content.focus_area(goal.focus_area.as_str());
        let area = area.map_or("", |area| &area.name);
        let title = samverk_foundation::text::beginning(goal.title(), 80);
        Choice::new(&goal.key, format!("{area}: {title}"))
    };
    Ok(content.goals.iter().map(label).collect())
}

pub(crate) fn focus_areas(at: &PlanScope) -> Result<Vec<Choice>, Problem> {
    let areas = at.foremost()?.content.focus_areas.iter();
    Ok(areas
        .map(|area| Choice::new(&area.key, area.name.clone()))
        .collect())
}
