//! What somebody has asked for, how far it has come, and the result.

mod ask;
mod fetch;
mod list;
mod show;

pub use ask::ask_at;
pub use fetch::open_result;
pub use list::state_tag;

use crate::MIGRATIONS;
use crate::actions::{find_own, thing_of};
use samverk_foundation::Language;
use samverk_web::{Module, Policy, Route, SearchedThing, TextSource, ThingKind, Ui};
use uuid::Uuid;

const LIST: &str = "/arbeten";
const ONE: &str = "/arbeten/{work}";
const ASK: &str = "/arbeten/ny/{path}";

/// The page of a work.
pub fn page_of(id: Uuid) -> String {
    format!("{LIST}/{id}")
}

pub fn module() -> Module {
    Module {
        name: "work",
        routes: vec![
            Route::get(LIST, Policy::SignedIn, list::show),
            Route::get(ASK, Policy::SignedIn, ask::ask),
            Route::post(ASK, Policy::SignedIn, ask::send),
            Route::get(ONE, Policy::SignedIn, show::show),
            Route::post("/arbeten/{work}/avbryt", Policy::SignedIn, show::stop),
            Route::post("/arbeten/{work}/bekrafta", Policy::SignedIn, show::go_on),
            Route::get("/arbeten/{work}/hamta", Policy::SignedIn, fetch::fetch),
        ],
        searched_things: vec![SearchedThing::unseen("long_work")],
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "work/sv",
                text: include_str!("../../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "work/en",
                text: include_str!("../../texts/en.ftl"),
            },
        ],
        things: vec![ThingKind::new("long_work", |tx, actor, id| {
            Box::pin(async move { Ok(thing_of(&find_own(tx, actor, id).await?)) })
        })],
        migrations: MIGRATIONS,
        ..Module::default()
    }
}

fn kind_name(ui: &Ui, code: &str) -> String {
    ui.kind_name("long-work-kind-", code)
}

/// What is done, and what it is about where that says more.
fn heading(ui: &Ui, code: &str, about: &str) -> String {
    let name = kind_name(ui, code);
    match about.is_empty() {
        true => name,
        false => format!("{name}: {about}"),
    }
}
