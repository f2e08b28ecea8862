use crate::CommentId;
use crate::model::{Audience, Comment, Marked, Reader};
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Tx, problem, statement};
use samverk_foundation::{PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, ConnectionTrait, QueryOrder, QuerySelect, Select, Set};
use std::collections::BTreeMap;

/// So many stand on a page at once; the rest are led to.
pub const LATEST: u64 = 20;
/// Questions that wait stand first, the oldest of them.
const OPEN: u64 = 50;
/// So many are found by who wrote them.
const FOUND: u64 = 1_000;

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

fn is_open() -> Condition {
    Condition::all()
        .add(Column::Question.eq(true))
        .add(Column::AnsweredAt.is_null())
        .add(Column::RemovedAt.is_null())
}

/// The questions that wait for an answer, the oldest first.
pub async fn list_open_questions(tx: &Tx, reader: &Reader<'_>) -> Result<Vec<Comment>, Problem> {
    let query = roots(reader).filter(is_open());
    let query = query.order_by_asc(Column::Id).limit(OPEN);
    statement::list(tx, query, comment).await
}

/// The latest of the others, or of those before one: the newest last. One more than `LATEST` tells
/// that there are earlier ones.
pub async fn list_latest(
    tx: &Tx,
    reader: &Reader<'_>,
    before: Option<CommentId>,
) -> Result<Vec<Comment>, Problem> {
    let query = roots(reader).filter(is_open().not());
    let query = match before {
        Some(before) => query.filter(Column::Id.lt(before.0)),
        None => query,
    };
    let query = query.order_by_desc(Column::Id).limit(LATEST + 1);
    let mut found = statement::list(tx, query, comment).await?;
    found.reverse();
    Ok(found)
}

/// Everything that is said to the reader, the oldest first, each followed by what answers it.
pub async fn list_seen(tx: &Tx, reader: &Reader<'_>) -> Result<Vec<Comment>, Problem> {
    let query = roots(reader).order_by_asc(Column::Id);
    let roots = statement::list(tx, query, comment).await?;
    let here = row::Entity::find()
        .filter(Column::ThingId.eq(reader.thing.id))
        .filter(Column::ThingKind.eq(reader.thing.kind))
        .filter(Column::AnswersId.is_not_null())
        .order_by_asc(Column::Id);
    let mut answers: BTreeMap<CommentId, Vec<Comment>> = BTreeMap::new();
    for answer in statement::list(tx, here, comment).await? {
        let root = answer.answers.unwrap_or(answer.id);
        answers.entry(root).or_default().push(answer);
    }
    let mut all = Vec::new();
    for root in roots {
        let below = answers.remove(&root.id).unwrap_or_default();
        all.push(root);
        all.extend(below);
    }
    Ok(all)
}

/// What answers these, the oldest first.
pub async fn list_answers_to(tx: &Tx, roots: &[CommentId]) -> Result<Vec<Comment>, Problem> {
    let query = row::Entity::find()
        .filter(Column::AnswersId.is_in(roots.iter().map(|id| id.0)))
        .order_by_asc(Column::Id);
    statement::list(tx, query, comment).await
}

/// Everything, the oldest first: an answer after what it answers.
pub async fn list_all_comments(tx: &Tx) -> Result<Vec<Comment>, Problem> {
    let query = row::Entity::find().order_by_asc(Column::Id);
    statement::list(tx, query, comment).await
}

/// What was said of things whose removal stands in the log.
pub async fn delete_lost_comments(tx: &Tx) -> Result<(), Problem> {
    let lost = "DELETE FROM comment WHERE EXISTS (SELECT 1 FROM event \
        WHERE event.object_id = comment.thing_id \
        AND event.kind = comment.thing_kind || '.removed')";
    let done = tx.connection().execute_unprepared(lost).await;
    done.map(|_| ()).map_err(problem)
}

/// Whatever somebody of that name wrote, the newest first: for what is kept of a person.
pub async fn list_written_by(tx: &Tx, words: &str) -> Result<Vec<Comment>, Problem> {
    let written = Expr::col(Column::Author).like(statement::containing(words));
    let query = row::Entity::find()
        .filter(written)
        .order_by_desc(Column::Id)
        .limit(FOUND);
    statement::list(tx, query, comment).await
}
