//! Every database statement of described kinds: one table for each, a column for each field.

mod among;
mod due;
mod kin;
mod naming;
mod personal;
mod rows;
mod several;
mod spelling;
mod views;

pub(crate) use among::read_at;
pub use due::Due;
pub(crate) use due::{count_due, list_due};
pub(crate) use kin::{above, all_on, all_read, named};
pub(crate) use naming::names;
pub use naming::{any_says, has_rows_with};
pub(crate) use personal::saying;
pub(crate) use rows::cell;
pub(crate) use several::{find_read, find_standing, list_keys};
pub use spelling::spell_search_texts;
pub(crate) use views::{ListView, delete_view, find_view, insert_view, list_views, update_view};

use crate::list::{Asked, Sorted};
use crate::{AnyKind, Ground, Stored, sight};
use among::{comes_after, filtered, on_ground, order};
use rows::{read_all, select, written};
use samverk_database::{
    TableRow, Tx, delete_row_seen_unused, delete_rows_unused, insert_row_later, problem,
    update_row_seen,
};
use samverk_foundation::{Key, Problem};
use sea_orm::Order::{Asc, Desc};
use sea_orm::sea_query::{
    CaseStatement, Cond, Expr, ExprTrait, Func, NullOrdering, Query, SelectStatement, UnionType,
};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::Value as Json;
use uuid::Uuid;

/// What stands under a key, and where the last of the list stands.
pub(crate) struct Place {
    pub found: Option<Stored>,
    last: Option<i64>,
}

impl Place {
    /// Where a save leaves it: where it is, or last.
    pub fn position(&self) -> i64 {
        let own = self.found.as_ref().map(|one| one.position);
        own.unwrap_or_else(|| self.last.map_or(0, |last| last + 1))
    }
}

/// One statement, by index.
pub(crate) async fn place(
    tx: &Tx,
    kind: &dyn AnyKind,
    ground: Uuid,
    key: &Key,
) -> Result<Place, Problem> {
    let found = read_all(tx, kind, &placing(kind, ground, key)).await?;
    let last = found.iter().map(|one| one.position).max();
    let found = found.into_iter().find(|one| one.key == *key);
    Ok(Place { found, last })
}

/// The one with the key, and the last of the list.
fn placing(kind: &dyn AnyKind, ground: Uuid, key: &Key) -> SelectStatement {
    let facts = kind.facts();
    let mut query = select(kind);
    query.and_where(on_ground(&facts, ground));
    query.and_where(Expr::col("key").eq(key.as_str()));
    if facts.is_ordered_by_hand() {
        let mut end = Query::select();
        end.expr(Func::max(Expr::col("position")))
            .from(facts.table());
        end.and_where(on_ground(&facts, ground));
        let mut last = select(kind);
        last.and_where(on_ground(&facts, ground));
        last.and_where(Expr::col("position").in_subquery(end));
        query.union(UnionType::All, last);
    }
    query
}

/// Finds one by its key, on this ground only and if it is read there.
pub(crate) async fn find(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    key: &str,
) -> Result<Option<Stored>, Problem> {
    let mut query = select(kind);
    query.cond_where(read_at(kind, at)?);
    query.and_where(Expr::col("key").eq(key));
    let found = read_all(tx, kind, &query).await?;
    let mut found = see(tx, kind, at, found).await?;
    Ok(found.pop())
}

/// As somebody there sees them.
pub(crate) async fn see(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    found: Vec<Stored>,
) -> Result<Vec<Stored>, Problem> {
    let (today, found) = (tx.today(), found.into_iter());
    let seen = found.map(|one| sight::seen(kind, at, today, one));
    let mut seen: Vec<Stored> = seen.collect();
    sight::hide(tx, kind, at, &mut seen).await?;
    Ok(seen)
}

/// Finds one by its id, on whatever ground, for the program itself.
pub(crate) async fn find_by_id(
    tx: &Tx,
    kind: &dyn AnyKind,
    id: Uuid,
) -> Result<Option<Stored>, Problem> {
    let mut query = select(kind);
    query.and_where(Expr::col("id").eq(id));
    Ok(read_all(tx, kind, &query).await?.into_iter().next())
}

/// A stretch of what is read on the ground, in its order.
pub(crate) async fn list(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    asked: &Asked,
) -> Result<Vec<Stored>, Problem> {
    let among = read_at(kind, at)?.add(filtered(tx, kind, at, asked));
    let query = listing(kind, among, asked)?;
    let found = read_all(tx, kind, &query).await?;
    see(tx, kind, at, found).await
}

