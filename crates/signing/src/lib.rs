//! Signatures beside a finished file: detached CMS with the attributes of CAdES-BES.

mod authority;
mod names;
mod oids;
mod sign;
mod verify;

pub use authority::Authority;
pub use sign::Signer;
pub use verify::{Trusted, Verified, verify};
