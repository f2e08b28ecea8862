//! Loads what the pages are drawn from. The number of queries is the same whatever the size.

use crate::model::{
    BudgetRound, COUNTED, Counted, Known, KnownPlan, Mine, Place, PlacedMandate, Round, last_review,
};
use chrono::{Datelike, NaiveDate};
use samverk_database::Tx;
use samverk_development::{RISK, Risk};
use samverk_economy::records::{BudgetRecord, DistributionOutcome, UnsharedDraft};
use samverk_economy::store::{
    list_budget_years, list_out_for_comment, list_outcomes, list_unshared,
};
use samverk_foundation::{Actor, CollaborationId, PartyId, Problem, Role, swedish_order};
use samverk_goals::load_indicators;
use samverk_goals::model::{Plan, PlanVersion, VersionStatus, in_force};
use samverk_goals::store::{list_plans_in, list_versions_of};
use samverk_kept::Due;
use samverk_parties::ladders::list_ladders;
use samverk_parties::model::{Assessment, Membership, Party, present};
use samverk_parties::{
    GROUP, GroupId, HeldGroup, Scope, Visible, Waiting, WaitingFor, WaitingSource, store,
};
use samverk_talk::store::{list_answered, list_answered_budgets, said_of_by};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Everything about the collaborations that a party takes part in and the actor may know of.
pub(crate) async fn known_of_party(
    tx: &Tx,
    actor: &Actor,
    party: &Party,
) -> Result<Known, Problem> {
    let mut memberships = store::list_memberships_of(tx, party.id).await?;
    memberships.retain(|one| one.holds_on(tx.today()));
    let mandates = store::list_mandates_of(tx, party.id).await?;
    let mandates: Vec<PlacedMandate> = mandates.into_iter().map(placed).collect();
    let taking_part: BTreeSet<CollaborationId> = memberships
        .iter()
        .map(|one| one.place)
        .chain(mandates.iter().map(|one| one.place))
        .collect();
    let places = visible_places(tx, actor, &taking_part).await?;
    let of_members = memberships.iter().filter_map(|one| one.group);
    let of_mandates = mandates.iter().filter_map(|one| one.group);
    let groups = of_members.chain(of_mandates).map(|group| group.0);
    let groups: BTreeSet<_> = groups.collect();
    let groups = GROUP.with_ids(tx, &Vec::from_iter(groups)).await?;
    whole(tx, places, (groups, memberships, mandates)).await
}

/// Which of the risks that are to be looked at again are read: they may be many.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reviews {
    /// Those after a day and one of that day.
    pub after: Option<(NaiveDate, Uuid)>,
    pub limit: u64,
}

impl Reviews {
    pub(crate) const NONE: Self = Self {
        after: None,
        limit: 0,
    };

    /// The first, for letters and calendars, which tell no more.
    pub(crate) const FIRST: Self = Self {
        after: None,
        limit: 300,
    };
}

