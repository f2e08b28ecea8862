//! Every database statement about people, and nothing else.

mod access_tokens;
mod attempts;
mod grants;
mod links;
mod people;
mod sessions;

pub use access_tokens::{
    access_tokens_of, find_access_token, find_access_token_by_token, insert_access_token,
    note_access_token_used, revoke_access_token, revoke_access_tokens,
};
pub use attempts::{attempts_by_address, attempts_by_email, forget_attempts, note_attempt};
pub use grants::{
    delete_grant, grants_at_party, grants_in_collaboration, grants_of, insert_grant, list_grants,
};
pub use links::{SentLink, find_link, insert_link, use_link, void_links};
pub use people::{
    count_administrators, find_person, find_person_by_email, insert_person, list_people,
    people_with_ids, update_person,
};
pub use sessions::{
    find_session, find_session_by_token, insert_session, note_seen, open_sessions, revoke_session,
    revoke_sessions,
};
