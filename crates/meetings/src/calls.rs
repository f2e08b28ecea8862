//! Who is called to a meeting, what they have been told, and what they answer. A letter is written when it is
//! sent, from what then stands: so a cancellation never comes before the call that it takes back.

use crate::choices::{Answer, MeetingState};
use crate::meetings::{MEETING, Meeting};
use crate::model::{Called, Due, due};

use crate::store_calls::{self, Call};
use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use samverk_database::{ClaimedJob, ObjectRef, Tx, enqueue_job};
use samverk_foundation::{Actor, CollaborationId, Language, PersonId, Problem};
use samverk_identity::model::Account;
use samverk_identity::{Mail, MailCalendar, find_recipient};
use samverk_kept::Held;
use samverk_notices::{Correspondent, Invitation, invitation};
use samverk_parties::Scope;
use samverk_web::{AppState, Ui};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use uuid::Uuid;

/// The kind of job that is a letter to one person about one meeting.
pub const CALL_JOB: &str = "meeting_call";

#[derive(Serialize, Deserialize)]
struct Order {
    meeting: Uuid,
    person: Uuid,
}

/// What a call says of when and where: another raises the sequence.
fn time_and_place(meeting: &Meeting) -> String {
    [
        meeting.date.to_string(),
        meeting.begins.to_string(),
        meeting.ends.to_string(),
        meeting.place.to_string(),
        meeting.link.to_string(),
    ]
    .join("\n")
}

/// Calls these people and no others. Whoever is called no longer is told so.
/// Fails with `forbidden`, or `meeting_closed` when the meeting is over.
pub async fn call_people(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    meeting: &Held<Meeting>,
    people: &BTreeSet<PersonId>,
) -> Result<(), Problem> {
    scope.require(MEETING.writers.by())?;
    if meeting.is_over() {
        return Err(Problem::conflict("meeting_closed"));
    }
    let calls = store_calls::list_calls(tx, meeting.id).await?;
    for call in &calls {
        let is_called = people.contains(&call.person);
        if call.is_called != is_called {
            store_calls::set_called(tx, call.id, is_called).await?;
        }
    }
    for person in people {
        if calls.iter().all(|call| call.person != *person) {
            store_calls::insert_call(tx, meeting.id, *person).await?;
        }
    }
    let called = serde_json::json!({ "called": people.len() });
    let event = scope.event("meeting.people_called", object(meeting));
    tx.record(actor, event.change(None::<&()>, Some(&called))?)
        .await?;
    tell(tx, meeting, meeting.state).await
}

fn object(meeting: &Held<Meeting>) -> ObjectRef {
    meeting.object(&MEETING)
}

/// Orders a letter to each whom it concerns, when the meeting has been called or is cancelled in this state.
pub(crate) async fn tell(
    tx: &Tx,
    meeting: &Held<Meeting>,
    state: MeetingState,
) -> Result<(), Problem> {
    if !matches!(state, MeetingState::Invited | MeetingState::Cancelled) {
        return Ok(());
    }
    let is_cancelled = state == MeetingState::Cancelled;
    store_calls::raise_sequence(tx, meeting.id, &time_and_place(meeting), is_cancelled).await?;
    for call in store_calls::list_calls(tx, meeting.id).await? {
        let order = Order {
            meeting: meeting.id,
            person: call.person.0,
        };
        enqueue_job(tx, CALL_JOB, &order).await?;
    }
    Ok(())
}

/// A letter that is due, and what is noted once it is sent.
pub struct DueCall {
    pub mail: Mail,
    call: Uuid,
    told: Called,
    order: Order,
}

/// Who sends: name and address.
pub type Sender<'a> = (&'a str, &'a str);

/// Writes the letter that the job asks for, of what stands now; none when the person knows it already.
pub async fn due_call(
    state: &AppState,
    job: &ClaimedJob,
    sender: Sender<'_>,
) -> Result<Option<DueCall>, Problem> {
    let order = Order::deserialize(&job.payload).map_err(Problem::internal)?;
    let tx = state.db.read().await?;
    let Some((meeting, call, due)) = next(&tx, &order).await? else {
        return Ok(None);
    };
    let Some(recipient) = find_recipient(&tx, call.person, state.settings.demo).await? else {
        return Ok(None);
    };
    let scope = Scope::by_id(&tx, &recipient.actor, CollaborationId(meeting.ground)).await;
    let Ok(scope) = scope else { return Ok(None) };
    let ui = Ui::new(state.clone(), Language::Sv, recipient.actor.clone(), "/");
    let letter = Letter {
        ui: &ui,
        scope: &scope,
        meeting: &meeting,
        due,
        base: &state.settings.base_url,
        stamp: tx.now(),
    };
    let mail = letter.write(&recipient.account, sender)?;
    let told = due.told();
    Ok(Some(DueCall {
        mail,
        call: call.id,
        told,
        order,
    }))
}

/// What the person is to be told of the meeting as it stands.
async fn next(tx: &Tx, order: &Order) -> Result<Option<(Held<Meeting>, Call, Due)>, Problem> {
    let calls = store_calls::list_calls(tx, order.meeting).await?;
    let mut calls = calls.into_iter();
    let call = calls.find(|one| one.person.0 == order.person);
    let meeting = MEETING.with_ids(tx, &[order.meeting]).await?;
    let sequence = store_calls::sequence_of(tx, order.meeting).await?;
    let (Some(call), Some(meeting), Some(sequence)) = (call, meeting.into_iter().next(), sequence)
    else {
        return Ok(None);
    };
    let is_called = call.is_called && meeting.state != MeetingState::Cancelled;
    let due = due(call.told, is_called, sequence);
    Ok(due.map(|due| (meeting, call, due)))
}

