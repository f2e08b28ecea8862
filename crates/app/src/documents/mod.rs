//! Documents as PDF: what several domains know, gathered for the printer.

mod adopted;
mod basis;
mod budget;
mod business_case;
mod consultation;
mod distribution;
mod filed;
mod groups;
mod letter;
mod map;
mod minutes;
mod paper;
mod party;
mod pictures;
mod plain;
mod plan;
mod scenarios;
mod search;
mod words;

pub use adopted::print_adopted;
pub(crate) use consultation::{Ready, answers_stem, numbered, ready as answer_ready};
pub(crate) use filed::file_answer;
pub(crate) use paper::TYPESETTER;
pub(crate) use pictures::Printed;

use crate::long_work;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use samverk_agreements::letters::LetterDesk;
use samverk_benefits::{HeldCase, find_case, view as case_view};
use samverk_database::{Tx, find_print};
use samverk_documents::Document;
use samverk_economy::view::find_visible_distribution;
use samverk_files::Files;
use samverk_foundation::Problem;
use samverk_goals::{PlanView, load_plan_view, plan_thing};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Module, PageResult, Policy, Route, Ui, Values, content_disposition, file_name,
    redirect_with_notice,
};

pub fn module() -> Module {
    Module {
        name: "documents",
        routes: vec![
            Route::get(
                "/samverkan/{collaboration}/planer/{plan}/plan.pdf",
                Policy::Public,
                plan_pdf,
            ),
            Route::get(
                "/samverkan/{collaboration}/fordelning/{distribution}/fordelning.pdf",
                Policy::Public,
                distribution_pdf,
            ),
            Route::get(
                "/samverkan/{collaboration}/scenarier/jamforelse.pdf",
                Policy::Public,
                scenarios_pdf,
            ),
            Route::get(
                "/samverkan/{collaboration}/nyttokalkyler/{thing}/kalkyl.pdf",
                Policy::SignedIn,
                business_case_pdf,
            ),
            Route::get(
                "/samverkan/{collaboration}/initiativ/{thing}/fas/{phase}/beslutsunderlag.pdf",
                Policy::SignedIn,
                basis_pdf,
            ),
            Route::get(
                "/samverkan/{collaboration}/avsiktsforklaringar/{thing}/avsiktsforklaring.pdf",
                Policy::SignedIn,
                letter_pdf,
            ),
            Route::get(
                "/samverkan/{collaboration}/remissvar/{thing}/remissvar.pdf",
                Policy::SignedIn,
                consultation::pdf,
            ),
            Route::get(
                "/samverkan/{collaboration}/remissvar/{thing}/remissvar.docx",
                Policy::SignedIn,
                consultation::docx,
            ),
            Route::get(
                "/samverkan/{collaboration}/remissvar/{thing}/remissvar.zip",
                Policy::SignedIn,
                consultation::package,
            ),
            Route::get(
                "/samverkan/{collaboration}/remisser/{thing}/remissvar.zip",
                Policy::SignedIn,
                consultation::all,
            ),
            Route::get(
                "/samverkan/{collaboration}/moten/{thing}/protokoll.pdf",
                Policy::Public,
                minutes_pdf,
            ),
            Route::get("/aktorer/{party}/oversikt.pdf", Policy::Public, party_pdf),
        ],
        search: vec![search::source],
        searched_things: search::things(),
        ..Module::default()
    }
}

