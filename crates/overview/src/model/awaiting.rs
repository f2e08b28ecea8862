//! What awaits a party.

use super::{
    BudgetRound, Known, KnownPlan, OwnedGoal, Place, PlacedMandate, Round, Seat, owned_goals, seats,
};
use chrono::{Datelike, NaiveDate, TimeDelta};
use samverk_development::Risk;
use samverk_economy::records::DistributionOutcome;
use samverk_foundation::PartyId;
use samverk_goals::IndicatorView;
use samverk_goals::model::{Reason, State, VersionSummary};
use samverk_kept::Held;
use samverk_parties::model::Party;
use samverk_parties::{HeldGroup, Waiting, WaitingFor};

/// How near something must be to be told: a mandate's end, the day of a target.
const DAYS_NEAR: i64 = 90;
/// The same for what takes a moment: a risk to look at again.
const DAYS_NEAR_REVIEW: i64 = 14;

#[derive(Clone, Debug)]
pub enum Awaiting<'k> {
    /// The party has not said how far it finds that the collaboration, or a group that it sits in,
    /// has come.
    OwnView {
        place: &'k Place,
        group: Option<&'k HeldGroup>,
    },
    /// A goal that the party owns is to be measured.
    Measurement {
        goal: OwnedGoal<'k>,
        indicator: &'k IndicatorView,
        due: Due,
    },
    /// A mandate ends soon, or just did.
    MandateEnds {
        place: &'k Place,
        mandate: &'k PlacedMandate,
        to: NaiveDate,
    },
    /// A version of a plan is out for comment, and the party has not said anything.
    Consultation {
        place: &'k Place,
        plan: &'k KnownPlan,
        version: &'k VersionSummary,
    },
    /// A budget is out for comment, and the party has not said anything.
    BudgetRound {
        place: &'k Place,
        round: &'k BudgetRound,
    },
    /// A distribution that somebody has begun and not shared with the members.
    Unshared {
        place: &'k Place,
        outcome: &'k DistributionOutcome,
    },
    /// A draft that somebody lets the person see before it is shared, to hear what they think of it.
    AskedToRead {
        place: &'k Place,
        outcome: &'k DistributionOutcome,
    },
    /// The year is nearly over, and the next has no budget.
    NextBudget { place: &'k Place, year: i32 },
    /// A distribution in which the party may pay is being written.
    Draft {
        place: &'k Place,
        outcome: &'k DistributionOutcome,
    },
    /// A risk or an opportunity is to be looked at again.
    Review {
        place: &'k Place,
        risk: &'k Held<Risk>,
        day: NaiveDate,
    },
    /// A domain waits for something.
    Asked {
        place: &'k Place,
        waiting: &'k Waiting,
    },
}

/// Why an indicator is to be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Never,
    /// The target's year is over; last measured on the day.
    Overdue {
        year: i32,
        measured: NaiveDate,
    },
    /// The target's day is near, and nothing is measured in its year.
    Soon(NaiveDate),
}

impl<'k> Awaiting<'k> {
    pub fn place(&self) -> &'k Place {
        match self {
            Self::Measurement { goal, .. } => goal.place,
            Self::OwnView { place, .. }
            | Self::MandateEnds { place, .. }
            | Self::Consultation { place, .. }
            | Self::BudgetRound { place, .. }
            | Self::Unshared { place, .. }
            | Self::AskedToRead { place, .. }
            | Self::NextBudget { place, .. }
            | Self::Draft { place, .. }
            | Self::Review { place, .. }
            | Self::Asked { place, .. } => place,
        }
    }

    /// Whether it lacks something that others wait for; the rest is only to be read.
    pub fn is_missing(&self) -> bool {
        !matches!(
            self,
            Self::Unshared { .. }
                | Self::AskedToRead { .. }
                | Self::NextBudget { .. }
                | Self::Draft { .. }
        )
    }
}

