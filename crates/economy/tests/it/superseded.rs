//! At most one distribution of a purpose and year is in force.

use crate::site::*;
use crate::world::*;
use samverk_database::{Db, Tx, list_object_events};
use samverk_economy::actions::*;
use samverk_economy::in_force::in_force;
use samverk_economy::records::DistributionRecord;
use samverk_economy::store::{find_distribution, list_distributions};
use samverk_economy::{gather_input, store};
use samverk_foundation::{Decision, Ore, Problems};
use samverk_parties::Scope;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    adopting_a_second_one_asks_and_puts_the_first_aside,
    what_is_superseded_survives_the_folder,
    of_two_that_are_adopted_the_later_decision_counts,
    the_page_says_what_holds_instead,
    votes_are_never_kronor,
);

const DRAFT: &str = "2021-30-procent";

async fn record(tx: &Tx, scope: &Scope, key: &str) -> DistributionRecord {
    let found = find_distribution(tx, scope.collaboration.id, key).await;
    found.unwrap().unwrap()
}

async fn adopt(
    tx: &Tx,
    scope: &Scope,
    confirmation: Confirmation,
) -> Result<DistributionRecord, Problems> {
    let adopt = AdoptDistribution {
        decision: Decision::new("Rådet", day("2021-03-01"), "§ 3").unwrap(),
        input: None,
        seen: record(tx, scope, DRAFT).await.revision,
    };
    let saved = adopt_distribution(tx, &SYSTEM, scope, DRAFT, adopt, confirmation).await;
    saved.map(|saved| saved.value)
}

/// What the region is said to have paid in 2021.
async fn last_year(tx: &Tx, scope: &Scope) -> Ore {
    let of = scope.collaboration.id;
    let record = store::find_budget(tx, of, 2021).await.unwrap().unwrap();
    if store::find_budget(tx, of, 2022).await.unwrap().is_none() {
        store::insert_budget(tx, of, &{
            let mut next = record.year_after();
            next.id = samverk_economy::BudgetId(tx.new_id());
            next
        })
        .await
        .unwrap();
    }
    let input = gather_input(tx, scope, 2022, &key("2021-antagen")).await;
    *input
        .unwrap()
        .last_year
        .get(&key("region-jonkopings-lan"))
        .unwrap()
}

async fn adopting_a_second_one_asks_and_puts_the_first_aside(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let tx = db.begin("adopt").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    let refused = adopt(&tx, &scope, Confirmation::Missing).await.unwrap_err();
    let found = codes(&refused.0);
    assert!(found.contains(&"distribution_supersedes"), "{found:?}");
    assert!(found.contains(&"warnings_unconfirmed"), "{found:?}");
    assert_eq!(last_year(&tx, &scope).await, kronor(369_000));
    adopt(&tx, &scope, Confirmation::Given).await.unwrap();
    let first = record(&tx, &scope, "2021").await;
    assert_eq!(first.superseded_by, Some(key(DRAFT)));
    assert_eq!(first.state().code(), "superseded");
    let all = list_distributions(&tx, scope.collaboration.id)
        .await
        .unwrap();
    let keys: Vec<_> = in_force(&all)
        .into_iter()
        .map(|one| one.key.as_str())
        .collect();
    assert_eq!(keys, [DRAFT]);
    assert_eq!(last_year(&tx, &scope).await, kronor(430_500));
    let counted = store::list_outcomes(&tx, &[scope.collaboration.id])
        .await
        .unwrap();
    assert!(counted.iter().all(|one| one.key.as_str() != "2021"));
}

async fn what_is_superseded_survives_the_folder(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let tx = db.begin("adopt").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    adopt(&tx, &scope, Confirmation::Given).await.unwrap();
    tx.commit().await.unwrap();
    let exported = export(&db).await;
    samverk_testing::on_sqlite(MIGRATIONS, |other| {
        let exported = exported.clone();
        async move {
            world(&other).await;
            for _ in 0..2 {
                let imported = import(&other, &exported).await;
                assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
            }
            assert_eq!(export(&other).await, exported);
            let wrong = edited(
                &exported,
                "distributions/2021/distribution.toml",
                DRAFT,
                "2020",
            );
            let refused = import(&other, &wrong).await;
            assert_eq!(codes(&refused.problems.0), ["superseding_unknown"]);
        }
    })
    .await;
}

