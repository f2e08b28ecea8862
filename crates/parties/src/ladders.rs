//! Ladders of collaboration: how far it can go, step by step.

use crate::api::{READ, WRITE};
use crate::{LadderId, store};
use samverk_database::Tx;
use samverk_fields::{FieldKey, Lines, Prose, Rows, Title, Whole};
use samverk_foundation::Role::Administrator;
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::{
    Api, Exchange, Gathered, GroundKind, Held, Installation, Keeping, Kept, Kind, List, Order,
    OwnPage, Pages, Readers, Removal, Row, Rules, Writers,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What belongs to no collaboration.
pub static INSTALLATION: GroundKind = Installation::ground([READ, WRITE]);

/// A step of a ladder.
#[derive(Clone, Debug, PartialEq, Eq, Row)]
#[kept("level")]
pub struct Level {
    pub number: Whole<-1_000, 1_000>,
    pub name: Title,
    pub text: Prose<2>,
    pub characteristics: Lines,
    /// What to answer to reach the level.
    pub questions: Lines,
}

/// A scale of collaboration.
#[derive(Clone, Debug, PartialEq, Eq, Kept)]
#[kept("ladder")]
pub struct Ladder {
    #[kept(example = "Samverkanstrappan")]
    pub name: Title,
    /// Where the ladder comes from.
    pub source: Prose<2>,
    /// Whether the lowest level means no collaboration at all.
    pub first_is_none: bool,
    /// Lowest first; the numbers rise. There is at least one.
    #[kept(example = r#"[{"number":1,"name":"Samtal"},{"number":2,"name":"Samarbete"}]"#)]
    pub levels: Rows<Level, 0, 50>,
}

pub type HeldLadder = Held<Ladder>;

/// What ships, by key.
pub(crate) const SHIPPED: &[(&str, &str)] = &[
    (
        "samverkanstrappan",
        include_str!("../register/ladders/samverkanstrappan.toml"),
    ),
    (
        "samtrappan",
        include_str!("../register/ladders/samtrappan.toml"),
    ),
];

const SEARCHED: &[FieldKey] = &[Ladder::NAME, Ladder::SOURCE];

pub static LADDER: Kind<Ladder> = Kind {
    ground: &INSTALLATION,
    readers: Readers::OfTheGround,
    writers: Writers::of("ladder.save", &[Administrator]),
    name: |ladder| ladder.name.to_string(),
    targets: &[],
    rules: Rules {
        check: |ladder, _, _: &Gathered| check_levels(&ladder.levels),
        change: |tx, id, after| Box::pin(keeps_used_levels(tx, id, after)),
        codes: &["ladder_without_levels", "levels_not_rising", "level_in_use"],
        removal: Removal {
            in_use: || Problem::conflict("ladder_in_use"),
            ships: || Problem::conflict("ladder_ships"),
            refuses: |tx, one| Box::pin(is_unused(tx, one.id)),
            ..Removal::GENERAL
        },
        ..Rules::NONE
    },
    list: List {
        order: Order::By(&[Ladder::NAME]),
        columns: &[Ladder::NAME, Ladder::LEVELS, Ladder::SOURCE],
        parted: None,
        gathered: None,
        filters: &[],
        sorted: &[Ladder::NAME, Ladder::SOURCE],
    },
    pages: Pages::elsewhere("trappor").own(&[OwnPage::One]),
    api: Api {
        plural: "ladders",
        about: [
            "Samverkanstrappor med sina steg.",
            "Collaboration ladders with their levels.",
        ],
        one: ["en trappa", "a ladder"],
        example: "samverkanstrappan",
        is_made_up: false,
        beside: &[],
        links: &[],
    },
    exchange: Exchange::Document {
        path: "ladders/{key}.toml",
        shipped: SHIPPED,
    },
    search: None,
    keeping: Keeping::PLAIN.searched_by(SEARCHED),
};

impl Ladder {
    pub fn level(&self, number: i64) -> Option<&Level> {
        self.levels.iter().find(|level| level.number.0 == number)
    }

    /// The step's place from the bottom, the lowest is 0.
    pub fn place(&self, number: i64) -> Option<usize> {
        self.levels
            .iter()
            .position(|level| level.number.0 == number)
    }

    /// How many steps up from one level to another; down is negative. Numbers may be left out on a
    /// ladder, so it is the steps that are counted.
    pub fn steps_between(&self, from: i64, to: i64) -> Option<i64> {
        let place = |number| i64::try_from(self.place(number)?).ok();
        Some(place(to)? - place(from)?)
    }

    /// The step above, where the questions to work with stand.
    pub fn next_level(&self, number: i64) -> Option<&Level> {
        self.levels.iter().find(|level| level.number.0 > number)
    }

    /// Fails with `level_unknown`, naming the levels there are.
    pub fn require_level(&self, number: i64) -> Result<&Level, Problem> {
        self.level(number).ok_or_else(|| {
            let numbers = self.levels.iter().map(|level| level.number.0.to_string());
            Problem::invalid("level_unknown")
                .with("value", number)
                .with("ladder", &self.name)
                .with("allowed", numbers.collect::<Vec<_>>().join(", "))
        })
    }
}

/// Where the page of one is.
pub fn ladder_href(ladder: &HeldLadder) -> String {
    format!("/trappor/{}", ladder.key)
}

/// Fails with `ladder_without_levels`, or `levels_not_rising` when a number is not over the one
/// before it.
fn check_levels(levels: &[Level]) -> Problems {
    if levels.is_empty() {
        let none = Problem::invalid("ladder_without_levels").at_field("levels");
        return none.into();
    }
    let fallen = levels.iter().zip(levels.iter().skip(1));
    let mut fallen = fallen.filter(|(below, level)| level.number <= below.number);
    let fallen = fallen.next().map(|(_, level)| {
        Problem::invalid("levels_not_rising")
            .with("value", level.number.0)
            .at_field("levels")
    });
    fallen.into_iter().collect()
}

/// Fails with `ladder_in_use` when a collaboration has chosen it or anybody has been assessed on it.
async fn is_unused(tx: &Tx, id: Uuid) -> Result<(), Problem> {
    let id = LadderId(id);
    let is_used = !store::list_used_levels(tx, id).await?.is_empty();
    match is_used || store::is_followed(tx, id).await? {
        false => Ok(()),
        true => Err(Problem::conflict("ladder_in_use")),
    }
}

/// Fails with `level_in_use` when a level that assessments name is taken away.
async fn keeps_used_levels(tx: &Tx, id: Uuid, after: &Ladder) -> Result<Problems, Problem> {
    let used = store::list_used_levels(tx, LadderId(id)).await?;
    let gone = used.into_iter().find(|level| after.level(*level).is_none());
    let gone = gone.map(|level| {
        Problem::invalid("level_in_use")
            .with("value", level)
            .at_field("levels")
    });
    Ok(gone.into_iter().collect())
}

/// All ladders by name; there are few.
pub async fn list_ladders(tx: &Tx) -> Result<Vec<HeldLadder>, Problem> {
    let at = Installation::seen_by(&Actor::Public);
    LADDER.all(tx, &at).await
}

/// The ladder for those who have chosen none: the first of those that ship.
pub fn usual_ladder(ladders: &[HeldLadder]) -> Option<&HeldLadder> {
    let ships = |ladder: &&HeldLadder| {
        let first = SHIPPED.first();
        first.is_some_and(|(key, _)| ladder.key.as_str() == *key)
    };
    ladders.iter().find(ships).or(ladders.first())
}

/// The keys of all ladders.
pub type LadderKeys = BTreeMap<LadderId, Key>;

pub async fn ladder_keys(tx: &Tx) -> Result<LadderKeys, Problem> {
    let ladders = list_ladders(tx).await?.into_iter();
    Ok(ladders
        .map(|ladder| (LadderId(ladder.id), ladder.key))
        .collect())
}

pub async fn find_ladder(tx: &Tx, key: &str) -> Result<Option<HeldLadder>, Problem> {
    LADDER
        .find(tx, &Installation::seen_by(&Actor::Public), key)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(numbers: &[i64]) -> Vec<Level> {
        let level = |number: &i64| Level {
            number: Whole(*number),
            name: number.to_string().into(),
            text: Prose::default(),
            characteristics: Lines::default(),
            questions: Lines::default(),
        };
        numbers.iter().map(level).collect()
    }

    #[test]
    fn levels_rise() {
        let code = |numbers: &[i64]| check_levels(&levels(numbers)).0.first().map(|one| one.code);
        assert_eq!(code(&[0, 1, 3]), None);
        assert_eq!(code(&[]), Some("ladder_without_levels"));
        assert_eq!(code(&[1, 1]), Some("levels_not_rising"));
    }
}
