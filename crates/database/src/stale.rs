//! Where something has changed that others have copies of, such as the search index. A mark is
//! written in the transaction of the change itself, so that none is forgotten, and each is a row of
//! its own, so that two people who change the same thing do not wait for each other here.

use crate::{Tx, problem};
use samverk_foundation::{CollaborationId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};
use std::collections::{BTreeMap, BTreeSet};

/// A place where something has changed: a collaboration, or what belongs to none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleMark {
    pub id: Uuid,
    pub collaboration: Option<CollaborationId>,
    /// The only thing that changed there, by the word that its events begin with; without, anything.
    pub thing: Option<(String, Uuid)>,
}

/// More things than this that change together in one place are told as the whole place.
const THINGS_MAX: usize = 12;

/// What a transaction has changed, by place; without things, anything there.
#[derive(Debug, Default)]
pub(crate) struct Touched(BTreeMap<Option<CollaborationId>, BTreeSet<Thing>>);

type Thing = Option<(&'static str, Uuid)>;

impl Touched {
    pub fn add(&mut self, place: Option<CollaborationId>, thing: Thing) {
        let things = self.0.entry(place).or_default();
        if thing.is_none() || things.len() >= THINGS_MAX {
            things.clear();
            things.insert(None);
        } else if !things.contains(&None) {
            things.insert(thing);
        }
    }

    fn marks(self) -> impl Iterator<Item = (Option<CollaborationId>, Thing)> {
        let of_place = |(place, things): (_, BTreeSet<Thing>)| {
            things.into_iter().map(move |thing| (place, thing))
        };
        self.0.into_iter().flat_map(of_place)
    }
}

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "stale")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Option<Uuid>,
        pub what: Option<String>,
        pub object_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) async fn insert_stale(tx: &Tx, touched: Touched) -> Result<(), Problem> {
    if touched.0.is_empty() {
        return Ok(());
    }
    let mark = |(place, thing): (Option<CollaborationId>, Thing)| row::ActiveModel {
        id: Set(tx.new_id()),
        collaboration_id: Set(place.map(|id| id.0)),
        what: Set(thing.map(|(what, _)| what.to_owned())),
        object_id: Set(thing.map(|(_, id)| id)),
    };
    row::Entity::insert_many(touched.marks().map(mark))
        .exec_without_returning(tx.connection())
        .await
        .map_err(problem)?;
    Ok(())
}

/// The marks that have waited longest, at most `limit`.
pub async fn list_stale(tx: &Tx, limit: u64) -> Result<Vec<StaleMark>, Problem> {
    let query = row::Entity::find()
        .order_by_asc(row::Column::Id)
        .limit(limit);
    let rows = query.all(tx.connection()).await.map_err(problem)?;
    let mark = |row: row::Model| StaleMark {
        id: row.id,
        collaboration: row.collaboration_id.map(CollaborationId),
        thing: row.what.zip(row.object_id),
    };
    Ok(rows.into_iter().map(mark).collect())
}

/// Takes away exactly these; a mark that came meanwhile stays.
pub async fn delete_stale(tx: &Tx, marks: &[StaleMark]) -> Result<(), Problem> {
    let delete =
        row::Entity::delete_many().filter(row::Column::Id.is_in(marks.iter().map(|mark| mark.id)));
    delete.exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}
