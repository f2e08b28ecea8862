//! Signing a finished document.

use super::note_of;
use crate::desk::RegistryDesk;
use crate::model::{Case, Changes, Document, FileVersion, Print, Signature, SignatureSort};
use crate::policy::Action;
use crate::{store, things};
use samverk_database::Tx;
use samverk_files::model::Received;
use samverk_files::{NewFile, add_file};
use samverk_foundation::{Actor, Problem, Problems, text};
use samverk_signing::Verified;
use serde_json::json;

/// A signature that has been found to hold over the bytes, lying in the store.
pub struct Signed<'s> {
    pub sort: SignatureSort,
    /// The checksum of the bytes that it is over.
    pub sha256: &'s str,
    /// By what the signers decide.
    pub mandate: &'s str,
    /// Whose signatures are in it.
    pub by: Vec<Verified>,
    pub received: &'s Received,
}

/// What is to hold before anything is signed: that somebody may, with what mandate, and that there is a version. Answers
/// the latest.
///
/// Fails with `forbidden`, `case_is_void`, `mandate_missing`, `text_too_long` or `document_not_finished`.
pub async fn to_sign(
    tx: &Tx,
    desk: &RegistryDesk,
    (case, document): (&Case, &Document),
    mandate: &str,
) -> Result<(Print, String), Problem> {
    desk.require(Action::Sign)?;
    case.require_not_void()?;
    let mandate = text::name(mandate, "mandate")?;
    if mandate.is_empty() {
        return Err(Problem::invalid("mandate_missing").at_field("mandate"));
    }
    let last = store::list_prints(tx, &[document.id]).await?.pop();
    let unfinished = || Problem::conflict("document_not_finished");
    Ok((last.ok_or_else(unfinished)?, mandate))
}

/// Keeps what somebody has signed over the latest version of a document, a row for each signer.
///
/// Fails as [`to_sign`], with `signature_other_version` when another version has been finished meanwhile,
/// `signature_already_here` when the same certificate has signed it, or `files_too_many`.
pub async fn keep_signatures(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, document): (&Case, &Document),
    (pdf, signed): (FileVersion, Signed<'_>),
) -> Result<(), Problems> {
    store::hold_case(tx, case.id).await?;
    let (last, mandate) = to_sign(tx, desk, (case, document), signed.mandate).await?;
    if last.pdf != pdf {
        return Err(Problem::conflict("signature_other_version").into());
    }
    let standing = store::list_signatures(tx, &[document.id]).await?;
    let is_here = |by: &Verified| {
        let mut of_version = standing.iter().filter(|one| one.pdf == pdf);
        of_version.any(|one| one.serial == by.serial && one.issuer == by.issuer)
    };
    if signed.by.iter().any(is_here) {
        return Err(Problem::conflict("signature_already_here").into());
    }
    let thing = things::thing(desk, case);
    let file = add_file(tx, actor, &thing, &NewFile::default(), signed.received).await?;
    let file = FileVersion {
        file: file.id,
        number: 1,
    };
    for by in signed.by {
        let signature = Signature {
            id: tx.new_id(),
            document: document.id,
            pdf,
            sha256: signed.sha256.to_owned(),
            file,
            sort: signed.sort,
            person: match signed.sort {
                SignatureSort::Here => actor.person().map(|person| person.id),
                SignatureSort::Elsewhere => None,
            },
            signer: by.name,
            organisation: by.organisation,
            mandate: mandate.clone(),
            issuer: by.issuer,
            serial: by.serial,
            is_trusted: by.is_trusted,
            signed_at: by.signed_at.unwrap_or_else(|| tx.now()),
        };
        store::insert_signature(tx, &signature).await?;
        let changes = [
            ("document_number", json!([null, document.number])),
            ("print_number", json!([null, last.number])),
            ("signer", json!([null, signature.signer])),
            ("mandate", json!([null, signature.mandate])),
        ];
        let changes = changes.map(|(field, change)| (field.to_owned(), change));
        let changes = Changes::from_iter(changes);
        note_of(tx, actor, desk, ("case.document_signed", case), changes).await?;
    }
    tx.flush().await?;
    Ok(())
}
