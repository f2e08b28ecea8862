use rust_decimal::Decimal;
use samverk_foundation::{Ore, Problem, Problems, format_decimal};

/// No amount may exceed ten million million kronor, so that every sum fits.
pub const LARGEST_AMOUNT: Ore = Ore(1_000_000_000_000_000);

/// All that was found: errors stop, warnings are confirmed and kept with the data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub errors: Problems,
    pub warnings: Problems,
}

impl Checked {
    pub fn error(&mut self, problem: Problem, place: &str) {
        self.errors.push(problem.or_field(place));
    }

    pub fn warning(&mut self, problem: Problem, place: &str) {
        self.warnings.push(problem.or_field(place));
    }

    /// Adds what another check found.
    pub fn join(&mut self, other: Self) {
        self.errors.0.extend(other.errors.0);
        self.warnings.0.extend(other.warnings.0);
    }

    /// The same findings, with their fields below a place: `budget.` + `lines[3].amount`.
    pub fn below(mut self, place: &str) -> Self {
        for problem in self.errors.0.iter_mut().chain(&mut self.warnings.0) {
            let field = problem.place.field.take().unwrap_or_default();
            problem.place.field = Some(format!("{place}.{field}"));
        }
        self
    }

    /// Errors `amount_negative` and `amount_too_large`.
    pub fn amount(&mut self, amount: Ore, place: &str) {
        if amount.is_negative() {
            self.error(
                Problem::invalid("amount_negative").with("value", amount),
                place,
            );
        }
        if amount > LARGEST_AMOUNT {
            self.error(
                Problem::invalid("amount_too_large").with("value", amount),
                place,
            );
        }
    }

    /// Error `number_negative`.
    pub fn not_negative(&mut self, number: Decimal, place: &str) {
        if number < Decimal::ZERO {
            let value = format_decimal(number);
            self.error(
                Problem::invalid("number_negative").with("value", value),
                place,
            );
        }
    }
}
