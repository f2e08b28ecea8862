//! Texts as types: how long they may be, how they are asked for, and whether they must say something.

use crate::{FieldKind, FieldType, PatternName, Rule, Value};
use samverk_foundation::text::NAME_MAX;
use std::fmt;
use std::ops::Deref;

/// A text that may be left out. With [`Filled`] it may not.
pub trait FreeText: FieldType {}

macro_rules! text_type {
    ($(#[$about:meta])* [$($generics:tt)*] $name:ident [$($arguments:tt)*], $kind:expr, $rules:expr) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name $($generics)* (pub String);

        impl $($generics)* FieldType for $name $($arguments)* {
            fn kind(_: &str) -> FieldKind {
                $kind
            }

            fn rules() -> Vec<Rule> {
                $rules
            }

            fn read(value: &Value) -> Option<Self> {
                match value {
                    Value::Text(text) => Some(Self(text.clone())),
                    Value::Nothing => Some(Self(String::new())),
                    _ => None,
                }
            }

            fn write(&self) -> Value {
                Value::Text(self.0.clone())
            }
        }

        impl $($generics)* FreeText for $name $($arguments)* {}

        impl $($generics)* Deref for $name $($arguments)* {
            type Target = str;
            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl $($generics)* From<String> for $name $($arguments)* {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl $($generics)* From<&str> for $name $($arguments)* {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl $($generics)* fmt::Display for $name $($arguments)* {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_type!(
    /// A text of one line.
    [] Line [], FieldKind::Line, Vec::new()
);

text_type!(
    /// What a thing is called: one line of at most 500 characters.
    [] Name [], FieldKind::Line, vec![Rule::Longest(u32::try_from(NAME_MAX).unwrap_or(u32::MAX))]
);

text_type!(
    /// An hour and a minute: `09:30`.
    [] TimeOfDay [], FieldKind::Line, vec![Rule::Matches(PatternName::TimeOfDay)]
);

text_type!(
    /// An address of the web: `https://exempel.se/rum`.
    [] WebAddress [], FieldKind::Line, vec![Rule::Matches(PatternName::WebAddress)]
);

text_type!(
    /// A number of an organisation: ten digits, of which the last is a check.
    [] OrganisationNumber [], FieldKind::Line, vec![Rule::Matches(PatternName::OrganisationNumber)]
);

text_type!(
    /// A text of several lines, in a field of so many rows.
    [<const ROWS: u8>] Prose [<ROWS>], FieldKind::Prose { rows: ROWS }, Vec::new()
);

/// Several short texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lines(pub Vec<String>);

impl FieldType for Lines {
    fn kind(_: &str) -> FieldKind {
        FieldKind::Lines
    }

    fn rules() -> Vec<Rule> {
        Vec::new()
    }

    fn read(value: &Value) -> Option<Self> {
        let text = |part: &Value| match part {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        value
            .parts()
            .iter()
            .map(text)
            .collect::<Option<_>>()
            .map(Self)
    }

    fn write(&self) -> Value {
        let lines = self.0.iter();
        Value::Several(lines.map(|line| Value::Text(line.clone())).collect())
    }
}

impl FreeText for Lines {}

impl Deref for Lines {
    type Target = [String];
    fn deref(&self) -> &[String] {
        &self.0
    }
}

/// A text that says something.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Filled<T>(pub T);

/// What a thing must be called.
pub type Title = Filled<Name>;

impl<T: FreeText> FieldType for Filled<T> {
    fn kind(prefix: &str) -> FieldKind {
        T::kind(prefix)
    }

    fn rules() -> Vec<Rule> {
        let mut rules = vec![Rule::Filled];
        rules.extend(T::rules());
        rules
    }

    /// What was kept before it had to say something can still be read: that it does is a rule.
    fn read(value: &Value) -> Option<Self> {
        T::read(value).map(Self)
    }

    fn write(&self) -> Value {
        self.0.write()
    }
}

impl<T> Deref for Filled<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: From<String>> From<String> for Filled<T> {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl<'t, T: From<&'t str>> From<&'t str> for Filled<T> {
    fn from(text: &'t str) -> Self {
        Self(text.into())
    }
}

impl<T: fmt::Display> fmt::Display for Filled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
