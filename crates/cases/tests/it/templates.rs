//! A party's templates of documents: begun from one that ships, refused with the place of what is wrong, never changed when
//! published.

use crate::world::{MIGRATIONS, World};
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_testing::site::{Answer, Site};

samverk_testing::db_tests!(MIGRATIONS;
    a_template_is_begun_changed_published_and_followed_by_another,
    an_unknown_field_is_refused_with_line_and_column,
    only_the_partys_administrator_makes_templates,
);

const LIST: &str = "/aktorer/aneby-kommun/dokumentmallar";

async fn send(site: &Site, path: &str, form: &str) -> Answer {
    let pairs = form_urlencoded::parse(form.as_bytes()).into_owned();
    let pairs: Vec<(String, String)> = pairs.collect();
    let pairs: Vec<(&str, &str)> = pairs
        .iter()
        .map(|(a, b)| (a.as_str(), b.as_str()))
        .collect();
    site.post(path, &pairs).await
}

async fn begun(world: &World<'_>) -> String {
    let site = world.site(&world.administrator());
    let form = "from=samverk%3Abeslut-pa-delegation&name=Bygglovsbeslut";
    let (status, to) = send(&site, &format!("{LIST}/ny/fran"), form).await.told();
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    to.split('?').next().unwrap().to_owned()
}

fn form(text: &str, revision: i64) -> String {
    let text: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    format!(
        "name=Bygglovsbeslut&version=1&about=&title=Beslut&direction=internal&text={text}&text_en=&revision={revision}"
    )
}

async fn a_template_is_begun_changed_published_and_followed_by_another(db: Db) {
    let world = World::of(&db).await;
    let one = begun(&world).await;
    assert_eq!(one, format!("{LIST}/bygglovsbeslut"));
    let site = world.site(&world.administrator());
    let page = site.get(&one).await.text;
    for told in [
        "Skäl för beslutet",
        "KS 2026/00042",
        "Skyltar vid Storgatan",
        "{{officer}}",
    ] {
        assert!(page.contains(told), "{told} in {page}");
    }
    let text = "# Beslut\n\n{{number}}: {{subject}}\n\n<script>alert(1)</script>";
    let changed = send(&site, &format!("{one}/redigera"), &form(text, 1))
        .await
        .told();
    assert_eq!(changed.0, StatusCode::SEE_OTHER, "{}", changed.1);
    let page = site.get(&one).await.text;
    assert!(!page.contains("<script>alert"), "what is written is text");
    let published = send(&site, &format!("{one}/beslut"), "to=published&revision=2").await;
    assert_eq!(published.told().0, StatusCode::SEE_OTHER);
    let again = send(&site, &format!("{one}/redigera"), &form("Annat", 3))
        .await
        .told();
    assert_ne!(
        again.0,
        StatusCode::SEE_OTHER,
        "what is published never changes"
    );
    let (status, to) = send(&site, &format!("{one}/ny-version"), "").await.told();
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    assert!(to.starts_with(&format!("{LIST}/bygglovsbeslut-2/")), "{to}");
    let second = format!("{LIST}/bygglovsbeslut-2");
    let published = send(
        &site,
        &format!("{second}/beslut"),
        "to=published&revision=1",
    )
    .await;
    assert_eq!(published.told().0, StatusCode::SEE_OTHER);
}

async fn an_unknown_field_is_refused_with_line_and_column(db: Db) {
    let world = World::of(&db).await;
    let one = begun(&world).await;
    let site = world.site(&world.administrator());
    let refused = send(
        &site,
        &format!("{one}/redigera"),
        &form("Rad ett\n\n– {{diarienummer}}", 1),
    )
    .await
    .told();
    assert_eq!(refused.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .1
            .contains("Rad 3, tecken 3: fältet diarienummer finns inte"),
        "{}",
        refused.1
    );
    let open = send(&site, &format!("{one}/redigera"), &form("{{number", 1))
        .await
        .told();
    assert!(
        open.1.contains("Rad 1, tecken 1: fältet avslutas inte"),
        "{}",
        open.1
    );
    let empty = send(&site, &format!("{one}/redigera"), &form("", 1))
        .await
        .told();
    assert_eq!(empty.0, StatusCode::SEE_OTHER, "a draft may be empty");
    let published = send(&site, &format!("{one}/beslut"), "to=published&revision=2").await;
    assert!(
        published.text.contains("Mallen har ingen text"),
        "{}",
        published.text
    );
}

async fn only_the_partys_administrator_makes_templates(db: Db) {
    let world = World::of(&db).await;
    begun(&world).await;
    for actor in [world.registrar(), world.reader()] {
        let site = world.site(&actor);
        assert!(
            site.get(LIST).await.text.contains("Bygglovsbeslut"),
            "a draft of their own party"
        );
        let answer = send(
            &site,
            &format!("{LIST}/ny/fran"),
            "from=samverk%3Amissiv&name=",
        )
        .await;
        assert_eq!(answer.told().0, StatusCode::FORBIDDEN);
    }
    let stranger = world.site(&samverk_foundation::Actor::Public);
    assert!(
        !stranger.get(LIST).await.text.contains("Bygglovsbeslut"),
        "a draft is the party's own"
    );
}
