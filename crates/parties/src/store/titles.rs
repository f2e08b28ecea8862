use samverk_database::statement::{delete, insert};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, Problem};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use std::collections::BTreeMap;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "collaboration_title")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub collaboration_id: Uuid,
        pub title: String,
        pub source: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a folder says it holds, and where the facts come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FolderTitle {
    pub title: String,
    pub source: String,
}

/// The title of the folder that each collaboration came in; none for those that were opened here.
pub async fn list_titles(tx: &Tx) -> Result<BTreeMap<CollaborationId, FolderTitle>, Problem> {
    let rows = row::Entity::find()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    let titled = |row: row::Model| {
        let (title, source) = (row.title, row.source);
        let of = CollaborationId(row.collaboration_id);
        (of, FolderTitle { title, source })
    };
    Ok(rows.into_iter().map(titled).collect())
}

pub async fn put_title(tx: &Tx, of: CollaborationId, title: &FolderTitle) -> Result<(), Problem> {
    let row = row::ActiveModel {
        collaboration_id: Set(of.0),
        title: Set(title.title.clone()),
        source: Set(title.source.clone()),
    };
    let replace = OnConflict::column(row::Column::CollaborationId)
        .update_columns([row::Column::Title, row::Column::Source])
        .to_owned();
    insert(tx, row::Entity::insert(row).on_conflict(replace)).await
}

pub(super) async fn delete_title(tx: &Tx, of: CollaborationId) -> Result<(), Problem> {
    delete(
        tx,
        row::Entity::delete_many().filter(row::Column::CollaborationId.eq(of.0)),
    )
    .await
}
