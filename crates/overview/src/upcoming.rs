//! What the coming weeks hold where somebody takes part.

use crate::model::{Mine, Place, PlacedMandate};
use crate::report::mandate_name;
use chrono::{Datelike, NaiveDate, TimeDelta};
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, PartyId, Problem};
use samverk_goals::model::{Plan, State};
use samverk_goals::store::{EndingActivity, list_ending_activities};
use samverk_web::Ui;

const DAYS: i64 = 60;
const SHOWN: usize = 8;

/// A day, and what it is the day of.
pub(crate) struct Upcoming {
    /// The same for life.
    pub name: String,
    pub day: NaiveDate,
    pub what: String,
    pub href: String,
    pub place: String,
    pub collaboration: CollaborationId,
}

/// The first days first: meetings, activities that are to be done, targets to be reached, mandates that end.
pub(crate) async fn upcoming(tx: &Tx, ui: &Ui, mine: &Mine) -> Result<Vec<Upcoming>, Problem> {
    let today = mine.known.today;
    let weeks = (today, today + TimeDelta::days(DAYS));
    let mut all = coming(tx, ui, mine, weeks, SHOWN).await?;
    let meetings = samverk_meetings::coming(tx, &mine.known.place_ids(), weeks).await?;
    all.extend(
        meetings
            .into_iter()
            .filter_map(|one| meeting(ui, mine, one)),
    );
    all.sort_by_key(|one| one.day);
    all.truncate(SHOWN);
    Ok(all)
}

fn meeting(ui: &Ui, mine: &Mine, one: samverk_meetings::Coming) -> Option<Upcoming> {
    let place = mine.known.place(one.collaboration)?;
    let what = match one.hours {
        Some((from, _)) => {
            let hour = from.format("%H.%M").to_string();
            ui.t_with("work-meeting-at", &[("name", &one.title), ("hour", &hour)])
        }
        None => one.title,
    };
    Some(Upcoming {
        name: one.name,
        day: one.day,
        what,
        href: place.href(&one.rest),
        place: place.collaboration.name.clone(),
        collaboration: place.collaboration.id,
    })
}

/// The same of a longer or shorter time, at most so many.
pub(crate) async fn coming(
    tx: &Tx,
    ui: &Ui,
    mine: &Mine,
    (from, until): (NaiveDate, NaiveDate),
    limit: usize,
) -> Result<Vec<Upcoming>, Problem> {
    let plans: Vec<_> = mine.known.plans.iter().map(|known| known.plan.id).collect();
    let ending = list_ending_activities(tx, &plans, (from, until), limit as u64).await?;
    let mut all: Vec<Upcoming> = (ending.into_iter())
        .filter_map(|one| activity(ui, mine, one))
        .chain(targets(ui, mine, until))
        .chain(mandates(ui, mine, (from, until)))
        .collect();
    all.sort_by_key(|one| one.day);
    all.truncate(limit);
    Ok(all)
}

fn plan_at(mine: &Mine, is_it: impl Fn(&Plan) -> bool) -> Option<(&Place, &Plan)> {
    let known = mine.known.plans.iter().find(|known| is_it(&known.plan))?;
    Some((mine.known.place(known.plan.collaboration)?, &known.plan))
}

fn activity(ui: &Ui, mine: &Mine, one: EndingActivity) -> Option<Upcoming> {
    let (place, plan) = plan_at(mine, |plan| plan.id == one.plan)?;
    Some(Upcoming {
        name: format!("activity:{}:{}", plan.id, one.key),
        day: one.to,
        what: ui.t1("work-activity-ends", "name", one.name),
        href: place.href(&format!("/planer/{}/insatser/{}", plan.key, one.key)),
        place: place.collaboration.name.clone(),
        collaboration: place.collaboration.id,
    })
}

/// How many indicators of each plan have a target at the end of the year that is not reached.
fn targets<'m>(
    ui: &'m Ui,
    mine: &'m Mine,
    until: NaiveDate,
) -> impl Iterator<Item = Upcoming> + 'm {
    let year = mine.known.today.year();
    let end = NaiveDate::from_ymd_opt(year, 12, 31).filter(|end| *end <= until);
    let plans = mine.known.plans.iter();
    plans.filter_map(move |known| {
        let day = end?;
        let (place, plan) = plan_at(mine, |plan| plan.id == known.plan.id)?;
        let open = mine.known.indicators.iter().filter(|view| {
            let mut aims = view.indicator.targets.iter();
            let of_year = aims.any(|target| target.year.0 == year);
            let of_plan = view.indicator.ground == plan.id.0;
            of_plan && of_year && view.standing.state != State::Reached
        });
        let count = open.count();
        (count > 0).then(|| Upcoming {
            name: format!("targets:{}:{year}", plan.id),
            day,
            what: ui.t_with(
                "work-targets",
                &[("count", &count.to_string()), ("plan", &plan.title)],
            ),
            href: place.href("/mal"),
            place: place.collaboration.name.clone(),
            collaboration: place.collaboration.id,
        })
    })
}

/// The same title may end for several parties, in several groups, and again later.
fn mandate_end(party: PartyId, placed: &PlacedMandate, day: NaiveDate) -> String {
    let (place, title) = (placed.place, &placed.mandate.title);
    let group = placed.group.map(|id| id.to_string()).unwrap_or_default();
    format!("mandate-end:{place}:{group}:{party}:{day}:{title}")
}

/// Of the person's own parties.
fn mandates<'m>(
    ui: &'m Ui,
    mine: &'m Mine,
    (from, until): (NaiveDate, NaiveDate),
) -> impl Iterator<Item = Upcoming> + 'm {
    let own = (mine.parties.iter()).flat_map(|party| {
        let of_party = mine.known.mandates_of(party.id);
        of_party.map(move |placed| (party, placed))
    });
    own.filter_map(move |(party, placed)| {
        let day = placed.mandate.to?;
        let place = mine.known.place(placed.place)?;
        (day >= from && day <= until).then(|| Upcoming {
            name: mandate_end(party.id, placed, day),
            day,
            what: ui.t1("work-mandate-ends", "name", mandate_name(ui, placed)),
            href: place.href("/medlemmar"),
            place: place.collaboration.name.clone(),
            collaboration: place.collaboration.id,
        })
    })
}
