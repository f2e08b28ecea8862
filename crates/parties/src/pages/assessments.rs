//! Recording how far a collaboration has come: of a group, of two parties, of the whole.

use super::assessment_form::Desk;
use super::groups::group_ui;
use super::relations::relation_ui;
use super::words::{nothing_chosen, party_choices, required_party};
use crate::actions::record_assessment;
use crate::model::Subject;
use crate::{GROUP, HeldGroup};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

/// What is assessed, as its pages know it.
enum Of {
    Group(Box<HeldGroup>),
    Whole,
    /// Two parties that the form asks for.
    Pair,
}

impl Of {
    fn subject(&self) -> Option<Subject> {
        match self {
            Self::Group(group) => Some(Subject::of_group(group)),
            Self::Whole => Some(Subject::Whole),
            Self::Pair => None,
        }
    }

    /// Where one comes back to, after the collaboration's address.
    fn back(&self) -> String {
        match self {
            Self::Group(group) => format!("/grupper/{}", group.key),
            Self::Whole => String::new(),
            Self::Pair => "/relationer".to_owned(),
        }
    }

    fn ui(&self, ui: Ui, desk: &Desk) -> Ui {
        match self {
            Self::Group(group) => {
                let back = desk.scope.href(&self.back());
                group_ui(ui, &desk.scope).with_crumb(back, group.name.to_string())
            }
            Self::Whole => desk.scope.ui(ui),
            Self::Pair => relation_ui(ui, &desk.scope),
        }
    }

    fn heading(&self, ui: &Ui) -> String {
        match self {
            Self::Group(group) => ui.t1("assessment-record-group", "name", &group.name),
            Self::Whole => ui.t("assessment-record-whole"),
            Self::Pair => ui.t("assessment-record-pair"),
        }
    }
}

/// The form's page; `asked` says on which ladder and for whom, and what is typed.
fn page(ui: Ui, desk: &Desk, of: &Of, asked: &Values) -> Result<FormPage, Problem> {
    let ui = of.ui(ui, desk);
    let back = desk.scope.href(&of.back());
    let action = format!("{back}/bedom");
    let mut form = Form::new(action.clone(), ui.t("assessment-record")).cancel(back);
    let mut lead = String::new();
    if matches!(of, Of::Pair) {
        let parties = || FieldKind::Select(nothing_chosen(party_choices(&desk.members)));
        form = form
            .field(Field::new("party", ui.t("assessment-party"), parties()).required())
            .field(Field::new("other_party", ui.t("assessment-other-party"), parties()).required());
        lead = ui.t("assessment-record-pair-lead");
    }
    let form = desk.with_fields(&ui, form, of.subject(), asked)?;
    let heading = of.heading(&ui);
    let links = desk.links(&ui, &action, of.subject(), asked)?;
    Ok(FormPage {
        links,
        ..FormPage::new(ui, heading, form).lead(lead)
    })
}

fn shown(tx: &Tx, ui: Ui, desk: &Desk, of: &Of, asked: &Values) -> PageResult {
    let mut page = page(ui, desk, of, asked)?;
    page.form.values = page.form.values.set("date", tx.today());
    page.show()
}

async fn recorded(tx: Tx, ui: Ui, desk: &Desk, of: &Of, values: Values) -> PageResult {
    match try_record(&tx, &ui, desk, of, &values).await {
        Ok(()) => {
            tx.commit().await?;
            let back = desk.scope.href(&of.back());
            Ok(redirect_with_notice(&back, "assessment-recorded"))
        }
        Err(problem) => page(ui, desk, of, &values)?.refuse(values, problem),
    }
}

async fn try_record(
    tx: &Tx,
    ui: &Ui,
    desk: &Desk,
    of: &Of,
    values: &Values,
) -> Result<(), Problem> {
    let subject = match of.subject() {
        Some(subject) => subject,
        None => {
            let party = required_party(values, "party", &desk.members)?.id;
            let other = required_party(values, "other_party", &desk.members)?.id;
            Subject::Pair(party, other)
        }
    };
    let input = desk.read(values, subject)?;
    record_assessment(tx, &ui.actor, &desk.scope, input).await?;
    Ok(())
}

async fn group(tx: &Tx, desk: &Desk, key: &str) -> Result<Of, Problem> {
    let found = GROUP.find(tx, &desk.scope, key).await?;
    let group = found.ok_or_else(Problem::not_found)?;
    Ok(Of::Group(Box::new(group)))
}

pub async fn show_group(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, thing)): Path<(String, String)>,
    asked: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = Desk::load(&tx, &ui, &key).await?;
    let of = group(&tx, &desk, &thing).await?;
    shown(&tx, ui, &desk, &of, &asked)
}

pub async fn record_group(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, thing)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("record_assessment").await?;
    let desk = Desk::load(&tx, &ui, &key).await?;
    let of = group(&tx, &desk, &thing).await?;
    recorded(tx, ui, &desk, &of, values).await
}

pub async fn show_whole(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    asked: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = Desk::load(&tx, &ui, &key).await?;
    shown(&tx, ui, &desk, &Of::Whole, &asked)
}

pub async fn record_whole(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("record_assessment").await?;
    let desk = Desk::load(&tx, &ui, &key).await?;
    recorded(tx, ui, &desk, &Of::Whole, values).await
}

pub async fn show_pair(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    asked: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = Desk::load(&tx, &ui, &key).await?;
    shown(&tx, ui, &desk, &Of::Pair, &asked)
}

pub async fn record_pair(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("record_assessment").await?;
    let desk = Desk::load(&tx, &ui, &key).await?;
    recorded(tx, ui, &desk, &Of::Pair, values).await
}
