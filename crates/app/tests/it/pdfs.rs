//! The documents of the example, as they come out of the house.

use crate::pages::{BUDGET, PRINTED, plain};
use crate::world::{House, example};
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use samverk_app::modules::migrations;
use std::path::{Path, PathBuf};
use std::process::Command;
use tower::ServiceExt;

const COUNCIL: &str = "/samverkan/digitaliseringsradet";

async fn pdf(house: &House, path: &str, folder: &Path) -> PathBuf {
    pdf_for(house, path, "", folder).await
}

/// As whoever has the cookie gets it.
pub async fn pdf_for(house: &House, path: &str, cookie: &str, folder: &Path) -> PathBuf {
    let request = Request::get(path).header("cookie", cookie);
    let request = request.body(Body::empty()).unwrap();
    let response = house.router().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200, "{path}");
    assert_eq!(response.headers()["content-type"], "application/pdf");
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    let file = folder.join("document.pdf");
    std::fs::write(&file, bytes).unwrap();
    file
}

/// The words of a PDF, lines joined.
pub fn words(file: &Path) -> String {
    text(file, "-layout")
}

/// Cell by cell, for tables with more than one line in a cell.
fn words_by_cell(file: &Path) -> String {
    text(file, "-raw")
}

fn text(file: &Path, order: &str) -> String {
    let output = Command::new("pdftotext")
        .arg(order)
        .arg(file)
        .arg("-")
        .output();
    let output = output.expect("pdftotext is installed (Debian: poppler-utils)");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    plain(&text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Somebody else's judgement of the file: veraPDF, by `tools/pdf-check`.
pub fn validate(file: &Path) {
    let checker = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tools/pdf-check/pdf-check"
    );
    let output = Command::new(checker).arg(file).output().unwrap();
    let told =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert!(output.status.success(), "{}", told.concat());
}

#[tokio::test]
async fn the_plan_holds_every_number_of_document_003() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::furnished(db).await;
        let folder = tempfile::tempdir().unwrap();
        let path = format!("{COUNCIL}/planer/2021-2023/plan.pdf");
        let file = pdf(&house, &path, folder.path()).await;
        let text = words(&file);
        for (party, _, amount) in PRINTED {
            assert!(
                text.contains(party) && text.contains(amount),
                "{party} {amount}"
            );
        }
        for number in BUDGET {
            assert!(text.contains(number), "{number} is not in the plan");
        }
        for sum in ["delsumma 6 950 000", "Summa av delarna 8 385 000"] {
            assert!(text.contains(sum), "{sum} is not in the plan");
        }
        assert!(!text.contains("Kompetens Kompetens"), "said once");
        for word in [
            "430 500 kr",
            "Innehåll",
            "M11",
            "Samhandling",
            "FREDA",
            "Grupperna på Samverkanstrappan",
            "siktar mot",
            "Bilaga",
        ] {
            assert!(text.contains(word), "{word} is not in the plan");
        }
        validate(&file);
    })
    .await;
}

#[tokio::test]
async fn the_distribution_explains_every_amount() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::furnished(db).await;
        let folder = tempfile::tempdir().unwrap();
        let path = format!("{COUNCIL}/fordelning/2021/fordelning.pdf");
        let file = pdf(&house, &path, folder.path()).await;
        let text = words(&file);
        for (party, share, amount) in PRINTED.iter().skip(1) {
            let reason = format!("4 361 000 kr × {share} = {amount}");
            assert!(text.contains(party) && text.contains(&reason), "{reason}");
        }
        for word in ["430 500 kr", "1 230 000 kr", "31 december 2011"] {
            assert!(text.contains(word), "{word} is not in the document");
        }
        validate(&file);
    })
    .await;
}

#[tokio::test]
async fn a_plan_with_indicators_is_valid_too() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::furnished(db).await;
        let folder = tempfile::tempdir().unwrap();
        let plan = house
            .get("/samverkan/e-forvaltning-i-varmdo/planer", "")
            .await;
        let start = plan
            .text
            .find("/samverkan/e-forvaltning-i-varmdo/planer/")
            .unwrap();
        let address = plan.text[start..].split('"').next().unwrap();
        let file = pdf(&house, &format!("{address}/plan.pdf"), folder.path()).await;
        assert!(words(&file).contains("80"), "the targets are in the plan");
        validate(&file);
    })
    .await;
}

