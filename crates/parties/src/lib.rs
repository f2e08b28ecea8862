//! Who there is and who works with whom: parties, population, collaborations, groups, members,
//! mandates, ladders and assessments (P1–P3).

pub mod actions;
pub mod bundle;
pub mod model;
mod pages;
pub mod policy;
mod register;
mod scope;
pub mod store;

pub use pages::module;
pub use register::load_register;
pub use scope::Scope;

use samverk_database::Migration;

pub const MIGRATIONS: &[Migration] = &[Migration {
    version: 300,
    name: "parties",
    sql: include_str!("../migrations/0300_parties.sql"),
}];
