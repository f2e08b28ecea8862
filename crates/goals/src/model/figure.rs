use rust_decimal::Decimal;
use samverk_foundation::Problem;

const FIGURE_MAX: i64 = 1_000_000_000_000;
const DECIMALS_MAX: u32 = 6;

/// A figure that the arithmetic of target paths can carry, without zeros at its end.
/// Fails with `figure_too_large` from 10¹² or with more than six decimals.
pub fn check_figure(value: Decimal) -> Result<Decimal, Problem> {
    let value = value.normalize();
    if value.abs() >= Decimal::from(FIGURE_MAX) || value.scale() > DECIMALS_MAX {
        return Err(Problem::invalid("figure_too_large").with("value", value));
    }
    Ok(value)
}

/// A figure in files and forms: a point, no groups, no zeros at its end.
pub fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}
