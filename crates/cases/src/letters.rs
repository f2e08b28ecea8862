//! An e-mail message on its way into a case: read, laid with its attachments, and registered. Pages and API share it.

use crate::actions::{LaidLetter, check_once, register_letter};
use crate::desk::RegistryDesk;
use crate::model::{Case, Direction, Letter, read_letter};
use samverk_database::{Db, Tx};
use samverk_files::model::{Received, State};
use samverk_files::{Files, lay};
use samverk_foundation::{Actor, Problem, Problems};

/// The message as it was sent.
pub(crate) struct SentLetter<'s> {
    pub name: &'s str,
    pub bytes: &'s [u8],
    pub direction: Direction,
}

/// The case, for whoever registers in it.
pub(crate) async fn open(
    tx: &Tx,
    actor: &Actor,
    (party, registry, case): (&str, &str, &str),
) -> Result<(RegistryDesk, Case), Problem> {
    let desk = RegistryDesk::find_to_read(tx, actor, party, registry).await?;
    desk.require_register()?;
    let case = desk.case(tx, case).await?;
    case.require_not_void()?;
    Ok((desk, case))
}

/// What became of a message.
pub(crate) struct ReceivedLetter {
    /// An attachment without a byte is no document: it stays in the message alone.
    pub leaves_empty: bool,
}

/// Registers a message in a case. What has been laid goes again when it is refused.
///
/// Fails as [`register_letter`], or with what speaks against the message or against its files.
pub(crate) async fn receive_letter(
    (db, files): (&Db, &Files),
    actor: &Actor,
    address: (&str, &str, &str),
    sent: SentLetter<'_>,
) -> Result<ReceivedLetter, Problems> {
    let tx = db.read().await?;
    let (desk, case) = open(&tx, actor, address).await?;
    if sent.bytes.is_empty() {
        return Err(Problem::invalid("field_missing").at_field("file").into());
    }
    let letter = read_letter(sent.bytes)?;
    check_once(&tx, &desk, &letter).await?;
    drop(tx);
    let laid = lay_all((db, files), &sent, &letter).await?;
    let tx = db.begin("register_letter").await?;
    let parts = LaidLetter {
        letter: &letter,
        parts: &laid,
        direction: sent.direction,
    };
    let done = register_letter(&tx, actor, &desk, (&case, parts)).await;
    if let Err(problems) = done {
        drop(tx);
        take_away(files, &laid).await?;
        return Err(problems);
    }
    // When it is not known whether the rows were kept, the bytes stay for the tidying.
    tx.commit().await?;
    let is_infected = |one: &&Received| matches!(one.state, State::Infected(_));
    let infected: Vec<Received> = laid.iter().filter(is_infected).cloned().collect();
    take_away(files, &infected).await?;
    let leaves_empty = letter.attachments.iter().any(|one| one.bytes.is_empty());
    Ok(ReceivedLetter { leaves_empty })
}

/// Lays the message and its attachments; what has been laid goes again when one fails.
async fn lay_all(
    (db, files): (&Db, &Files),
    sent: &SentLetter<'_>,
    letter: &Letter,
) -> Result<Vec<Received>, Problem> {
    let name = match sent.name.to_lowercase().ends_with(".eml") {
        true => sent.name.to_owned(),
        false => format!("{}.eml", sent.name),
    };
    let whole = (name.as_str(), sent.bytes);
    // An attachment without a byte is no document: it stays in the message.
    let attached = letter.attachments.iter();
    let attached = attached.filter(|one| !one.bytes.is_empty());
    let attached = attached.map(|one| (one.name.as_str(), one.bytes.as_slice()));
    let mut laid = Vec::new();
    for part in std::iter::once(whole).chain(attached) {
        let id = db.read().await?.new_id();
        match lay(files, id, part).await {
            Ok(received) => laid.push(received),
            Err(problem) => {
                take_away(files, &laid).await?;
                return Err(problem);
            }
        }
    }
    Ok(laid)
}

async fn take_away(files: &Files, laid: &[Received]) -> Result<(), Problem> {
    for one in laid {
        files.storage.remove(one.id).await?;
    }
    Ok(())
}
