//! Who reads and who writes described kinds, at every exit.

use crate::kinds_place::{Place, api, form, form_of, has_ground, is_in_collaboration, pages};
use samverk_app::modules::{kinds, migrations};
use samverk_database::Db;
use samverk_foundation::Role;
use samverk_kept::{AnyKind, Readers, example};

samverk_testing::db_tests!(&migrations();
    who_may_not_read_or_write_does_neither,
);

/// What an answer of the page and of the API is to be, for somebody.
fn expected(reads: bool, writes: bool, is_known: bool) -> (u16, u16) {
    match (reads, writes, is_known) {
        // Told at the door, before anything is read: that says nothing of what is there.
        (false, ..) => (401, 401),
        (true, true, _) => (200, 200),
        (true, false, true) => (200, 403),
        (true, false, false) => (200, 401),
    }
}

async fn who_may_not_read_or_write_does_neither(db: Db) {
    let place = Place::of(db, false).await;
    for kind in kinds() {
        let path = format!("{}/zz", api(kind));
        place.client.put(&path, "", &example(kind)).await.told(201);
    }
    // Nobody of another collaboration finds anything, at any exit.
    for who in ["", "samordnare", "ekonom", "representant", "lasare"] {
        let cookie = match who {
            "" => String::new(),
            who => place.house.sign_in(who).await,
        };
        for kind in kinds()
            .into_iter()
            .filter(|kind| is_in_collaboration(*kind))
        {
            let list = pages(kind);
            for rest in [
                "",
                "/zz",
                "?format=csv&tabell=risker",
                &form_of(kind, "zz")[list.len()..],
                "/ny",
            ] {
                let answer = place.house.get(&format!("{list}{rest}"), &cookie).await;
                let status = answer.status.as_u16();
                assert!(
                    matches!(status, 303 | 401 | 403 | 404),
                    "{who} {list}{rest}: {status}"
                );
            }
            let sent = place
                .house
                .post(&format!("{list}/ny"), &cookie, &form(kind, &[]))
                .await;
            let status = sent.status.as_u16();
            assert!(
                matches!(status, 303 | 401 | 403 | 404),
                "{who} {list}: {status}"
            );
            assert!(!sent.location.contains("notis=saved"), "{who} {list}");
        }
    }
    for kind in kinds()
        .into_iter()
        .filter(|kind| is_in_collaboration(*kind))
    {
        let all = place.client.get(&api(kind)).await.body;
        assert_eq!(all["_meta"]["totalRecords"], 1, "nobody else has saved");
    }
    // In the council each role reads and writes what the description says.
    let council = "digitaliseringsradet";
    for (who, role) in [
        ("", Role::Public),
        ("samordnare", Role::Coordinator),
        ("ekonom", Role::Economist),
        ("representant", Role::Representative),
    ] {
        let cookie = match who {
            "" => String::new(),
            who => place.house.sign_in(who).await,
        };
        // What hangs on a party has its own people's roles: see the parties' own tests.
        let counts = |kind: &&dyn AnyKind| is_in_collaboration(*kind) || !has_ground(*kind);
        for kind in kinds().into_iter().filter(counts) {
            let facts = kind.facts();
            let writes = facts.writers.roles.contains(&role);
            let adds = facts.writers.to_add().1.contains(&role);
            let reads = match facts.readers {
                Readers::OfTheGround | Readers::Those(_) => true,
                Readers::Members => role != Role::Public,
                Readers::Roles(roles) => roles.contains(&role),
            };
            let there = |page: String| {
                let page = page.replace("zz-ny", council);
                page.replace("/planer/zz", "/planer/2021-2023")
            };
            let list = there(pages(kind));
            let (to_read, to_write) = expected(reads, adds, role != Role::Public);
            let read = match place.house.get(&list, &cookie).await.status.as_u16() {
                303 => 401,
                status => status,
            };
            assert_eq!(read, to_read, "{who} reads {list}");
            let one = format!("{list}/finns-inte");
            let one = place.house.get(&one, &cookie).await.status.as_u16();
            let is_open = if facts.pages.has_page() {
                reads
            } else {
                writes
            };
            let is_told = one == 404 || !is_open && matches!(one, 303 | 401 | 403);
            assert!(is_told, "{who} looks for what is not in {list}: {one}");
            let home = format!("/samverkan/{council}");
            let home = place.house.get(&home, &cookie).await;
            let has_tab = home.text.contains(&format!("href=\"{list}\""));
            let is_tab = facts.pages.menu.is_some();
            // Where nothing stands, only those who may add something are led there.
            let is_linked = !has_tab || is_tab && reads;
            let is_led = !(is_tab && adds) || has_tab;
            assert!(
                is_linked && is_led || !has_ground(kind),
                "{who} has a place in the menu for {list}"
            );
            let new = place.house.get(&format!("{list}/ny"), &cookie).await;
            let told = match new.status.as_u16() {
                303 => 401,
                status => status,
            };
            // Whoever may not come through the door is not told what is behind it.
            let is_told = told == to_write || !adds && matches!(told, 401 | 403);
            assert!(is_told, "{who} writes {list}: {told} for {to_write}");
        }
    }
}
