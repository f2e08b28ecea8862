//! How Rust types are fields.

use crate::{FieldKind, Rule, Value};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use samverk_foundation::{Key, Ore};
use std::fmt;

/// A type that a question is answered with.
#[diagnostic::on_unimplemented(
    message = "no field kind for `{Self}`: use Line, Prose, Filled, Title, Lines, a number, a date, \
               Ore, Key, bool, one of `choices!`, or an Option of these"
)]
pub trait FieldType: Sized {
    /// `prefix` is the beginning of the texts of choices: `need-kind`.
    fn kind(prefix: &str) -> FieldKind;
    fn rules() -> Vec<Rule>;
    /// What a closed list is called in schemas.
    fn list() -> Option<&'static str> {
        None
    }
    /// Nothing when the value is of another kind, or missing and needed.
    fn read(value: &Value) -> Option<Self>;
    fn write(&self) -> Value;
}

/// A step of a scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scale<const FROM: i64, const TO: i64>(pub i64);

/// A whole number from the first to the last, which is written and not chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Whole<const FROM: i64, const TO: i64>(pub i64);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub Decimal);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(pub i32);

macro_rules! field_type {
    ([$($generics:tt)*] $name:ty, $kind:expr, $rules:expr, $pattern:pat => $read:expr, $own:ident => $write:expr) => {
        impl<$($generics)*> FieldType for $name {
            fn kind(_: &str) -> FieldKind {
                $kind
            }

            fn rules() -> Vec<Rule> {
                $rules
            }

            fn read(value: &Value) -> Option<Self> {
                match value {
                    $pattern => $read,
                    _ => None,
                }
            }

            fn write(&self) -> Value {
                let $own = self;
                $write
            }
        }
    };
}

field_type!(
    [] i64, FieldKind::Integer, vec![Rule::Filled],
    Value::Number(number) => whole(*number), own => Value::Number((*own).into())
);
field_type!(
    [const FROM: i64, const TO: i64] Scale<FROM, TO>,
    FieldKind::Scale { from: FROM, to: TO }, vec![Rule::Filled],
    Value::Number(number) => whole(*number).map(Self), own => Value::Number(own.0.into())
);
field_type!(
    [const FROM: i64, const TO: i64] Whole<FROM, TO>, FieldKind::Integer,
    vec![Rule::Filled, Rule::Between(Value::Number(FROM.into()), Value::Number(TO.into()))],
    Value::Number(number) => whole(*number).map(Self), own => Value::Number(own.0.into())
);
field_type!(
    [] Decimal, FieldKind::Decimal { unit: None }, vec![Rule::Filled],
    Value::Number(number) => Some(*number), own => Value::Number(*own)
);
field_type!(
    [] Percent, FieldKind::Percent, vec![Rule::Filled],
    Value::Number(number) => Some(Self(*number)), own => Value::Number(own.0)
);
field_type!(
    [] Year, FieldKind::Year, vec![Rule::Filled],
    Value::Number(number) => whole(*number).and_then(|year| year.try_into().ok()).map(Self),
    own => Value::Number(own.0.into())
);
field_type!(
    [] Ore, FieldKind::Amount, vec![Rule::Filled],
    Value::Ore(ore) => Some(*ore), own => Value::Ore(*own)
);
field_type!(
    [] NaiveDate, FieldKind::Date, vec![Rule::Filled],
    Value::Date(date) => Some(*date), own => Value::Date(*own)
);
field_type!(
    [] Key, FieldKind::Keyed, vec![Rule::Filled],
    Value::Key(key) => Some(key.clone()), own => Value::Key(own.clone())
);
field_type!(
    [] bool, FieldKind::YesNo, Vec::new(),
    yes @ (Value::Yes(_) | Value::Nothing) => Some(yes.as_yes()), own => Value::Yes(*own)
);

impl<const FROM: i64, const TO: i64> fmt::Display for Whole<FROM, TO> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

fn whole(number: Decimal) -> Option<i64> {
    number.is_integer().then(|| number.to_i64()).flatten()
}

impl<T: FieldType> FieldType for Option<T> {
    fn kind(prefix: &str) -> FieldKind {
        T::kind(prefix)
    }

    fn rules() -> Vec<Rule> {
        let mut rules = T::rules();
        rules.retain(|rule| *rule != Rule::Filled);
        rules
    }

    fn list() -> Option<&'static str> {
        T::list()
    }

    fn read(value: &Value) -> Option<Self> {
        match value.is_nothing() {
            true => Some(None),
            false => T::read(value).map(Some),
        }
    }

    fn write(&self) -> Value {
        self.as_ref().map(T::write).unwrap_or_default()
    }
}

#[cfg(test)]
#[path = "types_tests.rs"]
mod tests;
