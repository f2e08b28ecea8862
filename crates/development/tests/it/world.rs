//! The house of this domain.

use samverk_county::{COUNCIL, House};
use samverk_database::{Db, Migration};
use samverk_foundation::{Actor, Key};
use samverk_web::Module;

pub const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    samverk_identity::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    samverk_goals::MIGRATIONS,
    samverk_development::MIGRATIONS,
    samverk_notices::MIGRATIONS,
    samverk_files::MIGRATIONS,
];

fn modules() -> Vec<Module> {
    vec![samverk_goals::module(), samverk_development::module()]
}

pub fn house(db: &Db) -> House<'_> {
    House::new(db, modules)
}

/// Adds a need with this description; the address of its page.
pub async fn add_need(house: &House<'_>, who: &Actor, text: &str) -> String {
    let need = [("kind", "challenge"), ("area", "Drift"), ("text", text)];
    house
        .submit(who, &format!("{COUNCIL}/behov/ny"), &need)
        .await;
    format!("{COUNCIL}/behov/{}", Key::from_name(text))
}
