//! What people are told when somebody turns to them: names, answers, reminds or hands over.

use crate::notices::{everything, save_need};
use crate::post_home::{
    COUNCIL, Home, NAMED, clock_tests, say, talk_of_the_council, the_representative, to,
};
use axum::http::StatusCode;
use chrono::TimeDelta;
use samverk_database::{Db, unfinished_jobs};
use samverk_foundation::{Actor, TestClock};
use samverk_notices::actions::{About, notify};
use std::sync::Arc;

clock_tests!(
    who_is_named_in_a_comment_is_told_at_once,
    a_reminder_and_a_task_handed_over_reach_whom_they_concern,
    what_is_gone_does_not_stand_before_what_is_new,
    what_waits_is_told_by_whoever_wants_it_at_once,
    taking_back_one_comment_takes_back_what_it_told,
    whoever_follows_what_is_gone_can_stop,
    what_a_colleague_has_is_theirs_alone,
    whoever_is_gone_is_told_nothing_of_what_waited,
);

async fn who_is_named_in_a_comment_is_told_at_once(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let coordinator = home.house.sign_in("samordnare").await;
    let talk = talk_of_the_council(&home, &coordinator).await;
    let form = "text=Hej+%40Representant+Exempel%2C+kan+du+svara%3F&audience=members";
    let said = home.house.post(&talk, &coordinator, form).await;
    assert_eq!(said.status, StatusCode::SEE_OTHER, "{}", said.text);
    let letters = home.letters().await;
    let told = to(&letters, "representant");
    assert_eq!(told.len(), 1, "{letters:?}");
    assert!(
        told[0].contains("har nämnt dig i en kommentar"),
        "{}",
        told[0]
    );
    assert!(
        !told[0].contains("kan du svara"),
        "what was said is read in Samverk"
    );
    let named = home.house.sign_in("representant").await;
    let follows = home.house.get("/mina-uppgifter/foljer", &named).await.text;
    assert!(follows.contains(COUNCIL), "who is named follows: {follows}");
}

async fn a_reminder_and_a_task_handed_over_reach_whom_they_concern(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let coordinator = home.house.sign_in("samordnare").await;
    let work = home.house.get("/", &coordinator).await.text;
    let form = work.split("action=\"/uppgifter/paminn\"").nth(1).unwrap();
    let form = form.split("</form>").next().unwrap();
    let mut sent = Vec::new();
    for input in form.split("name=\"").skip(1) {
        let (name, rest) = input.split_once("\" value=\"").unwrap();
        let value = rest.split('"').next().unwrap();
        sent.push(format!("{name}={}", value.replace(':', "%3A")));
    }
    let reminded = home
        .house
        .post("/uppgifter/paminn", &coordinator, &sent.join("&"))
        .await;
    assert_eq!(reminded.status, StatusCode::SEE_OTHER, "{}", reminded.text);
    let letters = home.letters().await;
    assert!(!letters.is_empty(), "at once");
    assert!(
        letters.iter().all(|one| one.contains("påminner:")),
        "{letters:?}"
    );
    let work = home.house.get("/", &coordinator).await.text;
    assert!(work.contains("Påminda 2026-11-22 11:00 av"), "{work}");
    let again = home
        .house
        .post("/uppgifter/paminn", &coordinator, &sent.join("&"))
        .await;
    assert_eq!(again.status, StatusCode::CONFLICT, "pressed twice");
    assert!(
        again.text.contains("senaste halva dygnet"),
        "{}",
        again.text
    );
    assert!(home.letters().await.is_empty(), "nobody is told twice");
    let representative = home.house.sign_in("representant").await;
    let refused = home
        .house
        .post("/uppgifter/paminn", &representative, &sent.join("&"))
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let done = home
        .house
        .post(
            "/uppgifter/paminn",
            &coordinator,
            "uppgift=own-view&aktor=x",
        )
        .await;
    assert_eq!(done.status, StatusCode::CONFLICT);
    let work = home.house.get("/", &representative).await.text;
    let link = work.split("href=\"/uppgifter/lamna-over?").nth(1).unwrap();
    let path = format!("/uppgifter/lamna-over?{}", link.split('"').next().unwrap());
    let path = path.replace("&#38;", "&");
    let page = home.house.get(&path, &representative).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let stranger = home
        .house
        .get(&path, &home.house.sign_in("ekonom").await)
        .await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    let asked = path.split('?').nth(1).unwrap();
    let here = "/uppgifter/lamna-over";
    let wrong = format!("{asked}&person=nobody");
    let wrong = home.house.post(here, &representative, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let reader = page.text.split(">Läsare Exempel").next().unwrap();
    let reader = reader.rsplit("value=\"").next().unwrap();
    let reader = reader.split('"').next().unwrap();
    let chosen = format!("{asked}&person={reader}");
    let handed = home.house.post(here, &representative, &chosen).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.text);
    assert_eq!(to(&home.letters().await, "lasare").len(), 1);
    let again = home.house.post(here, &representative, &chosen).await;
    assert_eq!(again.location, "/?notis=handed-before");
    assert!(home.letters().await.is_empty(), "what stands is not told");
    let all = "value=\"\" checked";
    let page = home.house.get(&path, &representative).await.text;
    assert!(!page.contains(all), "the reader has it: {page}");
    let administrator = home.house.sign_in("administrator").await;
    let leave = format!("/personer/{reader}/aktiv");
    home.house.post(&leave, &administrator, "").await;
    let page = home.house.get(&path, &representative).await.text;
    assert!(page.contains(all), "everybody's again: {page}");
}

