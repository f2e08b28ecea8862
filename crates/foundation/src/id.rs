//! One type for each kind of id, so that a group's id cannot be used as a plan's.

/// Makes types of ids: `ids!(GroupId, LadderId)`. The crate needs `serde` and `uuid`.
#[macro_export]
macro_rules! ids {
    ($($name:ident),* $(,)?) => {$(
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids!(CollaborationId, PartyId, PersonId, SessionId);
