//! What is due is listed by one person, reviewed by another and carried out: what goes is gone everywhere, and stays gone.

use crate::file_forms::last_file;
use crate::long_work::{call, run, token_for};
use crate::world::{Answer, House};
use axum::http::StatusCode;
use futures_util::StreamExt;
use samverk_app::modules::migrations;
use samverk_archive::disposals::replay;
use samverk_database::{Backend, Db};
use sea_orm::{ConnectionTrait, Statement};

samverk_testing::db_tests!(&migrations();
    what_is_due_goes_and_what_is_held_or_kept_stays,
    what_has_gone_is_nowhere_and_does_not_come_back,
    nothing_goes_by_guessing,
    a_document_of_two_cases_stays_while_one_needs_it,
    it_goes_out_and_in_with_the_folder,
    a_program_takes_the_same_steps,
);

/// Nothing else says this.
const CANARY: &str = "Zebrahemlighet";

struct Party {
    house: House,
    cookie: String,
    at: String,
}

const LIST: &str = "number,registered_on,subject,begun,status,closed_on,classification\n\
    KS 2019/00001,2019-02-01,Begäran om protokoll,incoming,closed,2019-03-01,1.4.2\n\
    KS 2019/00002,2019-02-02,Begäran om avtal,incoming,closed,2019-03-01,1.4.2\n\
    KS 2019/00003,2019-02-03,Begäran om karta,incoming,closed,2019-03-01,1.4.2\n\
    KS 2019/00004,2019-02-04,Något annat,own,closed,2019-03-01,9.9\n";

const REGISTRY: &str = "/diarier/kommunstyrelsen";

impl Party {
    async fn of(db: Db) -> Self {
        let house = House::with_council(db).await;
        let cookie = house.sign_in("partsadministrator").await;
        let at = house.own_party(&cookie).await;
        let party = Self { house, cookie, at };
        let registry =
            "name=Kommunstyrelsen&code=KS&shape=code_year_number&digits=5&publicity=subjects";
        party.sent("/diarier/ny", registry).await;
        let told = party.bring_in(LIST).await;
        assert!(told.status.is_redirection(), "{}", told.text);
        let rule = "title=Beg%C3%A4ran&classification=1.4.2&outcome=dispose&trigger_event=case_closed&years=2&counting=day&mandate=Planen+4";
        party.sent("/informationshanteringsplan/ny", rule).await;
        let rule = "title=Laga+kraft&classification=&outcome=dispose&trigger_event=legal_force&years=2&counting=year_end&mandate=Planen+5";
        party.sent("/informationshanteringsplan/ny", rule).await;
        party
    }

    async fn bring_in(&self, list: &str) -> Answer {
        let path = format!("{}{REGISTRY}/importera", self.at);
        let file = (
            &[("confirmed", "yes")] as &[_],
            "lista.csv",
            list.as_bytes(),
        );
        self.house.send_file(&path, &self.cookie, file).await
    }

    async fn get(&self, rest: &str) -> Answer {
        self.house
            .get(&format!("{}{rest}", self.at), &self.cookie)
            .await
    }

    async fn sent(&self, rest: &str, form: &str) -> String {
        let path = format!("{}{rest}", self.at);
        self.house.sent(&self.cookie, &path, form).await
    }

    async fn seen(&self, rest: &str, cookie: &str) -> String {
        let form = self
            .house
            .get(&format!("{}{rest}", self.at), cookie)
            .await
            .text;
        let value = form.split("name=\"revision\" value=\"").nth(1);
        let value = value.unwrap_or_else(|| panic!("no revision: {form}"));
        format!("revision={}", value.split('"').next().unwrap())
    }

    /// Lists what is due. Answers the form of the work.
    async fn list(&self) -> String {
        let form = "title=Gallring&registry=kommunstyrelsen&mandate=Arkivmyndigheten+14";
        self.sent("/gallringar/ny", form).await;
        let party = self.at.rsplit('/').next().unwrap();
        let form = format!("part={party}&gallring=gallring");
        self.work(&form).await;
        form
    }

    async fn work(&self, form: &str) -> String {
        let work = self.house.begin(&self.cookie, "gallring", form).await;
        self.house.work_long().await;
        self.house.get(&work, &self.cookie).await.text
    }

    /// Another person approves the list.
    async fn approve(&self) {
        let reviewer = self.house.sign_in("representant").await;
        let decide = "/gallringar/gallring/beslut";
        let revision = self
            .seen(&format!("{decide}?till=approved"), &reviewer)
            .await;
        let path = format!("{}{decide}", self.at);
        self.house
            .sent(&reviewer, &path, &format!("to=approved&{revision}"))
            .await;
    }

