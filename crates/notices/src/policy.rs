//! Everybody decides over their own letters and calendars, and follows what they may read as a member.

use samverk_foundation::{Actor, Person, Problem};
use samverk_web::Thing;

/// Fails with `sign_in_needed` for who is not signed in.
pub fn own(actor: &Actor) -> Result<&Person, Problem> {
    actor.person().ok_or_else(Problem::sign_in_needed)
}

/// Whether somebody may follow it: they have a role where it stands.
pub fn may_follow(actor: &Actor, thing: &Thing) -> bool {
    actor.person().is_some() && thing.roles.is_member()
}
