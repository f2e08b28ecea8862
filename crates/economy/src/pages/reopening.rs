//! Opening an adopted budget again: asked first, with a reason, while what was adopted stays in view.

use super::budget_facts::inner;
use super::common::{outermost, refuse, year};
use crate::actions::reopen_budget;
use crate::policy::Action;
use crate::records::BudgetRecord;
use crate::visible::find_visible_budget;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_parties::Scope;
use samverk_web::{
    AppState, FormPage, PageResult, Reopening, Ui, Values, read_reopening, redirect_with_notice,
};

/// Fails with `not_found`, `forbidden`, or `not_adopted` for a draft.
async fn found(tx: &Tx, scope: &Scope, text: &str) -> Result<BudgetRecord, Problem> {
    let record = find_visible_budget(tx, scope, year(text)?).await?;
    scope.require(Action::AdoptBudget.by())?;
    match record.state.is_adopted() {
        true => Ok(record),
        false => Err(Problem::conflict("not_adopted")),
    }
}

fn page(ui: Ui, scope: &Scope, record: &BudgetRecord) -> FormPage {
    let back = scope.href(&record.suffix());
    let decision = record.state.decision();
    let asked = Reopening {
        name: &record.title,
        adopted: &decision.map_or_else(String::new, |decision| ui.decision(decision)),
        to: &format!("{back}/oppna-igen"),
        back: &back,
        seen: record.revision,
    };
    asked.page(inner(ui, scope, record))
}

pub async fn ask(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = found(&tx, &scope, &text).await?;
    page(ui, &scope, &record).show()
}

pub async fn reopen(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("reopen_budget").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = found(&tx, &scope, &text).await?;
    let done = match read_reopening(&values) {
        Ok((reason, seen)) => {
            let which = (record.year(), seen);
            reopen_budget(&tx, &ui.actor, &scope, which, &reason).await
        }
        Err(problem) => Err(problem),
    };
    match done {
        Ok(_) => {
            tx.commit().await?;
            let back = scope.href(&record.suffix());
            Ok(redirect_with_notice(&back, "adoption-reopened"))
        }
        Err(problem) => refuse(page(ui, &scope, &record), values, problem.into(), outermost),
    }
}
