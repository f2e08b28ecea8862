//! The table of signatures of a registry's documents. Who signed here is known elsewhere by what the certificate says.

use super::place;
use super::texts::{At, Numbered, Rows, moment, named_version, put, version_cell};
use crate::desk::RegistryDesk;
use crate::model::{Signature, SignatureSort};
use crate::store;
use chrono::{DateTime, Utc};
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, Placed, read_rows, table_schema};
use samverk_foundation::{Problem, Problems};
use samverk_sheets::Row;
use std::collections::BTreeMap;
use uuid::Uuid;

const SIGNATURES: &str = "signatures.csv";
const COLUMNS: [&str; 13] = [
    "case",
    "document",
    "pdf",
    "signature",
    "sha256",
    "made",
    "signer",
    "mandate",
    "signed_at",
    "organisation",
    "issuer",
    "serial",
    "trusted",
];

pub(super) fn schema() -> FileSchema {
    let file = "parties/registries/signatures.csv";
    table_schema(file, &COLUMNS, &COLUMNS[..9], &[])
}

#[derive(Clone, Debug)]
pub(super) struct Listed {
    at: At,
    pdf: String,
    file: String,
    sha256: String,
    sort: SignatureSort,
    signer: String,
    organisation: String,
    mandate: String,
    issuer: String,
    serial: String,
    is_trusted: bool,
    signed_at: DateTime<Utc>,
}

fn listed(row: &Row<'_>, problems: &mut Problems) -> Option<Listed> {
    let at = At::read(row, problems);
    let mut said = |column| problems.keep(row.required(column));
    let (pdf, file, sha256) = (said("pdf"), said("signature"), said("sha256"));
    let (signer, mandate) = (said("signer"), said("mandate"));
    let sort = problems.keep(row.one_of("made", SignatureSort::ALL));
    let is_trusted = match row.text("trusted").as_str() {
        "" => Some(false),
        _ => problems.keep(row.boolean("trusted")),
    };
    let signed_at = moment(row, "signed_at", problems);
    Some(Listed {
        at: at?,
        pdf: pdf?,
        file: file?,
        sha256: sha256?,
        sort: sort?,
        signer: signer?,
        organisation: row.text("organisation"),
        mandate: mandate?,
        issuer: row.text("issuer"),
        serial: row.text("serial"),
        is_trusted: is_trusted?,
        signed_at: signed_at?,
    })
}

pub(super) fn read(intake: &mut Intake, (party, registry): (&str, &str)) -> Vec<Placed<Listed>> {
    let file = place(party, registry, SIGNATURES);
    read_rows(intake, &file, &COLUMNS, listed).unwrap_or_default()
}

/// One that stands already changes nothing. Notes what is wrong.
pub(super) async fn apply(
    tx: &Tx,
    desk: &RegistryDesk,
    rows: &[Placed<Listed>],
    intake: &mut Intake,
) -> Result<(), Problem> {
    for row in rows {
        let done = bring_in(tx, desk, &row.value).await;
        row.note(intake, done)?;
    }
    Ok(())
}

async fn bring_in(tx: &Tx, desk: &RegistryDesk, said: &Listed) -> Result<(), Problem> {
    let (case, document) = said.at.find(tx, desk).await?;
    let wanted = Signature {
        id: tx.new_id(),
        document: document.id,
        pdf: named_version(tx, &case, ("pdf", &said.pdf)).await?,
        file: named_version(tx, &case, ("signature", &said.file)).await?,
        sha256: said.sha256.clone(),
        sort: said.sort,
        person: None,
        signer: said.signer.clone(),
        organisation: said.organisation.clone(),
        mandate: said.mandate.clone(),
        issuer: said.issuer.clone(),
        serial: said.serial.clone(),
        is_trusted: said.is_trusted,
        signed_at: said.signed_at,
    };
    let standing = store::list_signatures(tx, &[document.id]).await?;
    let is_same = |one: &Signature| {
        Signature {
            id: wanted.id,
            person: None,
            ..one.clone()
        } == wanted
    };
    if standing.iter().any(is_same) {
        return Ok(());
    }
    store::insert_signature(tx, &wanted).await?;
    tx.flush().await
}

/// Adds the rows of these documents.
pub(super) async fn add(
    tx: &Tx,
    rows: &mut Rows,
    documents: &[Numbered<'_>],
    keys: &BTreeMap<Uuid, String>,
) -> Result<(), Problem> {
    let ids: Vec<Uuid> = documents.iter().map(|one| one.document.id).collect();
    let signatures = store::list_signatures(tx, &ids).await?;
    for (order, one) in (0_i64..).zip(&signatures) {
        let found = documents.iter().find(|of| of.document.id == one.document);
        let Some(of) = found else {
            continue;
        };
        let cells = vec![
            of.case.to_owned(),
            of.document.number.to_string(),
            version_cell(one.pdf, keys),
            version_cell(one.file, keys),
            one.sha256.clone(),
            one.sort.code().to_owned(),
            one.signer.clone(),
            one.mandate.clone(),
            one.signed_at.to_rfc3339(),
            one.organisation.clone(),
            one.issuer.clone(),
            one.serial.clone(),
            one.is_trusted.to_string(),
        ];
        rows.push(((of.place, of.document.number, order), cells));
    }
    Ok(())
}

pub(super) fn write(folder: &mut Folder, (party, registry): (&str, &str), rows: Rows) {
    put(folder, &place(party, registry, SIGNATURES), &COLUMNS, rows);
}
