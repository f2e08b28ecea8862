//! The pages of the domain, one file for each family.

mod budget_comments;
mod budget_decision;
mod budget_facts;
mod budget_lines;
mod budget_rows;
mod budgets;
mod common;
mod distribution_book;
mod distribution_decision;
mod distribution_forms;
mod distribution_sharing;
mod distribution_tables;
mod distributions;
mod focus_areas;
mod former_budget;
mod model_facts;
mod model_payers;
mod models;
mod panel;
mod printed_form;
mod reopening;
mod routes;
mod rule;
mod scenario;
mod withdrawal;

pub use common::word;
pub(crate) use models::code_of;
pub use scenario::{PrintedComparison, ShownSide, load_printed_comparison};

use crate::policy::{Action, may};
use crate::store::{BUDGETS, DISTRIBUTIONS};
use crate::{KINDS, MIGRATIONS, policy};
use samverk_database::Contents;
use samverk_foundation::Language;
use samverk_web::{By, FirstStep, MenuGroup, MenuPlace, Module, TextSource};

/// Routes, actions, texts, tables, places and the panel of the domain.
pub fn module() -> Module {
    let all = [
        routes::of_budgets(),
        samverk_kept::routes(KINDS),
        routes::of_models(),
        routes::of_distributions(),
        scenario::routes(),
    ];
    Module {
        name: "economy",
        routes: all.concat(),
        actions: policy::rows(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "economy/sv",
                text: include_str!("../../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "economy/en",
                text: include_str!("../../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        places: [places(), samverk_kept::places(KINDS)].concat(),
        panels: vec![(30, panel::panel)],
        first_steps: FIRST_STEPS,
        search: vec![crate::search::source],
        searched_things: crate::search::things(),
        things: crate::things::things(),
        told_fields: crate::told_fields::TOLD_FIELDS,
        scopes: &[crate::api::READ, crate::api::WRITE],
        ..Module::default()
    }
}

const MODELS: Contents = Contents::open("distribution_model");

const FIRST_STEPS: &[FirstStep] = &[
    FirstStep {
        order: 50,
        code: "budget",
        form: "/budget/ny",
        place: "/budget",
        done: BUDGETS,
    },
    FirstStep {
        order: 60,
        code: "model",
        form: "/modeller/ny",
        place: "/modeller",
        done: MODELS,
    },
    FirstStep {
        order: 70,
        code: "distribution",
        form: "/fordelning/ny",
        place: "/fordelning",
        done: DISTRIBUTIONS,
    },
];

/// What distributions are made of is for the members; others reach what they may see of it from the
/// distribution.
fn places() -> Vec<MenuPlace> {
    let place = |order, suffix, label, contents| {
        let writers = By::When(|role| may(role, Action::SaveDistribution));
        MenuPlace::new(MenuGroup::Economy, order, suffix, label).filled_by(contents, writers)
    };
    let of_members = |order, suffix, label, contents| {
        let place = place(order, suffix, label, contents);
        place.seen_by(By::Members)
    };
    let scenarios = of_members(
        50,
        "/scenarier",
        "scenario-list-heading",
        Contents::open("scenario"),
    );
    vec![
        place(10, "/budget", "budget-tab", BUDGETS),
        place(20, "/fordelning", "distribution-tab", DISTRIBUTIONS),
        of_members(30, "/modeller", "model-list-heading", MODELS),
        scenarios,
    ]
}
