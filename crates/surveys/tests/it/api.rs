//! Forms and answers, as other systems meet them.

use crate::world::{MIGRATIONS, World, client};
use samverk_database::Db;
use samverk_foundation::Role::{self, Representative};
use serde_json::{Value, json};

samverk_testing::db_tests!(MIGRATIONS;
    a_form_is_read_changed_and_sent,
    each_question_is_saved_over_what_was_seen,
    an_answer_is_sent_in_returned_and_approved,
    what_is_wrong_has_its_place,
    what_is_not_ones_own_is_not_there,
    a_person_answers_for_oneself_only,
    answers_are_compared_where_each_allows_it,
    sections_are_handed_out_and_done,
);

const OWN: &str = "/survey-answers/aneby-kommun";
const PICK: &str = "/survey-answers/aneby-kommun/responses/hur_skots_driften";

async fn a_form_is_read_changed_and_sent(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let runs = client(&db, &world.coordinator);
    let draft = runs.get("/survey-forms/draft").await.told(200);
    assert_eq!(draft.body["sentAt"], Value::Null);
    let own = client(&db, &world.county.representative(0));
    own.get("/survey-forms").await.told(404);
    world.open().await;
    let listed = own.get("/survey-forms").await.told(200).body;
    assert_eq!(listed["surveyForms"][0]["key"], "1-0", "{listed}");
    own.get("/survey-forms/draft").await.told(404);

    // What was read is sent back with one question more.
    let mut form = runs.get("/survey-forms/1-0").await.told(200);
    let refused = runs.put("/survey-forms/1-0", &form.tag, &form.body).await;
    assert_eq!(refused.told(409).code(), "already_settled");
    form.body["key"] = "draft".into();
    let begun = runs
        .put("/survey-forms/draft", "", &form.body)
        .await
        .told(201);
    assert_eq!(begun.body["sections"], form.body["sections"]);
    let more =
        json!({ "key": "mer_att_saga", "label": { "said": { "sv": "Mer?" } }, "kind": "line" });
    form.body["sections"][1]["questions"]
        .as_array_mut()
        .unwrap()
        .push(more);
    runs.put("/survey-forms/draft", "", &form.body)
        .await
        .told(428);
    let saved = runs
        .put("/survey-forms/draft", &begun.tag, &form.body)
        .await;
    let saved = saved.told(200);
    runs.put("/survey-forms/draft", &begun.tag, &form.body)
        .await
        .told(412);
    own.put("/survey-forms/draft", &saved.tag, &form.body)
        .await
        .told(403);

    let status = json!({ "status": "sent" });
    let sent = runs
        .put("/survey-forms/draft/status", &saved.tag, &status)
        .await;
    let sent = sent.told(200).body;
    assert_eq!((&sent["version"], &sent["edition"]), (&json!(1), &json!(1)));
    assert_eq!(sent["changes"][0]["what"], "added_optional", "{sent}");
    let read = own.get("/survey-forms/1-1").await.told(200).body;
    assert_eq!(read["sections"], form.body["sections"]);
}

