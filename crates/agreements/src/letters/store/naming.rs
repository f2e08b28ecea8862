//! Where a letter's texts and answers name somebody.

use super::{answers, texts};
use samverk_database::{Naming, Tx};
use samverk_foundation::Problem;
use uuid::Uuid;

/// Who sent, answered, signed or recorded something by that name: the letter, and what of it.
pub async fn letters_naming(tx: &Tx, words: &str) -> Result<Vec<(Uuid, Naming)>, Problem> {
    let mut all = texts::naming(tx, words).await?;
    all.extend(answers::naming(tx, words).await?);
    Ok(all)
}
