//! Every database statement about people, and nothing else.

mod access_tokens;
mod attempts;
mod grants;
mod identities;
mod known_addresses;
mod links;
mod people;
mod provider_attempts;
mod provider_sessions;
mod security_counts;
mod sessions;

pub use access_tokens::{
    access_tokens_of, find_access_token, find_access_token_by_token, insert_access_token,
    note_access_token_used, revoke_access_token, revoke_access_tokens,
};
pub use attempts::{
    attempts_by_address, attempts_by_email, forget_attempts, forget_attempts_from, note_attempt,
};
pub use grants::{
    active_grants_at, active_grants_in, delete_grant, grants_at_party, grants_in_collaboration,
    grants_of, held_from, insert_grant, keep_grant, list_grants, list_provided, provided_grants,
    source_of_grant,
};
pub use identities::{
    delete_identity, delete_just_in_time, find_identity, has_identity, insert_identity,
    insert_just_in_time, is_just_in_time, list_people_with_identity, people_with_identity,
    provider_links_of,
};
pub use known_addresses::{is_known_address, note_known_address};
pub use links::{SentLink, delete_link, find_link, insert_link, use_link, void_links};
pub use people::{
    count_administrators, find_person, find_person_by_email, insert_person, list_administrators,
    list_people, names_of, people_after, people_naming, people_with_ids, update_person,
};
pub use provider_attempts::{insert_provider_attempt, take_provider_attempt};
pub use provider_sessions::{insert_provider_session, take_provider_session};
pub use security_counts::count_refusal;
pub use sessions::{
    find_session, find_visitor, insert_session, note_seen, open_sessions, revoke_session,
    revoke_sessions,
};
