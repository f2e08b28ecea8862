//! Meetings to come, for calendars and first pages.

use crate::calls::hours;
use crate::meetings::Meeting;
use crate::store;
use chrono::{NaiveDate, NaiveTime};
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_kept::Held;

/// A meeting of a collaboration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    pub collaboration: CollaborationId,
    /// The same for life.
    pub name: String,
    pub title: String,
    pub place: String,
    pub day: NaiveDate,
    /// From and to, by the clock in Sweden.
    pub hours: Option<(NaiveTime, NaiveTime)>,
    /// Where it is, after the collaboration's address.
    pub rest: String,
}

impl Coming {
    fn of(meeting: &Held<Meeting>) -> Self {
        let hours = hours(meeting).ok();
        Self {
            collaboration: CollaborationId(meeting.ground),
            name: format!("mote-{}", meeting.id),
            title: meeting.title.to_string(),
            place: meeting.place.to_string(),
            day: meeting.date,
            hours: hours.map(|(from, to)| (from.time(), to.time())),
            rest: format!("/moten/{}", meeting.key),
        }
    }
}

/// The meetings of these collaborations from one day to another that are not cancelled, the first day first: in two
/// statements.
pub async fn coming(
    tx: &Tx,
    of: &[CollaborationId],
    period: (NaiveDate, NaiveDate),
) -> Result<Vec<Coming>, Problem> {
    let found = store::list_between(tx, of, period).await?;
    Ok(found.iter().map(Coming::of).collect())
}
