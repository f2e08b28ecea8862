//! What was asked for in cases that began with a request.

use crate::CaseId;
use crate::model::{Case, Request};
use crate::store::cases::{case, row as cases};
use samverk_database::Tx;
use samverk_database::statement::{find_one, insert_later, list};
use samverk_foundation::{PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{QueryOrder, QuerySelect, Set};

pub(super) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_request")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        pub about_case_id: Option<Uuid>,
        pub about_document: Option<i64>,
        pub what: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn find_request(tx: &Tx, case: CaseId) -> Result<Option<Request>, Problem> {
    find_one(tx, row::Entity::find_by_id(case.0), |row| {
        Ok(Request {
            case: CaseId(row.case_id),
            about: row.about_case_id.map(CaseId),
            document: row.about_document,
            what: row.what,
        })
    })
    .await
}

pub async fn insert_request(tx: &Tx, request: &Request) -> Result<(), Problem> {
    let row = row::ActiveModel {
        case_id: Set(request.case.0),
        about_case_id: Set(request.about.map(|case| case.0)),
        about_document: Set(request.document),
        what: Set(request.what.clone()),
    };
    insert_later(tx, row).await
}

/// The open requests at these parties that no officer has, the first days first.
pub async fn list_open_requests(
    tx: &Tx,
    parties: &[PartyId],
    most: u64,
) -> Result<Vec<Case>, Problem> {
    if parties.is_empty() {
        return Ok(Vec::new());
    }
    let mut requests = Query::select();
    requests.column("case_id").from("case_request");
    let query = cases::Entity::find()
        .filter(Expr::col(cases::Column::Id).in_subquery(requests))
        .filter(cases::Column::PartyId.is_in(parties.iter().map(|party| party.0)))
        .filter(cases::Column::Status.eq("open"))
        .filter(cases::Column::OfficerId.is_null())
        .order_by_asc(cases::Column::Deadline)
        .order_by_asc(cases::Column::Id)
        .limit(most);
    list(tx, query, case).await
}
