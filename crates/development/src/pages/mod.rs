//! The pages that the machine does not make: what is done with a need, and the picture of the risks.

mod handover;
mod join;
mod merge;
mod need;
mod need_parts;
mod needs;
mod raise;
mod risks;
mod split;
mod visit;

pub(crate) use needs::{TOLD_OF_NEEDS, beside_needs, keys_of};
pub(crate) use risks::{TOLD_OF_RISKS, beside_risks};

use crate::policy::{JOIN, RAISE};
use samverk_web::{Policy, Route};

const SAVE: Policy = Policy::Action("need.save");
const READ_RISKS: Policy = Policy::Action("risk.read");

/// A form at an address below that of a need.
macro_rules! form {
    ($address:literal, $policy:expr, $page:ident :: $show:ident, $submit:ident) => {
        [
            Route::get(
                concat!("/samverkan/{collaboration}/behov/{thing}/", $address),
                $policy,
                $page::$show,
            ),
            Route::post(
                concat!("/samverkan/{collaboration}/behov/{thing}/", $address),
                $policy,
                $page::$submit,
            ),
        ]
    };
}

pub(crate) fn routes() -> Vec<Route> {
    let page = [
        Route::get(
            "/samverkan/{collaboration}/behov/{thing}",
            Policy::Public,
            need::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/behov/ta-upp",
            RAISE,
            raise::show,
        ),
        Route::post(
            "/samverkan/{collaboration}/behov/ta-upp",
            RAISE,
            raise::submit,
        ),
        Route::get(
            "/samverkan/{collaboration}/risker/matris",
            READ_RISKS,
            risks::show,
        ),
    ];
    let forms = [
        form!("instamma", JOIN, join::show, submit),
        form!("ta-tillbaka", JOIN, join::confirm, withdraw),
        form!("lamna-over", SAVE, handover::show, submit),
        form!("svar", SAVE, handover::show_answer, submit_answer),
        form!("sla-samman", SAVE, merge::show, submit),
        form!("skilj", SAVE, merge::confirm, part),
        form!("dela", SAVE, split::show, submit),
    ];
    page.into_iter()
        .chain(forms.into_iter().flatten())
        .collect()
}