/// Table 3.5 of document 004: two of its rows, and a relation of later pages.
const TIES: [(&str, &str, &str); 3] = [
    (
        "Jämtlands räddningstjänstförbund",
        "Härjedalens kommun, Åre kommun, Östersunds kommun",
        "Drift, Molntjänster",
    ),
    (
        "Jämtlands gymnasieförbund",
        "Bräcke kommun, Krokoms kommun, Ragunda kommun, Östersunds kommun",
        "E-skola",
    ),
    (
        "Region Jämtland Härjedalen",
        "Ragunda kommun, Bräcke kommun",
        "Virtuella hälsorum",
    ),
];

#[tokio::test]
async fn the_plan_shows_who_works_with_whom_about_what() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::furnished(db).await;
        let folder = tempfile::tempdir().unwrap();
        let path = "/samverkan/e-och-it-i-jamtland/planer/2015-2017/plan.pdf";
        let file = pdf(&house, path, folder.path()).await;
        let text = words(&file);
        for word in [
            "Vem samverkar med vem",
            "14 aktörer samverkar i 68 par",
            "Nätverk",
            "Matris",
            "Uppgivna samarbeten",
            "Par för par",
            "14 relationer är osäkra",
        ] {
            assert!(text.contains(word), "{word} is not in the plan");
        }
        let cells = words_by_cell(&file);
        for (party, whom, what) in TIES {
            let row = format!("{party} {whom} {what} Regional");
            assert!(cells.contains(&row), "{row} is not in the plan: {cells}");
        }
        let alike = "Bräcke kommun Härjedalens kommun, Krokoms kommun, Strömsunds kommun Regional";
        assert!(cells.contains(alike), "told together: {cells}");
        validate(&file);
        let alone = "/samverkan/e-forvaltning-i-varmdo/planer";
        let page = house.get(alone, "").await.text;
        let address = page.split(&format!("{alone}/")).nth(1).unwrap();
        let address = format!("{alone}/{}/plan.pdf", address.split('"').next().unwrap());
        let file = pdf(&house, &address, folder.path()).await;
        assert!(!words(&file).contains("Vem samverkar med vem"));
    })
    .await;
}

#[tokio::test]
async fn a_party_takes_its_page_to_the_meeting_at_home() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::furnished(db).await;
        let folder = tempfile::tempdir().unwrap();
        let path = "/aktorer/jonkopings-kommun/oversikt.pdf";
        let public = pdf(&house, path, folder.path()).await;
        let text = words(&public);
        for word in [
            "Jönköpings kommun",
            "1 657 180 kr",
            "38,00 % av 4 361 000 kr",
            "så räknas 1 657 180 kr",
            "Kommunerna delar resten",
            "4 361 000 kr × 38,00 % = 1 657 180 kr",
            "Löpande verksamhet 405 080 kr",
            "Deltar i",
        ] {
            assert!(text.contains(word), "{word} is not in the document: {text}");
        }
        for word in ["Väntar på er", "Våra personer", "leder till"] {
            assert!(!text.contains(word), "{word} is in the document: {text}");
        }
        validate(&public);
        let cookie = house.sign_in("representant").await;
        let demo = house.get("/", &cookie).await.text;
        let start = demo.find("/aktorer/").unwrap();
        let own = demo[start..].split('"').next().unwrap();
        let own = pdf_for(
            &house,
            &format!("{own}/oversikt.pdf"),
            &cookie,
            folder.path(),
        )
        .await;
        let text = words(&own);
        assert!(text.contains("Bedöm hur långt ni"), "{text}");
        for word in ["Våra personer", "Representant Exempel Representant"] {
            assert!(text.contains(word), "{word} is not in the document: {text}");
        }
        assert!(!text.contains('@'), "no addresses in print: {text}");
        validate(&own);
    })
    .await;
}

#[tokio::test]
async fn scenarios_side_by_side_are_valid_documents() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::furnished(db).await;
        let folder = tempfile::tempdir().unwrap();
        let compare = format!("{COUNCIL}/scenarier/jamforelse.pdf");
        let three = "?med=regionen-369-000&med=regionen-430-500&med=folkmangd-2020";
        for query in [three, "?med=regionen-430-500"] {
            let file = pdf(&house, &format!("{compare}{query}"), folder.path()).await;
            let text = words(&file);
            for word in [
                "430 500 kr",
                "61 500 kr",
                "16,67 %",
                "82 859 kr",
                "31 december 2020",
            ] {
                assert!(text.contains(word), "{word} is not in {query}: {text}");
            }
            validate(&file);
        }
    })
    .await;
}

