//! Ended cases go to the e-archive: the package, the archive's receipt, and what each case tells afterwards.

use crate::file_forms::last_file;
use crate::world::{Answer, House, project_root};
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::{Backend, Db};
use std::collections::BTreeMap;
use std::io::Read;
use std::process::Command;

samverk_testing::db_tests!(&migrations();
    a_package_is_made_and_its_receipt_tells_the_cases,
    what_does_not_agree_saves_nothing,
    what_is_delivered_is_not_delivered_twice,
    only_the_party_s_administrators_deliver,
);

const MISSIVE: &[u8] = b"%PDF-1.7\n";

/// A party with a closed case that has a document, a void one, and an agreement with an archive.
struct Party {
    house: House,
    cookie: String,
    /// Where its pages begin.
    at: String,
}

impl Party {
    async fn of(db: Db) -> Self {
        let house = House::with_council(db).await;
        let cookie = house.sign_in("partsadministrator").await;
        let at = house.own_party(&cookie).await;
        let party = Self { house, cookie, at };
        let registry =
            "name=Kommunstyrelsen&code=KS&shape=code_year_number&digits=5&publicity=subjects";
        party.sent("/diarier/ny", registry).await;
        let case = party.case("Remiss+om+digital+m%C3%A5lbild").await;
        let place = party.house.place_for_files(&case, &party.cookie).await;
        let file = (&[] as &[_], "missiv.pdf", MISSIVE);
        let laid = party.house.send_file(&place, &party.cookie, file).await;
        assert_eq!(laid.status, StatusCode::SEE_OTHER, "{}", laid.text);
        let page = party.get(&case).await.text;
        let file = last_file(&page);
        let file = file.split('/').nth(2).unwrap();
        let document = format!(
            "title=Missiv&direction=incoming&dated_on=2026-01-02&sort=official&file={file}%2F1"
        );
        let rest = case.strip_prefix(&party.at).unwrap().to_owned();
        party
            .sent(&format!("{rest}/handlingar/ny"), &document)
            .await;
        let seen = party.seen(&format!("{rest}/avsluta")).await;
        party.sent(&format!("{rest}/avsluta"), &seen).await;
        let void = party.case("Tv%C3%A5+g%C3%A5nger").await;
        let rest = void.strip_prefix(&party.at).unwrap().to_owned();
        let seen = party.seen(&format!("{rest}/makulera")).await;
        let reason = format!("{seen}&reason=Registrerat+tv%C3%A5+g%C3%A5nger");
        party.sent(&format!("{rest}/makulera"), &reason).await;
        let agreement = "archive=Exempell%C3%A4nets+e-arkiv&creator=Kommunstyrelsen&agreement=L%C3%96+7&contact_role=Arkivarie&contact_address=arkiv%40exempel.se";
        party.sent("/leveransoverenskommelser/ny", agreement).await;
        party
    }

    async fn get(&self, path: &str) -> Answer {
        self.house.get(path, &self.cookie).await
    }

    async fn sent(&self, rest: &str, form: &str) -> String {
        let path = format!("{}{rest}", self.at);
        let to = self.house.sent(&self.cookie, &path, form).await;
        to.split('?').next().unwrap().to_owned()
    }

    /// The revision that the form has seen.
    async fn seen(&self, rest: &str) -> String {
        let form = self.get(&format!("{}{rest}", self.at)).await.text;
        let value = form.split("name=\"revision\" value=\"").nth(1);
        let value = value.unwrap_or_else(|| panic!("no revision: {form}"));
        format!("revision={}", value.split('"').next().unwrap())
    }

    async fn case(&self, subject: &str) -> String {
        let form =
            format!("subject={subject}&begun=incoming&counterpart=P%C3%A5hittade+myndigheten");
        self.sent("/diarier/kommunstyrelsen/arenden/ny", &form)
            .await
    }

    /// Plans a delivery: its page, and the form of its package.
    async fn plan(&self, title: &str, sort: &str) -> (String, String) {
        let form = format!(
            "title={title}&agreement=exempellanets-e-arkiv&registry=kommunstyrelsen&sort={sort}"
        );
        self.sent("/leveranser/ny", &form).await;
        let key = title.replace('+', "-").to_lowercase();
        let party = self.at.rsplit('/').next().unwrap();
        let page = format!("{}/leveranser/{key}", self.at);
        (page, format!("part={party}&leverans={key}"))
    }

