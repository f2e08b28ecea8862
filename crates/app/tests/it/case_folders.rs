//! An adopted business case comes to the same in the house that its folder is brought into.

use crate::world::House;
use axum::http::StatusCode;
use samverk_app::bundle::{self, Outcome};
use samverk_app::modules::migrations;
use samverk_benefits::{BUSINESS_CASE, CaseView, view};
use samverk_database::Db;
use samverk_exchange::Folder;
use samverk_foundation::Actor;
use samverk_parties::Scope;

samverk_testing::db_tests!(&migrations();
    an_adopted_case_comes_to_the_same_elsewhere,
);

const BY: Actor = Actor::System("test");
const COUNCIL: &str = "digitala-radet-i-exempellanet";
const CASE: &str = "gemensam-e-tjansteplattform";

fn path(rest: &str) -> String {
    format!("collaborations/{COUNCIL}/business-cases/{CASE}{rest}")
}

async fn viewed(db: &Db) -> CaseView {
    let tx = db.read().await.unwrap();
    let scope = Scope::find(&tx, &BY, COUNCIL).await.unwrap();
    let kept = BUSINESS_CASE.find(&tx, &scope, CASE).await.unwrap();
    view(&tx, &scope, kept.unwrap()).await.unwrap()
}

async fn adopt(house: &House) {
    let cookie = house.sign_in("samordnare").await;
    let path = format!("/samverkan/{COUNCIL}/nyttokalkyler/{CASE}/beslut");
    let form = "to=adopted&reason=Protokoll&revision=1";
    let answer = house.post(&path, &cookie, form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

async fn brought(db: &Db, folder: &Folder) -> Outcome {
    bundle::import(db, &BY, folder.clone(), true).await.unwrap()
}

async fn an_adopted_case_comes_to_the_same_elsewhere(db: Db) {
    let house = House::in_demo(db).await;
    adopt(&house).await;
    let only = [COUNCIL.to_owned()];
    let folder = bundle::export(&house.db, &only).await.unwrap();
    assert!(folder.get(&path("/inputs.toml")).is_some());
    let here = viewed(&house.db).await;
    samverk_testing::on_sqlite(&migrations(), |other| async move {
        let other = House::empty(other).await.db;
        let outcome = brought(&other, &folder).await;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
        let there = viewed(&other).await;
        assert_eq!(there.proposed, here.proposed);
        assert_eq!(there.holders, here.holders);
        assert_eq!(there.shared, here.shared);
        let again = bundle::export(&other, &only).await.unwrap();
        for rest in [".toml", "/adopted.toml", "/inputs.toml"] {
            assert_eq!(again.get(&path(rest)), folder.get(&path(rest)), "{rest}");
        }
        // Brought in again it changes nothing; otherwise adopted it is refused.
        assert!(matches!(brought(&other, &folder).await, Outcome::Saved(_)));
        let file = path("/adopted.toml");
        let text = String::from_utf8(folder.get(&file).unwrap().to_vec()).unwrap();
        let mut wrong = folder.clone();
        wrong.insert(file, text.replace("value = \"", "value = \"1"));
        let Outcome::Refused(problems) = brought(&other, &wrong).await else {
            panic!("the file says another value");
        };
        assert_eq!(problems[0].code, "adopted_case_differs", "{problems:?}");
    })
    .await;
}
