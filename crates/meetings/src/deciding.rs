//! What a step of a meeting or a matter does beside taking it to its state, in the same transaction.

use crate::calls::tell;
use crate::choices::{MatterState, MeetingState};
use crate::effects::{self, Doing};
use crate::keys::free_key;
use crate::matters::{MATTER, Matter};
use crate::meetings::{MEETING, Meeting};
use crate::series::SERIES;
use crate::store;
use crate::store_calls::list_calls;
use chrono::{Datelike, NaiveDate};
use samverk_database::Tx;
use samverk_development::Initiative;
use samverk_fields::{KindCode, Known, One, Prose, Record, Referable, Reference, Rows, Whole};
use samverk_foundation::{Actor, Decision, Key, Problem, Problems};
use samverk_kept::{Ground, Held, Kept, Later, Seen, Step};
use samverk_parties::Scope;
use uuid::Uuid;

fn whole<T: Kept>(record: &Record) -> Result<T, Problem> {
    T::read(record).ok_or_else(|| Problem::internal("a record of another form"))
}

/// Fails with `meeting_time_missing`, `meeting_nobody_called`, `meeting_not_yet`, `matters_open` or `minutes_not_signed`.
pub(crate) fn take_meeting<'a>(
    tx: &'a Tx,
    actor: &'a Actor,
    at: &'a dyn Ground,
    step: Step<'a>,
) -> Later<'a, Result<Record, Problems>> {
    Box::pin(async move {
        let mut meeting: Meeting = whole(&step.record)?;
        let to = MeetingState::from_code(step.to)?;
        if let Some(why) = lacking(tx, step.one.id, &meeting, to).await? {
            return Err(why.into());
        }
        match to {
            MeetingState::Planned | MeetingState::Held => {}
            MeetingState::Invited => tell_people(tx, step.one.id, MeetingState::Invited).await?,
            MeetingState::Approved => {
                meeting.approved_on = Some(approved_on(&meeting, tx.today())?);
            }
            MeetingState::Cancelled => {
                let_matters_wait(tx, actor, at, step.one.id).await?;
                tell_people(tx, step.one.id, MeetingState::Cancelled).await?;
            }
        }
        Ok(meeting.write())
    })
}

/// What lacks before a meeting can be taken to a state.
pub(crate) async fn lacking(
    tx: &Tx,
    id: Uuid,
    meeting: &Meeting,
    to: MeetingState,
) -> Result<Option<Problem>, Problem> {
    Ok(match to {
        MeetingState::Planned | MeetingState::Cancelled => None,
        MeetingState::Invited if meeting.begins.is_empty() => {
            Some(Problem::conflict("meeting_time_missing"))
        }
        MeetingState::Invited => {
            let calls = list_calls(tx, id).await?;
            let is_nobody = !calls.iter().any(|one| one.is_called);
            is_nobody.then(|| Problem::conflict("meeting_nobody_called"))
        }
        MeetingState::Held => has_been(meeting, tx.today()).err(),
        MeetingState::Approved => match open_matter(tx, id).await? {
            Some(why) => Some(why),
            None => approved_on(meeting, tx.today()).err(),
        },
    })
}

/// Those who are called hear of it, once it is so.
async fn tell_people(tx: &Tx, meeting: Uuid, state: MeetingState) -> Result<(), Problem> {
    match MEETING.with_ids(tx, &[meeting]).await?.first() {
        Some(meeting) => tell(tx, meeting, state).await,
        None => Ok(()),
    }
}

pub(crate) fn has_been(meeting: &Meeting, today: NaiveDate) -> Result<(), Problem> {
    match meeting.date > today {
        true => Err(Problem::conflict("meeting_not_yet").with("date", meeting.date)),
        false => Ok(()),
    }
}

