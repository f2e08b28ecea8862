//! Plain data and rules, without IO.

mod catalogue;
mod check;
mod choices;
mod content;
mod coverage;
mod difference;
mod figure;
mod hints;
mod jump;
mod measurement;
mod path;
mod plan;
mod reference;
mod shown_version;
mod standing;

pub use catalogue::{GoalName, GoalNames};
pub use check::check_content;
pub(crate) use check::{check_key, check_text};
pub use choices::{ActivityStatus, Direction, VersionStatus};
pub use content::{FocusArea, Goal, GoalYear, NamedText, PlanContent, TitledText};
pub use coverage::{CoveredGoal, Lineage, Service, coverage};
pub use difference::{
    Change, Difference, ItemChange, Label, LineChange, Part, Piece, difference, text_difference,
};
pub use figure::{check_figure, plain};
pub use hints::{GoalHint, goal_hints};
pub use jump::jumps;
pub use measurement::Measurement;
pub use path::{PathPoint, TargetPath};
pub use plan::{Plan, PlanVersion, VersionSummary};
pub use reference::GoalRef;
pub use shown_version::{foremost, in_force};
pub use standing::{Reason, Standing, State, standing};
