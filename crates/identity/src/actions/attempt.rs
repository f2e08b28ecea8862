use crate::model::{AttemptKind, address_subject, minutes_to_wait};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::Problem;
use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// Counts an attempt before it is made, so that many at once cannot slip through; a success forgets
/// it again. Fails with `too_many_attempts` when the address or the person has tried too often.
/// Commit at once: the attempt counts whatever happens next.
pub async fn note_attempt(
    tx: &Tx,
    kind: AttemptKind,
    email: &str,
    address: Option<IpAddr>,
) -> Result<(), Problem> {
    let email = subject_hash(email);
    let address = address.map(|address| subject_hash(&address_subject(address)));
    let is_at_home = match &address {
        Some(address) => store::is_known_address(tx, &email, address).await?,
        None => false,
    };
    // Where somebody has signed in lately, only what was tried from there counts.
    let from = address.as_deref().filter(|_| is_at_home);
    let by_email = store::attempts_by_email(tx, kind, &email, from).await?;
    let wait = minutes_to_wait(&by_email, kind.limit_per_email(), tx.now());
    let wait_for_address = match &address {
        Some(address) => {
            let attempts = store::attempts_by_address(tx, kind, address).await?;
            minutes_to_wait(&attempts, kind.limit_per_address(), tx.now())
        }
        None => None,
    };
    if let Some(minutes) = wait.max(wait_for_address) {
        return Err(Problem::too_many("too_many_attempts").with("minutes", minutes));
    }
    store::note_attempt(tx, kind, &email, address.as_deref()).await
}

/// A person has come in from here: what they tried here is forgotten, and for a while nobody
/// elsewhere keeps them out from here.
pub(super) async fn note_success(
    tx: &Tx,
    email: &str,
    address: Option<IpAddr>,
) -> Result<(), Problem> {
    let Some(address) = address else {
        return forget_attempts(tx, AttemptKind::SignIn, email).await;
    };
    let email = subject_hash(email);
    let address = subject_hash(&address_subject(address));
    store::forget_attempts_from(tx, AttemptKind::SignIn, &email, &address).await?;
    store::note_known_address(tx, &email, &address).await
}

pub(super) async fn forget_attempts(
    tx: &Tx,
    kind: AttemptKind,
    email: &str,
) -> Result<(), Problem> {
    store::forget_attempts(tx, kind, &subject_hash(email)).await
}

/// Attempts are counted without keeping who or where in readable form.
pub(crate) fn subject_hash(subject: &str) -> Vec<u8> {
    Sha256::digest(subject.trim().to_lowercase()).to_vec()
}
