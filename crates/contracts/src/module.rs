//! What the domain gives the house.

use crate::{
    COLLABORATION_KINDS, KINDS, MIGRATIONS, READ, SHARED_KINDS, WRITE, import, open_contracting,
    policy, telling, windows,
};
use samverk_foundation::Language;
use samverk_web::{Module, TextSource, ToldAs, ToldField};

const PRICED: &[&str] = &["contract", "legal_limit"];

const TOLD_FIELDS: &[ToldField] = &[
    ToldField::new(PRICED, "yearly_value", ToldAs::Ore),
    ToldField::new(PRICED, "ceiling", ToldAs::Ore),
    ToldField::new(PRICED, "amount", ToldAs::Ore),
];

pub fn module() -> Module {
    let kinds = [SHARED_KINDS, KINDS, COLLABORATION_KINDS].concat();
    Module {
        name: "contracts",
        routes: [
            windows::routes(),
            import::routes(),
            open_contracting::routes(),
            samverk_kept::routes(&kinds),
        ]
        .concat(),
        actions: [policy::rows(), samverk_kept::actions(&kinds)].concat(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "contracts/sv",
                text: include_str!("../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "contracts/en",
                text: include_str!("../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        places: [
            samverk_kept::places(COLLABORATION_KINDS),
            vec![windows::PLACE],
        ]
        .concat(),
        party_places: samverk_kept::places(KINDS),
        things: samverk_kept::things(&kinds),
        thing_panels: vec![telling::panel],
        searched_things: samverk_kept::searched(&kinds),
        told_fields: TOLD_FIELDS,
        scopes: &[READ, WRITE],
        ..Module::default()
    }
}
