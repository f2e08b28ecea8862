//! What the domain gives the house.

use crate::{KINDS, MIGRATIONS, pages, policy};
use samverk_foundation::Language;
use samverk_web::{Module, TextSource};

pub fn module() -> Module {
    let mut routes = samverk_kept::routes(KINDS);
    routes.extend(pages::routes());
    let mut actions = samverk_kept::actions(KINDS);
    actions.extend(policy::rows());
    Module {
        name: "surveys",
        routes,
        actions,
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "surveys/sv",
                text: include_str!("../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "surveys/en",
                text: include_str!("../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        places: samverk_kept::places(KINDS),
        searched_things: samverk_kept::searched(KINDS),
        things: [samverk_kept::things(KINDS), crate::things::things()].concat(),
        thing_panels: vec![pages::panel],
        ..Module::default()
    }
}
