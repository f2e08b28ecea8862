//! People: sign-in, sessions, roles, invitations, the audit log's pages.

mod actions;
mod actor;
mod api;
mod bearer;
mod cookie;
mod directory;
mod hashing;
mod letter;
mod listing;
mod mail;
pub mod model;
mod oidc;
mod pages;
pub mod policy;
mod recipient;
mod security;
mod store;
mod visitor;

pub use actions::*;
pub use actor::load_actor;
pub use api::{LOG_READ, PEOPLE_READ, api};
pub use bearer::load_bearer;
pub use directory::{Directory, DirectorySlot, Holding, Named};
pub use letter::{LINK_MAIL_JOB, write_link_letter};
pub use listing::{ListedPerson, people_at_party, people_in_collaboration};
pub use mail::{MAIL_JOB, Mail, MailCalendar, Mailer};
pub use oidc::{Provider, ProviderFile, Providers};
pub use recipient::{Recipient, find_recipient};
pub use store::{
    active_grants_at, active_grants_in, find_person_by_email, list_administrators, names_of,
    people_after, people_naming, people_with_ids,
};
pub use visitor::{ClientAddress, Visitor};

use samverk_database::{Migration, migration};
use samverk_foundation::Language;
use samverk_web::{Module, SearchedThing, TextSource};

pub const MIGRATIONS: &[Migration] = &[
    migration!(200, "identity"),
    Migration {
        version: 210,
        name: "access tokens",
        sql: include_str!("../migrations/0210_access_tokens.sql"),
    },
    Migration {
        version: 220,
        name: "sign-in with a provider",
        sql: include_str!("../migrations/0220_provider_sign_in.sql"),
    },
    Migration {
        version: 221,
        name: "identities of people",
        sql: include_str!("../migrations/0221_person_identity.sql"),
    },
    Migration {
        version: 230,
        name: "known addresses",
        sql: include_str!("../migrations/0230_known_address.sql"),
    },
    Migration {
        version: 231,
        name: "letters without links",
        sql: include_str!("../migrations/0231_link_mail.sql"),
    },
    Migration {
        version: 232,
        name: "refusals counted",
        sql: include_str!("../migrations/0232_security_count.sql"),
    },
    migration!(233, "provided_role"),
    migration!(234, "opener"),
];

pub fn module() -> Module {
    Module {
        name: "identity",
        routes: pages::routes(),
        actions: policy::rows(),
        // People are found in their own lists only.
        searched_things: ["grant", "person", "session", "token"]
            .map(SearchedThing::unseen)
            .to_vec(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "identity/sv",
                text: include_str!("../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "identity/en",
                text: include_str!("../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        places: pages::places(),
        first_steps: pages::FIRST_STEPS,
        party_places: pages::party_places(),
        scopes: &[PEOPLE_READ, LOG_READ],
        ..Module::default()
    }
}
