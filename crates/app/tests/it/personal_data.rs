//! What is kept of somebody is found over all kinds by the administrator, who is led to where it is
//! corrected or removed. Looking changes nothing.

use crate::kinds_place::{Place, api, in_other_words};
use samverk_app::modules::{kinds, migrations};
use samverk_database::{Db, EventFilter, count_events};
use samverk_fields::{FieldKind, Question};
use samverk_kept::personal_fields;
use serde_json::{Value, json};

samverk_testing::db_tests!(&migrations();
    what_is_kept_of_somebody_is_found_and_leads_to_its_page,
);

const PAGE: &str = "/personuppgifter";

/// An answer that names somebody: a text, or a row with the name in its column.
fn naming(question: &Question, name: &str) -> Value {
    let FieldKind::Rows { columns, .. } = &question.kind else {
        return json!(name);
    };
    let mut row = json!({});
    for column in columns {
        let said = match &column.kind {
            _ if column.personal.is_some() => json!(name),
            FieldKind::Choice(choices) => json!(choices.codes()[0]),
            _ if column.is_required() => json!("Zebra"),
            _ => continue,
        };
        row[column.key.camel()] = said;
    }
    json!([row])
}

async fn events(place: &Place) -> u64 {
    let tx = place.house.db.read().await.unwrap();
    count_events(&tx, &EventFilter::default()).await.unwrap()
}

async fn what_is_kept_of_somebody_is_found_and_leads_to_its_page(db: Db) {
    let place = Place::of(db, false).await;
    let fields = personal_fields(&kinds());
    assert!(!fields.is_empty());
    for field in &fields {
        let kind = kinds()
            .into_iter()
            .find(|one| one.facts().code == field.kind);
        let kind = kind.unwrap();
        let mut body = in_other_words(kind);
        let question = kind.form().find(field.field.as_str()).unwrap();
        body[field.field.camel()] = naming(question, "Åsa Ödmark, \"ÅÖ\" 50 %");
        let path = format!(
            "{}/zz-{}",
            api(kind),
            field.field.as_str().replace('_', "-")
        );
        place.client.put(&path, "", &body).await.told(201);
    }
    let before = events(&place).await;
    let page = place.get(PAGE).await;
    assert!(!page.contains('⟦'), "{page}");
    // Columns that name nobody are not looked in.
    for words in ["asa+odmark", "zebra", "50%20%25x"] {
        let page = place.get(&format!("{PAGE}?namn={words}")).await;
        assert!(page.contains("Ingenting"), "{words}: {page}");
    }
    for words in ["%C3%85sa", "%C3%A5sa%20%C3%B6dmark", "DMARK", "50%20%25"] {
        let page = place.get(&format!("{PAGE}?namn={words}")).await;
        assert!(!page.contains('⟦'), "{page}");
        let links = page.split("href=\"").skip(1);
        let links = links.filter_map(|rest| rest.split('"').next());
        let links: Vec<&str> = links
            .filter(|href| href.starts_with("/personuppgifter/"))
            .collect();
        assert_eq!(links.len(), fields.len(), "{words}: {page}");
        for href in links {
            let led = place.house.get(href, &place.cookie).await;
            assert_eq!(led.status.as_u16(), 303, "{href}");
            let there = place.house.get(&led.location, &place.cookie).await;
            assert_eq!(there.status.as_u16(), 200, "{}", led.location);
        }
        let csv = place.get(&format!("{PAGE}?namn={words}&format=csv")).await;
        assert!(csv.contains("Ansvarig") && csv.contains("För att"), "{csv}");
    }
    // As many statements whatever is found.
    let mut spent = Vec::new();
    for words in ["zebra", "dmark"] {
        let before = place.house.db.query_count();
        place.get(&format!("{PAGE}?namn={words}")).await;
        spent.push(place.house.db.query_count() - before);
    }
    // What is found is asked once for what it refers to, of each kind that refers to something.
    let referring = kinds()
        .into_iter()
        .filter(|kind| !personal_fields(&[*kind]).is_empty() && !kind.facts().targets.is_empty());
    let referring = u64::try_from(referring.count()).unwrap();
    assert!(spent[1] <= spent[0] + referring, "{spent:?}");
    assert_eq!(events(&place).await, before, "looking changes nothing");
    for (who, status) in [("samordnare", 403), ("", 303)] {
        let cookie = match who {
            "" => String::new(),
            who => place.house.sign_in(who).await,
        };
        for path in [
            PAGE,
            "/personuppgifter/risk/00000000-0000-0000-0000-000000000000",
        ] {
            let refused = place.house.get(path, &cookie).await;
            assert_eq!(refused.status.as_u16(), status, "{who} {path}");
        }
    }
    for gone in [
        "risk/00000000-0000-0000-0000-000000000000",
        "zebra/x",
        "risk/x",
    ] {
        let answer = place
            .house
            .get(&format!("{PAGE}/{gone}"), &place.cookie)
            .await;
        assert!(answer.status.is_client_error(), "{gone}");
    }
}
