//! What was decided is kept as it stood then, with a checksum: its content, and the PDF that is
//! printed of it. Strangers and the archive get this, whatever happens to the thing itself.

use crate::{ObjectRef, Tx, enqueue_job, problem, statement};
use chrono::{DateTime, Utc};
use samverk_foundation::{CollaborationId, Key, Language, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The kind of job that prints what was adopted.
pub const PRINT_ADOPTED: &str = "print_adopted";

/// Something as it stood when it was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptedDocument {
    pub id: Uuid,
    pub object_id: Uuid,
    /// 1, 2, 3 … for what is opened and decided again.
    pub number: i64,
    pub adopted_at: DateTime<Utc>,
    content: String,
    /// Of the content's bytes.
    pub sha256: String,
}

impl AdoptedDocument {
    pub fn content<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        serde_json::from_str(&self.content).map_err(Problem::internal)
    }
}

/// The PDF of an adopted document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptedPrint {
    pub pdf: Vec<u8>,
    pub sha256: String,
}

/// What is to be printed of it: the job's payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintOrder {
    pub document: Uuid,
    pub kind: String,
    pub collaboration: CollaborationId,
    /// The plan or distribution.
    pub key: Key,
    /// The version of a plan.
    pub version: Option<i64>,
}

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "adopted_document")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub object_kind: String,
        pub object_id: Uuid,
        pub number: i64,
        pub adopted_at: super::DateTime<super::Utc>,
        pub content: String,
        pub sha256: String,
        /// When it was found that the decision was recorded by mistake.
        pub withdrawn_at: Option<super::DateTime<super::Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod print {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "adopted_print")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub document_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub language: String,
        pub pdf: Vec<u8>,
        pub sha256: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn checksum(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn document(row: row::Model) -> Result<AdoptedDocument, Problem> {
    Ok(AdoptedDocument {
        id: row.id,
        object_id: row.object_id,
        number: row.number,
        adopted_at: row.adopted_at,
        content: row.content,
        sha256: row.sha256,
    })
}

/// Keeps the content of what was just decided. Answers the document's id.
pub async fn keep_adopted(
    tx: &Tx,
    object: &ObjectRef,
    content: &impl Serialize,
) -> Result<Uuid, Problem> {
    let content = serde_json::to_string(content).map_err(Problem::internal)?;
    let earlier = row::Entity::find().filter(row::Column::ObjectId.eq(object.id));
    let earlier = earlier.count(tx.connection()).await.map_err(problem)?;
    let id = tx.new_id();
    let new = row::ActiveModel {
        id: Set(id),
        object_kind: Set(object.kind.to_owned()),
        object_id: Set(object.id),
        number: Set(i64::try_from(earlier).map_err(Problem::internal)? + 1),
        adopted_at: Set(tx.now()),
        sha256: Set(checksum(content.as_bytes())),
        content: Set(content),
        withdrawn_at: Set(None),
    };
    statement::insert(tx, row::Entity::insert(new)).await?;
    Ok(id)
}

/// The same for what is printed too: a job prints it right after the transaction.
pub async fn keep_adopted_in_print(
    tx: &Tx,
    object: &ObjectRef,
    content: &impl Serialize,
    (collaboration, key, version): (CollaborationId, &Key, Option<i64>),
) -> Result<(), Problem> {
    let order = PrintOrder {
        document: keep_adopted(tx, object, content).await?,
        kind: object.kind.to_owned(),
        collaboration,
        key: key.clone(),
        version,
    };
    enqueue_job(tx, PRINT_ADOPTED, &order).await
}

/// The latest adopted document of each of these that is not withdrawn, by object.
pub async fn find_adopted(
    tx: &Tx,
    objects: &[Uuid],
) -> Result<BTreeMap<Uuid, AdoptedDocument>, Problem> {
    let all = adopted_of(tx, objects).await?;
    Ok(all.into_iter().map(|one| (one.object_id, one)).collect())
}

/// Every adopted document of the object that is not withdrawn, the latest last.
pub async fn list_adopted(tx: &Tx, object: Uuid) -> Result<Vec<AdoptedDocument>, Problem> {
    adopted_of(tx, &[object]).await
}

async fn adopted_of(tx: &Tx, objects: &[Uuid]) -> Result<Vec<AdoptedDocument>, Problem> {
    if objects.is_empty() {
        return Ok(Vec::new());
    }
    let query = row::Entity::find()
        .filter(row::Column::ObjectId.is_in(objects.iter().copied()))
        .filter(row::Column::WithdrawnAt.is_null())
        .order_by_asc(row::Column::Number);
    statement::list(tx, query, document).await
}

/// The object was adopted last by mistake: what was kept then stays in the archive, and counts no more.
/// Fails with `not_adopted`.
pub async fn withdraw_adopted(tx: &Tx, object: Uuid) -> Result<(), Problem> {
    let found = find_adopted(tx, &[object]).await?;
    let last = found.get(&object).map(|document| document.id);
    let last = last.ok_or_else(|| Problem::conflict("not_adopted"))?;
    let update = row::Entity::update_many()
        .col_expr(row::Column::WithdrawnAt, Expr::value(tx.now()))
        .filter(row::Column::Id.eq(last));
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Keeps the PDF; what is kept already stays.
pub async fn keep_print(
    tx: &Tx,
    document: Uuid,
    language: Language,
    pdf: Vec<u8>,
) -> Result<(), Problem> {
    let code = language.code();
    let known = print::Entity::find_by_id((document, code.to_owned()));
    if known.one(tx.connection()).await.map_err(problem)?.is_some() {
        return Ok(());
    }
    let new = print::ActiveModel {
        document_id: Set(document),
        language: Set(code.to_owned()),
        sha256: Set(checksum(&pdf)),
        pdf: Set(pdf),
    };
    statement::insert(tx, print::Entity::insert(new)).await
}

/// The PDF of the object as it was last adopted; nothing until it is printed.
pub async fn find_print(
    tx: &Tx,
    object: Uuid,
    language: Language,
) -> Result<Option<AdoptedPrint>, Problem> {
    let found = find_adopted(tx, &[object]).await?;
    let Some(document) = found.get(&object) else {
        return Ok(None);
    };
    let query = print::Entity::find_by_id((document.id, language.code().to_owned()));
    statement::find_one(tx, query, |row| {
        Ok(AdoptedPrint {
            pdf: row.pdf,
            sha256: row.sha256,
        })
    })
    .await
}
