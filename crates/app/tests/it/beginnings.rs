//! From nothing: a new installation, a new collaboration, a county's members in one step.

use crate::world::House;
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_foundation::Actor;

samverk_testing::db_tests!(&migrations();
    a_new_collaboration_says_what_is_next_until_it_stands,
    an_installation_without_any_collaboration_says_how_to_begin,
);

const NEW: &str = "/samverkan/nya-radet";

async fn open(house: &House, cookie: &str) {
    let facts = "name=Nya+r%C3%A5det&key=nya-radet&purpose=x&legal_form=network&reach=regional";
    let opened = house.post("/samverkan/ny", cookie, facts).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
}

async fn members(house: &House, cookie: &str) -> Vec<String> {
    let csv = house
        .get(&format!("{NEW}/medlemmar?format=csv"), cookie)
        .await
        .text;
    csv.lines().skip(1).map(str::to_owned).collect()
}

async fn a_new_collaboration_says_what_is_next_until_it_stands(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("administrator").await;
    open(&house, &cookie).await;
    let page = house.get(NEW, &cookie).await.text;
    assert!(page.contains("0 av 7 är gjorda"), "{page}");
    let county = format!("{NEW}/medlemmar/lan");
    assert!(page.contains(&format!("href=\"{county}\"")), "{page}");
    let form = house.get(&county, &cookie).await.text;
    assert!(
        form.contains("Region Jönköpings län och 13 kommuner"),
        "{form}"
    );
    let wrong = house
        .post(&county, &cookie, "county=99&from=2026-13-01")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        members(&house, &cookie).await.is_empty(),
        "nothing is half saved"
    );
    let added = house
        .post(&county, &cookie, "county=06&from=2026-01-01")
        .await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.text);
    assert_eq!(members(&house, &cookie).await.len(), 14);
    house
        .post(&county, &cookie, "county=06&from=2027-01-01")
        .await;
    let all = members(&house, &cookie).await;
    assert_eq!(all.len(), 14, "nobody twice");
    assert!(
        all.iter().all(|line| line.contains("2026-01-01")),
        "{all:?}"
    );
    house.post(&county, &cookie, "county=09&from=").await;
    assert_eq!(
        members(&house, &cookie).await.len(),
        15,
        "Gotland is one party"
    );
    let page = house.get(NEW, &cookie).await.text;
    assert!(page.contains("1 av 7 är gjorda"), "{page}");
    let member = house.sign_in("representant").await;
    let page = house.get(NEW, &member).await.text;
    assert!(!page.contains("Nästa steg"), "only for who can take them");
    let refused = house.post(&county, &member, "county=06").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let council = house
        .get("/samverkan/digitaliseringsradet", &cookie)
        .await
        .text;
    assert!(!council.contains("Nästa steg"), "it stands");
}

/// As the command line adds them: with a link to choose a password.
async fn first_administrator(house: &House) -> String {
    let tx = house.db.begin("first").await.unwrap();
    let actor = Actor::System("command line");
    let added = samverk_identity::add_person(&tx, &actor, "Ada Exempel", "ada@exempel.se", true);
    let link = added.await.unwrap();
    tx.commit().await.unwrap();
    let form = "password=ett-ganska-langt-ord&again=ett-ganska-langt-ord";
    let chosen = house.post(&link.path(), "", form).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.text);
    let form = "email=ada%40exempel.se&password=ett-ganska-langt-ord";
    let signed_in = house.post("/logga-in", "", form).await;
    assert_eq!(
        signed_in.status,
        StatusCode::SEE_OTHER,
        "{}",
        signed_in.text
    );
    signed_in.cookie.split(';').next().unwrap().to_owned()
}

async fn an_installation_without_any_collaboration_says_how_to_begin(db: Db) {
    let house = House::empty(db).await;
    let cookie = first_administrator(&house).await;
    let page = house.get("/", &cookie).await.text;
    assert!(page.contains("Kom i gång med installationen"), "{page}");
    for path in ["/administration", "/samverkan/ny", "/personer/ny"] {
        assert!(page.contains(&format!("href=\"{path}\"")), "{path}");
        assert_eq!(house.get(path, &cookie).await.status, StatusCode::OK);
    }
    open(&house, &cookie).await;
    let page = house.get("/", &cookie).await.text;
    assert!(!page.contains("Kom i gång med installationen"), "{page}");
}
