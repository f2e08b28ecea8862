use crate::PlanId;
use crate::model::Plan;
use samverk_database::{Tx, problem, statement};
use samverk_foundation::{CollaborationId, Key, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

pub(super) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub key: String,
        pub title: String,
        pub period_from: Date,
        pub period_to: Date,
        pub source: String,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn plan(row: row::Model) -> Result<Plan, Problem> {
    Ok(Plan {
        id: PlanId(row.id),
        collaboration: CollaborationId(row.collaboration_id),
        key: Key::parse(&row.key)?,
        title: row.title,
        from: row.period_from,
        to: row.period_to,
        source: row.source,
        revision: row.revision,
    })
}

fn active(plan: &Plan) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(plan.id.0),
        collaboration_id: Set(plan.collaboration.0),
        key: Set(plan.key.to_string()),
        title: Set(plan.title.clone()),
        period_from: Set(plan.from),
        period_to: Set(plan.to),
        source: Set(plan.source.clone()),
        revision: Set(plan.revision),
    }
}

pub async fn find_plan(
    tx: &Tx,
    collaboration: CollaborationId,
    key: &str,
) -> Result<Option<Plan>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .filter(row::Column::Key.eq(key));
    statement::find_one(tx, query, plan).await
}

pub async fn find_plan_by_id(tx: &Tx, id: PlanId) -> Result<Option<Plan>, Problem> {
    let query = row::Entity::find().filter(row::Column::Id.eq(id.0));
    statement::find_one(tx, query, plan).await
}

/// A collaboration's plans, the newest period first.
pub async fn list_plans(tx: &Tx, collaboration: CollaborationId) -> Result<Vec<Plan>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .order_by_desc(row::Column::PeriodFrom)
        .order_by_asc(row::Column::Key);
    statement::list(tx, query, plan).await
}

/// The plans of these collaborations, the newest period first.
pub async fn list_plans_in(
    tx: &Tx,
    collaborations: &[CollaborationId],
) -> Result<Vec<Plan>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.is_in(collaborations.iter().map(|id| id.0)))
        .order_by_desc(row::Column::PeriodFrom)
        .order_by_asc(row::Column::Key);
    statement::list(tx, query, plan).await
}

/// The plans of all collaborations: for the coverage of a strategy.
pub async fn list_all_plans(tx: &Tx) -> Result<Vec<Plan>, Problem> {
    let query = row::Entity::find().order_by_desc(row::Column::PeriodFrom);
    statement::list(tx, query, plan).await
}

/// Id, key and title of these.
pub(super) async fn names_of(
    tx: &Tx,
    which: sea_orm::sea_query::SimpleExpr,
) -> Result<Vec<(Uuid, String, String)>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .columns([row::Column::Id, row::Column::Key, row::Column::Title])
        .filter(which)
        .into_tuple();
    query.all(tx.connection()).await.map_err(problem)
}

pub async fn insert_plan(tx: &Tx, new: &Plan) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(new))).await
}

/// Saves over `seen` only; fails with `changed_meanwhile`.
pub async fn update_plan(tx: &Tx, new: &Plan, seen: i64) -> Result<(), Problem> {
    statement::update_seen(tx, active(new), new.id.0, seen).await
}

/// Lets nobody else adopt a version of the plan until the transaction ends.
pub async fn lock_plan(tx: &Tx, plan: PlanId) -> Result<(), Problem> {
    let touch = row::Entity::update_many()
        .col_expr(row::Column::Revision, Expr::col(row::Column::Revision))
        .filter(row::Column::Id.eq(plan.0));
    touch.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Takes away a plan that nothing points at any more; fails with `changed_meanwhile`.
pub async fn delete_plan(tx: &Tx, plan: PlanId, seen: i64) -> Result<(), Problem> {
    statement::delete_seen::<row::Entity>(tx, plan.0, seen).await
}
