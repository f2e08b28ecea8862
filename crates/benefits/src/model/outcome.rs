//! What a flow of money comes to: its value, how it adds up, and when it has paid itself back.

use super::Discount;
use samverk_engine::Exact;

/// All in öre, by year from year 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub flow: Vec<Exact>,
    pub discounted: Vec<Exact>,
    pub cumulative: Vec<Exact>,
    pub cumulative_discounted: Vec<Exact>,
    pub value: Exact,
    pub payback: Payback,
    pub discounted_payback: Payback,
}

/// The first year after which the cumulative sum is never negative again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payback {
    /// There are no costs.
    NothingToPay,
    /// It is never negative, although there are costs.
    AtOnce,
    /// After so many years; within a year the money comes evenly.
    After(Exact),
    /// It is negative at the end.
    NotWithin,
}

impl Outcome {
    pub fn of(flow: Vec<Exact>, discount: &Discount) -> Self {
        let discounted = discount.discounted(&flow);
        let cumulative = cumulated(&flow);
        let cumulative_discounted = cumulated(&discounted);
        Self {
            payback: Payback::of(&flow, &cumulative),
            discounted_payback: Payback::of(&discounted, &cumulative_discounted),
            value: cumulative_discounted
                .last()
                .cloned()
                .unwrap_or_else(Exact::zero),
            flow,
            discounted,
            cumulative,
            cumulative_discounted,
        }
    }

    /// The same where there may be nothing to pay back.
    pub fn with_costs(self, has_costs: bool) -> Self {
        let of = |payback: Payback| match payback {
            Payback::AtOnce if !has_costs => Payback::NothingToPay,
            told => told,
        };
        Self {
            payback: of(self.payback),
            discounted_payback: of(self.discounted_payback),
            ..self
        }
    }

    /// The mean of the years after year 0, without the year in which it begins.
    pub fn yearly(&self) -> Exact {
        let later = self.flow.get(1..).unwrap_or_default();
        let count = i64::try_from(later.len()).unwrap_or(1);
        let sum: Exact = later.iter().sum();
        sum.divided_by(&Exact::integer(count)).unwrap_or(sum)
    }
}

impl Payback {
    fn of(flow: &[Exact], cumulative: &[Exact]) -> Self {
        let Some(last) = cumulative.iter().rposition(Exact::is_negative) else {
            return Self::AtOnce;
        };
        let (owed, next) = (cumulative.get(last), flow.get(last + 1));
        let part = owed
            .zip(next)
            .and_then(|(owed, next)| (-owed).divided_by(next));
        let whole = i64::try_from(last).unwrap_or(i64::MAX);
        match part {
            Some(part) => Self::After(&Exact::integer(whole) + &part),
            None => Self::NotWithin,
        }
    }
}

fn cumulated(flow: &[Exact]) -> Vec<Exact> {
    let mut sum = Exact::zero();
    let add = |amount: &Exact| {
        sum += amount;
        sum.clone()
    };
    flow.iter().map(add).collect()
}
