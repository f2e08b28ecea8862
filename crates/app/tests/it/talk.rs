//! What people say goes with the whole installation, out and back unchanged.

use crate::world::House;
use axum::http::StatusCode;
use samverk_app::bundle::{self, Outcome};
use samverk_app::modules::migrations;
use samverk_database::{Db, EventFilter, list_events};
use samverk_exchange::Folder;
use samverk_foundation::{Actor, PersonId};
use sea_orm::{ConnectionTrait, Statement};

samverk_testing::db_tests!(&migrations();
    what_is_said_goes_out_and_comes_back_unchanged,
    what_is_said_is_found_by_who_said_it,
    what_a_member_said_is_never_written_over_by_a_file,
    only_members_answer_by_a_file,
    a_version_that_was_answered_is_not_thrown_away,
);

const COUNCIL: &str = "digitaliseringsradet";

/// Something is said of the plan: by a representative to the own party, and to all with a former text.
async fn talk(house: &House) {
    let who = house.sign_in("representant").await;
    let page = format!("/samverkan/{COUNCIL}/planer/2021-2023");
    let html = house.get(&page, &who).await.text;
    let form = html.split("action=\"/kommentarer/").nth(1).unwrap();
    let form = format!("/kommentarer/{}", form.split('"').next().unwrap());
    let party = html.split("value=\"party:").nth(1).unwrap();
    let party = party.split('"').next().unwrap();
    let within = format!("text=Bara%20vi&audience=party%3A{party}");
    let all = "text=F%C3%B6rst+s%C3%A5%0Aoch+s%C3%A5&audience=members&question=true".to_owned();
    let mut last = String::new();
    for said in [within, all] {
        let answer = house.post(&form, &who, &said).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        last = answer.location;
    }
    let (_, id) = last.split_once("#kommentar-").unwrap();
    for (rest, said) in [
        ("redigera", "text=Sedan&revision=1"),
        ("svara", "text=Ja"),
        ("besvarad", "revision=2&answered=true"),
    ] {
        let answer = house.post(&format!("{form}/{id}/{rest}"), &who, said).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{rest}: {}",
            answer.text
        );
    }
}

/// The plan's new version is out for comment, and one member has answered.
async fn round(house: &House) {
    let runner = house.sign_in("samordnare").await;
    let plan = format!("/samverkan/{COUNCIL}/planer/2021-2023");
    for (rest, said) in [
        ("ny", "label="),
        ("2/remiss", "until=2099-01-31&revision=1"),
        (
            "2/synpunkter/jonkopings-kommun",
            "part-0=whole&text-0=F%C3%B6r%20kort&revision=0",
        ),
        ("2/synpunkter/aneby-kommun", "has_none=true&revision=0"),
        (
            "2/synpunkter/jonkopings-kommun/svar",
            "part-0=whole&verdict-0=partly&reason-0=Inte+allt&revision=1",
        ),
    ] {
        let answer = house
            .post(&format!("{plan}/versioner/{rest}"), &runner, said)
            .await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{rest}: {}",
            answer.text
        );
    }
}

