//! Closed lists as Rust types, with their codes in files and in the database.

use crate::{Choices, FieldKind, FieldType, Rule, Value};
use samverk_foundation::Problem;

/// A type that is one of a closed list. `choices!` makes them.
pub trait Chosen: Copy + 'static {
    /// Code and value of each, in the order they are shown.
    const ALL: &'static [(&'static str, Self)];
    /// The name of the type, for schemas.
    const NAME: &'static str;
    fn code(self) -> &'static str;
}

/// Fails with `choice_invalid`.
pub fn chosen<T: Chosen>(code: &str) -> Result<T, Problem> {
    find(code).ok_or_else(|| Problem::invalid("choice_invalid").with("value", code))
}

fn find<T: Chosen>(code: &str) -> Option<T> {
    let found = T::ALL.iter().find(|(known, _)| *known == code);
    found.map(|(_, value)| *value)
}

fn choices<T: Chosen>(prefix: &str) -> Choices {
    Choices::of(prefix, T::ALL.iter().map(|(code, _)| *code))
}

impl<T: Chosen> FieldType for T {
    fn kind(prefix: &str) -> FieldKind {
        FieldKind::Choice(choices::<T>(prefix))
    }

    fn rules() -> Vec<Rule> {
        vec![Rule::Filled]
    }

    fn list() -> Option<&'static str> {
        Some(T::NAME)
    }

    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Code(code) => find(code),
            _ => None,
        }
    }

    fn write(&self) -> Value {
        Value::Code(self.code().to_owned())
    }
}

impl<T: Chosen> FieldType for Vec<T> {
    fn kind(prefix: &str) -> FieldKind {
        FieldKind::Several(choices::<T>(prefix))
    }

    fn rules() -> Vec<Rule> {
        vec![Rule::Filled, Rule::Distinct]
    }

    fn read(value: &Value) -> Option<Self> {
        value.parts().iter().map(T::read).collect()
    }

    fn write(&self) -> Value {
        Value::Several(self.iter().map(T::write).collect())
    }
}

/// Makes a type of a closed list: `choices!(Reach { National = "national", Local = "local" })`. The
/// crate needs `serde` and `schemars`.
#[macro_export]
macro_rules! choices {
    ($(#[$about:meta])* $name:ident { $($(#[$one:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, schemars::JsonSchema,
        )]
        pub enum $name { $($(#[$one])* #[serde(rename = $code)] $variant),* }

        #[allow(dead_code, reason = "not every list is asked for everything")]
        impl $name {
            /// Code and value of each, in the order they are shown.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($code, Self::$variant)),*];

            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// Fails with `choice_invalid`.
            pub fn from_code(code: &str) -> Result<Self, $crate::foundation::Problem> {
                $crate::chosen(code)
            }
        }

        impl $crate::Chosen for $name {
            const ALL: &'static [(&'static str, Self)] = Self::ALL;
            const NAME: &'static str = stringify!($name);

            fn code(self) -> &'static str {
                self.code()
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    choices!(
        /// What a need is seen as.
        NeedKind {
            /// Hard.
            Challenge = "challenge",
            Need = "need",
        }
    );

    #[test]
    fn a_choice_has_its_code_everywhere() {
        assert_eq!(NeedKind::from_code("need"), Ok(NeedKind::Need));
        let wrong = NeedKind::from_code("Need").unwrap_err();
        assert_eq!((wrong.code, wrong.values.len()), ("choice_invalid", 1));
        assert_eq!(serde_json::to_string(&NeedKind::Need).unwrap(), "\"need\"");
        assert_eq!(
            NeedKind::read(&NeedKind::Challenge.write()),
            Some(NeedKind::Challenge)
        );
        assert_eq!(NeedKind::read(&Value::Text("need".to_owned())), None);
        let several = vec![NeedKind::Need, NeedKind::Challenge];
        assert_eq!(Vec::<NeedKind>::read(&several.write()), Some(several));
        assert_eq!(Vec::<NeedKind>::read(&Value::Nothing), Some(Vec::new()));
    }
}
