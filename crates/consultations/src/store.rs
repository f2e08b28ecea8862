//! Every database statement of the domain that the machine does not make.

use crate::answer::{CONSULTATION_ANSWER, HeldAnswer};
use crate::consultation::{CONSULTATION, HeldConsultation};
use crate::point::{CONSULTATION_POINT, HeldPoint};
use crate::section::{CONSULTATION_SECTION, HeldSection};
use chrono::NaiveDate;
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

/// Some columns of the rows of a table that hang on any of these.
async fn rows_of(
    tx: &Tx,
    table: &'static str,
    columns: &[&'static str],
    (on, ids): (&'static str, &[Uuid]),
) -> Result<Vec<QueryResult>, Problem> {
    let mut query = Query::select();
    for column in columns {
        query.column(*column);
    }
    let of = Expr::col(on).is_in(ids.iter().copied());
    query.from(table).and_where(of);
    tx.connection().query_all(&query).await.map_err(problem)
}

async fn ids_of(
    tx: &Tx,
    table: &'static str,
    of: (&'static str, &[Uuid]),
) -> Result<Vec<Uuid>, Problem> {
    let rows = rows_of(tx, table, &["id"], of).await?;
    let id = |row: &QueryResult| row.try_get_by_index(0).map_err(problem);
    rows.iter().map(id).collect()
}

/// The points of a consultation in their order, bare.
pub(crate) async fn points_of(tx: &Tx, consultation: Uuid) -> Result<Vec<HeldPoint>, Problem> {
    let of = ("consultation_id", [consultation]);
    let found = ids_of(tx, "consultation_point", (of.0, &of.1)).await?;
    let mut found = CONSULTATION_POINT.with_ids(tx, &found).await?;
    found.sort_by_key(|one| (one.position, one.id));
    Ok(found)
}

/// The answers in a consultation in their order, with the names of what they refer to.
pub(crate) async fn answers_of(tx: &Tx, consultation: Uuid) -> Result<Vec<HeldAnswer>, Problem> {
    let of = ("consultation_id", [consultation]);
    let found = ids_of(tx, "consultation_answer", (of.0, &of.1)).await?;
    let mut found = CONSULTATION_ANSWER.named_with_ids(tx, &found).await?;
    found.sort_by_key(|one| (one.position, one.id));
    Ok(found)
}

/// The answers of a party that have its number, with the names of what they refer to.
pub(crate) async fn answers_with_number(
    tx: &Tx,
    party: Uuid,
    number: &str,
) -> Result<Vec<HeldAnswer>, Problem> {
    let columns = ["id", "number"];
    let of = ("party_id", [party]);
    let rows = rows_of(tx, "consultation_answer", &columns, (of.0, &of.1)).await?;
    let mut ids = Vec::new();
    for row in rows {
        let own: String = row.try_get_by_index(1).map_err(problem)?;
        if own == number {
            ids.push(row.try_get_by_index(0).map_err(problem)?);
        }
    }
    CONSULTATION_ANSWER.named_with_ids(tx, &ids).await
}

/// What these answers say, bare.
pub(crate) async fn sections_of(tx: &Tx, answers: &[Uuid]) -> Result<Vec<HeldSection>, Problem> {
    let found = ids_of(tx, "consultation_section", ("statement_id", answers)).await?;
    CONSULTATION_SECTION.with_ids(tx, &found).await
}

/// The consultations that supplement one, in their order, bare.
pub(crate) async fn supplementing(
    tx: &Tx,
    consultation: Uuid,
) -> Result<Vec<HeldConsultation>, Problem> {
    let found = ids_of(tx, "consultation", ("supplements_id", &[consultation])).await?;
    let mut found = CONSULTATION.with_ids(tx, &found).await?;
    found.sort_by_key(|one| (one.position, one.id));
    Ok(found)
}

/// Whether any answer says something of a point.
pub(crate) async fn is_answered(tx: &Tx, point: Uuid) -> Result<bool, Problem> {
    let found = ids_of(tx, "consultation_section", ("point_id", &[point])).await?;
    Ok(!found.is_empty())
}

/// The last day of each consultation on a ground.
pub(crate) async fn last_days(
    tx: &Tx,
    ground: Uuid,
) -> Result<Vec<(Uuid, Option<NaiveDate>)>, Problem> {
    let of = ("collaboration_id", [ground]);
    let rows = rows_of(tx, "consultation", &["id", "last_day"], (of.0, &of.1)).await?;
    let read = |row: &QueryResult| {
        let day = row.try_get_by_index(1).map_err(problem)?;
        Ok((row.try_get_by_index(0).map_err(problem)?, day))
    };
    rows.iter().map(read).collect()
}

/// What the rules know of an answer.
pub(crate) struct KnownAnswer {
    pub id: Uuid,
    pub consultation: Option<Uuid>,
    pub party: Option<Uuid>,
    pub organisation: String,
    pub state: String,
}

pub(crate) async fn known_answers(tx: &Tx, ground: Uuid) -> Result<Vec<KnownAnswer>, Problem> {
    let of = ("collaboration_id", [ground]);
    let columns = ["id", "consultation_id", "party_id", "organisation", "state"];
    let rows = rows_of(tx, "consultation_answer", &columns, (of.0, &of.1)).await?;
    let read = |row: &QueryResult| {
        Ok(KnownAnswer {
            id: row.try_get_by_index(0).map_err(problem)?,
            consultation: row.try_get_by_index(1).map_err(problem)?,
            party: row.try_get_by_index(2).map_err(problem)?,
            organisation: row.try_get_by_index(3).map_err(problem)?,
            state: row.try_get_by_index(4).map_err(problem)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Two ids of each row of a table on a ground.
async fn pairs(
    tx: &Tx,
    ground: Uuid,
    table: &'static str,
    columns: [&'static str; 2],
) -> Result<Vec<(Option<Uuid>, Option<Uuid>)>, Problem> {
    let of = ("collaboration_id", [ground]);
    let rows = rows_of(tx, table, &columns, (of.0, &of.1)).await?;
    let read = |row: &QueryResult| {
        let second = row.try_get_by_index(1).map_err(problem)?;
        Ok((row.try_get_by_index(0).map_err(problem)?, second))
    };
    rows.iter().map(read).collect()
}

/// Each point on a ground with its consultation.
pub(crate) async fn known_points(tx: &Tx, ground: Uuid) -> Result<Vec<(Uuid, Uuid)>, Problem> {
    let columns = ["id", "consultation_id"];
    Ok(both(
        pairs(tx, ground, "consultation_point", columns).await?,
    ))
}

/// What refers to nothing says nothing of anything.
fn both(pairs: Vec<(Option<Uuid>, Option<Uuid>)>) -> Vec<(Uuid, Uuid)> {
    let said = pairs
        .into_iter()
        .filter_map(|(one, other)| Some((one?, other?)));
    said.collect()
}

/// Answer and point of each section on a ground.
pub(crate) async fn known_sections(tx: &Tx, ground: Uuid) -> Result<Vec<(Uuid, Uuid)>, Problem> {
    let columns = ["statement_id", "point_id"];
    Ok(both(
        pairs(tx, ground, "consultation_section", columns).await?,
    ))
}
