//! What people say goes with the whole installation, out and back unchanged.

use crate::world::House;
use axum::http::StatusCode;
use samverk_app::bundle::{self, Outcome};
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_foundation::Actor;
use sea_orm::ConnectionTrait;

samverk_testing::db_tests!(&migrations();
    what_is_said_goes_out_and_comes_back_unchanged,
    what_is_said_is_found_by_who_said_it,
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
    assert!(!html.contains("Bara vi"), "{html}");
}
