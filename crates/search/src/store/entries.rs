use super::text;
use crate::model::{Indexed, Kind};
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QuerySelect, QueryTrait, Set};
use std::collections::{BTreeMap, BTreeSet};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "search_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub kind_order: i64,
        pub collaboration_id: Option<Uuid>,
        pub members_only: bool,
        pub sort_key: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::display::Entity",
            from = "Column::Number",
            to = "super::display::Column::Number"
        )]
        Display,
    }

    impl Related<super::display::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Display.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod display {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "search_display")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub kind: String,
        pub object_id: Uuid,
        pub url: String,
        pub title: String,
        pub place: String,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Statements with more rows than this would carry too many values.
const ROWS_MAX: usize = 200;

pub(super) fn kind(code: &str) -> Result<Kind, Problem> {
    Kind::from_code(code).ok_or_else(|| Problem::internal(format!("no such kind of entry: {code}")))
}

/// The entries of a collaboration, or of none, with their numbers.
pub async fn list(tx: &Tx, of: Option<CollaborationId>) -> Result<BTreeMap<Indexed, i64>, Problem> {
    numbered(tx, row::Entity::find().filter(belongs(of))).await
}

/// Those of them that are about these objects.
pub async fn list_of(
    tx: &Tx,
    of: Option<CollaborationId>,
    objects: &BTreeSet<Uuid>,
) -> Result<BTreeMap<Indexed, i64>, Problem> {
    let mut found = BTreeMap::new();
    let objects: Vec<Uuid> = objects.iter().copied().collect();
    for some in objects.chunks(ROWS_MAX) {
        let numbers = display::Entity::find()
            .select_only()
            .column(display::Column::Number)
            .filter(display::Column::ObjectId.is_in(some.iter().copied()))
            .into_query();
        let rows = row::Entity::find()
            .filter(belongs(of))
            .filter(row::Column::Number.in_subquery(numbers));
        found.extend(numbered(tx, rows).await?);
    }
    Ok(found)
}

fn belongs(of: Option<CollaborationId>) -> sea_orm::sea_query::SimpleExpr {
    match of {
        Some(id) => row::Column::CollaborationId.eq(id.0),
        None => row::Column::CollaborationId.is_null(),
    }
}

async fn numbered(
    tx: &Tx,
    entries: sea_orm::Select<row::Entity>,
) -> Result<BTreeMap<Indexed, i64>, Problem> {
    let rows = entries
        .find_also_related(display::Entity)
        .all(tx.connection())
        .await
        .map_err(problem)?;
    let numbered = |(row, display)| indexed(row, display);
    rows.into_iter().map(numbered).collect()
}

fn indexed(row: row::Model, display: Option<display::Model>) -> Result<(Indexed, i64), Problem> {
    let display = display.ok_or_else(|| Problem::internal("an entry that shows nothing"))?;
    let entry = Indexed {
        kind: kind(&display.kind)?,
        object: display.object_id,
        members_only: row.members_only,
        url: display.url,
        title: display.title,
        place: display.place,
        text: display.text,
    };
    Ok((entry, row.number))
}

pub async fn insert(tx: &Tx, of: Option<CollaborationId>, new: &[Indexed]) -> Result<(), Problem> {
    let mut next = last_number(tx).await? + 1;
    for some in new.chunks(ROWS_MAX) {
        let numbered: Vec<(i64, &Indexed)> = (next..).zip(some).collect();
        let rows = numbered
            .iter()
            .map(|(number, one)| active(*number, of, one));
        row::Entity::insert_many(rows)
            .exec_without_returning(tx.connection())
            .await
            .map_err(problem)?;
        let shown = numbered.iter().map(|(number, one)| shown(*number, one));
        display::Entity::insert_many(shown)
            .exec_without_returning(tx.connection())
            .await
            .map_err(problem)?;
        text::insert(tx, &numbered).await?;
        next += numbered.len() as i64;
    }
    Ok(())
}

fn active(number: i64, of: Option<CollaborationId>, entry: &Indexed) -> row::ActiveModel {
    row::ActiveModel {
        number: Set(number),
        kind_order: Set(entry.kind.order),
        collaboration_id: Set(of.map(|id| id.0)),
        members_only: Set(entry.members_only),
        sort_key: Set(entry.sort_key()),
    }
}

fn shown(number: i64, entry: &Indexed) -> display::ActiveModel {
    display::ActiveModel {
        number: Set(number),
        kind: Set(entry.kind.code.to_owned()),
        object_id: Set(entry.object),
        url: Set(entry.url.clone()),
        title: Set(entry.title.clone()),
        place: Set(entry.place.clone()),
        text: Set(entry.text.clone()),
    }
}

async fn last_number(tx: &Tx) -> Result<i64, Problem> {
    let last: Option<Option<i64>> = row::Entity::find()
        .select_only()
        .column_as(row::Column::Number.max(), "last")
        .into_tuple()
        .one(tx.connection())
        .await
        .map_err(problem)?;
    Ok(last.flatten().unwrap_or_default())
}

pub async fn delete(tx: &Tx, numbers: &[i64]) -> Result<(), Problem> {
    for some in numbers.chunks(ROWS_MAX) {
        text::delete(tx, some).await?;
        let numbers = || some.iter().copied();
        display::Entity::delete_many()
            .filter(display::Column::Number.is_in(numbers()))
            .exec(tx.connection())
            .await
            .map_err(problem)?;
        row::Entity::delete_many()
            .filter(row::Column::Number.is_in(numbers()))
            .exec(tx.connection())
            .await
            .map_err(problem)?;
    }
    Ok(())
}
