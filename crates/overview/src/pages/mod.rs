//! The first page, the part of a party's page that is drawn here, and the page across the parties.

mod about;
mod across;
mod all_tasks;
mod hand_over;
mod lacked;
mod next_steps;
mod remind;
mod task_rows;
mod work;

pub use about::tell_of_party;
pub(crate) use work::TOLD;

use crate::policy::{self, Action, may};
use samverk_foundation::Language;
use samverk_web::{By, MenuGroup, MenuPlace, Module, Policy, Route, TextSource};

pub fn module() -> Module {
    Module {
        name: "overview",
        routes: vec![
            Route::get("/", Policy::Public, work::show),
            Route::get(all_tasks::TASKS, Policy::SignedIn, all_tasks::tasks),
            Route::get(all_tasks::LACKED, Policy::SignedIn, all_tasks::missing),
            Route::get(hand_over::HERE, Policy::SignedIn, hand_over::ask),
            Route::post(hand_over::HERE, Policy::SignedIn, hand_over::hand),
            Route::post(
                remind::HERE,
                Policy::Action("across_parties.read"),
                remind::send,
            ),
            Route::get(
                "/samverkan/{collaboration}/aktorer",
                Policy::Action("across_parties.read"),
                across::show,
            ),
        ],
        actions: policy::rows(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "overview/sv",
                text: include_str!("../../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "overview/en",
                text: include_str!("../../texts/en.ftl"),
            },
        ],

        places: vec![
            MenuPlace::new(MenuGroup::Overview, 20, "/aktorer", "overview-across-what")
                .seen_by(By::When(|role| may(role, Action::ReadAcrossParties))),
        ],
        panels: vec![(10, next_steps::panel)],
        scopes: &[crate::api::READ],
        ..Module::default()
    }
}
