//! Who there is and who works with whom: parties, population, collaborations, groups, members,
//! mandates, ladders and assessments (P1–P3).

pub mod actions;
pub mod model;
mod pages;
pub mod policy;
mod scope;
pub mod store;

pub use pages::module;
pub use scope::Scope;

use samverk_database::Migration;

pub const MIGRATIONS: &[Migration] =
    &[Migration { version: 300, name: "parties", sql: include_str!("../migrations/0300_parties.sql") }];
