//! What a collaboration wants and how it goes: plans with focus areas and effect goals per year,
//! versions and adoption, indicators with target paths, activities, strategy catalogues (G1, G2).

pub mod actions;
mod activities;
mod api;
pub mod bundle;
mod goal_standing;
mod ground;
mod groups;
pub mod model;
mod pages;
mod plan_scope;
pub mod policy;
mod register;
mod search;
pub mod store;
mod told_fields;
mod view;

pub use activities::{ACTIVITY, Activity};
pub use api::{Figure, READ, StandingState, WRITE, api};
pub use goal_standing::{GoalStanding, GoalState, count_states};
pub use ground::PLAN;
pub use pages::{CoveragePicture, coverage_pictures, indicator_picture, module, schedule_pictures};
pub use plan_scope::PlanScope;
pub use register::load_register;
pub use view::{IndicatorView, PlanView, load_decided_view, load_indicators, load_plan_view};

use samverk_database::{Migration, migration};
use samverk_kept::AnyKind;

/// What is described once and hangs on a plan.
pub static KINDS: &[&dyn AnyKind] = &[&ACTIVITY];

pub const MIGRATIONS: &[Migration] = &[
    migration!(400, "goals"),
    migration!(
        410,
        "activities_in_order",
        "CREATE INDEX activity_in_order ON activity (plan_id, position, id)"
    ),
];

samverk_foundation::ids!(CatalogueId, IndicatorId, PlanId);
