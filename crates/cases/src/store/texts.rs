//! Texts of documents, and what has been finished of them.

use crate::model::{CaseText, FileVersion, Print};
use samverk_database::Tx;
use samverk_database::statement::{find_one, insert_later, list, update_seen};
use samverk_foundation::{Language, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_text")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub template: String,
        pub language: String,
        pub text: String,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod print {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_print")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub document_id: Uuid,
        pub number: i64,
        pub pdf_id: Uuid,
        pub pdf_version: i64,
        pub docx_id: Uuid,
        pub docx_version: i64,
        pub text: String,
        pub made_at: DateTime<Utc>,
        pub made_by: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn text(row: row::Model) -> Result<CaseText, Problem> {
    let language = Language::from_code(&row.language);
    Ok(CaseText {
        document: row.id,
        template: row.template,
        language: language.ok_or_else(|| Problem::internal("a text in no language"))?,
        text: row.text,
        revision: row.revision,
    })
}

fn written(one: &CaseText) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(one.document),
        template: Set(one.template.clone()),
        language: Set(one.language.code().to_owned()),
        text: Set(one.text.clone()),
        revision: Set(one.revision),
    }
}

pub async fn find_text(tx: &Tx, document: Uuid) -> Result<Option<CaseText>, Problem> {
    find_one(tx, row::Entity::find_by_id(document), text).await
}

/// Those of these documents.
pub async fn list_texts(tx: &Tx, documents: &[Uuid]) -> Result<Vec<CaseText>, Problem> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let query = row::Entity::find().filter(row::Column::Id.is_in(documents.iter().copied()));
    list(tx, query, text).await
}

pub async fn insert_text(tx: &Tx, new: &CaseText) -> Result<(), Problem> {
    insert_later(tx, written(new)).await
}

/// Saves over the revision that was seen. Fails with `changed_meanwhile`.
pub async fn update_text(tx: &Tx, changed: &CaseText, seen: i64) -> Result<(), Problem> {
    update_seen(tx, written(changed), changed.document, seen).await
}

/// What has been finished of these documents, by number.
pub async fn list_prints(tx: &Tx, documents: &[Uuid]) -> Result<Vec<Print>, Problem> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let query = print::Entity::find()
        .filter(print::Column::DocumentId.is_in(documents.iter().copied()))
        .order_by_asc(print::Column::Number);
    list(tx, query, |row| {
        let version = |file, number| FileVersion { file, number };
        Ok(Print {
            id: row.id,
            document: row.document_id,
            number: row.number,
            pdf: version(row.pdf_id, row.pdf_version),
            docx: version(row.docx_id, row.docx_version),
            text: row.text,
            made_at: row.made_at,
            made_by: row.made_by,
        })
    })
    .await
}

pub async fn insert_print(tx: &Tx, new: &Print) -> Result<(), Problem> {
    let row = print::ActiveModel {
        id: Set(new.id),
        document_id: Set(new.document),
        number: Set(new.number),
        pdf_id: Set(new.pdf.file),
        pdf_version: Set(new.pdf.number),
        docx_id: Set(new.docx.file),
        docx_version: Set(new.docx.number),
        text: Set(new.text.clone()),
        made_at: Set(new.made_at),
        made_by: Set(new.made_by.clone()),
    };
    insert_later(tx, row).await
}

/// The document of which the file is a finished version.
pub async fn find_document_of_print(tx: &Tx, file: Uuid) -> Result<Option<Uuid>, Problem> {
    let is_it = Condition::any()
        .add(print::Column::PdfId.eq(file))
        .add(print::Column::DocxId.eq(file));
    let query = print::Entity::find().filter(is_it).limit(1);
    find_one(tx, query, |row| Ok(row.document_id)).await
}
