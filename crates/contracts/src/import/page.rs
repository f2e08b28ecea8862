//! The page where a file of contracts is tried, and saved.

use super::carry::{Carried, carry};
use super::read::read_contracts;
use crate::contract::{CONTRACT, WRITERS};
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::{Beside, Ground, Later};
use samverk_parties::Owner;
use samverk_parties::store::find_party;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Field, FieldKind, Form, FormPage, Narrow, PageResult,
    Policy, Route, Table, Ui, Upload, redirect_with_notice,
};

const PATH: &str = "/aktorer/{party}/avtal/las-in";

/// The page of the import stands where a contract with that key would.
const PLACE: &str = "las-in";

pub(crate) fn check_key(key: &Key) -> Result<(), Problem> {
    match key.as_str() {
        PLACE => Err(Problem::invalid("key_reserved").with("key", key)),
        _ => Ok(()),
    }
}

pub(crate) fn routes() -> Vec<Route> {
    let saves = Policy::Action(CONTRACT.writers.action);
    vec![
        Route::get(PATH, saves, ask),
        Route::post(PATH, saves, send).taking_files(),
    ]
}

/// Where the import is, beside the list.
pub(crate) fn beside<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    let import = at
        .may(WRITERS)
        .then(|| (at.href("/avtal/las-in"), ui.t("contracts-import")));
    let open = (
        at.href("/avtal/open-contracting.json"),
        ui.t("contracts-open-contracting"),
    );
    let limits = at.roles().is_member();
    let limits = limits.then(|| ("/rattsliga-granser".to_owned(), ui.t("legal-limit-heading")));
    Box::pin(async move {
        Ok(Beside {
            actions: import.into_iter().chain([open]).chain(limits).collect(),
            ..Beside::default()
        })
    })
}

async fn open(tx: &Tx, actor: &Actor, party: &str) -> Result<Owner, Problem> {
    let found = find_party(tx, party).await?;
    let owner = Owner::known_to(tx, actor, found.ok_or_else(Problem::not_found)?).await?;
    owner.roles().require(|role| WRITERS.contains(&role))?;
    Ok(owner)
}

fn page(ui: Ui, owner: &Owner) -> FormPage {
    let all = ui.t("contract-heading");
    let ui = owner.ui(ui).with_crumb(owner.href("/avtal"), all);
    let accept = FieldKind::File {
        accept: ".csv,.xlsx",
    };
    let file = Field::new("file", ui.t("contracts-file"), accept).required();
    let file = file.hint(ui.t("contracts-file-hint"));
    let saves = Field::new(SAVES, ui.t("contracts-save"), FieldKind::Checkbox);
    let saves = saves.hint(ui.t("contracts-save-hint"));
    let form = Form::new(owner.href("/avtal/las-in"), ui.t("contracts-try"))
        .field(file)
        .field(saves)
        .cancel(owner.href("/avtal"));
    let (heading, lead) = (ui.t("contracts-import"), ui.t("contracts-import-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

/// Without it the file is only tried.
const SAVES: &str = "saves";

async fn ask(State(state): State<AppState>, ui: Ui, Path(party): Path<String>) -> PageResult {
    let tx = state.db.read().await?;
    let owner = open(&tx, &ui.actor, &party).await?;
    page(ui, &owner).show()
}

async fn send(
    State(state): State<AppState>,
    ui: Ui,
    Path(party): Path<String>,
    upload: Upload,
) -> PageResult {
    let tx = state.db.begin("import_contracts").await?;
    let owner = open(&tx, &ui.actor, &party).await?;
    let mut page = page(ui.clone(), &owner);
    if upload.bytes.is_empty() {
        let missing = Problem::invalid("field_missing").at_field("file");
        return page.refuse(upload.values, missing);
    }
    let tried = match read_contracts(&upload.bytes, &upload.file_name) {
        Ok(rows) => carry(&tx, &ui.actor, &owner, (&upload.file_name, &rows)).await,
        Err(problems) => Err(problems),
    };
    match tried {
        Ok(carried) if upload.values.checked(SAVES) => {
            let notice = match (carried.added.is_empty(), carried.changed.is_empty()) {
                (true, true) => "contracts-stood",
                _ => "contracts-saved",
            };
            tx.commit().await?;
            Ok(redirect_with_notice(&owner.href("/avtal"), notice))
        }
        Ok(carried) => {
            drop(tx);
            page.above = told(&ui, &carried)?;
            page.show()
        }
        Err(problems) if problems.0.iter().all(|one| one.place.row.is_some()) => {
            drop(tx);
            page.above = wrong(&ui, &problems);
            let count = problems.0.len();
            let wrong = Problem::invalid("contracts_wrong").with("count", count);
            page.refuse(upload.values, wrong.at_field("file"))
        }
        Err(problems) => page.refuse(upload.values, problems),
    }
}

#[derive(Template)]
#[template(path = "carried.html")]
struct CarriedPanel {
    heading: String,
    told: Vec<String>,
    alike: Vec<String>,
    alike_lead: String,
    next: String,
}

/// What would come of it.
fn told(ui: &Ui, carried: &Carried) -> Result<String, Problem> {
    let counted = |text: &str, count: usize| ui.t1(text, "count", count);
    let counts = [
        ("contracts-would-add", carried.added.len()),
        ("contracts-would-change", carried.changed.len()),
        ("contracts-would-stay", carried.unchanged),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let mut told: Vec<String> = counts.map(|(text, count)| counted(text, count)).collect();
    let names = |text: &str, names: &[String]| {
        let said = ui.t1(text, "names", names.join(", "));
        (!names.is_empty()).then_some(said)
    };
    let suppliers: Vec<String> = carried
        .new_suppliers
        .iter()
        .map(|(name, _)| name.clone())
        .collect();
    told.extend(names("contracts-new-areas", &carried.new_areas));
    told.extend(names("contracts-new-suppliers", &suppliers));
    told.extend(names("contracts-new-products", &carried.new_products));
    let alike = carried
        .new_suppliers
        .iter()
        .filter(|(_, like)| !like.is_empty());
    let alike = alike.map(|(name, like)| {
        let values = [("name", name.as_str()), ("others", &like.join(", "))];
        ui.t_with("contracts-alike", &values)
    });
    ui.fragment(&CarriedPanel {
        heading: ui.t("contracts-tried"),
        told,
        alike: alike.collect(),
        alike_lead: ui.t("contracts-alike-lead"),
        next: ui.t("contracts-choose-again"),
    })
}

/// What is wrong, row by row.
fn wrong(ui: &Ui, problems: &Problems) -> String {
    let columns = vec![
        Column::new(ui.t("contracts-row"), ColumnKind::Integer),
        Column::new(ui.t("contracts-column"), ColumnKind::Text),
        Column::new(ui.t("contracts-problem"), ColumnKind::Text),
    ];
    let mut table = Table::new("fel", ui.t("contracts-wrong"), columns).without_downloads();
    table.narrow = Narrow::Lists;
    for problem in &problems.0 {
        let row = problem.place.row.and_then(|row| i64::try_from(row).ok());
        table.push(vec![
            row.map_or_else(Cell::empty, Cell::integer),
            Cell::text(problem.place.column.clone().unwrap_or_default()),
            Cell::text(ui.problem(problem)),
        ]);
    }
    table.html(ui)
}
