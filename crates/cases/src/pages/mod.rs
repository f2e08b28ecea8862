//! The pages of cases. A registry's own page is the list of its cases.

mod documents;
mod forms;
mod handing;
mod history;
mod import;
mod letter;
mod one;
pub(crate) mod papers;
mod processes;
mod protect;
mod public;
mod readings;
mod registry;
mod release;
mod report;
mod request;
mod share;
mod shared;
mod steps;
mod token;

pub use history::{event_actor, event_words};

pub(crate) use handing::{Holding, holdings, open as open_handing};

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
    let imports = Policy::Action(Action::Import.code());
    let releases = Policy::Action(Action::Release.code());
    let hands_over = Policy::Action(Action::HandOver.code());
    let reports = Policy::Action(Action::Report.code());
    let protects = Policy::Action(Action::Protect.code());
    let of_one = vec![
        Route::get(handing::ALL, hands_over, handing::list),
        Route::get(handing::ONE, hands_over, handing::show),
        Route::post(handing::ONE, hands_over, handing::send),
        Route::get(registry, Policy::Public, registry::show),
        Route::get(at("/offentligt/{case}"), Policy::Public, public::show),
        Route::get(
            at("/offentligt/{case}/{number}/{name}"),
            Policy::Public,
            public::fetch,
        ),
        Route::get(at("/begar"), Policy::Public, request::ask),
        Route::post(at("/begar"), Policy::Public, request::send),
        Route::get(at("/begart/{case}"), Policy::Public, request::asked),
        Route::get(at("/arenden/ny"), registers, forms::new),
        Route::post(at("/arenden/ny"), registers, forms::add),
        Route::get(at("/importera"), imports, import::ask),
        Route::post(at("/importera"), imports, import::send),
        Route::get(at("/registerutdrag"), reports, report::ask),
        Route::post(at("/registerutdrag"), reports, report::send),
        Route::get(one("/registerutdrag"), reports, report::show),
        Route::get(at("/lista.csv"), reads, import::fetch),
        Route::get(one(""), reads, one::show),
        Route::get(one("/redigera"), registers, forms::edit),
        Route::post(one("/redigera"), registers, forms::save),
        Route::get(one("/handlingar/ny"), registers, documents::new),
        Route::post(one("/handlingar/ny"), registers, documents::add),
        Route::get(one("/handlingar/{number}"), registers, documents::edit),
        Route::post(one("/handlingar/{number}"), registers, documents::save),
        Route::get(one("/epost"), registers, letter::ask),
        Route::post(one("/epost"), registers, letter::send),
        Route::get(one("/delning"), registers, share::list),
        Route::get(one("/delning/ny"), registers, share::new),
        Route::post(one("/delning/ny"), registers, share::add),
        Route::get(one("/delning/{grant}/avsluta"), registers, share::ask_end),
        Route::post(one("/delning/{grant}/avsluta"), registers, share::end),
        Route::get(
            one("/lasningar"),
            Policy::Action(Action::Readings.code()),
            readings::list,
        ),
        Route::get("/aktorer/{party}/delade-arenden", reads, shared::list),
        Route::get(
            "/aktorer/{party}/delade-arenden/{grant}",
            reads,
            shared::show,
        ),
        Route::get(
            "/aktorer/{party}/delade-arenden/{grant}/handlingar/{number}/{name}",
            reads,
            shared::fetch,
        ),
        Route::get(one("/handlingar/{number}/slapp"), releases, release::ask),
        Route::post(one("/handlingar/{number}/slapp"), releases, release::send),
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
    let protection = protect::Step::ALL.into_iter().flat_map(|step| {
        [
            Route::get(one(step.rest()), protects, move |state, ui, address| {
                protect::show(step, state, ui, address)
            }),
            Route::post(
                one(step.rest()),
                protects,
                move |state, ui, address, values| protect::submit(step, state, ui, address, values),
            ),
        ]
    });
    let of_processes = [processes::routes(), papers::routes()].concat();
    of_one
        .into_iter()
        .chain(steps)
        .chain(protection)
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
