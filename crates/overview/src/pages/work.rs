//! The first page for whoever is signed in: what awaits them, what they wait for, what comes next.

use super::hand_over::{self, may_hand_over};
use crate::desk::{DeskTask, desk_tasks};
use crate::gather::known_of_person;
use crate::model::{Mine, lacking, party_task_name};
use crate::report::{ToldAwaiting, Words, told};
use crate::upcoming::{Upcoming, upcoming};
use askama::Template;
use axum::extract::State;
use chrono::{NaiveDate, TimeDelta};
use samverk_database::{RecordedEvent, Tx, list_news};
use samverk_foundation::{CollaborationId, PersonId, Problem, swedish_order};
use samverk_notices::store::latest_reminders;
use samverk_parties::model::Party;
use samverk_parties::start_page;
use samverk_web::{AppState, PageResult, Ui};
use std::collections::BTreeMap;

/// How many of each are shown.
const NEWS: u64 = 10;
const NAMES: usize = 5;

/// What is told of to all who take part: things that every member may read.
pub(crate) const TOLD: [&str; 10] = [
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
    /// Who has it, where it was handed over.
    with: Option<String>,
    is_with_another: bool,
    /// Where it is handed over, where it is a party's.
    hand_over: Option<String>,
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
    /// Its name, the same for every party.
    task: String,
    parties: Vec<Party>,
    /// When they were last reminded, and by whom.
    reminded: Option<String>,
}

impl Lacked {
    /// What the task is called for each of the parties.
    fn names(&self) -> Vec<String> {
        let of = |party: &Party| party_task_name(&self.task, party.id);
        self.parties.iter().map(of).collect()
    }
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
    /// How many await the reader and no colleague, and how many of them are late.
    own: usize,
    late: usize,
    lacked: Vec<Lacked>,
    /// Whether they run anything, and so wait for others.
    runs: bool,
    /// What an administrator does first in a new installation.
    begins: bool,
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
        let shown = lacked.parties.iter().take(NAMES);
        let shown = shown.map(|party| party.name.clone());
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
    let tasks = desk_tasks(&tx, &ui, &mine).await?;
    let rows = rows(&ui, &mine, tasks);
    let lacked = lacked(&tx, &ui, &mine).await?;
    let ids: Vec<CollaborationId> = (mine.known.places.iter())
        .map(|place| place.collaboration.id)
        .collect();
    let news = list_news(&tx, &ids, &TOLD, NEWS).await?;
    let upcoming = upcoming(&tx, &ui, &mine).await?;
    answer(&ui, &mine, (rows, lacked), upcoming, news)
}

fn answer(
    ui: &Ui,
    mine: &Mine,
    (rows, lacked): (Vec<Row>, Vec<Lacked>),
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
    let own = || rows.iter().filter(|row| !row.is_with_another);
    ui.page(&WorkPage {
        ui: ui.clone(),
        own: own().count(),
        late: own().filter(|row| row.is_late()).count(),
        rows,
        lacked,
        runs: !mine.run.is_empty(),
        begins: mine.nothing_yet && ui.is_administrator(),
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

fn rows(ui: &Ui, mine: &Mine, tasks: Vec<DeskTask>) -> Vec<Row> {
    let several = mine.parties.len() > 1 || !mine.run.is_empty();
    let person = ui.actor.person().map(|one| one.id);
    let row = |task: DeskTask| Row {
        nearness: task.told.date.map(|day| nearness(day, mine.known.today)),
        hand_over: (task.party.filter(|party| may_hand_over(ui, party)))
            .map(|_| hand_over::href(&task.name)),
        with: handed_words(ui, &task, person),
        is_with_another: task.is_with_another(person),
        party: task
            .party
            .filter(|_| several)
            .map(|party| party.name.clone()),
        task: task.told,
    };
    tasks.into_iter().map(row).collect()
}

/// Which colleague has it, or who handed it over to the reader.
fn handed_words(ui: &Ui, task: &DeskTask, person: Option<PersonId>) -> Option<String> {
    let handed = task.handed.as_ref()?;
    Some(match task.is_with_another(person) {
        true => ui.t1("work-with", "name", &handed.to_name),
        false => ui.t1("work-from", "name", &handed.by_name),
    })
}

/// What lacks the most first.
async fn lacked(tx: &Tx, ui: &Ui, mine: &Mine) -> Result<Vec<Lacked>, Problem> {
    let mut by_what: BTreeMap<(String, String), Lacked> = BTreeMap::new();
    let all = lacking(mine);
    for (party, what) in &all {
        let told = told(ui, Words::Others, Some(party), what);
        let key = (told.place.clone(), told.text.clone());
        let one = by_what.entry(key).or_insert_with(|| Lacked {
            what: told.text,
            href: what.place().href("/aktorer"),
            place: told.place,
            task: what.name(),
            parties: Vec::new(),
            reminded: None,
        });
        one.parties.push((*party).clone());
    }
    let mut rows: Vec<Lacked> = by_what.into_values().collect();
    let names = rows.iter().flat_map(Lacked::names).collect::<Vec<_>>();
    let reminders = latest_reminders(tx, &names).await?;
    for row in &mut rows {
        row.parties
            .sort_by_cached_key(|party| swedish_order(&party.name));
        let of_row = row.names();
        let sent = reminders.values().filter(|one| of_row.contains(&one.task));
        row.reminded = sent.max_by_key(|one| one.at).map(|one| {
            let values = [("time", ui.time(&one.at)), ("by", one.by_name.clone())];
            let values = values
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            ui.t_with("work-reminded", &values)
        });
    }
    rows.sort_by_key(|one| std::cmp::Reverse(one.parties.len()));
    Ok(rows)
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