/// Older data may have them: nothing superseded anything then.
async fn of_two_that_are_adopted_the_later_decision_counts(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let tx = db.begin("adopt").await.unwrap();
    let scope = scope(&tx, &SYSTEM).await;
    adopt(&tx, &scope, Confirmation::Given).await.unwrap();
    let first = record(&tx, &scope, "2021").await;
    let (id, seen) = (scope.collaboration.id, first.revision);
    let older = DistributionRecord {
        superseded_by: None,
        ..first
    };
    store::update_distribution(&tx, id, &older, seen)
        .await
        .unwrap();
    assert_eq!(last_year(&tx, &scope).await, kronor(430_500));
    let counted = store::list_outcomes(&tx, &[id]).await.unwrap();
    assert!(counted.iter().all(|one| one.key.as_str() != "2021"));
    tx.commit().await.unwrap();
    let html = page(&db, &coordinator(&db).await, "/fordelning/2021").await;
    assert!(
        html.contains("Två fördelningar för 2021 är antagna"),
        "{html}"
    );
}

async fn the_page_says_what_holds_instead(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let who = coordinator(&db).await;
    let path = format!("/fordelning/{DRAFT}/anta");
    let html = page(&db, &who, &path).await;
    let seen = html.split("name=\"revision\" value=\"").nth(1).unwrap();
    let seen = seen.split('"').next().unwrap();
    let form = [
        ("body", "Rådet"),
        ("date", "2021-03-01"),
        ("revision", seen),
    ];
    let (status, html) = post(&db, &who, &path, &form).await;
    assert_eq!(status.as_u16(), 422);
    assert!(
        html.contains("gäller för 2021 och ersätts av den här"),
        "{html}"
    );
    submit(
        &db,
        &path,
        &[form.as_slice(), &[("confirmed", "true")]].concat(),
    )
    .await;
    let html = page(&db, &who, "/fordelning/2021").await;
    assert!(
        html.contains("Ett senare beslut för 2021 har ersatt"),
        "{html}"
    );
    assert!(html.contains(&format!("/fordelning/{DRAFT}\"")), "{html}");
    let list = page(&db, &who, "/fordelning").await;
    assert!(list.contains("Ersatt"), "{list}");
}

async fn votes_are_never_kronor(db: Db) {
    world(&db).await;
    let votes = edited(
        &example(),
        "models/2021-trettio-procent.toml",
        "purpose = \"cost\"",
        "purpose = \"votes\"",
    );
    let imported = import(&db, &votes).await;
    assert!(imported.problems.is_empty(), "{:#?}", imported.problems);
    let of_draft = |problem: &&samverk_foundation::Problem| {
        let file = problem.place.file.as_deref().unwrap_or_default();
        file.contains(DRAFT)
            && problem
                .values
                .iter()
                .any(|(_, value)| value.ends_with("kr"))
    };
    assert_eq!(imported.warnings.iter().filter(of_draft).count(), 0);
    let who = coordinator(&db).await;
    let html = page(&db, &who, &format!("/fordelning/{DRAFT}")).await;
    for expected in [
        "Vem har hur många röster?",
        "Röster att fördela",
        "4 730 000 röster",
        ">Röster<",
    ] {
        assert!(html.contains(expected), "{expected} in {html}");
    }
    let table = html.split("Vem har hur många röster?").nth(1).unwrap();
    let before_inputs = table.split("Räknat på").next().unwrap();
    let until = before_inputs
        .find("<details")
        .unwrap_or(before_inputs.len());
    assert!(!before_inputs[..until].contains(" kr"), "{before_inputs}");
    let csv = page(
        &db,
        &who,
        &format!("/fordelning/{DRAFT}?tabell=fordelning&format=csv"),
    )
    .await;
    assert!(csv.contains("Röster") && !csv.contains(" kr"), "{csv}");
    let member = page(&db, &who, &format!("/fordelning/{DRAFT}/habo-kommun")).await;
    assert!(
        member.contains("röster") && !member.contains(" kr"),
        "{member}"
    );
    let tx = db.read().await.unwrap();
    let found = scope(&tx, &SYSTEM).await;
    let draft = record(&tx, &found, DRAFT).await;
    let told = list_object_events(&tx, draft.id.0, 10).await.unwrap();
    assert!(!told.is_empty());
    for event in told {
        for content in [event.before, event.after].into_iter().flatten() {
            assert_eq!(content["purpose"], "votes", "{content}");
        }
    }
}
