//! From values to places in the drawing, and round numbers along an axis.

/// A straight scale. Values that are not numbers count as zero.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// From the least to the greatest of the values.
    pub fn over(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.map(finite) {
            low = low.min(value);
            high = high.max(value);
        }
        Self::between(low, high, from, to)
    }

    /// An empty range becomes one that is one wide, so that positions always exist.
    pub fn between(low: f64, high: f64, from: f64, to: f64) -> Self {
        let (low, high) = if low.is_finite() && high.is_finite() {
            (low, high)
        } else {
            (0.0, 1.0)
        };
        let high = if high > low { high } else { low + 1.0 };
        Self {
            low,
            high,
            from,
            to,
        }
    }

    pub fn position(&self, value: f64) -> f64 {
        let share = (finite(value) - self.low) / (self.high - self.low);
        self.from + share.clamp(0.0, 1.0) * (self.to - self.from)
    }
}

fn finite(value: f64) -> f64 {
    if value.is_finite() { value } else { 0.0 }
}

/// Round numbers that enclose the values: 0, 20, 40 …
pub(crate) fn ticks(values: impl Iterator<Item = f64>, about: f64) -> Vec<f64> {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in values.filter(|value| value.is_finite() && value.abs() < 1e15) {
        low = low.min(value);
        high = high.max(value);
    }
    if low > high {
        (low, high) = (0.0, 1.0);
    }
    let step = round_step((high - low) / about, high.abs().max(low.abs()));
    let first = (low / step).floor();
    let count = ((high / step).ceil() - first).clamp(1.0, 50.0);
    (0_u8..=50)
        .map(f64::from)
        .take_while(|index| *index <= count)
        .map(|index| (first + index) * step)
        .collect()
}

/// 1, 2 or 5 times a power of ten, not under what doubles can tell apart at this size.
fn round_step(wanted: f64, size: f64) -> f64 {
    let wanted = if wanted > size * 1e-9 {
        wanted
    } else {
        (size / 5.0).max(0.2)
    };
    let power = 10_f64.powf(wanted.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .find(|step| step * power >= wanted * 0.999);
    step.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_round_and_enclose() {
        assert_eq!(
            ticks([12.0, 93.0].into_iter(), 5.0),
            [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
        );
        assert_eq!(ticks([3.0, 3.0].into_iter(), 5.0), [3.0, 4.0]);
        assert_eq!(ticks([].into_iter(), 5.0).first(), Some(&0.0));
    }

    #[test]
    fn a_scale_without_width_still_has_positions() {
        let scale = Scale::over([0.0, f64::NAN].into_iter(), 10.0, 20.0);
        assert_eq!(scale.position(0.0), 10.0);
    }

    proptest! {
        #[test]
        fn all_values_lie_between_the_ticks(values in prop::collection::vec(-1e12..1e12_f64, 1..6)) {
            let ticks = ticks(values.iter().copied(), 5.0);
            let (first, last) = (ticks[0], ticks[ticks.len() - 1]);
            let slack = (last - first) * 1e-9;
            prop_assert!(ticks.len() <= 12, "{ticks:?}");
            for value in values {
                prop_assert!(first - slack <= value && value <= last + slack, "{value} {ticks:?}");
            }
        }
    }
}