/// That a matter of the meeting is not settled.
async fn open_matter(tx: &Tx, meeting: Uuid) -> Result<Option<Problem>, Problem> {
    let matters = store::list_matters_of(tx, meeting).await?;
    let mut open = matters.iter().filter(|one| one.state == MatterState::Open);
    let first = open.next();
    Ok(first.map(|first| Problem::conflict("matters_open").with("matter", &first.title)))
}

/// The day on which the last of those named approved; today where nobody is named.
fn approved_on(meeting: &Meeting, today: NaiveDate) -> Result<NaiveDate, Problem> {
    let mut last = None;
    for adjuster in meeting.adjusters.iter() {
        let Some(day) = adjuster.signed_on else {
            let unsigned = Problem::conflict("minutes_not_signed");
            return Err(unsigned.with("name", &adjuster.name));
        };
        last = last.max(Some(day));
    }
    Ok(last.unwrap_or(today))
}

/// What was on the agenda of a meeting that is cancelled waits for another.
async fn let_matters_wait(
    tx: &Tx,
    actor: &Actor,
    at: &dyn Ground,
    meeting: Uuid,
) -> Result<(), Problems> {
    let matters = store::list_matters_of(tx, meeting).await?.into_iter();
    for bare in matters.filter(|one| one.state == MatterState::Open) {
        let Some(mut matter) = MATTER.find(tx, at, bare.key.as_str()).await? else {
            continue;
        };
        matter.value.meeting = None;
        let seen = Seen::Revision(matter.revision);
        MATTER
            .save(tx, actor, at, matter.key.clone(), &matter.value, seen)
            .await?;
    }
    Ok(())
}

/// Fails with `matter_without_meeting`, `meeting_cancelled`, `meeting_closed`, `meeting_not_yet`,
/// `decision_text_missing`, `paragraph_taken`, or with what hinders the effect: `decision_overtaken` and what the
/// domain says whose thing it is.
pub(crate) fn take_matter<'a>(
    tx: &'a Tx,
    actor: &'a Actor,
    at: &'a dyn Ground,
    step: Step<'a>,
) -> Later<'a, Result<Record, Problems>> {
    Box::pin(async move {
        let matter: Matter = whole(&step.record)?;
        let meeting = meeting_of(tx, &matter).await?;
        let taking = Taking {
            tx,
            actor,
            scope: at.known()?,
            at,
            meeting,
        };
        match MatterState::from_code(step.to)? {
            MatterState::Open => Ok(matter.write()),
            MatterState::Annulled | MatterState::Quashed => {
                taking.undo(&matter, step.reason).await?;
                Ok(matter.write())
            }
            to => {
                let matter = taking.settle(step.one.id, matter, to).await?;
                if matches!(to, MatterState::Deferred | MatterState::SentBack) {
                    let first = reference(step.one.id, &step.one.key, &matter);
                    taking.take_up_again(&matter, first).await?;
                }
                Ok(matter.write())
            }
        }
    })
}

fn reference(id: Uuid, key: &Key, matter: &Matter) -> Reference {
    Reference {
        kind: KindCode::of(<Matter as Referable>::KIND),
        key: key.clone(),
        known: Some(Known {
            id,
            name: matter.title.to_string(),
        }),
    }
}

pub(crate) async fn meeting_of(tx: &Tx, matter: &Matter) -> Result<Held<Meeting>, Problem> {
    let id = matter.meeting.as_ref().and_then(One::id);
    let id = id.ok_or_else(|| Problem::conflict("matter_without_meeting"))?;
    let found = MEETING.with_ids(tx, &[id]).await?;
    found.into_iter().next().ok_or_else(Problem::not_found)
}

/// A matter that its meeting takes a step with.
struct Taking<'a> {
    tx: &'a Tx,
    actor: &'a Actor,
    scope: &'a Scope,
    at: &'a dyn Ground,
    meeting: Held<Meeting>,
}

