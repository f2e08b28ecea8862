//! The pages: the result first, what is told in words, and each party's own case.

use crate::example::archive;
use crate::world::{MIGRATIONS, house};
use axum::http::StatusCode;
use samverk_benefits::{BUSINESS_CASE, BusinessCase};
use samverk_county::{COUNCIL, County, SYSTEM, county, key};
use samverk_database::Db;
use samverk_economy::actions::{Confirmation, SaveBudget, save_budget};
use samverk_engine::{Budget, BudgetPart, PartKind};
use samverk_kept::Seen;

samverk_testing::db_tests!(MIGRATIONS;
    the_result_stands_first,
    what_costs_nothing_has_nothing_to_pay_back,
    parties_stand_in_swedish_order,
    a_party_reads_its_own_case,
    only_members_read_it,
    the_part_of_the_budget_is_chosen_by_name,
    a_new_form_begins_with_what_is_usual,
    a_case_is_written_in_the_form_and_told_what_is_wrong,
);

pub async fn kept(db: &Db, county: &County, case: &BusinessCase) {
    let tx = db.begin("kept").await.unwrap();
    let scope = county.scope(&tx, &SYSTEM).await;
    BUSINESS_CASE
        .save(&tx, &SYSTEM, &scope, key("e-arkiv"), case, Seen::New)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

fn path(rest: &str) -> String {
    format!("{COUNCIL}/nyttokalkyler/e-arkiv{rest}")
}

async fn the_result_stands_first(db: Db) {
    let county = county(&db).await;
    kept(&db, &county, &archive()).await;
    let page = house(&db).page(&county.representative(0), &path("")).await;
    for words in [
        "Gemensamt arkiv kostar 500 000 kr, ger 766 095 kr och betalar sig efter 3,1 år.",
        "Det vänder om ”Sparad tid” blir mindre än 65,27 % av det troliga.",
        "266 095 kr",
        "Handlingar går att hitta om tio år",
        "−383 495 kr",
        "Internränta visas inte",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert_eq!(
        page.matches("<svg").count(),
        page.matches("role=\"img\"").count()
    );
    let (first, second) = (
        page.find("kostar 500 000").unwrap(),
        page.find("År för år").unwrap(),
    );
    assert!(first < second);
}

async fn what_costs_nothing_has_nothing_to_pay_back(db: Db) {
    let county = county(&db).await;
    let mut free = archive();
    free.lines.0.remove(0);
    free.amounts.0.remove(0);
    kept(&db, &county, &free).await;
    let one = county.representative(0);
    let page = house(&db).page(&one, &path("")).await;
    assert!(
        page.contains("kostar 0 kr, ger 766 095 kr och har inga kostnader att betala tillbaka."),
        "{page}"
    );
    assert!(!page.contains("från början"), "{page}");
    let page = house(&db).page(&one, &path("/aktorer/aneby-kommun")).await;
    assert!(
        page.contains("har inga kostnader att betala tillbaka") && !page.contains("från början"),
        "{page}"
    );
}

/// By the alphabet and not by their keys, where å and ä lie among the others.
async fn parties_stand_in_swedish_order(db: Db) {
    let county = county(&db).await;
    let tx = db.begin("named").await.unwrap();
    let first = county.parties[0];
    let mut party = samverk_parties::store::find_parties(&tx, &[first])
        .await
        .unwrap()
        .remove(0);
    let revision = party.revision;
    "Ånge kommun".clone_into(&mut party.name);
    party.revision += 1;
    samverk_parties::store::update_party(&tx, &party, revision)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    kept(&db, &county, &archive()).await;
    let page = house(&db).page(&county.representative(0), &path("")).await;
    let (_, table) = page.split_once("id=\"aktorer\"").unwrap();
    let (table, _) = table.split_once("</table>").unwrap();
    let place = |name: &str| {
        table
            .find(name)
            .unwrap_or_else(|| panic!("{name}: {table}"))
    };
    assert!(place("Eksjö kommun") < place("Habo kommun"));
    assert!(place("Habo kommun") < place("Ånge kommun"), "{table}");
}

async fn a_party_reads_its_own_case(db: Db) {
    let county = county(&db).await;
    kept(&db, &county, &archive()).await;
    let page = house(&db)
        .page(&county.representative(0), &path("/aktorer/aneby-kommun"))
        .await;
    // A third of 168 000 kr a year; with fewer it is a half, and all of it.
    assert!(page.contains("För Aneby kommun: +56 000 kr per år, betalar sig efter 3,1 år, lönar sig hur många som än deltar."));
    assert!(page.contains("88 698 kr"));
    let (status, _) = house(&db)
        .get(&county.representative(0), &path("/aktorer/okand"))
        .await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

async fn only_members_read_it(db: Db) {
    let county = county(&db).await;
    kept(&db, &county, &archive()).await;
    for rest in ["", "/aktorer/aneby-kommun", "/kalkyl.xlsx", "/ny-version"] {
        let (status, _) = house(&db).get(&county.stranger(), &path(rest)).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{rest}");
    }
    let (status, _) = house(&db)
        .get(&county.representative(0), &path("/ny-version"))
        .await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = house(&db)
        .get(&county.representative(0), &path("/kalkyl.xlsx"))
        .await;
    assert_eq!(status, StatusCode::OK);
}

async fn the_part_of_the_budget_is_chosen_by_name(db: Db) {
    let county = county(&db).await;
    let tx = db.begin("budget").await.unwrap();
    let scope = county.scope(&tx, &SYSTEM).await;
    let part = BudgetPart {
        key: key("kompetens"),
        name: "Kompetensförsörjning".to_owned(),
        kind: PartKind::Other,
        focus_area: None,
        printed_total: None,
    };
    let input = SaveBudget {
        title: "Budget 2027".to_owned(),
        published: false,
        budget: Budget {
            year: 2027,
            printed_total: None,
            parts: vec![part],
            lines: Vec::new(),
        },
        source: String::new(),
        note: String::new(),
        revision: None,
    };
    save_budget(&tx, &SYSTEM, &scope, input, Confirmation::Given)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let new = format!("{COUNCIL}/nyttokalkyler/ny");
    let form = house(&db).page(&county.economist(), &new).await;
    let (_, select) = form.split_once("<select").unwrap();
    let (_, select) = select.split_once("name=\"budget_part\"").unwrap();
    let (select, _) = select.split_once("</select>").unwrap();
    assert!(
        select.contains("value=\"kompetens\"") && select.contains("Kompetensförsörjning"),
        "{select}"
    );
}

async fn a_new_form_begins_with_what_is_usual(db: Db) {
    let county = county(&db).await;
    let form = house(&db)
        .page(&county.economist(), &format!("{COUNCIL}/nyttokalkyler/ny"))
        .await;
    for words in ["Göra ingenting", "Omfördelning", "Aneby kommun"] {
        assert!(form.contains(words), "{words}");
    }
}

async fn a_case_is_written_in_the_form_and_told_what_is_wrong(db: Db) {
    let county = county(&db).await;
    let fields = |rate: &'static str| {
        vec![
            ("title", "Ny kalkyl"),
            ("first_year", "2027"),
            ("years", "2"),
            ("price_year", "2027"),
            ("alternatives.0.name", "Göra ingenting"),
            ("alternatives.0.role", "nothing"),
            ("alternatives.1.name", "Något"),
            ("alternatives.1.role", "proposed"),
            ("categories.0.name", "Ekonomisk"),
            ("categories.0.counting", "counted"),
            ("lines.0.name", "Drift"),
            ("lines.0.direction", "cost"),
            ("lines.0.category", "Ekonomisk"),
            ("lines.0.valuation", "money"),
            ("amounts.0.line", "Drift"),
            ("amounts.0.from_year", "2027"),
            ("amounts.0.unit", "money"),
            ("amounts.0.likely", "1 000"),
            ("discount_steps.0.from_year", "2028"),
            ("discount_steps.0.rate", rate),
        ]
    };
    let new = format!("{COUNCIL}/nyttokalkyler/ny");
    let (status, page) = house(&db)
        .post(&county.economist(), &new, &fields("-100"))
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Kalkylräntan måste vara högre än −100 %"));
    let (status, told) = house(&db)
        .post(&county.economist(), &new, &fields("3"))
        .await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let page = house(&db)
        .page(
            &county.economist(),
            &format!("{COUNCIL}/nyttokalkyler/ny-kalkyl"),
        )
        .await;
    assert!(page.contains("betalar sig inte inom perioden"));
}
