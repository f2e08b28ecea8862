//! What somebody wants to see of the map: the form and its answers.

use super::map::Ground;
use super::words::{choices, in_address, level_words};
use crate::LadderId;
use crate::ladders::HeldLadder;
use crate::model::{Reach, Sieve, Tie};
use samverk_foundation::swedish_order;
use samverk_web::{Choice, Ui, Values};
use std::collections::{BTreeMap, BTreeSet};

/// The answers; one that does not exist counts as not given.
pub struct Chosen {
    pub sieve: Sieve,
    topic: String,
    level: String,
    reach: String,
    party: String,
}

impl Chosen {
    pub fn read(query: &Values, ground: &Ground) -> Self {
        let text = |name: &str| query.text(name).to_owned();
        let (topic, level) = (text("amne"), text("niva"));
        let (reach, party) = (text("rackvidd"), text("part"));
        let known_topic = ground
            .relations
            .iter()
            .any(|one| one.topics.contains(&topic));
        let known_party = ground
            .parties
            .values()
            .find(|one| one.key.as_str() == party);
        Self {
            sieve: Sieve {
                topic: known_topic.then(|| topic.clone()),
                level: read_level(&level, &ground.assessments.ladders),
                reach: Reach::from_code(&reach).ok(),
                party: known_party.map(|party| party.id),
            },
            topic,
            level,
            reach,
            party,
        }
    }
}

fn read_level(text: &str, ladders: &[HeldLadder]) -> Option<(LadderId, i64)> {
    let (key, number) = text.split_once(':')?;
    let ladder = ladders.iter().find(|ladder| ladder.key.as_str() == key)?;
    let level = ladder.level(number.parse().ok()?)?;
    Some((LadderId(ladder.id), level.number.0))
}

/// A list to choose from, with what is chosen.
pub struct List {
    pub name: &'static str,
    pub label: String,
    pub choices: Vec<Choice>,
    pub chosen: String,
}

pub struct Filter {
    pub lists: Vec<List>,
    /// The answers as they stand in an address: `&amne=Drift`.
    pub query: String,
    pub is_used: bool,
}

impl Filter {
    pub fn new(ui: &Ui, ground: &Ground, ties: &[Tie], chosen: &Chosen) -> Self {
        let list = |name, label: &str, choices, chosen: &str| List {
            name,
            label: ui.t(label),
            choices,
            chosen: chosen.to_owned(),
        };
        let lists = vec![
            list("amne", "map-topic", topics(ground), &chosen.topic),
            list("niva", "map-level", levels(ground, ties), &chosen.level),
            list(
                "rackvidd",
                "group-reach",
                choices(ui, "reach", Reach::ALL),
                &chosen.reach,
            ),
            list("part", "map-party", parties(ground), &chosen.party),
        ];
        Self::of(lists)
    }

    /// A list without choices is not shown.
    pub fn of(lists: Vec<List>) -> Self {
        let lists: Vec<List> = lists
            .into_iter()
            .filter(|list| !list.choices.is_empty())
            .collect();
        let used = lists.iter().filter(|list| !list.chosen.is_empty());
        let query: String = used
            .map(|list| format!("&{}={}", list.name, in_address(&list.chosen)))
            .collect();
        Self {
            is_used: !query.is_empty(),
            lists,
            query,
        }
    }
}

fn topics(ground: &Ground) -> Vec<Choice> {
    let topics = ground.relations.iter().flat_map(|one| one.topics.iter());
    let topics: BTreeMap<String, &String> = topics
        .map(|topic| (swedish_order(topic) + topic, topic))
        .collect();
    topics
        .into_values()
        .map(|topic| Choice::new(topic, topic.clone()))
        .collect()
}

/// The levels that something on the map has reached.
fn levels(ground: &Ground, ties: &[Tie]) -> Vec<Choice> {
    let threads = ties.iter().flat_map(|tie| &tie.threads);
    let reached: BTreeSet<(LadderId, i64)> = threads.filter_map(|thread| thread.level).collect();
    let choice = |(id, number): (LadderId, i64)| {
        let ladder = ground
            .assessments
            .ladders
            .iter()
            .find(|ladder| ladder.id == id.0)?;
        let words = format!("{}: {}", ladder.name, level_words(Some(ladder), number));
        Some(Choice::new(format!("{}:{number}", ladder.key), words))
    };
    reached.into_iter().filter_map(choice).collect()
}

fn parties(ground: &Ground) -> Vec<Choice> {
    let parties = ground.order.iter().filter_map(|id| ground.parties.get(id));
    parties
        .map(|party| Choice::new(&party.key, party.name.clone()))
        .collect()
}
