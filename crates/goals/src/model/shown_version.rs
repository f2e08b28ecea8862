//! Which of a plan's versions a reader meets.

use super::{PlanVersion, VersionStatus};

/// The one that is in force: adopted, and not superseded. Before anything is adopted, the latest.
/// `versions` are those that the reader may see, by number.
pub fn in_force<'v, V>(versions: V) -> Option<&'v PlanVersion>
where
    V: DoubleEndedIterator<Item = &'v PlanVersion> + Clone,
{
    let mut adopted = versions.clone();
    let adopted = adopted.rfind(|version| version.status == VersionStatus::Adopted);
    adopted.or_else(|| last(versions))
}

/// The one that comes up without asking for a number: for those who work on the plan the latest. Others
/// meet what is in force, also when a later draft is shown to everybody.
pub fn foremost<'v, V>(versions: V, sees_drafts: bool) -> Option<&'v PlanVersion>
where
    V: DoubleEndedIterator<Item = &'v PlanVersion> + Clone,
{
    match sees_drafts {
        true => last(versions),
        false => in_force(versions),
    }
}

fn last<'v>(
    mut versions: impl DoubleEndedIterator<Item = &'v PlanVersion>,
) -> Option<&'v PlanVersion> {
    versions.next_back()
}
