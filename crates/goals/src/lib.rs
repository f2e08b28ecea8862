//! What a collaboration wants and how it goes: plans with focus areas and effect goals per year,
//! versions and adoption, indicators with target paths, activities, strategy catalogues (G1, G2).

pub mod actions;
mod api;
pub mod bundle;
mod goal_standing;
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

pub use api::{Figure, READ, StandingState, WRITE, api};
pub use goal_standing::{GoalStanding, GoalState, count_states};
pub use pages::{CoveragePicture, coverage_pictures, indicator_picture, module, schedule_pictures};
pub use plan_scope::PlanScope;
pub use register::load_register;
pub use view::{IndicatorView, PlanView, load_decided_view, load_indicators, load_plan_view};

use samverk_database::{Migration, migration};

pub const MIGRATIONS: &[Migration] = &[migration!(400, "goals")];

samverk_foundation::ids!(ActivityId, CatalogueId, IndicatorId, PlanId);