/// All that hang on a ground, whoever may read them: for the program itself.
pub(crate) async fn whole(
    tx: &Tx,
    kind: &dyn AnyKind,
    ground: Uuid,
) -> Result<Vec<Stored>, Problem> {
    let mut found = all_on(tx, kind, ground).await?;
    crate::target::name(tx, kind, &mut found).await?;
    Ok(found)
}

/// All that hang on any of these grounds, each in its order: for the program itself.
pub(crate) async fn list_on(
    tx: &Tx,
    kind: &dyn AnyKind,
    grounds: &[Uuid],
) -> Result<Vec<Stored>, Problem> {
    let mut found = Vec::new();
    for some in grounds.chunks(MANY) {
        let some = match kind.facts().ground.column {
            Some(column) => Expr::col(column).is_in(some.iter().copied()),
            None => Expr::cust("1 = 1"),
        };
        let query = listing(kind, Cond::all().add(some), &Asked::default())?;
        found.extend(read_all(tx, kind, &query).await?);
    }
    Ok(found)
}

/// So many are named in one statement.
const MANY: usize = 500;

fn listing(kind: &dyn AnyKind, among: Cond, asked: &Asked) -> Result<SelectStatement, Problem> {
    let facts = kind.facts();
    let mut query = select(kind);
    query.cond_where(among);
    if let Some(after) = &asked.after {
        let after = comes_after(&facts, kind.form(), after, asked.sorted.as_ref())?;
        query.cond_where(after);
    }
    for step in order(&facts, kind.form(), asked.sorted.as_ref()) {
        let by = step.by();
        match (step.descending, step.nullable) {
            (true, true) => query.order_by_expr_with_nulls(by, Desc, NullOrdering::Last),
            (false, true) => query.order_by_expr_with_nulls(by, Asc, NullOrdering::First),
            (true, false) => query.order_by_expr(by, Desc),
            (false, false) => query.order_by_expr(by, Asc),
        };
    }
    if let Some(limit) = asked.limit {
        query.limit(limit);
    }
    if asked.offset > 0 {
        query.offset(asked.offset);
    }
    Ok(query)
}

/// What the pages and the API ask of the database, for looking at how it answers.
pub fn statements(kind: &dyn AnyKind, at: &dyn Ground) -> Result<Vec<SelectStatement>, Problem> {
    let page = Asked {
        limit: Some(20),
        ..Asked::default()
    };
    let sorted = kind.facts().list.sorted.iter().flat_map(|field| {
        [false, true].map(|descending| Asked {
            sorted: Some(Sorted {
                field: field.clone(),
                descending,
            }),
            ..page.clone()
        })
    });
    let mut all = vec![
        placing(kind, at.id(), &Key::from_name("key")),
        counting(kind, read_at(kind, at)?),
    ];
    for asked in std::iter::once(page.clone()).chain(sorted) {
        all.push(listing(kind, read_at(kind, at)?, &asked)?);
    }
    Ok(all)
}

/// How many are read there.
pub(crate) async fn count(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    asked: &Asked,
) -> Result<u64, Problem> {
    let among = read_at(kind, at)?.add(filtered(tx, kind, at, asked));
    counted(tx, counting(kind, among)).await
}

/// How many are asked for, wherever the page begins; no more than so many are counted.
pub(crate) async fn count_some(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    asked: &Asked,
    most: u64,
) -> Result<u64, Problem> {
    let mut some = Query::select();
    some.column("id").from(kind.facts().table()).limit(most);
    some.cond_where(read_at(kind, at)?.add(filtered(tx, kind, at, asked)));
    let mut query = Query::select();
    query
        .expr_as(Func::count(Expr::col("id")), "number")
        .from_subquery(some, "some");
    counted(tx, query).await
}

/// How many are read there up to this one.
pub(crate) async fn count_until(
    tx: &Tx,
    kind: &dyn AnyKind,
    at: &dyn Ground,
    last: &Stored,
) -> Result<u64, Problem> {
    let after = comes_after(&kind.facts(), kind.form(), last, None)?;
    counted(tx, counting(kind, read_at(kind, at)?.add(after.not()))).await
}

async fn counted(tx: &Tx, query: SelectStatement) -> Result<u64, Problem> {
    let row = tx.connection().query_one(&query).await.map_err(problem)?;
    let number = row.map(|row| row.try_get::<i64>("", "number"));
    let number = number.transpose().map_err(problem)?.unwrap_or_default();
    number.try_into().map_err(Problem::internal)
}

fn counting(kind: &dyn AnyKind, among: Cond) -> SelectStatement {
    let facts = kind.facts();
    let mut query = Query::select();
    query
        .expr_as(Func::count(Expr::col("id")), "number")
        .from(facts.table());
    query.cond_where(among);
    query
}

