//! The pages of cases. A registry's own page is the list of its cases.

mod documents;
mod forms;
mod history;
mod one;
mod processes;
mod registry;
mod steps;

use crate::model::{CaseStatus, Step};
use crate::policy::Action;
use samverk_foundation::interned;
use samverk_web::{Policy, Route, Tone, Ui};

pub(crate) fn routes() -> Vec<Route> {
    let registry = "/aktorer/{party}/diarier/{thing}";
    let at = |rest: &str| interned(format!("{registry}{rest}"));
    let one = |rest: &str| at(&format!("/arenden/{{case}}{rest}"));
    let reads = Policy::Action(Action::Read.code());
    let registers = Policy::Action(Action::Register.code());
    let of_one = vec![
        Route::get(registry, Policy::Public, registry::show),
        Route::get(at("/arenden/ny"), registers, forms::new),
        Route::post(at("/arenden/ny"), registers, forms::add),
        Route::get(one(""), reads, one::show),
        Route::get(one("/redigera"), registers, forms::edit),
        Route::post(one("/redigera"), registers, forms::save),
        Route::get(one("/handlingar/ny"), registers, documents::new),
        Route::post(one("/handlingar/ny"), registers, documents::add),
        Route::get(one("/handlingar/{number}"), registers, documents::edit),
        Route::post(one("/handlingar/{number}"), registers, documents::save),
    ];
    let steps = [
        (Step::Close, "/avsluta"),
        (Step::Reopen, "/ateruppta"),
        (Step::Void, "/makulera"),
    ];
    let steps = steps.into_iter().flat_map(|(step, rest)| {
        [
            Route::get(one(rest), registers, move |state, ui, address| {
                steps::show(step, state, ui, address)
            }),
            Route::post(one(rest), registers, move |state, ui, address, values| {
                steps::submit(step, state, ui, address, values)
            }),
        ]
    });
    let of_processes = processes::routes();
    of_one
        .into_iter()
        .chain(steps)
        .chain(of_processes)
        .collect()
}

/// How a status is shown.
fn status_words(ui: &Ui, status: CaseStatus) -> (Tone, String) {
    let tone = match status {
        CaseStatus::Open => Tone::Good,
        CaseStatus::Closed => Tone::Neutral,
        CaseStatus::Void => Tone::Warning,
    };
    (tone, ui.kind_name("case-status-", status.code()))
}
