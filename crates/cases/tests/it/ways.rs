//! Cases in their processes: what a step asks for, who may take it, and what awaits whom.

use crate::world::{MIGRATIONS, OWN, REGISTRY_PAGE, World, content};
use axum::http::StatusCode;
use samverk_cases::actions::{add_document, begin_process};
use samverk_cases::cases_waiting;
use samverk_cases::model::{Case, CaseContent, Direction, DocumentContent, DocumentSort};
use samverk_database::Db;
use samverk_foundation::Actor;
use samverk_parties::store::find_party;

samverk_testing::db_tests!(MIGRATIONS;
    a_case_goes_by_its_process_to_its_end,
    who_may_not_take_a_way_is_told_so,
    a_closed_case_is_reopened_before_it_is_changed,
    what_awaits_whom_is_told_by_number,
    a_day_of_receipt_moves_the_deadlines,
    two_take_a_case_on_at_once,
    a_joint_preparation_names_its_initiative,
    a_decision_is_no_basis_and_gets_legal_force_when_that_is_seen,
);

const CASE: &str = "/aktorer/aneby-kommun/diarier/kommunstyrelsen/arenden/ks-2026-00001";

impl World<'_> {
    /// A case that goes by a process.
    async fn going(&self, process: &str, content: CaseContent) -> Case {
        let process = self.process(process).await;
        let case = self.register(content).await;
        let registrar = self.registrar();
        let tx = self.db.begin("begin").await.unwrap();
        let desk = self.desk(&tx, &registrar).await;
        let begun = begin_process(&tx, &registrar, &desk, (&case, process.key.as_str()), 1).await;
        let begun = begun.unwrap();
        tx.commit().await.unwrap();
        begun
    }

    async fn document(&self, title: &str, direction: Direction) {
        let registrar = self.registrar();
        let tx = self.db.begin("document").await.unwrap();
        let desk = self.desk(&tx, &registrar).await;
        let case = desk.case(&tx, "ks-2026-00001").await.unwrap();
        let content = DocumentContent {
            title: title.into(),
            public_title: "".into(),
            public: false,
            direction,
            dated_on: samverk_county::day("2026-11-20"),
            sort: DocumentSort::Official,
            file: "".into(),
        };
        add_document(&tx, &registrar, &desk, (&case, content))
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn waiting(&self, who: &Actor) -> Vec<(String, Option<String>)> {
        let tx = self.db.read().await.unwrap();
        let party = find_party(&tx, OWN).await.unwrap().unwrap();
        let all = cases_waiting(&tx, who, &[party]).await.unwrap().into_iter();
        all.map(|one| {
            let text = format!("{} {} {}", one.text, one.number, one.called[0]);
            (text.trim().to_owned(), one.due.map(|day| day.to_string()))
        })
        .collect()
    }
}

fn request() -> CaseContent {
    let mut one = content("Begäran om ett avtal");
    one.received_on = Some(samverk_county::day("2026-11-20"));
    one
}

async fn a_case_goes_by_its_process_to_its_end(db: Db) {
    let world = World::of(&db).await;
    let (house, registrar) = (&world.house, world.registrar());
    world.process("begaran-om-handling").await;
    world.register(request()).await;
    let page = house.page(&registrar, CASE).await;
    assert!(page.contains(&format!("{CASE}/process\"")), "{page}");
    let choose = format!("{CASE}/process");
    let (status, told) = house
        .post(
            &registrar,
            &choose,
            &[("procedure", "zebra"), ("revision", "1")],
        )
        .await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{told}");
    let chosen = [("procedure", "begaran-om-handling"), ("revision", "1")];
    let page = house.submit(&registrar, &choose, &chosen).await;
    for told in [
        "Inkommen",
        "Lämna besked skyndsamt",
        "2026-11-24",
        "Leta fram handlingen",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(
        page.contains("Begäran (inkommen): inte registrerad"),
        "{page}"
    );
    // What lacks is said, and the way that can be taken is a button.
    assert!(
        page.contains("Handlingen Svar är inte registrerad"),
        "{page}"
    );
    assert!(page.contains(&format!("{CASE}/vag/prova\"")) && !page.contains("/vag/lamna-ut\""));
    let (status, told) = house
        .post(
            &registrar,
            &format!("{CASE}/vag/lamna-ut"),
            &[("revision", "2")],
        )
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        told.contains("Handlingen Svar är inte registrerad"),
        "{told}"
    );
    // The process says when the case is closed.
    assert!(!page.contains("/avsluta\""), "{page}");
    let (status, told) = house
        .post(&registrar, &format!("{CASE}/avsluta"), &[("revision", "2")])
        .await;
    assert_eq!(
        (status, told.contains("avslutas genom sin process")),
        (StatusCode::CONFLICT, true)
    );
    let page = house
        .submit(
            &registrar,
            &format!("{CASE}/vag/prova"),
            &[("revision", "2")],
        )
        .await;
    assert!(
        page.contains("Steg: Inkommen ändrades till Sekretessprövas"),
        "{page}"
    );
    // A way from where it stood before is none any more.
    let (status, _) = house
        .post(
            &registrar,
            &format!("{CASE}/vag/prova"),
            &[("revision", "3")],
        )
        .await;
    assert_eq!(status, StatusCode::CONFLICT);
    world.document("Svar på begäran", Direction::Incoming).await;
    let way = format!("{CASE}/vag/lamna-ut-provad");
    let (status, _) = house.post(&registrar, &way, &[("revision", "3")]).await;
    assert_eq!(status, StatusCode::CONFLICT, "an answer goes out");
    world
        .document("SVAR: utlämnande", Direction::Outgoing)
        .await;
    let page = house.submit(&registrar, &way, &[("revision", "3")]).await;
    assert!(
        page.contains("Läge: Pågår ändrades till Avslutat"),
        "{page}"
    );
    assert!(
        page.contains("Utlämnad") && page.contains("Inte längre aktuell"),
        "{page}"
    );
    assert!(world.waiting(&registrar).await.is_empty());
}

