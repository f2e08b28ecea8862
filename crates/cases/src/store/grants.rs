//! What other parties read of cases.

use crate::CaseId;
use crate::model::{Grant, GrantScope, read_numbers, write_numbers};
use chrono::NaiveDate;
use samverk_database::statement::{find_one, insert_later, list, update_seen};
use samverk_database::{Tx, problem};
use samverk_foundation::{Key, PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, QueryOrder, QuerySelect, Set};

mod row {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_grant")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub party_id: Uuid,
        pub scope: String,
        pub documents: String,
        pub reason: String,
        pub with_secrecy: bool,
        pub ends_on: Date,
        pub made_at: DateTime<Utc>,
        pub ended_at: Option<DateTime<Utc>>,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

fn grant(row: row::Model) -> Result<Grant, Problem> {
    Ok(Grant {
        id: row.id,
        case: CaseId(row.case_id),
        party: PartyId(row.party_id),
        scope: GrantScope::from_code(&row.scope)?,
        documents: read_numbers(&row.documents)?,
        reason: row.reason,
        with_secrecy: row.with_secrecy,
        ends_on: row.ends_on,
        made_at: row.made_at,
        ended_at: row.ended_at,
        revision: row.revision,
    })
}

fn written(grant: &Grant) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(grant.id),
        case_id: Set(grant.case.0),
        party_id: Set(grant.party.0),
        scope: Set(grant.scope.code().to_owned()),
        documents: Set(write_numbers(&grant.documents)),
        reason: Set(grant.reason.clone()),
        with_secrecy: Set(grant.with_secrecy),
        ends_on: Set(grant.ends_on),
        made_at: Set(grant.made_at),
        ended_at: Set(grant.ended_at),
        revision: Set(grant.revision),
    }
}

pub async fn find_grant(tx: &Tx, id: Uuid) -> Result<Option<Grant>, Problem> {
    find_one(tx, row::Entity::find_by_id(id), grant).await
}

/// So many of a case or of a party are shown.
const SHOWN: u64 = 200;

/// Those of a case, the newest first.
pub async fn list_grants(tx: &Tx, case: CaseId) -> Result<Vec<Grant>, Problem> {
    let query = row::Entity::find()
        .filter(Column::CaseId.eq(case.0))
        .order_by_desc(Column::Id)
        .limit(SHOWN);
    list(tx, query, grant).await
}

/// To which parties these cases are or were opened.
pub async fn list_grants_of(tx: &Tx, cases: &[Uuid]) -> Result<Vec<(Uuid, PartyId)>, Problem> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let query = row::Entity::find().filter(Column::CaseId.is_in(cases.iter().copied()));
    list(tx, query, |row| Ok((row.case_id, PartyId(row.party_id)))).await
}

/// Those by which a party reads something today, that which ends first before the others.
pub async fn list_grants_to(
    tx: &Tx,
    party: PartyId,
    today: NaiveDate,
) -> Result<Vec<Grant>, Problem> {
    let query = row::Entity::find()
        .filter(Column::PartyId.eq(party.0))
        .filter(Column::EndsOn.gte(today))
        .filter(Column::EndedAt.is_null())
        .order_by_asc(Column::EndsOn)
        .order_by_asc(Column::Id)
        .limit(SHOWN);
    list(tx, query, grant).await
}

pub async fn insert_grant(tx: &Tx, new: &Grant) -> Result<(), Problem> {
    insert_later(tx, written(new)).await
}

/// Saves over the revision that was seen. Fails with `changed_meanwhile`.
pub async fn update_grant(tx: &Tx, changed: &Grant, seen: i64) -> Result<(), Problem> {
    update_seen(tx, written(changed), changed.id, seen).await
}

/// Whether cases are registered at a party, or open to it: then it stays.
pub async fn names_party(tx: &Tx, key: &Key) -> Result<bool, Problem> {
    let mut party = Query::select();
    party
        .column("id")
        .from("party")
        .and_where(Expr::col("key").eq(key.as_str()));
    for table in ["case_grant", "registered_case"] {
        let mut query = Query::select();
        query
            .column("id")
            .from(table)
            .and_where(Expr::col("party_id").in_subquery(party.clone()))
            .limit(1);
        let found = tx.connection().query_one(&query).await.map_err(problem)?;
        if found.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}
