use super::{About, notify};
use crate::store::{self, Handed, Reminder};
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, PartyId, PersonId, Problem};

/// A party with its name.
pub type Party<'a> = (PartyId, &'a str);

/// Hands a task of a party to one of its people, or to all of them again. The caller has seen that the task
/// is the party's, and that the person is one of its people.
pub async fn hand_over(
    tx: &Tx,
    actor: &Actor,
    party: Party<'_>,
    task: &str,
    to: Option<(PersonId, &str)>,
) -> Result<(), Problem> {
    let by_name = actor.person().map(|one| one.name.clone());
    let what = match to {
        None => {
            store::take_back(tx, party.0, task).await?;
            "task.taken_back"
        }
        Some((person, name)) => {
            let handed = Handed {
                party: party.0,
                task: task.to_owned(),
                to: person,
                to_name: name.to_owned(),
                by_name: by_name.unwrap_or_default(),
                at: tx.now(),
            };
            store::put_handed(tx, &handed).await?;
            notify(tx, actor, person, "handed", About::Task(task)).await?;
            "task.handed"
        }
    };
    let name = to.map_or("", |(_, name)| name);
    let object = ObjectRef::new("task", party.0.0, name);
    tx.record(actor, Event::new(what, object).on_behalf_of(Some(party)))
        .await
}

/// Reminds the people of a party of a task, with a record of it. The caller has seen that the task is
/// missing, and has found whom to ask.
pub async fn remind(
    tx: &Tx,
    actor: &Actor,
    party: Party<'_>,
    task: &str,
    people: &[PersonId],
) -> Result<(), Problem> {
    for person in people {
        notify(tx, actor, *person, "reminded", About::Task(task)).await?;
    }
    let reminder = Reminder {
        id: tx.new_id(),
        party: party.0,
        task: task.to_owned(),
        people: i64::try_from(people.len()).map_err(Problem::internal)?,
        by_name: actor
            .person()
            .map(|one| one.name.clone())
            .unwrap_or_default(),
        at: tx.now(),
    };
    store::insert_reminder(tx, &reminder).await?;
    let object = ObjectRef::new("task", party.0.0, party.1);
    tx.record(actor, Event::new("task.reminded", object)).await
}
