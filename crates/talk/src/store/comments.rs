use crate::CommentId;
use crate::model::{Audience, Comment, Marked, Reader};
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Naming, Tx, is_removed, names, problem, rows_naming, statement};
use samverk_foundation::{Actor, PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, Func, Query, WindowStatement};
use sea_orm::{
    Condition, ConnectionTrait, Order, QueryOrder, QuerySelect, QueryTrait, Select, Set,
};
use std::collections::BTreeSet;

/// So many stand on a page at once; the rest are led to.
pub const LATEST: u64 = 20;
/// Questions that wait stand first, the oldest of them.
const OPEN: u64 = 50;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "comment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub thing_kind: String,
        pub thing_id: Uuid,
        pub answers_id: Option<Uuid>,
        pub person_id: Option<Uuid>,
        pub author: String,
        pub audience: String,
        pub party_id: Option<Uuid>,
        pub question: bool,
        pub text: String,
        pub former: Json,
        pub mentioned: Json,
        pub written_at: DateTime<Utc>,
        pub edited_at: Option<DateTime<Utc>>,
        pub answered_at: Option<DateTime<Utc>>,
        pub answered_by: String,
        pub removed_at: Option<DateTime<Utc>>,
        pub removed_by: String,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn comment(row: row::Model) -> Result<Comment, Problem> {
    let marked = |at: Option<DateTime<Utc>>, by: String| at.map(|at| Marked { at, by });
    Ok(Comment {
        id: CommentId(row.id),
        thing_kind: row.thing_kind,
        thing_id: row.thing_id,
        answers: row.answers_id.map(CommentId),
        person: row.person_id.map(PersonId),
        author: row.author,
        audience: Audience::from_code(&row.audience)?,
        party: row.party_id.map(PartyId),
        question: row.question,
        text: row.text,
        former: serde_json::from_value(row.former).map_err(Problem::internal)?,
        mentioned: serde_json::from_value(row.mentioned).map_err(Problem::internal)?,
        written_at: row.written_at,
        edited_at: row.edited_at,
        answered: marked(row.answered_at, row.answered_by),
        removed: marked(row.removed_at, row.removed_by),
        revision: row.revision,
    })
}

fn active(one: &Comment) -> Result<row::ActiveModel, Problem> {
    let by = |marked: &Option<Marked>| {
        let by = marked.as_ref().map(|marked| marked.by.clone());
        by.unwrap_or_default()
    };
    let at = |marked: &Option<Marked>| marked.as_ref().map(|marked| marked.at);
    Ok(row::ActiveModel {
        id: Set(one.id.0),
        thing_kind: Set(one.thing_kind.clone()),
        thing_id: Set(one.thing_id),
        answers_id: Set(one.answers.map(|id| id.0)),
        person_id: Set(one.person.map(|id| id.0)),
        author: Set(one.author.clone()),
        audience: Set(one.audience.code().to_owned()),
        party_id: Set(one.party.map(|id| id.0)),
        question: Set(one.question),
        text: Set(one.text.clone()),
        former: Set(serde_json::to_value(&one.former).map_err(Problem::internal)?),
        mentioned: Set(serde_json::to_value(&one.mentioned).map_err(Problem::internal)?),
        written_at: Set(one.written_at),
        edited_at: Set(one.edited_at),
        answered_at: Set(at(&one.answered)),
        answered_by: Set(by(&one.answered)),
        removed_at: Set(at(&one.removed)),
        removed_by: Set(by(&one.removed)),
        revision: Set(one.revision),
    })
}

pub async fn find_comment(tx: &Tx, id: CommentId) -> Result<Option<Comment>, Problem> {
    statement::find_one(tx, row::Entity::find_by_id(id.0), comment).await
}

pub async fn insert_comment(tx: &Tx, new: &Comment) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(new)?)).await
}

/// Saves over `seen` only; fails with `changed_meanwhile`.
pub async fn update_comment(tx: &Tx, new: &Comment, seen: i64) -> Result<(), Problem> {
    statement::update_seen(tx, active(new)?, new.id.0, seen).await
}

/// The same rule as `Reader::sees`, asked of the database so that pages are counted right.
fn seen_by(reader: &Reader) -> Condition {
    let audience = |one: Audience| Column::Audience.eq(one.code());
    let parties = reader.parties.iter().map(|party| party.0);
    let within = Condition::all()
        .add(audience(Audience::Party))
        .add(Column::PartyId.is_in(parties));
    let mut to_owner = Condition::all().add(audience(Audience::Owner));
    if !reader.answers_for_it() {
        // No row is nobody's own.
        let own = reader.person.map_or(Uuid::nil(), |person| person.0);
        to_owner = to_owner.add(Column::PersonId.eq(own));
    }
    Condition::any()
        .add(audience(Audience::Members))
        .add(within)
        .add(to_owner)
}

