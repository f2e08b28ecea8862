//! The pages of the domain, one file for each family.

mod activities;
mod activity_filter;
mod adoption_check;
mod adoption_forms;
mod answerable;
mod board;
mod catalogues;
mod chart;
mod compare;
mod coverage;
mod coverage_tables;
mod flow;
mod focus_area_form;
mod form_parts;
mod gantt;
mod goal_form;
mod goal_table;
mod indicator;
mod measurement_form;
mod panel;
mod plan;
mod plan_areas;
mod plan_buttons;
mod plan_coverage;
mod plan_form;
mod plan_parts;
mod plan_tables;
mod plans;
mod routes;
mod schedule;
mod seal;
mod texts_form;
mod version_forms;
mod words;

use crate::policy::{Action, may};
use crate::store::PLANS;
use crate::{KINDS, MIGRATIONS, SHARED_KINDS, policy};
pub(crate) use activities::{TOLD_OF_ACTIVITIES, beside_activities};
pub(crate) use catalogues::TOLD_OF_CATALOGUES;
pub use chart::picture as indicator_picture;
pub use coverage_tables::{CoveragePicture, coverage_pictures};
pub(crate) use form_parts::{effect_goals, focus_areas};
pub use gantt::{gantt_words, schedule_pictures};
pub(crate) use indicator::TOLD_OF_INDICATORS;
pub use plan::inside_plan;
use samverk_foundation::Language;
use samverk_web::{By, FirstStep, MenuGroup, MenuPlace, Module, TextSource};
pub use words::version_name;

pub fn module() -> Module {
    Module {
        name: "goals",
        routes: [
            routes::routes(),
            samverk_kept::routes(SHARED_KINDS),
            samverk_kept::routes(KINDS),
        ]
        .concat(),
        actions: policy::rows(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "goals/sv",
                text: include_str!("../../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "goals/en",
                text: include_str!("../../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        places: places(),
        panels: vec![(20, panel::panel)],
        first_steps: &[FirstStep {
            order: 40,
            code: "plan",
            form: "/planer/ny",
            place: "/planer",
            done: PLANS,
        }],
        search: vec![crate::search::source],
        searched_things: crate::search::things(),
        things: crate::things::things(),
        told_fields: crate::told_fields::TOLD_FIELDS,
        scopes: &[crate::api::READ, crate::api::WRITE],
        ..Module::default()
    }
}

fn places() -> Vec<MenuPlace> {
    let writers = By::When(|role| may(role, Action::SavePlan));
    let place = |order, suffix, label| {
        let place = MenuPlace::new(MenuGroup::Goals, order, suffix, label);
        place.filled_by(PLANS, writers)
    };
    vec![
        place(10, "/planer", "plan-tab"),
        place(20, "/mal", "board-tab"),
    ]
}
