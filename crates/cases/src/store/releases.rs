//! Versions that no scanner has judged, and that somebody answers for.

use crate::CaseId;
use crate::model::{FileVersion, Release};
use samverk_database::Tx;
use samverk_database::statement::{insert_later, list};
use samverk_foundation::{PersonId, Problem};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

mod row {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_file_release")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub file_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub file_version: i64,
        pub case_id: Uuid,
        pub person_id: Option<Uuid>,
        pub at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// All of a case, of which there are no more than files lie at it.
pub async fn list_releases(tx: &Tx, case: CaseId) -> Result<Vec<Release>, Problem> {
    let query = row::Entity::find().filter(row::Column::CaseId.eq(case.0));
    list(tx, query, |row| {
        Ok(Release {
            version: FileVersion {
                file: row.file_id,
                number: row.file_version,
            },
            person: row.person_id.map(PersonId),
            at: row.at,
        })
    })
    .await
}

pub async fn insert_release(tx: &Tx, case: CaseId, release: &Release) -> Result<(), Problem> {
    let row = row::ActiveModel {
        file_id: Set(release.version.file),
        file_version: Set(release.version.number),
        case_id: Set(case.0),
        person_id: Set(release.person.map(|person| person.0)),
        at: Set(release.at),
    };
    insert_later(tx, row).await
}
