//! Statements of the views that people have saved of lists.

use samverk_database::{Tx, problem};
use samverk_foundation::{PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, Set};
use std::result::Result;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "list_view")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub person_id: Uuid,
        pub list: String,
        pub name: String,
        pub asked: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// What a person asks of a list, under a name of their own.
pub(crate) type ListView = row::Model;

/// A person's of a list, by name.
pub(crate) async fn list_views(
    tx: &Tx,
    person: PersonId,
    list: &str,
) -> Result<Vec<ListView>, Problem> {
    let own = row::Entity::find().filter(Column::PersonId.eq(person.0));
    let own = own.filter(Column::List.eq(list)).order_by_asc(Column::Name);
    own.all(tx.connection()).await.map_err(problem)
}

/// Anybody's of the list: whoever has the address may open it.
pub(crate) async fn find_view(tx: &Tx, list: &str, id: Uuid) -> Result<Option<ListView>, Problem> {
    let found = row::Entity::find_by_id(id).filter(Column::List.eq(list));
    found.one(tx.connection()).await.map_err(problem)
}

pub(crate) async fn insert_view(tx: &Tx, view: ListView) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(view.id),
        person_id: Set(view.person_id),
        list: Set(view.list),
        name: Set(view.name),
        asked: Set(view.asked),
    };
    // Sent twice at the same time, the later question stands.
    let same = OnConflict::columns([Column::PersonId, Column::List, Column::Name])
        .update_column(Column::Asked)
        .to_owned();
    let done = row::Entity::insert(row)
        .on_conflict(same)
        .exec_without_returning(tx.connection());
    done.await.map(|_| ()).map_err(problem)
}

/// Gives it this name and question.
pub(crate) async fn update_view(tx: &Tx, view: &ListView) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::Name, Expr::value(view.name.as_str()))
        .col_expr(Column::Asked, Expr::value(view.asked.as_str()))
        .filter(Column::Id.eq(view.id));
    let done = update.exec(tx.connection()).await;
    done.map(|_| ()).map_err(problem)
}

pub(crate) async fn delete_view(tx: &Tx, id: Uuid) -> Result<(), Problem> {
    let done = row::Entity::delete_by_id(id).exec(tx.connection()).await;
    done.map(|_| ()).map_err(problem)
}
