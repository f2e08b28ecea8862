//! Disposing of cases: what is due is proposed by one person, reviewed by another, and then carried out, row by row.

mod carrying;
mod kind;
mod log;
mod page;
mod panel;

pub use carrying::{allow, run};
pub use kind::{DISPOSAL, Disposal, DisposalState};
pub use log::{DisposalLog, replay};

pub(crate) use carrying::why;
pub(crate) use page::{keep_case, reviewed_row, routes, rows_of};
pub(crate) use panel::panel;
