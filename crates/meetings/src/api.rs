//! Who is called to a meeting and what they answer, in the REST API: the same action as the page.

use crate::calling::Calling;
use samverk_database::Tx;
use samverk_foundation::{PersonId, Problem, Problems};
use samverk_parties::COLLABORATION;
use samverk_rest::{
    Call, Found, Linked, Operation, ReadOnly, Refusal, Representation, Resource, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where the people are named.
const CALLED: &str = "calls";

const CALLS: &str = "/collaborations/{collaboration}/meetings/{meeting}/calls";

pub(crate) fn calls() -> Resource {
    let [read, write] = COLLABORATION.scopes;
    let about = [
        "Vilka som är kallade till ett möte, och vad de har svarat.",
        "Who is called to a meeting, and what they have answered.",
    ];
    Resource::new("meeting-calls", about, read, write)
        .with(
            Operation::get(CALLS, "getMeetingCalls", get)
                .about(
                    "Alla som kan kallas, med svaren från dem som är kallade.",
                    "Everybody who can be called, with the answers of those who are.",
                )
                .action("meeting.save"),
        )
        .with(
            Operation::replace(CALLS, "putMeetingCalls", put)
                .about(
                    "Kallar dem som nämns och inga andra. Var och en får ett brev: den som tillkommer en kallelse, den som inte längre är kallad ett besked om det.",
                    "Calls those named and no others. Each gets a letter: whoever is new a call, whoever is called no longer word of it.",
                )
                .action("meeting.save")
                .invalid(&["meeting_call_nobody", "meeting_call_unknown"])
                .conflict(&["meeting_closed"]),
        )
}

/// Who can be called to a meeting, and who is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "MeetingCalls")]
pub(crate) struct CallsView {
    calls: Vec<PersonView>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "MeetingCall")]
#[serde(rename_all = "camelCase")]
struct PersonView {
    id: String,
    name: String,
    is_called: bool,
    /// `yes`, `no` or `maybe`; null from whoever has not answered.
    answer: Option<String>,
}

/// Who is to be called.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "MeetingCallsContent")]
#[serde(deny_unknown_fields)]
pub(crate) struct CallsContent {
    calls: Vec<CalledPerson>,
}

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CalledPerson")]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct CalledPerson {
    id: String,
    is_called: bool,
    #[serde(default, rename = "name", skip_serializing)]
    #[schemars(skip)]
    _name: ReadOnly,
    #[serde(default, rename = "answer", skip_serializing)]
    #[schemars(skip)]
    _answer: ReadOnly,
}

const SOMEBODY: &str = "019aa4a0-1f00-7000-8000-000000000003";

impl Representation for CallsView {
    fn example() -> Self {
        Self {
            calls: vec![PersonView {
                id: SOMEBODY.to_owned(),
                name: "Digitaliseringschefen Exempel".to_owned(),
                is_called: true,
                answer: Some("yes".to_owned()),
            }],
        }
    }
}

impl Representation for CallsContent {
    fn example() -> Self {
        Self {
            calls: vec![CalledPerson {
                id: SOMEBODY.to_owned(),
                is_called: true,
                _name: ReadOnly,
                _answer: ReadOnly,
            }],
        }
    }
}

async fn found(tx: &Tx, call: &Call) -> Result<Calling, Refusal> {
    let at = (call.part("collaboration"), call.part("meeting"));
    Ok(Calling::open(tx, &call.actor, at, call.state.settings.demo).await?)
}

fn told(calling: &Calling) -> Found<CallsView> {
    let people = calling.people.iter().map(|one| {
        let called = calling.of(one.id);
        let answer = called.map(|call| call.answer.clone());
        PersonView {
            id: one.id.0.to_string(),
            name: one.name.clone(),
            is_called: called.is_some(),
            answer: answer.filter(|said| !said.is_empty()),
        }
    });
    let view = CallsView {
        calls: people.collect(),
    };
    let (collaboration, meeting) = (&calling.scope.collaboration.key, &calling.meeting.key);
    let up = format!("/collaborations/{collaboration}/meetings/{meeting}");
    let linked = Linked::at(format!("{up}/calls"), view).link("up", up);
    Found::new(linked, tag(calling))
}

fn tag(calling: &Calling) -> Tag {
    let calls = calling.calls.iter();
    let calls: Vec<_> = calls
        .map(|one| (one.id, one.is_called, &one.answer))
        .collect();
    Tag::of(&(calling.meeting.id, calling.meeting.revision, calls))
}

async fn get(call: Call) -> Result<Found<CallsView>, Refusal> {
    let tx = call.read().await?;
    Ok(told(&found(&tx, &call).await?))
}

async fn put(call: Call, sent: CallsContent) -> Result<Found<CallsView>, Refusal> {
    let tx = call.begin("api_call_to_meeting").await?;
    let calling = found(&tx, &call).await?;
    call.allow_write(Some(&tag(&calling)))?;
    let people = called(&calling, &sent)?;
    let seen = calling.meeting.revision;
    calling
        .call(&tx, &call.actor, (&people, CALLED), seen)
        .await?;
    let now = found(&tx, &call).await?;
    tx.commit().await?;
    Ok(told(&now))
}

/// Fails with `meeting_call_unknown` for whoever cannot be called.
fn called(calling: &Calling, sent: &CallsContent) -> Result<BTreeSet<PersonId>, Problems> {
    let mut problems = Problems::default();
    let mut people = BTreeSet::new();
    for (row, one) in sent.calls.iter().enumerate() {
        let known = calling
            .people
            .iter()
            .find(|known| known.id.0.to_string() == one.id);
        match known {
            Some(known) if one.is_called => {
                people.insert(known.id);
            }
            Some(_) => {}
            None => {
                let unknown = Problem::invalid("meeting_call_unknown").with("value", &one.id);
                problems.push(unknown.at_field(CALLED).at_row(row + 1));
            }
        }
    }
    problems.or(people)
}
