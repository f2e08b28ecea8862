//! The pages of a meeting; lists and forms are the machine's.

mod agenda;
mod announce;
mod announcement;
mod answer;
mod call;
mod matter_view;
mod meeting;
mod who;
mod words;

pub(crate) use matter_view::{Looking, MatterView};
pub(crate) use meeting::{adjusters, corrections, present, told};
pub(crate) use words::when;

use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_kept::{Beside, Ground, Later};
use samverk_web::{Policy, Route, Ui};

pub(crate) fn routes() -> Vec<Route> {
    let save = Policy::Action("matter.save");
    vec![
        Route::get(
            "/samverkan/{collaboration}/moten/{thing}",
            Policy::Public,
            meeting::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/anslag/{thing}",
            Policy::Public,
            announcement::show,
        ),
        Route::post(
            "/samverkan/{collaboration}/moten/{thing}/dagordning",
            save,
            agenda::add,
        ),
        Route::post(
            "/samverkan/{collaboration}/moten/{thing}/dagordning/vantande",
            save,
            agenda::take_up,
        ),
        Route::get(
            "/samverkan/{collaboration}/moten/{thing}/anslag",
            Policy::Action("announcement.save"),
            announce::ask,
        ),
        Route::post(
            "/samverkan/{collaboration}/moten/{thing}/anslag",
            Policy::Action("announcement.save"),
            announce::announce,
        ),
        Route::get(
            "/samverkan/{collaboration}/moten/{thing}/kallelse",
            Policy::Action("meeting.save"),
            call::ask,
        ),
        Route::post(
            "/samverkan/{collaboration}/moten/{thing}/kallelse",
            Policy::Action("meeting.save"),
            call::call,
        ),
        Route::get(
            "/samverkan/{collaboration}/moten/{thing}/svar",
            Policy::SignedIn,
            answer::ask,
        ),
        Route::post(
            "/samverkan/{collaboration}/moten/{thing}/svar",
            Policy::SignedIn,
            answer::save,
        ),
    ]
}

/// Where the matters are, for those who read them.
pub(crate) fn beside_meetings<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        let mut actions = Vec::new();
        if at.roles().is_member() {
            actions.push((at.href("/arenden"), ui.t("matter-heading")));
        }
        actions.push((at.href("/anslag"), ui.t("announcement-heading")));
        Ok(Beside {
            actions,
            ..Beside::default()
        })
    })
}
