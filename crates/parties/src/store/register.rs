use samverk_database::statement::insert;
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "register_load")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub edition: String,
        pub loaded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which edition of a shipped register has been loaded, if any.
pub async fn find_loaded_edition(tx: &Tx, name: &str) -> Result<Option<String>, Problem> {
    let found = row::Entity::find_by_id(name)
        .one(tx.connection())
        .await
        .map_err(problem)?;
    Ok(found.map(|row| row.edition))
}

pub async fn put_loaded_edition(tx: &Tx, name: &str, edition: &str) -> Result<(), Problem> {
    let row = row::ActiveModel {
        name: Set(name.to_owned()),
        edition: Set(edition.to_owned()),
        loaded_at: Set(tx.now()),
    };
    let replace = OnConflict::column(row::Column::Name)
        .update_columns([row::Column::Edition, row::Column::LoadedAt])
        .to_owned();
    insert(tx, row::Entity::insert(row).on_conflict(replace)).await
}
