use super::DraftAnswer;
use samverk_goals::model::PlanVersion;

/// Which version's round belongs to a version: its own, or the nearest before it that was answered.
pub fn round_of<'v>(
    versions: &'v [PlanVersion],
    number: i64,
    answers: &[DraftAnswer],
) -> Option<&'v PlanVersion> {
    let was_answered =
        |version: &&PlanVersion| answers.iter().any(|answer| answer.version == version.id);
    let earlier = versions.iter().filter(|version| version.number <= number);
    earlier
        .filter(was_answered)
        .max_by_key(|version| version.number)
}
