//! Every database statement of the domain that the machine does not make.

use crate::action_points::{ACTION_POINT, ActionPoint};
use crate::announcements::{ANNOUNCEMENT, Announcement};
use crate::choices::{Form, MatterState, MeetingState, PresenceBy};
use crate::corrections::{CORRECTION, Correction};
use crate::matters::{MATTER, Matter};
use crate::meetings::{self, MEETING};
use crate::model::{Known, MeetingFacts};
use crate::series::{SERIES, Series};
use crate::store_calls;
use chrono::NaiveDate;
use samverk_database::statement::ids;
use samverk_database::{Tx, problem};
use samverk_foundation::{CollaborationId, Key, PersonId, Problem};
use samverk_kept::{Gathered, Ground, Held, has_rows_with};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// More than any page or letter tells.
const MOST: u64 = 1000;

/// What matters need to know of the meetings of a collaboration, by id.
pub(crate) async fn gather_meetings(tx: &Tx, at: &dyn Ground) -> Result<Gathered, Problem> {
    let series = SERIES.whole(tx, at.id()).await?.into_iter();
    let said = |one: Held<Series>| (one.id, (one.minutes_form, one.presence_by));
    let series: BTreeMap<Uuid, _> = series.map(said).collect();
    let meetings = MEETING.whole(tx, at.id()).await?.into_iter();
    let facts = meetings.map(|meeting| {
        let own = meeting.series.as_ref().and_then(|one| one.id());
        let own = own.and_then(|id| series.get(&id).copied());
        let (form, presence_by) = own.unwrap_or((Form::Council, PresenceBy::Matter));
        let facts = MeetingFacts {
            form,
            presence_by,
            state: meeting.state,
            date: meeting.date,
            present: meeting.value.present.0,
        };
        (meeting.id, facts)
    });
    Ok(Arc::new(Known {
        meetings: facts.collect(),
        sets_agenda: at.may(MATTER.writers.roles),
    }))
}

/// The matters of a meeting in the order of its agenda.
pub(crate) async fn list_matters_of(tx: &Tx, meeting: Uuid) -> Result<Vec<Held<Matter>>, Problem> {
    list_matters(tx, of_meeting(meeting)).await
}

/// The matters that wait for a meeting, in their order.
pub(crate) async fn list_waiting_matters(
    tx: &Tx,
    of: CollaborationId,
) -> Result<Vec<Held<Matter>>, Problem> {
    let waits = Expr::col("collaboration_id")
        .eq(of.0)
        .and(Expr::col("state").eq(MatterState::Open.code()))
        .and(Expr::col("meeting_id").is_null());
    list_matters(tx, waits).await
}

/// Matters that are not settled, bare.
pub(crate) async fn list_open_matters(
    tx: &Tx,
    of: CollaborationId,
) -> Result<Vec<Held<Matter>>, Problem> {
    let open = Expr::col("collaboration_id")
        .eq(of.0)
        .and(Expr::col("state").eq(MatterState::Open.code()));
    MATTER.with_ids(tx, &those(tx, "matter", open).await?).await
}

async fn list_matters(tx: &Tx, which: Expr) -> Result<Vec<Held<Matter>>, Problem> {
    let found = those(tx, "matter", which).await?;
    let mut found = MATTER.named_with_ids(tx, &found).await?;
    found.sort_by_key(|one| (one.position, one.id));
    Ok(found)
}

/// The ids of the rows of a table of which this holds.
async fn those(tx: &Tx, table: &'static str, which: Expr) -> Result<Vec<Uuid>, Problem> {
    let mut query = Query::select();
    query.column("id").from(table).and_where(which).limit(MOST);
    ids(tx, &query).await
}

/// What hangs on one meeting.
fn of_meeting(meeting: Uuid) -> Expr {
    Expr::col("meeting_id").eq(meeting)
}

/// What was announced of a meeting, bare, the first first.
pub(crate) async fn list_announcements_of(
    tx: &Tx,
    meeting: Uuid,
) -> Result<Vec<Held<Announcement>>, Problem> {
    let found = those(tx, "announcement", of_meeting(meeting)).await?;
    let mut found = ANNOUNCEMENT.with_ids(tx, &found).await?;
    found.sort_by_key(|one| (one.up_on, one.id));
    Ok(found)
}