async fn each_question_is_saved_over_what_was_seen(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let ann = client(&db, &world.colleague("Anna", 0, Representative).await);
    let bo = client(&db, &world.colleague("Bosse", 0, Representative).await);
    let (first, second) = (ann.get(PICK).await.told(200), bo.get(PICK).await.told(200));
    assert_eq!(first.body["value"], Value::Null);
    ann.put(PICK, "", &json!({ "value": "egen" }))
        .await
        .told(428);
    let saved = ann.put(PICK, &first.tag, &json!({ "value": "egen" })).await;
    assert_eq!(saved.told(200).body["author"], "Anna");
    bo.put(PICK, &second.tag, &json!({ "value": "leverantor" }))
        .await
        .told(412);
    // Another question is nobody's conflict.
    let servers = "/survey-answers/aneby-kommun/responses/hur_manga_servrar_har_ni";
    let seen = bo.get(servers).await.told(200);
    let unknown = json!({ "value": { "passed": "unknown" } });
    let saved = bo.put(servers, &seen.tag, &unknown).await.told(200);
    assert_eq!(saved.body["value"], unknown["value"]);
    // What was read can be sent back, and null takes it back.
    let saved = bo.put(servers, &saved.tag, &saved.body).await.told(200);
    let emptied = bo.put(servers, &saved.tag, &json!({ "value": null })).await;
    assert_eq!(emptied.told(200).body["value"], Value::Null);
    let listed = ann
        .get("/survey-answers/aneby-kommun/responses")
        .await
        .told(200)
        .body;
    let all = listed["responses"].as_array().unwrap();
    let told: Vec<_> = all
        .iter()
        .map(|one| (&one["question"], &one["value"], &one["shown"]))
        .collect();
    let pick = (&json!("hur_skots_driften"), &json!("egen"), &json!(true));
    assert_eq!(told[1], pick, "{listed}");
    assert_eq!(told[3].2, true, "shown after what was answered: {listed}");
    // The page tells what was answered over the API.
    let actor = world.county.representative(0);
    let page = world
        .house
        .page(
            &actor,
            "/samverkan/radet/enkater/lagesbild/svar/aneby-kommun",
        )
        .await;
    assert!(page.contains("1 av 3"), "{page}");
}

async fn an_answer_is_sent_in_returned_and_approved(db: Db) {
    let world = World::with_survey(&db, &[("approval", "true")]).await;
    world.open().await;
    let ann = client(&db, &world.colleague("Anna", 0, Representative).await);
    let bo = client(&db, &world.colleague("Bosse", 0, Representative).await);
    let runs = client(&db, &world.coordinator);
    let steps = "/survey-answers/aneby-kommun/steps";
    let begun = ann.get(OWN).await.told(200);
    assert_eq!(begun.body["state"], Value::Null);
    let lacking = ann
        .post(steps, &begun.tag, &json!({ "step": "submit" }))
        .await;
    let lacking = lacking.told(422);
    assert_eq!(lacking.errors(), [("field_missing", "/hurSkotsDriften")]);
    let pick = ann.get(PICK).await;
    ann.put(PICK, &pick.tag, &json!({ "value": "egen" }))
        .await
        .told(200);
    let now = ann.get(OWN).await;
    let sent = ann
        .post(steps, &now.tag, &json!({ "step": "submit" }))
        .await
        .told(200);
    assert_eq!(
        (&sent.body["state"], &sent.body["submission"]),
        (&json!("submitted"), &json!(1))
    );
    let own = ann
        .post(steps, &sent.tag, &json!({ "step": "approve" }))
        .await;
    assert_eq!(own.told(409).code(), "approver_is_sender");
    runs.get("/survey-answers/aneby-kommun/submissions")
        .await
        .told(404);
    let nothing_said = bo
        .post(steps, &sent.tag, &json!({ "step": "return" }))
        .await;
    assert_eq!(nothing_said.told(422).code(), "return_reason_missing");
    let back = json!({ "step": "return", "reason": "Fråga driften" });
    let back = bo.post(steps, &sent.tag, &back).await.told(200);
    assert_eq!(back.body["reason"], "Fråga driften");
    let again = ann
        .post(steps, &back.tag, &json!({ "step": "submit" }))
        .await
        .told(200);
    let done = bo
        .post(steps, &again.tag, &json!({ "step": "approve" }))
        .await
        .told(200);
    assert_eq!(done.body["state"], "approved");
    let sent = runs
        .get("/survey-answers/aneby-kommun/submissions/2")
        .await
        .told(200)
        .body;
    let answers = sent["answers"].as_array().unwrap();
    let picked = json!({ "question": "hur_skots_driften", "value": "egen" });
    assert!(answers.contains(&picked), "{sent}");
    let listed = runs.get("/survey-answers").await.told(200).body;
    assert_eq!(listed["surveyAnswers"][0]["state"], "approved", "{listed}");
    assert_eq!(
        listed["surveyAnswers"][0]["decider"],
        Value::Null,
        "who decided is the party's own"
    );
}

