//! The three sections of a letter, each from what its reader may see now.

use super::Asked;
use super::found::Found;
use super::write::Section;
use crate::Sources;
use crate::model::{Line, Stage, Task, untold};
use crate::store::{self, Follow, Notice};
use chrono::{DateTime, Utc};
use samverk_database::{Act, RecordedEvent, Tx, acts_of, list_news};
use samverk_foundation::{CollaborationId, PersonId, Problem};
use samverk_web::Ui;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Lines in a section; how many more there are is told.
const SHOWN: usize = 20;

/// How many of the latest changes are looked through.
const NEWS: u64 = 300;

/// So many things may be followed before the oldest choices count no more.
const FOLLOWS: u64 = 2_000;

fn section(heading: String, mut lines: Vec<Line>) -> Option<Section> {
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    (!lines.is_empty()).then_some(Section {
        heading,
        lines,
        more,
    })
}

/// What others did that concerns the reader; not about tasks that are done, nor things that are hidden.
pub(super) async fn notices(
    found: &mut Found<'_>,
    awaiting: &[Task],
    all: &[&Notice],
) -> Result<Option<Section>, Problem> {
    let ui = found.ui;
    let mut lines = Vec::new();
    for notice in all {
        let about = match (&notice.task, &notice.object) {
            (Some(name), _) => {
                let task = awaiting.iter().find(|task| task.name == *name);
                task.map(|task| (task.text.clone(), task.place.clone(), task.href.clone()))
            }
            (None, Some((kind, id))) => {
                let thing = found.thing(kind, *id).await?;
                thing.map(|thing| (thing.name, thing.place, thing.href))
            }
            (None, None) => None,
        };
        let why = format!("letter-why-{}", notice.why);
        lines.extend(about.map(|(text, place, href)| Line {
            text: ui.t_with(&why, &[("by", &notice.by_name), ("what", &text)]),
            about: place,
            href,
        }));
    }
    Ok(section(ui.t("letter-notices"), lines))
}

/// What awaits the reader and has not been told, and what is told by it. What others say in the same letter
/// is not said again.
pub(super) async fn tasks(
    tx: &Tx,
    ui: &Ui,
    asked: &Asked,
    awaiting: &[Task],
) -> Result<(Option<Section>, Vec<(String, Stage)>), Problem> {
    let told = store::tasks_told(tx, asked.person).await?;
    let fresh = untold(awaiting, &told, tx.today());
    let is_said = |task: &Task| {
        let mut notices = asked.notices.iter();
        notices.any(|one| one.task.as_ref() == Some(&task.name))
    };
    let line = |(task, stage): &(&Task, Stage)| {
        let day = task.day.map(|day| match stage {
            Stage::Late => ui.t1("letter-late", "date", ui.date(&day)),
            Stage::New => ui.t1("letter-last-day", "date", ui.date(&day)),
        });
        let about = day.into_iter().chain([task.place.clone()]);
        let about: Vec<String> = about.filter(|text| !text.is_empty()).collect();
        Line {
            text: task.text.clone(),
            about: about.join(", "),
            href: task.href.clone(),
        }
    };
    let unsaid = fresh.iter().filter(|(task, _)| !is_said(task));
    let lines = unsaid.map(line).collect();
    let told = fresh
        .iter()
        .map(|(task, stage)| (task.name.clone(), *stage));
    Ok((section(ui.t("letter-tasks"), lines), told.collect()))
}

/// What others have done with what the reader follows: what they said that they follow, what they made, and
/// everything in a collaboration that they follow.
pub(super) async fn followed(
    found: &mut Found<'_>,
    sources: &Sources,
    (person, (since, until)): (PersonId, (DateTime<Utc>, DateTime<Utc>)),
) -> Result<Option<Section>, Problem> {
    let (tx, ui) = (found.tx, found.ui);
    let places = (sources.places)(tx, &ui.actor).await?;
    let ids: Vec<CollaborationId> = places.iter().map(|place| place.id).collect();
    let mut events = list_news(tx, &ids, sources.told, NEWS).await?;
    events.retain(|event| {
        let is_new = since < event.at && event.at <= until;
        is_new && event.person != Some(person)
    });
    let chosen = Chosen::load(tx, person, &events).await?;
    events.retain(|event| chosen.follows(event));
    let mut told = BTreeSet::new();
    let mut lines = Vec::new();
    // The newest first: a thing's latest change stands for those before it.
    events.retain(|event| told.insert(event.object_id));
    for Act {
        newest: event,
        count,
        ..
    } in &acts_of(events)
    {
        let place = places
            .iter()
            .find(|place| Some(place.id) == event.collaboration);
        let thing = match lines.len() < SHOWN {
            true => found.thing(&event.object_kind, event.object_id).await?,
            false => None,
        };
        let href = thing.map(|thing| thing.href);
        let about = [ui.event_actor(event), ui.time(&event.at)];
        let name = place.map(|place| place.name.clone());
        let about: Vec<String> = about.into_iter().chain(name).collect();
        lines.push(Line {
            text: act_words(ui, event, *count),
            about: about.join(", "),
            href: (href.or(place.map(|place| place.href.clone()))).unwrap_or_default(),
        });
    }
    Ok(section(ui.t("letter-followed"), lines))
}

/// What was done, with one of the things that it was done with and how many more.
fn act_words(ui: &Ui, newest: &RecordedEvent, count: usize) -> String {
    let first = format!("{}: {}", ui.event(newest), newest.object_name);
    match count.saturating_sub(1) {
        0 => first,
        more => format!("{first} {}", ui.t1("and-more", "count", more)),
    }
}

/// What somebody follows.
struct Chosen {
    chosen: Vec<Follow>,
    made: BTreeSet<Uuid>,
}

impl Chosen {
    async fn load(tx: &Tx, person: PersonId, events: &[RecordedEvent]) -> Result<Self, Problem> {
        let things = events.iter().map(|event| event.object_id).collect();
        Ok(Self {
            chosen: store::follows_of(tx, person, FOLLOWS).await?,
            made: store::made_by(tx, person, &things).await?,
        })
    }

    fn follows(&self, event: &RecordedEvent) -> bool {
        let of = |id: Uuid| self.chosen.iter().find(|one| one.id == id);
        if let Some(own) = of(event.object_id) {
            return own.follows;
        }
        let whole = event.collaboration.and_then(|id| of(id.0));
        self.made.contains(&event.object_id) || whole.is_some_and(|one| one.follows)
    }
}