/// What is said afterwards of a meeting and of these of its matters, bare, the first first.
pub(crate) async fn list_corrections_of(
    tx: &Tx,
    meeting: Uuid,
    matters: &[Uuid],
) -> Result<Vec<Held<Correction>>, Problem> {
    let of_matters = Expr::col("matter_id").is_in(matters.iter().copied());
    let which = of_meeting(meeting).or(of_matters);
    let found = those(tx, "correction", which).await?;
    let mut found = CORRECTION.with_ids(tx, &found).await?;
    found.sort_by_key(|one| (one.date, one.id));
    Ok(found)
}

/// What is to be done after these matters, bare, what is due first.
pub(crate) async fn list_action_points_of(
    tx: &Tx,
    matters: &[Uuid],
) -> Result<Vec<Held<ActionPoint>>, Problem> {
    let of_matters = Expr::col("matter_id").is_in(matters.iter().copied());
    let found = those(tx, "action_point", of_matters).await?;
    let mut found = ACTION_POINT.with_ids(tx, &found).await?;
    found.sort_by_key(|one| (one.due.is_none(), one.due, one.id));
    Ok(found)
}

/// The paragraphs of a series in a year; of meetings of no series, those of the collaboration's others.
fn numbered_in(
    of: CollaborationId,
    series: Option<Uuid>,
    year: (NaiveDate, NaiveDate),
) -> SelectStatement {
    let column = |column: &'static str| Expr::col(("meeting", column));
    let of_series = match series {
        Some(series) => column("series_id").eq(series),
        None => column("series_id").is_null(),
    };
    let mut query = Query::select();
    query
        .from("matter")
        .inner_join("meeting", column("id").equals(("matter", "meeting_id")))
        .and_where(column("collaboration_id").eq(of.0))
        .and_where(of_series)
        .and_where(column("date").between(year.0, year.1));
    query
}

/// The paragraph after the last one of the series and year.
pub(crate) async fn next_number(
    tx: &Tx,
    of: CollaborationId,
    series: Option<Uuid>,
    year: (NaiveDate, NaiveDate),
) -> Result<i64, Problem> {
    let mut query = numbered_in(of, series, year);
    query.expr(Expr::col(("matter", "number")).max());
    let row = tx.connection().query_one(&query).await.map_err(problem)?;
    let last = row.map(|row| row.try_get_by_index::<Option<i64>>(0));
    let last = last.transpose().map_err(problem)?.flatten();
    Ok(last.unwrap_or_default() + 1)
}

/// Whether another matter of the series and year has the paragraph.
pub(crate) async fn is_number_taken(
    tx: &Tx,
    of: CollaborationId,
    series: Option<Uuid>,
    year: (NaiveDate, NaiveDate),
    (number, but): (i64, Uuid),
) -> Result<bool, Problem> {
    let column = |column: &'static str| Expr::col(("matter", column));
    let mut query = numbered_in(of, series, year);
    query
        .column(("matter", "id"))
        .and_where(column("number").eq(number))
        .and_where(column("id").ne(but))
        .limit(1);
    Ok(!ids(tx, &query).await?.is_empty())
}

/// Lets nobody else number a matter of the meeting's series until the transaction ends.
pub(crate) async fn lock_numbering(
    tx: &Tx,
    meeting: Uuid,
    series: Option<Uuid>,
) -> Result<(), Problem> {
    let which = match series {
        Some(series) => Expr::col("series_id").eq(series),
        None => Expr::col("id").eq(meeting),
    };
    let mut touch = Query::update();
    touch
        .table("meeting")
        .value("revision", Expr::col("revision"))
        .and_where(which);
    tx.connection().execute(&touch).await.map_err(problem)?;
    Ok(())
}

/// The series whose minutes the Local Government Act is about.
fn formal_series() -> SelectStatement {
    let mut formal = Query::select();
    formal
        .column("id")
        .from("meeting_series")
        .and_where(Expr::col("minutes_form").eq(Form::Formal.code()));
    formal
}

fn in_collaborations(of: &[CollaborationId]) -> Expr {
    Expr::col("collaboration_id").is_in(of.iter().map(|id| id.0))
}

/// Meetings that have been held and whose formal minutes are not approved, bare.
pub(crate) async fn list_unapproved(
    tx: &Tx,
    of: &[CollaborationId],
    today: NaiveDate,
) -> Result<Vec<Held<meetings::Meeting>>, Problem> {
    let which = in_collaborations(of)
        .and(Expr::col("state").eq(MeetingState::Held.code()))
        .and(Expr::col("date").lte(today))
        .and(Expr::col("series_id").in_subquery(formal_series()));
    MEETING
        .with_ids(tx, &those(tx, "meeting", which).await?)
        .await
}

