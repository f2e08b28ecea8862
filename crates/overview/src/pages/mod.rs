//! The part of a party's page that is drawn here, and the page across the parties.

mod about;
mod across;
mod panel;

pub use about::tell_of_party;

use crate::policy;
use samverk_foundation::Language;
use samverk_web::{Module, Policy, Route, TextSource};

pub fn module() -> Module {
    Module {
        name: "overview",
        routes: vec![Route::get(
            "/samverkan/{collaboration}/aktorer",
            Policy::Action("across_parties.read"),
            across::show,
        )],
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
        panels: vec![panel::panel],
        scopes: &[crate::api::READ],
        ..Module::default()
    }
}