    fn case(number: &str) -> String {
        format!("{REGISTRY}/arenden/ks-2019-{number}")
    }
}

async fn what_is_due_goes_and_what_is_held_or_kept_stays(db: Db) {
    let party = Party::of(db).await;
    let due = party.get(&format!("{REGISTRY}/att-gallra")).await.text;
    assert_eq!(due.matches("Får gallras nu").count(), 3, "{due}");
    assert!(due.contains("Planen säger inget om ärendet"), "{due}");
    let form = party.list().await;
    let listed = party.get("/gallringar/gallring").await.text;
    for number in ["00001", "00002", "00003"] {
        assert!(listed.contains(&format!("KS 2019/{number}")), "{listed}");
    }
    assert!(
        !listed.contains("KS 2019/00004") && listed.contains("Ska granskas"),
        "{listed}"
    );
    // Whoever listed it does not approve it, and nothing goes before it is approved.
    let early = party.work(&form).await;
    assert!(early.contains("Listan är inte godkänd"), "{early}");
    let own = format!("{}/gallringar/gallring/beslut", party.at);
    let revision = party
        .seen("/gallringar/gallring/redigera", &party.cookie)
        .await;
    let refused = party
        .house
        .post(&own, &party.cookie, &format!("to=approved&{revision}"))
        .await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    assert!(
        refused.text.contains("granskar den inte"),
        "{}",
        refused.text
    );
    let reviewer = party.house.sign_in("representant").await;
    // The other is told so; whoever listed it is not.
    let asked = party.house.get("/", &reviewer).await.text;
    assert!(asked.contains("Granska en gallringslista"), "{asked}");
    let own = party.house.get("/", &party.cookie).await.text;
    assert!(!own.contains("Granska en gallringslista"), "{own}");
    let row = format!("{}/gallringar/gallring/rader/ks-2019-00003", party.at);
    party
        .house
        .sent(&reviewer, &row, "reason=Forskning+p%C3%A5g%C3%A5r")
        .await;
    party.approve().await;
    // A hold that comes between the review and the disposal keeps.
    let hold = "reason=Tvist+i+domstol&decided_by=Kommunjuristen&until=";
    party
        .sent(
            &format!("{}/gallringsstopp/nytt", Party::case("00002")),
            hold,
        )
        .await;
    let held = party.get(&Party::case("00002")).await.text;
    assert!(
        held.contains("Tvist i domstol") && held.contains("Kommunjuristen"),
        "{held}"
    );
    party.work(&form).await;
    let done = party.get("/gallringar/gallring").await.text;
    for said in [
        "Genomförd",
        "Gallrat",
        "Behölls: gallringsstopp",
        "Behålls: Forskning pågår",
        "Representant Exempel",
    ] {
        assert!(done.contains(said), "{said}: {done}");
    }
    assert_eq!(
        party.get(&Party::case("00001")).await.status,
        StatusCode::NOT_FOUND
    );
    for number in ["00002", "00003", "00004"] {
        assert_eq!(party.get(&Party::case(number)).await.status, StatusCode::OK);
    }
    // Lifted, it is due again.
    let case = party.get(&Party::case("00002")).await.text;
    let lift = case.split("/gallringsstopp/").nth(1).unwrap();
    let lift = lift.split('"').next().unwrap().to_owned();
    let lift = format!("{}/gallringsstopp/{lift}", Party::case("00002"));
    let lift = if lift.ends_with("/nytt") {
        let other = case
            .split("/gallringsstopp/")
            .find(|part| part.contains("/hav\""));
        let id = other.unwrap().split('"').next().unwrap().to_owned();
        format!("{}/gallringsstopp/{id}", Party::case("00002"))
    } else {
        lift
    };
    let revision = party.seen(&lift, &party.cookie).await;
    party.sent(&lift, &revision).await;
    let case = party.get(&Party::case("00002")).await.text;
    assert!(case.contains("Får gallras nu"), "{case}");
}

