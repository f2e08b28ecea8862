//! The documents of cases.

use super::cases;
use crate::CaseId;
use crate::model::{Direction, Document, DocumentContent, DocumentSort, FileVersion};
use samverk_database::statement::{find_one, insert_later, list, update_seen};
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_document")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub number: i64,
        pub title: String,
        pub public_title: String,
        pub direction: String,
        pub dated_on: Date,
        pub sort: String,
        pub file_id: Option<Uuid>,
        pub file_version: Option<i64>,
        pub is_public: bool,
        pub registered_on: Date,
        pub revision: i64,
        pub form_token: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

fn document(row: row::Model) -> Result<Document, Problem> {
    let version = row.file_id.zip(row.file_version);
    let version = version.map(|(file, number)| FileVersion { file, number });
    let file = version.map(|version| version.to_string());
    Ok(Document {
        id: row.id,
        case: CaseId(row.case_id),
        number: row.number,
        content: DocumentContent {
            title: row.title.into(),
            public_title: row.public_title.into(),
            direction: Direction::from_code(&row.direction)?,
            dated_on: row.dated_on,
            sort: DocumentSort::from_code(&row.sort)?,
            file: file.unwrap_or_default().into(),
            public: row.is_public,
        },
        registered_on: row.registered_on,
        revision: row.revision,
    })
}

fn written(one: &Document) -> row::ActiveModel {
    let content = &one.content;
    // What is no version is refused before.
    let version = one.file_version();
    row::ActiveModel {
        id: Set(one.id),
        case_id: Set(one.case.0),
        number: Set(one.number),
        title: Set(content.title.to_string()),
        public_title: Set(content.public_title.to_string()),
        direction: Set(content.direction.code().to_owned()),
        dated_on: Set(content.dated_on),
        sort: Set(content.sort.code().to_owned()),
        file_id: Set(version.map(|version| version.file)),
        file_version: Set(version.map(|version| version.number)),
        is_public: Set(content.public),
        registered_on: Set(one.registered_on),
        revision: Set(one.revision),
        ..Default::default()
    }
}

/// The next number within the case. Nobody else takes one until the transaction ends.
pub async fn take_document_number(tx: &Tx, case: CaseId) -> Result<i64, Problem> {
    cases::hold_case(tx, case).await?;
    let last: Option<Option<i64>> = row::Entity::find()
        .select_only()
        .column_as(Column::Number.max(), "last")
        .filter(Column::CaseId.eq(case.0))
        .into_tuple()
        .one(tx.connection())
        .await
        .map_err(problem)?;
    Ok(last.flatten().unwrap_or_default() + 1)
}

/// Those of a case after a number, by number.
pub async fn list_documents(
    tx: &Tx,
    case: CaseId,
    (after, limit): (i64, u64),
) -> Result<Vec<Document>, Problem> {
    let query = row::Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::Number.gt(after))
        .order_by_asc(Column::Number)
        .limit(limit);
    list(tx, query, document).await
}

/// All of these cases, by number within each.
pub async fn list_documents_of(tx: &Tx, cases: &[Uuid]) -> Result<Vec<Document>, Problem> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let query = row::Entity::find()
        .filter(Column::CaseId.is_in(cases.iter().copied()))
        .order_by_asc(Column::Number);
    list(tx, query, document).await
}

/// The official ones of a case after a number, by number.
pub async fn list_official_documents(
    tx: &Tx,
    case: CaseId,
    (after, limit): (i64, u64),
) -> Result<Vec<Document>, Problem> {
    let query = row::Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::Number.gt(after))
        .filter(Column::Sort.eq(DocumentSort::Official.code()))
        .order_by_asc(Column::Number)
        .limit(limit);
    list(tx, query, document).await
}

pub async fn count_documents(tx: &Tx, case: CaseId) -> Result<u64, Problem> {
    let query = row::Entity::find().filter(Column::CaseId.eq(case.0));
    query.count(tx.connection()).await.map_err(problem)
}

pub async fn find_document(
    tx: &Tx,
    case: CaseId,
    number: i64,
) -> Result<Option<Document>, Problem> {
    let query = row::Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::Number.eq(number));
    find_one(tx, query, document).await
}

/// A document that names the file, whichever version of it.
pub async fn find_document_of_file(tx: &Tx, file: Uuid) -> Result<Option<Document>, Problem> {
    let query = row::Entity::find()
        .filter(Column::FileId.eq(file))
        .order_by_asc(Column::Number)
        .limit(1);
    find_one(tx, query, document).await
}

pub async fn insert_document(tx: &Tx, new: &Document, token: Option<Uuid>) -> Result<(), Problem> {
    let row = row::ActiveModel {
        form_token: Set(token),
        ..written(new)
    };
    insert_later(tx, row).await
}

/// What was registered by the form that was sent with this.
pub async fn find_document_by_token(
    tx: &Tx,
    case: CaseId,
    token: Uuid,
) -> Result<Option<Document>, Problem> {
    let query = row::Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .filter(Column::FormToken.eq(token));
    find_one(tx, query, document).await
}

/// Saves over the revision that was seen. Fails with `changed_meanwhile`.
pub async fn update_document(tx: &Tx, changed: &Document, seen: i64) -> Result<(), Problem> {
    update_seen(tx, written(changed), changed.id, seen).await
}
