//! What hangs on a party without any collaboration, and is registered by that party alone: systems of a
//! kind that is described for these tests only.

use crate::browser::NOTHING_ABOVE;
use crate::world::{self, administrator, party, person, register};
use samverk_database::{Db, EventFilter, Migration, list_events};
use samverk_exchange::{Folder, Intake};
use samverk_fields::Title;
use samverk_foundation::{Actor, PartyId, Person, Role, TokenAccess};
use samverk_kept::{
    AnyKind, Api, Exchange, Ground, Keeping, Kept, Kind, List, Order, Pages, Readers, Rules,
    Search, Writers, apply_files, entries, read_files, write_tables,
};
use samverk_parties::actions::remove_party;
use samverk_parties::{OF_PARTIES, Owner, READ, WRITE};
use samverk_testing::api::Client;
use samverk_testing::site::{Site, words};
use samverk_web::{Module, Visibility};
use serde_json::json;
use std::sync::Arc;

samverk_testing::db_tests!(MIGRATIONS;
    only_the_owning_party_registers_and_everybody_reads,
    its_history_is_the_owning_partys,
    its_folder_goes_out_and_in,
    a_party_with_something_on_it_is_not_removed,
);

/// What a party runs.
#[derive(Clone, Debug, PartialEq, Kept)]
#[kept("system")]
pub struct System {
    /// What it is called.
    #[kept(example = "Journalen")]
    pub name: Title,
}

static SYSTEM: Kind<System> = Kind {
    ground: &OF_PARTIES,
    readers: Readers::OfTheGround,
    // No role that belongs to a collaboration: only the party's own, and the administrator.
    writers: Writers::of(
        "system.save",
        &[Role::Administrator, Role::PartyAdministrator],
    ),
    name: |system| system.name.to_string(),
    targets: &[],
    rules: Rules::NONE,
    list: List {
        order: Order::By(&[System::NAME]),
        columns: &[System::NAME],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[],
    },
    pages: Pages::elsewhere("system"),
    api: Api {
        plural: "systems",
        about: ["System.", "Systems."],
        one: ["ett system", "a system"],
        example: "journalen",
        is_made_up: false,
        beside: &[("party", "jonkopings-kommun")],
        links: &[],
    },
    exchange: Exchange::Table("systems.csv"),
    search: Some(Search {
        title: System::NAME,
        words: &[],
        rows: None,
    }),
    keeping: Keeping::PLAIN,
};

static KINDS: &[&dyn AnyKind] = &[&SYSTEM];

const MIGRATIONS: &[&[Migration]] = &[
    samverk_database::MIGRATIONS,
    samverk_kept::MIGRATIONS,
    samverk_parties::MIGRATIONS,
    &[Migration {
        version: 990,
        name: "system",
        sql: "CREATE TABLE system (
            id {id} PRIMARY KEY, party_id {id} NOT NULL REFERENCES party(id), key TEXT NOT NULL,
            revision {int} NOT NULL, name TEXT NOT NULL,
            UNIQUE (party_id, key)
        ) {strict};
        CREATE INDEX system_in_order ON system (party_id, name, id);",
    }],
];

const OWN: &str = "jonkopings-kommun";
const OTHER: &str = "habo-kommun";

fn visitor(db: &Db, actor: &Actor) -> (Site, Client) {
    let module = Module {
        name: "test",
        routes: samverk_kept::routes(KINDS),
        actions: samverk_kept::actions(KINDS),
        ..Module::default()
    };
    let parties = samverk_parties::module();
    let modules = [samverk_web::module(), samverk_kept::module(), module];
    let words = words(&[modules.as_slice(), &[parties]].concat());
    let site = Site::new(db, actor, &modules, &words);
    let [.., module] = &modules;
    let resources = vec![samverk_kept::resource(&SYSTEM)];
    let client = Client::new(db, actor.clone(), (module, resources), &words, "");
    (site, client)
}

fn with_token(actor: Actor) -> Actor {
    match actor {
        Actor::Person(person) => Actor::Person(Person {
            token: Some(TokenAccess::of([READ, WRITE])),
            ..person
        }),
        other => other,
    }
}

