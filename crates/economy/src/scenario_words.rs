//! What a scenario changed, in words.

use crate::names::Names;
use crate::purpose_words::amount_text;
use crate::rule_words::{RuleWords, model_words};
use samverk_engine::{
    AmountPlace, DistributionInput, FigureChange, MemberChange, ScenarioChange, scenario_changes,
};
use samverk_web::Ui;

/// What differs between two inputs, a sentence each.
pub(crate) fn change_words(
    ui: &Ui,
    before: &DistributionInput,
    now: &DistributionInput,
) -> Vec<String> {
    let rules = (
        model_words(ui, &before.model, &Names::of_input(before)),
        model_words(ui, &now.model, &Names::of_input(now)),
    );
    let changes = scenario_changes(before, now);
    changes
        .iter()
        .map(|change| change_sentence(ui, change, (before, now), &rules))
        .collect()
}

fn change_sentence(
    ui: &Ui,
    change: &ScenarioChange,
    (before, now): (&DistributionInput, &DistributionInput),
    rules: &(Vec<RuleWords>, Vec<RuleWords>),
) -> String {
    match change {
        ScenarioChange::Model { before, now } => {
            ui.t_with("scenario-change-model", &[("before", before), ("now", now)])
        }
        ScenarioChange::Rule { before, now } => {
            let old = before.and_then(|index| rules.0.get(index));
            let new = now.and_then(|index| rules.1.get(index));
            rule_sentence(ui, old, new)
        }
        ScenarioChange::Amount {
            place,
            before: was,
            now: is,
        } => {
            let name = amount_name(
                ui,
                place,
                if place_is_in(place, now) { now } else { before },
            );
            let purpose = now.model.purpose;
            let (was, is) = (amount_text(purpose, *was), amount_text(purpose, *is));
            ui.t_with(
                "scenario-change-amount",
                &[("name", &name), ("before", &was), ("now", &is)],
            )
        }
        ScenarioChange::Member { name, change } => match change {
            MemberChange::LeftOut => ui.t1("scenario-change-left-out", "name", name),
            MemberChange::Added => ui.t1("scenario-change-added", "name", name),
            MemberChange::Joined(Some(year)) => ui.t_with(
                "scenario-change-joined",
                &[("name", name), ("year", &year.to_string())],
            ),
            MemberChange::Joined(None) => ui.t1("scenario-change-founder", "name", name),
        },
        ScenarioChange::Figures { table, change } => figure_sentence(ui, table, change),
    }
}

fn place_is_in(place: &AmountPlace, input: &DistributionInput) -> bool {
    AmountPlace::all(input).contains(place)
}

fn rule_sentence(ui: &Ui, old: Option<&RuleWords>, new: Option<&RuleWords>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old.sentences == new.sentences => {
            let changed = |(name, value): &&(String, String)| {
                !old.details.iter().any(|(n, v)| (n, v) == (name, value))
            };
            let words = |(name, value): &(String, String)| format!("{name} {value}");
            let list: Vec<String> = new.details.iter().filter(changed).map(words).collect();
            ui.t_with(
                "scenario-change-details",
                &[("name", &new.name), ("now", &list.join("; "))],
            )
        }
        (Some(old), Some(new)) => ui.t_with(
            "scenario-change-rule",
            &[
                ("name", new.name.as_str()),
                ("before", &old.sentences.join(" ")),
                ("now", &new.sentences.join(" ")),
            ],
        ),
        (None, Some(new)) => ui.t_with(
            "scenario-change-rule-added",
            &[
                ("name", new.name.as_str()),
                ("now", &new.sentences.join(" ")),
            ],
        ),
        (old, None) => {
            let name = old.map(|old| old.name.clone()).unwrap_or_default();
            ui.t1("scenario-change-rule-gone", "name", name)
        }
    }
}

fn figure_sentence(ui: &Ui, table: &str, change: &FigureChange) -> String {
    let list = |years: &[i32]| {
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        years.join(", ")
    };
    match change {
        FigureChange::Years { before, now } if before.is_empty() => ui.t_with(
            "scenario-change-years-new",
            &[("table", table), ("now", &list(now))],
        ),
        FigureChange::Years { before, now } => ui.t_with(
            "scenario-change-years",
            &[
                ("table", table),
                ("before", &list(before)),
                ("now", &list(now)),
            ],
        ),
        FigureChange::Values(count) => ui.t_with(
            "scenario-change-values",
            &[("table", table), ("count", &count.to_string())],
        ),
    }
}

/// What an amount is called in the form and among the changes.
pub(crate) fn amount_name(ui: &Ui, place: &AmountPlace, input: &DistributionInput) -> String {
    match place {
        AmountPlace::Part(key) => {
            let part = input.budget.part(key);
            part.map_or_else(|| key.to_string(), |part| part.name.clone())
        }
        AmountPlace::Outside => ui.t("budget-outside"),
        AmountPlace::Own => ui.t("model-amount"),
    }
}
