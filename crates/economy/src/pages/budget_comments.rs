//! Sending a budget's draft out for comment, and taking it back.

use super::budget_facts::inner;
use super::common::{outermost, refuse, year};
use crate::actions::{return_budget_to_draft, send_budget_for_comment};
use crate::policy::Action;
use crate::records::BudgetRecord;
use crate::visible::find_visible_budget;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_parties::Scope;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

/// Fails with `not_found`, `forbidden`, or `budget_locked` for one that is adopted.
async fn found(tx: &Tx, scope: &Scope, text: &str) -> Result<BudgetRecord, Problem> {
    let record = find_visible_budget(tx, scope, year(text)?).await?;
    scope.require(Action::SaveBudget.by())?;
    match record.state.is_adopted() {
        true => Err(Problem::conflict("budget_locked").with("year", record.year())),
        false => Ok(record),
    }
}

fn page(ui: Ui, scope: &Scope, record: &BudgetRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let words = match record.comments_until {
        Some(_) => "budget-extend",
        None => "budget-send",
    };
    let filled = Values::default().set("until", ui.optional_date(&record.comments_until));
    let until = Field::new("until", ui.t("budget-comments-until"), FieldKind::Date);
    let form = Form::new(format!("{href}/remiss"), ui.t(&format!("{words}-button")))
        .field(until.required())
        .cancel(&href)
        .fill(filled)
        .seen(record.revision);
    let (heading, lead) = (ui.t(words), ui.t(&format!("{words}-lead")));
    FormPage::new(inner(ui, scope, record), heading, form).lead(lead)
}

pub async fn ask_send(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = found(&tx, &scope, &text).await?;
    page(ui, &scope, &record).show()
}

pub async fn send(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("send_budget_for_comment").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = found(&tx, &scope, &text).await?;
    let sent = match (values.date("until"), values.integer("revision")) {
        (Ok(until), Ok(seen)) => {
            let which = (record.year(), seen);
            send_budget_for_comment(&tx, &ui.actor, &scope, which, until).await
        }
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    };
    match sent {
        Ok(_) => {
            tx.commit().await?;
            let back = scope.href(&record.suffix());
            Ok(redirect_with_notice(&back, "budget-sent"))
        }
        Err(problem) => refuse(page(ui, &scope, &record), values, problem.into(), outermost),
    }
}

pub async fn take_back(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("return_budget_to_draft").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = found(&tx, &scope, &text).await?;
    let which = (record.year(), values.integer("revision")?);
    return_budget_to_draft(&tx, &ui.actor, &scope, which).await?;
    tx.commit().await?;
    let back = scope.href(&record.suffix());
    Ok(redirect_with_notice(&back, "budget-taken-back"))
}