/// The number of queries is the same however much somebody takes part in.
pub(crate) async fn known_of_person(
    tx: &Tx,
    actor: &Actor,
    reviews: Reviews,
) -> Result<Mine, Problem> {
    let visible = Visible::find(tx, actor).await?;
    let own = visible.own().map(|one| Place {
        collaboration: one.clone(),
        sees_drafts: true,
    });
    let places: Vec<Place> = own.collect();
    let ids: Vec<CollaborationId> = places.iter().map(|place| place.collaboration.id).collect();
    let mut memberships = store::list_memberships_in(tx, &ids).await?;
    memberships.retain(|one| one.holds_on(tx.today()));
    let mandates = store::list_mandates_in(tx, &ids).await?;
    let groups = memberships.iter().filter_map(|one| one.group);
    let groups: BTreeSet<_> = groups.map(|group| group.0).collect();
    let groups = GROUP.with_ids(tx, &Vec::from_iter(groups)).await?;
    let mandates = mandates.into_iter().map(placed).collect();
    let run = run_by(actor, &ids);
    let mut members = store::list_members_in(tx, &run).await?;
    members.retain(|(_, member)| member.holds_on(tx.today()));
    let grounds: Vec<_> = run.iter().map(|id| id.0).collect();
    let due = Due {
        grounds: &grounds,
        field: &Risk::NEXT_REVIEW,
        until: last_review(tx.today()),
    };
    let late = due.before(tx.today());
    let (risks, reviews) = match (grounds.is_empty(), reviews.limit) {
        (false, 1..) => (
            RISK.due(tx, due, reviews.after, reviews.limit).await?,
            [
                Counted::of(RISK.count_due(tx, due, COUNTED + 1).await?),
                Counted::of(RISK.count_due(tx, late, COUNTED + 1).await?),
            ],
        ),
        _ => (Vec::new(), <[Counted; 2]>::default()),
    };
    let mut known = Known {
        risks,
        ..whole(tx, places, (groups, memberships, mandates)).await?
    };
    known.waiting.retain(|one| awaits(actor, one));
    let (unshared, asked_to_read) = unshared(tx, actor, &ids).await?;
    let parties = own_parties(tx, actor).await?;
    Ok(Mine {
        unshared,
        asked_to_read,
        next_budgets: next_budgets(tx, actor, &ids).await?,
        nothing_yet: visible.all().next().is_none(),
        reviews,
        known,
        cases: [
            samverk_cases::cases_waiting(tx, actor, &parties).await?,
            samverk_archive::archive_waiting(tx, actor, &parties).await?,
            samverk_contracts::contracts_waiting(tx, actor, &parties).await?,
        ]
        .concat(),
        parties,
        run: (members.into_iter())
            .map(|(of, member)| (of, member.party))
            .collect(),
    })
}

/// Whether it is waited for from a party, or from this very person.
fn awaits(actor: &Actor, waiting: &Waiting) -> bool {
    match waiting.whose {
        WaitingFor::Party(_) => true,
        WaitingFor::Person(id) => actor.person().is_some_and(|person| person.id == id),
        WaitingFor::Roles(roles) => {
            let held = actor.roles_in(waiting.collaboration, &[]);
            held.any(|role| roles.contains(&role))
        }
    }
}

/// The drafts that the person has begun and not shared, and those that others let them see and of which they
/// have not said anything yet.
async fn unshared(
    tx: &Tx,
    actor: &Actor,
    ids: &[CollaborationId],
) -> Result<(Vec<DistributionOutcome>, Vec<DistributionOutcome>), Problem> {
    let Some(person) = actor.person().map(|one| one.id) else {
        return Ok(<_>::default());
    };
    let seen = list_unshared(tx, ids, person).await?.into_iter();
    let (own, mut of_others): (Vec<_>, Vec<_>) = seen.partition(|draft| draft.maker == person);
    if !of_others.is_empty() {
        let things: Vec<Uuid> = of_others.iter().map(|draft| draft.id.0).collect();
        let said = said_of_by(tx, ("distribution", &things), person).await?;
        of_others.retain(|draft| !said.contains(&draft.id.0));
    }
    let short = |drafts: Vec<UnsharedDraft>| drafts.into_iter().map(|draft| draft.outcome);
    Ok((short(own).collect(), short(of_others).collect()))
}

/// From this month on next year's budget is asked for.
const MONTH_OF_NEXT_BUDGET: u32 = 9;

/// The collaborations whose economy the actor prepares, that have a budget of this year and none of the next.
async fn next_budgets(
    tx: &Tx,
    actor: &Actor,
    ids: &[CollaborationId],
) -> Result<Vec<(CollaborationId, i32)>, Problem> {
    let prepares = |id: &&CollaborationId| {
        let roles = actor.roles_in(**id, &[]);
        roles.contains(Role::Economist) || roles.contains(Role::Coordinator)
    };
    let own: Vec<CollaborationId> = ids.iter().filter(prepares).copied().collect();
    let known = list_budget_years(tx, &own).await?;
    let (year, month) = (tx.today().year(), tx.today().month());
    let lacks =
        |id: &CollaborationId| known.contains(&(*id, year)) && !known.contains(&(*id, year + 1));
    let asked = own
        .into_iter()
        .filter(|id| month >= MONTH_OF_NEXT_BUDGET && lacks(id));
    Ok(asked.map(|id| (id, year + 1)).collect())
}

