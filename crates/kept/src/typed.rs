//! Kinds as the code of their own domain uses them: with their types.

use crate::list::Asked;
use crate::remove::stays;
use crate::{
    AnyKind as _, Decision, Due, Ground, Kept, Kind, Saved, Seen, Stored, decide, remove, save,
    sight, store, target,
};
use chrono::NaiveDate;
use samverk_database::{ObjectRef, Tx};
use samverk_fields::FieldKey;
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_web::Thing;
use sea_orm::sea_query::Cond;
use std::ops::Deref;
use uuid::Uuid;

/// One that is kept, with what the machine knows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Held<T> {
    pub id: Uuid,
    /// What it hangs on.
    pub ground: Uuid,
    pub key: Key,
    /// 0 where the order is not by hand.
    pub position: i64,
    pub revision: i64,
    pub value: T,
}

impl<T> Deref for Held<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Kept> Held<T> {
    fn of(stored: &Stored) -> Result<Self, Problem> {
        let value = T::read(&stored.record);
        Ok(Self {
            id: stored.id,
            ground: stored.ground,
            position: stored.position,
            key: stored.key.clone(),
            revision: stored.revision,
            value: value.ok_or_else(|| Problem::internal("a record of another form"))?,
        })
    }
}

impl<T: Kept> Kind<T> {
    /// What files, comments and followers hang on, as whoever sees the ground so sees it.
    pub fn thing(&self, at: &dyn Ground, one: &Held<T>) -> Thing {
        let name = (self.name)(&one.value);
        self.facts().thing(at, (one.id, &one.key), name)
    }

    /// Adds or changes one, as [`save()`] does.
    pub async fn save(
        &self,
        tx: &Tx,
        actor: &Actor,
        at: &dyn Ground,
        key: Key,
        value: &T,
        seen: Seen,
    ) -> Result<Held<T>, Problems> {
        let saved: Saved = save(tx, actor, at, self, key, value.write(), seen).await?;
        Ok(Held::of(&saved.stored)?)
    }

    /// Takes one to another state, as [`decide`](crate::decide) does.
    pub async fn decide(
        &self,
        tx: &Tx,
        actor: &Actor,
        at: &dyn Ground,
        key: &Key,
        decision: Decision<'_>,
        seen: i64,
    ) -> Result<Held<T>, Problems> {
        let found = store::find(tx, self, at, key.as_str()).await?;
        let one = found.ok_or_else(Problem::not_found)?;
        let saved = decide(tx, actor, at, self, &one, decision, seen).await?;
        Ok(Held::of(&saved.stored)?)
    }

    /// Removes one, as [`remove()`] does.
    pub async fn remove(
        &self,
        tx: &Tx,
        actor: &Actor,
        at: &dyn Ground,
        one: &Held<T>,
        seen: i64,
    ) -> Result<(), Problem> {
        let found = store::find_by_id(tx, self, one.id).await?;
        let one = found.ok_or_else(Problem::not_found)?;
        remove(tx, actor, at, self, &one, seen).await
    }

    pub async fn find(
        &self,
        tx: &Tx,
        at: &dyn Ground,
        key: &str,
    ) -> Result<Option<Held<T>>, Problem> {
        let found = store::find(tx, self, at, key).await?;
        found.as_ref().map(Held::of).transpose()
    }

    /// Those whose day comes, whoever may read them, the first days first: a stretch after one of them.
    pub async fn due(
        &self,
        tx: &Tx,
        due: Due<'_>,
        after: Option<(NaiveDate, Uuid)>,
        limit: u64,
    ) -> Result<Vec<Held<T>>, Problem> {
        let found = store::list_due(tx, self, due, after, limit).await?;
        found.iter().map(Held::of).collect()
    }

    /// How many there are; no more than so many are counted.
    pub async fn count_due(&self, tx: &Tx, due: Due<'_>, most: u64) -> Result<u64, Problem> {
        store::count_due(tx, self, due, most).await
    }