async fn who_may_not_take_a_way_is_told_so(db: Db) {
    let world = World::of(&db).await;
    let house = &world.house;
    let officer = world.officer("handlaggare@exempel.se").await;
    world.going("remiss-till-oss", content("Remiss")).await;
    let begin = format!("{CASE}/vag/borja-bereda");
    // Neither those who read nor other parties' people.
    for (who, expected) in [
        (world.reader(), StatusCode::FORBIDDEN),
        (officer.clone(), StatusCode::FORBIDDEN),
        (world.county.representative(1), StatusCode::NOT_FOUND),
    ] {
        let (status, _) = house.post(&who, &begin, &[("revision", "2")]).await;
        assert_eq!(status, expected);
    }
    let registrar = world.registrar();
    let (status, told) = house.post(&registrar, &begin, &[("revision", "2")]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told.contains("Handläggare är inte angiven"), "{told}");
    let edit = [
        ("subject", "Remiss"),
        ("begun", "own"),
        ("officer", "handlaggare@exempel.se"),
        ("revision", "2"),
    ];
    house
        .submit(&registrar, &format!("{CASE}/redigera"), &edit)
        .await;
    house.submit(&registrar, &begin, &[("revision", "3")]).await;
    // From here on it is the officer's, who only reads otherwise.
    let page = house.page(&officer, CASE).await;
    assert!(
        page.contains(&format!("{CASE}/vag/avsta-efter-beredning\"")),
        "{page}"
    );
    assert!(!page.contains("/redigera\""), "{page}");
    let page = house
        .submit(
            &officer,
            &format!("{CASE}/vag/avsta-efter-beredning"),
            &[("revision", "4")],
        )
        .await;
    assert!(
        page.contains("Vi svarar inte") && page.contains("Avslutat"),
        "{page}"
    );
}

async fn a_closed_case_is_reopened_before_it_is_changed(db: Db) {
    let world = World::of(&db).await;
    let (house, registrar) = (&world.house, world.registrar());
    world.going("begaran-om-handling", request()).await;
    let way = format!("{CASE}/vag/prova");
    house.submit(&registrar, &way, &[("revision", "2")]).await;
    world.document("Avslagsbeslut", Direction::Outgoing).await;
    house
        .submit(
            &registrar,
            &format!("{CASE}/vag/avsla"),
            &[("revision", "3")],
        )
        .await;
    let edit = format!("{CASE}/redigera");
    let sent = [("subject", "Annat"), ("begun", "own"), ("revision", "4")];
    let (status, told) = house.post(&registrar, &edit, &sent).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told.contains("Återuppta det innan"), "{told}");
    // A document may come in, as an appeal does.
    world.document("Överklagande", Direction::Incoming).await;
    let page = house
        .submit(
            &registrar,
            &format!("{CASE}/ateruppta"),
            &[("revision", "4")],
        )
        .await;
    // It stands where it came from, with what is to be done there.
    assert!(
        page.contains("Sekretessprövas") && page.contains("/vag/avsla\""),
        "{page}"
    );
    let sent = [("subject", "Annat"), ("begun", "own"), ("revision", "5")];
    house.submit(&registrar, &edit, &sent).await;
    let void = [("reason", "Fel."), ("revision", "6")];
    let page = house
        .submit(&registrar, &format!("{CASE}/makulera"), &void)
        .await;
    assert!(
        page.contains("makulerat") && !page.contains("/vag/"),
        "{page}"
    );
    assert!(world.waiting(&registrar).await.is_empty());
}

