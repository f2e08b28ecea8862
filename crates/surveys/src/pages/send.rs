//! Sending changes to a survey that is answered: what they are, and what they mean for those who have answered.

use super::address::Address;
use super::words::what_words;
use crate::actions::send_form;
use crate::desk::SurveyDesk;
use crate::model::{FormChange, Weight, compare, weight_of};
use crate::store;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{
    AppState, Cell, Column, ColumnKind, Form, FormPage, Narrow, PageResult, Table, Ui, Values,
    redirect_with_notice,
};

fn changes(at: &SurveyDesk) -> Vec<FormChange> {
    match at.versions.latest().zip(at.versions.draft()) {
        Some((latest, draft)) => compare(&latest.form, &draft.form),
        None => Vec::new(),
    }
}

async fn page(tx: &Tx, ui: Ui, at: &SurveyDesk) -> Result<FormPage, Problem> {
    let changes = changes(at);
    let begun = store::list_answers(tx, at.survey.id).await?.len();
    let lead = match weight_of(&changes) {
        None => ui.t("survey-change-none"),
        Some(Weight::Wording) => ui.t("survey-change-wording"),
        Some(Weight::Addition) => ui.t1("survey-change-addition", "count", begun),
        Some(Weight::Version) => ui.t1("survey-change-version", "count", begun),
    };
    let columns = vec![
        Column::new(ui.t("form-change-question"), ColumnKind::Text),
        Column::new(ui.t("form-change-what"), ColumnKind::Text),
        Column::new(ui.t("form-change-before"), ColumnKind::Text),
        Column::new(ui.t("form-change-after"), ColumnKind::Text),
    ];
    let caption = ui.t("survey-changes");
    let mut table = Table::new("andringar", caption, columns).narrow(Narrow::Lists);
    for change in &changes {
        table.push(vec![
            Cell::text(change.label.clone()),
            Cell::text(what_words(&ui, change.what)),
            Cell::text(change.before.clone()),
            Cell::text(change.after.clone()),
        ]);
    }
    let above = match changes.is_empty() {
        true => String::new(),
        false => table.without_downloads().html(&ui),
    };
    let revision = at.versions.draft().map_or(0, |draft| draft.revision);
    let form = Form::new(at.href("/formular/skicka"), ui.t("survey-send-change")).seen(revision);
    let (heading, words) = (ui.t("survey-send-change"), ui.t("survey-form"));
    let form = form.cancel(at.href("/formular"));
    let ui = at.inside(ui).with_crumb(at.href("/formular"), words);
    let mut page = FormPage::new(ui, heading, form).lead(lead);
    page.above = above;
    Ok(page)
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = address.building(&tx, &ui).await?;
    page(&tx, ui, &at).await?.show()
}

pub(super) async fn submit(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("send_form").await?;
    let at = address.building(&tx, &ui).await?;
    let actor = ui.actor.clone();
    let page = page(&tx, ui, &at).await?;
    let seen = values.integer("revision")?;
    match send_form(&tx, &actor, &at, seen).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &at.href("/formular"),
                "survey-form-sent",
            ))
        }
        Err(problems) => page.refuse(values, problems),
    }
}
