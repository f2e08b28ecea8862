//! Pictures in the texts of a plan: who sees them on page and paper, and how they go round.

use crate::file_forms::COUNCIL;
use crate::pdfs::{pdf_for, validate, words};
use crate::world::{Answer, House};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_database::Db;
use std::path::Path;
use std::process::Command;

samverk_testing::db_tests!(&migrations();
    whoever_may_fetch_a_picture_sees_it_on_the_page_and_others_read_what_it_shows,
    a_picture_is_told_for_those_who_do_not_see_it,
    the_preview_tells_why_a_picture_is_not_shown,
    a_plan_on_paper_has_the_pictures_that_its_reader_may_fetch,
    a_plan_with_pictures_goes_round,
);

const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
const TEXTS: &str =
    "![Karta över länet](fil:karta)\n\n![Länets vapen](fil:vapen)\n\n![Borta](fil:borta)";

fn plan() -> String {
    format!("{COUNCIL}/planer/bildplan")
}

/// A draft with a picture for members, one for all, and a cut one.
async fn with_pictures(house: &House) -> String {
    let cookie = house.sign_in("samordnare").await;
    let form = "title=Bildplan&key=bildplan&from=2031-01-01&to=2033-12-31";
    let opened = house
        .post(&format!("{COUNCIL}/planer/ny"), &cookie, form)
        .await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    let place = house.place_for_files(&plan(), &cookie).await;
    let bytes = STANDARD.decode(PNG).unwrap();
    for (title, is_public, bytes) in [
        ("Karta", "", &bytes[..]),
        ("Vapen", "true", &bytes),
        ("Trasig", "", &bytes[..40]),
    ] {
        let fields = [("title", title), ("public", is_public)];
        let sent = (&fields[..], "bild.png", bytes);
        let sent = house.send_file(&place, &cookie, sent).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    }
    cookie
}

async fn write(house: &House, cookie: &str, summary: &str, more: &str) -> Answer {
    let summary: String = form_urlencoded(summary);
    let path = format!("{}/versioner/1/text", plan());
    let seen = seen(&house.get(&path, cookie).await.text);
    let form = format!("revision={seen}&summary={summary}{more}");
    house.post(&path, cookie, &form).await
}

/// What a form says that its sender has seen.
fn seen(form: &str) -> String {
    let rest = form.split("name=\"revision\" value=\"").nth(1).unwrap();
    form_urlencoded(rest.split('"').next().unwrap())
}

fn form_urlencoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Written and shown to all.
async fn published(house: &House) -> String {
    let cookie = with_pictures(house).await;
    let saved = write(house, &cookie, TEXTS, "").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let path = format!("{}/versioner/1/publicera", plan());
    let seen = seen(&house.get(&path, &cookie).await.text);
    let form = format!("revision={seen}&published=true");
    let shown = house.post(&path, &cookie, &form).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text);
    cookie
}

/// The addresses of the pictures on a page, with what they show.
fn pictures(page: &str) -> Vec<(String, String)> {
    let all = page.split("<img class=\"picture\" src=\"").skip(1);
    all.map(|rest| {
        let mut parts = rest.split('"');
        let address = parts.next().unwrap().to_owned();
        (address, parts.nth(1).unwrap().to_owned())
    })
    .collect()
}

async fn whoever_may_fetch_a_picture_sees_it_on_the_page_and_others_read_what_it_shows(db: Db) {
    let house = House::with_council(db).await;
    let cookie = published(&house).await;
    let page = house.get(&plan(), &cookie).await.text;
    let shown = pictures(&page);
    let told: Vec<_> = shown.iter().map(|(_, alt)| alt.as_str()).collect();
    assert_eq!(told, ["Karta över länet", "Länets vapen"]);
    assert!(
        page.contains("<p class=\"picture-words\">Bild: Borta</p>"),
        "{page}"
    );
    let to_all = house.get(&plan(), "").await.text;
    let seen = pictures(&to_all);
    assert_eq!(seen, [shown[1].clone()]);
    assert!(to_all.contains("Bild: Karta över länet"));
    for (cookie, (address, _), expected) in [
        ("", &shown[1], StatusCode::OK),
        ("", &shown[0], StatusCode::NOT_FOUND),
        (cookie.as_str(), &shown[0], StatusCode::OK),
    ] {
        assert_eq!(
            house.get(address, cookie).await.status,
            expected,
            "{address}"
        );
    }
}