async fn what_awaits_whom_is_told_by_number(db: Db) {
    let world = World::of(&db).await;
    let house = &world.house;
    let officer = world.officer("handlaggare@exempel.se").await;
    let registrar = world.registrar();
    let mut one = request();
    one.deadline = Some(samverk_county::day("2026-12-18"));
    one.secrecy_provision = "OSL 18:8".into();
    one.secrecy_on = one.received_on;
    one.secrecy_authority = "Kommunstyrelsen".into();
    world.going("begaran-om-handling", one).await;
    let told = |text: &str, day: Option<&str>| (text.to_owned(), day.map(str::to_owned));
    let notice = "waiting-case-notice KS 2026/00001 Någon har begärt en allmän handling. Den lämnas ut skyndsamt.";
    // Nobody is the officer: it awaits those who register.
    let mut expected = vec![
        told(
            "waiting-case-deadline KS 2026/00001 Lämna besked skyndsamt",
            Some("2026-11-24"),
        ),
        told(
            "waiting-case-task KS 2026/00001 Leta fram handlingen",
            Some("2026-11-23"),
        ),
        told(notice, None),
    ];
    let mut waiting = world.waiting(&registrar).await;
    waiting.sort();
    expected.sort();
    assert_eq!(waiting, expected);
    assert!(world.waiting(&officer).await.is_empty());
    assert!(
        world
            .waiting(&world.county.representative(1))
            .await
            .is_empty()
    );
    let edit = [
        ("subject", "Begäran om ett avtal"),
        ("begun", "own"),
        ("received_on", "2026-11-20"),
        ("deadline", "2026-12-18"),
        ("officer", "handlaggare@exempel.se"),
        ("secrecy_provision", "OSL 18:8"),
        ("secrecy_on", "2026-11-20"),
        ("secrecy_authority", "Kommunstyrelsen"),
        ("revision", "2"),
    ];
    house
        .submit(&registrar, &format!("{CASE}/redigera"), &edit)
        .await;
    assert_eq!(world.waiting(&registrar).await, [told(notice, None)]);
    let mut waiting = world.waiting(&officer).await;
    waiting.sort();
    assert_eq!(
        waiting,
        [
            told(
                "waiting-case-deadline KS 2026/00001 Lämna besked skyndsamt",
                Some("2026-11-24")
            ),
            told("waiting-case-last-day KS 2026/00001", Some("2026-12-18")),
            told(
                "waiting-case-task KS 2026/00001 Leta fram handlingen",
                Some("2026-11-23")
            ),
        ]
    );
    // What is done awaits nobody, and a deadline is not noted as done.
    let page = house.page(&officer, CASE).await;
    let tasks: Vec<&str> = page
        .split(&format!("href=\"{CASE}/uppgifter/"))
        .skip(1)
        .collect();
    assert_eq!(tasks.len(), 1, "{page}");
    let id = tasks[0].split('"').next().unwrap();
    let path = format!("{CASE}/uppgifter/{id}");
    house.submit(&officer, &path, &[]).await;
    let (status, _) = house.post(&officer, &path, &[]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "pressed twice");
    assert_eq!(world.waiting(&officer).await.len(), 2);
}

async fn a_day_of_receipt_moves_the_deadlines(db: Db) {
    let world = World::of(&db).await;
    let registrar = world.registrar();
    let mut one = request();
    one.received_on = None;
    world.going("begaran-om-handling", one).await;
    // Registered on Sunday the 22nd: two working days later.
    let page = world.house.page(&registrar, CASE).await;
    assert!(page.contains("2026-11-24"), "{page}");
    let edit = [
        ("subject", "Begäran"),
        ("begun", "incoming"),
        ("received_on", "2026-11-18"),
        ("revision", "2"),
    ];
    let page = world
        .house
        .submit(&registrar, &format!("{CASE}/redigera"), &edit)
        .await;
    assert!(
        page.contains("2026-11-20") && !page.contains("2026-11-24"),
        "{page}"
    );
}

