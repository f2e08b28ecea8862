use crate::NOTICE_JOB;
use crate::letter::Order;
use crate::model::{Pace, Sort};
use crate::store::{self, Follow, Notice};
use samverk_database::{Tx, enqueue_job};
use samverk_foundation::{Actor, PersonId, Problem};
use samverk_web::Thing;

/// What a notice is about.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// A task, by its name.
    Task(&'a str),
    Thing(&'a Thing),
}

/// Tells somebody of what the actor has done: at once, or with their next summary. Nobody is told of what
/// they did themselves. `why` is the end of a text `letter-why-<why>`.
pub async fn notify(
    tx: &Tx,
    actor: &Actor,
    person: PersonId,
    why: &str,
    about: About<'_>,
) -> Result<(), Problem> {
    if actor.person().is_some_and(|one| one.id == person) {
        return Ok(());
    }
    let notice = Notice {
        id: tx.new_id(),
        person,
        why: why.to_owned(),
        task: match about {
            About::Task(name) => Some(name.to_owned()),
            About::Thing(_) => None,
        },
        object: match about {
            About::Task(_) => None,
            About::Thing(thing) => Some((thing.kind.to_owned(), thing.id)),
        },
        by_name: actor
            .person()
            .map(|one| one.name.clone())
            .unwrap_or_default(),
        at: tx.now(),
        sent: false,
    };
    store::insert_notice(tx, &notice).await?;
    if let About::Thing(thing) = about {
        follow_named(tx, person, thing).await?;
    }
    let chosen = store::find_choices(tx, person).await?;
    if chosen.pace(Sort::Notices) == Pace::AtOnce {
        let id = notice.id;
        enqueue_job(tx, NOTICE_JOB, &Order::Notice { id }).await?;
    }
    Ok(())
}

/// Takes back what has not been sent, for what it was about is not there any more.
pub async fn withdraw(tx: &Tx, person: PersonId, why: &str, thing: &Thing) -> Result<(), Problem> {
    store::delete_unsent(tx, person, why, (thing.kind, thing.id)).await
}

/// Whoever is named in a thing follows it, unless they have chosen.
async fn follow_named(tx: &Tx, person: PersonId, thing: &Thing) -> Result<(), Problem> {
    let chosen = store::find_follow(tx, person, thing.kind, thing.id).await?;
    if chosen.is_some() {
        return Ok(());
    }
    let follow = Follow {
        person,
        kind: thing.kind.to_owned(),
        id: thing.id,
        follows: true,
        name: thing.name.clone(),
        href: thing.href.clone(),
    };
    store::put_follow(tx, &follow).await
}
