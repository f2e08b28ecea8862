//! Saying which initiative a case is about.

use super::{Address, open, settle};
use crate::actions::name_initiative;
use crate::desk::RegistryDesk;
use crate::initiatives::{chosen, offered};
use crate::model::Case;
use crate::pages::one::below;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};

async fn page(tx: &Tx, ui: Ui, desk: &RegistryDesk, case: &Case) -> Result<FormPage, Problem> {
    let all = offered(tx, &ui.actor).await?;
    let stands = all.iter().find(|one| Some(one.id) == case.initiative);
    let stands = stands.map(|one| one.code.clone()).unwrap_or_default();
    let choices = all.iter();
    let choices =
        choices.map(|one| Choice::new(&one.code, format!("{} ({})", one.title, one.place)));
    let choices = FieldKind::Select(choices.collect());
    let ui = below(ui, desk, case);
    let field = Field::new("initiative", ui.t("case-initiative"), choices);
    let form = Form::new(desk.case_href(case, "/initiativ"), ui.t("form-save"))
        .field(field.hint(ui.t("case-initiative-hint")))
        .fill(Values::default().add("initiative", stands))
        .cancel(desk.case_href(case, ""))
        .seen(case.revision);
    let heading = ui.t1("case-initiative-heading", "number", &case.number);
    Ok(FormPage::new(ui, heading, form))
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let (desk, case) = open(&tx, &ui.actor, &address).await?;
    page(&tx, ui, &desk, &case).await?.show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("name_initiative").await?;
    let actor = ui.actor.clone();
    let (desk, case) = open(&tx, &actor, &address).await?;
    let page = page(&tx, ui, &desk, &case).await?;
    let named = async {
        let seen = values.integer("revision")?;
        let named = chosen(&tx, &actor, values.text("initiative")).await?;
        name_initiative(&tx, &actor, &desk, (&case, named), seen).await
    };
    let done = named.await;
    settle(tx, (&desk, &case), done, (page, values)).await
}
