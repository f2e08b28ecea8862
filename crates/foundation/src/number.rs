//! Numbers as Swedish readers write and read them: `4 361 000`, `38,00 %`.

use crate::Problem;
use rust_decimal::Decimal;

/// Reads `1 234,5`, `1234.5` and `-3`. Spaces of every kind group digits. Fails with `number_invalid`.
pub fn parse_decimal(text: &str) -> Result<Decimal, Problem> {
    let wrong = || Problem::invalid("number_invalid").with("value", text);
    let plain: String = text
        .trim()
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            ',' => '.',
            '\u{2212}' => '-',
            other => other,
        })
        .collect();
    let digits = plain.strip_prefix('-').unwrap_or(&plain);
    let ordinary = digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.chars().any(|c| c.is_ascii_digit());
    if !ordinary {
        return Err(wrong());
    }
    Decimal::from_str_exact(&plain).map_err(|_| wrong())
}

/// `4361000` → `4 361 000`, with spaces that do not break.
pub fn format_integer(number: i64) -> String {
    let sign = if number < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}", group_digits(&number.unsigned_abs().to_string()))
}

/// A decimal with a comma and as many decimals as it has: `0,5`, `1 234,56`.
pub fn format_decimal(number: Decimal) -> String {
    let text = number.abs().normalize().to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if number.is_sign_negative() && !number.is_zero() {
        "\u{2212}"
    } else {
        ""
    };
    let comma = if decimals.is_empty() { "" } else { "," };
    format!("{sign}{}{comma}{decimals}", group_digits(whole))
}

/// `38` → `38,00 %`: at least two decimals, more when the number has more.
pub fn format_percent(percent: Decimal) -> String {
    let text = format_decimal(percent);
    let decimals = text
        .split_once(',')
        .map_or(0, |(_, decimals)| decimals.len());
    let comma = if decimals == 0 { "," } else { "" };
    let zeros = "0".repeat(2_usize.saturating_sub(decimals));
    format!("{text}{comma}{zeros}\u{a0}%")
}

/// Puts a space that does not break between groups of three digits.
pub(crate) fn group_digits(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('\u{a0}');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_has_two_decimals_or_more() {
        assert_eq!(format_percent(Decimal::new(38, 0)), "38,00\u{a0}%");
        assert_eq!(format_percent(Decimal::new(190, 2)), "1,90\u{a0}%");
        assert_eq!(format_percent(Decimal::new(12345, 3)), "12,345\u{a0}%");
    }

    #[test]
    fn decimals_are_read_with_comma_or_point() {
        assert_eq!(parse_decimal("1 234,50").unwrap(), Decimal::new(123_450, 2));
        assert!(parse_decimal("1.2.3").is_err());
        assert!(parse_decimal("1e3").is_err());
    }
}