/// What answers nothing else.
fn roots(reader: &Reader) -> Select<row::Entity> {
    row::Entity::find()
        .filter(Column::ThingId.eq(reader.thing.id))
        .filter(Column::ThingKind.eq(reader.thing.kind))
        .filter(Column::AnswersId.is_null())
        .filter(seen_by(reader))
}

fn waits() -> Condition {
    Condition::all()
        .add(Column::Question.eq(true))
        .add(Column::AnsweredAt.is_null())
        .add(Column::RemovedAt.is_null())
}

/// The questions that wait for an answer, the oldest first.
pub async fn list_open_questions(tx: &Tx, reader: &Reader<'_>) -> Result<Vec<Comment>, Problem> {
    let query = roots(reader).filter(waits());
    let query = query.order_by_asc(Column::Id).limit(OPEN);
    statement::list(tx, query, comment).await
}

/// The latest of the others, or of those before one: the newest last. One more than `LATEST` tells
/// that there are earlier ones.
pub async fn list_latest(
    tx: &Tx,
    reader: &Reader<'_>,
    before: Option<CommentId>,
    others: &[Comment],
) -> Result<Vec<Comment>, Problem> {
    let others = others.iter().map(|one| one.id.0);
    let query = roots(reader).filter(Column::Id.is_not_in(others));
    let query = match before {
        Some(before) => query.filter(Column::Id.lt(before.0)),
        None => query,
    };
    let query = query.order_by_desc(Column::Id).limit(LATEST + 1);
    let mut found = statement::list(tx, query, comment).await?;
    found.reverse();
    Ok(found)
}

/// What is said to the reader, with what answers that.
fn seen(reader: &Reader) -> Select<row::Entity> {
    let ids = roots(reader).select_only().column(Column::Id).into_query();
    let is_seen = Condition::any()
        .add(Column::AnswersId.is_null().and(Expr::from(seen_by(reader))))
        .add(Column::AnswersId.in_subquery(ids));
    row::Entity::find()
        .filter(Column::ThingId.eq(reader.thing.id))
        .filter(Column::ThingKind.eq(reader.thing.kind))
        .filter(is_seen)
}

pub async fn count_seen(tx: &Tx, reader: &Reader<'_>) -> Result<u64, Problem> {
    seen(reader).count(tx.connection()).await.map_err(problem)
}

/// A part of what is said to the reader, the oldest first, each followed by what answers it.
pub async fn list_seen(
    tx: &Tx,
    reader: &Reader<'_>,
    (offset, limit): (u64, u64),
) -> Result<Vec<Comment>, Problem> {
    let root = Func::coalesce([Expr::col(Column::AnswersId), Expr::col(Column::Id)]);
    let query = seen(reader)
        .order_by_asc(Expr::expr(root))
        .order_by_asc(Column::AnswersId.is_not_null())
        .order_by_asc(Column::Id)
        .offset(offset)
        .limit(limit);
    statement::list(tx, query, comment).await
}

/// The latest that answer each of these, the newest last. One more than `LATEST` tells that there are
/// earlier ones.
pub async fn list_answers_to(tx: &Tx, roots: &[CommentId]) -> Result<Vec<Comment>, Problem> {
    let mut of_root = WindowStatement::partition_by(Column::AnswersId);
    of_root.order_by(Column::Id, Order::Desc);
    let mut placed = Query::select();
    placed
        .column(Column::Id)
        .expr_window_as(Func::cust("ROW_NUMBER"), of_root, "place")
        .from(row::Entity)
        .and_where(Column::AnswersId.is_in(roots.iter().map(|id| id.0)));
    let mut latest = Query::select();
    latest
        .column("id")
        .from_subquery(placed, "placed")
        .and_where(Expr::col("place").lte(LATEST + 1));
    let query = row::Entity::find()
        .filter(Column::Id.in_subquery(latest))
        .order_by_asc(Column::Id);
    statement::list(tx, query, comment).await
}

