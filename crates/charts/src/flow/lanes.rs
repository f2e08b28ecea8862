//! Beside which states an arrow goes, and how far out, so that no two lie over each other.

use super::FlowArrow;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// Straight down to the next state.
    Between,
    Left,
    Right,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Arc {
    /// Its place among the arrows.
    pub arrow: usize,
    pub from: usize,
    pub to: usize,
    pub side: Side,
    /// How far out, from 0, and of how many.
    pub lane: usize,
    pub of: usize,
    /// At which part of a state's height it leaves and comes.
    pub leaves: f64,
    pub comes: f64,
}

/// The arrows that are drawn. The shortest lie innermost.
pub(super) fn arcs(arrows: &[FlowArrow], states: usize) -> Vec<Arc> {
    let drawn = arrows.iter().enumerate();
    let drawn = drawn.filter(|(_, one)| one.from != one.to && one.from.max(one.to) < states);
    let mut arcs: Vec<Arc> = Vec::new();
    for (arrow, one) in drawn {
        let is_next = one.to == one.from + 1;
        let stands = arcs
            .iter()
            .any(|arc| arc.side == Side::Between && arc.from == one.from);
        arcs.push(Arc {
            arrow,
            from: one.from,
            to: one.to,
            side: match (is_next && !stands, one.to > one.from) {
                (true, _) => Side::Between,
                (false, true) => Side::Right,
                (false, false) => Side::Left,
            },
            lane: 0,
            of: 1,
            leaves: 0.0,
            comes: 0.0,
        });
    }
    for side in [Side::Left, Side::Right] {
        let mut beside: Vec<&mut Arc> = arcs.iter_mut().filter(|arc| arc.side == side).collect();
        beside.sort_by_key(|arc| (arc.from.abs_diff(arc.to), arc.from, arc.arrow));
        give_lanes(&mut beside);
        give_heights(&mut beside);
    }
    arcs
}

/// The innermost that is free over the whole length.
fn give_lanes(beside: &mut [&mut Arc]) {
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    for arc in beside.iter_mut() {
        let (top, bottom) = (arc.from.min(arc.to), arc.from.max(arc.to));
        let is_free = |spans: &Vec<(usize, usize)>| {
            let mut spans = spans.iter();
            spans.all(|(other_top, other_bottom)| bottom < *other_top || *other_bottom < top)
        };
        arc.lane = taken.iter().position(is_free).unwrap_or(taken.len());
        if arc.lane == taken.len() {
            taken.push(Vec::new());
        }
        if let Some(spans) = taken.get_mut(arc.lane) {
            spans.push((top, bottom));
        }
    }
    for arc in beside.iter_mut() {
        arc.of = taken.len();
    }
}

/// Each end at a state has a height of its own.
fn give_heights(beside: &mut [&mut Arc]) {
    let mut ends: BTreeMap<usize, u32> = BTreeMap::new();
    for arc in beside.iter() {
        *ends.entry(arc.from).or_default() += 1;
        *ends.entry(arc.to).or_default() += 1;
    }
    let mut given: BTreeMap<usize, u32> = BTreeMap::new();
    let mut height = |state: usize| {
        let all = ends.get(&state).copied().unwrap_or(1);
        let place = given.entry(state).or_default();
        *place += 1;
        f64::from(*place) / f64::from(all + 1)
    };
    for arc in beside.iter_mut() {
        arc.comes = height(arc.to);
        arc.leaves = height(arc.from);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_two_arrows_lie_over_each_other(ends in prop::collection::vec((0_usize..9, 0_usize..9), 0..40)) {
            let arrow = |(from, to): &(usize, usize)| FlowArrow { from: *from, to: *to, text: String::new() };
            let arrows: Vec<FlowArrow> = ends.iter().map(arrow).collect();
            let arcs = arcs(&arrows, 8);
            for (index, one) in arcs.iter().enumerate() {
                for other in &arcs[index + 1..] {
                    let span = |arc: &Arc| (arc.from.min(arc.to), arc.from.max(arc.to));
                    let (a, b) = (span(one), span(other));
                    let meet = a.0 <= b.1 && b.0 <= a.1;
                    let same = one.side == other.side && one.lane == other.lane;
                    let apart = one.side == Side::Between && one.from != other.from;
                    prop_assert!(!(same && meet) || apart, "{one:?} {other:?}");
                }
                prop_assert!(one.side == Side::Between || (0.0..1.0).contains(&one.leaves));
            }
        }
    }
}
