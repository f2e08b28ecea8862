//! Workbooks: to download with what is there, fill in, and read back, one collaboration at a time.

mod answer;
mod book;
mod columns;
mod folder;
mod offer;
mod pages;
mod take_in;

pub(crate) use answer::{What, told};
pub(crate) use folder::take_in as take_in_folder;
pub(crate) use offer::find as find_offer;
pub(crate) use take_in::take_in;

use samverk_foundation::Role;
use samverk_web::{ActionRow, By, MenuGroup, MenuPlace, Module, Policy, Route};

const ACTION: &str = "spreadsheet.import";
const IMPORT: Policy = Policy::Action(ACTION);
const LIST: &str = "/samverkan/{collaboration}/kalkylblad";
const ONE: &str = "/samverkan/{collaboration}/kalkylblad/{workbook}";
const FOLDER: &str = "/samverkan/{collaboration}/mapp";
const ZIP: &str = "/samverkan/{collaboration}/mapp/mapp.zip";
const FILE: &str = "/samverkan/{collaboration}/kalkylblad/{workbook}/arbetsbok.xlsx";

/// Who reads any workbook in; what is in it asks for its own actions besides.
pub(crate) fn may(role: Role) -> bool {
    matches!(
        role,
        Role::Administrator | Role::Coordinator | Role::Economist
    )
}

pub fn module() -> Module {
    let allowed = Role::ALL.into_iter().filter(|role| may(*role)).collect();
    Module {
        name: "spreadsheets",
        routes: vec![
            Route::get(LIST, IMPORT, pages::list),
            Route::get(ONE, IMPORT, pages::show),
            Route::post(ONE, IMPORT, pages::upload),
            Route::get(FILE, IMPORT, pages::download),
            Route::get(FOLDER, IMPORT, folder::show),
            Route::post(FOLDER, IMPORT, folder::upload),
            Route::get(ZIP, IMPORT, folder::download),
        ],
        actions: vec![ActionRow {
            code: ACTION,
            allowed,
        }],
        places: vec![
            MenuPlace::new(
                MenuGroup::Settings,
                20,
                "/kalkylblad",
                "spreadsheet-heading",
            )
            .seen_by(By::When(may)),
            MenuPlace::new(MenuGroup::Settings, 30, "/mapp", "folder-place").seen_by(By::When(may)),
        ],
        ..Module::default()
    }
}
