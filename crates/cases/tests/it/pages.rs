//! What somebody who registers sees and does in a browser, and what others see.

use crate::world::{MIGRATIONS, REGISTRY_PAGE, World, content};
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::Actor;

samverk_testing::db_tests!(MIGRATIONS;
    a_case_is_registered_changed_and_closed,
    a_void_case_keeps_its_number_and_says_why,
    nobody_of_another_party_finds_anything,
    the_public_reads_no_subject_of_a_void_case,
    what_is_emptied_is_said_so,
    an_officer_is_known_however_typed,
    a_long_list_goes_on_and_is_searched,
    a_number_is_found_however_it_is_written,
    a_process_is_chosen_in_the_form,
    the_public_reads_numbers_and_public_subjects,
    a_statutory_last_day_is_a_weekday,
);

const INCOMING: &[(&str, &str)] = &[
    ("subject", "Remiss om digital målbild"),
    ("public_subject", "Remiss"),
    ("begun", "incoming"),
    ("counterpart", "Påhittade myndigheten"),
    ("received_on", "2026-11-20"),
];

async fn a_case_is_registered_changed_and_closed(db: Db) {
    let world = World::of(&db).await;
    let (house, registrar) = (&world.house, world.registrar());
    let list = house.page(&registrar, REGISTRY_PAGE).await;
    let new = format!("{REGISTRY_PAGE}/arenden/ny");
    assert!(list.contains(&format!("href=\"{new}\"")), "{list}");
    let (status, told) = house.post(&registrar, &new, &[]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        told.contains("-subject\"") && told.contains("-begun\""),
        "{told}"
    );
    let page = house.submit(&registrar, &new, INCOMING).await;
    assert!(page.contains("KS 2026/00001") && page.contains("Påhittade myndigheten"));
    let one = format!("{REGISTRY_PAGE}/arenden/ks-2026-00001");
    let changed = [INCOMING, &[("deadline", "2026-11-19"), ("revision", "1")]].concat();
    let edit = format!("{one}/redigera");
    let (status, told) = house.post(&registrar, &edit, &changed).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.contains("2026-11-20, då ärendet kom in"), "{told}");
    let changed = [INCOMING, &[("deadline", "2026-12-18"), ("revision", "1")]].concat();
    let page = house.submit(&registrar, &edit, &changed).await;
    assert!(page.contains("Sista dag: 2026-12-18"), "{page}");
    // Somebody who opened the form before that is told so.
    let (status, _) = house.post(&registrar, &edit, INCOMING_LATE).await;
    assert_eq!(status, StatusCode::CONFLICT);
    let page = house
        .submit(&registrar, &format!("{one}/avsluta"), &[("revision", "2")])
        .await;
    assert!(
        page.contains("Läge: Pågår ändrades till Avslutat"),
        "{page}"
    );
    let page = house
        .submit(
            &registrar,
            &format!("{one}/ateruppta"),
            &[("revision", "3")],
        )
        .await;
    assert!(page.contains("Återupptogs"), "{page}");
    // Readers read, and find no button that they may not press.
    let reader = world.reader();
    let page = house.page(&reader, &one).await;
    assert!(page.contains("Remiss om digital målbild") && !page.contains("/redigera\""));
    let (status, _) = house.get(&reader, &edit).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    let (status, _) = house.post(&reader, &new, INCOMING).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
}

const INCOMING_LATE: &[(&str, &str)] = &[("subject", "Annat"), ("begun", "own"), ("revision", "1")];

