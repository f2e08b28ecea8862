//! A need becomes one with another, and stands by itself again.

use super::visit::{Address, NeedVisit, end, seen};
use crate::needs::{HeldNeed, NEED, Need};
use axum::extract::{Path, State};
use samverk_database::{Event, Tx};
use samverk_fields::{KindCode, One, Referable, Reference};
use samverk_foundation::{Problem, Problems};
use samverk_web::{AppState, Choice, Field, FieldKind, Form, FormPage, PageResult, Ui, Values};
use serde_json::json;

/// The needs with which it may become one.
async fn others(tx: &Tx, visit: &NeedVisit) -> Result<Vec<HeldNeed>, Problem> {
    let mut all = NEED.bare(tx, &visit.scope).await?;
    all.retain(|one| one.id != visit.need.id && one.is_at_work());
    Ok(all)
}

fn page(ui: Ui, visit: &NeedVisit, others: &[HeldNeed]) -> FormPage {
    let ui = visit.form_ui(ui);
    let nothing = std::iter::once(Choice::new("", ""));
    let choices = others.iter().map(|one| Choice::new(&one.key, one.name()));
    let into = FieldKind::Select(nothing.chain(choices).collect());
    let into = Field::new("merged_into", ui.t("need-merged-into"), into).required();
    let form = Form::new(visit.href("/sla-samman"), ui.t("need-merge"))
        .field(into.hint(ui.t("need-merge-hint")))
        .seen(visit.need.revision)
        .cancel(visit.href(""));
    let heading = ui.t("need-merge-heading");
    FormPage::new(ui, heading, form).lead(visit.need.name())
}

fn parting(ui: Ui, visit: &NeedVisit) -> FormPage {
    let ui = visit.form_ui(ui);
    let form = Form::new(visit.href("/skilj"), ui.t("need-unmerge"))
        .seen(visit.need.revision)
        .cancel(visit.href(""));
    let (heading, lead) = (ui.t("need-unmerge-heading"), ui.t("need-unmerge-lead"));
    FormPage::new(ui, heading, form).lead(lead)
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let visit = address.find_to_change(&tx, &ui).await?;
    visit.require_at_work()?;
    page(ui, &visit, &others(&tx, &visit).await?).show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("merge_need").await?;
    let visit = address.find_to_change(&tx, &ui).await?;
    visit.require_at_work()?;
    let others = others(&tx, &visit).await?;
    let page = page(ui, &visit, &others);
    let done = merge(&tx, &page.ui, &visit, &others, &values).await;
    end(tx, (&visit, page), values, (done, "saved")).await
}

async fn merge(
    tx: &Tx,
    ui: &Ui,
    visit: &NeedVisit,
    others: &[HeldNeed],
    values: &Values,
) -> Result<(), Problems> {
    let key = values.optional_key("merged_into")?;
    let key = key.ok_or_else(|| Problem::invalid("field_missing").at_field("merged_into"))?;
    let into = others.iter().find(|one| one.key == key);
    let unknown = || {
        Problem::invalid("need_unknown")
            .with("key", &key)
            .at_field("merged_into")
    };
    let into = into.ok_or_else(unknown)?;
    let kind = KindCode::of(<Need as Referable>::KIND);
    let merged = Need {
        merged_into: Some(One::to(Reference::to(kind, key.clone()))),
        ..visit.need.value.clone()
    };
    let (own, seen) = (visit.need.key.clone(), seen(values)?);
    NEED.save(tx, &ui.actor, &visit.scope, own, &merged, seen)
        .await?;
    note(tx, ui, visit, into, "need.took_in").await?;
    Ok(())
}

/// The other need's history tells of it too.
async fn note(
    tx: &Tx,
    ui: &Ui,
    visit: &NeedVisit,
    other: &HeldNeed,
    what: &'static str,
) -> Result<(), Problem> {
    let told = json!({ "title": visit.need.name() });
    let event = Event::new(what, other.object(&NEED));
    let event = event.in_collaboration(visit.scope.collaboration.id);
    tx.record(&ui.actor, event.change(None::<&()>, Some(&told))?)
        .await
}

/// Fails with `need_not_merged`.
fn require_merged(visit: &NeedVisit) -> Result<(), Problem> {
    match visit.need.merged_into {
        Some(_) => Ok(()),
        None => Err(Problem::conflict("need_not_merged")),
    }
}

pub(super) async fn confirm(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let visit = address.find_to_change(&tx, &ui).await?;
    require_merged(&visit)?;
    parting(ui, &visit).show()
}

pub(super) async fn part(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("part_need").await?;
    let visit = address.find_to_change(&tx, &ui).await?;
    require_merged(&visit)?;
    let page = parting(ui, &visit);
    let done = try_part(&tx, &page.ui, &visit, &values).await;
    end(tx, (&visit, page), values, (done, "saved")).await
}

async fn try_part(tx: &Tx, ui: &Ui, visit: &NeedVisit, values: &Values) -> Result<(), Problems> {
    let into = visit.need.merged_into.as_ref().and_then(One::id);
    let (own, seen) = (visit.need.key.clone(), seen(values)?);
    let alone = Need {
        merged_into: None,
        ..visit.need.value.clone()
    };
    NEED.save(tx, &ui.actor, &visit.scope, own, &alone, seen)
        .await?;
    for other in NEED
        .with_ids(tx, &into.into_iter().collect::<Vec<_>>())
        .await?
    {
        note(tx, ui, visit, &other, "need.let_go").await?;
    }
    Ok(())
}
