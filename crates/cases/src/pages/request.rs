//! Asking for a document, signed in or not.

use super::public::{shown_case, shown_document, unindexed};
use super::token::{renewed, token_field, token_of};
use crate::actions::{REGISTERED_ALREADY, request_document};
use crate::desk::RegistryDesk;
use crate::model::{Case, Document, RequestContent};
use crate::registries::Publicity;
use crate::store;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_fields::{check, from_form};
use samverk_foundation::{Problem, Problems};
use samverk_identity::model::AttemptKind;
use samverk_identity::{Visitor, note_attempt};
use samverk_kept::{Kept, SentForm, question_fields};
use samverk_web::{AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect};

/// What the request is about: a case that is shown, and one of its official documents.
async fn about(
    tx: &Tx,
    desk: &RegistryDesk,
    values: &Values,
) -> Result<Option<(Case, Option<Document>)>, Problem> {
    let key = values.text("arende");
    if key.is_empty() {
        return Ok(None);
    }
    let case = shown_case(tx, desk, key).await?;
    let document = match values.optional_integer("handling")? {
        Some(number) => Some(shown_document(tx, &case, number).await?),
        None => None,
    };
    Ok(Some((case, document)))
}

fn page(
    tx: &Tx,
    ui: Ui,
    desk: &RegistryDesk,
    about: Option<&(Case, Option<Document>)>,
) -> FormPage {
    let ui = desk.ui_below(ui);
    let mut form = Form::new(desk.href("/begar"), ui.t("case-request")).cancel(desk.href(""));
    let drawn = question_fields(&ui, RequestContent::form().questions()).into_iter();
    let what = RequestContent::WHAT;
    let drawn = drawn.map(|field| match field.name == what.as_str() {
        true => field.required(),
        false => field,
    });
    form = drawn.fold(form, Form::field);
    let mut values = Values::default();
    let mut what = String::new();
    if let Some((case, document)) = about {
        values = values.set("arende", &case.key);
        form = form.field(Field::new("arende", "", FieldKind::Hidden));
        what = case.number.clone();
        if let Some(document) = document {
            values = values.set("handling", document.number);
            form = form.field(Field::new("handling", "", FieldKind::Hidden));
            what = format!("{what}-{}", document.number);
            if !document.content.public_title.is_empty() {
                what = format!("{what}, {}", document.content.public_title);
            }
        }
    }
    values = values.set(RequestContent::WHAT.as_str(), what);
    let form = token_field(tx, form.fill(values));
    let heading = ui.t("case-request-heading");
    let lead = ui.t("case-request-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

async fn find(
    tx: &Tx,
    ui: &Ui,
    (party, registry): &(String, String),
) -> Result<RegistryDesk, Problem> {
    let desk = RegistryDesk::find(tx, &ui.actor, party, registry).await?;
    match desk.registry.publicity {
        Publicity::Hidden => Err(Problem::not_found()),
        Publicity::Subjects | Publicity::Documents => Ok(desk),
    }
}

pub(super) async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path(at): Path<(String, String)>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = find(&tx, &ui, &at).await?;
    let about = about(&tx, &desk, &query).await?;
    Ok(unindexed(page(&tx, ui, &desk, about.as_ref()).show()?))
}

pub(super) async fn send(
    State(state): State<AppState>,
    ui: Ui,
    visitor: Visitor,
    Path(at): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("count_request").await?;
    let registry = find(&tx, &ui, &at).await?.registry.id;
    let counted = (registry.to_string(), visitor.address);
    note_attempt(&tx, AttemptKind::DocumentRequest, &counted.0, counted.1).await?;
    tx.commit().await?;
    let tx = state.db.begin("request_document").await?;
    let desk = find(&tx, &ui, &at).await?;
    let about = about(&tx, &desk, &values).await?;
    let page = page(&tx, ui.clone(), &desk, about.as_ref());
    let token = token_of(&values);
    let requested = async {
        let content = read(&values)?;
        let about = about.as_ref();
        let about = about.map(|(case, document)| (case, document.as_ref()));
        request_document(&tx, &ui.actor, &desk, (content, about), token).await
    };
    match requested.await {
        Ok(case) => {
            tx.commit().await?;
            Ok(redirect(&asked_href(&desk, &case)))
        }
        Err(problems) if problems.0.iter().any(|one| one.code == REGISTERED_ALREADY) => {
            drop(tx);
            let tx = state.db.read().await?;
            let token = token.unwrap_or_default();
            let found = store::find_case_by_token(&tx, desk.registry.id, token).await?;
            let found = found.ok_or_else(Problem::not_found)?;
            Ok(redirect(&asked_href(&desk, &found)))
        }
        Err(problems) => page.refuse(renewed(&tx, values, &problems), problems),
    }
}

fn asked_href(desk: &RegistryDesk, case: &Case) -> String {
    desk.href(&format!("/begart/{}", case.key))
}

fn read(values: &Values) -> Result<RequestContent, Problems> {
    let form = RequestContent::form();
    let record = from_form(form, &SentForm::of(values))?;
    check(form, &record).or(())?;
    let content = RequestContent::read(&record);
    Ok(content.ok_or_else(|| Problem::internal("a record of another form"))?)
}

/// What whoever asked is told: the number and the last day, and nothing of what was written.
pub(super) async fn asked(
    State(state): State<AppState>,
    ui: Ui,
    Path((party, registry, case)): Path<(String, String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = find(&tx, &ui, &(party, registry)).await?;
    let case = store::find_case(&tx, desk.registry.id, &case).await?;
    let case = case.ok_or_else(Problem::not_found)?;
    if store::find_request(&tx, case.id).await?.is_none() {
        return Err(Problem::not_found().into());
    }
    let ui = desk.ui_below(ui);
    let heading = ui.t1("case-requested-heading", "number", &case.number);
    let day = ui.optional_date(&case.content.deadline);
    let lead = ui.t1("case-requested-lead", "date", day);
    let back = (desk.href(""), ui.t("case-requested-back"));
    let page = Told {
        ui: ui.clone(),
        heading,
        lead,
        back,
    };
    Ok(unindexed(ui.page(&page)?))
}

#[derive(askama::Template)]
#[template(path = "requested.html")]
struct Told {
    ui: Ui,
    heading: String,
    lead: String,
    back: (String, String),
}
