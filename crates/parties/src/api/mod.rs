//! The domain's part of the REST API: the same reads and actions as the pages.

mod assessments;
mod collaborations;
mod disagreements;
mod keys;
mod mandates;
mod members;
mod parties;
mod populations;
mod ties;

use samverk_foundation::TokenScope;
use samverk_rest::{Parameter, Resource};

pub const READ: TokenScope = TokenScope::new("parties:read");
pub const WRITE: TokenScope = TokenScope::new("parties:write");

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let own = vec![
        parties::resource(),
        populations::resource(),
        collaborations::resource(),
        members::resource(),
        mandates::resource(),
        assessments::resource(),
        disagreements::resource(),
        ties::resource(),
    ];
    let described = crate::SHARED_KINDS
        .iter()
        .chain(crate::KINDS)
        .map(|kind| samverk_kept::resource(*kind));
    own.into_iter().chain(described).collect()
}

fn resource(name: &'static str, about: [&'static str; 2]) -> Resource {
    Resource::new(name, about, READ, WRITE)
}

pub(crate) const PARTY: Parameter = Parameter::key(
    "party",
    ["Aktörens nyckel.", "The party's key."],
    "jonkopings-kommun",
);

pub(crate) const COLLABORATION: Parameter = Parameter::key(
    "collaboration",
    ["Samverkans nyckel.", "The collaboration's key."],
    "digitaliseringsradet",
);

const OF_GROUP: Parameter = Parameter::key(
    "group",
    ["Gruppens nyckel.", "The group's key."],
    "arkitektgruppen",
);
