//! What is done on a meeting's page: its agenda is filled, and its approval is announced.

use crate::announcements::{ANNOUNCEMENT, Announcement};
use crate::choices::{MatterKind, MatterState, MeetingState};
use crate::keys::free_key;
use crate::matters::{MATTER, Matter};
use crate::meetings::{MEETING, Meeting};
use crate::model::least_down_on;
use crate::series::{SERIES, Series};
use samverk_database::Tx;
use samverk_fields::{Filled, KindCode, Known, Line, Name, One, Prose, Referable, Reference, Rows};
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::{Held, Seen};
use samverk_parties::Scope;

/// A matter that says no more than what it is.
pub fn plain_matter(title: &str, kind: MatterKind) -> Matter {
    Matter {
        title: Filled(Name(title.to_owned())),
        meeting: None,
        kind,
        background: Prose::default(),
        proposal: Prose::default(),
        concerns: None,
        phase: None,
        outcome: None,
        conditions: Rows(Vec::new()),
        letter_party: None,
        letter_text: None,
        continues: None,
        presence: Rows(Vec::new()),
        proposals: Rows(Vec::new()),
        putting: Prose::default(),
        votes: Rows(Vec::new()),
        decision: Prose::default(),
        reservations: Prose::default(),
        secret: false,
        secrecy: Line::default(),
        at_once: false,
        number: None,
        state: MatterState::Open,
    }
}

/// The meeting as others refer to it.
pub(crate) fn reference(meeting: &Held<Meeting>) -> One<Meeting> {
    One::to(Reference {
        kind: KindCode::of(<Meeting as Referable>::KIND),
        key: meeting.key.clone(),
        known: Some(Known {
            id: meeting.id,
            name: meeting.title.to_string(),
        }),
    })
}

fn matter_reference(matter: &Held<Matter>) -> One<Matter> {
    One::to(Reference {
        kind: KindCode::of(<Matter as Referable>::KIND),
        key: matter.key.clone(),
        known: Some(Known {
            id: matter.id,
            name: matter.title.to_string(),
        }),
    })
}

/// The meeting, for whoever may read it. Fails with `not_found`.
pub async fn find_meeting(tx: &Tx, scope: &Scope, key: &str) -> Result<Held<Meeting>, Problem> {
    let found = MEETING.find(tx, scope, key).await?;
    found.ok_or_else(Problem::not_found)
}

/// The series that a meeting belongs to.
pub(crate) async fn series_of(tx: &Tx, meeting: &Meeting) -> Result<Option<Held<Series>>, Problem> {
    let id: Vec<_> = meeting.series.iter().filter_map(One::id).collect();
    Ok(SERIES.with_ids(tx, &id).await?.into_iter().next())
}

/// Puts a new matter on the agenda of a meeting. Fails with `meeting_closed`, or with what is wrong in the title.
pub async fn add_to_agenda(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    meeting: &Held<Meeting>,
    (title, kind): (&str, MatterKind),
) -> Result<Held<Matter>, Problems> {
    let mut matter = plain_matter(title, kind);
    matter.meeting = Some(reference(meeting));
    let key = free_key(tx, scope, &MATTER, title).await?;
    MATTER.save(tx, actor, scope, key, &matter, Seen::New).await
}

/// Puts matters that wait on the agenda of a meeting. Fails with `meeting_closed`, with `already_settled` for what
/// is decided, or with `not_found`.
pub async fn take_up(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    meeting: &Held<Meeting>,
    keys: &[Key],
) -> Result<(), Problems> {
    for key in keys {
        let found = MATTER.find(tx, scope, key.as_str()).await?;
        let mut matter = found.ok_or_else(Problem::not_found)?;
        matter.value.meeting = Some(reference(meeting));
        let seen = Seen::Revision(matter.revision);
        MATTER
            .save(tx, actor, scope, matter.key, &matter.value, seen)
            .await?;
    }
    Ok(())
}

/// Puts what the series always deals with on the agenda, of what is not there already.
pub async fn add_standing(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    meeting: &Held<Meeting>,
) -> Result<(), Problems> {
    let Some(series) = series_of(tx, meeting).await? else {
        return Ok(());
    };
    let there = crate::store::list_matters_of(tx, meeting.id).await?;
    for item in series.standing_items.iter() {
        let is_there = there.iter().any(|one| *one.title == *item.title);
        if !is_there {
            add_to_agenda(tx, actor, scope, meeting, (&item.title, item.kind)).await?;
        }
    }
    Ok(())
}

/// What announces that the minutes are approved, or one paragraph of them that was approved at once, from today until
/// the appeal time has ended. Fails with `minutes_not_approved`, with `minutes_place_missing` when nobody has said where
/// they are kept, or with `already_announced`.
pub async fn draft_announcement(
    tx: &Tx,
    scope: &Scope,
    meeting: &Held<Meeting>,
    (matter, what): (Option<&Held<Matter>>, &str),
) -> Result<Announcement, Problems> {
    let approved_on = match matter {
        Some(matter) => Some(meeting.date).filter(|_| matter.is_approved_at_once()),
        None => meeting
            .approved_on
            .filter(|_| meeting.state == MeetingState::Approved),
    };
    let approved_on = approved_on.ok_or_else(|| Problem::conflict("minutes_not_approved"))?;
    let announced = crate::store::list_announcements_of(tx, meeting.id).await?;
    if announced
        .iter()
        .any(|one| one.is_of(matter.map(|one| one.id)))
    {
        return Err(Problem::conflict("already_announced").into());
    }
    let series = series_of(tx, meeting).await?;
    let place = series.as_ref().map(|one| one.minutes_place.to_string());
    let place = place.filter(|place| !place.is_empty());
    let place = place.ok_or_else(|| Problem::conflict("minutes_place_missing"))?;
    let name = &scope.collaboration.name;
    let body = series.as_ref().map_or(name.as_str(), |one| one.body());
    let up_on = tx.today();
    Ok(Announcement {
        body: body.into(),
        what: what.into(),
        meeting: Some(reference(meeting)),
        matter: matter.map(matter_reference),
        meeting_date: meeting.date,
        approved_on,
        minutes_place: place.into(),
        up_on,
        down_on: least_down_on(up_on),
    })
}

/// Puts it up. Fails as [`draft_announcement`] does.
pub async fn announce(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    meeting: &Held<Meeting>,
    what: (Option<&Held<Matter>>, &str),
) -> Result<Held<Announcement>, Problems> {
    let announcement = draft_announcement(tx, scope, meeting, what).await?;
    let named = format!("{} {}", announcement.body, meeting.date);
    let key = free_key(tx, scope, &ANNOUNCEMENT, &named).await?;
    ANNOUNCEMENT
        .save(tx, actor, scope, key, &announcement, Seen::New)
        .await
}
