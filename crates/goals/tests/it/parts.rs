use crate::world::*;
use samverk_database::Db;
use samverk_exchange::{Folder, Intake};
use samverk_foundation::Problems;
use samverk_goals::actions::{
    VersionDraft, discard_version, new_version, put_version, remove_focus_area, remove_goal,
    save_goal,
};
use samverk_goals::model::ActivityStatus;
use samverk_goals::{ACTIVITY, Activity, PlanScope, bundle, store};
use samverk_kept::Seen;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_part_that_something_names_stays,
    what_names_a_part_that_was_lost_before_is_saved_again,
    an_import_may_not_leave_an_activity_alone,
);

fn activity() -> Activity {
    Activity {
        series: "".into(),
        name: "Utbildning".into(),
        focus_area: Some(key("kompetens")),
        goal: Some(key("alla-kan")),
        status: ActivityStatus::Planned,
        responsible: "".into(),
        from: None,
        to: None,
        note: "".into(),
    }
}

async fn add(tx: &samverk_database::Tx, at: &PlanScope, activity: &Activity) {
    let key = key("utbildning");
    let saved = ACTIVITY.save(tx, &SYSTEM, at, key, activity, Seen::New);
    saved.await.unwrap();
}

fn told(refused: Result<(), Problems>) -> (&'static str, Vec<String>) {
    let problem = refused.unwrap_err().0.remove(0);
    let values = problem.values.into_iter().map(|(_, value)| value);
    (problem.code, values.collect())
}

async fn a_part_that_something_names_stays(db: Db) {
    world(&db).await;
    let tx = db.begin("remove").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let seen = at.versions[0].revision;
    add(&tx, &at, &activity()).await;
    let in_use = |part: &str| {
        (
            "plan_part_in_use",
            vec![part.to_owned(), "Utbildning".to_owned()],
        )
    };
    let refused = remove_goal(&tx, &SYSTEM, &at, 1, "alla-kan", seen).await;
    assert_eq!(told(refused), in_use("Alla kan"));
    let mut without = VersionDraft::of(&at.versions[0]);
    without.content.goals.clear();
    let refused = put_version(&tx, &SYSTEM, &at, without.clone()).await;
    assert_eq!(told(refused), in_use("Alla kan"));
    without.content.focus_areas.clear();
    let elsewhere = Activity {
        goal: None,
        ..activity()
    };
    let seen_activity = Seen::Revision(1);
    ACTIVITY
        .save(
            &tx,
            &SYSTEM,
            &at,
            key("utbildning"),
            &elsewhere,
            seen_activity,
        )
        .await
        .unwrap();
    let refused = put_version(&tx, &SYSTEM, &at, without).await;
    assert_eq!(told(refused), in_use("Kompetens"));
    remove_goal(&tx, &SYSTEM, &at, 1, "alla-kan", seen)
        .await
        .unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let refused = remove_focus_area(&tx, &SYSTEM, &at, 1, "kompetens", seen + 1).await;
    assert_eq!(told(refused), in_use("Kompetens"));
    drop(tx);

    // What an earlier version has goes, and what only the draft has keeps the draft.
    adopt(&db, 1).await.unwrap();
    let tx = db.begin("discard").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    new_version(&tx, &SYSTEM, &at, "").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    save_goal(&tx, &SYSTEM, &at, 2, None, goal("Fler kan", 1))
        .await
        .unwrap();
    let at = plan(&tx, &SYSTEM).await;
    remove_goal(&tx, &SYSTEM, &at, 2, "alla-kan", 2)
        .await
        .unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let newer = Activity {
        goal: Some(key("fler-kan")),
        ..activity()
    };
    add(&tx, &at, &newer).await;
    let refused = discard_version(&tx, &SYSTEM, &at, 2, 3).await.unwrap_err();
    assert_eq!(refused.code, "plan_part_in_use");
}

async fn what_names_a_part_that_was_lost_before_is_saved_again(db: Db) {
    world(&db).await;
    let tx = db.begin("save").await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    add(&tx, &at, &activity()).await;
    let mut version = at.versions[0].clone();
    version.content.goals.clear();
    let seen = version.revision;
    version.revision += 1;
    store::update_version(&tx, &version, seen).await.unwrap();
    let at = plan(&tx, &SYSTEM).await;
    let noted = Activity {
        note: "Försenad".into(),
        ..activity()
    };
    let save = |activity: Activity, seen: i64| {
        let (tx, at) = (&tx, &at);
        async move {
            let key = key("utbildning");
            let seen = Seen::Revision(seen);
            let saved = ACTIVITY.save(tx, &SYSTEM, at, key, &activity, seen);
            saved.await.map(|_| ())
        }
    };
    save(noted.clone(), 1).await.unwrap();
    let moved = Activity {
        goal: Some(key("ingenstans")),
        ..noted
    };
    let refused = save(moved, 2).await;
    assert_eq!(told(refused).0, "goal_unknown");
    // The installation's own folder comes in where it was taken out.
    let folder = bundle::write(&tx, None).await.unwrap();
    let mut intake = Intake::new(folder);
    let files = bundle::read(&mut intake);
    bundle::apply(&tx, &SYSTEM, &files, &mut intake)
        .await
        .unwrap();
    assert_eq!(intake.problems.0, []);
}

const ROOT: &str = "collaborations/radet/plans/p";

/// A plan with these focus areas, and an activity of the first.
fn folder(areas: &[&str], activity: &str) -> Folder {
    let mut folder = Folder::default();
    let plan = "key = \"p\"\ntitle = \"Plan\"\nperiod_from = 2025-01-01\nperiod_to = 2026-12-31\n";
    folder.insert(format!("{ROOT}/plan.toml"), plan);
    let areas = areas
        .iter()
        .map(|key| format!("\n[[focus_area]]\nkey = \"{key}\"\nname = \"Område {key}\"\n"));
    let version: String = std::iter::once("number = 1\nstatus = \"draft\"\n".to_owned())
        .chain(areas)
        .collect();
    folder.insert(format!("{ROOT}/versions/1/version.toml"), version);
    let heading = "key,series,name,focus_area,goal,status,responsible,from,to,note\n";
    let row = format!("k,,Utbildning,{activity},,planned,,,,\n");
    folder.insert(format!("{ROOT}/activities.csv"), format!("{heading}{row}"));
    folder
}

async fn an_import_may_not_leave_an_activity_alone(db: Db) {
    world(&db).await;
    let tx = db.begin("import").await.unwrap();
    for (areas, activity, wanted) in [
        (&["a", "b"][..], "b", None),
        (&["a"], "b", Some(("plan_part_in_use", "plan.toml"))),
    ] {
        let mut intake = Intake::new(folder(areas, activity));
        let files = bundle::read(&mut intake);
        bundle::apply(&tx, &SYSTEM, &files, &mut intake)
            .await
            .unwrap();
        let told = intake.problems.0.first().map(|problem| {
            let file = problem.place.file.as_deref().unwrap_or_default();
            (
                problem.code,
                file.trim_start_matches(ROOT).trim_matches('/'),
            )
        });
        assert_eq!(told, wanted);
    }
    drop(tx);
    let tx = db.begin("import").await.unwrap();
    for (areas, activity) in [(&["a", "b"][..], "b"), (&["a"], "a")] {
        let mut intake = Intake::new(folder(areas, activity));
        let files = bundle::read(&mut intake);
        bundle::apply(&tx, &SYSTEM, &files, &mut intake)
            .await
            .unwrap();
        assert_eq!(
            intake.problems.0,
            [],
            "what moves meanwhile leaves the part"
        );
    }
}