async fn what_is_gone_does_not_stand_before_what_is_new(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    home.choose(&cookie, ["daily", "never", "never"], 0).await;
    let person = the_representative(&home).await;
    let tx = home.house.db.begin("done_since").await.unwrap();
    for number in 0..50 {
        let task = format!("done:{number}");
        let told = notify(
            &tx,
            &Actor::System("test"),
            person,
            "handed",
            About::Task(&task),
        );
        told.await.unwrap();
    }
    tx.commit().await.unwrap();
    say(&home, "samordnare", NAMED).await;
    let letters = home.wait(72).await;
    assert_eq!(to(&letters, "representant").len(), 1, "{letters:?}");
    // And what was told is not kept for ever.
    home.clock.advance(TimeDelta::days(61));
    home.wait(6).await;
    let tx = home.house.db.read().await.unwrap();
    let left = samverk_notices::store::unsent_of(&tx, person)
        .await
        .unwrap();
    assert!(left.is_empty(), "{left:?}");
    drop(tx);
    assert_eq!(everything(&home.house.db).await[1], 0);
}

async fn what_waits_is_told_by_whoever_wants_it_at_once(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    home.choose(&cookie, ["weekly", "never", "never"], 0).await;
    say(&home, "samordnare", NAMED).await;
    say(&home, "samordnare", NAMED).await;
    assert!(to(&home.letters().await, "representant").is_empty());
    home.choose(&cookie, ["at_once", "never", "never"], 1).await;
    let letters = home.letters().await;
    let told = to(&letters, "representant");
    assert_eq!(told.len(), 1, "both in one: {letters:?}");
    home.choose(&cookie, ["never", "never", "never"], 2).await;
    say(&home, "samordnare", NAMED).await;
    home.choose(&cookie, ["at_once", "never", "never"], 3).await;
    let letters = home.wait(48).await;
    assert!(to(&letters, "representant").is_empty(), "nobody wanted it");
}

async fn taking_back_one_comment_takes_back_what_it_told(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    home.choose(&cookie, ["daily", "never", "never"], 0).await;
    let runner = home.house.sign_in("samordnare").await;
    let first = say(&home, "samordnare", NAMED).await;
    say(&home, "samordnare", NAMED).await;
    let take_back = async |comment: &str| {
        let path = format!("{comment}/ta-bort");
        let gone = home.house.post(&path, &runner, "revision=1").await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
    };
    take_back(&first).await;
    let person = the_representative(&home).await;
    let waiting = async || {
        let tx = home.house.db.read().await.unwrap();
        let all = samverk_notices::store::unsent_of(&tx, person).await;
        all.unwrap().len()
    };
    assert_eq!(waiting().await, 1, "the other mention stands");
    let asked = say(&home, "representant", "Varf%C3%B6r%3F").await;
    let path = format!("{asked}/svara");
    let answered = home
        .house
        .post(&path, &runner, "text=D%C3%A4rf%C3%B6r")
        .await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.text);
    assert_eq!(waiting().await, 2);
    let (talk, _) = asked.rsplit_once('/').unwrap();
    let id = answered.location.split_once("#kommentar-").unwrap().1;
    take_back(&format!("{talk}/{id}")).await;
    assert_eq!(waiting().await, 1, "there is no answer any more");
}

