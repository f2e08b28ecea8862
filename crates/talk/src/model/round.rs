use samverk_goals::model::PlanVersion;
use uuid::Uuid;

/// Which version's round belongs to a version: its own, or the nearest before it that was answered.
pub fn round_of<'v>(
    versions: &'v [PlanVersion],
    number: i64,
    answered: &[Uuid],
) -> Option<&'v PlanVersion> {
    let was_answered = |version: &&PlanVersion| answered.contains(&version.id);
    let earlier = versions.iter().filter(|version| version.number <= number);
    earlier
        .filter(was_answered)
        .max_by_key(|version| version.number)
}