async fn what_is_wrong_has_its_place(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    let runs = client(&db, &world.coordinator);
    let draft = runs.get("/survey-forms/draft").await.told(200);
    let mut form = draft.body.clone();
    form["sections"][1]["questions"][0]["shown"] = json!({ "said": "borta" });
    let refused = runs
        .put("/survey-forms/draft", &draft.tag, &form)
        .await
        .told(422);
    let place = "/sections/1/questions/0";
    assert_eq!(refused.errors(), [("condition_unknown_field", place)]);
    form["sections"][1]["questions"][0]["shown"] = json!({ "said": "varfor" });
    let refused = runs
        .put("/survey-forms/draft", &draft.tag, &form)
        .await
        .told(422);
    assert_eq!(refused.errors(), [("condition_refers_to_itself", place)]);
    form["sections"][1]["questions"][0]["colour"] = "röd".into();
    let refused = runs
        .put("/survey-forms/draft", &draft.tag, &form)
        .await
        .told(422);
    assert_eq!(refused.code(), "body_invalid");
    world.open().await;
    let own = client(&db, &world.county.representative(0));
    let seen = own.get(PICK).await;
    let refused = own
        .put(PICK, &seen.tag, &json!({ "value": "molnet" }))
        .await;
    assert_eq!(refused.told(422).errors(), [("body_invalid", "/value")]);
    let refused = own.put(PICK, &seen.tag, &json!({ "value": 7 })).await;
    assert_eq!(refused.told(422).errors(), [("body_invalid", "/value")]);
    world.decide("closed").await;
    let late = own.put(PICK, &seen.tag, &json!({ "value": "egen" })).await;
    assert_eq!(late.told(409).code(), "survey_closed");
}

async fn what_is_not_ones_own_is_not_there(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let other = client(&db, &world.county.representative(1));
    other.get(OWN).await.told(200);
    other.get(PICK).await.told(403);
    other
        .get("/survey-answers/aneby-kommun/submissions")
        .await
        .told(403);
    other.get("/survey-answers/ingen").await.told(404);
    let stranger = client(&db, &world.county.stranger());
    for path in ["/survey-forms", "/survey-answers", OWN, PICK] {
        stranger.get(path).await.told(404);
    }
    client(&db, &world.coordinator).get(PICK).await.told(403);
}

async fn a_person_answers_for_oneself_only(db: Db) {
    let world = World::with_survey(&db, &[("respondents", "people")]).await;
    world.open().await;
    let ann = client(&db, &world.colleague("Anna", 0, Representative).await);
    let listed = ann.get("/survey-answers").await.told(200).body;
    assert_eq!(listed["surveyAnswers"][0]["respondent"], "me", "{listed}");
    assert_eq!(listed["surveyAnswers"].as_array().unwrap().len(), 1);
    let pick = "/survey-answers/me/responses/hur_skots_driften";
    let seen = ann.get(pick).await;
    ann.put(pick, &seen.tag, &json!({ "value": "egen" }))
        .await
        .told(200);
    let now = ann.get("/survey-answers/me").await;
    ann.post(
        "/survey-answers/me/steps",
        &now.tag,
        &json!({ "step": "submit" }),
    )
    .await
    .told(200);
    let runs = client(&db, &world.coordinator);
    runs.get(OWN).await.told(404);
    let own = runs.get("/survey-answers").await.told(200).body;
    assert_eq!(
        own["surveyAnswers"][0]["state"],
        Value::Null,
        "nobody else's: {own}"
    );
}

