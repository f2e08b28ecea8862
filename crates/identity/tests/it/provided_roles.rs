//! Roles that come from a provider, and go when it no longer gives them.

use crate::database_tests;
use crate::issuer::{Issuer, SigningKey, providers, round_trip};
use crate::world::{World, at, council, exempelstad, within};
use samverk_database::{Db, EventFilter, list_events};
use samverk_foundation::{Role, TestClock};
use samverk_identity::model::Grant;
use serde_json::{Value, json};
use std::sync::Arc;

database_tests! {
    roles_come_and_go_with_what_the_provider_tells,
    what_was_given_by_hand_stays,
    what_is_given_by_hand_too_stays,
    the_usual_role_takes_the_place_of_one_that_went,
    groups_that_were_too_many_to_tell_change_nothing,
}

const FROM: &str = "(från inloggningstjänsten)";
const REPRESENTATIVE: &str = "Representant, Exempelstads kommun";

struct House {
    world: World,
    issuer: Issuer,
    key: SigningKey,
}

impl House {
    async fn new(db: Db, clock: Arc<TestClock>, usual: Option<&str>) -> Self {
        let key = SigningKey::new("key-1");
        let issuer = Issuer::start(&key).await;
        let mut settings = issuer.settings();
        settings["role"] = json!(usual);
        settings["role_claim"] = json!("groups");
        let coordinator = format!("coordinator:{}", council().key);
        settings["roles"] = json!({
            "ombud": "representative",
            "radet": coordinator,
            "borta": "economist:finns-inte",
        });
        let world = World::new(db, clock).with_providers(&providers(&[settings]));
        world
            .person("Chef", &[at(exempelstad(), Role::PartyAdministrator)])
            .await;
        let mut chef = world.signed_in("Chef").await;
        let path = "/aktorer/exempelstad/personer/inloggning";
        assert_eq!(chef.post(path, &[("allowed", "yes")]).await.status, 303);
        Self { world, issuer, key }
    }

    /// What stands on Anna's page when she has come with these claims.
    async fn anna_with(&self, claims: Value) -> String {
        let mut browser = self.world.browser();
        let told = |told: &mut Value| {
            for (name, value) in claims.as_object().unwrap() {
                told[name] = value.clone();
            }
        };
        let answer = round_trip(&mut browser, &self.issuer, &self.key, told).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        browser.get("/mina-uppgifter").await.body
    }

    async fn anna_in(&self, groups: &[&str]) -> String {
        self.anna_with(json!({ "groups": groups })).await
    }

    /// The events about roles, the last first.
    async fn events(&self) -> Vec<(String, Value)> {
        let tx = self.world.db.read().await.unwrap();
        let filter = EventFilter {
            limit: 50,
            ..Default::default()
        };
        let all = list_events(&tx, &filter).await.unwrap().into_iter();
        let about_roles = all.filter(|event| event.kind.starts_with("grant."));
        let told = about_roles.map(|event| {
            let said = event.after.or(event.before).unwrap_or_default();
            (event.kind, said)
        });
        told.collect()
    }
}

fn coordinator() -> String {
    format!("Samordnare, {}", council().name)
}

async fn roles_come_and_go_with_what_the_provider_tells(db: Db, clock: Arc<TestClock>) {
    let house = House::new(db, clock, None).await;
    let page = house.anna_in(&["ombud", "radet", "borta", "annat"]).await;
    for role in [REPRESENTATIVE, &coordinator()] {
        assert!(page.contains(&format!("{role} {FROM}")), "{page}");
    }
    let given = house.events().await;
    let (kind, said) = &given[0];
    assert_eq!(kind, "grant.added");
    assert_eq!(said["provider"], "Exempelstads inloggning");

    let page = house.anna_in(&["ombud"]).await;
    assert!(page.contains(REPRESENTATIVE), "{page}");
    assert!(!page.contains(&coordinator()), "{page}");
    let taken = house.events().await;
    assert_eq!(taken.len(), given.len() + 1);
    let (kind, said) = &taken[0];
    assert_eq!(
        (kind.as_str(), &said["role"]),
        ("grant.removed", &json!("coordinator"))
    );

    house.anna_in(&["ombud"]).await;
    assert_eq!(house.events().await.len(), taken.len(), "nothing new");
    let page = house.anna_in(&["radet"]).await;
    assert!(
        page.contains(&format!("{} {FROM}", coordinator())),
        "{page}"
    );
    assert!(!page.contains(REPRESENTATIVE), "{page}");
}

