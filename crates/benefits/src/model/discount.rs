//! A discount rate as a schedule by year.

use samverk_engine::Exact;
use samverk_foundation::Problem;

/// Rates of the years after year 0, and the factor by which each year is discounted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    rates: Vec<Exact>,
    factors: Vec<Exact>,
}

impl Discount {
    /// The rate of a year is that of the last step that has begun. Years are counted from year 0, rates are
    /// parts of one. Fails with `case_without_years`, with `discount_rate_impossible` for −100 % or less,
    /// or with `discount_year_missing` when a year comes before the first step; `number` in the values is
    /// the place of the step, or the year.
    pub fn of(years: usize, steps: &[(i64, Exact)]) -> Result<Self, Problem> {
        if years == 0 {
            return Err(Problem::invalid("case_without_years"));
        }
        let least = Exact::integer(-1);
        if let Some(place) = steps.iter().position(|(_, rate)| *rate <= least) {
            return Err(Problem::invalid("discount_rate_impossible").with("number", place));
        }
        let mut rates = Vec::with_capacity(years);
        for year in 1..=i64::try_from(years).unwrap_or(i64::MAX) {
            let begun = steps.iter().filter(|(from, _)| *from <= year);
            let step = begun.max_by_key(|(from, _)| *from);
            let missing = || Problem::invalid("discount_year_missing").with("number", year);
            rates.push(step.ok_or_else(missing)?.1.clone());
        }
        let mut factors = vec![Exact::integer(1)];
        for rate in &rates {
            let last = factors.last().cloned().unwrap_or_else(Exact::zero);
            let grown = &Exact::integer(1) + rate;
            factors.push(last.divided_by(&grown).unwrap_or_else(Exact::zero));
        }
        Ok(Self { rates, factors })
    }

    /// The years after year 0.
    pub fn years(&self) -> usize {
        self.rates.len()
    }

    /// Of year 1 and those after.
    pub fn rates(&self) -> &[Exact] {
        &self.rates
    }

    /// Of year 0 and those after; the first is one.
    pub fn factors(&self) -> &[Exact] {
        &self.factors
    }

    /// Whether all years have the same rate.
    pub fn is_even(&self) -> bool {
        self.rates.windows(2).all(|pair| pair[0] == pair[1])
    }

    pub fn discounted(&self, flow: &[Exact]) -> Vec<Exact> {
        let both = flow.iter().zip(&self.factors);
        both.map(|(amount, factor)| amount * factor).collect()
    }

    /// The net present value of a flow that begins in year 0.
    pub fn value(&self, flow: &[Exact]) -> Exact {
        self.discounted(flow).iter().sum()
    }
}
