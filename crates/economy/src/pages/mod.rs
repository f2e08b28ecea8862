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
use samverk_web::{By, FirstStep, MenuGroup, MenuPlace, Module, Policy, Route, TextSource};

/// Routes, actions, texts, tables, places and the panel of the domain.
pub fn module() -> Module {
    let routes = [
        budget_routes(),
        samverk_kept::routes(KINDS),
        model_routes(),
        distribution_routes(),
        scenario::routes(),
    ];
    Module {
        name: "economy",
        routes: routes.concat(),
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

const SAVE_BUDGET: Policy = Policy::Action("budget.save");
const ADOPT_BUDGET: Policy = Policy::Action("budget.adopt");
const SAVE_MODEL: Policy = Policy::Action("distribution_model.save");
const SAVE: Policy = Policy::Action("distribution.save");
const ADOPT: Policy = Policy::Action("distribution.adopt");

fn budget_routes() -> Vec<Route> {
    use {
        budget_comments as r, budget_decision as d, budget_facts as f, budget_lines as l,
        budgets as b,
    };
    vec![
        Route::get("/samverkan/{collaboration}/budget", Policy::Public, b::list),
        Route::get("/samverkan/{collaboration}/budget/ny", SAVE_BUDGET, f::new),
        Route::post(
            "/samverkan/{collaboration}/budget/ny",
            SAVE_BUDGET,
            f::create,
        ),
        Route::get(
            "/samverkan/{collaboration}/budget/{year}",
            Policy::Public,
            b::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/budget/{year}/redigera",
            SAVE_BUDGET,
            f::edit,
        ),
        Route::post(
            "/samverkan/{collaboration}/budget/{year}/redigera",
            SAVE_BUDGET,
            f::save,
        ),
        Route::get(
            "/samverkan/{collaboration}/budget/{year}/rader",
            SAVE_BUDGET,
            l::edit_lines,
        ),
        Route::post(
            "/samverkan/{collaboration}/budget/{year}/rader",
            SAVE_BUDGET,
            l::save_lines,
        ),
        Route::get(
            "/samverkan/{collaboration}/budget/{year}/anta",
            ADOPT_BUDGET,
            d::ask_adopt,
        ),
        Route::post(
            "/samverkan/{collaboration}/budget/{year}/anta",
            ADOPT_BUDGET,
            d::adopt,
        ),
        Route::get(
            "/samverkan/{collaboration}/budget/{year}/aterta",
            ADOPT_BUDGET,
            withdrawal::ask_budget,
        ),
        Route::post(
            "/samverkan/{collaboration}/budget/{year}/aterta",
            ADOPT_BUDGET,
            withdrawal::withdraw_budget,
        ),
        Route::get(
            "/samverkan/{collaboration}/budget/{year}/oppna-igen",
            ADOPT_BUDGET,
            reopening::ask,
        ),
        Route::post(
            "/samverkan/{collaboration}/budget/{year}/oppna-igen",
            ADOPT_BUDGET,
            reopening::reopen,
        ),
        Route::get(
            "/samverkan/{collaboration}/budget/{year}/remiss",
            SAVE_BUDGET,
            r::ask_send,
        ),
        Route::post(
            "/samverkan/{collaboration}/budget/{year}/remiss",
            SAVE_BUDGET,
            r::send,
        ),
        Route::post(
            "/samverkan/{collaboration}/budget/{year}/utkast",
            SAVE_BUDGET,
            r::take_back,
        ),
        Route::post(
            "/samverkan/{collaboration}/budget/{year}/visning",
            ADOPT_BUDGET,
            d::change,
        ),
        Route::get(
            "/samverkan/{collaboration}/budget/{year}/ta-bort",
            SAVE_BUDGET,
            d::ask_remove,
        ),
        Route::post(
            "/samverkan/{collaboration}/budget/{year}/ta-bort",
            SAVE_BUDGET,
            d::remove,
        ),
    ]
}

fn model_routes() -> Vec<Route> {
    use {model_facts as f, models as m, rule as r};
    vec![
        Route::get(
            "/samverkan/{collaboration}/modeller",
            Policy::Public,
            m::list,
        ),
        Route::get("/samverkan/{collaboration}/modeller/ny", SAVE_MODEL, f::new),
        Route::post(
            "/samverkan/{collaboration}/modeller/ny",
            SAVE_MODEL,
            f::create,
        ),
        Route::get(
            "/samverkan/{collaboration}/modeller/ny/{template}",
            SAVE_MODEL,
            r::begin_model,
        ),
        Route::post(
            "/samverkan/{collaboration}/modeller/ny/{template}",
            SAVE_MODEL,
            r::create_model,
        ),
        Route::get(
            "/samverkan/{collaboration}/modeller/{model}",
            Policy::Public,
            m::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/modeller/{model}/mall/{template}",
            SAVE_MODEL,
            r::begin_rules,
        ),
        Route::post(
            "/samverkan/{collaboration}/modeller/{model}/mall/{template}",
            SAVE_MODEL,
            r::add_rules,
        ),
        Route::get(
            "/samverkan/{collaboration}/modeller/{model}/redigera",
            SAVE_MODEL,
            f::edit,
        ),
        Route::post(
            "/samverkan/{collaboration}/modeller/{model}/redigera",
            SAVE_MODEL,
            f::save,
        ),
        Route::get(
            "/samverkan/{collaboration}/modeller/{model}/kopiera",
            SAVE_MODEL,
            f::ask_copy,
        ),
        Route::post(
            "/samverkan/{collaboration}/modeller/{model}/kopiera",
            SAVE_MODEL,
            f::copy,
        ),
        Route::get(
            "/samverkan/{collaboration}/modeller/{model}/ta-bort",
            SAVE_MODEL,
            m::ask_remove,
        ),
        Route::post(
            "/samverkan/{collaboration}/modeller/{model}/ta-bort",
            SAVE_MODEL,
            m::remove,
        ),
        Route::get(
            "/samverkan/{collaboration}/modeller/{model}/ny-regel",
            SAVE_MODEL,
            r::choose,
        ),
        Route::get(
            "/samverkan/{collaboration}/modeller/{model}/ny-regel/{kind}",
            SAVE_MODEL,
            r::new,
        ),
        Route::post(
            "/samverkan/{collaboration}/modeller/{model}/ny-regel/{kind}",
            SAVE_MODEL,
            r::create,
        ),
        Route::get(
            "/samverkan/{collaboration}/modeller/{model}/regler/{rule}",
            SAVE_MODEL,
            r::edit,
        ),
        Route::post(
            "/samverkan/{collaboration}/modeller/{model}/regler/{rule}",
            SAVE_MODEL,
            r::save,
        ),
        Route::post(
            "/samverkan/{collaboration}/modeller/{model}/regler/{rule}/flytta",
            SAVE_MODEL,
            r::step,
        ),
        Route::get(
            "/samverkan/{collaboration}/modeller/{model}/regler/{rule}/ta-bort",
            SAVE_MODEL,
            r::ask_remove,
        ),
        Route::post(
            "/samverkan/{collaboration}/modeller/{model}/regler/{rule}/ta-bort",
            SAVE_MODEL,
            r::remove,
        ),
    ]
}

fn distribution_routes() -> Vec<Route> {
    use {
        distribution_decision as c, distribution_forms as f, distribution_sharing as s,
        distributions as d, printed_form as p,
    };
    vec![
        Route::get(
            "/samverkan/{collaboration}/fordelning",
            Policy::Public,
            d::list,
        ),
        Route::get("/samverkan/{collaboration}/fordelning/ny", SAVE, f::new),
        Route::post("/samverkan/{collaboration}/fordelning/ny", SAVE, f::create),
        Route::get(
            "/samverkan/{collaboration}/fordelning/{distribution}",
            Policy::Public,
            d::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/fordelning/{distribution}/redigera",
            SAVE,
            f::edit,
        ),
        Route::post(
            "/samverkan/{collaboration}/fordelning/{distribution}/redigera",
            SAVE,
            f::save,
        ),
        Route::post(
            "/samverkan/{collaboration}/fordelning/{distribution}/dela",
            SAVE,
            s::share,
        ),
        Route::get(
            "/samverkan/{collaboration}/fordelning/{distribution}/ser",
            SAVE,
            s::ask_readers,
        ),
        Route::post(
            "/samverkan/{collaboration}/fordelning/{distribution}/ser",
            SAVE,
            s::save_readers,
        ),
        Route::get(
            "/samverkan/{collaboration}/fordelning/{distribution}/tryckt-tabell",
            SAVE,
            p::edit_printed,
        ),
        Route::post(
            "/samverkan/{collaboration}/fordelning/{distribution}/tryckt-tabell",
            SAVE,
            p::save_printed,
        ),
        Route::get(
            "/samverkan/{collaboration}/fordelning/{distribution}/anta",
            ADOPT,
            c::ask_adopt,
        ),
        Route::post(
            "/samverkan/{collaboration}/fordelning/{distribution}/anta",
            ADOPT,
            c::adopt,
        ),
        Route::get(
            "/samverkan/{collaboration}/fordelning/{distribution}/aterta",
            ADOPT,
            withdrawal::ask_distribution,
        ),
        Route::post(
            "/samverkan/{collaboration}/fordelning/{distribution}/aterta",
            ADOPT,
            withdrawal::withdraw_distribution,
        ),
        Route::post(
            "/samverkan/{collaboration}/fordelning/{distribution}/visning",
            ADOPT,
            c::change,
        ),
        Route::get(
            "/samverkan/{collaboration}/fordelning/{distribution}/ta-bort",
            SAVE,
            c::ask_remove,
        ),
        Route::post(
            "/samverkan/{collaboration}/fordelning/{distribution}/ta-bort",
            SAVE,
            c::remove,
        ),
        Route::get(
            "/samverkan/{collaboration}/fordelning/{distribution}/{party}",
            Policy::Public,
            d::member,
        ),
    ]
}

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