/// In the order they are told: views, measurements, mandates, drafts.
pub fn awaiting<'k>(known: &'k Known, party: &Party) -> Vec<Awaiting<'k>> {
    let seats = seats(known, party.id);
    let mut all = Vec::new();
    for place in &known.places {
        all.extend(own_views(&seats, place));
    }
    all.extend(measurements(owned_goals(known, party), known.today));
    all.extend(mandates(known, party));
    for place in known.places.iter().filter(|place| place.sees_drafts) {
        if seats.iter().any(|seat| is_at(seat, place)) {
            all.extend(unanswered(known, place, party.id));
            all.extend(unanswered_budgets(known, place, party.id));
            all.extend(drafts(known, place));
        }
    }
    let own = WaitingFor::Party(party.id);
    all.extend(asked(known, move |whose| whose == own));
    all
}

/// What domains wait for from somebody.
pub(super) fn asked<'k>(
    known: &'k Known,
    is_asked: impl Fn(WaitingFor) -> bool + 'k,
) -> impl Iterator<Item = Awaiting<'k>> {
    let own = known.waiting.iter();
    let own = own.filter(move |waiting| is_asked(waiting.whose));
    own.filter_map(|waiting| {
        let place = known.place(waiting.collaboration)?;
        Some(Awaiting::Asked { place, waiting })
    })
}

/// The last day whose risks are looked at now.
pub fn last_review(today: NaiveDate) -> NaiveDate {
    today + TimeDelta::days(DAYS_NEAR_REVIEW)
}

/// The risks of the collaboration whose day to be looked at again is near or has been.
pub(super) fn reviews<'k>(known: &'k Known, place: &'k Place) -> Vec<Awaiting<'k>> {
    let here = place.collaboration.id.0;
    let risks = known.risks.iter().filter(|risk| risk.ground == here);
    let review = |risk: &'k Held<Risk>| {
        let day = risk.next_review?;
        Some(Awaiting::Review { place, risk, day })
    };
    risks.filter_map(review).collect()
}

fn is_at(seat: &Seat, place: &Place) -> bool {
    seat.place.collaboration.id == place.collaboration.id
}

fn own_views<'k>(seats: &[Seat<'k>], place: &'k Place) -> impl Iterator<Item = Awaiting<'k>> {
    // Who sits in a group alone has no part in the collaboration, and so nowhere to say it.
    let is_whole = |seat: &Seat| seat.group.is_none() && seat.standing.is_some();
    let belongs = seats
        .iter()
        .any(|seat| is_at(seat, place) && is_whole(seat));
    let lacking = seats
        .iter()
        .filter(move |seat| belongs && is_at(seat, place) && seat.is_asked() && seat.own.is_none());
    lacking.map(move |seat| Awaiting::OwnView {
        place,
        group: seat.group,
    })
}

pub(super) fn measurements(goals: Vec<OwnedGoal>, today: NaiveDate) -> Vec<Awaiting> {
    let mut all = Vec::new();
    for goal in goals {
        for indicator in &goal.indicators {
            let (goal, indicator) = (goal.clone(), *indicator);
            let due = due(indicator, today);
            all.extend(due.map(|due| Awaiting::Measurement {
                goal,
                indicator,
                due,
            }));
        }
    }
    all
}

/// Whether an indicator is to be measured now, and why.
pub fn due(view: &IndicatorView, today: NaiveDate) -> Option<Due> {
    match view.standing.reason {
        Reason::NeverMeasured => return Some(Due::Never),
        Reason::NotSince { measured, due_year } => {
            return Some(Due::Overdue {
                year: due_year,
                measured,
            });
        }
        _ if view.standing.state == State::Reached => return None,
        _ => {}
    }
    let made = view.measurements.iter().filter(|one| one.date <= today);
    let last = made.map(|one| one.date.year()).max()?;
    let day = |year| NaiveDate::from_ymd_opt(year, 12, 31);
    let years = view.indicator.targets.iter().map(|target| target.year.0);
    let mut days = years.filter(|year| *year > last).filter_map(day);
    days.find(|day| is_near(*day, today) && *day >= today)
        .map(Due::Soon)
}