async fn plan_pdf(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path((collaboration, plan)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let version = values
        .optional_integer("version")
        .map_err(|_| Problem::not_found())?;
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let view = load_plan_view(&tx, &scope, &plan, version).await?;
    let name = plan_name(&collaboration, &plan, version);
    if view.version.status.is_locked()
        && !wants_now(&values, &scope)
        && let Some(kept) = find_print(&tx, view.version.id, ui.language).await?
    {
        return adopted::answer(kept, &name);
    }
    let number = version.map(|number| number.to_string()).unwrap_or_default();
    let said = [
        ("samverkan", collaboration.as_str()),
        ("plan", &plan),
        ("version", &number),
        ("visa", values.text("visa")),
    ];
    if let Some(elsewhere) = long_work::instead(&ui, &scope, "plan", &said) {
        return Ok(elsewhere);
    }
    let document = plan_document(&tx, &scope, view, &ui).await?;
    drop(tx);
    print(&state, &files, document, &name).await
}

pub(crate) fn plan_name(collaboration: &str, plan: &str, version: Option<i64>) -> String {
    let number = version.map(|number| format!("version-{number}"));
    let number = number.unwrap_or_default();
    file_name([collaboration, "plan", plan, &number], "pdf")
}

pub(crate) async fn plan_document(
    tx: &Tx,
    scope: &Scope,
    view: PlanView,
    ui: &Ui,
) -> Result<Printed, Problem> {
    let pictures = ui.find_pictures(tx, &plan_thing(scope, &view.plan)).await?;
    let pictures = pictures.of_texts(&view.version.content.marked_texts());
    let document = plan::document(tx, scope, view, ui).await?;
    Ok(Printed::new(Document::Plan(document), pictures))
}

async fn distribution_pdf(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path((collaboration, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    let name = distribution_name(&collaboration, &distribution, record.year);
    if record.is_adopted()
        && !wants_now(&values, &scope)
        && let Some(kept) = find_print(&tx, record.id.0, ui.language).await?
    {
        return adopted::answer(kept, &name);
    }
    let said = [
        ("samverkan", collaboration.as_str()),
        ("fordelning", &distribution),
        ("visa", values.text("visa")),
    ];
    if let Some(elsewhere) = long_work::instead(&ui, &scope, "fordelning", &said) {
        return Ok(elsewhere);
    }
    let document = distribution_document(&tx, &scope, &distribution, &ui).await?;
    drop(tx);
    print(&state, &files, document, &name).await
}

pub(crate) fn distribution_name(collaboration: &str, distribution: &str, year: i32) -> String {
    let year = year.to_string();
    let year = if distribution.contains(&year) {
        ""
    } else {
        &year
    };
    file_name([collaboration, "fordelning", distribution, year], "pdf")
}

pub(crate) async fn distribution_document(
    tx: &Tx,
    scope: &Scope,
    key: &str,
    ui: &Ui,
) -> Result<Document, Problem> {
    let document = distribution::document(tx, scope, key, ui).await?;
    Ok(Document::Distribution(document))
}

/// Members may have what was adopted with what has been added since: measurements, a printed table.
fn wants_now(values: &Values, scope: &Scope) -> bool {
    values.text("visa") == "nu" && scope.sees_drafts()
}

async fn party_pdf(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path(party): Path<String>,
) -> PageResult {
    let tx = state.db.read().await?;
    let document = party::document(&tx, &ui, &party).await?;
    drop(tx);
    let name = file_name([party.as_str(), "oversikt"], "pdf");
    print(&state, &files, Document::Party(document), &name).await
}

async fn business_case_pdf(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path((collaboration, case)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let (scope, kept) = find_case(&tx, &ui.actor, (&collaboration, &case)).await?;
    let said = [("samverkan", collaboration.as_str()), ("kalkyl", &case)];
    if let Some(elsewhere) = long_work::instead(&ui, &scope, "nyttokalkyl", &said) {
        return Ok(elsewhere);
    }
    let document = case_document(&tx, &scope, kept, &ui).await?;
    drop(tx);
    print(&state, &files, document, &case_name(&collaboration, &case)).await
}

pub(crate) fn case_name(collaboration: &str, case: &str) -> String {
    file_name([collaboration, "nyttokalkyl", case], "pdf")
}

pub(crate) async fn case_document(
    tx: &Tx,
    scope: &Scope,
    kept: HeldCase,
    ui: &Ui,
) -> Result<Document, Problem> {
    let view = case_view(tx, scope, kept).await;
    let view = view.map_err(samverk_benefits::first_of)?;
    let document = business_case::document(tx, scope, &view, ui);
    Ok(Document::Scenarios(document))
}

async fn basis_pdf(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path((collaboration, initiative, phase)): Path<(String, String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let address = (collaboration.as_str(), initiative.as_str(), phase.as_str());
    let document = basis::document(&tx, &ui, address).await?;
    drop(tx);
    let name = [
        collaboration.as_str(),
        "beslutsunderlag",
        &initiative,
        &phase,
    ];
    print(&state, &files, document, &file_name(name, "pdf")).await
}

async fn letter_pdf(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = LetterDesk::find(&tx, &ui.actor, &collaboration, &thing).await?;
    let document = letter::document(&tx, &desk, &ui)?;
    drop(tx);
    let name = file_name([collaboration.as_str(), "avsiktsforklaring", &thing], "pdf");
    print(&state, &files, Document::Letter(document), &name).await
}

async fn scenarios_pdf(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path(collaboration): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let keys = values.all("med");
    if keys.is_empty() {
        return Ok(redirect_with_notice(
            &scope.href("/scenarier"),
            "scenarios-to-choose",
        ));
    }
    let chosen = keys.join(",");
    let said = [
        ("samverkan", collaboration.as_str()),
        ("med", chosen.as_str()),
    ];
    if let Some(elsewhere) = long_work::instead(&ui, &scope, "scenarier", &said) {
        return Ok(elsewhere);
    }
    let document = scenarios_document(&tx, &scope, &keys, &ui).await?;
    drop(tx);
    let name = file_name([collaboration.as_str(), "scenarier"], "pdf");
    print(&state, &files, document, &name).await
}

pub(crate) async fn scenarios_document(
    tx: &Tx,
    scope: &Scope,
    keys: &[&str],
    ui: &Ui,
) -> Result<Document, Problem> {
    let document = scenarios::document(tx, scope, keys, ui).await?;
    Ok(Document::Scenarios(document))
}

async fn minutes_pdf(
    State(state): State<AppState>,
    Extension(files): Extension<Files>,
    ui: Ui,
    Path((collaboration, meeting)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let excerpt = Some(values.text("arende")).filter(|key| !key.is_empty());
    let document = minutes::document(&tx, &scope, &ui, (&meeting, excerpt)).await?;
    drop(tx);
    let parts = [
        collaboration.as_str(),
        "protokoll",
        &meeting,
        excerpt.unwrap_or_default(),
    ];
    let name = file_name(parts, "pdf");
    print(&state, &files, Document::Party(document), &name).await
}

async fn print(
    state: &AppState,
    files: &Files,
    document: impl Into<Printed>,
    name: &str,
) -> PageResult {
    let now = state.db.clock().now();
    let bytes = document.into().print(files, now).await?;
    Ok((headers(name), bytes).into_response())
}

fn headers(name: &str) -> [(header::HeaderName, String); 2] {
    let disposition = content_disposition("inline", name);
    [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
    ]
}
