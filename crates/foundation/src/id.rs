//! One type for each kind of id, so that a group's id cannot be used as a plan's.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! ids {
    ($($name:ident),* $(,)?) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids!(
    ActivityId,
    AssessmentId,
    BudgetId,
    CatalogueId,
    CollaborationId,
    DistributionId,
    GroupId,
    IndicatorId,
    InvitationId,
    LadderId,
    ModelId,
    PartyId,
    PersonId,
    PlanId,
    SessionId,
);