async fn a_void_case_keeps_its_number_and_says_why(db: Db) {
    let world = World::of(&db).await;
    let (house, registrar) = (&world.house, world.registrar());
    world.register(content("Dubbelt")).await;
    let one = format!("{REGISTRY_PAGE}/arenden/ks-2026-00001");
    let void = format!("{one}/makulera");
    let (status, told) = house.post(&registrar, &void, &[("revision", "1")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    let why = [("reason", "Registrerat två gånger."), ("revision", "1")];
    let page = house.submit(&registrar, &void, &why).await;
    assert!(
        page.contains("Ärendet är makulerat: Registrerat två gånger."),
        "{page}"
    );
    for rest in ["redigera", "avsluta", "ateruppta", "makulera"] {
        assert!(!page.contains(&format!("{one}/{rest}\"")), "{rest}");
        let sent = [
            ("revision", "2"),
            ("reason", "Igen"),
            ("subject", "X"),
            ("begun", "own"),
        ];
        let (status, _) = house
            .post(&registrar, &format!("{one}/{rest}"), &sent)
            .await;
        assert_eq!(status, StatusCode::CONFLICT, "{rest}");
    }
    let next = world.register(content("Nästa")).await;
    assert_eq!(next.number, "KS 2026/00002");
    let list = house.page(&registrar, REGISTRY_PAGE).await;
    assert!(
        list.contains("KS 2026/00001") && list.contains("Makulerat"),
        "{list}"
    );
}

async fn nobody_of_another_party_finds_anything(db: Db) {
    let world = World::of(&db).await;
    world.register(content("Vårt eget")).await;
    let one = format!("{REGISTRY_PAGE}/arenden/ks-2026-00001");
    let others = [
        world.county.representative(1),
        world.county.coordinator(),
        world.county.stranger(),
        Actor::Public,
    ];
    for who in others {
        let list = world.house.page(&who, REGISTRY_PAGE).await;
        assert!(!list.contains("Vårt eget"), "{list}");
        let searched = format!("{REGISTRY_PAGE}?sok=eget&mina=true");
        let list = world.house.page(&who, &searched).await;
        assert!(!list.contains("Vårt eget"), "{list}");
        for rest in ["", "/redigera", "/makulera"] {
            let (status, told) = world.house.get(&who, &format!("{one}{rest}")).await;
            // Who has no such role anywhere is told at the door, before anything is read.
            let is_of_party = who == world.county.representative(1) || told.contains("404");
            let expected: &[u16] = match (&who, is_of_party) {
                (Actor::Public, _) => &[303, 401],
                _ => &[403, 404],
            };
            assert!(expected.contains(&status.as_u16()), "{rest} {status}");
            assert!(!told.contains("Vårt eget"), "{told}");
        }
    }
    // Another party's representative comes through the door and finds nothing.
    let other = world.county.representative(1);
    for path in [
        one.as_str(),
        &format!("{one}/redigera"),
        &format!("{REGISTRY_PAGE}/arenden/ny"),
    ] {
        let (status, _) = world.house.get(&other, path).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
        let (status, _) = world.house.post(&other, path, INCOMING).await;
        assert!(status.is_client_error(), "{path}");
    }
}

async fn a_long_list_goes_on_and_is_searched(db: Db) {
    let world = World::of(&db).await;
    for number in 0..120 {
        let subject = format!("Översyn av skolskjuts i område {number}");
        world.register(content(&subject)).await;
    }
    let registrar = world.registrar();
    let (mut seen, mut next) = (0, Some(REGISTRY_PAGE.to_owned()));
    let mut statements = Vec::new();
    while let Some(path) = next {
        let before = db.query_count();
        let page = world.house.page(&registrar, &path).await;
        statements.push(db.query_count() - before);
        seen += page.matches("/arenden/ks-2026-").count();
        let link = page.split("rel=\"next\" href=\"").nth(1);
        next = link.and_then(|rest| Some(rest.split('"').next()?.replace("&#38;", "&")));
    }
    assert_eq!((seen, statements.len()), (120, 3));
    assert!(
        statements.iter().all(|one| *one == statements[0]),
        "{statements:?}"
    );
    for (words, found) in [
        // The area of that number, and the case.
        ("%C3%B6versyn+117", 2),
        ("17", 2),
        // A number is that case alone.
        ("2026%2F17", 1),
        ("%21%21%21", 0),
        ("%25", 0),
        ("KS+2026%2F00042", 1),
        ("skolskj", 50),
        ("finnsinte", 0),
    ] {
        let page = world
            .house
            .page(&registrar, &format!("{REGISTRY_PAGE}?sok={words}"))
            .await;
        assert_eq!(page.matches("/arenden/ks-2026-").count(), found, "{words}");
    }
    let none = world
        .house
        .page(&registrar, &format!("{REGISTRY_PAGE}?lage=void"))
        .await;
    assert!(none.contains("Inga ärenden att visa."), "{none}");
    let (status, _) = world
        .house
        .get(&registrar, &format!("{REGISTRY_PAGE}?lage=zebra"))
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn the_public_reads_numbers_and_public_subjects(db: Db) {
    let world = World::of(&db).await;
    let mut one = content("Ansökan från Namn Namnsson");
    one.public_subject = "Ansökan om bygglov".into();
    one.counterpart = "Namn Namnsson".into();
    world.register(one).await;
    let page = world.house.page(&Actor::Public, REGISTRY_PAGE).await;
    assert!(
        page.contains("KS 2026/00001") && page.contains("Ansökan om bygglov"),
        "{page}"
    );
    assert!(
        page.contains("noindex") && !page.contains("Namnsson"),
        "{page}"
    );
    // Words that only stand in the subject find nothing for the public.
    let page = world
        .house
        .page(&Actor::Public, &format!("{REGISTRY_PAGE}?sok=finnsinte"))
        .await;
    assert!(page.contains("KS 2026/00001"), "{page}");
    world.show_nothing().await;
    let page = world.house.page(&Actor::Public, REGISTRY_PAGE).await;
    assert!(!page.contains("KS 2026/00001"), "{page}");
    assert!(page.contains("visas inte här") && !page.contains("Inga ärenden att visa"));
}

async fn the_public_reads_no_subject_of_a_void_case(db: Db) {
    let world = World::of(&db).await;
    let mut one = content("Ansökan");
    one.public_subject = "Skulle inte ha visats".into();
    world.register(one).await;
    let void = format!("{REGISTRY_PAGE}/arenden/ks-2026-00001/makulera");
    let why = [("reason", "Fel person."), ("revision", "1")];
    world.house.submit(&world.registrar(), &void, &why).await;
    let page = world.house.page(&Actor::Public, REGISTRY_PAGE).await;
    assert!(
        page.contains("KS 2026/00001") && page.contains("Makulerat"),
        "{page}"
    );
    assert!(!page.contains("Skulle inte ha visats"), "{page}");
    let long = "å".repeat(2_001);
    world.register(content("Nästa")).await;
    let void = format!("{REGISTRY_PAGE}/arenden/ks-2026-00002/makulera");
    let why = [("reason", long.as_str()), ("revision", "1")];
    let (status, _) = world.house.post(&world.registrar(), &void, &why).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
}

async fn what_is_emptied_is_said_so(db: Db) {
    let world = World::of(&db).await;
    let registrar = world.registrar();
    let new = format!("{REGISTRY_PAGE}/arenden/ny");
    let with_day = [INCOMING, &[("deadline", "2026-12-18")]].concat();
    world.house.submit(&registrar, &new, &with_day).await;
    let edit = format!("{REGISTRY_PAGE}/arenden/ks-2026-00001/redigera");
    let without = [INCOMING, &[("deadline", ""), ("revision", "1")]].concat();
    let page = world.house.submit(&registrar, &edit, &without).await;
    assert!(page.contains("Sista dag: 2026-12-18 togs bort"), "{page}");
}

async fn an_officer_is_known_however_typed(db: Db) {
    let world = World::of(&db).await;
    world.officer("handlaggare@exempel.se").await;
    let mut one = content("Ansökan");
    one.officer = "Handlaggare@Exempel.SE".into();
    let case = world.register(one).await;
    assert_eq!(*case.content.officer, *"handlaggare@exempel.se");
    let edit = format!("{REGISTRY_PAGE}/arenden/ks-2026-00001/redigera");
    let page = world.house.page(&world.registrar(), &edit).await;
    assert!(page.contains("value=\"handlaggare@exempel.se\" selected"));
    assert_eq!(page.matches("<option value=\"\">").count(), 1, "{page}");
}

async fn a_statutory_last_day_is_a_weekday(db: Db) {
    let world = World::of(&db).await;
    let new = format!("{REGISTRY_PAGE}/arenden/ny");
    let said = |statutory: &'static str| {
        let more = [("deadline", "2027-06-25"), ("statutory", statutory)];
        [INCOMING, &more].concat()
    };
    let registrar = world.registrar();
    let page = world.house.submit(&registrar, &new, &said("true")).await;
    assert!(
        page.contains("<dd>2027-06-28</dd>"),
        "after Midsummer's Eve: {page}"
    );
    let page = world.house.submit(&registrar, &new, &said("")).await;
    assert!(
        page.contains("<dd>2027-06-25</dd>") && page.contains("arbetsfri dag"),
        "{page}"
    );
}

async fn a_number_is_found_however_it_is_written(db: Db) {
    let world = World::of(&db).await;
    for _ in 0..12 {
        world.register(content("Bygglov")).await;
    }
    world.register(content("Svar på BN 2026/00099")).await;
    let registrar = world.registrar();
    for typed in ["2026%2F1", "KS+2026%2F00001", "ks+2026-1"] {
        let path = format!("{REGISTRY_PAGE}?sok={typed}");
        let page = world.house.page(&registrar, &path).await;
        assert!(page.contains(">KS 2026/00001<"), "{typed}: {page}");
        assert!(!page.contains(">KS 2026/00010<"), "{typed}: {page}");
    }
    // Another's number stands in a subject.
    let path = format!("{REGISTRY_PAGE}?sok=2026%2F00099");
    let page = world.house.page(&registrar, &path).await;
    assert!(page.contains(">KS 2026/00013<"), "{page}");
}

async fn a_process_is_chosen_in_the_form(db: Db) {
    let world = World::of(&db).await;
    let (house, registrar) = (&world.house, world.registrar());
    let new = format!("{REGISTRY_PAGE}/arenden/ny");
    let form = house.page(&registrar, &new).await;
    assert!(
        !form.contains("name=\"procedure\""),
        "there is none: {form}"
    );
    world.process("begaran-om-handling").await;
    let form = house.page(&registrar, &new).await;
    assert!(form.contains("name=\"procedure\""), "{form}");
    let with = |process| [INCOMING, &[("procedure", process)]].concat();
    let (status, told) = house.post(&registrar, &new, &with("zebra")).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    let list = house.page(&registrar, REGISTRY_PAGE).await;
    assert!(!list.contains("2026/00001"), "no number was taken: {list}");
    let page = house
        .submit(&registrar, &new, &with("begaran-om-handling"))
        .await;
    for words in ["KS 2026/00001", "Inkommen", "Leta fram handlingen"] {
        assert!(page.contains(words), "{words} in {page}");
    }
    let page = house.submit(&registrar, &new, &with("")).await;
    assert!(page.contains("KS 2026/00002"), "{page}");
}