/// Those of the collaborations that the actor is coordinator of.
fn run_by(actor: &Actor, ids: &[CollaborationId]) -> Vec<CollaborationId> {
    let runs = |id: &&CollaborationId| actor.roles_in(**id, &[]).contains(Role::Coordinator);
    ids.iter().filter(runs).copied().collect()
}

async fn own_parties(tx: &Tx, actor: &Actor) -> Result<Vec<Party>, Problem> {
    let held = actor.person().into_iter().flat_map(|one| &one.party_roles);
    let ids: BTreeSet<PartyId> = held.map(|(party, _)| *party).collect();
    let mut parties = store::find_parties(tx, &Vec::from_iter(ids)).await?;
    parties.sort_by_cached_key(|party| swedish_order(&party.name));
    Ok(parties)
}

/// Everything about one collaboration and its members.
pub(crate) async fn known_of_collaboration(tx: &Tx, scope: &Scope) -> Result<Known, Problem> {
    let here = scope.collaboration.id;
    let groups = GROUP.bare(tx, scope).await?;
    let mut memberships = store::list_memberships_in(tx, &[here]).await?;
    memberships.retain(|one| one.holds_on(tx.today()));
    let mandates = store::list_mandates(tx, here).await?;
    let mandates = mandates
        .into_iter()
        .map(|(group, mandate)| placed((here, group, mandate)))
        .collect();
    let place = Place {
        collaboration: scope.collaboration.clone(),
        sees_drafts: scope.sees_drafts(),
    };
    whole(tx, vec![place], (groups, memberships, mandates)).await
}

fn placed(
    (place, group, mandate): (
        CollaborationId,
        Option<GroupId>,
        samverk_parties::model::Mandate,
    ),
) -> PlacedMandate {
    PlacedMandate {
        place,
        group,
        mandate,
    }
}

async fn visible_places(
    tx: &Tx,
    actor: &Actor,
    taking_part: &BTreeSet<CollaborationId>,
) -> Result<Vec<Place>, Problem> {
    let visible = Visible::find(tx, actor).await?;
    let sees_all = actor.person().is_some_and(|person| person.administrator);
    let mut places: Vec<Place> = visible
        .all()
        .filter(|one| taking_part.contains(&one.id))
        .map(|one| Place {
            collaboration: one.clone(),
            sees_drafts: sees_all || visible.is_own(one.id),
        })
        .collect();
    places.sort_by_cached_key(|one| swedish_order(&one.collaboration.name));
    Ok(places)
}

type Structure = (Vec<HeldGroup>, Vec<Membership>, Vec<PlacedMandate>);

async fn whole(
    tx: &Tx,
    places: Vec<Place>,
    (mut groups, mut memberships, mut mandates): Structure,
) -> Result<Known, Problem> {
    let ids: Vec<CollaborationId> = places.iter().map(|place| place.collaboration.id).collect();
    groups.retain(|group| ids.contains(&CollaborationId(group.ground)));
    memberships.retain(|one| ids.contains(&one.place));
    mandates.retain(|one| ids.contains(&one.place));
    let mut outcomes = list_outcomes(tx, &ids).await?;
    outcomes.retain(|outcome| is_open(&places, outcome));
    let inside = places.iter().filter(|place| place.sees_drafts);
    let inside: Vec<_> = inside.map(|place| place.collaboration.id).collect();
    let waiting = waiting_in(tx, &inside).await?;
    let budgets = budget_rounds(tx, &places, &ids).await?;
    let plans = known_plans(tx, &places, &ids).await?;
    let known: Vec<Plan> = plans.iter().map(|known| known.plan.clone()).collect();
    Ok(Known {
        today: tx.today(),
        groups,
        memberships,
        mandates,
        assessments: present_views(tx, &ids).await?,
        ladders: list_ladders(tx).await?,
        outcomes,
        indicators: load_indicators(tx, &known).await?,
        risks: Vec::new(),
        waiting,
        budgets,
        plans,
        places,
    })
}

