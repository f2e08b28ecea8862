//! At most one distribution of a purpose and year is in force. Older data may have several that are
//! adopted: of them the one with the latest decision counts.

use crate::records::DistributionRecord;
use samverk_engine::Purpose;
use samverk_foundation::{Decision, Key};

/// What decides between distributions of the same collaboration.
pub(crate) struct Claim<'c> {
    pub key: &'c Key,
    pub year: i32,
    pub purpose: Purpose,
    pub decision: &'c Decision,
}

impl Claim<'_> {
    fn is_about_the_same(&self, other: &Self) -> bool {
        (self.year, self.purpose) == (other.year, other.purpose)
    }

    fn is_later_than(&self, other: &Self) -> bool {
        (self.decision.date, self.key) > (other.decision.date, other.key)
    }

    /// Whether none of the others has a later decision about the same.
    pub fn holds_among(&self, others: &[Self]) -> bool {
        let beats = |other: &Self| other.is_about_the_same(self) && other.is_later_than(self);
        !others.iter().any(beats)
    }
}

/// What an adopted distribution claims; nothing for a draft or one that is superseded.
fn claim(record: &DistributionRecord) -> Option<Claim<'_>> {
    let adopted = record.adopted.as_ref()?;
    let stands = record.superseded_by.is_none();
    stands.then_some(Claim {
        key: &record.key,
        year: record.year,
        purpose: adopted.result.purpose,
        decision: &adopted.decision,
    })
}

/// The distributions that are in force among all of a collaboration, in their order.
pub fn in_force(all: &[DistributionRecord]) -> Vec<&DistributionRecord> {
    let claims: Vec<Claim> = all.iter().filter_map(claim).collect();
    let holds = |record: &&DistributionRecord| {
        claim(record).is_some_and(|claim| claim.holds_among(&claims))
    };
    all.iter().filter(holds).collect()
}

/// What holds in place of one that is adopted: what superseded it, or has the later decision.
pub fn held_instead<'a>(
    of: &DistributionRecord,
    all: &'a [DistributionRecord],
) -> Option<&'a DistributionRecord> {
    if let Some(key) = &of.superseded_by {
        return all.iter().find(|other| other.key == *key);
    }
    let own = claim(of)?;
    let same = |other: &&DistributionRecord| {
        other.key != of.key && claim(other).is_some_and(|other| other.is_about_the_same(&own))
    };
    in_force(all).into_iter().find(same)
}

/// The one that adopting another for the purpose and year would put aside.
pub fn put_aside<'a>(
    all: &'a [DistributionRecord],
    (key, year, purpose): (&Key, i32, Purpose),
) -> impl Iterator<Item = &'a DistributionRecord> {
    let key = key.clone();
    all.iter().filter(move |other| {
        other.key != key
            && claim(other).is_some_and(|claim| (claim.year, claim.purpose) == (year, purpose))
    })
}
