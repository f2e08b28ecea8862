//! What was adopted is what strangers get, whatever happens to it afterwards.

use crate::pages::plain;
use crate::world::House;
use samverk_app::bundle;
use samverk_app::modules::migrations;
use samverk_app::start;
use samverk_database::Db;
use samverk_sheets::read_workbook;
use sha2::{Digest, Sha256};
use std::process::Command;

samverk_testing::db_tests!(&migrations();
    strangers_see_what_was_adopted_while_a_budget_is_open_again,
    an_open_budget_comes_back_with_what_was_adopted,
    what_was_adopted_is_printed_once_and_kept,
);

const BUDGET: &str = "/samverkan/digitaliseringsradet/budget/2021";
const PLAN: &str = "/samverkan/digitaliseringsradet/planer/2021-2023/plan.pdf";
const SHARES: &str = "/samverkan/digitaliseringsradet/fordelning/2021/fordelning.pdf";
const API: &str = "/api/v1/collaborations/digitaliseringsradet/budgets/2021";

/// The coordinator opens the budget again and gives it another name, source and line.
async fn open_again(house: &House) -> String {
    let cookie = house.sign_in("samordnare").await;
    let path = format!("{BUDGET}/oppna-igen");
    let page = house.get(&path, &cookie).await.text;
    let revision = field(&page, "revision");
    let opened = format!("revision={revision}&reason=En+post+fattas");
    let opened = house.post(&path, &cookie, &opened).await;
    assert_eq!(opened.status.as_u16(), 303, "{}", opened.text);
    let page = house.get(&format!("{BUDGET}/rader"), &cookie).await.text;
    let revision = field(&page, "revision");
    let lines = format!(
        "revision={revision}&lines.0.name=Hemligt+utkast&lines.0.kind=cost&lines.0.amount=4+880+000&confirmed=true"
    );
    let saved = house
        .post(&format!("{BUDGET}/rader"), &cookie, &lines)
        .await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.text);
    cookie
}

fn field(page: &str, name: &str) -> String {
    let found = page.split(&format!("name=\"{name}\"")).nth(1).unwrap();
    let value = found.split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

async fn strangers_see_what_was_adopted_while_a_budget_is_open_again(db: Db) {
    let house = House::with_council(db).await;
    let before = house.get(BUDGET, "").await.text;
    let cookie = open_again(&house).await;
    start::prepare_search(&house.db).await.unwrap();
    let own = plain(&house.get(BUDGET, &cookie).await.text);
    assert!(own.contains("4 880 000") && own.contains("Allmänheten ser den som den antogs"));
    assert_eq!(house.get(BUDGET, "").await.text, before);
    let list = "/samverkan/digitaliseringsradet/budget";
    for path in [
        BUDGET.to_owned(),
        list.to_owned(),
        format!("{list}?tabell=budgetar&format=csv"),
        format!("{BUDGET}?tabell=budget&format=csv"),
        API.to_owned(),
        "/api/v1/collaborations/digitaliseringsradet/budgets".to_owned(),
        "/sok?q=hemligt".to_owned(),
        "/samverkan/digitaliseringsradet/modeller/2021-antagen".to_owned(),
        "/samverkan/digitaliseringsradet/fordelning/2021".to_owned(),
        "/samverkan/digitaliseringsradet/fordelning/2021-30-procent".to_owned(),
        "/samverkan/digitaliseringsradet".to_owned(),
        "/aktorer/jonkopings-kommun".to_owned(),
    ] {
        let text = plain(&house.get(&path, "").await.text);
        for hidden in ["4 880 000", "4880000", "Hemligt utkast", "Utkast 4"] {
            assert!(!text.contains(hidden), "{hidden} in {path}: {text}");
        }
    }
    let sheet = format!("{BUDGET}?tabell=budget&format=xlsx");
    let (bytes, _) = house.file(&sheet, "").await;
    let book = format!("{:?}", read_workbook(&bytes, "budget.xlsx").unwrap());
    assert!(
        book.contains("Kompetens") && !book.contains("Hemligt"),
        "{book}"
    );
    let answer = house.get(API, "").await.text;
    assert!(answer.contains("\"status\":\"adopted\""), "{answer}");
    let (bytes, _) = house.file(PLAN, "").await;
    let text = words(&bytes);
    assert!(
        text.contains("8 385 000") && !text.contains("4 880 000"),
        "{text}"
    );
}

fn words(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.pdf");
    std::fs::write(&file, pdf).unwrap();
    let output = Command::new("pdftotext").arg(&file).arg("-").output();
    let output = output.expect("pdftotext is installed (Debian: poppler-utils)");
    plain(&String::from_utf8_lossy(&output.stdout))
}

async fn an_open_budget_comes_back_with_what_was_adopted(db: Db) {
    let house = House::with_council(db).await;
    open_again(&house).await;
    let exported = bundle::export(&house.db, &[]).await.unwrap();
    let adopted = "collaborations/digitaliseringsradet/budgets/2021/adopted.toml";
    assert!(exported.get(adopted).is_some());
    let seen = house.get(BUDGET, "").await.text;
    samverk_testing::on_sqlite(&migrations(), |other| {
        let (exported, seen) = (exported.clone(), seen.clone());
        async move {
            let there = House::empty(other).await;
            for _ in 0..2 {
                let outcome = there.import(exported.clone(), true).await;
                assert!(matches!(outcome, bundle::Outcome::Saved(_)), "{outcome:?}");
            }
            assert_eq!(bundle::export(&there.db, &[]).await.unwrap(), exported);
            assert_eq!(there.get(BUDGET, "").await.text, seen);
        }
    })
    .await;
}

async fn what_was_adopted_is_printed_once_and_kept(db: Db) {
    let house = House::with_council(db).await;
    house.work().await;
    let (plan, headers) = house.file(PLAN, "").await;
    let (shares, _) = house.file(SHARES, "").await;
    let sum: String = Sha256::digest(&plan)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(headers["x-checksum-sha256"], sum);
    assert!(
        headers["repr-digest"]
            .to_str()
            .unwrap()
            .starts_with("sha-256=:")
    );
    let cookie = open_again(&house).await;
    let form = "key=ny-grupp&name=Ny+grupp&kind=inside&reach=local&revision=0";
    house
        .post("/samverkan/digitaliseringsradet/grupper/ny", &cookie, form)
        .await;
    house.work().await;
    assert!(
        house.file(PLAN, "").await.0 == plan,
        "the plan's file has changed"
    );
    assert!(
        house.file(PLAN, &cookie).await.0 == plan,
        "members get another file"
    );
    assert!(
        house.file(SHARES, "").await.0 == shares,
        "the distribution's file has changed"
    );
    let now = house.file(&format!("{PLAN}?visa=nu"), &cookie).await.0;
    assert!(now != plan && words(&now).contains("4 880 000"));
    assert!(house.file(&format!("{PLAN}?visa=nu"), "").await.0 == plan);
}
