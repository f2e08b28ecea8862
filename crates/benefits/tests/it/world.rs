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
    samverk_economy::MIGRATIONS,
    samverk_development::MIGRATIONS,
    samverk_benefits::MIGRATIONS,
];

fn modules() -> Vec<Module> {
    vec![
        samverk_goals::module(),
        samverk_economy::module(),
        samverk_development::module(),
        samverk_benefits::module(),
    ]
}

pub fn house(db: &Db) -> House<'_> {
    House::new(db, modules)
}
