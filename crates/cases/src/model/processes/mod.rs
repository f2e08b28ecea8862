//! Cases in processes, as plain data and pure rules.

mod applying;
mod difference;
mod lacking;
mod standing;
mod tasks;

pub use applying::{Applied, Places, applied, check_places, gone};
pub use difference::{Difference, Differs, ProcessPart, differences};
pub use lacking::{Lacking, Shown, is_it, lacking};
pub use standing::Standing;
pub use tasks::{CaseTask, NewTask, TaskSort, TaskStatus, Visit, begun, recounted};