async fn id_of(db: &Db, key: &str) -> PartyId {
    let tx = db.read().await.unwrap();
    party(&tx, key).await.id
}

/// Somebody with a role of the owning party.
async fn own(db: &Db, role: Role) -> Actor {
    with_token(person(&[], &[(id_of(db, OWN).await, role)]))
}

async fn only_the_owning_party_registers_and_everybody_reads(db: Db) {
    register(&db).await;
    let registrar = own(&db, Role::PartyAdministrator).await;
    let (site, client) = visitor(&db, &registrar);
    let all = format!("/parties/{OWN}/systems");
    let pages = format!("/aktorer/{OWN}/system");
    let one = json!({ "name": "Journalen" });
    client
        .put(&format!("{all}/journalen"), "", &one)
        .await
        .told(201);
    let added = site
        .post(&format!("{pages}/ny"), &[("name", "E-arkivet")])
        .await;
    assert_eq!(added.status.as_u16(), 303, "{}", added.text);
    // The administrator of the installation too.
    let (_, keeper) = visitor(&db, &with_token(administrator()));
    keeper
        .put(&format!("{all}/annat"), "", &one)
        .await
        .told(201);
    // The same person at another party, others of the party, another party's administrator, strangers.
    client
        .put(&format!("/parties/{OTHER}/systems/x"), "", &one)
        .await
        .told(403);
    let other = id_of(&db, OTHER).await;
    let elsewhere = with_token(person(&[], &[(other, Role::PartyAdministrator)]));
    for (who, is_known) in [
        (own(&db, Role::Representative).await, true),
        (own(&db, Role::Reader).await, true),
        (elsewhere, false),
        (Actor::Public, false),
    ] {
        let (site, client) = visitor(&db, &who);
        let list = site.get(&pages).await.text;
        assert!(
            list.contains("Journalen") && list.contains("E-arkivet"),
            "{list}"
        );
        assert!(!list.contains(&format!("href=\"{pages}/ny\"")), "{list}");
        assert!(list.contains(&format!("href=\"/aktorer/{OWN}\"")), "{list}");
        let read = client.get(&format!("{all}/journalen")).await.told(200);
        let up = read.body["_links"]["up"]["href"].as_str().unwrap();
        assert!(up.ends_with(&format!("/parties/{OWN}")), "{up}");
        assert_eq!(list.contains("history__list"), is_known, "{list}");
        if who == Actor::Public {
            continue;
        }
        let refused = client.put(&format!("{all}/x"), "", &one).await;
        assert_eq!(refused.status.as_u16(), 403, "{}", refused.body);
        let refused = client.delete(&format!("{all}/journalen"), &read.tag).await;
        assert_eq!(refused.status.as_u16(), 403, "{}", refused.body);
        for form in ["ny", "journalen/redigera", "journalen/ta-bort"] {
            let form = format!("{pages}/{form}");
            let shown = site.get(&form).await.status;
            let sent = site.post(&form, &[("name", "X"), ("revision", "1")]);
            let sent = sent.await.status;
            assert!(shown.is_client_error() && sent.is_client_error(), "{form}");
        }
    }
    client.get("/parties/finns-inte/systems").await.told(404);
    let at: Arc<dyn Ground> = {
        let tx = db.read().await.unwrap();
        let at = Owner::seen_by(&Actor::Public, party(&tx, OWN).await);
        Arc::new(at)
    };
    let tx = db.read().await.unwrap();
    let found = entries(&tx, &SYSTEM, &at).await.unwrap();
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|one| one.visible == Visibility::Public));
    assert!(
        found
            .iter()
            .any(|one| one.url == format!("{pages}/journalen"))
    );
    // A token for one collaboration is nobody at a party.
    let Actor::Person(registrar) = registrar else {
        panic!("a person");
    };
    let mut limited = TokenAccess::of([READ, WRITE]);
    limited.collaboration = Some(samverk_foundation::CollaborationId(uuid::Uuid::nil()));
    let limited = Actor::Person(Person {
        token: Some(limited),
        ..registrar
    });
    let (_, limited) = visitor(&db, &limited);
    let refused = limited.put(&format!("{all}/y"), "", &one).await;
    assert!(refused.status.is_client_error(), "{}", refused.body);
}

