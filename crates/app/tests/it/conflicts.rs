//! Two people in the same form: whoever saves second reads what stands now, in every form that
//! changes something, and can go on from there.

use crate::world::House;
use form_urlencoded::Serializer;
use samverk_app::modules::migrations;
use samverk_database::Db;
use scraper::{ElementRef, Html, Selector};

samverk_testing::db_tests!(&migrations();
    every_form_tells_what_stands_now,
    no_form_computes_with_the_largest_revision,
);

/// Of everything that the examples have and that is not locked. The field is one to write in.
pub const FORMS: &[(&str, &str)] = &[
    ("/aktorer/habo-kommun/redigera", "note"),
    ("/trappor/samverkanstrappan/redigera", "source"),
    ("/samverkan/digitaliseringsradet/redigera", "purpose"),
    (
        "/samverkan/digitaliseringsradet/medlemmar/redigera",
        "members.0.note",
    ),
    (
        "/samverkan/digitaliseringsradet/uppdrag/redigera",
        "mandates.0.title",
    ),
    (
        "/samverkan/digitaliseringsradet/grupper/arkitektgruppen/redigera",
        "purpose",
    ),
    (
        "/samverkan/e-och-it-i-jamtland/behov/utmaning-kompetens/redigera",
        "text",
    ),
    (
        "/samverkan/e-och-it-i-jamtland/relationer/oversikt-region/redigera",
        "note",
    ),
    (
        "/samverkan/digitaliseringsradet/modeller/2021-trettio-procent/redigera",
        "note",
    ),
    (
        "/samverkan/digitaliseringsradet/modeller/2021-trettio-procent/regler/regionen",
        "note",
    ),
    (
        "/samverkan/digitaliseringsradet/fordelning/2021-30-procent/redigera",
        "note",
    ),
    (
        "/samverkan/digitaliseringsradet/scenarier/folkmangd-2020/redigera",
        "note",
    ),
    (
        "/samverkan/digitaliseringsradet/planer/2021-2023/redigera",
        "source",
    ),
    (
        "/samverkan/digitaliseringsradet/planer/2021-2023/insatser/dimios/redigera",
        "note",
    ),
];

pub type Pairs = Vec<(String, String)>;

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

/// What a browser would send of the page's form.
pub fn fields(html: &str) -> Pairs {
    let page = Html::parse_document(html);
    let inputs = selector("form.form :is(input, textarea, select)[name]");
    let inputs = page.select(&inputs);
    let pairs = inputs.flat_map(|input| {
        let name = input.attr("name").unwrap().to_owned();
        values(input)
            .into_iter()
            .map(move |value| (name.clone(), value))
    });
    pairs.collect()
}

fn values(input: ElementRef) -> Vec<String> {
    let kind = input.attr("type").unwrap_or("text");
    let value = || input.attr("value").unwrap_or_default().to_owned();
    match (input.value().name(), kind) {
        ("textarea", _) => vec![input.text().collect()],
        ("select", _) => {
            let (chosen, first) = (selector("option[selected]"), selector("option"));
            let option = input.select(&chosen).next().or(input.select(&first).next());
            option
                .map(|one| one.attr("value").unwrap_or_default().to_owned())
                .into_iter()
                .collect()
        }
        (_, "checkbox" | "radio") if input.attr("checked").is_none() => Vec::new(),
        _ => vec![value()],
    }
}

pub fn with(pairs: &Pairs, name: &str, value: &str) -> String {
    assert!(
        pairs.iter().any(|(known, _)| known == name),
        "{name} in {pairs:?}"
    );
    let changed = pairs.iter().map(|(known, old)| match known == name {
        true => (known.as_str(), value),
        false => (known.as_str(), old.as_str()),
    });
    Serializer::new(String::new())
        .extend_pairs(changed)
        .finish()
}

/// Sent with the button that saves, where a form has several steps.
pub fn sent_to_save(pairs: &Pairs, name: &str, value: &str) -> String {
    format!("{}&save=true", with(pairs, name, value))
}

/// What the page says is wrong.
fn wrong(html: &str) -> String {
    let page = Html::parse_document(html);
    let summary = page.select(&selector(".ds-error-summary, main")).next();
    summary
        .map(|summary| summary.text().collect())
        .unwrap_or_else(|| html.to_owned())
}

async fn every_form_tells_what_stands_now(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    for (path, field) in FORMS {
        let opened = house.get(path, &cookie).await;
        assert_eq!(opened.status.as_u16(), 200, "{path}");
        let opened = fields(&opened.text);
        let saved = house
            .post(path, &cookie, &sent_to_save(&opened, field, "Först sparat"))
            .await;
        assert_eq!(saved.status.as_u16(), 303, "{path}: {}", wrong(&saved.text));
        let late = house
            .post(path, &cookie, &sent_to_save(&opened, field, "Sedan sparat"))
            .await;
        assert_eq!(late.status.as_u16(), 409, "{path}: {}", wrong(&late.text));
        let (above, form) = late.text.split_once("<form class=\"form\"").unwrap();
        assert!(
            above.contains("Så står det nu") && above.contains("Först sparat"),
            "{path}: {above}"
        );
        assert!(
            !above.contains("Sedan sparat") && form.contains("Sedan sparat"),
            "{path}"
        );
        let told = above.matches("<dt>").count();
        assert_eq!(told, 1, "only what differs: {path}: {above}");
        let again = fields(&late.text);
        let saved = house
            .post(path, &cookie, &sent_to_save(&again, field, "Båda sparade"))
            .await;
        assert_eq!(saved.status.as_u16(), 303, "{path}: {}", wrong(&saved.text));
    }
}

/// Somebody writes it by hand: there is no revision after it.
async fn no_form_computes_with_the_largest_revision(db: Db) {
    let house = House::furnished(db).await;
    let cookie = house.sign_in("administrator").await;
    let largest = i64::MAX.to_string();
    for (path, field) in FORMS {
        let opened = fields(&house.get(path, &cookie).await.text);
        let revisions = opened.iter().filter(|(name, _)| name == "revision");
        assert_eq!(revisions.count(), 1, "{path}: {opened:?}");
        let forged = opened.iter().map(|(name, value)| match name.as_str() {
            "revision" => (name.as_str(), largest.as_str()),
            name if name == *field => (name, "Ändrat"),
            name => (name, value.as_str()),
        });
        let forged = forged.chain([("save", "true")]);
        let forged = Serializer::new(String::new()).extend_pairs(forged).finish();
        let told = house.post(path, &cookie, &forged).await;
        assert_eq!(told.status.as_u16(), 409, "{path}: {}", wrong(&told.text));
    }
}
