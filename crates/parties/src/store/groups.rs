use crate::GroupId;
use crate::model::{Group, GroupKind, LegalForm, Reach};
use samverk_database::statement::{
    count_save, delete, delete_seen_unused, find_one, insert_later, list, list_by_name, update_seen,
};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, Key, Ore, PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "working_group")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub key: String,
        pub name: String,
        pub kind: String,
        pub organiser: String,
        pub parent_id: Option<Uuid>,
        pub reach: String,
        pub legal_form: Option<String>,
        pub host_id: Option<Uuid>,
        pub purpose: String,
        pub cooperation: String,
        pub cost: Option<i64>,
        pub financed_by: String,
        pub note: String,
        pub position: i64,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn group(row: row::Model) -> Result<Group, Problem> {
    Ok(Group {
        id: GroupId(row.id),
        key: Key::parse(&row.key)?,
        name: row.name,
        kind: GroupKind::from_code(&row.kind)?,
        organiser: row.organiser,
        parent: row.parent_id.map(GroupId),
        reach: Reach::from_code(&row.reach)?,
        legal_form: row
            .legal_form
            .as_deref()
            .map(LegalForm::from_code)
            .transpose()?,
        host: row.host_id.map(PartyId),
        purpose: row.purpose,
        cooperation: row.cooperation,
        cost: row.cost.map(Ore),
        financed_by: row.financed_by,
        note: row.note,
        position: row.position,
        revision: row.revision,
    })
}

fn active(collaboration: CollaborationId, group: &Group) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(group.id.0),
        collaboration_id: Set(collaboration.0),
        key: Set(group.key.to_string()),
        name: Set(group.name.clone()),
        kind: Set(group.kind.code().to_owned()),
        organiser: Set(group.organiser.clone()),
        parent_id: Set(group.parent.map(|id| id.0)),
        reach: Set(group.reach.code().to_owned()),
        legal_form: Set(group.legal_form.map(|form| form.code().to_owned())),
        host_id: Set(group.host.map(|id| id.0)),
        purpose: Set(group.purpose.clone()),
        cooperation: Set(group.cooperation.clone()),
        cost: Set(group.cost.map(|cost| cost.0)),
        financed_by: Set(group.financed_by.clone()),
        note: Set(group.note.clone()),
        position: Set(group.position),
        revision: Set(group.revision),
    }
}

/// The groups of a collaboration, in their order.
pub async fn list_groups(tx: &Tx, collaboration: CollaborationId) -> Result<Vec<Group>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .order_by_asc(row::Column::Position)
        .order_by_asc(row::Column::Id);
    list(tx, query, group).await
}

/// Keys and names of the groups of a collaboration, in their order.
pub async fn list_group_names(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<Vec<(Key, String)>, Problem> {
    let query = row::Entity::find()
        .select_only()
        .columns([row::Column::Key, row::Column::Name])
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .order_by_asc(row::Column::Position)
        .order_by_asc(row::Column::Id)
        .into_tuple::<(String, String)>();
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let named = |(key, name): (String, String)| Ok((Key::parse(&key)?, name));
    rows.into_iter().map(named).collect()
}

/// Finds a group by its key, in this collaboration only.
pub async fn find_group(
    tx: &Tx,
    collaboration: CollaborationId,
    key: &str,
) -> Result<Option<Group>, Problem> {
    let query = row::Entity::find()
        .filter(row::Column::CollaborationId.eq(collaboration.0))
        .filter(row::Column::Key.eq(key));
    find_one(tx, query, group).await
}

/// The groups with these ids, with the collaboration of each.
pub async fn find_groups(
    tx: &Tx,
    ids: &[GroupId],
) -> Result<Vec<(CollaborationId, Group)>, Problem> {
    let query = row::Entity::find().filter(row::Column::Id.is_in(ids.iter().map(|id| id.0)));
    let with_collaboration =
        |row: row::Model| Ok((CollaborationId(row.collaboration_id), group(row)?));
    list_by_name(tx, query, with_collaboration, |(_, group)| &group.name).await
}

pub async fn insert_group(
    tx: &Tx,
    collaboration: CollaborationId,
    new: &Group,
) -> Result<(), Problem> {
    insert_later(tx, active(collaboration, new)).await
}

/// Saves over `seen_revision` only; fails with `changed_meanwhile` when somebody saved since.
pub async fn update_group(
    tx: &Tx,
    collaboration: CollaborationId,
    changed: &Group,
    seen_revision: i64,
) -> Result<(), Problem> {
    update_seen(
        tx,
        active(collaboration, changed),
        changed.id.0,
        seen_revision,
    )
    .await
}

/// Counts a save of something that belongs to the group, such as its list of members.
/// Fails with `changed_meanwhile` when somebody saved since.
pub async fn count_group_save(tx: &Tx, id: GroupId, seen_revision: i64) -> Result<(), Problem> {
    count_save::<row::Entity>(tx, id.0, seen_revision).await
}

/// Removes the group itself. Fails with `group_in_use` when something still leans on it.
pub async fn delete_group(tx: &Tx, id: GroupId, seen: i64) -> Result<(), Problem> {
    delete_seen_unused::<row::Entity>(tx, id.0, seen, "group_in_use").await
}

pub(super) async fn delete_groups_of(
    tx: &Tx,
    collaboration: CollaborationId,
) -> Result<(), Problem> {
    let of = row::Column::CollaborationId.eq(collaboration.0);
    delete(tx, row::Entity::delete_many().filter(of)).await
}
