//! The house of this domain.

use samverk_county::House;
use samverk_database::{Db, Migration};
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