async fn a_picture_is_told_for_those_who_do_not_see_it(db: Db) {
    let house = House::with_council(db).await;
    let cookie = with_pictures(&house).await;
    let refused = write(&house, &cookie, "Först\n\n![ ](fil:karta)", "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text
            .contains("Rad 3: bilden karta saknar beskrivning"),
        "{}",
        refused.text
    );
    assert!(refused.text.contains("href=\"#input-summary\""));
    let area = format!("{}/versioner/1/fokusomraden/ny", plan());
    let seen = seen(&house.get(&area, &cookie).await.text);
    let purpose = form_urlencoded("![](fil:karta)");
    let form = format!("revision={seen}&name=Karta&purpose={purpose}");
    let refused = house.post(&area, &cookie, &form).await.text;
    assert!(refused.contains("href=\"#input-purpose\""), "{refused}");
}

async fn the_preview_tells_why_a_picture_is_not_shown(db: Db) {
    let house = House::with_council(db).await;
    let cookie = with_pictures(&house).await;
    let large = vec![b' '; 16];
    let place = house.place_for_files(&plan(), &cookie).await;
    let fields = [("title", "Anteckning")];
    house
        .send_file(&place, &cookie, (&fields, "anteckning.txt", &large))
        .await;
    let text = "![Karta](fil:karta) ![Borta](fil:borta) ![Anteckning](fil:anteckning)";
    let beside = write(&house, &cookie, text, "&preview=part").await;
    assert_eq!(beside.status, StatusCode::OK);
    assert_eq!(pictures(&beside.text).len(), 1, "{}", beside.text);
    for said in ["Bilden borta finns inte", "Filen anteckning är ingen bild"] {
        assert!(beside.text.contains(said), "{said}: {}", beside.text);
    }
    // The form tells what to write, also without script.
    let form = house
        .get(&format!("{}/versioner/1/text", plan()), &cookie)
        .await
        .text;
    assert!(
        form.contains("![Skriv vad bilden visar](fil:karta)"),
        "{form}"
    );
    assert!(!form.contains("fil:anteckning"));
    let area = format!("{}/versioner/1/fokusomraden/ny", plan());
    let form = format!("revision=1&preview=part&purpose={}", form_urlencoded(text));
    let beside = house.post(&area, &cookie, &form).await.text;
    assert_eq!(pictures(&beside).len(), 1, "{beside}");
}

/// How many pictures a PDF holds; what is transparent in one counts as another.
fn held(file: &Path) -> usize {
    let output = Command::new("pdfimages").arg("-list").arg(file).output();
    let told = output
        .expect("pdfimages is installed (Debian: poppler-utils)")
        .stdout;
    let told = String::from_utf8_lossy(&told).into_owned();
    told.lines().filter(|line| line.contains(" image ")).count()
}

async fn a_plan_on_paper_has_the_pictures_that_its_reader_may_fetch(db: Db) {
    let house = House::with_council(db).await;
    let cookie = published(&house).await;
    let folder = tempfile::tempdir().unwrap();
    let path = format!("{}/plan.pdf", plan());
    let file = pdf_for(&house, &path, &cookie, folder.path()).await;
    let both = held(&file);
    assert!(words(&file).contains("Bild: Borta"), "{}", words(&file));
    validate(&file);
    let file = pdf_for(&house, &path, "", folder.path()).await;
    assert!(both > 0 && held(&file) * 2 == both, "one of two pictures");
    let told = words(&file);
    assert!(
        told.contains("Bild: Karta över länet") && !told.contains("vapen"),
        "{told}"
    );
    validate(&file);
    // What cannot be drawn is its words, and stops nothing.
    let saved = write(&house, &cookie, "![En trasig bild](fil:trasig)", "").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let file = pdf_for(&house, &path, &cookie, folder.path()).await;
    assert!(words(&file).contains("Bild: En trasig bild"));
}

async fn a_plan_with_pictures_goes_round(db: Db) {
    let house = House::with_council(db).await;
    published(&house).await;
    let exported = house.export(&[]).await;
    samverk_testing::on_sqlite(&migrations(), |empty| async {
        let copy = House::empty(empty).await;
        let outcome = copy.import(exported.folder, true).await;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
        let shown = pictures(&copy.get(&plan(), "").await.text);
        let told: Vec<_> = shown.iter().map(|(_, alt)| alt.as_str()).collect();
        assert_eq!(told, ["Länets vapen"]);
        assert_eq!(copy.get(&shown[0].0, "").await.status, StatusCode::OK);
    })
    .await;
}
