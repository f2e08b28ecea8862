//! Plain data and pure rules about people; no IO.

mod access_token;
mod account;
mod address_rule;
mod device;
mod email;
mod grant;
mod link;
mod local_target;
mod password;
mod provided_roles;
mod provider_attempt;
mod provider_link;
mod session;
mod throttle;
mod token;

pub use access_token::{
    ACCESS_TOKEN_MAX, AccessToken, AccessTokenId, TokenWish, access_token_text, parse_access_token,
    token_problem,
};
pub use account::{Account, read_name};
pub use address_rule::AddressRule;
pub use device::{Device, device};
pub use email::Email;
pub use grant::{Grant, Scope};
pub use link::{LinkPurpose, PasswordLink};
pub use local_target::local_target;
pub use password::{OwnWords, PASSWORD_LENGTH_MIN, Password, StoredPassword};
pub use provided_roles::{Held, Told, settle};
pub use provider_attempt::{PROVIDER_ATTEMPT_MAX, ProviderAttempt, ProviderSession};
pub use provider_link::ProviderLink;
pub use session::{IDLE_MAX, SEEN_STEP, SESSION_MAX, Session};
pub use throttle::{AttemptKind, KNOWN_ADDRESS, WINDOW, address_subject, minutes_to_wait};
pub use token::Token;
