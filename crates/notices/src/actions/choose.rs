use crate::NOTICE_JOB;
use crate::letter::{Order, Part};
use crate::model::{Choices, Pace, Sort};
use crate::policy::own;
use crate::store;
use samverk_database::{Event, ObjectRef, Tx, enqueue_job};
use samverk_foundation::{Actor, PersonId, Problem};
use serde_json::{Value, json};

fn told(chosen: &Choices) -> Value {
    json!({
        "language": chosen.language.code(),
        "notices": chosen.notices.code(),
        "tasks": chosen.tasks.code(),
        "followed": chosen.followed.code(),
        "works": chosen.works.code(),
    })
}

/// Saves what the actor has chosen for themselves. Fails with `changed_meanwhile` when it was chosen
/// otherwise since it was shown.
pub async fn choose(tx: &Tx, actor: &Actor, chosen: Choices) -> Result<(), Problem> {
    let person = own(actor)?;
    let before = store::find_choices(tx, person.id).await?;
    if before.revision != chosen.revision {
        return Err(Problem::conflict("changed_meanwhile"));
    }
    save(tx, actor, &before, &chosen, &person.name).await
}

/// Ends all letters to whom the secret belongs. Fails with `not_found`.
pub async fn end_letters(tx: &Tx, secret: &str) -> Result<(), Problem> {
    let person = store::person_of_ending(tx, secret).await?;
    let person = person.ok_or_else(Problem::not_found)?;
    let before = store::find_choices(tx, person).await?;
    save(tx, &Actor::System("letter"), &before, &before.ended(), "").await
}

/// No summary comes any more: what waited for it is told now, in as few letters as hold it.
async fn tell_what_waits(tx: &Tx, person: PersonId) -> Result<(), Problem> {
    let waiting = store::count_unsent(tx, person).await?;
    for _ in 0..waiting.div_ceil(store::SHOWN) {
        let notices = Part {
            sort: Sort::Notices,
            since: tx.now(),
        };
        let order = Order::Summary {
            person,
            until: tx.now(),
            parts: vec![notices],
        };
        enqueue_job(tx, NOTICE_JOB, &order).await?;
    }
    Ok(())
}

async fn save(
    tx: &Tx,
    actor: &Actor,
    before: &Choices,
    chosen: &Choices,
    name: &str,
) -> Result<(), Problem> {
    if before == chosen && before.revision > 0 {
        return Ok(());
    }
    store::put_choices(tx, chosen).await?;
    match (before.pace(Sort::Notices), chosen.pace(Sort::Notices)) {
        (Pace::Never, Pace::Never) => {}
        (Pace::Never, _) => store::pass_over_unsent(tx, &[chosen.person]).await?,
        (Pace::Daily | Pace::Weekly, Pace::AtOnce) => tell_what_waits(tx, chosen.person).await?,
        _ => {}
    }
    let object = ObjectRef::new("notice_choice", chosen.person.0, name);
    let event = Event::new("notice_choice.saved", object);
    let before = (before.revision > 0).then(|| told(before));
    let event = event.change(before.as_ref(), Some(&told(chosen)))?;
    tx.record(actor, event).await
}
