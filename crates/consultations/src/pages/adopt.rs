//! The joint text is adopted with one button, as it was read.

use super::answer_view::answer_ui;
use super::changed::{self, changed_since, read};
use super::section_form::open;
use crate::actions::adopt_joint_text;
use crate::desk::AnswerDesk;
use crate::seen::{ChangedPoint, SeenTexts};
use axum::extract::{Path, State};
use samverk_foundation::{Problem, Problems};
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values, redirect_with_notice};

/// Adopts the joint text about the points that the button stands for.
pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("adopt_joint_text").await?;
    let desk = open(&tx, &ui, (&collaboration, &thing)).await?;
    let points = read(&desk, &values)?;
    if !changed_since(&tx, &desk, &points).await?.is_empty() {
        drop(tx);
        return ask_again(&state, ui, (&collaboration, &thing), &values).await;
    }
    let adopted = adopt_joint_text(&tx, &ui.actor, &desk, &points).await;
    match adopted {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(&desk.href(""), "saved"))
        }
        Err(problems) if is_changed(&problems) => {
            drop(tx);
            ask_again(&state, ui, (&collaboration, &thing), &values).await
        }
        Err(problems) => Err(problems.first().into()),
    }
}

fn is_changed(problems: &Problems) -> bool {
    let mut all = problems.0.iter();
    all.any(|one| one.code == "changed_meanwhile")
}

/// Somebody has written since the page was read: what they wrote is shown, and is adopted by another press.
async fn ask_again(state: &AppState, ui: Ui, address: (&str, &str), values: &Values) -> PageResult {
    let tx = state.db.read().await?;
    let desk = open(&tx, &ui, address).await?;
    let points = read(&desk, values)?;
    let changed = changed_since(&tx, &desk, &points).await?;
    let now: Vec<(String, String)> = points
        .iter()
        .map(|(point, _)| SeenTexts::now(&desk, point).written(point))
        .map(|now| (changed::READ.to_owned(), now))
        .collect();
    let page = page(ui, &desk, &changed, now)?;
    let first = changed.first().map(|one| one.point.title.to_string());
    let problem = Problem::conflict("consultation_joint_changed");
    page.refuse(
        Values::default(),
        problem.with("point", first.unwrap_or_default()),
    )
}

fn page(
    ui: Ui,
    desk: &AnswerDesk,
    changed: &[ChangedPoint],
    now: Vec<(String, String)>,
) -> Result<FormPage, Problem> {
    let ui = answer_ui(ui, desk, true);
    let mut form = Form::new(desk.href("/anta"), ui.t("consultation-adopt-now"));
    form = form.cancel(desk.href(""));
    form.carried = now;
    let heading = ui.t("consultation-adopt-heading");
    let above = changed::html(&ui, changed)?;
    let lead = ui.t("consultation-adopt-lead");
    let mut page = FormPage::new(ui, heading, form).lead(lead);
    page.above = above;
    Ok(page)
}
