//! Signatures beside finished documents.

use crate::model::{FileVersion, Signature, SignatureSort};
use samverk_database::Tx;
use samverk_database::statement::{find_one, insert_later, list};
use samverk_foundation::{PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

pub(super) mod row {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_signature")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub document_id: Uuid,
        pub pdf_id: Uuid,
        pub pdf_version: i64,
        pub sha256: String,
        pub file_id: Uuid,
        pub file_version: i64,
        pub sort: String,
        pub person_id: Option<Uuid>,
        pub signer: String,
        pub organisation: String,
        pub mandate: String,
        pub issuer: String,
        pub serial: String,
        pub is_trusted: bool,
        pub signed_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn signature(row: row::Model) -> Result<Signature, Problem> {
    let version = |file, number| FileVersion { file, number };
    Ok(Signature {
        id: row.id,
        document: row.document_id,
        pdf: version(row.pdf_id, row.pdf_version),
        sha256: row.sha256,
        file: version(row.file_id, row.file_version),
        sort: SignatureSort::from_code(&row.sort)?,
        person: row.person_id.map(PersonId),
        signer: row.signer,
        organisation: row.organisation,
        mandate: row.mandate,
        issuer: row.issuer,
        serial: row.serial,
        is_trusted: row.is_trusted,
        signed_at: row.signed_at,
    })
}

/// Those of these documents, in the order in which they came.
pub async fn list_signatures(tx: &Tx, documents: &[Uuid]) -> Result<Vec<Signature>, Problem> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let query = row::Entity::find()
        .filter(row::Column::DocumentId.is_in(documents.iter().copied()))
        .order_by_asc(row::Column::Id);
    list(tx, query, signature).await
}

pub async fn insert_signature(tx: &Tx, new: &Signature) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(new.id),
        document_id: Set(new.document),
        pdf_id: Set(new.pdf.file),
        pdf_version: Set(new.pdf.number),
        sha256: Set(new.sha256.clone()),
        file_id: Set(new.file.file),
        file_version: Set(new.file.number),
        sort: Set(new.sort.code().to_owned()),
        person_id: Set(new.person.map(|person| person.0)),
        signer: Set(new.signer.clone()),
        organisation: Set(new.organisation.clone()),
        mandate: Set(new.mandate.clone()),
        issuer: Set(new.issuer.clone()),
        serial: Set(new.serial.clone()),
        is_trusted: Set(new.is_trusted),
        signed_at: Set(new.signed_at),
    };
    insert_later(tx, row).await
}

/// Whether the file is a signature of a document.
pub async fn is_signature(tx: &Tx, file: Uuid) -> Result<bool, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::FileId.eq(file))
        .limit(1);
    Ok(find_one(tx, query, |row| Ok(row.id)).await?.is_some())
}
