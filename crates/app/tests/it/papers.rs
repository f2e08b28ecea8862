//! A document is written in a case from a template, finished as files for the archive, and never written over.

use crate::pdfs::{pdf_for, validate, words};
use crate::world::House;
use axum::http::StatusCode;
use samverk_app::bundle::Outcome;
use samverk_app::modules::migrations;
use samverk_database::Db;

samverk_testing::db_tests!(&migrations();
    a_document_is_written_finished_and_finished_again,
    what_the_case_does_not_say_is_told_before_anything_is_kept,
    what_is_written_comes_to_the_same_elsewhere,
);

/// Where the documents of the case are, and who works there.
pub struct Desk {
    pub cookie: String,
    pub case: String,
}

impl House {
    pub async fn accepted(&self, cookie: &str, path: &str, form: &str) -> String {
        let answer = self.post(path, cookie, form).await;
        let (status, text) = (answer.status, &answer.text);
        assert_eq!(status, StatusCode::SEE_OTHER, "{path}: {text}");
        answer.location.split('?').next().unwrap().to_owned()
    }

    /// A registry of somebody's party, with a case.
    pub async fn with_case(&self) -> Desk {
        let cookie = self.sign_in("partsadministrator").await;
        let party = self.own_party(&cookie).await;
        let registry =
            "name=Kommunstyrelsen&code=KS&shape=code_year_number&digits=5&publicity=subjects";
        self.accepted(&cookie, &format!("{party}/diarier/ny"), registry)
            .await;
        let case = "subject=Skyltar+*vid*+%23Storgatan&begun=own";
        let cases = format!("{party}/diarier/kommunstyrelsen/arenden");
        let case = self.accepted(&cookie, &format!("{cases}/ny"), case).await;
        Desk { cookie, case }
    }
}

impl Desk {
    /// A decision that is written and finished. Answers its address.
    pub async fn finished(&self, house: &House) -> String {
        let begun = "template=beslut-pa-delegation&language=sv&title=Beslut+om+skyltar";
        let to = format!("{}/handlingar/uppratta", self.case);
        let text = house.accepted(&self.cookie, &to, begun).await;
        let one = text.strip_suffix("/text").unwrap().to_owned();
        self.write(house, &one, ("Ansökan beviljas.", 1)).await;
        let finish = format!("{one}/fardigstall");
        house.accepted(&self.cookie, &finish, "revision=2").await;
        one
    }

    pub async fn write(&self, house: &House, one: &str, (said, seen): (&str, i64)) {
        let text = format!(
            "## Beslut\n\n{said}\n\n{{{{number}}}}: {{{{subject}}}}\n\n#read(\"/etc/passwd\")"
        );
        let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        let form = format!("title=Beslut+om+skyltar&text={text}&revision={seen}");
        house
            .accepted(&self.cookie, &format!("{one}/text"), &form)
            .await;
    }

    /// Where the files of its versions are, the latest first, PDF before DOCX.
    pub async fn files(&self, house: &House, one: &str) -> Vec<String> {
        let page = house.get(&format!("{one}/visa"), &self.cookie).await.text;
        let links = page.split("href=\"/filer/").skip(1);
        links
            .map(|link| format!("/filer/{}", link.split('"').next().unwrap()))
            .collect()
    }
}

async fn a_document_is_written_finished_and_finished_again(db: Db) {
    let house = House::with_council(db).await;
    let desk = house.with_case().await;
    let one = desk.finished(&house).await;
    let folder = tempfile::tempdir().unwrap();
    let first = desk.files(&house, &one).await;
    assert_eq!(first.len(), 2, "{first:?}");
    let (bytes, _) = house.file(&first[0], &desk.cookie).await;
    let file = folder.path().join("first.pdf");
    std::fs::write(&file, &bytes).unwrap();
    validate(&file);
    let told = words(&file);
    for wanted in [
        "Ansökan beviljas.",
        "Skyltar *vid* #Storgatan",
        "Beslut om skyltar",
        "-1",
        "#read(\"/etc/passwd\")",
    ] {
        assert!(told.contains(wanted), "{wanted} in {told}");
    }
    assert!(!told.contains("root:"), "{told}");
    let (docx, _) = house.file(&first[1], &desk.cookie).await;
    assert!(docx.starts_with(b"PK"));
    // The draft says that it is one.
    let draft = format!("{one}/utkast.pdf");
    let draft = pdf_for(&house, &draft, &desk.cookie, folder.path()).await;
    assert!(words(&draft).contains("Utkast"));
    // A second version lies beside the first, which stays as it was.
    desk.write(&house, &one, ("Ansökan avslås.", 2)).await;
    house
        .accepted(&desk.cookie, &format!("{one}/fardigstall"), "revision=3")
        .await;
    let both = desk.files(&house, &one).await;
    assert_eq!(both.len(), 4, "{both:?}");
    assert_eq!(both[2..], first[..]);
    let (again, _) = house.file(&first[0], &desk.cookie).await;
    assert_eq!(again, bytes, "the first version is what it was");
    // The case names the latest, as an official document.
    let case = house.get(&desk.case, &desk.cookie).await.text;
    assert!(
        case.contains("Allmän handling") && case.contains(&both[0]),
        "{case}"
    );
    // An older page does not finish what somebody has written since.
    let stale = house
        .post(&format!("{one}/fardigstall"), &desk.cookie, "revision=2")
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
}

async fn what_the_case_does_not_say_is_told_before_anything_is_kept(db: Db) {
    let house = House::with_council(db).await;
    let desk = house.with_case().await;
    let begun = "template=samverk%3Ayttrande&language=sv&title=";
    let to = format!("{}/handlingar/uppratta", desk.case);
    let text = house.accepted(&desk.cookie, &to, begun).await;
    let one = text.strip_suffix("/text").unwrap();
    let page = house.get(&format!("{one}/visa"), &desk.cookie).await.text;
    assert!(page.contains("saknas i ärendet"), "{page}");
    let refused = house
        .post(&format!("{one}/fardigstall"), &desk.cookie, "revision=1")
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    for field in ["{{counterpart}}", "{{officer}}"] {
        let told = format!("{field} har inget att hämta i ärendet");
        assert!(refused.text.contains(&told), "{told} in {}", refused.text);
    }
    assert_eq!(desk.files(&house, one).await, Vec::<String>::new());
}

async fn what_is_written_comes_to_the_same_elsewhere(db: Db) {
    let house = House::with_council(db).await;
    let desk = house.with_case().await;
    desk.finished(&house).await;
    let out = house.export(&[]).await;
    // Brought in where it stands, it changes nothing.
    let outcome = house.import(out.folder.clone(), true).await;
    assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
    let here = written(&out.folder);
    assert_eq!(written(&house.export(&[]).await.folder), here);
    let folder = out.folder;
    samverk_testing::on_sqlite(&migrations(), |empty| async move {
        let other = House::empty(empty).await;
        let outcome = other.import(folder, true).await;
        assert!(matches!(outcome, Outcome::Saved(_)), "{outcome:?}");
        assert_eq!(written(&other.export(&[]).await.folder), here);
    })
    .await;
}

/// What the folder says of what is written in cases.
fn written(folder: &samverk_exchange::Folder) -> Vec<String> {
    let names = ["documents.csv", "texts.csv", "versions.csv"];
    let tables = names.map(|name| {
        let is_it = |path: &&str| path.contains("/registries/") && path.ends_with(name);
        let path = folder.paths().find(is_it).unwrap();
        String::from_utf8(folder.get(path).unwrap().to_vec()).unwrap()
    });
    tables.into()
}
