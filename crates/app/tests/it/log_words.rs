//! The log speaks the reader's language: no field and no stored code is shown raw.

use crate::world::House;
use samverk_app::modules::{kinds, migrations, modules, texts};
use samverk_app::router;
use samverk_database::{Db, EventFilter, RecordedEvent, list_events};
use samverk_foundation::{Actor, Language, Role};
use samverk_web::{Settings, Texts, Ui, changes, field_keys, reference_values};
use std::collections::BTreeSet;
use std::sync::Arc;

samverk_testing::db_tests!(&migrations();
    every_field_of_the_examples_has_a_name,
    every_code_of_the_examples_has_words,
    every_figure_of_the_examples_is_told_as_what_it_is,
    votes_are_told_without_kronor,
    an_event_is_told_in_each_language,
    every_reference_of_the_examples_is_told_or_known_to_say_nothing,
    a_changed_host_is_told_by_name_to_those_who_may_see_it,
    a_changed_member_is_told_by_name,
);

/// Fields that hold one of a closed list of codes wherever they stand. Other fields may look so
/// too: a key, a free text of one small word.
const ENUMERATED: [&str; 19] = [
    "base",
    "certainty",
    "change_direction",
    "direction",
    "gives",
    "kind",
    "kinds",
    "legal_form",
    "method",
    "others",
    "payers",
    "purpose",
    "reach",
    "role",
    "standing",
    "status",
    "subject",
    "takers",
    "verdict",
];

async fn events(db: Db) -> Vec<RecordedEvent> {
    let house = House::in_demo(db).await;
    let tx = house.db.read().await.unwrap();
    let all = EventFilter {
        limit: 100_000,
        ..EventFilter::default()
    };
    let events = list_events(&tx, &all).await.unwrap();
    assert!(events.len() > 200, "the examples are there");
    events
}

fn missing(texts: &Texts, keys: BTreeSet<String>) -> Vec<String> {
    let languages = |key: &String| Language::ALL.into_iter().all(|one| texts.has(one, key));
    keys.into_iter().filter(|key| !languages(key)).collect()
}

async fn every_field_of_the_examples_has_a_name(db: Db) {
    let texts = texts().unwrap();
    let told = modules().into_iter().flat_map(|module| module.told_fields);
    let told: Vec<_> = told.copied().collect();
    let mut named = BTreeSet::new();
    for event in events(db).await {
        let changed = changes(event.before.as_ref(), event.after.as_ref());
        let keys = changed
            .iter()
            .flat_map(|change| field_keys(&told, &event.object_kind, change));
        named.extend(keys.map(|key| (event.object_kind.replace('_', "-"), key)));
    }
    let has_own =
        |thing: &str, key: &str| texts.has(Language::Sv, &key.replacen("field", thing, 1));
    let keys = named
        .into_iter()
        .filter(|(thing, key)| !has_own(thing, key));
    let keys: BTreeSet<String> = keys.map(|(_, key)| key).collect();
    assert!(keys.len() > 40, "{}", keys.len());
    assert_eq!(missing(&texts, keys), Vec::<String>::new());
}

async fn every_code_of_the_examples_has_words(db: Db) {
    let is_code = |text: &&String| text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let mut keys = BTreeSet::new();
    for event in events(db).await {
        for change in changes(event.before.as_ref(), event.after.as_ref()) {
            let field = change.way.field();
            // The parts of a base and the parties of a rule are listed by their keys.
            let is_list =
                change.after.len() > 1 && !["kinds", "payers"].contains(&field) || field == "base";
            if !ENUMERATED.contains(&field) || is_list {
                continue;
            }
            let codes = change.before.iter().chain(&change.after).filter(is_code);
            keys.extend(codes.map(|code| key(field, code)));
        }
    }
    assert!(keys.len() > 25, "{keys:?}");
    assert_eq!(missing(&texts().unwrap(), keys), Vec::<String>::new());
}

/// A bare number of five digits or more is an amount or a count that nobody has said what it is.
async fn every_figure_of_the_examples_is_told_as_what_it_is(db: Db) {
    let all = events(db.clone()).await;
    let state = router::state(db, texts().unwrap(), Settings::default());
    let ui = Ui::new(state, Language::Sv, Arc::new(Actor::System("test")), "/");
    let is_bare = |word: &&str| word.len() >= 5 && word.chars().all(|c| c.is_ascii_digit());
    let (mut bare, mut words) = (BTreeSet::new(), String::new());
    for event in &all {
        for told in ui.event_fields(event) {
            let sides = format!("{}, {}", told.before, told.after);
            let found = sides.split(", ").filter(is_bare);
            bare.extend(
                found.map(|number| format!("{} {}: {number}", event.object_kind, told.field)),
            );
            words.push_str(&sides);
        }
    }
    assert_eq!(bare, BTreeSet::new());
    for expected in [
        "1\u{a0}657\u{a0}180\u{a0}kr",
        "38,00\u{a0}%",
        "185\u{a0}000\u{a0}kr",
    ] {
        assert!(words.contains(expected), "{expected}");
    }
}

