//! What the domain gives the house.

use crate::{KINDS, MIGRATIONS};
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Language};
use samverk_parties::found_on;
use samverk_web::{Module, Route, SearchFuture, TextSource, ToldAs, ToldField};

/// Kronor of initiatives are kept as whole öre.
const TOLD_FIELDS: &[ToldField] = &[ToldField::new(&["initiative"], "cost", ToldAs::Ore)];

pub fn module() -> Module {
    Module {
        name: "development",
        routes: routes(),
        actions: [crate::policy::rows(), samverk_kept::actions(KINDS)].concat(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "development/sv",
                text: include_str!("../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "development/en",
                text: include_str!("../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        places: [samverk_kept::places(KINDS), crate::portfolio::places()].concat(),
        search: vec![found],
        searched_things: samverk_kept::searched(KINDS),
        things: samverk_kept::things(KINDS),
        told_fields: TOLD_FIELDS,
        ..Module::default()
    }
}

fn routes() -> Vec<Route> {
    [
        crate::processes::routes(),
        crate::initiatives::routes(),
        crate::portfolio::routes(),
        crate::ranking::routes(),
        crate::pages::routes(),
        samverk_kept::routes(KINDS),
    ]
    .concat()
}

fn found(tx: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    Box::pin(found_on(tx, of, KINDS))
}
