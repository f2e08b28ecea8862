use crate::NOTICE_JOB;
use crate::letter::Order;
use crate::model::{Pace, Sort};
use crate::store::{self, Follow, Notice};
use chrono::TimeDelta;
use samverk_database::{Db, Tx, enqueue_job_after};
use samverk_foundation::{Actor, PersonId, Problem};
use samverk_web::Thing;
use uuid::Uuid;

/// What a notice is about.
#[derive(Clone, Copy, Debug)]
pub enum About<'a> {
    /// A task, by its name.
    Task(&'a str),
    /// What happened at a thing to somebody who need not follow it for that.
    Told(&'a Thing),
    /// Something that was said of a thing, by its id.
    Said(&'a Thing, Uuid),
}

impl<'a> About<'a> {
    fn thing(self) -> Option<&'a Thing> {
        match self {
            Self::Task(_) => None,
            Self::Told(thing) | Self::Said(thing, _) => Some(thing),
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
    let sort = Sort::of_notice(why);
    let pace = store::find_choices(tx, person).await?.pace(sort);
    if (sort, pace) == (Sort::Works, Pace::Never) {
        return Ok(());
    }
    let notice = Notice {
        id: tx.new_id(),
        person,
        why: why.to_owned(),
        task: match about {
            About::Task(name) => Some(name.to_owned()),
            About::Told(_) | About::Said(..) => None,
        },
        object: about.thing().map(|thing| (thing.kind.to_owned(), thing.id)),
        cause: match about {
            About::Said(_, id) => Some(id),
            About::Told(thing) => Some(thing.id),
            About::Task(_) => None,
        },
        by_name: actor
            .person()
            .map(|one| one.name.clone())
            .unwrap_or_default(),
        at: tx.now(),
        sent: false,
    };
    store::insert_notice(tx, &notice).await?;
    if let About::Said(thing, _) = about {
        follow_named(tx, person, thing).await?;
    }
    if pace == Pace::AtOnce {
        let pause = match sort {
            Sort::Works => WATCHING,
            _ => TimeDelta::zero(),
        };
        let order = Order::Notice { id: notice.id };
        enqueue_job_after(tx, NOTICE_JOB, &order, pause).await?;
    }
    Ok(())
}

/// Whoever sits before the page sees the end there, and then needs no letter.
const WATCHING: TimeDelta = TimeDelta::minutes(2);

/// Takes back the letter about what somebody has seen themselves, if one waits.
pub async fn seen(db: &Db, said: Uuid) -> Result<(), Problem> {
    if !store::is_any_unsent(&db.read().await?, said).await? {
        return Ok(());
    }
    let tx = db.begin("seen_already").await?;
    store::delete_unsent(&tx, said).await?;
    tx.commit().await
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
