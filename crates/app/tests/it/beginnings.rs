//! From nothing: a new installation, a new collaboration, a county's members in one step.

use crate::world::{Answer, House};
use axum::http::StatusCode;
use samverk_app::modules::migrations;
use samverk_database::Db;
use samverk_foundation::Actor;

samverk_testing::db_tests!(&migrations();
    a_new_collaboration_says_what_is_next_until_it_stands,
    a_collaboration_is_made_in_one_flow_of_steps_that_can_be_left_out,
    members_are_added_by_names_that_are_pasted,
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
    assert!(page.contains("0 av 8 är gjorda"), "{page}");
    let county = format!("{NEW}/medlemmar/lagg-till");
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
    assert!(page.contains("1 av 8 är gjorda"), "{page}");
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

fn there(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    &answer.location
}

/// Where a page of the way leads after all redirects.
async fn follow(house: &House, cookie: &str, address: &str) -> String {
    let answer = house.get(address, cookie).await;
    match answer.status {
        StatusCode::SEE_OTHER => there(&answer).to_owned(),
        _ => panic!("{address}: {}", answer.status),
    }
}

async fn a_collaboration_is_made_in_one_flow_of_steps_that_can_be_left_out(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("administrator").await;
    let facts = "name=Nya+r%C3%A5det&key=nya-radet&purpose=x&legal_form=network&reach=regional";
    let opened = house.post("/samverkan/ny", &cookie, facts).await;
    assert_eq!(
        there(&opened),
        format!("{NEW}/borja?notis=collaboration-opened")
    );
    let first = follow(&house, &cookie, there(&opened)).await;
    let members = format!("{NEW}/medlemmar/lagg-till?borja=members");
    assert_eq!(first, format!("{members}&notis=collaboration-opened"));
    let page = house.get(&first, &cookie).await.text;
    assert!(page.contains("aria-current=\"step\">Medlemmar"), "{page}");
    assert!(page.contains(&format!("action=\"{members}\"")), "{page}");
    assert!(page.contains("Samverkan är skapad"), "{page}");
    let wrong = house.post(&members, &cookie, "county=99").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Hoppa över steget"), "still on the way");
    let added = house.post(&members, &cookie, "county=06&from=").await;
    assert_eq!(
        there(&added),
        format!("{NEW}/borja?efter=members&notis=members-added")
    );
    let next = follow(&house, &cookie, there(&added)).await;
    assert!(
        next.starts_with(&format!("{NEW}/personer/bjud-in?borja=people")),
        "{next}"
    );
    // People, groups and the plan are left out.
    let next = follow(&house, &cookie, &format!("{NEW}/borja?efter=plan")).await;
    let budget = format!("{NEW}/budget/ny?borja=budget");
    assert_eq!(next, budget);
    let lines = "year=2031&title=Budget+2031&parts.0.name=L%C3%B6pande+verksamhet&parts.0.kind=running\
        &lines.0.part=l%C3%B6pande+verksamhet&lines.0.name=Samordnare&lines.0.amount=800+000\
        &lines.1.part=Kompetens&lines.1.name=Kurser&lines.1.amount=200+000\
        &lines.2.name=Ej+upparbetade+medel&lines.2.kind=unspent&lines.2.amount=100+000";
    let saved = house.post(&budget, &cookie, lines).await;
    assert_eq!(
        there(&saved),
        format!("{NEW}/borja?efter=budget&notis=saved")
    );
    let page = house.get(&format!("{NEW}/budget/2031"), &cookie).await.text;
    for words in ["Kompetens", "900\u{a0}000\u{a0}kr", "Samordnare"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let form = house
        .get(&format!("{NEW}/budget/2031/redigera"), &cookie)
        .await
        .text;
    assert_eq!(
        form.matches("value=\"Kompetens\"").count(),
        1,
        "one part, made of its name"
    );
    assert_eq!(
        form.matches("value=\"Löpande verksamhet\"").count(),
        1,
        "and none twice"
    );
    let last = follow(&house, &cookie, &format!("{NEW}/borja?efter=distribution")).await;
    assert_eq!(last, format!("{NEW}?notis=beginning-done"));
    let onward = follow(&house, &cookie, &format!("{NEW}/borja")).await;
    assert!(
        onward.contains("borja=people"),
        "what was left out comes back: {onward}"
    );
    let member = house.sign_in("representant").await;
    let refused = house.get(&format!("{NEW}/borja"), &member).await.status;
    assert_eq!(refused, StatusCode::FORBIDDEN);
}

async fn members_are_added_by_names_that_are_pasted(db: Db) {
    let house = House::with_council(db).await;
    let cookie = house.sign_in("administrator").await;
    open(&house, &cookie).await;
    let add = format!("{NEW}/medlemmar/lagg-till");
    let nothing = house.post(&add, &cookie, "county=&names=&from=").await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nothing
            .text
            .contains("Välj ett län, eller skriv minst ett namn."),
        "{}",
        nothing.text
    );
    let wrong = "names=Aneby+kommun%0D%0ALandet+Ingenstans%0D%0ABor%C3%A5s";
    let wrong = house.post(&add, &cookie, wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Landet Ingenstans"), "{}", wrong.text);
    assert!(
        members(&house, &cookie).await.is_empty(),
        "nothing is half saved"
    );
    let names = "names=Aneby+kommun%0D%0A%0D%0A+Bor%C3%A5s+%0D%0Aaneby%0D%0ARegion+Halland";
    assert_eq!(
        house.post(&add, &cookie, names).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(members(&house, &cookie).await.len(), 3, "nobody twice");
    let again = house.post(&add, &cookie, "names=Aneby").await;
    assert!(
        there(&again).ends_with("notis=members-there"),
        "{}",
        again.location
    );
    let many = format!("names={}", "a%0A".repeat(1_001));
    let many = house.post(&add, &cookie, &many).await;
    assert_eq!(many.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        many.text.contains("1\u{a0}001") || many.text.contains("1001"),
        "{}",
        many.text
    );
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
