//! Cases in their processes: where one stands, what is to be done, and the ways on.

mod choose;
mod initiative;
mod section;
mod task;
mod way;

pub(super) use section::section;

use crate::policy::Action;
use samverk_foundation::interned;
use samverk_web::{Policy, Route};

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