#[tokio::test]
async fn a_business_case_is_a_valid_document() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::in_demo(db).await;
        let folder = tempfile::tempdir().unwrap();
        let cookie = house.sign_in("ekonom").await;
        let case =
            "/samverkan/digitala-radet-i-exempellanet/nyttokalkyler/gemensam-e-tjansteplattform";
        let file = pdf_for(
            &house,
            &format!("{case}/kalkyl.pdf"),
            &cookie,
            folder.path(),
        )
        .await;
        let text = words(&file);
        for word in [
            "Gemensam e-tjänsteplattform",
            "3 029 644 kr",
            "betalar sig efter 2,1 år",
            "Likadana e-tjänster: Den som flyttar",
            "Skissby kommun",
        ] {
            assert!(text.contains(word), "{word} is not in the document: {text}");
        }
        validate(&file);
    })
    .await;
}

#[tokio::test]
async fn a_document_about_votes_speaks_of_votes() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::empty(db).await;
        let mut example = example("jonkoping");
        let paths: Vec<String> = example.paths().map(ToOwned::to_owned).collect();
        let is_model = |path: &&String| path.ends_with("models/2021-trettio-procent.toml");
        let path = paths.iter().find(is_model).unwrap();
        let model = String::from_utf8(example.get(path).unwrap().to_vec()).unwrap();
        let votes = model.replace("purpose = \"cost\"", "purpose = \"votes\"");
        assert_ne!(votes, model);
        example.insert(path.clone(), votes);
        house.import(example, true).await;
        let folder = tempfile::tempdir().unwrap();
        let path = format!("{COUNCIL}/fordelning/2021-30-procent/fordelning.pdf");
        let file = pdf(&house, &path, folder.path()).await;
        let text = words(&file);
        for word in [
            "4 730 003 röster",
            "Röster har medlemmar",
            "Antalen avrundas",
        ] {
            assert!(text.contains(word), "{word} is not in {text}");
        }
        // What people wrote about the rule, and the budget that is divided, speak of kronor.
        let result = text.split("Tabell 1:").nth(1).unwrap();
        let result = result.split("Tabell 3:").next().unwrap();
        assert!(!result.contains(" kr"), "{result}");
        validate(&file);
    })
    .await;
}

#[tokio::test]
async fn a_decision_basis_is_a_valid_document() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::in_demo(db).await;
        let folder = tempfile::tempdir().unwrap();
        let cookie = house.sign_in("samordnare").await;
        let gate =
            "/samverkan/digitala-radet-i-exempellanet/initiativ/nationell-adresstjanst/fas/urval";
        let path = format!("{gate}/beslutsunderlag.pdf");
        let file = pdf_for(&house, &path, &cookie, folder.path()).await;
        let text = words(&file);
        for word in [
            "Nationell tjänst för byggnaders adresser",
            "Beslutspunkt: Urval",
            "Programrådet 2026-06-04",
            "Högst värde av de två",
            "kartsystem",
            "Angelägenhet",
        ] {
            assert!(text.contains(word), "{word} is not in the document: {text}");
        }
        validate(&file);
        let stranger = house.get(&path, "").await;
        assert_ne!(stranger.status, StatusCode::OK);
    })
    .await;
}

/// Minutes that others read when they are approved, and one paragraph of them.
#[tokio::test]
async fn minutes_and_excerpts_are_valid_and_keep_what_is_secret() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::empty(db).await;
        house.import(example(crate::world::LIVING), true).await;
        let folder = tempfile::tempdir().unwrap();
        let path = format!(
            "/samverkan/{}/moten/styrgruppen-2026-11-05/protokoll.pdf",
            crate::living_example::KEY
        );
        let file = pdf(&house, &path, folder.path()).await;
        let text = words(&file);
        for word in [
            "§ 14 Tjänsteavtal för plattformen",
            "Jävig: Vice ordföranden",
            "Tjänstgjorde: Ersättaren från Fiktivarp",
            "1 ja, 0 nej, 1 avstår",
            "Avstår: Ersättaren från Fiktivarp",
            "§ 15 Sekretess",
            "OSL 18 kap. 8 §",
            "till och med 2027-12-31",
            "2026-11-12",
        ] {
            assert!(text.contains(word), "{word} is not in {text}");
        }
        assert!(!text.contains("godkänner åtgärderna"), "{text}");
        validate(&file);
        let excerpt = format!("{path}?arende=tjansteavtal-for-plattformen");
        let file = pdf(&house, &excerpt, folder.path()).await;
        let text = words(&file);
        assert!(text.contains("§ 14") && !text.contains("§ 15"), "{text}");
        validate(&file);
    })
    .await;
}