fn is_near(day: NaiveDate, today: NaiveDate) -> bool {
    (day - today).abs() <= TimeDelta::days(DAYS_NEAR)
}

fn mandates<'k>(known: &'k Known, party: &Party) -> Vec<Awaiting<'k>> {
    let ends = known.mandates_of(party.id).filter_map(|mandate| {
        let place = known.place(mandate.place)?;
        let to = mandate.mandate.to.filter(|to| is_near(*to, known.today))?;
        let is_followed = || {
            known
                .mandates_of(party.id)
                .any(|next| follows(next, mandate))
        };
        (!is_followed()).then_some(Awaiting::MandateEnds { place, mandate, to })
    });
    ends.collect()
}

/// Whether the party already has the same mandate for longer.
fn follows(next: &PlacedMandate, mandate: &PlacedMandate) -> bool {
    let same = next.place == mandate.place
        && next.group == mandate.group
        && next.mandate.role == mandate.mandate.role
        && next.mandate.title == mandate.mandate.title;
    same && next
        .mandate
        .to
        .is_none_or(|to| mandate.mandate.to < Some(to))
}

/// The versions on which the party may still comment and has not.
fn unanswered<'k>(
    known: &'k Known,
    place: &'k Place,
    party: PartyId,
) -> impl Iterator<Item = Awaiting<'k>> {
    rounds(known, place)
        .filter(move |(_, round)| round.is_open && !round.answered.contains(&party))
        .map(move |(plan, round)| consultation(place, plan, round))
}

fn consultation<'k>(place: &'k Place, plan: &'k KnownPlan, round: &'k Round) -> Awaiting<'k> {
    Awaiting::Consultation {
        place,
        plan,
        version: &round.version,
    }
}

/// The versions that are out for comment there. One that nobody gave a last day waits no longer than the
/// time that the plan is for.
fn rounds<'k>(
    known: &'k Known,
    place: &'k Place,
) -> impl Iterator<Item = (&'k KnownPlan, &'k Round)> {
    let here = place.collaboration.id;
    let plans = known.plans.iter();
    let plans = plans.filter(move |known| known.plan.collaboration == here);
    let all = plans.flat_map(|plan| plan.rounds.iter().map(move |round| (plan, round)));
    all.filter(|(plan, round)| {
        round.version.comments_until.is_some() || plan.plan.to >= known.today
    })
}

/// What those who run the collaboration go on with: versions that are out for comment, also after the
/// last day.
pub(super) fn consultations<'k>(
    known: &'k Known,
    place: &'k Place,
) -> impl Iterator<Item = Awaiting<'k>> {
    rounds(known, place).map(move |(plan, round)| consultation(place, plan, round))
}

/// The budgets on which the party may still comment and has not.
fn unanswered_budgets<'k>(
    known: &'k Known,
    place: &'k Place,
    party: PartyId,
) -> impl Iterator<Item = Awaiting<'k>> {
    let rounds = budget_rounds(known, place);
    rounds.filter(move |one| match one {
        Awaiting::BudgetRound { round, .. } => round.is_open && !round.answered.contains(&party),
        _ => false,
    })
}

/// The budgets that are out for comment there, also after the last day: those who run the collaboration go on.
pub(super) fn budget_rounds<'k>(
    known: &'k Known,
    place: &'k Place,
) -> impl Iterator<Item = Awaiting<'k>> {
    let here = place.collaboration.id;
    let rounds = known.budgets.iter();
    let rounds = rounds.filter(move |round| round.collaboration == here);
    rounds.map(move |round| Awaiting::BudgetRound { place, round })
}

/// Distributions that are being written, of this year or a later one: an older one is not waited for.
pub(super) fn drafts<'k>(known: &'k Known, place: &'k Place) -> impl Iterator<Item = Awaiting<'k>> {
    let here = place.collaboration.id;
    let drafts = known.outcomes.iter().filter(move |outcome| {
        let is_now = outcome.year >= known.today.year();
        outcome.collaboration == here && outcome.adopted.is_none() && is_now
    });
    drafts.map(move |outcome| Awaiting::Draft { place, outcome })
}
