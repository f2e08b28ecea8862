//! What is done as a long work in this house, and from which size on.

mod answers;
mod api;
mod case_versions;
mod folders;
mod imports;
mod installation;
mod prints;
mod workbooks;

use crate::spreadsheets::{What, told};
use axum::response::Response;
use samverk_foundation::{Actor, Problem, Role};
use samverk_parties::Scope;
use samverk_web::{ActionRow, Module, Ui, redirect};
use samverk_work::{Allowed, Kind, ask_at};

/// Larger collaborations have their documents and folders made beside.
const MEMBERS_AT_ONCE: usize = 60;
/// Larger uploads are read in beside: some thousand rows.
const BYTES_AT_ONCE: usize = 256 * 1024;

pub use api::api;

/// Begins, and looks at, works of one's own by a program.
const BEGIN: &str = "long_work.begin";
const EXPORT: &str = "installation.export";

pub const KINDS: &[Kind] = &[
    Kind {
        code: "plan",
        path: "plan",
        fields: &["samverkan", "plan", "version", "visa"],
        allow: prints::allow_plan,
        run: prints::plan,
        tell: None,
    },
    Kind {
        code: "distribution",
        path: "fordelning",
        fields: &["samverkan", "fordelning", "visa"],
        allow: prints::allow_distribution,
        run: prints::distribution,
        tell: None,
    },
    Kind {
        code: "scenarios",
        path: "scenarier",
        fields: &["samverkan", "med"],
        allow: prints::allow_scenarios,
        run: prints::scenarios,
        tell: None,
    },
    Kind {
        code: "business_case",
        path: "nyttokalkyl",
        fields: &["samverkan", "kalkyl"],
        allow: prints::allow_case,
        run: prints::case,
        tell: None,
    },
    Kind {
        code: "case_version",
        path: "arendeversion",
        fields: &["part", "process", "steg", "nummer"],
        allow: case_versions::allow,
        run: case_versions::run,
        tell: None,
    },
    Kind {
        code: "consultation_answers",
        path: "remissvar",
        fields: &["samverkan", "remiss"],
        allow: answers::allow,
        run: answers::pack,
        tell: None,
    },
    Kind {
        code: "delivery",
        path: "leverans",
        fields: &["part", "leverans"],
        allow: samverk_archive::deliveries::allow,
        run: samverk_archive::deliveries::pack,
        tell: None,
    },
    Kind {
        code: "disposal",
        path: "gallring",
        fields: &["part", "gallring"],
        allow: samverk_archive::disposals::allow,
        run: samverk_archive::disposals::run,
        tell: None,
    },
    Kind {
        code: "purchase_windows",
        path: "avtalsfonster",
        fields: &["samverkan"],
        allow: samverk_contracts::windows::all::allow,
        run: samverk_contracts::windows::all::run,
        tell: None,
    },
    Kind {
        code: "folder",
        path: "mapp",
        fields: &["samverkan"],
        allow: folders::allow,
        run: folders::pack,
        tell: None,
    },
    Kind {
        code: "installation",
        path: "installation",
        fields: &[],
        allow: installation::allow,
        run: installation::pack,
        tell: None,
    },
    Kind {
        code: "folder_import",
        path: "",
        fields: &["samverkan"],
        allow: folders::allow,
        run: folders::take_in,
        tell: Some(tell_of_folder),
    },
    Kind {
        code: "workbook_import",
        path: "",
        fields: &["samverkan", "arbetsbok"],
        allow: workbooks::allow,
        run: workbooks::take_in,
        tell: Some(tell_of_workbook),
    },
];

/// What the pages of works do not have: who may have everything.
pub fn module() -> Module {
    let anybody = Role::ALL.into_iter().filter(|role| role.belongs());
    Module {
        name: "long_work",
        actions: vec![
            ActionRow {
                code: BEGIN,
                allowed: anybody.collect(),
            },
            ActionRow {
                code: EXPORT,
                allowed: vec![Role::Administrator],
            },
        ],
        scopes: &[api::READ, api::WRITE],
        ..Module::default()
    }
}

/// Where a document of a large collaboration is asked for. Strangers have no works; theirs is made
/// while they wait, by a process of its own.
pub fn instead(ui: &Ui, scope: &Scope, path: &str, said: &[(&str, &str)]) -> Option<Response> {
    let is_large = scope.members.len() > MEMBERS_AT_ONCE;
    (is_large && ui.is_signed_in()).then(|| redirect(&ask_at(path, said)))
}

pub fn is_long_upload(bytes: &[u8]) -> bool {
    bytes.len() > BYTES_AT_ONCE
}

fn allowed(scope: &Scope, what: &str, back: &str) -> Allowed {
    let name = &scope.collaboration.name;
    Allowed {
        about: match what.is_empty() {
            true => name.clone(),
            false => format!("{what}, {name}"),
        },
        back: scope.href(back),
        collaboration: Some(scope.collaboration.id),
    }
}

/// Fails with `forbidden` for others than administrators.
fn require_administrator(actor: &Actor) -> Result<(), Problem> {
    let roles = actor.roles_anywhere();
    let is_it = |role| role == Role::Administrator;
    match roles.any(is_it) {
        true => Ok(()),
        false => Err(Problem::forbidden().open_to(is_it)),
    }
}

fn tell_of_folder(ui: &Ui, problems: &[Problem], asks: bool) -> String {
    told(ui, What::Folder, problems, caption(asks))
}

fn tell_of_workbook(ui: &Ui, problems: &[Problem], asks: bool) -> String {
    told(ui, What::Workbook, problems, caption(asks))
}

fn caption(asks: bool) -> &'static str {
    match asks {
        true => "spreadsheet-warnings",
        false => "spreadsheet-problems",
    }
}