async fn what_was_given_by_hand_stays(db: Db, clock: Arc<TestClock>) {
    let house = House::new(db, clock, None).await;
    let by_hand = [
        at(exempelstad(), Role::Reader),
        within(council(), Role::Coordinator),
    ];
    house.world.person("Anna", &by_hand).await;
    for groups in [&["radet"][..], &[]] {
        let before = house.events().await.len();
        let page = house.anna_in(groups).await;
        assert!(page.contains(&coordinator()), "{page}");
        assert!(page.contains("Läsare, Exempelstads kommun"), "{page}");
        assert!(!page.contains(FROM), "{page}");
        assert_eq!(house.events().await.len(), before);
    }
}

async fn what_is_given_by_hand_too_stays(db: Db, clock: Arc<TestClock>) {
    let house = House::new(db, clock, None).await;
    house.world.person("Ada", &[Grant::ADMINISTRATOR]).await;
    assert!(house.anna_in(&["ombud"]).await.contains(FROM));
    let mut chef = house.world.signed_in("Chef").await;
    let fields = [("email", "anna@exempel.se"), ("role", "representative")];
    let path = "/aktorer/exempelstad/personer/bjud-in";
    assert!(
        chef.get("/aktorer/exempelstad/personer")
            .await
            .body
            .contains(FROM)
    );
    assert_eq!(chef.post(path, &fields).await.status, 303);
    let page = house.anna_in(&[]).await;
    assert!(
        page.contains(REPRESENTATIVE) && !page.contains(FROM),
        "{page}"
    );
}

async fn the_usual_role_takes_the_place_of_one_that_went(db: Db, clock: Arc<TestClock>) {
    let house = House::new(db, clock, Some("reader")).await;
    let reader = format!("Läsare, Exempelstads kommun {FROM}");
    let page = house.anna_in(&["ombud"]).await;
    assert!(
        page.contains(REPRESENTATIVE) && !page.contains(&reader),
        "{page}"
    );
    let page = house.anna_in(&[]).await;
    assert!(
        !page.contains(REPRESENTATIVE) && page.contains(&reader),
        "{page}"
    );

    let mut chef = house.world.signed_in("Chef").await;
    let people = chef.get("/aktorer/exempelstad/personer").await.body;
    let (_, rest) = people.split_once(&reader).unwrap();
    let (_, rest) = rest.split_once("name=\"person\" value=\"").unwrap();
    let person = rest.split('"').next().unwrap();
    let fields = [("person", person), ("role", "reader")];
    let taken = chef
        .post("/aktorer/exempelstad/personer/ta-bort", &fields)
        .await;
    assert_eq!(taken.status, 303);
    let page = house.anna_in(&[]).await;
    assert!(!page.contains("Läsare, Exempelstads kommun"), "{page}");
}

async fn groups_that_were_too_many_to_tell_change_nothing(db: Db, clock: Arc<TestClock>) {
    let house = House::new(db, clock, None).await;
    house.anna_in(&["ombud", "radet"]).await;
    house.issuer.desk().user_info = json!({ "sub": "subject-1" });
    let elsewhere = json!({ "_claim_names": { "groups": "src1" } });
    let page = house.anna_with(elsewhere).await;
    assert!(
        page.contains(REPRESENTATIVE) && page.contains(&coordinator()),
        "{page}"
    );
}
