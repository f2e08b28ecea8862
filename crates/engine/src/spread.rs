//! Keeps a sum while some amounts are bounded: the free ones are scaled by one common factor.

use super::Exact;

/// How low and how high an amount may be. Without an upper bound there is no limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub low: Exact,
    pub high: Option<Exact>,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            low: Exact::zero(),
            high: None,
        }
    }
}

impl Bounds {
    pub fn fixed(amount: Exact) -> Self {
        Self {
            low: amount.clone(),
            high: Some(amount),
        }
    }

    pub fn clamp(&self, amount: &Exact) -> Exact {
        let raised = amount.max(&self.low);
        self.high
            .as_ref()
            .map_or(raised, |high| raised.min(high))
            .clone()
    }

    /// The same bounds, but letting this amount through from below.
    pub fn lowered_to(&self, amount: &Exact) -> Self {
        Self {
            low: self.low.clone().min(amount.clone()),
            high: self.high.clone(),
        }
    }

    /// Earlier bounds inside new ones; where they contradict, the new bound wins.
    pub fn within(&self, new: &Self) -> Self {
        let low = new.clamp(&self.low);
        let high = match (&self.high, &new.high) {
            (Some(high), _) => Some(new.clamp(high)),
            (None, high) => high.clone(),
        };
        Self { low, high }
    }
}

/// Amounts `bounds.clamp(factor × amount)` with the one factor that gives the sum.
/// This is what repeated limiting and sharing of the rest ends in, whatever the order of the parties.
/// When no factor does (all are at their bounds) the nearest sum is given.
/// The amounts must not be negative.
pub fn spread(amounts: &[Exact], bounds: &[Bounds], sum: &Exact) -> Vec<Exact> {
    let mut events = turning_points(amounts, bounds);
    events.sort_by(|a, b| a.factor.cmp(&b.factor));
    let mut fixed: Exact = bounds.iter().map(|bounds| &bounds.low).sum();
    let mut slope = Exact::zero();
    let mut factor = Exact::zero();
    for event in &events {
        let reached = &fixed + &(&slope * &event.factor);
        if reached >= *sum {
            break;
        }
        factor = event.factor.clone();
        fixed = &fixed + &event.fixed;
        slope = &slope + &event.slope;
    }
    if let Some(wanted) = (sum - &fixed).divided_by(&slope) {
        factor = wanted.max(Exact::zero());
    }
    let scaled = amounts.iter().map(|amount| amount * &factor);
    scaled
        .zip(bounds)
        .map(|(amount, bounds)| bounds.clamp(&amount))
        .collect()
}

/// A factor at which an amount leaves its lower bound or meets its upper.
struct TurningPoint {
    factor: Exact,
    fixed: Exact,
    slope: Exact,
}

fn turning_points(amounts: &[Exact], bounds: &[Bounds]) -> Vec<TurningPoint> {
    let mut points = Vec::new();
    for (amount, bounds) in amounts.iter().zip(bounds) {
        if let Some(factor) = bounds.low.divided_by(amount) {
            points.push(TurningPoint {
                factor,
                fixed: -&bounds.low,
                slope: amount.clone(),
            });
        }
        let high = bounds
            .high
            .as_ref()
            .and_then(|high| Some((high, high.divided_by(amount)?)));
        if let Some((high, factor)) = high {
            points.push(TurningPoint {
                factor,
                fixed: high.clone(),
                slope: -amount,
            });
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(numbers: &[i64]) -> Vec<Exact> {
        numbers
            .iter()
            .map(|number| Exact::integer(*number))
            .collect()
    }

    #[test]
    fn a_floor_is_borne_by_the_others_in_proportion() {
        let bounds: Vec<Bounds> = (0..3)
            .map(|_| Bounds {
                low: Exact::integer(100),
                high: None,
            })
            .collect();
        let result = spread(&numbers(&[10, 300, 600]), &bounds, &Exact::integer(910));
        assert_eq!(result, numbers(&[100, 270, 540]));
    }

    #[test]
    fn what_pushes_the_next_over_its_cap_goes_on_to_the_third() {
        let bounds: Vec<Bounds> = (0..3)
            .map(|_| Bounds {
                low: Exact::zero(),
                high: Some(Exact::integer(400)),
            })
            .collect();
        let result = spread(&numbers(&[600, 350, 50]), &bounds, &Exact::integer(1000));
        assert_eq!(result, numbers(&[400, 400, 200]));
    }

    #[test]
    fn impossible_sums_give_the_nearest() {
        let bounds = vec![
            Bounds {
                low: Exact::zero(),
                high: Some(Exact::integer(5))
            };
            2
        ];
        assert_eq!(
            spread(&numbers(&[10, 10]), &bounds, &Exact::integer(20)),
            numbers(&[5, 5])
        );
        let bounds = vec![
            Bounds {
                low: Exact::integer(15),
                high: None
            };
            2
        ];
        assert_eq!(
            spread(&numbers(&[10, 10]), &bounds, &Exact::integer(20)),
            numbers(&[15, 15])
        );
    }

    #[test]
    fn unbounded_amounts_stay() {
        let bounds = vec![Bounds::default(); 3];
        let amounts = numbers(&[1, 0, 2]);
        assert_eq!(spread(&amounts, &bounds, &Exact::integer(3)), amounts);
    }
}
