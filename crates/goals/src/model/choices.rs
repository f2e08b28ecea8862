//! The closed lists of the field, with their codes in files and in the database.

use samverk_foundation::Problem;
use serde::{Deserialize, Serialize};

macro_rules! choices {
    ($(#[$about:meta])* $name:ident { $($(#[$one:meta])* $variant:ident = $code:literal),* $(,)? }) => {
        $(#[$about])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            schemars::JsonSchema,
        )]
        pub enum $name { $($(#[$one])* #[serde(rename = $code)] $variant),* }

        impl $name {
            /// Code and value of each, in the order they are shown.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($code, Self::$variant)),*];

            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// Fails with `choice_invalid`.
            pub fn from_code(code: &str) -> Result<Self, Problem> {
                Self::ALL
                    .iter()
                    .find(|(known, _)| *known == code)
                    .map(|(_, value)| *value)
                    .ok_or_else(|| Problem::invalid("choice_invalid").with("value", code))
            }
        }
    };
}

choices!(
    /// The life of a plan's version.
    VersionStatus {
        /// Being written; the only status in which the text can change.
        Draft = "draft",
        /// Out for comment.
        Consultation = "consultation",
        Adopted = "adopted",
        /// A later version was adopted instead.
        Superseded = "superseded",
    }
);

impl VersionStatus {
    /// Whether a decision has been made on the text, so that it never changes again.
    pub fn is_locked(self) -> bool {
        matches!(self, Self::Adopted | Self::Superseded)
    }
}

choices!(
    /// Which way an indicator should go.
    Direction {
        /// More is better.
        Up = "up",
        /// Less is better.
        Down = "down",
    }
);

choices!(ActivityStatus {
    Planned = "planned",
    Ongoing = "ongoing",
    Done = "done",
    Stopped = "stopped",
});