    /// Makes the package: its bytes.
    async fn pack(&self, form: &str) -> Vec<u8> {
        let work = self.house.begin(&self.cookie, "leverans", form).await;
        self.house.work_long().await;
        let done = self.get(&work).await.text;
        assert!(done.contains("Klart"), "{done}");
        self.house
            .file(&format!("{work}/hamta"), &self.cookie)
            .await
            .0
    }

    /// What the page of a delivery has as the list of its files.
    async fn list(&self, page: &str) -> String {
        let told = self.get(page).await.text;
        let (bytes, _) = self.house.file(&last_file(&told), &self.cookie).await;
        String::from_utf8(bytes).unwrap()
    }

    async fn receipt(&self, page: &str, receipt: &str) -> Answer {
        let file = (&[] as &[_], "kvitto.csv", receipt.as_bytes());
        let path = format!("{page}/kvitto");
        self.house.send_file(&path, &self.cookie, file).await
    }
}

fn unpacked(package: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = tar::Archive::new(package);
    let mut found = BTreeMap::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let path = entry.path().unwrap().to_str().unwrap().to_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        found.insert(path.split_once('/').unwrap().1.to_owned(), content);
    }
    found
}

/// Other programs judge the package, where the schemas are at hand.
fn judged(package: &[u8]) {
    let schemas = std::env::var("SAMVERK_FGS").ok();
    let beside = project_root().join("../shared/data/fgs");
    let Some(schemas) = schemas.or_else(|| beside.to_str().map(str::to_owned)) else {
        return;
    };
    if !std::path::Path::new(&schemas).join("csip").is_dir() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("leverans.tar"), package).unwrap();
    let judge = Command::new(project_root().join("tools/check-packages"))
        .arg(folder.path())
        .env("SAMVERK_FGS", schemas)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&judge.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&judge.stderr).into_owned();
    assert!(judge.status.success(), "{told}\n{wrong}");
}

async fn a_package_is_made_and_its_receipt_tells_the_cases(db: Db) {
    let is_sqlite = db.backend() == Backend::Sqlite;
    let party = Party::of(db).await;
    let (page, form) = party.plan("Avslutade+2026", "new").await;
    let planned = party.get(&page).await.text;
    assert!(
        planned.contains("Gör paketet") && planned.contains("Planerad"),
        "{planned}"
    );
    let package = party.pack(&form).await;
    if is_sqlite {
        judged(&package);
    }
    let files = unpacked(&package);
    let erms = String::from_utf8(files["metadata/descriptive/erms.xml"].clone()).unwrap();
    for said in [
        "Remiss om digital målbild",
        "Registrerat två gånger",
        "Missiv",
        "Registrerades",
    ] {
        assert!(erms.contains(said), "{said}: {erms}");
    }
    let missives = files.iter().filter(|(_, bytes)| *bytes == MISSIVE);
    assert_eq!(missives.count(), 1);
    let packed = party.get(&page).await.text;
    assert!(
        packed.contains("Väntar på kvitto") && packed.contains("Läs in arkivets kvitto"),
        "{packed}"
    );
    let list = party.list(&page).await;
    assert_eq!(list.lines().count(), files.len() + 1);
    // The archive answers with the folder in which it has laid all of it.
    let mut rows = list.lines();
    let head = rows.next().unwrap();
    let told: Vec<String> = rows.map(|row| format!("aip/0042/{row}")).collect();
    let receipt = format!("{head}\n{}\n", told.join("\n"));
    let answer = party.receipt(&page, &receipt).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let received = party.get(&page).await.text;
    assert!(
        received.contains("Mottagen") && !received.contains("Gör paketet"),
        "{received}"
    );
    let year = received_year(&party).await;
    for number in ["00001", "00002"] {
        let case = format!(
            "{}/diarier/kommunstyrelsen/arenden/ks-{year}-{number}",
            party.at
        );
        let case = party.get(&case).await.text;
        assert!(case.contains("Finns hos Exempellänets e-arkiv"), "{case}");
        assert!(case.contains("Levererades till e-arkivet"), "{case}");
    }
}

/// The year of the numbers that the registry gave.
async fn received_year(party: &Party) -> String {
    let list = party
        .get(&format!("{}/diarier/kommunstyrelsen", party.at))
        .await
        .text;
    let number = list.split("KS ").nth(1).unwrap();
    number.split('/').next().unwrap().to_owned()
}

