//! What the domain gives the house.

use crate::{KINDS, MIGRATIONS, READ, WRITE, deliveries, disposals, policy, retention};
use samverk_foundation::Language;
use samverk_web::{Module, TextSource};

pub fn module() -> Module {
    Module {
        name: "archive",
        routes: [
            retention::routes(),
            deliveries::routes(),
            disposals::routes(),
            samverk_kept::routes(KINDS),
        ]
        .concat(),
        actions: [policy::rows(), samverk_kept::actions(KINDS)].concat(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "archive/sv",
                text: include_str!("../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "archive/en",
                text: include_str!("../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        party_places: samverk_kept::places(KINDS),
        things: samverk_kept::things(KINDS),
        thing_panels: vec![retention::panel, deliveries::panel, disposals::panel],
        scopes: &[READ, WRITE],
        ..Module::default()
    }
}
