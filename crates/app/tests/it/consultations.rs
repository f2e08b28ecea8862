//! An answer in a consultation goes out as a PDF for the archive, as a DOCX, and as a package for the sender.

use crate::living_example::{KEY, with_example};
use crate::pdfs::{pdf_for, validate, words};
use crate::world::{House, LIVING, example};
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_database::Db;
use sea_orm::ConnectionTrait;
use std::process::Command;

samverk_testing::db_tests!(&migrations();
    alingsas_tells_its_eleven_days,
    an_answer_is_for_the_archive_and_for_word_processors,
    what_was_decided_gives_the_same_bytes_whatever_is_changed,
    what_was_kept_goes_with_the_folder,
    the_package_has_the_decided_answers_with_both_numbers,
    one_party_answers_once_in_a_file,
    an_answer_in_a_file_names_its_consultation,
    the_joint_draft_is_commented_on_by_whoever_writes_in_it,
);

async fn alingsas_tells_its_eleven_days(db: Db) {
    let house = with_example(db).await;
    let outcome = house.import(example("alingsas"), true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    let cookie = house.with_demo_people().await;
    let path = "/samverkan/digital-malbild-i-alingsas/remissvar/miljoskyddsnamnden";
    let page = house.get(path, &cookie).await.text;
    for told in [
        "11 dagar efter sista dag",
        "2018.018 MN",
        "MR 2018-0483",
        "Tekniska förvaltningen",
        "2018-04-16",
    ] {
        assert!(page.contains(told), "{told} in {page}");
    }
}

fn answer(party: &str) -> String {
    format!("/samverkan/{KEY}/remissvar/gemensam-digital-infrastruktur-{party}")
}

async fn an_answer_is_for_the_archive_and_for_word_processors(db: Db) {
    let house = with_example(db).await;
    let cookie = house.with_demo_people().await;
    let folder = tempfile::tempdir().unwrap();
    let own = answer("exempelstads-kommun");
    let path = format!("{own}/remissvar.pdf");
    let file = pdf_for(&house, &path, &cookie, folder.path()).await;
    validate(&file);
    let told = words(&file);
    let summary = told.find("Kommunen tillstyrker ett gemensamt e-arkiv");
    let first = told.find("5.1 Ett gemensamt e-arkiv");
    assert!(
        summary.is_some() && summary < first,
        "the summary is first: {told}"
    );
    for words in [
        "Tillstyrker",
        "Avstyrker",
        "Påpekar brister",
        "KS 2026:901",
        "PM 2026/0417",
    ] {
        assert!(told.contains(words), "{words} in {told}");
    }
    let (docx, headers) = house.file(&format!("{own}/remissvar.docx"), &cookie).await;
    let name = headers["content-disposition"].to_str().unwrap();
    assert!(
        name.contains("Remissvar_Exempelstads-kommun_KS-2026-901_PM-2026-0417.docx"),
        "both numbers, the sender's last: {name}"
    );
    let place = folder.path().join("answer.docx");
    std::fs::write(&place, docx).unwrap();
    let converted = Command::new("unzip")
        .args(["-p", place.to_str().unwrap(), "word/document.xml"])
        .output()
        .unwrap();
    let document = String::from_utf8(converted.stdout).unwrap();
    for words in [
        "Sammanfattning",
        "Avstyrker.",
        "Stadsarkivet",
        "PM 2026/0417",
    ] {
        assert!(document.contains(words), "{words} in {document}");
    }
}

async fn the_package_has_the_decided_answers_with_both_numbers(db: Db) {
    let house = with_example(db).await;
    let cookie = house.with_demo_people().await;
    let path = format!("/samverkan/{KEY}/remisser/gemensam-digital-infrastruktur/remissvar.zip");
    let asked = house.get(&path, &cookie).await.location;
    let said = format!("samverkan={KEY}&remiss=gemensam-digital-infrastruktur");
    assert_eq!(asked, format!("/arbeten/ny/remissvar?{said}"));
    let work = house.begin(&cookie, "remissvar", &said).await;
    house.work_long().await;
    let (bytes, headers) = house.file(&format!("{work}/hamta"), &cookie).await;
    let name = headers["content-disposition"].to_str().unwrap();
    assert!(name.contains("PM-2026-0417.zip"), "{name}");
    let folder = samverk_exchange::Folder::from_zip(&bytes).unwrap();
    let names: Vec<&str> = folder.paths().collect();
    assert_eq!(
        names,
        [
            "Remissvar_Fiktivarps-kommun_KS-2026-377_PM-2026-0417.docx",
            "Remissvar_Fiktivarps-kommun_KS-2026-377_PM-2026-0417.pdf",
            "Remissvar_Region-Exempellänet_RS-2026-1204_PM-2026-0417.docx",
            "Remissvar_Region-Exempellänet_RS-2026-1204_PM-2026-0417.pdf",
            "Ställningstaganden per part.csv",
            "Ställningstaganden per punkt.csv",
        ]
    );
    let stranger = house.get(&path, "").await;
    assert_ne!(stranger.status, 200, "for its members only");
}

/// The living example with another text in one of its files of consultations.
fn changed(file: &str, changed: impl Fn(String) -> String) -> (String, samverk_exchange::Folder) {
    let mut folder = example(LIVING);
    let path = format!("collaborations/{KEY}/{file}");
    let text = String::from_utf8(folder.get(&path).unwrap().to_vec()).unwrap();
    folder.insert(path.clone(), changed(text));
    (path, folder)
}

/// Code, row and column of what is wrong in the file.
async fn refused(
    db: Db,
    (path, folder): (String, samverk_exchange::Folder),
) -> Vec<(&'static str, u32, String)> {
    let house = House::empty(db).await;
    let Outcome::Refused(problems) = house.import(folder, true).await else {
        panic!("the folder should be refused");
    };
    let here = problems
        .iter()
        .filter(|one| one.place.file.as_deref() == Some(&*path));
    let told = here.map(|one| {
        let place = &one.place;
        let row = u32::try_from(place.row.unwrap_or_default()).unwrap();
        (one.code, row, place.column.clone().unwrap_or_default())
    });
    told.collect()
}

async fn one_party_answers_once_in_a_file(db: Db) {
    let file = changed("consultation-answers.csv", |text| {
        let second = text.lines().find(|line| line.contains("tankebo")).unwrap();
        let key = "gemensam-digital-infrastruktur-tankebo-kommun,";
        let second = second.replacen(key, "en-gang-till,", 1);
        format!("{text}{second}\n")
    });
    let told = refused(db, file).await;
    assert_eq!(told.len(), 1, "{told:?}");
    let (code, row, column) = &told[0];
    assert_eq!(
        (*code, column.as_str()),
        ("consultation_answer_exists", "party")
    );
    assert!(*row > 10, "the second of them: {row}");
}

async fn an_answer_in_a_file_names_its_consultation(db: Db) {
    let file = changed("consultation-answers.csv", |text| {
        let of = "-tankebo-kommun,gemensam-digital-infrastruktur,";
        assert!(text.contains(of), "{text}");
        text.replacen(of, "-tankebo-kommun,,", 1)
    });
    let told = refused(db, file).await;
    assert_eq!(told.len(), 1, "{told:?}");
    let (code, _, column) = &told[0];
    assert_eq!(
        (*code, column.as_str()),
        ("consultation_answer_alone", "consultation")
    );
}

async fn the_joint_draft_is_commented_on_by_whoever_writes_in_it(db: Db) {
    let house = with_example(db).await;
    let cookie = house.with_demo_people().await;
    let path = format!("/samverkan/{KEY}/remisspunkter/gemensamt-e-arkiv");
    let page = house.get(&path, &cookie).await.text;
    let mut places = page
        .split('"')
        .filter(|part| part.starts_with("/kommentarer/consultation_point/"));
    let action = places
        .next()
        .unwrap_or_else(|| panic!("nowhere to comment in {page}"));
    let action = action.split(['?', '#']).next().unwrap();
    let sent = house
        .post(
            action,
            &cookie,
            "text=Vem+betalar+e-arkivet%3F&audience=members",
        )
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let page = house.get(&path, &cookie).await.text;
    assert!(page.contains("Vem betalar e-arkivet?"), "{page}");
}

/// The example's region has sent its answer; the others write on, and time goes.
async fn what_was_decided_gives_the_same_bytes_whatever_is_changed(db: Db) {
    let house = with_example(db).await;
    let cookie = house.with_demo_people().await;
    let own = answer("fiktivarps-kommun");
    let (pdf, _) = house.file(&format!("{own}/remissvar.pdf"), &cookie).await;
    let (docx, headers) = house.file(&format!("{own}/remissvar.docx"), &cookie).await;
    let name = headers["content-disposition"].clone();
    let tx = house.db.begin("change_behind").await.unwrap();
    // Whoever goes past the rules changes nothing of what was sent.
    for change in [
        "UPDATE consultation SET title = 'Ett annat namn', sender_number = 'ZZ'",
        "UPDATE consultation_point SET title = 'En annan punkt'",
        "UPDATE consultation_section SET reason = 'Nu säger vi något annat'",
    ] {
        tx.connection().execute_unprepared(change).await.unwrap();
    }
    tx.commit().await.unwrap();
    let (pdf_after, _) = house.file(&format!("{own}/remissvar.pdf"), &cookie).await;
    let (docx_after, headers) = house.file(&format!("{own}/remissvar.docx"), &cookie).await;
    assert_eq!(name, headers["content-disposition"]);
    assert!(docx == docx_after, "the same bytes");
    assert!(pdf == pdf_after, "the same bytes");
}

async fn what_was_kept_goes_with_the_folder(db: Db) {
    let house = with_example(db).await;
    let path = format!(
        "collaborations/{KEY}/consultation-answers/gemensam-digital-infrastruktur-fiktivarps-kommun/letter.toml"
    );
    let plain = house.export(&[KEY]).await.folder;
    assert!(plain.get(&path).is_none(), "the rows say it all");
    let tx = house.db.begin("change_behind").await.unwrap();
    let change = "UPDATE consultation SET sender_number = 'ZZ'";
    tx.connection().execute_unprepared(change).await.unwrap();
    tx.commit().await.unwrap();
    let folder = house.export(&[KEY]).await.folder;
    let letter = folder.get(&path).unwrap().to_vec();
    let letter = String::from_utf8(letter).unwrap();
    for words in ["PM 2026/0417", "KS 2026:377", "5.1 Ett gemensamt e-arkiv"] {
        assert!(letter.contains(words), "{words} in {letter}");
    }
    let outcome = house.import(folder.clone(), true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    let mut other = folder;
    other.insert(path, letter.replace("PM 2026/0417", "YY"));
    let outcome = house.import(other, true).await;
    let Outcome::Refused(problems) = outcome else {
        panic!("{outcome:?}");
    };
    assert_eq!(problems[0].code, "consultation_letter_differs");
}
