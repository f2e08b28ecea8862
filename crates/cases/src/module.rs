//! What the domain gives the house.

use crate::{KINDS, MIGRATIONS, READ, WRITE, pages, policy, processes, templates, things};
use samverk_database::Contents;
use samverk_foundation::{Language, Role};
use samverk_web::{By, MenuGroup, MenuPlace, Module, TextSource};

/// Seen by those of the party who read cases, once something is open to it.
const SHARED: MenuPlace = MenuPlace::new(
    MenuGroup::Meetings,
    11,
    "/delade-arenden",
    "case-shared-tab",
)
.seen_by(By::When(reads))
.filled_by(Contents::open("case_grant"), By::Roles(&[]));

/// Seen by those who hand over what an officer holds.
const HANDING: MenuPlace =
    MenuPlace::new(MenuGroup::Settings, 12, "/lamna-over", "case-hand-over-tab")
        .seen_by(By::When(hands_over));

/// Whether whoever has the role at a party hands over what its officers hold.
pub fn hands_over(role: Role) -> bool {
    policy::may(role, policy::Action::HandOver)
}

fn reads(role: Role) -> bool {
    policy::may(role, policy::Action::Read)
}

pub fn module() -> Module {
    Module {
        name: "cases",
        routes: [
            pages::routes(),
            processes::routes(),
            templates::routes(),
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
        party_places: [samverk_kept::places(KINDS), vec![SHARED, HANDING]].concat(),
        things: [samverk_kept::things(KINDS), things::things()].concat(),
        thing_panels: vec![processes::panel, templates::panel],
        scopes: &[READ, WRITE],
        ..Module::default()
    }
}
