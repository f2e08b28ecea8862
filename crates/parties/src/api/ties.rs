//! The map: every two who work together, and about what. Only to read, for it follows from
//! relations, groups and assessments.

use super::{COLLABORATION, resource as parties_resource};
use crate::LadderId;
use crate::Scope;
use crate::model::{About, Reach, Sieve, Thread, Tie, ties};
use crate::pages::Ground;
use samverk_foundation::{Key, PartyId};
use samverk_rest::{
    Call, KeySchema, Linked, Operation, Page, Reason, Refusal, Representation, Resource, Word,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    parties_resource(
        "ties",
        [
            "Vem samverkar med vem om vad, par för par.",
            "Who works with whom about what, pair by pair.",
        ],
    )
    .parameter(COLLABORATION)
    .with(
        Operation::list("/collaborations/{collaboration}/ties", "listTies", list).about(
            "Alla par som samverkar, ur relationer, grupper och bedömningar av par.",
            "Every pair that works together, from relations, groups and assessments of pairs.",
        ),
    )
}

/// Two parties with what they work together about. The order of the two means nothing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Tie")]
pub struct TieView {
    #[schemars(with = "KeySchema")]
    party: Key,
    #[schemars(with = "KeySchema")]
    other_party: Key,
    /// Which of the two the relations are told from.
    #[schemars(with = "Vec<KeySchema>")]
    narrators: Vec<Key>,
    /// Whether the sources make none of it clear.
    unsure: bool,
    threads: Vec<ThreadView>,
}

/// One thing that ties them: a topic, a group, an assessment of the two, or, with none of these, a
/// relation that does not say about what.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "TieThread")]
pub struct ThreadView {
    topic: Option<String>,
    #[schemars(with = "Option<KeySchema>")]
    group: Option<Key>,
    assessed: bool,
    reach: Option<Reach>,
    #[schemars(with = "Option<KeySchema>")]
    ladder: Option<Key>,
    /// How far they have come: a number of the ladder's.
    level: Option<i64>,
    unsure: bool,
}

impl ThreadView {
    fn of(ground: &Ground, thread: &Thread) -> Self {
        let topic = match &thread.about {
            About::Topic(topic) => Some(topic.clone()),
            About::Untold | About::Group(_) | About::Assessed => None,
        };
        let group = match thread.about {
            About::Group(id) => ground.groups.iter().find(|group| group.id == id.0),
            About::Topic(_) | About::Untold | About::Assessed => None,
        };
        let ladder = thread.level.and_then(|(id, _)| {
            let mut ladders = ground.assessments.ladders.iter();
            ladders.find(|ladder| ladder.id == id.0)
        });
        Self {
            topic,
            group: group.map(|group| group.key.clone()),
            assessed: thread.about == About::Assessed,
            reach: thread.reach,
            ladder: ladder.map(|ladder| ladder.key.clone()),
            level: thread.level.map(|(_, level)| level),
            unsure: thread.unsure,
        }
    }
}

impl TieView {
    fn of(ground: &Ground, tie: &Tie) -> Option<Self> {
        let key = |id: PartyId| ground.parties.get(&id).map(|party| party.key.clone());
        let told_by = tie.told_by.iter();
        let threads = tie.threads.iter();
        Some(Self {
            party: key(tie.parties.0)?,
            other_party: key(tie.parties.1)?,
            narrators: told_by.filter_map(|id| key(*id)).collect(),
            unsure: tie.is_unsure(),
            threads: threads
                .map(|thread| ThreadView::of(ground, thread))
                .collect(),
        })
    }
}

impl Representation for TieView {
    fn example() -> Self {
        let thread = ThreadView {
            topic: Some("E-arkiv".to_owned()),
            group: None,
            assessed: false,
            reach: Some(Reach::Regional),
            ladder: None,
            level: None,
            unsure: false,
        };
        Self {
            party: Key::from_name("Östersunds kommun"),
            other_party: Key::from_name("Åre kommun"),
            narrators: vec![Key::from_name("Östersunds kommun")],
            unsure: false,
            threads: vec![thread],
        }
    }
}

/// Which ties to list. Of each, only what passes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct TieQuery {
    /// Bara aktörens. / Only the party's.
    #[schemars(with = "Option<KeySchema>")]
    party: Option<Key>,
    /// Bara om ämnet. / Only about the topic.
    topic: Option<Word>,
    /// Bara med räckvidden. / Only of the reach.
    reach: Option<Reach>,
    /// Trappans nyckel, tillsammans med level. / The ladder's key, together with level.
    #[schemars(with = "Option<KeySchema>")]
    ladder: Option<Key>,
    /// Bara på det här steget av trappan. / Only on this step of the ladder.
    level: Option<i64>,
}

impl TieQuery {
    fn sieve(&self, ground: &Ground) -> Result<Sieve, Refusal> {
        let mut parties = ground.parties.values();
        let party = self.party.as_ref().map(|key| {
            let found = parties.find(|party| party.key == *key);
            found.ok_or_else(|| Refusal::parameter("party", Reason::NoSuchKey))
        });
        Ok(Sieve {
            topic: self.topic.as_ref().map(|topic| topic.0.clone()),
            level: self.level_of(ground)?,
            reach: self.reach,
            party: party.transpose()?.map(|party| party.id),
        })
    }

    fn level_of(&self, ground: &Ground) -> Result<Option<(LadderId, i64)>, Refusal> {
        let (key, level) = match (&self.ladder, self.level) {
            (Some(key), Some(level)) => (key, level),
            (None, None) => return Ok(None),
            (None, Some(_)) => return Err(Refusal::parameter("ladder", Reason::Missing)),
            (Some(_), None) => return Err(Refusal::parameter("level", Reason::Missing)),
        };
        let mut ladders = ground.assessments.ladders.iter();
        let ladder = ladders.find(|ladder| ladder.key == *key);
        let unknown = || Refusal::parameter("ladder", Reason::NoSuchKey);
        Ok(Some((LadderId(ladder.ok_or_else(unknown)?.id), level)))
    }
}

async fn list(call: Call, query: TieQuery) -> Result<Page<TieView>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let ground = Ground::load(&tx, &scope).await?;
    let sieve = query.sieve(&ground)?;
    let sifted = sieve.sift(&ties(&ground.facts()));
    let views = sifted.iter().filter_map(|tie| TieView::of(&ground, tie));
    Ok(Page::of(views.collect(), call.paging, Linked::part))
}
