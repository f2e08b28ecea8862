//! What meetings wait for: minutes to approve and to announce in time, and what parties are to do.

use crate::meetings::MEETING;
use crate::model::{announce_by, approve_by};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, PartyId, Problem, Role};
use samverk_parties::{Waiting, WaitingFor, WaitingFuture};
use uuid::Uuid;

/// Those who see to the minutes.
const MINUTED_BY: &[Role] = &[Role::Coordinator];

/// What is waited for in these collaborations. The number of statements is the same however many there are.
pub fn waiting<'a>(tx: &'a Tx, of: &'a [CollaborationId]) -> WaitingFuture<'a> {
    Box::pin(all_waiting(tx, of))
}

async fn all_waiting(tx: &Tx, of: &[CollaborationId]) -> Result<Vec<Waiting>, Problem> {
    let mut all = Vec::new();
    for one in store::list_unapproved(tx, of, tx.today()).await? {
        all.push(Waiting {
            collaboration: CollaborationId(one.ground),
            whose: WaitingFor::Roles(MINUTED_BY),
            code: "minutes-approve",
            name: one.title.to_string(),
            of: one.id,
            rest: format!("/moten/{}", one.key),
            done_by: None,
            due: Some(approve_by(one.date)),
        });
    }
    for one in store::list_unannounced(tx, of).await? {
        all.push(Waiting {
            collaboration: CollaborationId(one.ground),
            whose: WaitingFor::Roles(MINUTED_BY),
            code: "minutes-announce",
            name: one.title.to_string(),
            of: one.id,
            rest: format!("/moten/{}", one.key),
            done_by: None,
            due: one.approved_on.map(announce_by),
        });
    }
    let paragraphs = store::list_unannounced_paragraphs(tx, of).await?;
    let meetings: Vec<Uuid> = paragraphs
        .iter()
        .filter_map(|one| one.meeting.as_ref()?.id())
        .collect();
    let meetings = MEETING.with_ids(tx, &meetings).await?;
    for one in paragraphs {
        let id = one.meeting.as_ref().and_then(|meeting| meeting.id());
        let Some(meeting) = meetings.iter().find(|meeting| Some(meeting.id) == id) else {
            continue;
        };
        all.push(Waiting {
            collaboration: CollaborationId(one.ground),
            whose: WaitingFor::Roles(MINUTED_BY),
            code: "paragraph-announce",
            name: format!("{} {}", one.paragraph(), one.title),
            of: one.id,
            rest: format!("/moten/{}", meeting.key),
            done_by: None,
            due: Some(announce_by(meeting.date)),
        });
    }
    for (person, one) in store::list_unanswered(tx, of, tx.today()).await? {
        all.push(Waiting {
            collaboration: CollaborationId(one.ground),
            whose: WaitingFor::Person(person),
            code: "meeting-answer",
            name: one.title.to_string(),
            of: one.id,
            rest: format!("/moten/{}/svar", one.key),
            done_by: None,
            due: Some(one.date),
        });
    }
    for one in store::list_undone(tx, of).await? {
        let party = one.party.as_ref().and_then(|party| party.id());
        all.push(Waiting {
            collaboration: CollaborationId(one.ground),
            whose: match party {
                Some(party) => WaitingFor::Party(PartyId(party)),
                None => WaitingFor::Roles(MINUTED_BY),
            },
            code: "action-point",
            name: one.title.to_string(),
            of: one.id,
            rest: format!("/atgarder/{}", one.key),
            done_by: None,
            due: one.due,
        });
    }
    Ok(all)
}
