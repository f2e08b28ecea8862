//! The party's own case is opened in one step.

use super::answer_view::answer_ui;
use crate::actions::open_case;
use crate::desk::AnswerDesk;
use axum::extract::{Path, State};
use samverk_cases::REGISTRY;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_parties::Owner;
use samverk_web::{
    AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values,
    redirect_with_notice,
};

type Address = Path<(String, String)>;

/// The registries of the party: key and name.
pub(super) async fn registries(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
) -> Result<Vec<(String, String)>, Problem> {
    let Some(party) = desk.party().filter(|_| desk.is_own(actor)) else {
        return Ok(Vec::new());
    };
    let owner = Owner::seen_by(actor, party.clone());
    let all = REGISTRY.bare(tx, &owner).await?;
    let named = all
        .iter()
        .map(|one| (one.key.to_string(), one.name.to_string()));
    Ok(named.collect())
}

async fn page(tx: &Tx, ui: Ui, desk: &AnswerDesk) -> Result<FormPage, Problem> {
    let offered = registries(tx, &ui.actor, desk).await?;
    let choices: Vec<Choice> = offered
        .iter()
        .map(|(key, name)| Choice::new(key, name.clone()))
        .collect();
    let ui = answer_ui(ui, desk, true);
    let label = ui.t("consultation-case-registry");
    let form = Form::new(desk.href("/arende"), ui.t("consultation-case"))
        .cancel(desk.href(""))
        .field(Field::new("registry", label, FieldKind::Radios(choices)).required())
        .seen(desk.answer.revision);
    let first = offered.first().filter(|_| offered.len() == 1);
    let form = match first {
        Some((key, _)) => {
            let values = form.values.clone().set("registry", key);
            form.fill(values)
        }
        None => form,
    };
    let heading = ui.t1("consultation-case-heading", "name", desk.answer.name());
    let lead = ui.t1("consultation-case-lead", "title", &*desk.consultation.title);
    Ok(FormPage::new(ui, heading, form.seen(desk.answer.revision)).lead(lead))
}

async fn open(tx: &Tx, ui: &Ui, address: &(String, String)) -> Result<AnswerDesk, Problem> {
    let desk = AnswerDesk::find(tx, &ui.actor, &address.0, &address.1).await?;
    desk.require_answering(&ui.actor)?;
    Ok(desk)
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = open(&tx, &ui, &address).await?;
    page(&tx, ui, &desk).await?.show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Address,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("open_consultation_case").await?;
    let desk = open(&tx, &ui, &address).await?;
    let actor = ui.actor.clone();
    let page = page(&tx, ui, &desk).await?;
    match try_open(&tx, &actor, &desk, &values).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.href(""), "case-registered"))
        }
        Err(problems) => page.refuse(values, problems),
    }
}

async fn try_open(
    tx: &Tx,
    actor: &Actor,
    desk: &AnswerDesk,
    values: &Values,
) -> Result<(), Problems> {
    let seen = values.integer("revision")?;
    let registry = values.required("registry")?;
    open_case(tx, actor, desk, &registry, seen).await?;
    Ok(())
}