async fn two_take_a_case_on_at_once(db: Db) {
    let world = World::of(&db).await;
    world.going("begaran-om-handling", request()).await;
    let registrar = world.registrar();
    let way = format!("{CASE}/vag/prova");
    let sent = [("revision", "2")];
    let (one, other) = tokio::join!(
        world.house.post(&registrar, &way, &sent),
        world.house.post(&registrar, &way, &sent),
    );
    let mut statuses = [one.0.as_u16(), other.0.as_u16()];
    statuses.sort_unstable();
    // The later of them finds what it asked for, or is told that somebody was before.
    assert!(
        matches!(statuses, [303, 303 | 409]),
        "{} {}",
        one.1,
        other.1
    );
    let page = world.house.page(&registrar, CASE).await;
    assert_eq!(
        page.matches("Steg: Inkommen ändrades till").count(),
        1,
        "{page}"
    );
    let list = world.house.page(&registrar, REGISTRY_PAGE).await;
    assert!(list.contains("KS 2026/00001"), "{list}");
}

async fn a_joint_preparation_names_its_initiative(db: Db) {
    let world = World::of(&db).await;
    let (house, registrar) = (&world.house, world.registrar());
    world
        .going("gemensam-beredning", content("Nationell plattform"))
        .await;
    let begin = format!("{CASE}/vag/borja");
    let (status, told) = house.post(&registrar, &begin, &[("revision", "2")]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told.contains("Vilket initiativ i portföljen"), "{told}");
    let new = "/samverkan/radet/initiativ/ny";
    let said = [("title", "Gemensam e-plattform"), ("aim", "En för alla.")];
    house.submit(&world.county.coordinator(), new, &said).await;
    let choose = format!("{CASE}/initiativ");
    let offered = house.page(&registrar, &choose).await;
    assert!(
        offered.contains("value=\"radet:gemensam-e-plattform\""),
        "{offered}"
    );
    let zebra = [("initiative", "radet:zebra"), ("revision", "2")];
    let (status, _) = house.post(&registrar, &choose, &zebra).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    let named = [
        ("initiative", "radet:gemensam-e-plattform"),
        ("revision", "2"),
    ];
    let page = house.submit(&registrar, &choose, &named).await;
    assert!(
        page.contains("href=\"/samverkan/radet/initiativ/gemensam-e-plattform\""),
        "{page}"
    );
    assert!(page.contains("Initiativ i portföljen: Gemensam e-plattform"));
    let page = house.submit(&registrar, &begin, &[("revision", "3")]).await;
    assert!(page.contains("Bereds gemensamt"), "{page}");
}

async fn a_decision_is_no_basis_and_gets_legal_force_when_that_is_seen(db: Db) {
    let world = World::of(&db).await;
    let (house, registrar) = (&world.house, world.registrar());
    world.officer("handlaggare@exempel.se").await;
    let mut case = content("Bygglov");
    case.officer = "handlaggare@exempel.se".into();
    world.going("arende-for-beslut", case).await;
    let go = async |way: &str, revision: &str| {
        let sent = [("revision", revision)];
        house
            .post(&registrar, &format!("{CASE}/vag/{way}"), &sent)
            .await
    };
    let done = async |task: &str| {
        let page = house.page(&registrar, CASE).await;
        let mut links = page.split("<a class=\"ds-link\" href=\"");
        let link = links.find(|link| link.contains("/uppgifter/") && link.contains(task));
        let href = link.unwrap().split('"').next().unwrap().to_owned();
        house.submit(&registrar, &href, &[]).await;
    };
    assert_eq!(go("utred", "2").await.0, StatusCode::SEE_OTHER);
    world
        .document("Tjänsteskrivelse", Direction::Internal)
        .await;
    // Both that lack are told, each in words.
    world
        .document("Beslutsunderlag till nämnden", Direction::Internal)
        .await;
    done("Låt den som är part yttra sig").await;
    assert_eq!(go("till-beslut", "3").await.0, StatusCode::SEE_OTHER);
    let (status, told) = go("beslutat", "4").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(
        told.contains("Handlingen Beslut är inte registrerad"),
        "{told}"
    );
    world
        .document("Beslut om bygglov", Direction::Internal)
        .await;
    let (status, told) = go("beslutat", "4").await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    // What was to be decided within six months awaits nobody any more.
    let waits = world.waiting(&registrar).await;
    assert!(
        waits.iter().all(|(name, _)| !name.contains("sex månader")),
        "{waits:?}"
    );
    world.document("Underrättelse", Direction::Outgoing).await;
    assert_eq!(go("underrattat", "5").await.0, StatusCode::SEE_OTHER);
    let (status, told) = go("laga-kraft", "6").await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(told.contains("Se om beslutet har överklagats"), "{told}");
    done("Se om beslutet har överklagats").await;
    assert_eq!(go("laga-kraft", "6").await.0, StatusCode::SEE_OTHER);
}
