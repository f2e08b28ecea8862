//! What the domain gives the house.

use crate::{KINDS, MIGRATIONS, READ, SHARED_KINDS, WRITE, pages, policy};
use samverk_foundation::Language;
use samverk_web::{Module, TextSource};

pub fn module() -> Module {
    let kinds = [SHARED_KINDS, KINDS].concat();
    Module {
        name: "systems",
        routes: [pages::routes(), samverk_kept::routes(&kinds)].concat(),
        actions: [policy::rows(), samverk_kept::actions(&kinds)].concat(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "systems/sv",
                text: include_str!("../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "systems/en",
                text: include_str!("../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        places: vec![pages::COVERAGE_PLACE],
        party_places: samverk_kept::places(KINDS),
        things: samverk_kept::things(&kinds),
        thing_panels: vec![pages::panel],
        searched_things: samverk_kept::searched(&kinds),
        scopes: &[READ, WRITE],
        ..Module::default()
    }
}
