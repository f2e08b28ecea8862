//! The only way to change anything here: load, authorise, decide, save, record an event.

mod save_collaboration;

pub use save_collaboration::{SaveCollaboration, open_collaboration, save_collaboration};
