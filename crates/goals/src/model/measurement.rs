use chrono::NaiveDate;
use rust_decimal::Decimal;
use samverk_foundation::Problem;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A figure as it was measured. It is never changed; a correction is a new one on the same date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measurement {
    pub id: Uuid,
    pub date: NaiveDate,
    pub value: Decimal,
    pub numerator: Option<Decimal>,
    pub denominator: Option<Decimal>,
    pub note: String,
    pub position: i64,
}

impl Measurement {
    /// Whether it says the same, whoever recorded it and when.
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        self.date == other.date
            && self.value == other.value
            && self.numerator == other.numerator
            && self.denominator == other.denominator
            && self.note == other.note
    }

    /// The share in percent that numerator and denominator give, with two decimals.
    pub fn share(&self) -> Option<Decimal> {
        let denominator = self.denominator.filter(|value| !value.is_zero())?;
        let share = self
            .numerator?
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(denominator)?;
        Some(share.round_dp(2))
    }

    /// `measurement_share_differs` when a percentage is not what its parts give, as rounded.
    pub fn share_problem(&self, unit: &str) -> Option<Problem> {
        let share = self.share().filter(|_| unit == "%")?;
        let written = share.round_dp_with_strategy(
            self.value.scale(),
            rust_decimal::RoundingStrategy::MidpointAwayFromZero,
        );
        (written != self.value).then(|| {
            Problem::invalid("measurement_share_differs")
                .with("value", samverk_foundation::format_decimal(self.value))
                .with("share", samverk_foundation::format_decimal(share))
        })
    }
}
