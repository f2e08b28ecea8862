//! The minutes in print, as those outside get them.

use crate::pdfs::{pdf_for, words};
use crate::world::House;
use form_urlencoded::Serializer;
use samverk_app::modules::migrations;

const COUNCIL: &str = "/samverkan/digitaliseringsradet";

async fn send(house: &House, cookie: &str, path: &str, pairs: &[(&str, &str)]) {
    let path = format!("{COUNCIL}{path}");
    let form = Serializer::new(String::new()).extend_pairs(pairs).finish();
    let sent = house.post(&path, cookie, &form).await;
    assert_eq!(sent.status.as_u16(), 303, "{path}: {}", sent.text);
}

async fn printed(house: &House, cookie: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = format!("{COUNCIL}/moten/mote/protokoll.pdf");
    words(&pdf_for(house, &path, cookie, folder.path()).await)
}

#[tokio::test]
async fn others_print_who_was_there_once_the_minutes_are_approved() {
    samverk_testing::on_sqlite(&migrations(), |db| async move {
        let house = House::furnished(db).await;
        let cookie = house.sign_in("samordnare").await;
        let meeting = [
            ("key", "mote"),
            ("title", "Vårmötet"),
            ("date", "2026-01-15"),
            ("link", "https://video.exempel.se/radet"),
            ("published", "true"),
            ("present.0.name", "Ledamoten Exempel"),
            ("present.0.part", "member"),
            ("adjusters.0.name", "Justeraren Exempel"),
            ("adjusters.0.signed_on", "2026-01-20"),
        ];
        send(&house, &cookie, "/moten/ny", &meeting).await;
        let step = |to, revision| [("to", to), ("reason", ""), ("revision", revision)];
        send(&house, &cookie, "/moten/mote/beslut", &step("held", "1")).await;
        let outside = printed(&house, "").await;
        assert!(outside.contains("Vårmötet"), "{outside}");
        for hidden in [
            "Ledamoten Exempel",
            "Justeraren Exempel",
            "video.exempel.se",
        ] {
            assert!(!outside.contains(hidden), "{hidden}: {outside}");
        }
        let own = printed(&house, &cookie).await;
        assert!(
            own.contains("Ledamoten Exempel") && own.contains("Justeraren Exempel"),
            "{own}"
        );
        send(
            &house,
            &cookie,
            "/moten/mote/beslut",
            &step("approved", "2"),
        )
        .await;
        let outside = printed(&house, "").await;
        assert!(outside.contains("Ledamoten Exempel"), "{outside}");
        assert!(!outside.contains("Justeraren Exempel"), "{outside}");
    })
    .await;
}
