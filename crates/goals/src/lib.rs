//! What a collaboration wants and how it goes: plans with focus areas and effect goals per year,
//! versions and adoption, indicators with target paths, activities, strategy catalogues (G1, G2).

pub mod actions;
mod activities;
mod api;
pub mod bundle;
pub mod catalogues;
mod goal_standing;
mod ground;
mod groups;
mod indicators;
pub mod model;
mod pages;
mod plan_scope;
pub mod policy;
mod search;
pub mod store;
mod targets;
mod things;
mod told_fields;
mod view;

pub use activities::{ACTIVITY, Activity};
pub use api::{Figure, READ, StandingState, WRITE, api};
pub use goal_standing::{GoalStanding, GoalState, count_states};
pub use ground::PLAN;
pub use indicators::{INDICATOR, Indicator, Target};
pub use pages::{
    CoveragePicture, coverage_pictures, gantt_words, indicator_picture, inside_plan, module,
    schedule_pictures, version_name,
};
pub use plan_scope::PlanScope;
pub use targets::{PLAN_VERSION, version_of};
pub use things::plan_thing;
pub use view::{IndicatorView, PlanView, load_decided_view, load_indicators, load_plan_view};

use samverk_database::{Migration, Tx, migration};
use samverk_foundation::{Actor, Problem};
use samverk_kept::{AnyKind, Installation, load_shipped};

/// What is described once and belongs to no collaboration.
pub static SHARED_KINDS: &[&dyn AnyKind] = &[&catalogues::CATALOGUE];

/// What is described once and hangs on a plan.
pub static KINDS: &[&dyn AnyKind] = &[&INDICATOR, &ACTIVITY];

pub const MIGRATIONS: &[Migration] = &[
    migration!(400, "goals"),
    migration!(
        410,
        "activities_in_order",
        "CREATE INDEX activity_in_order ON activity (plan_id, position, id)"
    ),
    migration!(430, "catalogue_successor"),
    migration!(431, "indicator_targets"),
    migration!(
        440,
        "plan_version_comments_until",
        "ALTER TABLE plan_version ADD COLUMN comments_until {date}"
    ),
    // Parts of the plan that no version has any more.
    migration!(
        450,
        "activities_without_lost_areas",
        "UPDATE activity SET focus_area = NULL WHERE NOT EXISTS (SELECT 1 FROM plan_version \
         WHERE plan_version.plan_id = activity.plan_id \
         AND CAST(content AS TEXT) LIKE '%\"' || activity.focus_area || '\"%')"
    ),
    migration!(
        451,
        "activities_without_lost_goals",
        "UPDATE activity SET goal = NULL WHERE NOT EXISTS (SELECT 1 FROM plan_version \
         WHERE plan_version.plan_id = activity.plan_id \
         AND CAST(content AS TEXT) LIKE '%\"' || activity.goal || '\"%')"
    ),
    migration!(460, "sorted_lists"),
    migration!(470, "sorted_by_more"),
];

samverk_foundation::ids!(PlanId);

/// Adds the strategies that ship and are missing. One that is there is left as the administrator has it.
/// A single query when nothing is missing.
pub async fn load_register(tx: &Tx) -> Result<(), Problem> {
    let actor = Actor::System("register");
    let at = Installation::seen_by(&actor);
    load_shipped(tx, &actor, &at, &catalogues::CATALOGUE).await
}