/// Every table of the database that holds the text somewhere.
async fn tables_with(db: &Db, text: &str) -> Vec<String> {
    let tx = db.read().await.unwrap();
    let backend = tx.connection().get_database_backend();
    let all = async |sql: String| {
        let rows = tx
            .connection()
            .query_all_raw(Statement::from_string(backend, sql))
            .await;
        rows.unwrap()
    };
    let is_postgres = db.backend() == Backend::Postgres;
    let tables = match is_postgres {
        true => "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
        false => "SELECT name FROM sqlite_master WHERE type = 'table'",
    };
    let mut found = Vec::new();
    for table in all(tables.to_owned()).await {
        let table: String = table.try_get("", "name").unwrap();
        let holds = match is_postgres {
            true => format!(
                "SELECT 1 AS one FROM \"{table}\" AS t WHERE t::text LIKE '%{text}%' LIMIT 1"
            ),
            false => {
                let columns = all(format!("SELECT name FROM pragma_table_info('{table}')")).await;
                let columns = columns
                    .iter()
                    .map(|row| row.try_get::<String>("", "name").unwrap());
                let likes = columns.map(|name| format!("CAST(\"{name}\" AS TEXT) LIKE '%{text}%'"));
                let likes: Vec<String> = likes.collect();
                format!(
                    "SELECT 1 AS one FROM \"{table}\" WHERE {} LIMIT 1",
                    likes.join(" OR ")
                )
            }
        };
        if !all(holds).await.is_empty() {
            found.push(table);
        }
    }
    found
}

