//! What a value should have been. Its code goes through serde's errors, which keep only words:
//! `D::Error::custom(Expected::Date)`, and is read back from them.

use std::fmt;

/// What should stand where something else did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Text,
    /// A text with something in it.
    Filled,
    WholeNumber,
    /// A whole number, from the first to the last.
    Between(i128, i128),
    /// An exact decimal in a text, with at most so many digits before and after the point.
    Decimal {
        whole: usize,
        part: usize,
    },
    /// Kronor in a text.
    Amount,
    Date,
    Moment,
    TrueOrFalse,
    List,
    Object,
    Uuid,
}

impl Expected {
    const PLAIN: [Self; 10] = [
        Self::Text,
        Self::Filled,
        Self::WholeNumber,
        Self::Amount,
        Self::Date,
        Self::Moment,
        Self::TrueOrFalse,
        Self::List,
        Self::Object,
        Self::Uuid,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Filled => "filled",
            Self::WholeNumber => "whole_number",
            Self::Between(..) => "between",
            Self::Decimal { .. } => "decimal",
            Self::Amount => "amount",
            Self::Date => "date",
            Self::Moment => "moment",
            Self::TrueOrFalse => "true_or_false",
            Self::List => "list",
            Self::Object => "object",
            Self::Uuid => "uuid",
        }
    }

    /// Reads what [`Display`](fmt::Display) writes.
    pub fn from_words(words: &str) -> Option<Self> {
        let mut parts = words.split(' ');
        let (code, first, second) = (parts.next()?, parts.next(), parts.next());
        match (code, first, second, parts.next()) {
            (_, None, ..) => Self::PLAIN.into_iter().find(|plain| plain.code() == code),
            ("between", Some(least), Some(most), None) => {
                Some(Self::Between(least.parse().ok()?, most.parse().ok()?))
            }
            ("decimal", Some(whole), Some(part), None) => {
                let (whole, part) = (whole.parse().ok()?, part.parse().ok()?);
                Some(Self::Decimal { whole, part })
            }
            _ => None,
        }
    }
}

/// For serde's errors; people read the text of the code.
impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Between(least, most) => write!(f, "{} {least} {most}", self.code()),
            Self::Decimal { whole, part } => write!(f, "{} {whole} {part}", self.code()),
            _ => f.write_str(self.code()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Expected;

    #[test]
    fn what_is_written_is_read_back() {
        let whole_and_part = Expected::Decimal { whole: 15, part: 3 };
        let others = [Expected::Between(-1, 2999), whole_and_part];
        for expected in Expected::PLAIN.into_iter().chain(others) {
            assert_eq!(Expected::from_words(&expected.to_string()), Some(expected));
        }
        for wrong in [
            "",
            "dates",
            "date date",
            "between 1",
            "between 1 2 3",
            "decimal x 1",
        ] {
            assert_eq!(Expected::from_words(wrong), None, "{wrong}");
        }
    }
}