/// Notes that the letter is sent. What has become otherwise while it was on its way is told by another.
pub async fn settle_call(tx: &Tx, due: &DueCall) -> Result<(), Problem> {
    store_calls::set_told(tx, due.call, due.told).await?;
    match next(tx, &due.order).await? {
        Some(_) => enqueue_job(tx, CALL_JOB, &due.order).await,
        None => Ok(()),
    }
}

struct Letter<'a> {
    ui: &'a Ui,
    scope: &'a Scope,
    meeting: &'a Held<Meeting>,
    due: Due,
    base: &'a str,
    stamp: DateTime<Utc>,
}

impl Letter<'_> {
    fn write(&self, to: &Account, sender: Sender<'_>) -> Result<Mail, Problem> {
        let (ui, meeting) = (self.ui, self.meeting);
        let page = self.scope.href(&format!("/moten/{}", meeting.key));
        let (page, answer) = (
            format!("{}{page}", self.base),
            format!("{}{page}/svar", self.base),
        );
        let when = crate::pages::when(ui, meeting);
        let end = self.due.method().code().to_lowercase();
        let place = place(meeting);
        let values: [(&str, &str); 6] = [
            ("meeting", &meeting.title),
            ("collaboration", &self.scope.collaboration.name),
            ("when", &when),
            ("place", &place),
            ("page", &page),
            ("answer", &answer),
        ];
        let text = ui.t_with(&format!("meeting-call-{end}-text"), &values);
        let subject = ui.t_with(&format!("meeting-call-{end}-subject"), &values);
        let (starts, ends) = hours(meeting)?;
        let host = self.base.split("://").nth(1).unwrap_or("samverk");
        let calendar = invitation(&Invitation {
            method: self.due.method(),
            uid: &format!("mote-{}@{host}", meeting.id),
            sequence: self.due.sequence(),
            stamp: self.stamp,
            summary: &meeting.title,
            description: &text,
            location: &place,
            url: &page,
            starts,
            ends,
            organizer: Correspondent {
                name: sender.0,
                address: sender.1,
            },
            attendee: Correspondent {
                name: &to.name,
                address: to.email.as_str(),
            },
        });
        let mut mail = Mail::new(to, subject, text.clone());
        mail.html = Some(html(&text));
        mail.calendar = Some(MailCalendar {
            method: self.due.method().code().to_owned(),
            text: calendar,
        });
        Ok(mail)
    }
}

/// The same sentences with their links, for programs that show no plain text.
fn html(text: &str) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;");
    let linked = |word: &str| match word.starts_with("http") {
        true => format!("<a href=\"{word}\">{word}</a>"),
        false => word.to_owned(),
    };
    let line = |line: &str| line.split(' ').map(linked).collect::<Vec<_>>().join(" ");
    let lines: Vec<String> = escaped.lines().map(line).collect();
    format!("<p>{}</p>", lines.join("<br>"))
}

fn place(meeting: &Meeting) -> String {
    let parts = [meeting.place.to_string(), meeting.link.to_string()];
    let said = parts.into_iter().filter(|part| !part.is_empty());
    said.collect::<Vec<_>>().join(", ")
}

/// By the clock in Sweden; an hour where nobody has said when it ends.
pub(crate) fn hours(meeting: &Meeting) -> Result<(NaiveDateTime, NaiveDateTime), Problem> {
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").map_err(Problem::internal);
    let starts = meeting.date.and_time(time(&meeting.begins)?);
    let ends = match meeting.ends.is_empty() {
        true => starts + TimeDelta::hours(1),
        false => meeting.date.and_time(time(&meeting.ends)?),
    };
    Ok((starts, ends))
}

/// What somebody answers. Fails with `meeting_call_over` when the meeting is over, or `not_found` for who is not
/// called.
pub async fn answer(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    meeting: &Held<Meeting>,
    answer: Answer,
) -> Result<(), Problem> {
    let call = own_call(tx, actor, meeting.id).await?;
    let call = call.ok_or_else(Problem::not_found)?;
    if !meeting.is_to_come() {
        return Err(Problem::conflict("meeting_call_over"));
    }
    if call.answer == answer.code() {
        return Ok(());
    }
    store_calls::set_answer(tx, call.id, answer.code()).await?;
    let event = scope.event("meeting.answered", object(meeting));
    let said = |code: &str| serde_json::json!({ "answer": code });
    let event = event.change(Some(&said(&call.answer)), Some(&said(answer.code())))?;
    tx.record(actor, event).await
}

/// The call of whoever asks, while they are called.
pub(crate) async fn own_call(
    tx: &Tx,
    actor: &Actor,
    meeting: Uuid,
) -> Result<Option<Call>, Problem> {
    let Some(person) = actor.person() else {
        return Ok(None);
    };
    let calls = store_calls::list_calls(tx, meeting).await?;
    let mut own = calls.into_iter().filter(|one| one.is_called);
    Ok(own.find(|one| one.person == person.id))
}
