//! What is done with cases in their processes.

mod apply_version;
mod begin;
mod end_task;
mod enter;
mod name_initiative;
mod recount;
mod take_way;

pub use apply_version::{Applying, NUMBERS_MAX};
pub use begin::begin_process;
pub use end_task::end_task;
pub(super) use enter::{close, reopen};
pub use name_initiative::name_initiative;
pub(super) use recount::recount;
pub use take_way::{lacks, problem_of, take_way};

use crate::desk::RegistryDesk;
use crate::model::{Case, Standing};
use crate::processes::{CASE_PROCESS, HeldCaseProcess, Performer};
use samverk_database::Tx;
use samverk_foundation::{Problem, Role};
use uuid::Uuid;

/// The version in which a case stands. Fails with `case_without_process`.
pub async fn process_of(tx: &Tx, case: &Case) -> Result<(HeldCaseProcess, Standing), Problem> {
    let without = || Problem::conflict("case_without_process");
    let standing = case.standing.clone().ok_or_else(without)?;
    Ok((version(tx, standing.process).await?, standing))
}

async fn version(tx: &Tx, id: Uuid) -> Result<HeldCaseProcess, Problem> {
    let found = CASE_PROCESS.with_ids(tx, &[id]).await?.into_iter().next();
    // A version by which cases go is never removed.
    found.ok_or_else(|| Problem::internal(format!("the process {id} is gone")))
}

/// Whether somebody does what such a one does with the case.
pub fn may_perform(desk: &RegistryDesk, case: &Case, by: Performer) -> bool {
    let person = desk.roles().person();
    let is_officer = person.is_some() && case.officer == person;
    match by {
        Performer::Officer => is_officer || desk.may_register(),
        Performer::Registrar => desk.may_register(),
        Performer::Administrator => {
            let is_administrator = |role| role == Role::PartyAdministrator;
            desk.roles().any(is_administrator) || desk.is_program()
        }
    }
}

/// Fails with `forbidden`.
fn require(desk: &RegistryDesk, case: &Case, by: Performer) -> Result<(), Problem> {
    match may_perform(desk, case, by) {
        true => Ok(()),
        false => Err(Problem::forbidden()),
    }
}