/// What was told before is told again as its reader's language wants it.
async fn an_event_is_told_in_each_language(db: Db) {
    let all = events(db.clone()).await;
    let state = router::state(db, texts().unwrap(), Settings::default());
    let as_read = |language| {
        let ui = Ui::new(
            state.clone(),
            language,
            Arc::new(Actor::System("test")),
            "/",
        );
        let told = all
            .iter()
            .rev()
            .take(50)
            .map(|event| ui.event_changes(event));
        told.flat_map(|told| told.first.clone()).collect::<Vec<_>>()
    };
    let (swedish, english) = (as_read(Language::Sv), as_read(Language::En));
    assert_eq!(swedish.len(), english.len());
    assert_ne!(swedish, english);
    assert_eq!(swedish, as_read(Language::Sv));
}

async fn votes_are_told_without_kronor(db: Db) {
    let all = events(db.clone()).await;
    let state = router::state(db, texts().unwrap(), Settings::default());
    let ui = Ui::new(state, Language::Sv, Arc::new(Actor::System("test")), "/");
    let divided = ["distribution", "distribution_model"];
    let mut words = String::new();
    for mut event in all {
        if !divided.contains(&event.object_kind.as_str()) {
            continue;
        }
        for content in [&mut event.before, &mut event.after].into_iter().flatten() {
            content["purpose"] = "votes".into();
        }
        for told in ui.event_fields(&event) {
            words.push_str(&format!(
                "{}: {}, {}\n",
                told.field, told.before, told.after
            ));
        }
    }
    assert!(words.contains("1\u{a0}657\u{a0}180"), "{words}");
    // What somebody wrote stays as it was written.
    let kronor = words
        .lines()
        .filter(|line| line.contains("\u{a0}kr") && !line.starts_with("Anteckning"));
    assert_eq!(kronor.collect::<Vec<_>>(), Vec::<&str>::new());
}

fn key(field: &str, code: &str) -> String {
    format!("value-{field}-{code}").replace('_', "-")
}

/// The closed lists themselves, also what no example holds.
#[test]
fn every_code_of_a_closed_list_has_words() {
    use samverk_development::{NeedKind, RiskKind};
    use samverk_engine::MemberKind;
    use samverk_goals::model::{ActivityStatus, Direction, VersionStatus};
    use samverk_parties::model::{
        Certainty, GroupKind, LegalForm, MandateRole, PartyKind, Reach, Standing,
    };
    let mut keys = BTreeSet::new();
    macro_rules! closed_list {
        ($($field:literal: $name:ident),* $(,)?) => {
            $(keys.extend($name::ALL.iter().map(|(code, _)| key($field, code)));)*
        };
    }
    closed_list!(
        "certainty": Certainty, "kind": GroupKind, "kind": NeedKind, "kind": PartyKind,
        "kind": RiskKind,
        "legal_form": LegalForm, "reach": Reach, "role": MandateRole, "standing": Standing,
        "direction": Direction, "status": ActivityStatus, "status": VersionStatus,
    );
    let given = Role::ALL.into_iter().filter(|role| *role != Role::Public);
    keys.extend(given.map(|role| key("role", role.code())));
    for kind in MemberKind::ALL {
        keys.extend([key("takers", kind.code()), key("kinds", kind.code())]);
    }
    assert_eq!(missing(&texts().unwrap(), keys), Vec::<String>::new());
}

/// Ids that only say where something belongs, which its page and its event say already.
const PLACES: [&str; 12] = [
    "collaboration",
    "id",
    "indicator",
    "indicators",
    "person",
    "plan",
    "versions",
    "activities",
    "measurements",
    "base",
    "by",
    "model",
];

async fn every_reference_of_the_examples_is_told_or_known_to_say_nothing(db: Db) {
    let mut unknown = BTreeSet::new();
    for event in events(db).await {
        for (way, _) in reference_values(&event) {
            let is_declared = samverk_parties::REFERENCES
                .iter()
                .any(|(thing, field, _)| *thing == event.object_kind && *field == way)
                || kinds().iter().any(|kind| {
                    kind.facts().code == event.object_kind && samverk_kept::refers(*kind, &way)
                });
            let last = way.split('.').next_back().unwrap();
            // On which party something hangs is told by on whose behalf it was done.
            let hangs_on_party = samverk_app::modules::hung_on_parties();
            let mut hung = hangs_on_party.iter();
            let is_ground =
                way == "party" && hung.any(|kind| kind.facts().code == event.object_kind);
            if !is_declared && !is_ground && !PLACES.contains(&last) {
                unknown.insert((event.object_kind.clone(), way));
            }
        }
    }
    assert!(unknown.is_empty(), "{unknown:?}");
}

