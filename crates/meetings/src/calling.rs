//! A meeting and everybody who can be called to it: the same for pages and API.

use crate::actions::find_meeting;
use crate::calls::call_people;
use crate::choices::MeetingState;
use crate::meetings::{MEETING, Meeting};
use crate::store_calls::{Call, list_calls};
use samverk_database::Tx;
use samverk_foundation::{Actor, PersonId, Problem, Problems};
use samverk_identity::model::AddressRule;
use samverk_identity::{ListedPerson, people_in_collaboration};
use samverk_kept::{Decision, Held};
use samverk_parties::Scope;
use std::collections::BTreeSet;

pub(crate) struct Calling {
    pub scope: Scope,
    pub meeting: Held<Meeting>,
    pub people: Vec<ListedPerson>,
    pub calls: Vec<Call>,
}

impl Calling {
    /// Fails with `forbidden` for who may not call.
    pub async fn open(
        tx: &Tx,
        actor: &Actor,
        (collaboration, key): (&str, &str),
        demo: bool,
    ) -> Result<Self, Problem> {
        let scope = Scope::find(tx, actor, collaboration).await?;
        scope.require(MEETING.writers.by())?;
        let meeting = find_meeting(tx, &scope, key).await?;
        let members: Vec<_> = scope.present().map(|one| one.party.id).collect();
        let of = scope.collaboration.id;
        let people = people_in_collaboration(tx, of, &members, &AddressRule::All, demo).await?;
        Ok(Self {
            calls: list_calls(tx, meeting.id).await?,
            scope,
            meeting,
            people,
        })
    }

    /// The call of one of the people, while they are called.
    pub fn of(&self, person: PersonId) -> Option<&Call> {
        let mut calls = self.calls.iter().filter(|one| one.is_called);
        calls.find(|one| one.person == person)
    }

    /// Calls these, whom the field names, and no others; a planned meeting becomes one that is called to. Fails with `meeting_call_nobody`, or
    /// as [`call_people`].
    pub async fn call(
        &self,
        tx: &Tx,
        actor: &Actor,
        (people, field): (&BTreeSet<PersonId>, &str),
        seen: i64,
    ) -> Result<(), Problems> {
        let Self { scope, meeting, .. } = self;
        if people.is_empty() {
            let nobody = Problem::invalid("meeting_call_nobody").at_field(field);
            return Err(nobody.into());
        }
        call_people(tx, actor, scope, meeting, people).await?;
        if meeting.state == MeetingState::Planned {
            let decision = Decision {
                to: MeetingState::Invited.code(),
                reason: "",
            };
            MEETING
                .decide(tx, actor, scope, &meeting.key, decision, seen)
                .await?;
        }
        Ok(())
    }
}
