//! The first page for whoever is signed in: what awaits them, what they wait for, what comes next.

use crate::gather::known_of_person;
use crate::model::{Mine, lacking, tasks};
use crate::report::{ToldAwaiting, Words, told};
use crate::upcoming::{Upcoming, upcoming};
use askama::Template;
use axum::extract::State;
use chrono::{NaiveDate, TimeDelta};
use samverk_database::{RecordedEvent, list_news};
use samverk_foundation::{CollaborationId, swedish_order};
use samverk_parties::start_page;
use samverk_web::{AppState, PageResult, Ui};
use std::collections::BTreeMap;

/// How many of each are shown.
const NEWS: u64 = 10;
const NAMES: usize = 5;

/// What is told of to all who take part: things that every member may read.
const TOLD: [&str; 10] = [
    "activity",
    "budget",
    "collaboration",
    "distribution",
    "group",
    "indicator",
    "need",
    "plan",
    "plan_version",
    "relation",
];

/// How near the last day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Nearness {
    Late,
    Soon,
    Later,
}

const DAYS_SOON: i64 = 30;

fn nearness(day: NaiveDate, today: NaiveDate) -> Nearness {
    match day - today {
        left if left < TimeDelta::zero() => Nearness::Late,
        left if left <= TimeDelta::days(DAYS_SOON) => Nearness::Soon,
        _ => Nearness::Later,
    }
}

/// A task as it stands on the page.
struct Row {
    task: ToldAwaiting,
    /// For which party, where the person acts for several.
    party: Option<String>,
    nearness: Option<Nearness>,
}

impl Row {
    fn color(&self) -> &'static str {
        match self.nearness {
            Some(Nearness::Late) => "danger",
            Some(Nearness::Soon) => "warning",
            Some(Nearness::Later) | None => "neutral",
        }
    }

    fn is_late(&self) -> bool {
        self.nearness == Some(Nearness::Late)
    }
}

/// The same thing that several parties lack.
struct Lacked {
    what: String,
    href: String,
    place: String,
    parties: Vec<String>,
}

struct Link {
    href: String,
    label: String,
}

struct News {
    event: RecordedEvent,
    place: Option<Link>,
}

#[derive(Template)]
#[template(path = "work.html")]
struct WorkPage {
    ui: Ui,
    rows: Vec<Row>,
    late: usize,
    lacked: Vec<Lacked>,
    /// Whether they run anything, and so wait for others.
    runs: bool,
    upcoming: Vec<Upcoming>,
    news: Vec<News>,
    parties: Vec<Link>,
    places: Vec<Link>,
}

impl WorkPage {
    fn has_late(&self) -> bool {
        self.late > 0
    }

    fn names(&self, lacked: &Lacked) -> String {
        let shown = lacked.parties.iter().take(NAMES).cloned();
        let names = shown.collect::<Vec<_>>().join(", ");
        match lacked.parties.len().saturating_sub(NAMES) {
            0 => names,
            more => format!("{names} {}", self.ui.t1("work-and-more", "count", more)),
        }
    }
}

pub async fn show(State(state): State<AppState>, ui: Ui) -> PageResult {
    if !ui.is_signed_in() {
        return start_page(State(state), ui).await;
    }
    let tx = state.db.read().await?;
    let mine = known_of_person(&tx, &ui.actor).await?;
    let rows = rows(&ui, &mine);
    let ids: Vec<CollaborationId> = (mine.known.places.iter())
        .map(|place| place.collaboration.id)
        .collect();
    let news = list_news(&tx, &ids, &TOLD, NEWS).await?;
    let upcoming = upcoming(&tx, &ui, &mine).await?;
    answer(&ui, &mine, rows, upcoming, news)
}

fn answer(
    ui: &Ui,
    mine: &Mine,
    rows: Vec<Row>,
    upcoming: Vec<Upcoming>,
    news: Vec<RecordedEvent>,
) -> PageResult {
    let links = |href: String, label: &str| Link {
        href,
        label: label.to_owned(),
    };
    let place_of = |id: Option<CollaborationId>| {
        let several = mine.known.places.len() > 1;
        let place = mine.known.place(id?).filter(|_| several)?;
        Some(links(place.href(""), &place.collaboration.name))
    };
    ui.page(&WorkPage {
        ui: ui.clone(),
        late: rows.iter().filter(|row| row.is_late()).count(),
        rows,
        lacked: lacked(ui, mine),
        runs: !mine.run.is_empty(),
        upcoming,
        news: (news.into_iter())
            .map(|event| News {
                place: place_of(event.collaboration),
                event,
            })
            .collect(),
        parties: (mine.parties.iter())
            .map(|party| links(party.href(), &party.name))
            .collect(),
        places: (mine.known.places.iter())
            .map(|place| links(place.href(""), &place.collaboration.name))
            .collect(),
    })
}

/// By date, late first; what has no last day comes last.
fn rows(ui: &Ui, mine: &Mine) -> Vec<Row> {
    let several = mine.parties.len() > 1 || !mine.run.is_empty();
    let mut rows: Vec<Row> = tasks(mine)
        .iter()
        .map(|task| {
            let words = match task.party {
                Some(_) => Words::Own,
                None => Words::Running,
            };
            let party = task.party.filter(|_| several);
            let task = told(ui, words, task.party, &task.what);
            Row {
                nearness: task.date.map(|day| nearness(day, mine.known.today)),
                party: party.map(|party| party.name.clone()),
                task,
            }
        })
        .collect();
    rows.sort_by_key(|row| (row.task.date.is_none(), row.task.date));
    rows
}

/// What lacks the most first.
fn lacked(ui: &Ui, mine: &Mine) -> Vec<Lacked> {
    let mut by_what: BTreeMap<(String, String), Lacked> = BTreeMap::new();
    for (party, what) in lacking(mine) {
        let told = told(ui, Words::Others, Some(party), &what);
        let key = (told.place.clone(), told.text.clone());
        let one = by_what.entry(key).or_insert_with(|| Lacked {
            what: told.text,
            href: what.place().href("/aktorer"),
            place: told.place,
            parties: Vec::new(),
        });
        one.parties.push(party.name.clone());
    }
    let mut all: Vec<Lacked> = by_what.into_values().collect();
    for one in &mut all {
        one.parties.sort_by_cached_key(|name| swedish_order(name));
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.parties.len()));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_late_when_it_has_passed_and_soon_within_a_month() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert_eq!(nearness(day(1), day(2)), Nearness::Late);
        assert_eq!(nearness(day(2), day(2)), Nearness::Soon);
        assert_eq!(nearness(NaiveDate::MAX, day(2)), Nearness::Later);
    }
}
