//! What the domain gives the house.

use crate::{KINDS, MIGRATIONS, attached, filing, pages, policy};
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Language};
use samverk_parties::found_on;
use samverk_web::{Module, SearchFuture, TextSource};

pub fn module() -> Module {
    Module {
        name: "consultations",
        routes: [pages::routes(), samverk_kept::routes(KINDS)].concat(),
        actions: [policy::rows(), samverk_kept::actions(KINDS)].concat(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "consultations/sv",
                text: include_str!("../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "consultations/en",
                text: include_str!("../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        places: samverk_kept::places(KINDS),
        search: vec![found],
        searched_things: samverk_kept::searched(KINDS),
        things: attached::things(),
        thing_panels: vec![filing::panel],
        ..Module::default()
    }
}

fn found(tx: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    Box::pin(found_on(tx, of, KINDS))
}
