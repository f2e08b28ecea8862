use crate::CatalogueId;
use crate::model::Catalogue;
use samverk_database::{Tx, statement};
use samverk_foundation::{Key, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use crate::model::CatalogueGoal;
    use sea_orm::FromJsonQueryResult;
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    /// Read from the column without a step between.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
    #[serde(transparent)]
    pub struct Goals(pub Vec<CatalogueGoal>);

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "catalogue")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub key: String,
        pub name: String,
        pub publisher: String,
        pub version: String,
        pub valid_from: Option<i64>,
        pub valid_to: Option<i64>,
        pub successor: Option<String>,
        pub source: String,
        pub goals: Goals,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn catalogue(row: row::Model) -> Result<Catalogue, Problem> {
    let year = |year: Option<i64>| {
        year.map(i32::try_from)
            .transpose()
            .map_err(Problem::internal)
    };
    Ok(Catalogue {
        id: CatalogueId(row.id),
        key: Key::parse(&row.key)?,
        name: row.name,
        publisher: row.publisher,
        version: row.version,
        valid_from: year(row.valid_from)?,
        valid_to: year(row.valid_to)?,
        successor: row.successor.as_deref().map(Key::parse).transpose()?,
        source: row.source,
        goals: row.goals.0,
        revision: row.revision,
    })
}

fn active(catalogue: &Catalogue) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(catalogue.id.0),
        key: Set(catalogue.key.to_string()),
        name: Set(catalogue.name.clone()),
        publisher: Set(catalogue.publisher.clone()),
        version: Set(catalogue.version.clone()),
        valid_from: Set(catalogue.valid_from.map(i64::from)),
        valid_to: Set(catalogue.valid_to.map(i64::from)),
        successor: Set(catalogue.successor.as_ref().map(ToString::to_string)),
        source: Set(catalogue.source.clone()),
        goals: Set(row::Goals(catalogue.goals.clone())),
        revision: Set(catalogue.revision),
    }
}

/// All catalogues by name. There are never many.
pub async fn list_catalogues(tx: &Tx) -> Result<Vec<Catalogue>, Problem> {
    let query = row::Entity::find().order_by_asc(row::Column::Key);
    statement::list_by_name(tx, query, catalogue, |one| &one.name).await
}

pub async fn insert_catalogue(tx: &Tx, new: &Catalogue) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(new))).await
}

/// Saves over `seen` only; fails with `changed_meanwhile`.
pub async fn update_catalogue(tx: &Tx, new: &Catalogue, seen: i64) -> Result<(), Problem> {
    statement::update_seen(tx, active(new), new.id.0, seen).await
}
