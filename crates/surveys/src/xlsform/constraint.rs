//! What an answer must be, as XLSForm writes it in `constraint`: `. >= 0 and . <= 10` and no more.

use rust_decimal::Decimal;
use samverk_fields::{FieldKind, Rule, Value, plain};
use samverk_foundation::Ore;

/// Nothing for what says more than two bounds, or bounds of something that is no number.
pub(super) fn read(text: &str, kind: &FieldKind) -> Option<Rule> {
    let (mut least, mut most) = (None, None);
    for part in text.split(" and ") {
        let part = part
            .trim()
            .trim_start_matches('(')
            .trim_end_matches(')')
            .trim();
        let rest = part.strip_prefix('.')?.trim_start();
        let sign: String = rest.chars().take_while(|c| "<>=".contains(*c)).collect();
        let number = Decimal::from_str_exact(rest.get(sign.len()..)?.trim()).ok()?;
        // Beyond a number is from the next one on, where there is a next.
        let one = match (kind, sign.as_str()) {
            (_, ">=" | "<=") => Decimal::ZERO,
            (FieldKind::Integer | FieldKind::Year, ">" | "<") => Decimal::ONE,
            _ => return None,
        };
        let place = if sign.starts_with('>') {
            &mut least
        } else {
            &mut most
        };
        let bound = match sign.starts_with('>') {
            true => number.checked_add(one)?,
            false => number.checked_sub(one)?,
        };
        if place.replace(bound).is_some() {
            return None;
        }
    }
    let value = |bound: Option<Decimal>| -> Option<Value> {
        Some(match (bound, kind) {
            (None, _) => Value::Nothing,
            (Some(bound), FieldKind::Amount) => {
                let ore = bound.checked_mul(Decimal::ONE_HUNDRED)?;
                Value::Ore(Ore(i64::try_from(ore.round()).ok()?))
            }
            (Some(bound), FieldKind::Integer | FieldKind::Decimal { .. } | FieldKind::Year) => {
                Value::Number(bound.normalize())
            }
            _ => return None,
        })
    };
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        return None;
    }
    Some(Rule::Between(value(least)?, value(most)?))
}

/// Nothing for rules that XLSForm has no simple words for.
pub(super) fn written(rules: &[Rule]) -> Option<String> {
    let number = |value: &Value| match value {
        Value::Number(number) => Some(plain(*number)),
        Value::Ore(ore) => Some(plain(Decimal::new(ore.0, 2).normalize())),
        _ => None,
    };
    let mut bounds = Vec::new();
    for rule in rules {
        match rule {
            Rule::Filled => {}
            Rule::Between(least, most) => {
                bounds.extend(number(least).map(|number| format!(". >= {number}")));
                bounds.extend(number(most).map(|number| format!(". <= {number}")));
            }
            _ => return None,
        }
    }
    Some(bounds.join(" and "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_and_written() {
        let integer = FieldKind::Integer;
        let between = |least: i64, most: i64| {
            Rule::Between(Value::Number(least.into()), Value::Number(most.into()))
        };
        assert_eq!(read(". >= 0 and . <= 10", &integer), Some(between(0, 10)));
        assert_eq!(read(".>0 and .<11", &integer), Some(between(1, 10)));
        assert_eq!(written(&[between(0, 10)]).unwrap(), ". >= 0 and . <= 10");
        for more in [
            "regex(., 'a')",
            ". > 1.5 and . != 3",
            "${a} > 3",
            ". >= 9 and . <= 1",
            "",
        ] {
            assert_eq!(read(more, &integer), None, "{more}");
        }
        assert_eq!(read(". > 1", &FieldKind::Decimal { unit: None }), None);
    }
}
