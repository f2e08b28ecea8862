//! What happened with cases: rows are added and never changed.

use crate::CaseId;
use crate::model::{CaseEvent, Changes};
use samverk_database::statement::{insert_later, list};
use samverk_database::{Tx, problem};
use samverk_foundation::{Actor, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

pub(super) mod row {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub at: DateTime<Utc>,
        pub person_id: Option<Uuid>,
        pub actor_name: String,
        pub what: String,
        pub changes: Json,
        pub under_secrecy: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Of what tells nothing that may be secret.
pub async fn insert_event(
    tx: &Tx,
    actor: &Actor,
    case: CaseId,
    what: &str,
    changes: Changes,
) -> Result<(), Problem> {
    insert_event_of(tx, actor, (case, false), what, changes).await
}

/// With whether the case is secret, or was until then.
pub async fn insert_event_of(
    tx: &Tx,
    actor: &Actor,
    (case, under_secrecy): (CaseId, bool),
    what: &str,
    changes: Changes,
) -> Result<(), Problem> {
    let person = actor.person();
    let name = match actor {
        Actor::Person(person) => person.name.clone(),
        Actor::System(what) => (*what).to_owned(),
        Actor::Public => "public".to_owned(),
    };
    let row = row::ActiveModel {
        id: Set(tx.new_id()),
        case_id: Set(case.0),
        at: Set(tx.now()),
        person_id: Set(person.map(|person| person.id.0)),
        actor_name: Set(name),
        what: Set(what.to_owned()),
        changes: Set(serde_json::Value::Object(changes)),
        under_secrecy: Set(under_secrecy),
    };
    insert_later(tx, row).await
}

pub async fn count_events(tx: &Tx, case: CaseId) -> Result<u64, Problem> {
    let query = row::Entity::find().filter(row::Column::CaseId.eq(case.0));
    query.count(tx.connection()).await.map_err(problem)
}

/// The corrections of a case: few, and each veils what was said before it.
pub async fn list_corrections(tx: &Tx, case: CaseId) -> Result<Vec<CaseEvent>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CaseId.eq(case.0))
        .filter(row::Column::What.eq(crate::model::CORRECTED));
    list(tx, query, event).await
}

/// A stretch of those of a case, the newest first.
pub async fn list_events(
    tx: &Tx,
    case: CaseId,
    (offset, limit): (u64, u64),
) -> Result<Vec<CaseEvent>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CaseId.eq(case.0))
        .order_by_desc(row::Column::At)
        .order_by_desc(row::Column::Id)
        .offset(offset)
        .limit(limit);
    list(tx, query, event).await
}

fn event(row: row::Model) -> Result<CaseEvent, Problem> {
    let changes = match row.changes {
        serde_json::Value::Object(changes) => changes,
        _ => Changes::new(),
    };
    Ok(CaseEvent {
        id: row.id,
        at: row.at,
        actor_name: row.actor_name,
        what: row.what,
        changes,
        under_secrecy: row.under_secrecy,
        is_veiled: false,
    })
}
