//! The invented example holds something of every state, so that pages and tests have it to show.

use crate::world::{House, LIVING, example};
use chrono::{Datelike, NaiveDate};
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_database::{Db, Tx};
use samverk_development::{NEED, NeedKind, RISK, RiskKind};
use samverk_foundation::Actor;
use samverk_parties::model::{Assessment, Certainty, Standing, Subject, present};
use samverk_parties::{GROUP, RELATION, Scope, store as parties};
use samverk_surveys::{
    SURVEY,
    model::{Answer, AnswerState},
    store::list_answers,
};
use std::collections::{BTreeMap, BTreeSet};

samverk_testing::db_tests!(&migrations();
    it_warns_of_what_is_meant_only,
    everything_in_it_is_invented,
    groups_move_and_parties_disagree,
    members_and_mandates_come_and_go,
    relations_needs_and_risks_are_of_every_kind,
    the_survey_has_answers_that_count_and_waits_for_others,
    each_of_the_demo_people_has_something_late_and_something_to_come,
    it_stands_first_and_begins_with_the_plan_of_the_day,
);

pub const KEY: &str = "digitala-radet-i-exempellanet";

pub async fn with_example(db: Db) -> House {
    let house = House::empty(db).await;
    let outcome = house.import(example(LIVING), true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    house
}

pub async fn scope(tx: &Tx) -> Scope {
    Scope::find(tx, &Actor::System("test"), KEY).await.unwrap()
}

/// Two municipalities got a jump when the key was changed, and the decision took another's place.
async fn it_warns_of_what_is_meant_only(db: Db) {
    let house = House::empty(db).await;
    let Outcome::Unconfirmed(warnings) = house.import(example(LIVING), false).await else {
        panic!("there is something to confirm");
    };
    let codes: Vec<_> = warnings.iter().map(|warning| warning.code).collect();
    assert_eq!(
        codes,
        ["amount_jump", "amount_jump", "distribution_supersedes"]
    );
}

async fn everything_in_it_is_invented(db: Db) {
    let house = with_example(db).await;
    let tx = house.db.read().await.unwrap();
    let scope = scope(&tx).await;
    assert!(scope.collaboration.purpose.contains("påhittade"));
    assert!(scope.collaboration.source.starts_with("Påhittat"));
    let named = scope.members.iter().map(|member| &member.party);
    for party in named {
        assert!(party.note.starts_with("Påhittad"), "{}", party.name);
        let code = party.municipality_code.as_deref().unwrap_or("99");
        assert!(code.starts_with("99"), "no county has the code {code}");
    }
}

async fn groups_move_and_parties_disagree(db: Db) {
    let house = with_example(db).await;
    let tx = house.db.read().await.unwrap();
    let scope = scope(&tx).await;
    let all = parties::list_assessments(&tx, scope.collaboration.id).await;
    let all = all.unwrap();
    let mut moves: BTreeMap<Subject, Vec<(NaiveDate, i64)>> = BTreeMap::new();
    for one in all.iter().filter(|one| one.on_behalf_of.is_none()) {
        let day = one.date.expect("every assessment has its day");
        moves.entry(one.subject).or_default().push((day, one.level));
    }
    let steps = |is_it: fn(i64, i64) -> bool| {
        let went = moves
            .values()
            .filter(|went| went.windows(2).any(|pair| is_it(pair[0].1, pair[1].1)));
        went.count()
    };
    assert!(steps(|before, after| before < after) >= 6, "groups climb");
    assert!(steps(|before, after| before > after) >= 1, "one goes back");
    let years: BTreeSet<i32> = moves
        .values()
        .flatten()
        .map(|(day, _)| day.year())
        .collect();
    assert_eq!(Vec::from_iter(years), [2024, 2025, 2026]);
    let now = present(&all);
    let of_groups = now.iter().filter(|one| one.on_behalf_of.is_none());
    let levels: BTreeSet<i64> = of_groups.map(|one| one.level).collect();
    assert!(levels.len() >= 4, "on several steps: {levels:?}");
    let pairs = |one: &&&Assessment| matches!(one.subject, Subject::Pair(..));
    assert!(now.iter().filter(pairs).count() >= 2);
    let mut said: BTreeMap<Subject, BTreeSet<i64>> = BTreeMap::new();
    for one in &now {
        said.entry(one.subject).or_default().insert(one.level);
    }
    let disagreed = said.values().filter(|levels| levels.len() > 1);
    assert!(disagreed.count() >= 4);
    let silent =
        |group: &&samverk_parties::HeldGroup| !moves.contains_key(&Subject::of_group(group));
    let groups = GROUP.bare(&tx, &scope).await.unwrap();
    assert_eq!(groups.iter().filter(silent).count(), 0);
}

async fn members_and_mandates_come_and_go(db: Db) {
    let house = with_example(db).await;
    let tx = house.db.read().await.unwrap();
    let scope = scope(&tx).await;
    let today = tx.today();
    let standings: BTreeSet<_> = scope
        .members
        .iter()
        .map(|one| one.standing.code())
        .collect();
    assert_eq!(standings.len(), Standing::ALL.len());
    let left = scope.members.iter().filter(|one| one.to < Some(today));
    assert!(left.filter(|one| one.to.is_some()).count() >= 1);
    assert!(scope.members.iter().any(|one| one.to > Some(today)));
    let began: BTreeSet<_> = scope.members.iter().filter_map(|one| one.from).collect();
    assert!(began.len() >= 3, "not all from the beginning");
    let mandates = parties::list_mandates(&tx, scope.collaboration.id).await;
    let ends: Vec<_> = mandates.unwrap();
    let ends: Vec<_> = ends.iter().filter_map(|(_, one)| one.to).collect();
    assert!(ends.iter().any(|to| *to < today) && ends.iter().any(|to| *to > today));
    let near = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
    assert!(ends.contains(&near));
}

async fn relations_needs_and_risks_are_of_every_kind(db: Db) {
    let house = with_example(db).await;
    let tx = house.db.read().await.unwrap();
    let scope = scope(&tx).await;
    let today = tx.today();
    let relations = RELATION.bare(&tx, &scope).await.unwrap();
    for certainty in [Certainty::Stated, Certainty::Unsure] {
        assert!(relations.iter().any(|one| one.certainty == certainty));
    }
    let needs = NEED.bare(&tx, &scope).await.unwrap();
    for kind in [NeedKind::Challenge, NeedKind::Need, NeedKind::Opportunity] {
        assert!(needs.iter().any(|one| one.kind == kind));
    }
    let risks = RISK.bare(&tx, &scope).await.unwrap();
    for kind in [RiskKind::Risk, RiskKind::Opportunity] {
        assert!(risks.iter().any(|one| one.kind == kind));
    }
    let states: BTreeSet<_> = needs.iter().map(|one| one.status().code()).collect();
    assert!(states.len() >= 4, "{states:?}");
    assert!(
        needs
            .iter()
            .any(|one| one.next_look < Some(today) && one.next_look.is_some())
    );
    let mut joinings = needs.iter().flat_map(|one| one.joinings.iter());
    assert!(joinings.any(|one| !one.note.is_empty()));
    assert!(
        risks.iter().any(|one| one.earlier_ratings.len() > 1),
        "one has moved twice"
    );
    let reviews: Vec<_> = risks.iter().filter_map(|one| one.next_review).collect();
    assert!(reviews.iter().any(|day| *day < today) && reviews.iter().any(|day| *day > today));
}

async fn the_survey_has_answers_that_count_and_waits_for_others(db: Db) {
    let house = with_example(db).await;
    let tx = house.db.read().await.unwrap();
    let scope = scope(&tx).await;
    let surveys = SURVEY.bare(&tx, &scope).await.unwrap();
    let answers = list_answers(&tx, surveys[0].id).await.unwrap();
    let is_approved = |one: &Answer| one.state == AnswerState::Approved;
    assert!(answers.len() >= 4 && answers.iter().all(is_approved));
    assert!(answers.iter().any(|one| !one.comparable));
    assert!(answers.len() < scope.members.len(), "some have not begun");
}

async fn each_of_the_demo_people_has_something_late_and_something_to_come(db: Db) {
    let house = House::in_demo(db).await;
    for who in ["samordnare", "ekonom", "representant"] {
        let cookie = house.sign_in(who).await;
        let page = house.get("/", &cookie).await;
        let late = page.text.matches("data-color=\"danger\"").count();
        let dated = page.text.matches("class=\"ds-tag\"").count();
        assert!(
            late >= 1 && dated > late,
            "{who}: {late} of {dated} are late"
        );
        let meeting = format!("/samverkan/{KEY}/moten/radet-");
        let comes = page.text.contains(&meeting) && page.text.contains(", kl. ");
        assert!(comes, "{who} is told of the next meeting");
    }
}

async fn it_stands_first_and_begins_with_the_plan_of_the_day(db: Db) {
    let house = House::in_demo(db).await;
    let list = house.get("/samverkan", "").await.text;
    let place = |name: &str| list.find(name).unwrap_or(usize::MAX);
    let first = place("Digitala rådet i Exempellänet");
    for other in [
        "Digitaliseringsrådet i",
        "E-förvaltning i",
        "Regional samverkan inom",
    ] {
        assert!(first < place(other), "{other} stands before it");
    }
    // A member sees the later programme too, which is out for comment.
    let cookie = house.sign_in("samordnare").await;
    for page in ["", "/mal"] {
        let page = house.get(&format!("/samverkan/{KEY}{page}"), &cookie).await;
        let linked = |plan: &str| {
            page.text
                .contains(&format!("/samverkan/{KEY}/planer/{plan}\""))
        };
        assert!(linked("2024-2027") && !linked("sakerhet-2027-2029"));
    }
}
