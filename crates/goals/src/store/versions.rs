use crate::PlanId;
use crate::model::{PlanVersion, VersionStatus};
use samverk_database::{Tx, problem, statement};
use samverk_foundation::{Key, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

pub(super) mod row {
    use crate::model::PlanContent;
    use sea_orm::FromJsonQueryResult;
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    /// Read from the column without a step between.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
    #[serde(transparent)]
    pub struct Content(pub PlanContent);

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub plan_id: Uuid,
        pub number: i64,
        pub label: String,
        pub status: String,
        pub published: bool,
        pub comments_until: Option<Date>,
        pub decision: Option<Json>,
        pub content: Content,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn version(row: row::Model) -> Result<PlanVersion, Problem> {
    Ok(PlanVersion {
        id: row.id,
        plan: PlanId(row.plan_id),
        number: row.number,
        label: row.label,
        status: VersionStatus::from_code(&row.status)?,
        published: row.published,
        comments_until: row.comments_until,
        decision: row
            .decision
            .map(serde_json::from_value)
            .transpose()
            .map_err(Problem::internal)?,
        content: row.content.0,
        revision: row.revision,
    })
}

fn active(version: &PlanVersion) -> Result<row::ActiveModel, Problem> {
    let decision = version.decision.as_ref().map(serde_json::to_value);
    Ok(row::ActiveModel {
        id: Set(version.id),
        plan_id: Set(version.plan.0),
        number: Set(version.number),
        label: Set(version.label.clone()),
        status: Set(version.status.code().to_owned()),
        published: Set(version.published),
        comments_until: Set(version.comments_until),
        decision: Set(decision.transpose().map_err(Problem::internal)?),
        content: Set(row::Content(version.content.clone())),
        revision: Set(version.revision),
    })
}

/// The versions of a plan, by number.
pub async fn list_versions(tx: &Tx, plan: PlanId) -> Result<Vec<PlanVersion>, Problem> {
    list_versions_of(tx, &[plan]).await
}

/// The versions of several plans, by number.
pub async fn list_versions_of(tx: &Tx, plans: &[PlanId]) -> Result<Vec<PlanVersion>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::PlanId.is_in(plans.iter().map(|id| id.0)))
        .order_by_asc(row::Column::Number);
    statement::list(tx, query, version).await
}

/// Every version of every plan, by number.
pub async fn list_all_versions(tx: &Tx) -> Result<Vec<PlanVersion>, Problem> {
    let query = row::Entity::find().order_by_asc(row::Column::Number);
    statement::list(tx, query, version).await
}

pub async fn insert_version(tx: &Tx, new: &PlanVersion) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(new)?)).await
}

/// Saves over `seen` only; fails with `changed_meanwhile`.
pub async fn update_version(tx: &Tx, new: &PlanVersion, seen: i64) -> Result<(), Problem> {
    statement::update_seen(tx, active(new)?, new.id, seen).await
}

/// Only one version of a plan is the adopted one.
pub async fn supersede_others(tx: &Tx, adopted: &PlanVersion) -> Result<(), Problem> {
    let update = row::Entity::update_many()
        .col_expr(
            row::Column::Status,
            Expr::value(VersionStatus::Superseded.code()),
        )
        .col_expr(
            row::Column::Revision,
            sea_orm::sea_query::ExprTrait::add(Expr::col(row::Column::Revision), 1),
        )
        .filter(row::Column::PlanId.eq(adopted.plan.0))
        .filter(row::Column::Id.ne(adopted.id))
        .filter(row::Column::Status.eq(VersionStatus::Adopted.code()));
    update.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Fails with `changed_meanwhile` or `not_found`, and with `version_has_answers` when parties have said
/// something of it.
pub async fn delete_version(tx: &Tx, version: &PlanVersion, seen: i64) -> Result<(), Problem> {
    let code = "version_has_answers";
    statement::delete_seen_unused::<row::Entity>(tx, version.id, seen, code).await
}

/// Every version of a plan. Fails with `version_has_answers`.
pub async fn delete_versions(tx: &Tx, plan: PlanId) -> Result<(), Problem> {
    let delete = row::Entity::delete_many().filter(row::Column::PlanId.eq(plan.0));
    statement::delete_unused(tx, delete, Problem::conflict("version_has_answers")).await
}

/// Whether a plan's text names the party.
pub(super) async fn versions_name(tx: &Tx, party: &str) -> Result<bool, Problem> {
    statement::names_key::<row::Entity>(tx, &[row::Column::Content], party).await
}

/// Whether a plan's text names a goal of the strategy.
pub async fn names_catalogue(tx: &Tx, catalogue: &Key) -> Result<bool, Problem> {
    let beginning = format!("\"{catalogue}:");
    statement::holds::<row::Entity>(tx, &[row::Column::Content], &beginning).await
}
