//! What somebody may not know of is in no list, and its key answers as if nobody had it; a party
//! is changed by those whom it concerns.

use crate::browser::Browser;
use crate::world::*;
use axum::http::StatusCode;
use samverk_database::Db;
use samverk_foundation::{Actor, PartyId, Role};
use samverk_parties::actions::{SaveCollaboration, SaveParty, save_collaboration, save_party};
use samverk_parties::model::{Collaboration, Member, PartyKind, Standing};
use samverk_parties::{Scope, store};

samverk_testing::db_tests!(crate::world::MIGRATIONS;
    a_hidden_collaboration_is_in_no_form,
    a_hidden_parent_stays_where_it_was,
    a_file_does_not_find_what_its_reader_may_not_see,
    a_party_is_changed_by_those_whom_it_concerns,
);

const HIDDEN: &str = "Hemliga bildningen";

fn said(of: &Collaboration) -> SaveCollaboration {
    SaveCollaboration {
        name: of.name.clone(),
        purpose: of.purpose.clone(),
        legal_form: of.legal_form,
        host: of.host,
        reach: of.reach,
        parent: of.parent,
        ladder: of.ladder,
        published: of.published,
        source: of.source.clone(),
        contact: of.contact.clone(),
        revision: of.revision,
    }
}

async fn set(db: &Db, key: &str, change: impl FnOnce(&mut SaveCollaboration)) -> Collaboration {
    let tx = db.begin("set").await.unwrap();
    let found = store::find_collaboration(&tx, key).await.unwrap().unwrap();
    let mut input = said(&found);
    change(&mut input);
    let saved = save_collaboration(&tx, &SYSTEM, key, input).await.unwrap();
    tx.commit().await.unwrap();
    saved
}

/// An open collaboration with its coordinator, and somebody else's that is not published.
async fn open_and_hidden(db: &Db) -> (Collaboration, Collaboration, Actor) {
    register(db).await;
    let tx = db.begin("open").await.unwrap();
    let ours = open(&tx, "ours").await;
    open(&tx, "hidden").await;
    tx.commit().await.unwrap();
    let hidden = set(db, "hidden", |input| {
        input.published = false;
        input.name = HIDDEN.to_owned();
    })
    .await;
    let coordinator = person(&[(ours.id, Role::Coordinator)], &[]);
    (ours, hidden, coordinator)
}

fn facts<'a>(parent: &'a str, revision: &'a str) -> [(&'a str, &'a str); 7] {
    [
        ("name", "ours"),
        ("purpose", "Att prova"),
        ("legal_form", "network"),
        ("reach", "regional"),
        ("published", "true"),
        ("parent", parent),
        ("revision", revision),
    ]
}

async fn a_hidden_collaboration_is_in_no_form(db: Db) {
    let (_, _, coordinator) = open_and_hidden(&db).await;
    let browser = Browser::new(&db, coordinator);
    let at = "/samverkan/ours/redigera";
    assert!(!browser.page(at).await.contains(HIDDEN));
    let hidden = browser.post(at, &facts("hidden", "1")).await;
    let nobodys = browser.post(at, &facts("nobodys", "1")).await;
    assert_eq!(hidden.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!hidden.text.contains(HIDDEN));
    assert_eq!(hidden.text, nobodys.text.replace("nobodys", "hidden"));

    let administrator = Browser::new(&db, administrator());
    assert!(administrator.page(at).await.contains(HIDDEN));
    let page = administrator.submit(at, &facts("hidden", "1")).await;
    assert!(page.contains(HIDDEN));
}

async fn a_hidden_parent_stays_where_it_was(db: Db) {
    let (ours, hidden, coordinator) = open_and_hidden(&db).await;
    let saved = set(&db, "ours", |input| input.parent = Some(hidden.id)).await;
    let browser = Browser::new(&db, coordinator.clone());
    let revision = saved.revision.to_string();
    let mut told = facts("", &revision);
    told[1].1 = "Att bygga";
    let page = browser.submit("/samverkan/ours/redigera", &told).await;
    assert!(page.contains("Att bygga") && !page.contains(HIDDEN));
    let tx = db.begin("by id").await.unwrap();
    let scope = Scope::find(&tx, &coordinator, "ours").await.unwrap();
    assert_eq!(scope.collaboration.parent, Some(hidden.id));
    drop(tx);

    set(&db, "ours", |input| input.parent = None).await;
    let tx = db.begin("by id").await.unwrap();
    let scope = Scope::find(&tx, &coordinator, "ours").await.unwrap();
    let mut input = said(&scope.collaboration);
    input.parent = Some(hidden.id);
    let refused = save_collaboration(&tx, &coordinator, ours.key.as_str(), input).await;
    assert_eq!(refused.unwrap_err().code, "parent_unknown");
}

