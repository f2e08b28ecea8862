//! The pages of the domain, one file for each family.

mod collaborations;

use crate::{MIGRATIONS, policy};
use samverk_foundation::Language;
use samverk_web::{Module, Policy, Route, Tab, TextSource};

pub fn module() -> Module {
    Module {
        name: "parties",
        routes: routes(),
        actions: policy::rows(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "parties/sv",
                text: include_str!("../../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "parties/en",
                text: include_str!("../../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        tabs: vec![Tab { suffix: "", label: "collaboration-tab", order: 10 }],
        panels: Vec::new(),
    }
}

fn routes() -> Vec<Route> {
    use collaborations as c;
    vec![
        Route::get("/samverkan/{collaboration}", Policy::Public, c::show),
        Route::get(
            "/samverkan/{collaboration}/redigera",
            Policy::Action("collaboration.save"),
            c::edit,
        ),
        Route::post(
            "/samverkan/{collaboration}/redigera",
            Policy::Action("collaboration.save"),
            c::save,
        ),
    ]
}
