//! Each party decides (N6, P5): who takes part in what and from when, what each gives and pays of it, and the letters of
//! intent and agreements that they decide on and sign.

pub mod letters;
mod module;
pub mod participation;
pub mod policy;
mod told_fields;

pub use letters::{LETTER, LETTER_TEMPLATE};
pub use module::module;
pub use participation::{PARTICIPATION, PARTICIPATION_QUESTION};

use samverk_database::{Migration, Tx, migration};
use samverk_foundation::{CollaborationId, Key, Problem};
use samverk_kept::AnyKind;
use samverk_parties::WaitingFuture;
use samverk_parties::store::list_members_in;
use samverk_rest::Resource;

/// What is described once and hangs on a collaboration.
pub static KINDS: &[&dyn AnyKind] = &[
    &PARTICIPATION_QUESTION,
    &PARTICIPATION,
    &LETTER_TEMPLATE,
    &LETTER,
];

pub const MIGRATIONS: &[Migration] = &[
    migration!(1300, "participation"),
    migration!(1310, "letters"),
];

/// Of those who have answered and signed nothing is waited for, so nobody is reminded in vain.
pub fn waiting<'a>(tx: &'a Tx, collaborations: &'a [CollaborationId]) -> WaitingFuture<'a> {
    Box::pin(async move {
        let mut members = list_members_in(tx, collaborations).await?;
        members.retain(|(_, member)| member.holds_on(tx.today()));
        let mut all = participation::waiting(tx, collaborations, &members).await?;
        all.extend(letters::waiting(tx, collaborations, &members).await?);
        Ok(all)
    })
}

/// Whether a party has decided on a letter. What is described tells itself whom it names.
pub async fn names_party(tx: &Tx, party: &Key) -> Result<bool, Problem> {
    letters::store::names_party(tx, party).await
}

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    described
        .map(|kind| samverk_kept::resource(*kind))
        .chain([letters::standings()])
        .collect()
}
