//! The log speaks the reader's language: no field and no stored code is shown raw.

use crate::world::House;
use samverk_app::modules::{migrations, texts};
use samverk_database::{Db, EventFilter, RecordedEvent, list_events};
use samverk_foundation::{Language, Role};
use samverk_web::{Texts, changes, field_keys};
use std::collections::BTreeSet;

samverk_testing::db_tests!(&migrations();
    every_field_of_the_examples_has_a_name,
    every_code_of_the_examples_has_words,
);

/// Fields that hold one of a closed list of codes wherever they stand. Other fields may look so
/// too: a key, a free text of one small word.
const ENUMERATED: [&str; 16] = [
    "base",
    "certainty",
    "direction",
    "gives",
    "kind",
    "kinds",
    "legal_form",
    "method",
    "others",
    "purpose",
    "reach",
    "role",
    "standing",
    "status",
    "subject",
    "takers",
];

async fn events(db: Db) -> Vec<RecordedEvent> {
    let house = House::furnished(db).await;
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
    let mut keys = BTreeSet::new();
    for event in events(db).await {
        let changed = changes(event.before.as_ref(), event.after.as_ref());
        keys.extend(changed.iter().flat_map(field_keys));
    }
    assert!(keys.len() > 80, "{}", keys.len());
    assert_eq!(missing(&texts().unwrap(), keys), Vec::<String>::new());
}

async fn every_code_of_the_examples_has_words(db: Db) {
    let is_code = |text: &&String| text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let mut keys = BTreeSet::new();
    for event in events(db).await {
        for change in changes(event.before.as_ref(), event.after.as_ref()) {
            let field = change.way.field();
            // The parts of a base and the parties of a rule are listed by their keys.
            let is_list = change.after.len() > 1 && field != "kinds" || field == "base";
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

fn key(field: &str, code: &str) -> String {
    format!("value-{field}-{code}").replace('_', "-")
}

/// The closed lists themselves, also what no example holds.
#[test]
fn every_code_of_a_closed_list_has_words() {
    use samverk_economy::model::MemberKind;
    use samverk_goals::model::{ActivityStatus, Direction, VersionStatus};
    use samverk_parties::model::{
        Certainty, GroupKind, LegalForm, MandateRole, NeedKind, PartyKind, Reach, Standing,
    };
    let mut keys = BTreeSet::new();
    macro_rules! closed_list {
        ($($field:literal: $name:ident),* $(,)?) => {
            $(keys.extend($name::ALL.iter().map(|(code, _)| key($field, code)));)*
        };
    }
    closed_list!(
        "certainty": Certainty, "kind": GroupKind, "kind": NeedKind, "kind": PartyKind,
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
