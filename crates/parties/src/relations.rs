//! Who works with whom about what.

use crate::ground::reach_of;
use crate::model::{Certainty, Party, Reach};
use crate::pages::beside_relations;
use crate::{COLLABORATION, PARTY};
use samverk_database::Tx;
use samverk_fields::{FieldType, Lines, Many, One, Prose, Record};
use samverk_foundation::Role::{Administrator, Coordinator};
use samverk_foundation::{PartyId, Problem, Problems};
use samverk_kept::{
    Api, Exchange, Ground, Keeping, Kept, Kind, Later, List, Order, Pages, Readers, Rules, Writers,
};
use samverk_web::MenuGroup;

/// Who works with whom about what.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("relation")]
pub struct Relation {
    /// Who tells of it.
    #[kept(example = "jonkopings-kommun")]
    pub party: One<Party>,
    /// With every member, also those to come; `others` is then empty.
    pub with_all: bool,
    /// The other parties.
    #[kept(example = "habo-kommun", all = "with_all")]
    pub others: Many<Party>,
    /// What they work together about.
    #[kept(example = "Sakernas internet")]
    pub topics: Lines,
    /// How far it reaches.
    #[kept(example = "regional")]
    pub reach: Reach,
    /// How sure it is.
    #[kept(example = "stated")]
    pub certainty: Certainty,
    /// What else there is to say.
    #[kept(example = "Sedan 2024.")]
    pub note: Prose<2>,
}

impl Relation {
    pub fn party(&self) -> PartyId {
        PartyId(self.party.id().unwrap_or_default())
    }

    /// The other parties that it names.
    pub fn others(&self) -> impl Iterator<Item = PartyId> + '_ {
        self.others.ids().map(PartyId)
    }

    /// What tells it apart: its topics, or else whose it is.
    fn name(&self) -> String {
        let party = self.party.to.known.as_ref();
        let party = party.map_or(self.party.to.key.as_str(), |known| &known.name);
        match self.topics.0.is_empty() {
            true => party.to_owned(),
            false => self.topics.0.join(", "),
        }
    }

    fn problems(&self) -> Problems {
        let without = !self.with_all && self.others.to.is_empty();
        let with_itself = self.others.to.contains(&self.party.to);
        let wrong = [
            without.then(|| Problem::invalid("relation_without_others")),
            with_itself.then(|| Problem::invalid("relation_with_itself")),
        ];
        let wrong = wrong.into_iter().flatten();
        wrong.map(|one| one.at_field("others")).collect()
    }
}

/// As the collaboration reaches, and sure.
fn beginning<'a>(tx: &'a Tx, at: &'a dyn Ground) -> Later<'a, Result<Record, Problem>> {
    Box::pin(async move {
        let reach = reach_of(tx, at).await?;
        Ok(Record::default()
            .with(Relation::REACH, reach)
            .with(Relation::CERTAINTY, Certainty::Stated.write()))
    })
}

pub static RELATION: Kind<Relation> = Kind {
    ground: &COLLABORATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("relation.save", &[Administrator, Coordinator]),
    name: Relation::name,
    targets: &[&PARTY],
    rules: Rules::of(
        |relation, _, _| relation.problems(),
        &["relation_without_others", "relation_with_itself"],
    ),
    list: List {
        order: Order::ByHand,
        columns: &[
            Relation::PARTY,
            Relation::OTHERS,
            Relation::TOPICS,
            Relation::REACH,
            Relation::CERTAINTY,
            Relation::NOTE,
        ],
        parted: None,
        gathered: None,
        filters: &[Relation::REACH, Relation::CERTAINTY],
        sorted: &[Relation::REACH, Relation::CERTAINTY, Relation::NOTE],
    },
    pages: Pages::in_menu("relationer", MenuGroup::Cooperation, 40)
        .beside(beside_relations)
        .begins(beginning),
    api: Api {
        plural: "relations",
        about: [
            "Vem som samarbetar med vem om vad.",
            "Who works with whom about what.",
        ],
        one: ["en relation", "a relation"],
        example: "iot-pilot",
        is_made_up: false,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Table("relations.csv"),
    search: None,
    keeping: Keeping::PLAIN,
};
