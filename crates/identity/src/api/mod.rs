//! The domain's part of the REST API: who takes part, and the audit log. Only to read: people are
//! invited by people.

mod events;
mod people;

use samverk_foundation::TokenScope;
use samverk_rest::{Parameter, Resource};

/// Who the people are.
pub const PEOPLE_READ: TokenScope = TokenScope::new("people:read");
pub const LOG_READ: TokenScope = TokenScope::new("log:read");

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    vec![people::resource(), events::resource()]
}

const COLLABORATION: Parameter = Parameter::key(
    "collaboration",
    ["Samverkans nyckel.", "The collaboration's key."],
    "digitaliseringsradet",
);

const PARTY: Parameter = Parameter::key(
    "party",
    ["Aktörens nyckel.", "The party's key."],
    "jonkopings-kommun",
);