    /// How many have these answers.
    pub async fn count(
        &self,
        tx: &Tx,
        at: &dyn Ground,
        with: &[(FieldKey, &str)],
    ) -> Result<u64, Problem> {
        let filters = with
            .iter()
            .map(|(field, code)| (field.clone(), (*code).to_owned()));
        let asked = Asked {
            filters: filters.collect(),
            ..Asked::default()
        };
        store::count(tx, self, at, &asked).await
    }

    /// A stretch of the list, in its order.
    pub async fn list(
        &self,
        tx: &Tx,
        at: &dyn Ground,
        offset: u64,
        limit: u64,
    ) -> Result<Vec<Held<T>>, Problem> {
        let asked = Asked {
            offset,
            limit: Some(limit),
            ..Asked::default()
        };
        let found = store::list(tx, self, at, &asked).await?;
        found.iter().map(Held::of).collect()
    }

    /// All that is read there, for a page or a file that holds the whole list.
    pub async fn all(&self, tx: &Tx, at: &dyn Ground) -> Result<Vec<Held<T>>, Problem> {
        let found = store::list(tx, self, at, &Asked::default()).await?;
        found.iter().map(Held::of).collect()
    }

    /// The same without the keys and names of what they refer to, in one statement.
    pub async fn bare(&self, tx: &Tx, at: &dyn Ground) -> Result<Vec<Held<T>>, Problem> {
        let found = store::all_read(tx, self, at).await?;
        found.iter().map(Held::of).collect()
    }

    /// All that hang on a ground, bare, whoever may read them, in their order: for the program itself.
    pub async fn whole(&self, tx: &Tx, ground: Uuid) -> Result<Vec<Held<T>>, Problem> {
        let found = store::all_on(tx, self, ground).await?;
        found.iter().map(Held::of).collect()
    }

    /// Rows of a list, with their type.
    pub fn held(&self, rows: &[&Stored]) -> Result<Vec<Held<T>>, Problem> {
        rows.iter().map(|row| Held::of(row)).collect()
    }

    /// One that was read for the program itself, as somebody sees it on its ground: every way out that reads across
    /// grounds asks for it.
    pub fn seen(&self, at: &dyn Ground, today: NaiveDate, one: &T) -> Result<T, Problem> {
        let shown = sight::shown(self, at, today, one.write());
        T::read(&shown.0).ok_or_else(|| Problem::internal("a record of another form"))
    }

    /// Why this one cannot be removed, when something speaks against it: for pages of one's own.
    pub async fn stays(&self, tx: &Tx, id: Uuid) -> Result<Option<Problem>, Problem> {
        match store::find_by_id(tx, self, id).await? {
            Some(one) => stays(tx, self, &one).await,
            None => Ok(None),
        }
    }

    /// All that hang on any of these grounds, whoever may read them: for the program itself.
    pub async fn whole_on(&self, tx: &Tx, grounds: &[Uuid]) -> Result<Vec<Held<T>>, Problem> {
        let found = store::list_on(tx, self, grounds).await?;
        found.iter().map(Held::of).collect()
    }

    /// Those with these ids, bare, on whatever ground, whoever may read them: for the program itself.
    pub async fn with_ids(&self, tx: &Tx, ids: &[Uuid]) -> Result<Vec<Held<T>>, Problem> {
        let found = store::named(tx, self, &Cond::all(), ("id", ids)).await?;
        found.iter().map(Held::of).collect()
    }

    /// The same with the keys and names of what they refer to.
    pub async fn named_with_ids(&self, tx: &Tx, ids: &[Uuid]) -> Result<Vec<Held<T>>, Problem> {
        let mut found = store::named(tx, self, &Cond::all(), ("id", ids)).await?;
        target::name(tx, self, &mut found).await?;
        found.iter().map(Held::of).collect()
    }
}

impl<T> Held<T> {
    /// What the log knows it as, with the name that the kind gives it.
    pub fn object(&self, kind: &Kind<T>) -> ObjectRef
    where
        T: Kept,
    {
        ObjectRef::new(T::CODE, self.id, &(kind.name)(&self.value))
    }
}
