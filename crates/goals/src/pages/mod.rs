//! The pages of the domain, one file for each family.

mod activities;
mod activity_form;
mod catalogue_form;
mod catalogues;
mod chart;
mod compare;
mod coverage;
mod focus_area_form;
mod form_parts;
mod goal_form;
mod indicator;
mod indicator_form;
mod measurement_form;
mod panel;
mod plan;
mod plan_form;
mod plan_tables;
mod plans;
mod routes;
mod texts_form;
mod version_forms;
mod words;

use crate::{MIGRATIONS, policy};
pub use chart::picture as indicator_picture;
use samverk_foundation::Language;
use samverk_web::{Module, Tab, TextSource};

pub fn module() -> Module {
    Module {
        name: "goals",
        routes: routes::routes(),
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
        tabs: vec![Tab {
            suffix: "/planer",
            label: "plan-tab",
            order: 30,
        }],
        panels: vec![panel::panel],
    }
}
