use super::{grants, people};
use crate::model::{Account, Grant, IDLE_MAX, Session, Token};
use chrono::{DateTime, Utc};
use samverk_database::{Tx, problem};
use samverk_foundation::{PersonId, Problem, SessionId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub token_hash: Vec<u8>,
        pub person_id: Uuid,
        pub created_at: DateTime<Utc>,
        pub last_seen_at: DateTime<Utc>,
        pub expires_at: DateTime<Utc>,
        pub user_agent: String,
        pub revoked_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "crate::store::people::row::Entity",
            from = "Column::PersonId",
            to = "crate::store::people::row::Column::Id"
        )]
        Person,
    }

    impl Related<crate::store::people::row::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Person.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

fn session(row: row::Model) -> Session {
    Session {
        id: SessionId(row.id),
        person: PersonId(row.person_id),
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        expires_at: row.expires_at,
        user_agent: row.user_agent,
        revoked_at: row.revoked_at,
    }
}

/// Saves a new session and forgets those of the same person that are too old to matter.
pub async fn insert_session(tx: &Tx, session: &Session, token: &Token) -> Result<(), Problem> {
    row::Entity::delete_many()
        .filter(Column::PersonId.eq(session.person.0))
        .filter(Column::ExpiresAt.lt(tx.now()))
        .exec(tx.connection())
        .await
        .map_err(problem)?;
    let row = row::ActiveModel {
        id: Set(session.id.0),
        token_hash: Set(token.hash()),
        person_id: Set(session.person.0),
        created_at: Set(session.created_at),
        last_seen_at: Set(session.last_seen_at),
        expires_at: Set(session.expires_at),
        user_agent: Set(session.user_agent.clone()),
        revoked_at: Set(session.revoked_at),
    };
    row::Entity::insert(row)
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// Whose session it is, open or not, with all grants: in one statement, for every request of
/// somebody who has signed in asks it.
pub async fn find_visitor(
    tx: &Tx,
    token: &Token,
) -> Result<Option<(Session, Account, Vec<Grant>)>, Problem> {
    let rows = row::Entity::find()
        .filter(Column::TokenHash.eq(token.hash()))
        .find_also_related(people::row::Entity)
        .and_also_related(grants::row::Entity)
        .order_by_asc(grants::row::Column::Id)
        .all(tx.connection())
        .await
        .map_err(problem)?;
    let granted = rows.iter().filter_map(|(_, _, granted)| granted.as_ref());
    let granted: Result<_, Problem> = granted.map(grants::grant).collect();
    let Some((session_row, Some(person), _)) = rows.into_iter().next() else {
        return Ok(None);
    };
    let account = people::account(person)?;
    Ok(Some((session(session_row), account, granted?)))
}

pub async fn find_session(tx: &Tx, id: SessionId) -> Result<Option<Session>, Problem> {
    let found = row::Entity::find_by_id(id.0)
        .one(tx.connection())
        .await
        .map_err(problem)?;
    Ok(found.map(session))
}

/// The person's open sessions, the last used first.
pub async fn open_sessions(tx: &Tx, person: PersonId) -> Result<Vec<Session>, Problem> {
    let query = row::Entity::find()
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.gt(tx.now()))
        .filter(Column::LastSeenAt.gt(tx.now() - IDLE_MAX))
        .order_by_desc(Column::LastSeenAt);
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    Ok(rows.into_iter().map(session).collect())
}

pub async fn note_seen(tx: &Tx, id: SessionId) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::LastSeenAt, Expr::value(tx.now()))
        .filter(Column::Id.eq(id.0));
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

pub async fn revoke_session(tx: &Tx, id: SessionId) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(tx.now()))
        .filter(Column::Id.eq(id.0))
        .filter(Column::RevokedAt.is_null());
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Ends all sessions of a person, or all but one. Answers how many.
pub async fn revoke_sessions(
    tx: &Tx,
    person: PersonId,
    except: Option<SessionId>,
) -> Result<u64, Problem> {
    let mut update = row::Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(tx.now()))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::RevokedAt.is_null());
    if let Some(kept) = except {
        update = update.filter(Column::Id.ne(kept.0));
    }
    Ok(update
        .exec(tx.connection())
        .await
        .map_err(problem)?
        .rows_affected)
}