async fn present_views(
    tx: &Tx,
    ids: &[CollaborationId],
) -> Result<BTreeMap<CollaborationId, Vec<Assessment>>, Problem> {
    let histories = store::list_assessments_in(tx, ids).await?.into_iter();
    let views = histories.map(|(id, history)| {
        let views = present(&history).into_iter().cloned();
        (id, views.collect())
    });
    Ok(views.collect())
}

fn sees_drafts_in(places: &[Place], id: CollaborationId) -> bool {
    let mut places = places.iter();
    places.any(|place| place.collaboration.id == id && place.sees_drafts)
}

fn is_open(places: &[Place], outcome: &DistributionOutcome) -> bool {
    outcome.published || sees_drafts_in(places, outcome.collaboration)
}

/// The budgets that are out for comment where the reader sees drafts.
async fn budget_rounds(
    tx: &Tx,
    places: &[Place],
    ids: &[CollaborationId],
) -> Result<Vec<BudgetRound>, Problem> {
    let mut out = list_out_for_comment(tx, ids).await?;
    out.retain(|(id, _)| sees_drafts_in(places, *id));
    let budgets: Vec<_> = out.iter().map(|(_, budget)| budget.id.0).collect();
    let answered = list_answered_budgets(tx, &budgets).await?;
    let round = |(collaboration, budget): (CollaborationId, BudgetRecord)| {
        let of = (budget.id.0, budget.round);
        let own = answered.iter().filter(|(id, round, _)| (*id, *round) == of);
        BudgetRound {
            collaboration,
            is_open: budget.takes_comments(tx.today()),
            answered: own.map(|(_, _, party)| *party).collect(),
            budget,
        }
    };
    Ok(out.into_iter().map(round).collect())
}

/// The plans with the version that is in force, as far as the reader sees it; a plan without any is left out.
async fn known_plans(
    tx: &Tx,
    places: &[Place],
    ids: &[CollaborationId],
) -> Result<Vec<KnownPlan>, Problem> {
    let plans = list_plans_in(tx, ids).await?;
    let plan_ids: Vec<_> = plans.iter().map(|plan| plan.id).collect();
    let versions = list_versions_of(tx, &plan_ids).await?;
    let out = versions
        .iter()
        .filter(|version| version.status == VersionStatus::Consultation);
    let out: Vec<_> = out.map(|version| version.id).collect();
    let answered = list_answered(tx, &out).await?;
    let round = |version: &PlanVersion| {
        let of_version = answered.iter().filter(|(id, _)| *id == version.id);
        Round {
            is_open: version.takes_comments(tx.today()),
            answered: of_version.map(|(_, party)| *party).collect(),
            version: version.summary(),
        }
    };
    let known = |plan: Plan| {
        let sees_drafts = sees_drafts_in(places, plan.collaboration);
        let is_seen =
            |version: &&PlanVersion| version.plan == plan.id && (version.published || sees_drafts);
        let seen: Vec<&PlanVersion> = versions.iter().filter(is_seen).collect();
        let version = in_force(seen.iter().copied())?.clone();
        let rounds = seen
            .iter()
            .filter(|version| version.status == VersionStatus::Consultation)
            .map(|version| round(version))
            .collect();
        Some(KnownPlan {
            plan,
            version,
            rounds,
        })
    };
    Ok(plans.into_iter().filter_map(known).collect())
}

/// The domains that wait for something.
const WAITING: &[WaitingSource] = &[
    samverk_development::needs_waiting,
    samverk_development::waiting,
    samverk_surveys::waiting,
    samverk_agreements::waiting,
    samverk_meetings::waiting,
    samverk_consultations::waiting,
];

/// What is waited for where the reader is one of the collaboration's own.
async fn waiting_in(tx: &Tx, ids: &[CollaborationId]) -> Result<Vec<Waiting>, Problem> {
    let mut all = Vec::new();
    if !ids.is_empty() {
        for source in WAITING {
            all.extend(source(tx, ids).await?);
        }
    }
    Ok(all)
}
