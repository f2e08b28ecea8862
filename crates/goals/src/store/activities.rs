use crate::model::{Activity, ActivityStatus};
use crate::{ActivityId, PlanId};
use samverk_database::{Tx, problem, statement};
use samverk_foundation::{Key, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "activity")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub plan_id: Uuid,
        pub key: String,
        pub series: String,
        pub name: String,
        pub focus_area: Option<String>,
        pub goal: Option<String>,
        pub status: String,
        pub responsible: String,
        pub from_date: Option<Date>,
        pub to_date: Option<Date>,
        pub note: String,
        pub position: i64,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn activity(row: row::Model) -> Result<Activity, Problem> {
    Ok(Activity {
        id: ActivityId(row.id),
        plan: PlanId(row.plan_id),
        key: Key::parse(&row.key)?,
        series: row.series,
        name: row.name,
        focus_area: row.focus_area.as_deref().map(Key::parse).transpose()?,
        goal: row.goal.as_deref().map(Key::parse).transpose()?,
        status: ActivityStatus::from_code(&row.status)?,
        responsible: row.responsible,
        from: row.from_date,
        to: row.to_date,
        note: row.note,
        position: row.position,
        revision: row.revision,
    })
}

fn active(activity: &Activity) -> row::ActiveModel {
    let key = |key: &Option<Key>| key.as_ref().map(ToString::to_string);
    row::ActiveModel {
        id: Set(activity.id.0),
        plan_id: Set(activity.plan.0),
        key: Set(activity.key.to_string()),
        series: Set(activity.series.clone()),
        name: Set(activity.name.clone()),
        focus_area: Set(key(&activity.focus_area)),
        goal: Set(key(&activity.goal)),
        status: Set(activity.status.code().to_owned()),
        responsible: Set(activity.responsible.clone()),
        from_date: Set(activity.from),
        to_date: Set(activity.to),
        note: Set(activity.note.clone()),
        position: Set(activity.position),
        revision: Set(activity.revision),
    }
}

/// A plan's activities, in their order.
pub async fn list_activities(tx: &Tx, plan: PlanId) -> Result<Vec<Activity>, Problem> {
    list_activities_of(tx, &[plan]).await
}

/// The activities of several plans, in their order.
pub async fn list_activities_of(tx: &Tx, plans: &[PlanId]) -> Result<Vec<Activity>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::PlanId.is_in(plans.iter().map(|id| id.0)))
        .order_by_asc(row::Column::Position);
    statement::list(tx, query, activity).await
}

pub async fn find_activity(tx: &Tx, id: ActivityId) -> Result<Option<Activity>, Problem> {
    let query = row::Entity::find().filter(row::Column::Id.eq(id.0));
    statement::find_one(tx, query, activity).await
}

pub async fn insert_activity(tx: &Tx, new: &Activity) -> Result<(), Problem> {
    statement::insert_later(tx, active(new)).await
}

/// Saves over `seen` only; fails with `changed_meanwhile`.
pub async fn update_activity(tx: &Tx, new: &Activity, seen: i64) -> Result<(), Problem> {
    statement::update_seen(tx, active(new), new.id.0, seen).await
}

/// Fails with `changed_meanwhile` or `not_found`.
pub async fn delete_activity(tx: &Tx, id: ActivityId, seen: i64) -> Result<(), Problem> {
    statement::delete_seen::<row::Entity>(tx, id.0, seen).await
}

/// Every activity of a plan.
pub async fn delete_activities(tx: &Tx, plan: PlanId) -> Result<(), Problem> {
    let delete = row::Entity::delete_many().filter(row::Column::PlanId.eq(plan.0));
    statement::delete(tx, delete).await
}

/// Whether the party answers for an activity, alone or with others.
pub(super) async fn activities_name(tx: &Tx, party: &str) -> Result<bool, Problem> {
    let several = row::Column::Responsible.contains(party);
    let query = row::Entity::find().filter(several);
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let names = |row: &row::Model| row.responsible.split_whitespace().any(|one| one == party);
    Ok(rows.iter().any(names))
}
