//! What the domain gives the house.

use crate::{KINDS, MIGRATIONS, READ, WRITE, pages, policy, processes, things};
use samverk_foundation::Language;
use samverk_web::{Module, TextSource};

pub fn module() -> Module {
    Module {
        name: "cases",
        routes: [
            pages::routes(),
            processes::routes(),
            samverk_kept::routes(KINDS),
        ]
        .concat(),
        actions: [policy::rows(), samverk_kept::actions(KINDS)].concat(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "cases/sv",
                text: include_str!("../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "cases/en",
                text: include_str!("../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        party_places: samverk_kept::places(KINDS),
        things: [samverk_kept::things(KINDS), things::things()].concat(),
        thing_panels: vec![processes::panel],
        scopes: &[READ, WRITE],
        ..Module::default()
    }
}
