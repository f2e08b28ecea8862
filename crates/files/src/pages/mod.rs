mod add;
mod change;
mod fetch;
mod panel;
mod place;
mod remove;
mod show;
mod version;
mod words;

pub use add::file_field;
pub use words::{size_words, state_words};

use crate::policy::{self, ADD, CHANGE};
use samverk_foundation::Language;
use samverk_web::{Module, Policy, Route, SearchedThing, TextSource};

pub fn module() -> Module {
    Module {
        name: "files",
        routes: vec![
            Route::get("/filer/ny/{kind}/{id}", Policy::Action(ADD), add::ask),
            Route::post("/filer/ny/{kind}/{id}", Policy::Action(ADD), add::send).taking_files(),
            Route::get("/filer/{file}", Policy::Public, show::show),
            Route::get(
                "/filer/{file}/{version}/{name}",
                Policy::Public,
                fetch::fetch,
            ),
            Route::get(
                "/filer/{file}/ny-version",
                Policy::Action(ADD),
                version::ask,
            ),
            Route::post(
                "/filer/{file}/ny-version",
                Policy::Action(ADD),
                version::send,
            )
            .taking_files(),
            Route::get("/filer/{file}/andra", Policy::Action(CHANGE), change::ask),
            Route::post("/filer/{file}/andra", Policy::Action(CHANGE), change::send),
            Route::get("/filer/{file}/ta-bort", Policy::Action(CHANGE), remove::ask),
            Route::post(
                "/filer/{file}/ta-bort",
                Policy::Action(CHANGE),
                remove::send,
            ),
        ],
        actions: policy::rows(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "files/sv",
                text: include_str!("../../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "files/en",
                text: include_str!("../../texts/en.ftl"),
            },
        ],
        migrations: crate::MIGRATIONS,
        scopes: &[crate::api::READ, crate::api::WRITE],
        pictures: Some(crate::pictures::find),
        thing_panels: vec![panel::panel],
        searched_things: vec![SearchedThing::unseen("file")],
        ..Module::default()
    }
}
