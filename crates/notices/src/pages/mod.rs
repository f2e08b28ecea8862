//! What a person decides of their letters and calendars, what they follow, and how letters are ended.

mod calendars;
mod ending;
mod follow;
mod letters;

use crate::MIGRATIONS;
use samverk_foundation::Language;
use samverk_web::{Module, Policy, Route, SearchedThing, TextSource};

pub fn module() -> Module {
    Module {
        name: "notices",
        routes: vec![
            Route::get(letters::HERE, Policy::SignedIn, letters::show),
            Route::post(letters::HERE, Policy::SignedIn, letters::save),
            Route::get(letters::NEXT, Policy::SignedIn, letters::next),
            Route::get(follow::LIST, Policy::SignedIn, follow::list),
            Route::post("/folj", Policy::SignedIn, follow::follow_thing),
            Route::get(calendars::HERE, Policy::SignedIn, calendars::show),
            Route::post(calendars::HERE, Policy::SignedIn, calendars::make),
            Route::post(
                "/mina-uppgifter/kalendrar/avsluta",
                Policy::SignedIn,
                calendars::end,
            ),
            Route::get("/kalender/{address}", Policy::Public, calendars::feed),
            Route::get("/epost/avsluta/{secret}", Policy::Public, ending::ask),
            Route::post("/epost/avsluta/{secret}", Policy::Public, ending::end),
        ],
        searched_things: ["notice_choice", "follow", "calendar_address", "task"]
            .map(SearchedThing::unseen)
            .to_vec(),
        thing_panels: vec![follow::panel],
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "notices/sv",
                text: include_str!("../../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "notices/en",
                text: include_str!("../../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        ..Module::default()
    }
}