async fn what_has_gone_is_nowhere_and_does_not_come_back(db: Db) {
    let party = Party::of(db.clone()).await;
    let form = format!("subject={CANARY}&begun=incoming&counterpart={CANARY}+AB");
    let case = party.sent(&format!("{REGISTRY}/arenden/ny"), &form).await;
    let case = case.split('?').next().unwrap().to_owned();
    let rest = case.strip_prefix(&party.at).unwrap().to_owned();
    let place = party.house.place_for_files(&case, &party.cookie).await;
    let content = format!("%PDF-1.7\n{CANARY}");
    let file = (&[] as &[_], "zebrahemlighet.pdf", content.as_bytes());
    party.house.send_file(&place, &party.cookie, file).await;
    let page = party.get(&rest).await.text;
    let file = last_file(&page);
    let file = file.split('/').nth(2).unwrap();
    let document = format!(
        "title={CANARY}&direction=incoming&dated_on=2026-01-02&sort=official&file={file}%2F1"
    );
    party
        .sent(&format!("{rest}/handlingar/ny"), &document)
        .await;
    let say = page
        .split("action=\"")
        .find(|part| part.contains("name=\"text\""));
    if let Some(say) = say {
        let to = say.split('"').next().unwrap();
        let said = format!("text={CANARY}&audience=members");
        party.house.post(to, &party.cookie, &said).await;
    }
    let revision = party.seen(&format!("{rest}/avsluta"), &party.cookie).await;
    party.sent(&format!("{rest}/avsluta"), &revision).await;
    let kept = "rule=laga-kraft&legal_force=2019-05-05&last_payment=&contract_ended=&behovs_1=";
    party.sent(&format!("{rest}/gallring"), kept).await;
    let standing = party.get(&rest).await.text;
    assert!(standing.contains("Får gallras nu"), "{standing}");
    assert!(!tables_with(&db, CANARY).await.is_empty());
    let before = party.house.files().storage.list().count().await;
    let form = party.list().await;
    party.approve().await;
    party.work(&form).await;
    assert_eq!(tables_with(&db, CANARY).await, Vec::<String>::new());
    assert_eq!(
        tables_with(&db, "zebrahemlighet").await,
        Vec::<String>::new()
    );
    assert_eq!(party.house.files().storage.list().count().await, before - 1);
    assert_eq!(party.get(&rest).await.status, StatusCode::NOT_FOUND);
    let folder = party.house.export(&[]).await;
    for path in folder.folder.paths() {
        let said = String::from_utf8_lossy(folder.folder.get(path).unwrap()).into_owned();
        assert!(!said.contains(CANARY), "{path}");
    }
    // The number is never given again, and no list brings the case back.
    let form = "subject=Nytt&begun=own";
    let next = party.sent(&format!("{REGISTRY}/arenden/ny"), form).await;
    assert!(next.split('?').next().unwrap().ends_with("00002"), "{next}");
    let again = party.bring_in(LIST).await;
    assert!(again.status.is_client_error(), "{}", again.status);
    assert!(again.text.contains("gallrades"), "{}", again.text);
    // An older copy of the database learns what has gone before anybody sees it.
    run(&db, "DELETE FROM disposed_number").await;
    run(&db, "DELETE FROM setting WHERE name = 'disposals_replayed'").await;
    let back = party.bring_in(LIST).await;
    assert!(back.status.is_redirection(), "{}", back.text);
    assert_eq!(
        party.get(&Party::case("00001")).await.status,
        StatusCode::OK
    );
    assert_eq!(replay(&db, party.house.files()).await.unwrap(), 3);
    assert_eq!(
        party.get(&Party::case("00001")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(replay(&db, party.house.files()).await.unwrap(), 0);
}

async fn nothing_goes_by_guessing(db: Db) {
    let party = Party::of(db).await;
    // The day that sets the period off is not known.
    let rest = Party::case("00004");
    party
        .sent(&format!("{rest}/gallring"), "rule=laga-kraft&legal_force=")
        .await;
    let case = party.get(&rest).await.text;
    assert!(
        case.contains("Det saknas en dag: Beslutet fick laga kraft"),
        "{case}"
    );
    let refused = party
        .house
        .post(
            &format!("{}{rest}/gallring", party.at),
            &party.cookie,
            "rule=laga-kraft&legal_force=2999-01-01",
        )
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let plan = format!("{}/informationshanteringsplan/ny", party.at);
    let rule = "title=Utan+tid&outcome=dispose&mandate=Planen";
    let refused = party.house.post(&plan, &party.cookie, rule).await;
    assert!(refused.text.contains("behövs en tid"), "{}", refused.text);
    party.list().await;
    let listed = party.get("/gallringar/gallring").await.text;
    assert!(!listed.contains("KS 2019/00004"), "{listed}");
}

async fn a_document_of_two_cases_stays_while_one_needs_it(db: Db) {
    let party = Party::of(db).await;
    let case = party
        .sent(&format!("{REGISTRY}/arenden/ny"), "subject=Delat&begun=own")
        .await;
    let case = case.split('?').next().unwrap().to_owned();
    let rest = case.strip_prefix(&party.at).unwrap().to_owned();
    let document = "title=Avtal&direction=internal&dated_on=2026-01-02&sort=official&file=";
    party.sent(&format!("{rest}/handlingar/ny"), document).await;
    let revision = party.seen(&format!("{rest}/avsluta"), &party.cookie).await;
    party.sent(&format!("{rest}/avsluta"), &revision).await;
    // The other case has no rule: it is kept until somebody says how long.
    let kept = "rule=laga-kraft&legal_force=2019-05-05&behovs_1=KS+2019%2F00004";
    party.sent(&format!("{rest}/gallring"), kept).await;
    let told = party.get(&rest).await.text;
    assert!(told.contains("Behövs i KS 2019/00004"), "{told}");
    let unknown = "rule=laga-kraft&legal_force=2019-05-05&behovs_1=KS+1999%2F00001";
    let path = format!("{}{rest}/gallring", party.at);
    let refused = party.house.post(&path, &party.cookie, unknown).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let other = Party::case("00004");
    party
        .sent(&format!("{other}/gallring"), "rule=begaran&legal_force=")
        .await;
    let told = party.get(&rest).await.text;
    assert!(told.contains("Får gallras nu"), "{told}");
}

/// The tables of what becomes of cases.
const TABLES: [&str; 9] = [
    "retention.csv",
    "document_needs.csv",
    "holds.csv",
    "disposed.csv",
    "delivered.csv",
    "delivery_packages.csv",
    "delivery_left_out.csv",
    "disposal_lists.csv",
    "disposal_rows.csv",
];

async fn it_goes_out_and_in_with_the_folder(db: Db) {
    let party = Party::of(db).await;
    let case = party
        .sent(&format!("{REGISTRY}/arenden/ny"), "subject=Delat&begun=own")
        .await;
    let case = case.split('?').next().unwrap().to_owned();
    let rest = case.strip_prefix(&party.at).unwrap().to_owned();
    let document = "title=Avtal&direction=internal&dated_on=2026-01-02&sort=official&file=";
    party.sent(&format!("{rest}/handlingar/ny"), document).await;
    let kept = "rule=laga-kraft&legal_force=2019-05-05&behovs_1=KS+2019%2F00004";
    party.sent(&format!("{rest}/gallring"), kept).await;
    let hold = "reason=Tvist&decided_by=Kommunjuristen&until=2030-01-01";
    let held = format!("{}/gallringsstopp/nytt", Party::case("00002"));
    party.sent(&held, hold).await;
    let form = party.list().await;
    party.approve().await;
    party.work(&form).await;
    let agreement = "archive=E-arkivet&creator=Kommunstyrelsen";
    party.sent("/leveransoverenskommelser/ny", agreement).await;
    for title in ["Ett", "Tv%C3%A5"] {
        let delivery =
            format!("title={title}&agreement=e-arkivet&registry=kommunstyrelsen&sort=new");
        party.sent("/leveranser/ny", &delivery).await;
    }
    let key = party.at.rsplit('/').next().unwrap();
    let form = format!("part={key}&leverans=ett");
    party.house.begin(&party.cookie, "leverans", &form).await;
    party.house.work_long().await;
    let page = party.get("/leveranser/ett").await.text;
    let (list, _) = party.house.file(&last_file(&page), &party.cookie).await;
    let path = format!("{}/leveranser/ett/kvitto", party.at);
    let receipt = (&[] as &[_], "kvitto.csv", list.as_slice());
    let taken = party.house.send_file(&path, &party.cookie, receipt).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
    let exported = party.house.export(&[]).await;
    let out = exported.folder.clone();
    let tables: Vec<&str> = out
        .paths()
        .filter(|path| {
            TABLES
                .iter()
                .any(|table| path.ends_with(&format!("/{table}")))
        })
        .collect();
    // What nothing was left out of has no table of that.
    assert_eq!(tables.len(), TABLES.len() - 1, "{tables:?}");
    samverk_testing::on_sqlite(&migrations(), |other| async {
        let other = House::empty(other).await;
        for _ in 0..2 {
            let brought = other.import(out.clone(), true).await;
            let is_saved = matches!(brought, samverk_app::bundle::Outcome::Saved(_));
            assert!(is_saved, "{brought:?}");
            let again = other.export(&[]).await.folder;
            for table in &tables {
                let said = |folder: &samverk_exchange::Folder| {
                    String::from_utf8_lossy(folder.get(table).unwrap_or_default()).into_owned()
                };
                assert_eq!(said(&again), said(&out), "{table}");
            }
        }
    })
    .await;
}

async fn a_program_takes_the_same_steps(db: Db) {
    let party = Party::of(db).await;
    let key = party.at.rsplit('/').next().unwrap();
    let token = token_for(&party.house, &party.cookie, &["works", "archive"]).await;
    let case = |number: &str| {
        format!("/api/v1/parties/{key}/registries/kommunstyrelsen/cases/ks-2019-{number}")
    };
    let settings = r#"{ "rule": "laga-kraft", "legalForce": "2019-05-05" }"#;
    let path = format!("{}/retentions/settings", case("00004"));
    let (set, told) = call(&party.house, &token, &path, settings).await;
    assert_eq!(set.status, StatusCode::OK, "{told}");
    assert_eq!(
        (&told["isDue"], &told["rule"]),
        (&true.into(), &"Laga kraft".into())
    );
    let hold = r#"{ "reason": "Revision", "decidedBy": "Revisorerna" }"#;
    let path = format!("{}/holds", case("00002"));
    let (set, told) = call(&party.house, &token, &path, hold).await;
    assert_eq!(set.status, StatusCode::CREATED, "{told}");
    let lift = format!("{path}/{}/lifts", told["id"].as_str().unwrap());
    let form = "title=Gallring&registry=kommunstyrelsen&mandate=Arkivmyndigheten+14";
    party.sent("/gallringar/ny", form).await;
    let body = format!(r#"{{ "kind": "disposal", "party": "{key}", "disposal": "gallring" }}"#);
    let (begun, told) = call(&party.house, &token, "/api/v1/long-works", &body).await;
    assert_eq!(begun.status, StatusCode::ACCEPTED, "{told}");
    party.house.work_long().await;
    let listed = party.get("/gallringar/gallring").await.text;
    assert!(
        listed.contains("KS 2019/00004") && !listed.contains("KS 2019/00002"),
        "{listed}"
    );
    let reviewer = party.house.sign_in("representant").await;
    let other = token_for(&party.house, &reviewer, &["archive"]).await;
    let review = format!("/api/v1/parties/{key}/disposals/gallring/rows/ks-2019-00003/reviews");
    let (kept, told) = call(
        &party.house,
        &other,
        &review,
        r#"{ "reason": "Forskning" }"#,
    )
    .await;
    assert_eq!(kept.status, StatusCode::OK, "{told}");
    assert_eq!(told["keptBecause"], "Forskning");
    let (lifted, told) = call(&party.house, &token, &lift, r#"{ "to": "lifted" }"#).await;
    assert_eq!(lifted.status, StatusCode::OK, "{told}");
    let (again, told) = call(&party.house, &token, &lift, r#"{ "to": "lifted" }"#).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{told}");
}
