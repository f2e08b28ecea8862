//! The page, and what is suggested while one types.

mod search;
mod suggestions;

use crate::MIGRATIONS;
use samverk_foundation::Language;
use samverk_web::{Module, Policy, Route, TextSource};

pub fn module() -> Module {
    Module {
        name: "search",
        routes: vec![
            Route::get("/sok", Policy::Public, search::show),
            Route::get("/sok/forslag", Policy::Public, suggestions::list),
        ],
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "search/sv",
                text: include_str!("../../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "search/en",
                text: include_str!("../../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        scopes: &[crate::api::READ],
        ..Module::default()
    }
}