async fn answers_are_compared_where_each_allows_it(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let own = [0, 1].map(|party| client(&db, &world.county.representative(party)));
    for (one, key) in own.iter().zip(["aneby-kommun", "eksjo-kommun"]) {
        let pick = format!("/survey-answers/{key}/responses/hur_skots_driften");
        let seen = one.get(&pick).await;
        one.put(&pick, &seen.tag, &json!({ "value": "egen" }))
            .await
            .told(200);
        let now = one.get(&format!("/survey-answers/{key}")).await;
        let steps = format!("/survey-answers/{key}/steps");
        one.post(&steps, &now.tag, &json!({ "step": "submit" }))
            .await
            .told(200);
    }
    let [aneby, eksjo] = &own;
    let whose = |body: &Value| -> Vec<String> {
        let all = body["comparedAnswers"].as_array().unwrap().iter();
        all.map(|one| one["respondent"].as_str().unwrap().to_owned())
            .collect()
    };
    let seen = aneby.get("/compared-answers").await.told(200).body;
    assert_eq!(whose(&seen), ["aneby-kommun"], "{seen}");
    let choice = "/survey-answers/eksjo-kommun/comparisons";
    let now = eksjo.get("/survey-answers/eksjo-kommun").await;
    let yes = json!({ "comparable": true });
    aneby.post(choice, &now.tag, &yes).await.told(403);
    eksjo.post(choice, "", &yes).await.told(428);
    let let_go = eksjo.post(choice, &now.tag, &yes).await.told(200);
    assert_eq!(let_go.body["comparable"], true);
    let seen = aneby.get("/compared-answers").await.told(200).body;
    assert_eq!(whose(&seen), ["aneby-kommun", "eksjo-kommun"], "{seen}");
    let picked = json!({ "question": "hur_skots_driften", "value": "egen" });
    let answers = seen["comparedAnswers"][1]["answers"].as_array().unwrap();
    assert!(answers.contains(&picked), "{seen}");
    let no = json!({ "comparable": false });
    eksjo.post(choice, &let_go.tag, &no).await.told(200);
    let seen = aneby.get("/compared-answers").await.told(200).body;
    assert_eq!(whose(&seen), ["aneby-kommun"]);
    let runs = client(&db, &world.coordinator);
    let all = runs.get("/compared-answers").await.told(200).body;
    assert_eq!(whose(&all), ["aneby-kommun", "eksjo-kommun"]);
}

async fn sections_are_handed_out_and_done(db: Db) {
    let world = World::with_survey(&db, &[]).await;
    world.open().await;
    let ann = client(&db, &world.colleague("Anna", 0, Representative).await);
    let bo = world.colleague("Bosse", 0, Role::Reader).await;
    let helper = client(&db, &bo);
    let (all, one) = (
        "/survey-answers/aneby-kommun/answer-sections",
        "/survey-answers/aneby-kommun/answer-sections/mer",
    );
    let listed = ann.get(all).await.told(200).body;
    assert_eq!(listed["answerSections"][1]["section"], "mer", "{listed}");
    helper.get(all).await.told(403);
    let people = ann.get("/survey-answers/aneby-kommun/colleagues").await;
    let people = people.told(200).body;
    let known = people["colleagues"].as_array().unwrap().iter();
    let id = known
        .filter(|one| one["name"] == "Bosse")
        .map(|one| one["id"].clone())
        .next()
        .unwrap();
    let seen = ann.get(one).await.told(200);
    let nobody = json!({ "person": "019aa4a0-1f00-7000-8000-000000000003", "done": false });
    let refused = ann.put(one, &seen.tag, &nobody).await.told(422);
    assert_eq!(refused.errors(), [("colleague_unknown", "/person")]);
    let to = json!({ "person": id, "done": false });
    let handed = ann.put(one, &seen.tag, &to).await.told(200);
    assert_eq!(handed.body["name"], "Bosse", "{}", handed.body);
    ann.put(one, &seen.tag, &to).await.told(412);
    // Who was handed it says that it is done, and hands it to nobody else.
    let mut done = helper.get(one).await.told(200);
    done.body["done"] = true.into();
    let done = helper.put(one, &done.tag, &done.body).await.told(200);
    assert_eq!(done.body["doneBy"], "Bosse", "{}", done.body);
    let back = json!({ "person": null, "done": true });
    helper.put(one, &done.tag, &back).await.told(403);
    let own = helper
        .get("/survey-answers/aneby-kommun/answer-sections/bas")
        .await
        .told(200);
    let not_ones_own = json!({ "person": null, "done": true });
    let path = "/survey-answers/aneby-kommun/answer-sections/bas";
    helper.put(path, &own.tag, &not_ones_own).await.told(403);
    let taken = json!({ "person": null, "done": false });
    let taken = ann.put(one, &done.tag, &taken).await.told(200);
    assert_eq!(
        (&taken.body["person"], &taken.body["done"]),
        (&Value::Null, &json!(false))
    );
}
