//! The plan that is in force is what is followed up, also while a later draft is written.

use crate::browser::page;
use crate::world::*;
use samverk_database::Db;
use samverk_foundation::Role;
use samverk_goals::PlanScope;
use samverk_goals::actions::{GoalDraft, new_version, save_goal};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    goals_and_tasks_are_those_of_the_version_in_force,
);

async fn goals_and_tasks_are_those_of_the_version_in_force(db: Db) {
    world(&db).await;
    let party = JONKOPING;
    let somebody = at(&db, "jonkopings-kommun", Role::Representative).await;
    let before = page(&db, &somebody, party).await;
    let tx = db.begin("draft").await.unwrap();
    let find = async || {
        PlanScope::find(&tx, &SYSTEM, COUNCIL, "2021-2023")
            .await
            .unwrap()
    };
    let new = new_version(&tx, &SYSTEM, &find().await, "").await.unwrap();
    let at = find().await;
    let area = at.in_force().unwrap().content.focus_areas[0].key.clone();
    let draft = GoalDraft {
        focus_area: area,
        years: vec![samverk_goals::model::GoalYear {
            year: 2021,
            text: "Bara ett utkast".to_owned(),
            catalogue_goals: Vec::new(),
        }],
        owner: "jonkopings-kommun".to_owned(),
        without_indicator: String::new(),
        position: None,
        seen: new.revision,
    };
    save_goal(&tx, &SYSTEM, &at, new.number, None, draft)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let after = page(&db, &somebody, party).await;
    assert!(!after.contains("Bara ett utkast"), "{after}");
    let goals = |html: &str| html.matches("#mal-").count();
    assert_eq!(goals(&after), goals(&before));
}
