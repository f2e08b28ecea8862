//! What each party puts into the initiatives, year by year.

use crate::initiatives::HeldInitiative;
use samverk_foundation::{Key, Ore};
use std::collections::BTreeMap;

/// Hours and kronor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    pub hours: i64,
    pub cost: Ore,
}

/// By party and year. Sums that do not fit stop at what does.
pub(super) fn load_of<'i>(
    initiatives: impl Iterator<Item = &'i HeldInitiative>,
) -> BTreeMap<(Key, i32), Load> {
    let mut loads: BTreeMap<(Key, i32), Load> = BTreeMap::new();
    for effort in initiatives.flat_map(|one| one.efforts.iter()) {
        let load = loads
            .entry((effort.party.clone(), effort.year.0))
            .or_default();
        let hours = effort.hours.map_or(0, |hours| hours.0);
        load.hours = load.hours.saturating_add(hours);
        let cost = effort.cost.unwrap_or_default();
        load.cost = Ore(load.cost.0.saturating_add(cost.0));
    }
    loads
}
