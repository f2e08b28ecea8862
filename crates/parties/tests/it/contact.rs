//! Whom to ask about a collaboration: seen by its members, and by everybody where it says so.

use crate::browser::Browser;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::{Actor, Role};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    members_see_the_contact_and_the_public_where_it_is_wanted,
    half_a_contact_is_not_saved,
    a_contact_goes_out_and_in_with_the_folder,
);

const AT: &str = "/samverkan/radet";
const ADDRESS: &str = "samordnare@exempel.se";

fn facts<'a>(
    role: &'a str,
    address: &'a str,
    (public, revision): (&'a str, &'a str),
) -> [(&'a str, &'a str); 9] {
    [
        ("name", "radet"),
        ("purpose", "Att prova"),
        ("legal_form", "network"),
        ("reach", "regional"),
        ("published", "true"),
        ("contact_role", role),
        ("contact_address", address),
        ("contact_published", public),
        ("revision", revision),
    ]
}

/// Those who look after the collaboration, read it, and belong to nothing.
async fn people(db: &Db) -> [Browser; 3] {
    register(db).await;
    let tx = db.begin("open").await.unwrap();
    let radet = open(&tx, "radet").await;
    tx.commit().await.unwrap();
    let coordinator = person(&[(radet.id, Role::Coordinator)], &[]);
    let economist = person(&[(radet.id, Role::Economist)], &[]);
    [coordinator, economist, Actor::Public].map(|actor| Browser::new(db, actor))
}

async fn members_see_the_contact_and_the_public_where_it_is_wanted(db: Db) {
    let [coordinator, member, public] = people(&db).await;
    assert!(coordinator.page(AT).await.contains("Lägg till en kontakt"));
    assert!(!member.page(AT).await.contains("Kontakt"));

    let change = format!("{AT}/redigera");
    let kept = facts("Samordnare", " Samordnare@Exempel.se", ("", "1"));
    let page = coordinator.submit(&change, &kept).await;
    let told = format!("Samordnare, <a class=\"ds-link\" href=\"mailto:{ADDRESS}\">{ADDRESS}</a>");
    assert!(page.contains(&told), "{page}");
    assert!(member.page(AT).await.contains(&told));
    assert!(!public.page(AT).await.contains(ADDRESS));
    assert!(coordinator.page(&change).await.contains(ADDRESS));

    let open = facts("Samordnare", ADDRESS, ("true", "2"));
    coordinator.submit(&change, &open).await;
    assert!(public.page(AT).await.contains(&told));
}

async fn half_a_contact_is_not_saved(db: Db) {
    let [coordinator, ..] = people(&db).await;
    for (role, address, told) in [
        ("", ADDRESS, "Skriv vilken roll som adressen går till"),
        ("Samordnare", "", "Skriv rollens e-postadress"),
        ("Samordnare", "samordnaren", "är ingen e-postadress"),
    ] {
        let half = facts(role, address, ("", "1"));
        let refused = coordinator.post(&format!("{AT}/redigera"), &half).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains(told), "{}", refused.text);
    }
    assert!(coordinator.page(AT).await.contains("Lägg till en kontakt"));
}

async fn a_contact_goes_out_and_in_with_the_folder(db: Db) {
    let [coordinator, ..] = people(&db).await;
    let open = facts("Kansliet", ADDRESS, ("true", "1"));
    coordinator.submit(&format!("{AT}/redigera"), &open).await;
    let first = export(&db).await;
    let (other, _folder) = sqlite().await;
    import(&other, first.clone()).await.unwrap();
    assert_eq!(export(&other).await, first);
    let public = Browser::new(&other, Actor::Public);
    assert!(public.page(AT).await.contains("Kansliet, <a"));

    let file = "collaborations/radet/collaboration.toml";
    let said = String::from_utf8_lossy(first.get(file).unwrap()).replace(ADDRESS, "kansliet");
    let refused = import(&other, folder(&[(file, &said)])).await.unwrap_err();
    let column = Some("contact_address");
    assert_eq!(told(&refused), [("email_invalid", None, column)]);
}
