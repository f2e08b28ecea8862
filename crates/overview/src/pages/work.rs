//! The first page for whoever is signed in: what awaits them, what they wait for, what comes next.

use super::lacked::{Lacked, lacked};
use super::task_rows::{Row, rows};
use crate::desk::{TaskPage, task_page};
use crate::gather::{Reviews, known_of_person};
use crate::model::{Counted, Mine};
use crate::upcoming::{Upcoming, upcoming};
use askama::Template;
use axum::extract::State;
use samverk_database::{Act, list_acts};
use samverk_foundation::{CollaborationId, Role};
use samverk_parties::start_page;
use samverk_web::{AppState, PageResult, Ui};

/// How many of each are shown.
const TASKS: usize = 50;
const LACKED: usize = 8;
const NEWS: usize = 10;
/// Found among so many changes: what was done in one go is one of the news.
const CHANGES: u64 = 300;

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

struct Link {
    href: String,
    label: String,
}

struct News {
    act: Act,
    place: Option<Link>,
}

#[derive(Template)]
#[template(path = "work.html")]
struct WorkPage {
    ui: Ui,
    rows: Vec<Row>,
    /// Whether there are more of them.
    has_more: bool,
    lead: &'static str,
    /// How many await the reader and no colleague, and how many of them are late.
    own: Counted,
    late: Counted,
    lacked: Vec<Lacked>,
    /// How many there are in all.
    all_lacked: usize,
    /// Whether they run anything, and so wait for others.
    runs: bool,
    /// Whether they are let open collaborations.
    may_open: bool,
    /// What an administrator does first in a new installation.
    begins: bool,
    upcoming: Vec<Upcoming>,
    news: Vec<News>,
    parties: Vec<Link>,
    places: Vec<Link>,
}

impl WorkPage {
    fn has_late(&self) -> bool {
        self.late.number > 0
    }
}

pub async fn show(State(state): State<AppState>, ui: Ui) -> PageResult {
    if !ui.is_signed_in() {
        return start_page(State(state), ui).await;
    }
    let tx = state.db.read().await?;
    let first = Reviews {
        after: None,
        limit: TASKS as u64 + 1,
    };
    let mine = known_of_person(&tx, &ui.actor, first).await?;
    let tasks = task_page(&tx, &ui, &mine, (None, TASKS)).await?;
    let lacked = lacked(&tx, &ui, &mine, (0, LACKED)).await?;
    let news = list_acts(&tx, &mine.known.place_ids(), &TOLD, (NEWS, CHANGES)).await?;
    let upcoming = upcoming(&tx, &ui, &mine).await?;
    answer(&ui, &mine, (tasks, lacked), upcoming, news)
}

/// Who does nothing of it, but may read, is told so.
fn lead(tasks: &TaskPage) -> &'static str {
    let mut shown = tasks.tasks.iter();
    match tasks.own.number > 0 && shown.all(|task| !task.told.is_done_here) {
        true => "work-lead-read",
        false => "work-lead",
    }
}

fn answer(
    ui: &Ui,
    mine: &Mine,
    (tasks, (lacked, all_lacked)): (TaskPage, (Vec<Lacked>, usize)),
    upcoming: Vec<Upcoming>,
    news: Vec<Act>,
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
        own: tasks.own,
        late: tasks.late,
        has_more: tasks.more.is_some(),
        lead: lead(&tasks),
        rows: rows(ui, mine, tasks.tasks),
        all_lacked,
        lacked,
        runs: !mine.run.is_empty(),
        may_open: ui.actor.roles_at_the_door().contains(Role::Opener),
        begins: mine.nothing_yet && ui.is_administrator(),
        upcoming,
        news: (news.into_iter())
            .map(|act| News {
                place: place_of(act.newest.collaboration),
                act,
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