async fn a_file_does_not_find_what_its_reader_may_not_see(db: Db) {
    use samverk_exchange::Intake;
    let (_, _, coordinator) = open_and_hidden(&db).await;
    let mut told = Vec::new();
    for parent in ["hidden", "nobodys"] {
        let text = format!(
            "key = \"ours\"\nname = \"ours\"\npurpose = \"Att prova\"\nlegal_form = \"network\"\n\
             reach = \"regional\"\npublished = true\nparent = \"{parent}\"\n"
        );
        let files = [("collaborations/ours/collaboration.toml", text.as_str())];
        let mut intake = Intake::new(folder(&files));
        let bundle = samverk_parties::bundle::read(&mut intake);
        let tx = db.begin("import").await.unwrap();
        samverk_parties::bundle::apply(&tx, &coordinator, &bundle, &mut intake)
            .await
            .unwrap();
        let codes: Vec<_> = intake.problems.0.iter().map(|one| one.code).collect();
        told.push(codes);
    }
    assert_eq!(told, [["parent_unknown"], ["parent_unknown"]]);
}

async fn member(db: &Db, collaboration: &str, party: PartyId) {
    let tx = db.begin("member").await.unwrap();
    let scope = scope(&tx, &SYSTEM, collaboration).await;
    let party = store::find_parties(&tx, &[party]).await.unwrap().remove(0);
    let member = Member {
        party,
        standing: Standing::Member,
        from: None,
        to: None,
        note: String::new(),
    };
    let seen = scope.collaboration.revision;
    samverk_parties::actions::save_members(&tx, &SYSTEM, &scope, None, &[member], seen)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn a_party_is_changed_by_those_whom_it_concerns(db: Db) {
    let (_, _, coordinator) = open_and_hidden(&db).await;
    let tx = db.begin("party").await.unwrap();
    let input = SaveParty {
        kind: PartyKind::Company,
        name: "Bolaget".to_owned(),
        short_name: String::new(),
        municipality_code: None,
        region_code: None,
        organisation_number: None,
        note: String::new(),
        revision: 0,
    };
    let company = save_party(&tx, &SYSTEM, key("bolaget"), input.clone())
        .await
        .unwrap();
    let aneby = party(&tx, "aneby-kommun").await;
    tx.commit().await.unwrap();
    member(&db, "ours", company.id).await;

    let ours = Browser::new(&db, coordinator.clone());
    let edit = "/aktorer/bolaget/redigera";
    assert!(ours.page("/aktorer/bolaget").await.contains(edit));
    let facts = |note, revision| {
        [
            ("name", "Bolaget"),
            ("kind", "company"),
            ("note", note),
            ("revision", revision),
        ]
    };
    ours.submit(edit, &facts("vårt", "1")).await;
    // What ships is nobody's to rewrite, and what another has too is not one coordinator's.
    let registers = "/aktorer/aneby-kommun/redigera";
    assert_eq!(ours.get(registers).await.status, StatusCode::FORBIDDEN);
    member(&db, "hidden", company.id).await;
    assert!(!ours.page("/aktorer/bolaget").await.contains(edit));
    let refused = ours.post(edit, &facts("mitt", "2")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(
        refused.text.contains("den som sköter Samverk"),
        "{}",
        refused.text
    );
    let tx = db.begin("by action").await.unwrap();
    let input = SaveParty {
        revision: 2,
        ..input
    };
    let refused = save_party(&tx, &coordinator, key("bolaget"), input).await;
    assert_eq!(refused.unwrap_err().code, "party_shared");
    drop(tx);

    let own = person(&[], &[(company.id, Role::PartyAdministrator)]);
    let own = Browser::new(&db, own);
    own.submit(edit, &facts("eget", "2")).await;
    assert_eq!(own.get(registers).await.status, StatusCode::FORBIDDEN);
    let of_aneby = person(&[], &[(aneby.id, Role::PartyAdministrator)]);
    let of_aneby = Browser::new(&db, of_aneby);
    assert!(
        of_aneby
            .page("/aktorer/aneby-kommun")
            .await
            .contains(registers)
    );
    of_aneby.page(registers).await;
    let administrator = Browser::new(&db, administrator());
    administrator.submit(edit, &facts("allas", "3")).await;
}
