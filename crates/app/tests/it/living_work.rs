//! The invented example's plans, goals and money are in every state that they can be in.

use crate::living_example::{KEY, scope, with_example};
use chrono::NaiveDate;
use samverk_app::modules::migrations;
use samverk_database::{Db, Tx};
use samverk_economy::{MEASURE, store as economy};
use samverk_engine::{Modifier, Shown};
use samverk_foundation::{Actor, Ore};
use samverk_goals::model::{ActivityStatus, Plan, State, VersionStatus};
use samverk_goals::{ACTIVITY, Activity, GoalStanding, GoalState, PlanScope, load_indicators};
use samverk_goals::{store as goals, store::list_versions};
use std::collections::{BTreeMap, BTreeSet};

samverk_testing::db_tests!(&migrations();
    goals_stand_in_every_way,
    plans_are_in_force_out_for_comment_and_superseded,
    activities_are_in_every_state_and_some_are_late,
    budgets_and_distributions_have_a_past_and_a_draft,
    amounts_add_up_and_the_limit_bites,
);

/// The latest period first.
async fn plans(tx: &Tx) -> Vec<Plan> {
    let here = scope(tx).await.collaboration.id;
    goals::list_plans(tx, here).await.unwrap()
}

async fn goals_stand_in_every_way(db: Db) {
    let house = with_example(db).await;
    let tx = house.db.read().await.unwrap();
    let plan = plans(&tx).await.pop().unwrap();
    let indicators = load_indicators(&tx, std::slice::from_ref(&plan)).await;
    let indicators = indicators.unwrap();
    for state in State::ALL {
        let stands = indicators.iter().any(|one| one.standing.state == state);
        assert!(stands, "no indicator is {}", state.code());
    }
    let quarters = indicators.iter().filter(|one| one.measurements.len() >= 11);
    assert!(quarters.count() >= 5, "measured every quarter");
    let made = indicators
        .iter()
        .flat_map(|one| one.measurements.windows(2));
    let corrected = made.filter(|pair| pair[0].date == pair[1].date);
    assert_eq!(corrected.count(), 1);
    let versions = list_versions(&tx, plan.id).await.unwrap();
    let goals = &versions.last().unwrap().content.goals;
    let standings = goals
        .iter()
        .map(|goal| GoalStanding::of(goal, &indicators).state);
    let states: BTreeSet<GoalState> = standings.collect();
    let mut lacking = GoalState::ALL
        .into_iter()
        .filter(|state| !states.contains(state));
    assert_eq!(lacking.next(), Some(GoalState::WithoutTarget));
    assert_eq!(lacking.next(), None);
    assert!(goals.iter().all(|goal| !goal.owner.is_empty()));
}

async fn plans_are_in_force_out_for_comment_and_superseded(db: Db) {
    use VersionStatus::{Adopted, Consultation, Superseded};
    let house = with_example(db).await;
    let tx = house.db.read().await.unwrap();
    let today = tx.today();
    let mut told = Vec::new();
    for plan in plans(&tx).await {
        let versions = list_versions(&tx, plan.id).await.unwrap();
        let statuses: Vec<_> = versions.iter().map(|version| version.status).collect();
        told.push((plan.from <= today && today <= plan.to, statuses));
    }
    let expected = [
        (false, vec![Consultation]),
        (true, vec![Superseded, Adopted]),
    ];
    assert_eq!(told, expected);
}

async fn activities_are_in_every_state_and_some_are_late(db: Db) {
    let house = with_example(db).await;
    let tx = house.db.read().await.unwrap();
    let today = tx.today();
    let plan = plans(&tx).await.pop().unwrap();
    let at = PlanScope::find(&tx, &Actor::System("test"), KEY, plan.key.as_str()).await;
    let activities = ACTIVITY.bare(&tx, &at.unwrap()).await.unwrap();
    let count = |is_it: &dyn Fn(&Activity) -> bool| {
        activities.iter().filter(|one| is_it(&one.value)).count()
    };
    let has = |status| count(&|one| one.status == status);
    assert!(has(ActivityStatus::Done) >= 4 && has(ActivityStatus::Stopped) >= 1);
    assert!(has(ActivityStatus::Ongoing) >= 4 && has(ActivityStatus::Planned) >= 3);
    let late = |status| count(&|one| one.status == status && one.to.is_some_and(|to| to < today));
    assert!(late(ActivityStatus::Ongoing) >= 2 && late(ActivityStatus::Planned) >= 1);
    for half in ["2026-12-31", "2027-06-30", "2027-12-31"] {
        let end: NaiveDate = half.parse().unwrap();
        let within = |to: NaiveDate| (0..184).contains(&(end - to).num_days());
        let ends = count(&|one| one.to.is_some_and(within));
        assert!(ends >= 1, "nothing ends in the half year before {half}");
    }
}

async fn budgets_and_distributions_have_a_past_and_a_draft(db: Db) {
    let house = with_example(db).await;
    let tx = house.db.read().await.unwrap();
    let here = scope(&tx).await.collaboration.id;
    let budgets = economy::list_budgets(&tx, here).await.unwrap();
    let states = budgets.iter().map(|one| (one.year(), one.state.code()));
    let expected = [
        (2024, "adopted"),
        (2025, "adopted"),
        (2026, "adopted"),
        (2027, "draft"),
    ];
    assert_eq!(states.collect::<BTreeMap<_, _>>(), expected.into());
    let all = economy::list_distributions(&tx, here).await.unwrap();
    let states = all.iter().map(|one| (one.key.as_str(), one.state().code()));
    let expected = [
        ("2024", "adopted"),
        ("2025", "adopted"),
        ("2025-i-steg", "superseded"),
        ("2026", "adopted"),
        ("2027", "draft"),
    ];
    assert_eq!(states.collect::<BTreeMap<_, _>>(), expected.into());
    let scenarios = economy::list_scenarios(&tx, here).await.unwrap();
    let shown: BTreeSet<_> = scenarios.iter().map(|one| one.shown.code()).collect();
    assert_eq!(shown.len(), Shown::ALL.len());
    assert!(MEASURE.whole(&tx, here.0).await.unwrap().len() >= 2);
}

async fn amounts_add_up_and_the_limit_bites(db: Db) {
    let house = with_example(db).await;
    let tx = house.db.read().await.unwrap();
    let here = scope(&tx).await.collaboration.id;
    let all = economy::list_distributions(&tx, here).await.unwrap();
    let mut at_limit = BTreeMap::new();
    for one in &all {
        let Some(adopted) = &one.adopted else {
            continue;
        };
        assert_eq!(adopted.result.difference, Ore::ZERO, "{}", one.key);
        let mut rows = adopted.result.rows.iter();
        assert!(rows.all(|row| row.amount.0 % 100 == 0), "whole kronor");
        let rules = &adopted.input.model.rules;
        let mut limits = rules.iter().flat_map(|rule| &rule.modifiers);
        if limits.any(|one| matches!(one, Modifier::MaxChange { .. })) {
            let last = adopted.input.last_amounts().amounts.by_party();
            let rows = adopted.result.rows.iter();
            let most = |last: &Ore| last.0 * 105 / 100;
            let bound = rows.filter(|row| (row.amount.0 - most(last[&row.party])).abs() <= 100);
            at_limit.insert(one.key.as_str(), bound.count());
        }
    }
    assert_eq!(at_limit, BTreeMap::from([("2026", 2)]));
}