async fn what_does_not_agree_saves_nothing(db: Db) {
    let party = Party::of(db).await;
    let (page, form) = party.plan("Avslutade+2026", "new").await;
    let early = party.get(&format!("{page}/kvitto")).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.text);
    party.pack(&form).await;
    let list = party.list(&page).await;
    let lines: Vec<&str> = list.lines().collect();
    let sum = lines[2].rsplit(';').next().unwrap();
    let other = list.replace(sum, &"0".repeat(64));
    let told = party.receipt(&page, &other).await;
    assert_eq!(
        told.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        told.text
    );
    assert!(
        told.text.contains("Rad 3") && told.text.contains(&"0".repeat(64)),
        "{}",
        told.text
    );
    let fewer = [&lines[..2], &lines[3..]].concat().join("\n");
    let told = party.receipt(&page, &fewer).await.text;
    assert!(told.contains("saknas i kvittot"), "{told}");
    for (receipt, code) in [
        ("", "Välj"),
        ("zebra", "kolumnen"),
        ("path;sha256\n", "inga filer"),
    ] {
        let told = party.receipt(&page, receipt).await;
        assert!(told.status.is_client_error(), "{receipt}");
        assert!(told.text.contains(code), "{receipt}: {}", told.text);
    }
    let still = party.get(&page).await.text;
    assert!(still.contains("Väntar på kvitto"), "{still}");
    // Made anew, the delivery has another package, and the old list agrees with nothing.
    let rest = page.strip_prefix(&party.at).unwrap().to_owned();
    let revision = party.seen(&format!("{rest}/beslut?till=planned")).await;
    party
        .sent(&format!("{rest}/beslut"), &format!("to=planned&{revision}"))
        .await;
    let planned = party.get(&page).await.text;
    assert!(planned.contains("Gör paketet"), "{planned}");
    // Nobody takes the steps by hand that the package and the receipt take.
    let revision = party.seen(&format!("{rest}/redigera")).await;
    let by_hand = format!("{page}/beslut");
    let form = format!("to=packed&{revision}");
    let refused = party.house.post(&by_hand, &party.cookie, &form).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    assert!(
        refused.text.contains("Paketet är inte gjort"),
        "{}",
        refused.text
    );
}

async fn what_is_delivered_is_not_delivered_twice(db: Db) {
    let party = Party::of(db).await;
    // A test speaks for nothing.
    let (_, form) = party.plan("Prov", "test").await;
    party.pack(&form).await;
    let (page, form) = party.plan("Avslutade+2026", "new").await;
    party.pack(&form).await;
    let (again, form) = party.plan("En+till", "new").await;
    let work = party.house.begin(&party.cookie, "leverans", &form).await;
    party.house.work_long().await;
    let told = party.get(&work).await.text;
    assert!(told.contains("Leveransen har inga ärenden"), "{told}");
    let planned = party.get(&again).await.text;
    assert!(planned.contains("Planerad"), "{planned}");
    // What the archive does not take is free again.
    let rest = page.strip_prefix(&party.at).unwrap().to_owned();
    let revision = party.seen(&format!("{rest}/beslut?till=refused")).await;
    let refused = format!("to=refused&reason=Fel+format&{revision}");
    party.sent(&format!("{rest}/beslut"), &refused).await;
    let package = party.pack(&form).await;
    assert!(unpacked(&package).contains_key("METS.xml"));
}

async fn only_the_party_s_administrators_deliver(db: Db) {
    let party = Party::of(db).await;
    let (page, form) = party.plan("Avslutade+2026", "new").await;
    for (who, status) in [
        ("representant", StatusCode::FORBIDDEN),
        ("samordnare", StatusCode::NOT_FOUND),
        ("administrator", StatusCode::NOT_FOUND),
    ] {
        let cookie = party.house.sign_in(who).await;
        let path = "/arbeten/ny/leverans";
        let answer = party.house.post(path, &cookie, &form).await;
        assert_eq!(answer.status, status, "{who}");
        let receipt = party.house.get(&format!("{page}/kvitto"), &cookie).await;
        assert!(receipt.status.is_client_error(), "{who}");
    }
    // The list and the receipt name the files of secret cases: others of the party do not find them.
    party.pack(&form).await;
    let list = last_file(&party.get(&page).await.text);
    for who in ["representant", "lasare", "samordnare"] {
        let cookie = party.house.sign_in(who).await;
        for hidden in [&page, &list] {
            let answer = party.house.get(hidden, &cookie).await;
            assert!(answer.status.is_client_error(), "{who} {hidden}");
        }
    }
    let stranger = party.house.get(&page, "").await;
    assert!(stranger.status == StatusCode::NOT_FOUND || stranger.status == StatusCode::SEE_OTHER);
}