async fn key_of(house: &House, key: &str) -> samverk_foundation::PartyId {
    let tx = house.db.read().await.unwrap();
    let found = samverk_parties::store::find_party(&tx, key).await.unwrap();
    found.unwrap().id
}

async fn a_changed_host_is_told_by_name_to_those_who_may_see_it(db: Db) {
    let house = House::furnished(db).await;
    let actor = samverk_foundation::Actor::System("test");
    let (old, new) = (
        key_of(&house, "aneby-kommun").await,
        key_of(&house, "habo-kommun").await,
    );
    let secret = uuid::Uuid::from_u128(77);
    let tx = house.db.begin("host").await.unwrap();
    let scope = samverk_parties::Scope::find(&tx, &actor, "digitaliseringsradet")
        .await
        .unwrap();
    let hidden = samverk_parties::model::Collaboration {
        id: samverk_foundation::CollaborationId(secret),
        key: samverk_foundation::Key::parse("hemlig").unwrap(),
        name: "Hemlig samverkan".to_owned(),
        published: false,
        parent: None,
        ..scope.collaboration.clone()
    };
    samverk_parties::store::insert_collaboration(&tx, &hidden)
        .await
        .unwrap();
    let told = serde_json::json!({ "host": old, "parent": null });
    let gone = uuid::Uuid::from_u128(78);
    let after = serde_json::json!({ "host": new, "parent": secret });
    let event = scope.event("collaboration.saved", scope.collaboration.object());
    tx.record(&actor, event.change(Some(&told), Some(&after)).unwrap())
        .await
        .unwrap();
    let group = samverk_database::ObjectRef::new("group", gone, "Borta gruppen");
    tx.record(&actor, scope.event("group.removed", group))
        .await
        .unwrap();
    let other = samverk_database::ObjectRef::new("group", uuid::Uuid::from_u128(79), "Kvar");
    let before = serde_json::json!({ "parent": gone });
    let event = scope.event("group.saved", other);
    tx.record(&actor, event.change(Some(&before), None::<&()>).unwrap())
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let page = "/samverkan/digitaliseringsradet";
    let cookie = house.sign_in("samordnare").await;
    let member = house.get(page, &cookie).await.text;
    assert!(
        member.contains("Värd: ”Aneby kommun” blev ”Habo kommun”"),
        "{member}"
    );
    assert!(
        member.contains("Hör till: ”något som du inte får se”"),
        "{member}"
    );
    assert!(!member.contains("Hemlig samverkan"));
    let stranger = house.get(page, "").await.text;
    assert!(!stranger.contains("blev ”Habo kommun”"));
    let log = house.get(&format!("{page}/logg"), &cookie).await.text;
    assert!(log.contains("”Aneby kommun” blev ”Habo kommun”"), "{log}");
    assert!(log.contains("Borta gruppen (borttagen)"), "{log}");
    assert!(!log.contains("Hemlig samverkan"));
    let chief = house.sign_in("administrator").await;
    let log = house.get(&format!("{page}/logg"), &chief).await.text;
    assert!(log.contains("Hemlig samverkan"), "{log}");
}

async fn a_changed_member_is_told_by_name(db: Db) {
    let house = House::furnished(db).await;
    let client = crate::api_client::Client::administrator(&house);
    let path = "/collaborations/digitaliseringsradet/members";
    let listed = client.get(&format!("{path}?limit=100")).await.told(200);
    let tag = listed.header(axum::http::header::ETAG).to_owned();
    let mut members = listed.body["members"].clone();
    for member in members.as_array_mut().unwrap() {
        if member["party"] == "habo-kommun" {
            member["standing"] = "notice_given".into();
        }
    }
    let body = serde_json::json!({ "members": members });
    client.put(path, &tag, &body).await.told(200);
    let chief = house.sign_in("administrator").await;
    let log = "/samverkan/digitaliseringsradet/logg";
    let log = house.get(log, &chief).await.text;
    let told = "Habo kommun › Deltar som: ”Medlem” blev ”Uppsagd”";
    assert!(log.contains(told), "{log}");
    // The first saving of the members tells who they are.
    assert!(log.contains("Aktör: ”Habo kommun”"), "{log}");
    assert!(!log.contains("Aktör: ”habo-kommun”"), "{log}");
}