/// Whoever is called to a meeting that is to come and has not answered, with the meeting, bare.
pub(crate) async fn list_unanswered(
    tx: &Tx,
    of: &[CollaborationId],
    today: NaiveDate,
) -> Result<Vec<(PersonId, Held<meetings::Meeting>)>, Problem> {
    let which = in_collaborations(of)
        .and(Expr::col("state").eq(MeetingState::Invited.code()))
        .and(Expr::col("date").gte(today));
    let meetings = MEETING
        .with_ids(tx, &those(tx, "meeting", which).await?)
        .await?;
    let ids: Vec<Uuid> = meetings.iter().map(|one| one.id).collect();
    let unanswered = store_calls::list_unanswered(tx, &ids).await?;
    let with_meeting = unanswered.into_iter().filter_map(|(meeting, person)| {
        let meeting = meetings.iter().find(|one| one.id == meeting)?;
        Some((person, meeting.clone()))
    });
    Ok(with_meeting.collect())
}

/// Meetings whose minutes are approved and that nothing announces, bare: those of series with formal minutes.
pub(crate) async fn list_unannounced(
    tx: &Tx,
    of: &[CollaborationId],
) -> Result<Vec<Held<meetings::Meeting>>, Problem> {
    let mut announced = Query::select();
    announced
        .column("meeting_id")
        .from("announcement")
        .and_where(Expr::col("meeting_id").is_not_null())
        .and_where(Expr::col("matter_id").is_null());
    let which = in_collaborations(of)
        .and(Expr::col("state").eq(MeetingState::Approved.code()))
        .and(Expr::col("approved_on").is_not_null())
        .and(Expr::col("series_id").in_subquery(formal_series()))
        .and(Expr::col("id").not_in_subquery(announced));
    MEETING
        .with_ids(tx, &those(tx, "meeting", which).await?)
        .await
}

/// Paragraphs of formal minutes that were approved at once and that nothing announces, bare, while the rest of the
/// minutes waits.
pub(crate) async fn list_unannounced_paragraphs(
    tx: &Tx,
    of: &[CollaborationId],
) -> Result<Vec<Held<Matter>>, Problem> {
    let mut announced = Query::select();
    announced
        .column("matter_id")
        .from("announcement")
        .and_where(Expr::col("matter_id").is_not_null());
    let mut held = Query::select();
    held.column("id")
        .from("meeting")
        .and_where(Expr::col("state").eq(MeetingState::Held.code()))
        .and_where(Expr::col("series_id").in_subquery(formal_series()));
    let which = in_collaborations(of)
        .and(Expr::col("at_once").eq(true))
        .and(Expr::col("state").ne(MatterState::Open.code()))
        .and(Expr::col("meeting_id").in_subquery(held))
        .and(Expr::col("id").not_in_subquery(announced));
    list_matters(tx, which).await
}

/// What is to be done and is not, bare.
pub(crate) async fn list_undone(
    tx: &Tx,
    of: &[CollaborationId],
) -> Result<Vec<Held<ActionPoint>>, Problem> {
    let which = in_collaborations(of).and(Expr::col("done_on").is_null());
    let found = those(tx, "action_point", which).await?;
    ACTION_POINT.with_ids(tx, &found).await
}

/// Meetings in these days that are not cancelled, bare, the first day first.
pub(crate) async fn list_between(
    tx: &Tx,
    of: &[CollaborationId],
    (from, until): (NaiveDate, NaiveDate),
) -> Result<Vec<Held<meetings::Meeting>>, Problem> {
    let which = in_collaborations(of)
        .and(Expr::col("date").between(from, until))
        .and(Expr::col("state").ne(MeetingState::Cancelled.code()));
    let found = those(tx, "meeting", which).await?;
    let mut found = MEETING.with_ids(tx, &found).await?;
    found.sort_by_key(|one| (one.date, one.id));
    Ok(found)
}

/// Whether somebody was present or voted for the party.
pub async fn names_party(tx: &Tx, party: &Key) -> Result<bool, Problem> {
    Ok(
        has_rows_with(tx, &MEETING, &meetings::Meeting::PRESENT, party).await?
            || has_rows_with(tx, &MATTER, &Matter::PRESENCE, party).await?
            || has_rows_with(tx, &MATTER, &Matter::VOTES, party).await?,
    )
}
