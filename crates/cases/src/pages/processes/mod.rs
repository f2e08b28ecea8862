//! Cases in their processes: where one stands, what is to be done, and the ways on.

mod choose;
mod initiative;
mod section;
mod task;
mod way;

pub(super) use choose::offered;
pub(super) use section::section;

use crate::desk::RegistryDesk;
use crate::model::Case;
use crate::policy::Action;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, interned};
use samverk_web::{FormPage, PageResult, Policy, Route, Values, redirect_with_notice};

/// Party, registry and case.
type Address = (String, String, String);

/// An open case, for those who register. Fails with `forbidden`, or when it is closed or void.
async fn open(
    tx: &Tx,
    actor: &Actor,
    (party, registry, case): &Address,
) -> Result<(RegistryDesk, Case), Problem> {
    let desk = RegistryDesk::find_to_read(tx, actor, party, registry).await?;
    desk.require_register()?;
    let case = desk.case(tx, case).await?;
    case.require_open()?;
    Ok((desk, case))
}

/// Back to the case with what was done, or the form again with what is wrong.
async fn settle<T>(
    tx: Tx,
    (desk, case): (&RegistryDesk, &Case),
    done: Result<T, Problem>,
    (page, values): (FormPage, Values),
) -> PageResult {
    match done {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.case_href(case, ""), "saved"))
        }
        Err(problem) => page.refuse(values, problem),
    }
}

pub(super) fn routes() -> Vec<Route> {
    let one = |rest: &str| {
        interned(format!(
            "/aktorer/{{party}}/diarier/{{thing}}/arenden/{{case}}{rest}"
        ))
    };
    let registers = Policy::Action(Action::Register.code());
    let moves = Policy::Action(Action::Move.code());
    vec![
        Route::get(one("/process"), registers, choose::show),
        Route::post(one("/process"), registers, choose::submit),
        Route::get(one("/initiativ"), registers, initiative::show),
        Route::post(one("/initiativ"), registers, initiative::submit),
        Route::get(one("/vag/{way}"), moves, way::show),
        Route::post(one("/vag/{way}"), moves, way::submit),
        Route::get(one("/uppgifter/{task}"), moves, task::show),
        Route::post(one("/uppgifter/{task}"), moves, task::submit),
    ]
}
