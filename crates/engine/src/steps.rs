//! Step tables, as agreements print them: `0–99`, `100–499` are to and including.

use super::TableStep;
use rust_decimal::Decimal;

impl TableStep {
    /// Where the step with this number ends; that figure is not in it. A step printed `to 99`
    /// before one `from 100` has all below 100, and so has one `below 99` before such a step.
    pub fn end_of(steps: &[Self], index: usize) -> Option<Decimal> {
        let step = steps.get(index)?;
        let Some(to) = step.printed_end(steps) else {
            return step.below;
        };
        let next = steps.get(index + 1).map(|next| next.from);
        let end = to.saturating_add(unit(to, next.unwrap_or(to)));
        match next {
            Some(next) if next > to && next <= end => Some(next),
            _ => Some(end),
        }
    }

    /// The end that is in the step, when it is printed so.
    fn printed_end(&self, steps: &[Self]) -> Option<Decimal> {
        let inclusive = || {
            steps
                .windows(2)
                .any(|pair| pair[0].leaves_one_unit(&pair[1]))
        };
        self.to.or_else(|| self.below.filter(|_| inclusive()))
    }

    fn leaves_one_unit(&self, next: &Self) -> bool {
        let gap = |below: Decimal| next.from.saturating_sub(below) == unit(below, next.from);
        self.to.is_none() && self.below.is_some_and(gap)
    }

    /// The end as it is printed, to and including.
    pub fn last_in(steps: &[Self], index: usize) -> Option<Decimal> {
        steps.get(index)?.printed_end(steps)
    }

    /// The number of the step that a figure is in.
    pub fn position(steps: &[Self], value: Decimal) -> Option<usize> {
        (0..steps.len()).find(|index| {
            steps[*index].from <= value && Self::end_of(steps, *index).is_none_or(|end| value < end)
        })
    }
}

/// One of the last decimal that either is written with.
fn unit(a: Decimal, b: Decimal) -> Decimal {
    Decimal::new(1, a.normalize().scale().max(b.normalize().scale()))
}
