use super::{assessments, mandates, members, titles};
use crate::LadderId;
use crate::model::{Collaboration, Contact, LegalForm, Reach};
use samverk_database::statement::{
    count_save, delete_seen_unused, find_one, insert, list_by_name, update_seen,
};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, Key, PartyId, Problem};
use samverk_kept::{AnyKind, delete_all};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "collaboration")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub key: String,
        pub name: String,
        pub purpose: String,
        pub legal_form: String,
        pub host_id: Option<Uuid>,
        pub reach: String,
        pub parent_id: Option<Uuid>,
        pub published: bool,
        pub source: String,
        pub revision: i64,
        pub ladder_id: Option<Uuid>,
        pub contact_role: String,
        pub contact_address: String,
        pub contact_published: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn collaboration(row: row::Model) -> Result<Collaboration, Problem> {
    Ok(Collaboration {
        id: CollaborationId(row.id),
        key: Key::parse(&row.key)?,
        name: row.name,
        purpose: row.purpose,
        legal_form: LegalForm::from_code(&row.legal_form)?,
        host: row.host_id.map(PartyId),
        reach: Reach::from_code(&row.reach)?,
        parent: row.parent_id.map(CollaborationId),
        ladder: row.ladder_id.map(LadderId),
        published: row.published,
        source: row.source,
        contact: Contact {
            role: row.contact_role,
            address: row.contact_address,
            published: row.contact_published,
        },
        revision: row.revision,
    })
}

fn active(collaboration: &Collaboration) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(collaboration.id.0),
        key: Set(collaboration.key.to_string()),
        name: Set(collaboration.name.clone()),
        purpose: Set(collaboration.purpose.clone()),
        legal_form: Set(collaboration.legal_form.code().to_owned()),
        host_id: Set(collaboration.host.map(|id| id.0)),
        reach: Set(collaboration.reach.code().to_owned()),
        parent_id: Set(collaboration.parent.map(|id| id.0)),
        ladder_id: Set(collaboration.ladder.map(|id| id.0)),
        published: Set(collaboration.published),
        source: Set(collaboration.source.clone()),
        contact_role: Set(collaboration.contact.role.clone()),
        contact_address: Set(collaboration.contact.address.clone()),
        contact_published: Set(collaboration.contact.published),
        revision: Set(collaboration.revision),
    }
}

pub async fn find_collaboration(tx: &Tx, key: &str) -> Result<Option<Collaboration>, Problem> {
    let query = row::Entity::find().filter(row::Column::Key.eq(key));
    find_one(tx, query, collaboration).await
}

/// All collaborations by name; the caller filters by what the actor may see.
pub async fn list_collaborations(tx: &Tx) -> Result<Vec<Collaboration>, Problem> {
    list_by_name(tx, row::Entity::find(), collaboration, |one| &one.name).await
}

/// Those that a folder tells of: all, or one.
pub async fn list_told(
    tx: &Tx,
    only: Option<CollaborationId>,
) -> Result<Vec<Collaboration>, Problem> {
    let mut all = list_collaborations(tx).await?;
    all.retain(|one| only.is_none_or(|only| only == one.id));
    Ok(all)
}

pub async fn insert_collaboration(tx: &Tx, new: &Collaboration) -> Result<(), Problem> {
    insert(tx, row::Entity::insert(active(new))).await
}

/// Whether any collaboration has chosen the ladder.
pub async fn is_followed(tx: &Tx, ladder: LadderId) -> Result<bool, Problem> {
    let query = row::Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(row::Column::LadderId.eq(ladder.0))
        .limit(1);
    let found = query.into_tuple::<Uuid>().one(tx.connection()).await;
    Ok(found.map_err(problem)?.is_some())
}

/// Saves over `seen_revision` only; fails with `changed_meanwhile` when somebody saved since.
pub async fn update_collaboration(
    tx: &Tx,
    changed: &Collaboration,
    seen_revision: i64,
) -> Result<(), Problem> {
    update_seen(tx, active(changed), changed.id.0, seen_revision).await
}

/// Counts a save of something that belongs to the collaboration, such as its list of members.
/// Fails with `changed_meanwhile` when somebody saved since.
pub async fn count_collaboration_save(
    tx: &Tx,
    id: CollaborationId,
    seen_revision: i64,
) -> Result<(), Problem> {
    count_save::<row::Entity>(tx, id.0, seen_revision).await
}

/// The collaborations with these ids, by name.
pub async fn find_collaborations(
    tx: &Tx,
    ids: &[CollaborationId],
) -> Result<Vec<Collaboration>, Problem> {
    let query = row::Entity::find().filter(row::Column::Id.is_in(ids.iter().map(|id| id.0)));
    list_by_name(tx, query, collaboration, |one| &one.name).await
}

/// Removes a collaboration with everything that this domain keeps of it, and all of these kinds. Fails with
/// `collaboration_in_use` when another domain, or another collaboration, leans on it.
pub async fn delete_collaboration(
    tx: &Tx,
    id: CollaborationId,
    kinds: &[&'static dyn AnyKind],
    seen: i64,
) -> Result<(), Problem> {
    count_save::<row::Entity>(tx, id.0, seen).await?;
    assessments::delete_assessments_of(tx, id).await?;
    mandates::delete_mandates_of(tx, id).await?;
    members::delete_members_of(tx, id).await?;
    // What names others stands after them, and goes first.
    for kind in kinds.iter().rev() {
        delete_all(tx, *kind, id.0).await?;
    }
    titles::delete_title(tx, id).await?;
    delete_seen_unused::<row::Entity>(tx, id.0, seen.saturating_add(1), "collaboration_in_use")
        .await
}
