//! Processes: how cases of a sort are handled. The states and the ways between them are data of the party's own.

mod apply;
mod check;
mod kind;
mod panel;
mod picture;
mod rows;
mod shipped;

pub use apply::{asked_for, told_table};

pub use kind::{CASE_PROCESS, CaseProcess, HeldCaseProcess, ProcessStatus};
pub(crate) use panel::panel;
pub(crate) use picture::performer_words;
pub use rows::{
    CountedFrom, CountedIn, ExpectedDocument, Performer, ProcessDeadline, ProcessNotice,
    ProcessState, ProcessTask, Said, Transition, named,
};
pub use shipped::shipped;

use crate::versions;
use samverk_web::Route;

pub(crate) fn routes() -> Vec<Route> {
    [versions::routes::<CaseProcess>(), apply::routes()].concat()
}
