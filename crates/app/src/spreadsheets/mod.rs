//! Workbooks: to download with what is there, fill in, and read back, one collaboration at a time.

mod book;
mod columns;
mod offer;
mod pages;
mod panel;
mod take_in;

use samverk_foundation::Role;
use samverk_web::{ActionRow, Module, Policy, Route};

const ACTION: &str = "spreadsheet.import";
const IMPORT: Policy = Policy::Action(ACTION);
const LIST: &str = "/samverkan/{collaboration}/kalkylblad";
const ONE: &str = "/samverkan/{collaboration}/kalkylblad/{workbook}";
const FILE: &str = "/samverkan/{collaboration}/kalkylblad/{workbook}/arbetsbok.xlsx";

/// Who reads any workbook in; what is in it asks for its own actions besides.
fn may(role: Role) -> bool {
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
        ],
        actions: vec![ActionRow {
            code: ACTION,
            allowed,
        }],
        panels: vec![panel::panel],
        ..Module::default()
    }
}