async fn its_history_is_the_owning_partys(db: Db) {
    register(&db).await;
    let (site, client) = visitor(&db, &own(&db, Role::PartyAdministrator).await);
    let (_, keeper) = visitor(&db, &with_token(administrator()));
    let one = json!({ "name": "Journalen" });
    let path = format!("/parties/{OWN}/systems/journalen");
    client.put(&path, "", &one).await.told(201);
    // So much happens at others that the latest of all are theirs.
    for number in 0..60 {
        let path = format!("/parties/{OTHER}/systems/s-{number}");
        keeper
            .put(&path, "", &json!({ "name": "Grannens" }))
            .await
            .told(201);
    }
    let own_party = id_of(&db, OWN).await;
    let page = site.get(&format!("/aktorer/{OWN}/system")).await.text;
    let history = page.split("history__list").nth(1).unwrap();
    assert!(history.contains("Journalen"), "{history}");
    assert!(!history.contains("Grannens"), "{history}");
    let tx = db.read().await.unwrap();
    let filter = EventFilter {
        party: Some(own_party),
        limit: 10,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &filter).await.unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].on_behalf_of, Some(own_party));
    let told = events[0].after.as_ref().unwrap();
    assert_eq!(told["party"], own_party.0.to_string());
}

async fn its_folder_goes_out_and_in(db: Db) {
    register(&db).await;
    let (_, client) = visitor(&db, &own(&db, Role::PartyAdministrator).await);
    for key in ["journalen", "arkivet"] {
        let path = format!("/parties/{OWN}/systems/{key}");
        client
            .put(&path, "", &json!({ "name": key }))
            .await
            .told(201);
    }
    let tx = db.begin("folder").await.unwrap();
    let mut folder = Folder::default();
    let below = format!("parties/{OWN}/");
    let at = Owner::seen_by(&world::SYSTEM, party(&tx, OWN).await);
    write_tables(&tx, KINDS, at.id(), &below, &mut folder)
        .await
        .unwrap();
    let paths: Vec<&str> = folder.paths().collect();
    assert_eq!(paths, [at.file("systems.csv")]);
    let table = folder.get(paths[0]).unwrap().to_vec();
    let other = Owner::seen_by(&world::SYSTEM, party(&tx, OTHER).await);
    let below = format!("parties/{OTHER}/");
    let mut copied = Folder::default();
    copied.insert_bytes(&other.file("systems.csv"), &table);
    let mut intake = Intake::new(copied);
    let files = read_files(&mut intake, KINDS, &below);
    apply_files(&tx, &world::SYSTEM, &other, &files, &mut intake)
        .await
        .unwrap();
    intake.note_unknown_files();
    assert!(intake.problems.is_empty(), "{:?}", intake.problems);
    let mut again = Folder::default();
    write_tables(&tx, KINDS, other.id(), &below, &mut again)
        .await
        .unwrap();
    assert_eq!(
        again.get(&other.file("systems.csv")),
        Some(table.as_slice())
    );
}

async fn a_party_with_something_on_it_is_not_removed(db: Db) {
    register(&db).await;
    let mut folder = Folder::default();
    let parties = "key,kind,name,short_name,municipality_code,region_code,organisation_number,note\n\
         provbolaget,company,Provbolaget,,,,,\n";
    folder.insert("parties.csv", parties);
    world::import(&db, folder).await.unwrap();
    let (_, keeper) = visitor(&db, &with_token(administrator()));
    let path = "/parties/provbolaget/systems/journalen";
    keeper
        .put(path, "", &json!({ "name": "Journalen" }))
        .await
        .told(201);
    let tx = db.begin("remove").await.unwrap();
    let at = party(&tx, "provbolaget").await;
    let (who, above) = (administrator(), NOTHING_ABOVE);
    let refused = remove_party(&tx, &who, &above, "provbolaget", at.revision).await;
    assert_eq!(refused.unwrap_err().code, "party_in_use");
    drop(tx);
    let tag = keeper.get(path).await.tag;
    keeper.delete(path, &tag).await.told(204);
    let tx = db.begin("remove").await.unwrap();
    remove_party(&tx, &who, &above, "provbolaget", at.revision)
        .await
        .unwrap();
}
