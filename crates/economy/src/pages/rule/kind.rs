//! The kinds of rules that a person chooses from, and the columns of their form's tables.

use samverk_engine::Function;

pub const MEASURE_COLUMNS: [&str; 3] = ["percent", "measure", "year"];
pub const SHARE_COLUMNS: [&str; 4] = ["share_1", "share_2", "share_3", "share_4"];
pub const STEP_COLUMNS: [&str; 4] = ["from", "to", "below", "value"];
pub const FACTOR_COLUMNS: [&str; 5] = ["name", "value", "used", "source", "year"];
pub const AMOUNT_COLUMNS: [&str; 2] = ["party", "amount"];
pub const MODIFIER_COLUMNS: [&str; 12] = [
    "kind",
    "amount",
    "percent",
    "difference",
    "name",
    "old",
    "new",
    "table",
    "year",
    "change_direction",
    "only",
    "except",
];

/// How the amount follows: chosen first, for it decides which fields there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    Share,
    Percentage,
    Fixed,
    FixedPerParty,
    Rate,
    RateProduct,
    BasePlusVariable,
    Steps,
    PassThrough,
}

impl RuleKind {
    pub const ALL: [Self; 9] = [
        Self::Share,
        Self::Percentage,
        Self::Fixed,
        Self::FixedPerParty,
        Self::Rate,
        Self::RateProduct,
        Self::BasePlusVariable,
        Self::Steps,
        Self::PassThrough,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Percentage => "percentage",
            Self::Fixed => "fixed",
            Self::FixedPerParty => "fixed_per_party",
            Self::Rate => "rate",
            Self::RateProduct => "rate_product",
            Self::BasePlusVariable => "base_plus_variable",
            Self::Steps => "steps",
            Self::PassThrough => "pass_through",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn of(function: &Function) -> Self {
        match function {
            Function::Share {} => Self::Share,
            Function::Percentage { .. } => Self::Percentage,
            Function::Rate { .. } => Self::Rate,
            Function::RateProduct { .. } => Self::RateProduct,
            Function::Steps { .. } => Self::Steps,
            Function::Fixed { .. } => Self::Fixed,
            Function::FixedPerParty { .. } => Self::FixedPerParty,
            Function::BasePlusVariable { .. } => Self::BasePlusVariable,
            Function::PassThrough { .. } => Self::PassThrough,
        }
    }

    /// Whether its measure can be fixed percentages, equal parts or last year: not when units are counted.
    pub fn may_be_fixed_shares(self) -> bool {
        !matches!(self, Self::Rate | Self::Steps)
    }

    /// Fixed and passed-on amounts compare nobody with anybody.
    pub fn has_measure(self) -> bool {
        !matches!(self, Self::Fixed | Self::FixedPerParty | Self::PassThrough)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_function_has_a_kind_with_a_code_of_its_own() {
        for kind in RuleKind::ALL {
            assert_eq!(RuleKind::from_code(kind.code()), Some(kind));
        }
    }
}