pub(crate) async fn insert(
    tx: &Tx,
    kind: &dyn AnyKind,
    ground: Uuid,
    new: &Stored,
) -> Result<(), Problem> {
    let facts = kind.facts();
    let mut row = written(kind, new)?;
    row.cells.push(("id", new.id.into()));
    row.cells
        .extend(facts.ground.column.map(|column| (column, ground.into())));
    if facts.keeping.knows_makers() {
        let maker = new.made_by.map(|person| person.0);
        row.cells.push(("made_by", maker.into()));
    }
    insert_row_later(tx, row).await
}

/// Saves over the revision that was seen only; fails with `changed_meanwhile`.
pub(crate) async fn update(
    tx: &Tx,
    kind: &dyn AnyKind,
    changed: &Stored,
    seen: i64,
) -> Result<(), Problem> {
    update_row_seen(tx, written(kind, changed)?, changed.id, seen).await
}

/// Counts a save of something that belongs to a thing, such as a list of its own. Fails with
/// `changed_meanwhile` when somebody saved since.
pub async fn count_save(tx: &Tx, kind: &dyn AnyKind, id: Uuid, seen: i64) -> Result<(), Problem> {
    let row = TableRow {
        table: kind.facts().table(),
        cells: vec![("revision", seen.saturating_add(1).into())],
    };
    update_row_seen(tx, row, id, seen).await
}

pub(crate) async fn delete(
    tx: &Tx,
    kind: &dyn AnyKind,
    id: Uuid,
    seen: i64,
) -> Result<(), Problem> {
    let facts = kind.facts();
    let in_use = (facts.removal.in_use)().code;
    delete_row_seen_unused(tx, facts.table(), id, seen, in_use).await
}

/// Removes these. Fails with `still_in_use`.
pub(crate) async fn delete_these(tx: &Tx, kind: &dyn AnyKind, ids: &[Uuid]) -> Result<(), Problem> {
    for some in ids.chunks(MANY) {
        delete_rows_unused(tx, kind.facts().table(), some, "still_in_use").await?;
    }
    Ok(())
}

/// Puts these, of the revisions that were seen, in other places, in one statement. Fails with
/// `order_changed` when somebody has changed or moved one of them.
pub(crate) async fn put_in_places(
    tx: &Tx,
    kind: &dyn AnyKind,
    places: &[(&Stored, i64)],
) -> Result<(), Problem> {
    let (mut place, mut seen) = (CaseStatement::new(), Cond::any());
    for (one, position) in places {
        place = place.case(Expr::col("id").eq(one.id), *position);
        let is_one = Expr::col("id").eq(one.id);
        seen = seen.add(is_one.and(Expr::col("revision").eq(one.revision)));
    }
    let mut update = Query::update();
    update.table(kind.facts().table());
    update.value("position", place.finally(Expr::col("position")));
    update.value("revision", Expr::col("revision").add(1));
    update.cond_where(seen);
    let done = tx.connection().execute(&update).await.map_err(problem)?;
    match done.rows_affected() == places.len() as u64 {
        true => Ok(()),
        false => Err(Problem::conflict("order_changed")),
    }
}

/// Removes all that hang on a ground, with the ground.
pub async fn delete_all(tx: &Tx, kind: &dyn AnyKind, ground: Uuid) -> Result<(), Problem> {
    let facts = kind.facts();
    let mut delete = Query::delete();
    delete.from_table(facts.table());
    delete.and_where(on_ground(&facts, ground));
    let done = tx.connection().execute(&delete).await;
    done.map(|_| ()).map_err(problem)
}

/// All that hang on a ground, as the log keeps them.
pub async fn told_all(tx: &Tx, kind: &dyn AnyKind, ground: Uuid) -> Result<Json, Problem> {
    let all = whole(tx, kind, ground).await?;
    Ok(all.iter().map(|one| one.told(kind)).collect())
}

/// Which of these keys something has.
pub(crate) async fn taken(
    tx: &Tx,
    kind: &dyn AnyKind,
    ground: Uuid,
    keys: &[Key],
) -> Result<Vec<Key>, Problem> {
    let facts = kind.facts();
    let mut query = Query::select();
    query.column("key").from(facts.table());
    query.and_where(on_ground(&facts, ground));
    query.and_where(Expr::col("key").is_in(keys.iter().map(Key::as_str)));
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    let key = |row: &QueryResult| Key::parse(&row.try_get::<String>("", "key").map_err(problem)?);
    rows.iter().map(key).collect()
}
