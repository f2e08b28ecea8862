use crate::LadderId;
use samverk_foundation::{Key, Problem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A scale of collaboration, lowest level first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ladder {
    pub id: LadderId,
    pub key: Key,
    pub name: String,
    pub source: String,
    /// Whether the lowest level means no collaboration at all.
    pub first_is_none: bool,
    pub levels: Vec<Level>,
    pub revision: i64,
}

/// A step of a ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    pub number: i64,
    pub name: String,
    #[serde(default)]
    pub text: String,
    #[serde(default)]
    pub characteristics: Vec<String>,
    /// What to answer to reach the level.
    #[serde(default)]
    pub questions: Vec<String>,
}

impl Ladder {
    pub fn level(&self, number: i64) -> Option<&Level> {
        self.levels.iter().find(|level| level.number == number)
    }

    /// The step's place from the bottom, the lowest is 0.
    pub fn place(&self, number: i64) -> Option<usize> {
        self.levels.iter().position(|level| level.number == number)
    }

    /// How many steps up from one level to another; down is negative. Numbers may be left out on a
    /// ladder, so it is the steps that are counted.
    pub fn steps_between(&self, from: i64, to: i64) -> Option<i64> {
        let place = |number| i64::try_from(self.place(number)?).ok();
        Some(place(to)? - place(from)?)
    }

    /// The step above, where the questions to work with stand.
    pub fn next_level(&self, number: i64) -> Option<&Level> {
        self.levels.iter().find(|level| level.number > number)
    }

    /// Fails with `level_unknown`, naming the levels there are.
    pub fn require_level(&self, number: i64) -> Result<&Level, Problem> {
        self.level(number).ok_or_else(|| {
            let numbers: Vec<_> = self
                .levels
                .iter()
                .map(|level| level.number.to_string())
                .collect();
            Problem::invalid("level_unknown")
                .with("value", number)
                .with("ladder", &self.name)
                .with("allowed", numbers.join(", "))
        })
    }

    pub fn href(&self) -> String {
        format!("/trappor/{}", self.key)
    }
}

/// Fails with `ladder_without_levels`, or `levels_not_rising` when a number is not over the one
/// before it.
pub fn check_levels(levels: &[Level]) -> Result<(), Problem> {
    if levels.is_empty() {
        return Err(Problem::invalid("ladder_without_levels").at_field("levels"));
    }
    let fallen = levels
        .windows(2)
        .find(|pair| pair[1].number <= pair[0].number);
    match fallen {
        Some(pair) => Err(Problem::invalid("levels_not_rising")
            .with("value", pair[1].number)
            .at_field("levels")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(number: i64) -> Level {
        let (name, text) = (number.to_string(), String::new());
        Level {
            number,
            name,
            text,
            characteristics: Vec::new(),
            questions: Vec::new(),
        }
    }

    #[test]
    fn levels_rise() {
        assert!(check_levels(&[level(0), level(1), level(3)]).is_ok());
        assert_eq!(check_levels(&[]).unwrap_err().code, "ladder_without_levels");
        assert_eq!(
            check_levels(&[level(1), level(1)]).unwrap_err().code,
            "levels_not_rising"
        );
    }
}
