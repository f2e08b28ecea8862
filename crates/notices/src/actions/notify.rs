use crate::NOTICE_JOB;
use crate::letter::Order;
use crate::model::{Pace, Sort};
use crate::store::{self, Follow, Notice};
use samverk_database::{Tx, enqueue_job};
use samverk_foundation::{Actor, PersonId, Problem};
use samverk_web::Thing;
use uuid::Uuid;

/// What a notice is about.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// A task, by its name.
    Task(&'a str),
    Thing(&'a Thing),
    /// Something that was said of a thing, by its id.
    Said(&'a Thing, Uuid),
}

impl<'a> About<'a> {
    fn thing(self) -> Option<&'a Thing> {
        match self {
            Self::Task(_) => None,
            Self::Thing(thing) | Self::Said(thing, _) => Some(thing),
        }
    }
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
            About::Thing(_) | About::Said(..) => None,
        },
        object: about.thing().map(|thing| (thing.kind.to_owned(), thing.id)),
        cause: match about {
            About::Said(_, id) => Some(id),
            About::Task(_) | About::Thing(_) => None,
        },
        by_name: actor
            .person()
            .map(|one| one.name.clone())
            .unwrap_or_default(),
        at: tx.now(),
        sent: false,
    };
    store::insert_notice(tx, &notice).await?;
    if let Some(thing) = about.thing() {
        follow_named(tx, person, thing).await?;
    }
    let chosen = store::find_choices(tx, person).await?;
    if chosen.pace(Sort::Notices) == Pace::AtOnce {
        let id = notice.id;
        enqueue_job(tx, NOTICE_JOB, &Order::Notice { id }).await?;
    }
    Ok(())
}

/// Takes back what has not been sent, for what was said is not there any more.
pub async fn withdraw(tx: &Tx, said: Uuid) -> Result<(), Problem> {
    store::delete_unsent(tx, said).await
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
