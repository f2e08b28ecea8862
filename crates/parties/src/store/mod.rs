//! Every database statement of the domain, and nothing else.

mod collaborations;
mod members;
mod parties;

pub use collaborations::{
    find_collaboration, insert_collaboration, list_collaborations, update_collaboration,
};
pub use members::{list_members, list_memberships_of, replace_members};
pub use parties::{
    find_parties, find_party, insert_party, list_parties, list_populations, put_population,
    update_party, PartyFilter,
};