/// What answers a comment before one of its answers: the newest last, and one more than `LATEST`.
pub async fn list_answers_before(
    tx: &Tx,
    root: CommentId,
    before: CommentId,
) -> Result<Vec<Comment>, Problem> {
    let query = row::Entity::find()
        .filter(Column::AnswersId.eq(root.0))
        .filter(Column::Id.lt(before.0))
        .order_by_desc(Column::Id)
        .limit(LATEST + 1);
    let mut found = statement::list(tx, query, comment).await?;
    found.reverse();
    Ok(found)
}

/// The latest answers up to one of them, the newest last, or the latest of all.
pub async fn list_answers_until(
    tx: &Tx,
    root: CommentId,
    last: Option<CommentId>,
) -> Result<Vec<Comment>, Problem> {
    let query = row::Entity::find().filter(Column::AnswersId.eq(root.0));
    let query = match last {
        Some(last) => query.filter(Column::Id.lte(last.0)),
        None => query,
    };
    let query = query.order_by_desc(Column::Id).limit(LATEST + 1);
    let mut found = statement::list(tx, query, comment).await?;
    found.reverse();
    Ok(found)
}

/// Which of these things the person has said something of, to others than their own party.
pub async fn said_of_by(
    tx: &Tx,
    (kind, things): (&str, &[Uuid]),
    person: PersonId,
) -> Result<BTreeSet<Uuid>, Problem> {
    let own: Vec<Uuid> = row::Entity::find()
        .select_only()
        .column(Column::ThingId)
        .distinct()
        .filter(Column::ThingKind.eq(kind))
        .filter(Column::ThingId.is_in(things.iter().copied()))
        .filter(Column::PersonId.eq(person.0))
        .filter(Column::Audience.ne(Audience::Party.code()))
        .filter(Column::RemovedAt.is_null())
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    Ok(own.into_iter().collect())
}

/// Everything, the oldest first: an answer after what it answers.
pub async fn list_all_comments(tx: &Tx) -> Result<Vec<Comment>, Problem> {
    let query = row::Entity::find().order_by_asc(Column::Id);
    statement::list(tx, query, comment).await
}

/// What was said of things whose removal stands in the log, or that of their collaboration.
pub async fn delete_lost_comments(tx: &Tx) -> Result<(), Problem> {
    let lost = is_removed("comment", "thing_kind", "thing_id");
    let lost = format!("DELETE FROM comment WHERE {lost}");
    let done = tx.connection().execute_unprepared(&lost).await;
    done.map(|_| ()).map_err(problem)
}

/// Deletes all that was said at a thing that is disposed of.
pub async fn delete_comments_at(tx: &Tx, kind: &str, id: Uuid) -> Result<(), Problem> {
    let here = Condition::all()
        .add(Column::ThingKind.eq(kind))
        .add(Column::ThingId.eq(id));
    // Answers name what they answer.
    let answers = row::Entity::delete_many()
        .filter(here.clone())
        .filter(Column::AnswersId.is_not_null());
    statement::delete(tx, answers).await?;
    statement::delete(tx, row::Entity::delete_many().filter(here)).await
}

/// What names somebody, with each field that does, the newest first. The actor is led to what they may read.
pub async fn comments_naming(tx: &Tx, actor: &Actor, words: &str) -> Result<Vec<Naming>, Problem> {
    let columns = [
        Column::Author,
        Column::Mentioned,
        Column::AnsweredBy,
        Column::RemovedBy,
    ];
    let mut all = Vec::new();
    for row in rows_naming::<row::Entity>(tx, &columns, words).await? {
        let one = comment(row)?;
        let mentioned = one.mentioned.iter().map(|one| one.name.as_str());
        let by = |marked: &Option<Marked>| marked.clone().map_or_else(String::new, |one| one.by);
        let fields = [
            ("comment-author", one.author.clone()),
            (
                "comment-mentioned",
                mentioned.collect::<Vec<_>>().join("\n"),
            ),
            ("comment-answered-by", by(&one.answered)),
            ("comment-removed-by", by(&one.removed)),
        ];
        let named = fields.iter().filter(|(_, text)| names(text, words));
        all.extend(named.map(|(field, _)| Naming {
            field,
            at: one.written_at,
            href: is_open(actor, &one).then(|| one.href()),
        }));
    }
    Ok(all)
}

/// What a party says among its own is theirs, also for whoever looks after the installation.
fn is_open(actor: &Actor, comment: &Comment) -> bool {
    let held = actor.person().into_iter().flat_map(|one| &one.party_roles);
    let mut own = held.map(|(party, _)| Some(*party));
    comment.audience != Audience::Party || own.any(|party| party == comment.party)
}
