//! What somebody pays who is a member a part of the year.

use super::{
    DistributionInput, Draft, Exact, Function, Measure, Member, PartOfYear, PartYear, Rule, Step,
};
use chrono::{Datelike, NaiveDate};

impl PartOfYear {
    /// How many months or days of a year it is, of how many. Nothing when it is all of them.
    pub fn counted(&self, year: i32, unit: PartYear) -> Option<(u32, u32)> {
        let first = NaiveDate::from_ymd_opt(year, 1, 1)?;
        let last = NaiveDate::from_ymd_opt(year, 12, 31)?;
        let from = self.from.unwrap_or(first).max(first);
        let to = self.to.unwrap_or(last).min(last);
        if to < from {
            return None;
        }
        let (count, of) = match unit {
            PartYear::WholeYear => return None,
            PartYear::Months => (to.month() - from.month() + 1, 12),
            PartYear::Days => (to.ordinal() - from.ordinal() + 1, last.ordinal()),
        };
        (count < of).then_some((count, of))
    }
}

/// Cuts what those pay who are members a part of the year. Where the rule divides its base by a
/// measure the takers bear it together; fees and agreed percentages are less, and the rest is left.
pub fn apply_part_year(
    input: &DistributionInput,
    rule: &Rule,
    takers: &[&Member],
    drafts: &mut [Draft],
) {
    let (year, unit) = (input.year, input.model.part_year);
    let parts: Vec<Option<(u32, u32)>> = takers
        .iter()
        .map(|member| member.part.and_then(|part| part.counted(year, unit)))
        .collect();
    let actual = matches!(rule.function, Function::PassThrough { .. });
    if actual || parts.iter().all(Option::is_none) {
        return;
    }
    let before: Exact = drafts.iter().map(|draft| &draft.amount).sum();
    for (draft, part) in drafts.iter_mut().zip(&parts) {
        if let Some((count, of)) = part {
            cut(draft, (*count, *of), unit);
        }
    }
    let after: Exact = drafts.iter().map(|draft| &draft.amount).sum();
    if let Some(ratio) = before.divided_by(&after).filter(|_| keeps_sum(rule)) {
        share_rest(drafts, &ratio);
    }
}

fn cut(draft: &mut Draft, (count, of): (u32, u32), unit: PartYear) {
    let fraction = Exact::integer(count.into()).divided_by(&Exact::integer(of.into()));
    let fraction = fraction.unwrap_or_else(|| Exact::integer(1));
    let before = draft.amount.clone();
    draft.amount = &before * &fraction;
    draft.key = draft.key.as_ref().map(|key| key * &fraction);
    draft.steps.push(Step::PartOfYear {
        count,
        of,
        unit,
        before,
        after: draft.amount.clone(),
    });
}

fn share_rest(drafts: &mut [Draft], ratio: &Exact) {
    for draft in drafts {
        let before = draft.amount.clone();
        draft.amount = &before * ratio;
        draft.key = draft.key.as_ref().map(|key| key * ratio);
        let after = draft.amount.clone();
        draft.steps.push(Step::PartsOfYearShared { before, after });
    }
}

fn keeps_sum(rule: &Rule) -> bool {
    let agreed = |measure: &&Measure| matches!(measure, Measure::Percentages { .. });
    let percentage = matches!(rule.function, Function::Percentage { .. });
    rule.function.divides_base() && !percentage && !rule.measure.each().iter().any(agreed)
}