impl Taking<'_> {
    fn series(&self) -> Option<Uuid> {
        self.meeting.series.as_ref().and_then(One::id)
    }

    /// Gives it its paragraph and its words, and lets it take effect.
    async fn settle(
        &self,
        id: Uuid,
        mut matter: Matter,
        to: MatterState,
    ) -> Result<Matter, Problems> {
        match self.meeting.state {
            MeetingState::Cancelled => return Err(Problem::conflict("meeting_cancelled").into()),
            MeetingState::Approved => return Err(Problem::conflict("meeting_closed").into()),
            MeetingState::Planned | MeetingState::Invited | MeetingState::Held => {}
        }
        has_been(&self.meeting, self.tx.today())?;
        if to == MatterState::Decided && matter.decision.is_empty() {
            matter.decision = Prose(matter.proposal.to_string());
            if matter.decision.is_empty() {
                return Err(Problem::conflict("decision_text_missing").into());
            }
        }
        let concerned = matter.concerns.as_ref().map(|one| one.to.kind.as_str());
        if matter.outcome.is_some() && concerned != Some(Initiative::KIND) {
            return Err(Problem::conflict("outcome_without_initiative").into());
        }
        matter.number = Some(self.number(id, matter.number).await?);
        if to == MatterState::Decided
            && let Some(concerns) = &matter.concerns
        {
            effects::take(self.doing(&concerns.to, &matter).await?).await?;
        }
        Ok(matter)
    }

    async fn number(
        &self,
        id: Uuid,
        wanted: Option<Whole<1, 100_000>>,
    ) -> Result<Whole<1, 100_000>, Problem> {
        let (of, series) = (self.scope.collaboration.id, self.series());
        let first = self.meeting.date.with_ordinal(1).unwrap_or_default();
        let last = first.with_month(12).and_then(|day| day.with_day(31));
        let year = (first, last.unwrap_or_default());
        store::lock_numbering(self.tx, self.meeting.id, series).await?;
        let Some(wanted) = wanted else {
            let next = store::next_number(self.tx, of, series, year).await?;
            return Ok(Whole(next));
        };
        match store::is_number_taken(self.tx, of, series, year, (wanted.0, id)).await? {
            true => Err(Problem::conflict("paragraph_taken").with("number", wanted.0)),
            false => Ok(wanted),
        }
    }

    async fn doing<'d>(
        &'d self,
        thing: &'d Reference,
        matter: &'d Matter,
    ) -> Result<Doing<'d>, Problem> {
        let series: Vec<Uuid> = self.series().into_iter().collect();
        let series = SERIES.with_ids(self.tx, &series).await?;
        let body = match series.first() {
            Some(series) => series.body().to_owned(),
            None => self.scope.collaboration.name.clone(),
        };
        Ok(Doing {
            tx: self.tx,
            actor: self.actor,
            scope: self.scope,
            matter,
            thing,
            decision: Decision::new(&body, self.meeting.date, &matter.paragraph())?,
        })
    }

    async fn undo(&self, matter: &Matter, reason: &str) -> Result<(), Problems> {
        let Some(concerns) = &matter.concerns else {
            return Ok(());
        };
        effects::undo(self.doing(&concerns.to, matter).await?, reason).await
    }

    /// The same matter once more, waiting for a meeting.
    async fn take_up_again(&self, matter: &Matter, first: Reference) -> Result<(), Problems> {
        let again = Matter {
            meeting: None,
            continues: Some(One::to(first)),
            presence: Rows(Vec::new()),
            proposals: Rows(Vec::new()),
            putting: Prose::default(),
            votes: Rows(Vec::new()),
            decision: Prose::default(),
            reservations: Prose::default(),
            at_once: false,
            number: None,
            state: MatterState::Open,
            ..matter.clone()
        };
        let key = free_key(self.tx, self.at, &MATTER, &matter.title).await?;
        MATTER
            .save(self.tx, self.actor, self.at, key, &again, Seen::New)
            .await?;
        Ok(())
    }
}