async fn whoever_follows_what_is_gone_can_stop(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    let runner = home.house.sign_in("samordnare").await;
    save_need(&home, "Snart+borta").await;
    let list = home
        .house
        .get(&format!("{COUNCIL}/behov"), &cookie)
        .await
        .text;
    let need = list
        .split(&format!("{COUNCIL}/behov/"))
        .find(|rest| rest.contains("Snart borta"));
    let key = need.unwrap().split(['"', '?', '/']).next().unwrap();
    let need = format!("{COUNCIL}/behov/{key}");
    let page = home.house.get(&need, &cookie).await.text;
    let form = page.split("action=\"/folj\"").nth(1).unwrap();
    let id = form.split("name=\"id\" value=\"").nth(1).unwrap();
    let id = id.split('"').next().unwrap().to_owned();
    let follow = |follows: &str| format!("kind=need&id={id}&follows={follows}");
    let followed = home.house.post("/folj", &cookie, &follow("yes")).await;
    assert_eq!(followed.status, StatusCode::SEE_OTHER, "{}", followed.text);
    let gone = format!("{need}/ta-bort");
    let gone = home.house.post(&gone, &runner, "revision=1").await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
    let ended = home.house.post("/folj", &cookie, &follow("no")).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text);
    assert!(
        ended.location.starts_with("/mina-uppgifter/foljer"),
        "{}",
        ended.location
    );
    let list = home.house.get(&ended.location, &cookie).await.text;
    assert!(!list.contains(&id), "{list}");
    let again = home.house.post("/folj", &cookie, &follow("no")).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

async fn what_a_colleague_has_is_theirs_alone(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let cookie = home.house.sign_in("representant").await;
    let count = |html: &str| {
        let lead = html.split("<p class=\"lead\">").nth(1).unwrap();
        let lead = lead.split("</p>").next().unwrap();
        let number = lead
            .split(|c: char| !c.is_ascii_digit())
            .find(|one| !one.is_empty());
        number.map_or(1, |number| number.parse::<i64>().unwrap())
    };
    let before = home.house.get("/", &cookie).await.text;
    let link = before
        .split("href=\"/uppgifter/lamna-over?")
        .nth(1)
        .unwrap();
    let asked = link.split('"').next().unwrap().replace("&#38;", "&");
    let here = "/uppgifter/lamna-over";
    let page = home
        .house
        .get(&format!("{here}?{asked}"), &cookie)
        .await
        .text;
    let people = page.split("name=\"person\" value=\"").skip(1);
    let mut people = people.map(|one| one.split('"').next().unwrap());
    let chosen = people.find(|id| !id.is_empty()).unwrap();
    let form = format!("{asked}&person={chosen}");
    let handed = home.house.post(here, &cookie, &form).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.text);
    let after = home.house.get("/", &cookie).await.text;
    assert_eq!(count(&after), count(&before) - 1, "{after}");
}

/// Somebody stops being let in while notices wait for their summary, and the mail server is away meanwhile.
async fn whoever_is_gone_is_told_nothing_of_what_waited(db: Db, clock: Arc<TestClock>) {
    let home = Home::new(db, clock).await;
    let named = home.house.sign_in("representant").await;
    home.choose(&named, ["daily", "never", "never"], 0).await;
    say(&home, "samordnare", NAMED).await;
    let person = the_representative(&home).await;
    let tx = home.house.db.begin("is_gone").await.unwrap();
    samverk_identity::set_active(&tx, &Actor::System("test"), person, false)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(to(&home.wait(48).await, "representant").is_empty());
    assert_eq!(
        unfinished_jobs(&home.house.db.read().await.unwrap())
            .await
            .unwrap(),
        0
    );
    // Who comes back is told of what comes then.
    let tx = home.house.db.begin("is_back").await.unwrap();
    samverk_identity::set_active(&tx, &Actor::System("test"), person, true)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    say(&home, "samordnare", NAMED).await;
    assert_eq!(to(&home.wait(48).await, "representant").len(), 1);
}
