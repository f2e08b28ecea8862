//! What letters and calendars are written from.

use crate::desk::desk_tasks;
use crate::gather::{Reviews, known_of_person};
use crate::model::Mine;
use crate::pages::TOLD;
use crate::upcoming::coming;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_notices::model::{DayNote, Task};
use samverk_notices::{Period, Place, Sources};
use samverk_parties::Visible;
use samverk_web::Ui;

/// A calendar holds so many days at the most.
const DAYS_MAX: usize = 1_000;

pub const SOURCES: Sources = Sources {
    tasks: |tx, ui| Box::pin(tasks(tx, ui)),
    days: |tx, ui, period| Box::pin(days(tx, ui, period)),
    places: |tx, actor| Box::pin(places(tx, actor)),
    told: &TOLD,
};

/// What a colleague has is not told.
async fn tasks(tx: &Tx, ui: &Ui) -> Result<Vec<Task>, Problem> {
    let mine = known_of_person(tx, &ui.actor, Reviews::FIRST).await?;
    let person = ui.actor.person().map(|one| one.id);
    let several = mine.parties.len() > 1;
    let all = desk_tasks(tx, ui, &mine).await?.into_iter();
    let own = all.filter(|task| !task.is_with_another(person));
    let task = own.map(|task| {
        let party = task
            .party
            .filter(|_| several)
            .map(|party| party.name.clone());
        let place = [task.told.place].into_iter().chain(party);
        let place: Vec<String> = place.filter(|one| !one.is_empty()).collect();
        Task {
            name: task.name,
            text: task.told.text,
            place: place.join(", "),
            day: task.told.date,
            href: task.told.href,
        }
    });
    Ok(task.collect())
}

/// What a colleague has stands in theirs.
async fn days(tx: &Tx, ui: &Ui, (from, until): Period) -> Result<Vec<DayNote>, Problem> {
    let mine = known_of_person(tx, &ui.actor, Reviews::FIRST).await?;
    let coming = coming(tx, ui, &mine, (from, until), DAYS_MAX).await?;
    let coming = coming.into_iter().map(|one| DayNote {
        name: one.name,
        text: one.what,
        place: one.place,
        collaboration: Some(one.collaboration),
        day: one.day,
        hours: None,
        href: one.href,
    });
    let person = ui.actor.person().map(|one| one.id);
    let tasks = desk_tasks(tx, ui, &mine).await?.into_iter();
    let own = tasks.filter(|task| !task.is_with_another(person));
    let tasks = own.filter_map(|task| {
        let day = task.told.date.filter(|day| from <= *day && *day <= until)?;
        Some(DayNote {
            name: task.name,
            text: task.told.text,
            place: task.told.place,
            collaboration: task.told.collaboration,
            day,
            hours: None,
            href: task.told.href,
        })
    });
    let all = coming.chain(tasks).collect::<Vec<_>>().into_iter();
    let meetings = meetings(tx, &mine, (from, until)).await?;
    Ok(all.chain(meetings).collect())
}

/// The meetings where the person takes part, with their hours.
async fn meetings(tx: &Tx, mine: &Mine, period: Period) -> Result<Vec<DayNote>, Problem> {
    let found = samverk_meetings::coming(tx, &mine.known.place_ids(), period).await?;
    let note = |one: samverk_meetings::Coming| {
        let place = mine.known.place(one.collaboration)?;
        Some(DayNote {
            name: one.name,
            text: one.title,
            place: [one.place, place.collaboration.name.clone()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            collaboration: Some(one.collaboration),
            day: one.day,
            hours: one.hours,
            href: place.href(&one.rest),
        })
    };
    Ok(found.into_iter().filter_map(note).collect())
}

async fn places(tx: &Tx, actor: &Actor) -> Result<Vec<Place>, Problem> {
    let visible = Visible::find(tx, actor).await?;
    let place = visible.own().map(|one| Place {
        id: one.id,
        name: one.name.clone(),
        href: one.href(),
    });
    Ok(place.collect())
}
