//! A draft is its maker's, and theirs whom the maker names, until it is shared with the members.

use crate::site::*;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::{Db, EventFilter, list_events};
use samverk_economy::actions::{Confirmation, SaveDistribution, Sharing, save_distribution};
use samverk_economy::store;
use samverk_foundation::{Actor, Role};
use samverk_identity::model::Grant;

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_new_draft_is_its_makers_and_nobody_elses,
    what_is_not_shared_leaves_no_trace,
    whom_the_maker_names_sees_it_and_decides_nothing,
    what_is_shared_is_the_members,
    only_its_maker_adopts_what_is_not_shared,
    a_draft_stays_its_makers_in_a_folder,
);

const DRAFT: &str = "/fordelning/forsok";
const TITLE: &str = "Försök med hemlig nyckel";

async fn economist(db: &Db, name: &str) -> Actor {
    let tx = db.read().await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    drop(tx);
    let grant = Grant::in_collaboration(of, Role::Economist).unwrap();
    kept_person(db, name, &[grant]).await
}

/// The example with a draft that Eva has made.
async fn with_draft(db: &Db) -> Actor {
    world(db).await;
    import_example(db).await;
    let maker = economist(db, "Eva Ek").await;
    let form = [
        ("title", TITLE),
        ("year", "2021"),
        ("model", "2021-antagen"),
    ];
    let (status, to) = post(db, &maker, "/fordelning/ny", &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    assert!(to.contains("/fordelning/forsok-med-hemlig-nyckel"), "{to}");
    maker
}

fn at(rest: &str) -> String {
    format!("/fordelning/forsok-med-hemlig-nyckel{rest}")
}

async fn revision(db: &Db) -> String {
    let tx = db.read().await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    let found = store::find_distribution(&tx, of, "forsok-med-hemlig-nyckel").await;
    found.unwrap().unwrap().revision.to_string()
}

async fn others(db: &Db) -> Vec<Actor> {
    let Actor::Person(mut administrator) = person(&[], &[]) else {
        panic!("somebody")
    };
    administrator.administrator = true;
    let tx = db.read().await.unwrap();
    let aneby = samverk_parties::store::find_party(&tx, "aneby-kommun").await;
    let aneby = aneby.unwrap().unwrap().id;
    drop(tx);
    vec![
        Actor::Public,
        coordinator(db).await,
        economist(db, "Olof Annan").await,
        person(&[], &[(aneby, Role::Representative)]),
        Actor::Person(administrator),
    ]
}

async fn a_new_draft_is_its_makers_and_nobody_elses(db: Db) {
    let maker = with_draft(&db).await;
    let own = page(&db, &maker, &at("")).await;
    for said in ["Bara du ser utkastet", "Dela med medlemmarna", "inte delat"] {
        assert!(own.contains(said), "{said}: {own}");
    }
    assert!(page(&db, &maker, "/fordelning").await.contains(TITLE));
    let seen = revision(&db).await;
    let others = others(&db).await;
    for other in &others {
        for rest in ["", "/aneby-kommun"] {
            let (status, _) = get(&db, other, &at(rest)).await;
            assert_eq!(status, StatusCode::NOT_FOUND, "{rest} for {other:?}");
        }
    }
    // For others it is as if it were not there, whatever they may do with what is.
    let missing = |rest: &str| format!("/fordelning/finns-inte{rest}");
    for other in others.iter().skip(1) {
        for rest in ["/redigera", "/tryckt-tabell", "/ta-bort", "/ser"] {
            let (status, _) = get(&db, other, &at(rest)).await;
            let (as_missing, _) = get(&db, other, &missing(rest)).await;
            assert_eq!(status, as_missing, "{rest} for {other:?}");
            assert_ne!(status, StatusCode::OK, "{rest} for {other:?}");
        }
        for rest in [
            "/dela",
            "/ser",
            "/redigera",
            "/ta-bort",
            "/anta",
            "/visning",
        ] {
            let form = [
                ("revision", seen.as_str()),
                ("what", "publish"),
                ("body", "Rådet"),
            ];
            let (status, _) = post(&db, other, &at(rest), &form).await;
            let (as_missing, _) = post(&db, other, &missing(rest), &form).await;
            assert_eq!(status, as_missing, "{rest} for {other:?}");
            assert_ne!(status, StatusCode::SEE_OTHER, "{rest} for {other:?}");
        }
    }
    assert_eq!(revision(&db).await, seen);
}

async fn what_is_not_shared_leaves_no_trace(db: Db) {
    let maker = with_draft(&db).await;
    for other in others(&db).await {
        for path in ["/fordelning", "/modeller/2021-antagen", "/budget/2021"] {
            let (_, told) = get(&db, &other, path).await;
            assert!(!told.contains(TITLE), "{path} for {other:?}: {told}");
        }
    }
    let coordinator = coordinator(&db).await;
    let starts = page(&db, &coordinator, "/scenarier/ny").await;
    assert!(!starts.contains(TITLE), "{starts}");
    assert!(page(&db, &maker, "/scenarier/ny").await.contains(TITLE));

    let tx = db.read().await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    for source in samverk_economy::module().search {
        let found = source(&tx, Some(of)).await.unwrap();
        assert!(found.iter().all(|entry| entry.title != TITLE), "{found:?}");
    }
    let outcomes = store::list_outcomes(&tx, &[of]).await.unwrap();
    assert!(outcomes.iter().all(|one| one.title != TITLE));
    let all = EventFilter {
        limit: 10_000,
        ..EventFilter::default()
    };
    let log = list_events(&tx, &all).await.unwrap();
    let draft = store::find_distribution(&tx, of, "forsok-med-hemlig-nyckel").await;
    let draft = draft.unwrap().unwrap();
    let mut own = log.iter().filter(|event| event.object_id == draft.id.0);
    let told = own.next().unwrap();
    assert_eq!((told.collaboration, told.object_name.as_str()), (None, "…"));
    assert!(told.before.is_none() && told.after.is_none(), "{told:?}");
}

async fn whom_the_maker_names_sees_it_and_decides_nothing(db: Db) {
    let maker = with_draft(&db).await;
    let colleague = economist(&db, "Karin Kollega").await;
    let id = colleague.person().unwrap().id.to_string();
    let asked = page(&db, &maker, &at("/ser")).await;
    assert!(
        asked.contains("Karin Kollega") && !asked.contains("Eva Ek</label>"),
        "{asked}"
    );
    let seen = revision(&db).await;
    let form = [("revision", seen.as_str()), ("named", id.as_str())];
    let (status, told) = post(&db, &maker, &at("/ser"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let own = page(&db, &maker, &at("")).await;
    assert!(own.contains("Karin Kollega"), "{own}");

    let shown = page(&db, &colleague, &at("")).await;
    assert!(shown.contains("Eva Ek vill veta vad du tycker"), "{shown}");
    assert!(!shown.contains("Dela med medlemmarna"), "{shown}");
    let seen = revision(&db).await;
    let form = [("revision", seen.as_str())];
    for rest in ["/dela", "/ser"] {
        let (status, _) = post(&db, &colleague, &at(rest), &form).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{rest}");
    }
    assert!(!shown.contains(&format!("{}\"", at("/ta-bort"))), "{shown}");
    let (status, told) = post(&db, &colleague, &at("/ta-bort"), &form).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    assert!(told.contains("är inte delad med medlemmarna"), "{told}");
    assert_eq!(
        get(&db, &colleague, &at("/ta-bort")).await.0,
        StatusCode::CONFLICT
    );
    let stranger = [
        ("revision", seen.as_str()),
        ("named", "00000000-0000-7000-8000-000000000000"),
    ];
    let (status, _) = post(&db, &maker, &at("/ser"), &stranger).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    // Nobody is named any more.
    let (status, _) = post(&db, &maker, &at("/ser"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert_eq!(get(&db, &colleague, &at("")).await.0, StatusCode::NOT_FOUND);
}

async fn what_is_shared_is_the_members(db: Db) {
    let maker = with_draft(&db).await;
    let seen = revision(&db).await;
    let (status, to) = post(&db, &maker, &at("/dela"), &[("revision", &seen)]).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{to}");
    let coordinator = coordinator(&db).await;
    let shown = page(&db, &coordinator, &at("")).await;
    for said in [TITLE, "Utkastet delades med medlemmarna"] {
        assert!(shown.contains(said), "{said}: {shown}");
    }
    assert!(!shown.contains("Dela med medlemmarna"), "{shown}");
    assert_eq!(
        get(&db, &Actor::Public, &at("")).await.0,
        StatusCode::NOT_FOUND
    );
    let tx = db.read().await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    let outcomes = store::list_outcomes(&tx, &[of]).await.unwrap();
    assert!(
        outcomes.iter().any(|one| one.title == TITLE),
        "it awaits the members"
    );
    for source in samverk_economy::module().search {
        let found = source(&tx, Some(of)).await.unwrap();
        assert!(found.iter().any(|entry| entry.title == TITLE));
    }
    let here = EventFilter {
        collaboration: Some(of),
        limit: 10_000,
        ..EventFilter::default()
    };
    let log = list_events(&tx, &here).await.unwrap();
    let told = log
        .iter()
        .find(|event| event.kind == "distribution.shared")
        .unwrap();
    assert_eq!(told.object_name, TITLE);
    drop(tx);
    let (status, _) = post(
        &db,
        &maker,
        &at("/ser"),
        &[("revision", &revision(&db).await)],
    )
    .await;
    assert_eq!(status, StatusCode::CONFLICT, "it is shared already");
}

async fn only_its_maker_adopts_what_is_not_shared(db: Db) {
    world(&db).await;
    import_example(&db).await;
    let tx = db.begin("draft").await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    let grant = Grant::in_collaboration(of, Role::Coordinator).unwrap();
    drop(tx);
    let maker = kept_person(&db, "Sam Ordnare", &[grant]).await;
    let other = kept_person(&db, "Siv Ordnare", &[grant]).await;
    let tx = db.begin("draft").await.unwrap();
    let at_maker = scope(&tx, &maker).await;
    let input = SaveDistribution {
        key: key("forsok"),
        title: TITLE.into(),
        year: 2021,
        model: key("2021-antagen"),
        published: false,
        sharing: Sharing::AsItStands,
        note: String::new(),
        printed: None,
        input: None,
        revision: None,
    };
    let saved = save_distribution(&tx, &maker, &at_maker, input, Confirmation::Given).await;
    let saved = saved.unwrap().value;
    assert_eq!(
        saved.private.as_ref().unwrap().maker,
        maker.person().unwrap().id
    );
    let named = [other.person().unwrap().id].into();
    let seen = ("forsok", saved.revision);
    samverk_economy::actions::name_readers(&tx, &maker, &at_maker, seen, named)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let form = [
        ("revision", "2"),
        ("body", "Rådet"),
        ("date", "2021-03-01"),
        ("confirmed", "true"),
    ];
    let (status, told) = post(&db, &other, &format!("{DRAFT}/anta"), &form).await;
    assert_eq!(status, StatusCode::CONFLICT, "{told}");
    assert!(told.contains("är inte delad med medlemmarna"), "{told}");
    let (status, told) = post(&db, &maker, &format!("{DRAFT}/anta"), &form).await;
    assert_eq!(status, StatusCode::SEE_OTHER, "{told}");
    let shown = page(&db, &coordinator(&db).await, DRAFT).await;
    assert!(
        shown.contains(TITLE),
        "what is adopted is the members': {shown}"
    );
}

async fn a_draft_stays_its_makers_in_a_folder(db: Db) {
    let maker = with_draft(&db).await;
    let file = "distributions/forsok-med-hemlig-nyckel/distribution.toml";
    let whole = export(&db).await;
    let path = whole.paths().find(|path| path.ends_with(file)).unwrap();
    let text = String::from_utf8(whole.get(path).unwrap().to_vec()).unwrap();
    assert!(text.contains("maker = \"eva-ek@exempel.se\""), "{text}");
    let tx = db.read().await.unwrap();
    let of = scope(&tx, &SYSTEM).await.collaboration.id;
    let own = samverk_economy::bundle::write(&tx, Some(of)).await.unwrap();
    assert!(
        own.paths().all(|path| !path.ends_with(file)),
        "it is nobody else's to fetch"
    );
    drop(tx);

    let before = event_count(&db).await;
    let again = import(&db, &whole).await;
    assert!(again.problems.is_empty(), "{:?}", again.problems);
    assert_eq!(event_count(&db).await, before, "nothing is changed");

    let (status, _) = {
        let form = [("revision", &*revision(&db).await)];
        post(&db, &maker, &at("/ta-bort"), &form).await
    };
    assert_eq!(status, StatusCode::SEE_OTHER);
    let unknown = edited(&whole, file, "eva-ek@exempel.se", "ingen@exempel.se");
    let told = import(&db, &unknown).await;
    assert!(told.problems.is_empty(), "{:?}", told.problems);
    let warned = codes(&told.warnings);
    assert!(warned.contains(&"draft_maker_unknown"), "{warned:?}");
    assert_eq!(get(&db, &maker, &at("")).await.0, StatusCode::NOT_FOUND);
    let back = import(&db, &whole).await;
    assert!(back.problems.is_empty(), "{:?}", back.problems);
    assert!(
        page(&db, &maker, &at(""))
            .await
            .contains("Bara du ser utkastet")
    );
    let other = coordinator(&db).await;
    assert_eq!(get(&db, &other, &at("")).await.0, StatusCode::NOT_FOUND);
}
