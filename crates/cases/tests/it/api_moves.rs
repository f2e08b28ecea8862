//! Another system that takes cases on in their processes.

use crate::api::client;
use crate::world::{MIGRATIONS, World};
use samverk_database::Db;
use serde_json::json;

samverk_testing::db_tests!(MIGRATIONS;
    a_case_is_taken_on_and_its_tasks_are_ended,
    a_closed_case_is_not_put,
);

const CASES: &str = "/parties/aneby-kommun/registries/kommunstyrelsen/cases";

async fn a_case_is_taken_on_and_its_tasks_are_ended(db: Db) {
    let world = World::of(&db).await;
    world.process("begaran-om-handling").await;
    let registrar = client(&db, world.registrar());
    let said = json!({ "subject": "Begäran", "begun": "incoming", "receivedOn": "2026-11-20" });
    let made = registrar.post(CASES, "", &said).await.told(201);
    assert_eq!(made.body["procedure"], json!(null));
    let one = format!("{CASES}/ks-2026-00001");
    let (process, moves) = (format!("{one}/procedures"), format!("{one}/moves"));
    let none = json!({ "way": "prova" });
    let refused = registrar.post(&moves, &made.tag, &none).await.told(409);
    assert_eq!(refused.code(), "case_without_process");
    let unknown = json!({ "procedure": "zebra" });
    let refused = registrar
        .post(&process, &made.tag, &unknown)
        .await
        .told(422);
    assert_eq!(refused.errors(), [("case_process_unknown", "/procedure")]);
    let chosen = json!({ "procedure": "begaran-om-handling" });
    let begun = registrar.post(&process, &made.tag, &chosen).await.told(200);
    assert_eq!(begun.body["procedure"], "begaran-om-handling");
    assert_eq!(begun.body["procedureState"], "inkommen");
    let read = registrar.get(&one).await.told(200);
    assert_eq!((&read.body, &read.tag), (&begun.body, &begun.tag));
    // What was read is taken back unchanged, with where it stands.
    let same = registrar.put(&one, &read.tag, &read.body).await.told(200);
    assert_eq!(same.tag, read.tag);
    let tasks = registrar.get(&format!("{one}/tasks")).await.told(200);
    let tasks = tasks.body["tasks"].clone();
    let tasks = tasks.as_array().cloned().unwrap_or_default();
    assert_eq!(tasks.len(), 3, "{tasks:?}");
    let find = |sort: &str| tasks.iter().find(|one| one["sort"] == sort).unwrap();
    assert_eq!(find("deadline")["dueOn"], "2026-11-24");
    let end = |id: &serde_json::Value| format!("{one}/tasks/{}/decisions", id.as_str().unwrap());
    let done = json!({ "to": "done" });
    let task = end(&find("task")["id"]);
    let reader = client(&db, world.reader());
    reader.post(&task, "", &done).await.told(403);
    let ended = registrar.post(&task, "", &done).await.told(200);
    assert_eq!(ended.body["status"], "done");
    let again = registrar.post(&task, "", &done).await.told(409);
    assert_eq!(again.code(), "case_task_ended");
    let deadline = end(&find("deadline")["id"]);
    let refused = registrar.post(&deadline, "", &done).await.told(409);
    assert_eq!(refused.code(), "case_task_is_deadline");
    let lacking = json!({ "way": "lamna-ut" });
    let refused = registrar.post(&moves, &begun.tag, &lacking).await.told(409);
    assert_eq!(refused.code(), "case_lacks_document");
    let moved = registrar.post(&moves, &begun.tag, &none).await.told(200);
    assert_eq!(moved.body["procedureState"], "provning");
    let late = registrar.post(&moves, &begun.tag, &none).await;
    assert_eq!(late.code(), "changed_meanwhile");
    let close = json!({ "to": "closed" });
    let decisions = format!("{one}/decisions");
    let refused = registrar
        .post(&decisions, &moved.tag, &close)
        .await
        .told(409);
    assert_eq!(refused.code(), "case_follows_process");
    let unknown = json!({ "initiative": "radet:zebra" });
    let initiative = format!("{one}/initiatives");
    let refused = registrar
        .post(&initiative, &moved.tag, &unknown)
        .await
        .told(422);
    assert_eq!(
        refused.errors(),
        [("case_initiative_unknown", "/initiative")]
    );
}

async fn a_closed_case_is_not_put(db: Db) {
    let world = World::of(&db).await;
    let registrar = client(&db, world.registrar());
    let said = json!({ "subject": "Eget", "begun": "own" });
    let made = registrar.post(CASES, "", &said).await.told(201);
    let one = format!("{CASES}/ks-2026-00001");
    let decisions = format!("{one}/decisions");
    let close = json!({ "to": "closed" });
    let closed = registrar
        .post(&decisions, &made.tag, &close)
        .await
        .told(200);
    let mut changed = closed.body.clone();
    changed["subject"] = json!("Annat");
    let refused = registrar.put(&one, &closed.tag, &changed).await.told(409);
    assert_eq!(refused.code(), "case_is_closed");
    let open = json!({ "to": "open" });
    let opened = registrar
        .post(&decisions, &closed.tag, &open)
        .await
        .told(200);
    changed = opened.body.clone();
    changed["subject"] = json!("Annat");
    registrar.put(&one, &opened.tag, &changed).await.told(200);
}
