//! Plain data and rules, without IO.

mod choices;
mod collaboration;
mod party;

pub use choices::{LegalForm, PartyKind, Reach, Standing};
pub use collaboration::{Collaboration, Member};
pub use party::Party;
