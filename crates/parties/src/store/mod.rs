//! Every database statement of the domain, and nothing else.

mod assessments;
mod collaborations;
mod mandates;
mod members;
mod parties;
mod populations;
mod register;
mod titles;

pub use assessments::{
    append_assessment, is_assessed, list_assessments, list_assessments_in, list_used_levels,
    standing_of_group,
};
pub use collaborations::{
    count_collaboration_save, delete_collaboration, find_collaboration, find_collaborations,
    insert_collaboration, is_followed, list_collaborations, list_told, update_collaboration,
};
pub use mandates::{list_mandates, list_mandates_in, list_mandates_of, replace_mandates};
pub use members::{
    count_members, list_collaborations_of, list_group_fellows, list_group_members, list_members,
    list_members_in, list_memberships_in, list_memberships_of, list_staying, list_staying_in,
    replace_members,
};
pub use parties::{
    PartyFilter, count_parties, delete_party, find_parties, find_parties_by_key, find_party,
    find_party_with_codes_of, find_region, hold_parties, insert_missing_parties, insert_party,
    list_owners, list_parties, spell_sort_names, update_party,
};
pub use populations::{
    insert_missing_populations, list_all_populations, list_populations, list_populations_of_years,
    put_populations,
};
pub use register::{find_loaded_edition, put_loaded_edition};
pub use titles::{FolderTitle, list_titles, put_title};

use samverk_database::Contents;

pub const ASSESSED: Contents = Contents::open("assessment");
