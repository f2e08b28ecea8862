//! The pages of what-ifs: try, save, share, compare, adopt.

mod compare;
mod decision;
mod draft;
mod form;
mod latest;
mod list;
mod new;
mod show;
mod tables;

pub use compare::{PrintedComparison, ShownSide, load_printed_comparison};

use super::distributions::below;
use crate::policy::Action;
use crate::records::ScenarioRecord;
use samverk_foundation::Problem;
use samverk_parties::Scope;
use samverk_web::{Policy, Route, Ui};

const SAVE: Policy = Policy::Action("scenario.save");
const ADOPT: Policy = Policy::Action("distribution.adopt");

pub fn routes() -> Vec<Route> {
    vec![
        Route::get(
            "/samverkan/{collaboration}/fordelning/{distribution}/senaste-folkmangd",
            Policy::Public,
            latest::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/scenarier",
            Policy::Public,
            list::list,
        ),
        Route::get("/samverkan/{collaboration}/scenarier/ny", SAVE, new::new),
        Route::post("/samverkan/{collaboration}/scenarier/ny", SAVE, new::create),
        Route::get(
            "/samverkan/{collaboration}/scenarier/jamfor",
            Policy::Public,
            compare::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/scenarier/{scenario}",
            Policy::Public,
            show::show,
        ),
        Route::get(
            "/samverkan/{collaboration}/scenarier/{scenario}/redigera",
            SAVE,
            new::edit,
        ),
        Route::post(
            "/samverkan/{collaboration}/scenarier/{scenario}/redigera",
            SAVE,
            new::save,
        ),
        Route::post(
            "/samverkan/{collaboration}/scenarier/{scenario}/uppdatera",
            SAVE,
            decision::refresh,
        ),
        Route::get(
            "/samverkan/{collaboration}/scenarier/{scenario}/anta",
            ADOPT,
            decision::ask_adopt,
        ),
        Route::post(
            "/samverkan/{collaboration}/scenarier/{scenario}/anta",
            ADOPT,
            decision::adopt,
        ),
        Route::get(
            "/samverkan/{collaboration}/scenarier/{scenario}/ta-bort",
            SAVE,
            decision::ask_remove,
        ),
        Route::post(
            "/samverkan/{collaboration}/scenarier/{scenario}/ta-bort",
            SAVE,
            decision::remove,
        ),
        Route::get(
            "/samverkan/{collaboration}/scenarier/{scenario}/{party}",
            Policy::Public,
            show::member,
        ),
    ]
}

/// The page's surroundings below the list of scenarios, or below one of them.
fn inner(ui: Ui, scope: &Scope, record: Option<&ScenarioRecord>) -> Ui {
    let ui = below(scope.ui(ui), scope);
    let all = ui.t("scenario-list-heading");
    let ui = ui.with_crumb(scope.href("/scenarier"), all);
    match record {
        Some(record) => ui.with_crumb(scope.href(&record.suffix()), record.title.clone()),
        None => ui,
    }
}

/// Fails with `forbidden` when it is somebody else's.
fn require_change(ui: &Ui, scope: &Scope, record: &ScenarioRecord) -> Result<(), Problem> {
    scope.require(Action::SaveScenario.by())?;
    match record.may_be_changed_by(&ui.actor, scope) {
        true => Ok(()),
        false => Err(Problem::forbidden()),
    }
}
