//! What must hold before something is saved.

use super::{Mandate, Member};
use chrono::NaiveDate;
use samverk_foundation::{Problem, Problems};
use std::collections::BTreeSet;

/// Fails with `dates_reversed` when something ends before it begins.
pub fn check_dates(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<(), Problem> {
    match (from, to) {
        (Some(from), Some(to)) if from > to => Err(Problem::invalid("dates_reversed")
            .with("from", from)
            .with("to", to)),
        _ => Ok(()),
    }
}

/// Every `member_repeated` and `dates_reversed`, at the fields `members.<row>.<column>`.
pub fn check_members(members: &[Member]) -> Result<(), Problems> {
    let mut problems = Problems::default();
    for (row, member) in members.iter().enumerate() {
        if members[..row]
            .iter()
            .any(|earlier| earlier.party.id == member.party.id)
        {
            let repeated = Problem::invalid("member_repeated").with("party", &member.party.name);
            problems.push(repeated.at_field(&format!("members.{row}.party")));
        }
        let dates = check_dates(member.from, member.to);
        problems.keep(dates.map_err(|problem| problem.at_field(&format!("members.{row}.to"))));
    }
    problems.or(())
}

/// Every `dates_reversed`, at the fields `mandates.<row>.to`.
pub fn check_mandates(mandates: &[Mandate]) -> Result<(), Problems> {
    let mut problems = Problems::default();
    for (row, mandate) in mandates.iter().enumerate() {
        let dates = check_dates(mandate.from, mandate.to);
        problems.keep(dates.map_err(|problem| problem.at_field(&format!("mandates.{row}.to"))));
    }
    problems.or(())
}

/// The code of a municipality has four digits, that of a region two.
/// Fails with `party_code_invalid`.
pub fn check_code(field: &'static str, code: &str, length: usize) -> Result<(), Problem> {
    let is_right = code.len() == length && code.bytes().all(|byte| byte.is_ascii_digit());
    match is_right {
        true => Ok(()),
        false => Err(Problem::invalid("party_code_invalid")
            .with("value", code)
            .with("length", length)
            .at_field(field)),
    }
}

/// Things in file order with parents before children, each named by the position it had;
/// and the positions of those that go round in a circle.
pub fn parents_first<K: PartialEq>(
    keys: &[K],
    parent: impl Fn(usize) -> Option<K>,
) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = Vec::with_capacity(keys.len());
    let mut waiting: Vec<usize> = (0..keys.len()).collect();
    loop {
        let before = waiting.len();
        waiting.retain(|&index| {
            let parent_waits = parent(index).is_some_and(|parent| {
                let inside = keys.iter().position(|key| *key == parent);
                inside.is_some_and(|parent| !order.contains(&parent))
            });
            if !parent_waits {
                order.push(index);
            }
            parent_waits
        });
        if waiting.len() == before {
            return (order, waiting);
        }
    }
}

/// What is wrong above something that belongs to something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongParent<K> {
    Unknown(K),
    /// The way up leads back.
    Circle,
}

/// Walks up from a parent. `parent_of` answers nothing for what does not exist.
pub fn check_parents<K: Copy + Ord>(
    start: K,
    parent: Option<K>,
    parent_of: impl Fn(K) -> Option<Option<K>>,
) -> Result<(), WrongParent<K>> {
    let mut passed = BTreeSet::from([start]);
    let mut above = parent;
    while let Some(step) = above {
        if !passed.insert(step) {
            return Err(WrongParent::Circle);
        }
        above = parent_of(step).ok_or(WrongParent::Unknown(step))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_up_ends_and_does_not_lead_back() {
        let parent_of = |number: u8| match number {
            2 => Some(Some(3)),
            3 => Some(None),
            4 => Some(Some(5)),
            5 => Some(Some(4)),
            _ => None,
        };
        assert_eq!(check_parents(1, Some(2), parent_of), Ok(()));
        assert_eq!(
            check_parents(3, Some(2), parent_of),
            Err(WrongParent::Circle)
        );
        assert_eq!(
            check_parents(1, Some(4), parent_of),
            Err(WrongParent::Circle)
        );
        assert_eq!(
            check_parents(1, Some(9), parent_of),
            Err(WrongParent::Unknown(9))
        );
    }

    #[test]
    fn parents_come_first_and_circles_are_found() {
        let parents = [Some("c"), None, Some("b"), Some("e"), Some("d")];
        let (order, circle) = parents_first(&["a", "b", "c", "d", "e"], |index| parents[index]);
        assert_eq!((order, circle), (vec![1, 2, 0], vec![3, 4]));
    }

    #[test]
    fn codes_have_their_length() {
        assert!(check_code("municipality_code", "0680", 4).is_ok());
        assert!(check_code("municipality_code", "680", 4).is_err());
        assert!(check_code("region_code", "O6", 2).is_err());
    }
}
