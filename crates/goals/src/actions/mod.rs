//! The only way to change anything here: load, authorise, decide, save, record an event.
//! Saving what already stands changes and records nothing.

mod add_goals;
mod adopt_plan;
mod edit_content;
mod keep_parts;
mod move_version;
mod open_plan;
mod put_version;
mod record_measurement;
mod remove_plan;
mod save_focus_area;
mod save_goal;
mod save_texts;
mod withdraw_adoption;

pub use add_goals::{NewGoal, add_goals};
pub use adopt_plan::{AdoptPlan, adopt_plan, keep_what_was_adopted};
pub(crate) use keep_parts::keep_named_parts;
pub use move_version::{
    discard_version, new_version, publish_version, return_to_draft, send_for_comment,
};
pub use open_plan::{PlanFacts, open_plan, save_plan};
pub(crate) use put_version::bring_version;
pub use put_version::{VersionDraft, put_version};
pub use record_measurement::{
    MeasurementDraft, own_parties, record_measurement, record_measurements,
};
pub use remove_plan::{check_removable, remove_plan};
pub use save_focus_area::{FocusAreaDraft, remove_focus_area, save_focus_area};
pub use save_goal::{GoalDraft, remove_goal, save_goal};
pub use save_texts::{TextsDraft, save_texts};
pub use withdraw_adoption::{former_version, withdraw_plan_adoption};

use samverk_foundation::Key;

/// A key from a name that is not among those that are taken.
fn free_key<'k>(name: &str, taken: impl Iterator<Item = &'k Key> + Clone) -> Key {
    let short: String = name.chars().take(60).collect();
    let wanted = Key::from_name(&short);
    let is_free =
        |key: &Key| crate::model::check_key(key).is_ok() && taken.clone().all(|k| k != key);
    if is_free(&wanted) {
        return wanted;
    }
    let mut number = 2;
    while !is_free(&wanted.numbered(number)) {
        number += 1;
    }
    wanted.numbered(number)
}

/// Puts an item at a place counted from 1, or last.
fn place<T>(list: &mut Vec<T>, item: T, position: Option<usize>) {
    let index = position.map_or(list.len(), |position| position.saturating_sub(1));
    list.insert(index.min(list.len()), item);
}