async fn without_what_was_said(db: &Db) {
    let tx = db.begin("forget").await.unwrap();
    for sql in [
        "DELETE FROM comment WHERE answers_id IS NOT NULL",
        "DELETE FROM comment",
        "DELETE FROM draft_answer",
    ] {
        tx.connection().execute_unprepared(sql).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn texts(folder: &Folder) -> Vec<(String, String)> {
    let paths = folder.paths().map(str::to_owned);
    let text = |path: String| {
        let text = String::from_utf8_lossy(folder.get(&path).unwrap()).into_owned();
        (path, text)
    };
    paths.map(text).collect()
}

async fn what_is_said_goes_out_and_comes_back_unchanged(db: Db) {
    let house = House::with_council(db).await;
    talk(&house).await;
    round(&house).await;
    let out = bundle::export(&house.db, &[]).await.unwrap();
    let comments = format!("collaborations/{COUNCIL}/comments.csv");
    let said = String::from_utf8_lossy(out.get(&comments).unwrap()).into_owned();
    assert!(
        said.contains("Bara vi") && said.contains("Först så"),
        "{said}"
    );
    assert_eq!(
        texts(&out)
            .iter()
            .filter(|(path, _)| path.ends_with("remarks.csv"))
            .count(),
        1
    );
    let saved = house.import(out.clone(), true).await;
    assert!(matches!(saved, Outcome::Saved(_)), "{saved:?}");
    without_what_was_said(&house.db).await;
    let saved = house.import(out.clone(), true).await;
    assert!(matches!(saved, Outcome::Saved(_)), "{saved:?}");
    let again = bundle::export(&house.db, &[]).await.unwrap();
    assert_eq!(texts(&again), texts(&out));
    // One collaboration alone goes without what not everybody there may read.
    let alone = bundle::export(&house.db, &[COUNCIL.to_owned()])
        .await
        .unwrap();
    assert!(alone.get(&comments).is_none());
    // Others' words are brought in by whoever looks after the installation only.
    let nobody = Actor::Public;
    let refused = bundle::import(&house.db, &nobody, out, true).await;
    assert!(!matches!(refused, Ok(Outcome::Saved(_))), "{refused:?}");
}

async fn what_is_said_is_found_by_who_said_it(db: Db) {
    let house = House::with_council(db).await;
    talk(&house).await;
    let keeper = house.sign_in("administrator").await;
    let html = house
        .get("/personuppgifter?namn=Representant", &keeper)
        .await
        .text;
    assert!(
        html.contains("/kommentarer/plan/") && html.contains("Skriven av"),
        "{html}"
    );
    // One leads there, and one is among a party's own people; one is of whoever settled the question.
    assert_eq!(
        html.matches("Skriven av").count(),
        3,
        "with the answer: {html}"
    );
    assert_eq!(html.matches("/kommentarer/plan/").count(), 3, "{html}");
    assert!(html.contains("Besvarad av"), "{html}");
    let small = house
        .get("/personuppgifter?namn=representant%20exempel", &keeper)
        .await
        .text;
    assert_eq!(small.matches("Skriven av").count(), 3, "{small}");
    assert!(!html.contains("Bara vi"), "{html}");
}

const REMARKS: &str = "collaborations/digitaliseringsradet/plans/2021-2023/versions/2/remarks.csv";

/// The demo's coordinator.
async fn coordinator(house: &House) -> Actor {
    let tx = house.db.read().await.unwrap();
    let backend = tx.connection().get_database_backend();
    let sql = "SELECT id FROM person WHERE email = 'samordnare@exempel.se'";
    let asked = Statement::from_string(backend, sql);
    let row = tx.connection().query_one_raw(asked).await.unwrap();
    let id = PersonId(row.unwrap().try_get_by_index(0).unwrap());
    let found = samverk_identity::find_recipient(&tx, id, true).await;
    let found = found.unwrap().unwrap();
    Actor::clone(&found.actor)
}

/// What comes of the file with other words in it.
async fn brought(house: &House, actor: &Actor, change: [&str; 2]) -> Outcome {
    let only = [COUNCIL.to_owned()];
    let mut folder = bundle::export(&house.db, &only).await.unwrap();
    let text = String::from_utf8_lossy(folder.get(REMARKS).unwrap()).into_owned();
    assert!(text.contains(change[0]), "{text}");
    folder.insert(REMARKS, text.replacen(change[0], change[1], 1));
    bundle::import(&house.db, actor, folder, true)
        .await
        .unwrap()
}

async fn what_a_member_said_is_never_written_over_by_a_file(db: Db) {
    let house = House::with_council(db).await;
    round(&house).await;
    let coordinator = coordinator(&house).await;
    for change in [
        ["För kort", "Helt utmärkt"],
        ["whole", "vision"],
        ["aneby-kommun,,", "aneby-kommun,whole,"],
    ] {
        for actor in [&coordinator, &Actor::System("test")] {
            let refused = brought(&house, actor, change).await;
            let told = format!("{refused:?}");
            let expected = ["remarks_differ", "field_missing"];
            assert!(expected.iter().any(|code| told.contains(code)), "{told}");
        }
    }
    let told = brought(&house, &coordinator, ["Inte allt", ""]).await;
    assert!(
        format!("{told:?}").contains("reply_reason_missing"),
        "{told:?}"
    );
    let saved = brought(&house, &coordinator, ["Inte allt", "Inte riktigt allt"]).await;
    assert!(matches!(saved, Outcome::Saved(_)), "{saved:?}");
    let tx = house.db.read().await.unwrap();
    let all = EventFilter {
        limit: 1,
        object_kind: Some("plan"),
        ..EventFilter::default()
    };
    let last = list_events(&tx, &all).await.unwrap().remove(0);
    assert_eq!(last.kind, "plan.remarks_answered");
    let reason = |value: Option<serde_json::Value>| {
        let value = value.unwrap();
        value["remarks"][0]["reason"].as_str().unwrap().to_owned()
    };
    assert_eq!(reason(last.before), "Inte allt");
    assert_eq!(reason(last.after), "Inte riktigt allt");
}

async fn only_members_answer_by_a_file(db: Db) {
    let house = House::with_council(db).await;
    round(&house).await;
    let coordinator = coordinator(&house).await;
    for (change, code) in [
        (["aneby-kommun", "varmdo-kommun"], "remarks_not_of_member"),
        (["aneby-kommun", "finns-inte"], "party_unknown"),
        (
            ["aneby-kommun,,,", "habo-kommun,section:Nej,Nej,Nej"],
            "remark_part_unknown",
        ),
    ] {
        let refused = brought(&house, &coordinator, change).await;
        assert!(format!("{refused:?}").contains(code), "{code}: {refused:?}");
    }
    let saved = brought(&house, &coordinator, ["aneby-kommun", "habo-kommun"]).await;
    assert!(
        matches!(saved, Outcome::Saved(_)),
        "said by telephone: {saved:?}"
    );
}

async fn a_version_that_was_answered_is_not_thrown_away(db: Db) {
    let house = House::with_council(db).await;
    round(&house).await;
    let runner = house.sign_in("samordnare").await;
    let version = format!("/samverkan/{COUNCIL}/planer/2021-2023/versioner/2");
    let refused = house
        .post(&format!("{version}/ta-bort"), &runner, "revision=2")
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text);
    assert!(
        refused.text.contains("Återgå till utkast"),
        "{}",
        refused.text
    );
    let back = house
        .post(&format!("{version}/utkast"), &runner, "revision=2")
        .await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    let html = house
        .get(&format!("{version}/synpunkter"), &runner)
        .await
        .text;
    assert!(html.contains("För kort"), "{html}");
}
