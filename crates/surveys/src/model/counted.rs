//! Which answers of people are counted. They come to be counted when the survey is closed, at least five at a time,
//! and stay counted as they were: what is shown after one closing less what was shown after another is never what
//! fewer than five said.

use super::{Countable, FEWEST, Tally, hidden, tally};
use chrono::{DateTime, Utc};
use samverk_fields::Question;
use samverk_foundation::PartyId;
use uuid::Uuid;

/// An answer of a person's that is counted, as it was sent in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub survey: Uuid,
    /// The closing since which it is, from 1.
    pub closing: i64,
    pub closed_at: DateTime<Utc>,
    pub answer: Uuid,
    /// The number of what was sent in.
    pub number: i64,
    /// At which party the person was then.
    pub party: Option<PartyId>,
}

/// Those of the given answers that are counted from this closing on: none while they are fewer than five.
pub fn newly_counted<T>(given: Vec<T>, is_counted: impl Fn(&T) -> bool) -> Vec<T> {
    let mut new = given;
    new.retain(|one| !is_counted(one));
    if new.len() < FEWEST {
        new.clear();
    }
    new
}

/// What is shown of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub tally: Tally,
    /// Over how many of the closings.
    pub closings: usize,
    /// Whether too few answered it since then.
    pub waits: bool,
}

impl Settled {
    /// Whether nothing is shown, as too few have answered it.
    pub fn is_hidden(&self) -> bool {
        self.waits && self.tally.asked == 0
    }
}

/// Counts a question over what came to be counted at each closing, as far as no step between what is shown tells what
/// fewer than five said to it.
pub fn settled(question: &Question, closings: &[Vec<Countable<'_>>]) -> Settled {
    let mut shown = 0;
    for upto in 1..=closings.len() {
        let since = closings.iter().take(upto).skip(shown).flatten();
        if !tally(question, since).tells_somebody() {
            shown = upto;
        }
    }
    Settled {
        tally: tally(question, closings.iter().take(shown).flatten()),
        closings: shown,
        waits: shown < closings.len(),
    }
}

/// How many of one group are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    Nothing,
    /// What came later is not told.
    AtLeast(usize),
    All(usize),
}

/// How many of each group have answered, from how many did at each closing: at none of them more is told than that
/// closing alone would be.
pub fn told_sizes(closings: &[Vec<usize>]) -> Vec<Told> {
    let groups = closings.first().map_or(0, Vec::len);
    let masks: Vec<Vec<bool>> = closings.iter().map(|sizes| hidden(sizes)).collect();
    let told = |group: usize| {
        let mut sum = 0;
        let mut seen = 0;
        for (sizes, mask) in closings.iter().zip(&masks) {
            if mask.get(group) == Some(&false) {
                sum += sizes.get(group).copied().unwrap_or_default();
                seen += 1;
            }
        }
        match seen {
            0 => Told::Nothing,
            _ if seen == closings.len() => Told::All(sum),
            _ => Told::AtLeast(sum),
        }
    };
    (0..groups).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use samverk_fields::{FieldKey, FieldKind, Form, Record, Value, Words};

    #[test]
    fn four_more_wait_for_the_fifth() {
        let is_counted = |one: &u8| *one <= 5;
        assert!(newly_counted(vec![1, 2, 3, 4, 5, 6, 7, 8, 9], is_counted).is_empty());
        let all = newly_counted(vec![3, 4, 5, 6, 7, 8, 9, 10], is_counted);
        assert_eq!(
            all,
            [6, 7, 8, 9, 10],
            "what is counted is not counted again"
        );
    }

    #[test]
    fn a_party_of_which_few_came_later_is_told_as_it_was() {
        let told = told_sizes(&[vec![5, 6], vec![1, 5]]);
        assert_eq!(told, [Told::AtLeast(5), Told::AtLeast(6)]);
        let told = told_sizes(&[vec![5, 6], vec![7, 5]]);
        assert_eq!(told, [Told::All(12), Told::All(11)]);
        assert_eq!(told_sizes(&[vec![2, 8]]), [Told::Nothing, Told::Nothing]);
    }

    proptest! {
        /// Of every closing some said something, some nothing, and some were asked nothing.
        #[test]
        fn what_is_shown_differs_by_none_or_five(
            closings in proptest::collection::vec(proptest::collection::vec(0..3_u8, 0..9), 1..6)
        ) {
            let question = Question::new(FieldKey::of("servers"), Words::key("x"), FieldKind::Integer);
            let asked = Form::of(vec![question.clone()]);
            let unasked = Form::of(Vec::new());
            let said = Record::default().with(FieldKey::of("servers"), Value::Number(3.into()));
            let blank = Record::default();
            let answer = |one: &u8| match one {
                0 => Countable::of(&unasked, &blank),
                1 => Countable::of(&asked, &blank),
                _ => Countable::of(&asked, &said),
            };
            let closings: Vec<Vec<Countable<'_>>> = closings
                .iter()
                .map(|closing| closing.iter().map(answer).collect())
                .collect();
            let mut before = settled(&question, &[]).tally;
            for upto in 1..=closings.len() {
                let now = settled(&question, &closings[..upto]).tally;
                for (less, more) in [(before.asked, now.asked), (before.answered, now.answered)] {
                    prop_assert!(more == less || more >= less + FEWEST, "{} {}", less, more);
                }
                before = now;
            }
        }
    }
}
