use crate::model::ProviderSession;
use samverk_database::{Tx, statement};
use samverk_foundation::{Problem, SessionId};
use sea_orm::Set;
use sea_orm::entity::prelude::*;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "provider_session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub session_id: Uuid,
        pub provider: String,
        pub id_token: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn insert_provider_session(
    tx: &Tx,
    id: SessionId,
    session: &ProviderSession,
) -> Result<(), Problem> {
    let row = row::ActiveModel {
        session_id: Set(id.0),
        provider: Set(session.provider.clone()),
        id_token: Set(session.id_token.clone()),
    };
    statement::insert(tx, row::Entity::insert(row)).await
}

/// What a session that ends has at its provider; it is forgotten here. Nothing for a session that
/// began with a password.
pub async fn take_provider_session(
    tx: &Tx,
    id: SessionId,
) -> Result<Option<ProviderSession>, Problem> {
    let query = row::Entity::find_by_id(id.0);
    let found = statement::find_one(tx, query, |row| {
        Ok(ProviderSession {
            provider: row.provider,
            id_token: row.id_token,
        })
    });
    let found = found.await?;
    if found.is_some() {
        let ended = row::Entity::delete_many().filter(row::Column::SessionId.eq(id.0));
        statement::delete(tx, ended).await?;
    }
    Ok(found)
}
