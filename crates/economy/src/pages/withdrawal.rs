//! Taking back an adoption that was recorded by mistake, of a budget or a distribution.

use super::common::{outermost, refuse, year};
use crate::actions::{withdraw_budget_adoption, withdraw_distribution_adoption};
use crate::adopted::adopted_before_last;
use crate::policy::Action;
use crate::records::{BudgetRecord, DistributionRecord};
use crate::store::list_distributions_of_year;
use crate::view::find_visible_distribution;
use crate::visible::find_visible_budget;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Decision, Problem};
use samverk_parties::Scope;
use samverk_web::{
    AppState, FormPage, PageResult, Ui, Values, Withdrawal, read_withdrawal, redirect_with_notice,
};

/// What is asked about: its name, address after the collaboration's, revision, and what holds then.
struct Asked {
    title: String,
    suffix: String,
    seen: i64,
    former: Option<(String, Decision)>,
}

impl Asked {
    async fn of_budget(tx: &Tx, record: &BudgetRecord) -> Result<Self, Problem> {
        Ok(Self {
            title: record.title.clone(),
            suffix: record.suffix(),
            seen: record.revision,
            former: adopted_before_last(tx, record).await?,
        })
    }

    /// Fails with `not_adopted` for one that is not in force.
    async fn of_distribution(
        tx: &Tx,
        scope: &Scope,
        record: &DistributionRecord,
    ) -> Result<Self, Problem> {
        if !record.state().is_adopted() {
            return Err(Problem::conflict("not_adopted"));
        }
        let of_year = list_distributions_of_year(tx, scope.collaboration.id, record.year).await?;
        let mut of_year = of_year.into_iter();
        let former = of_year.find(|one| one.superseded_by.as_ref() == Some(&record.key));
        let former = former.and_then(|one| Some((one.title, one.adopted?.decision)));
        Ok(Self {
            title: record.title.clone(),
            suffix: record.suffix(),
            seen: record.revision,
            former,
        })
    }

    fn page(&self, ui: Ui, scope: &Scope) -> FormPage {
        let back = scope.href(&self.suffix);
        let ui = scope.ui(ui).with_crumb(&back, &self.title);
        let former = self.former.as_ref();
        let former = former.map(|(title, made)| [title, ui.decision(made).as_str()].join(", "));
        let asked = Withdrawal {
            name: &self.title,
            former,
            to: &format!("{back}/aterta"),
            back: &back,
            seen: self.seen,
        };
        asked.page(ui)
    }
}

pub async fn ask_budget(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    scope.require(Action::AdoptBudget.by())?;
    Asked::of_budget(&tx, &record)
        .await?
        .page(ui, &scope)
        .show()
}

pub async fn withdraw_budget(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("withdraw_budget_adoption").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    scope.require(Action::AdoptBudget.by())?;
    let actor = ui.actor.clone();
    let asked = Asked::of_budget(&tx, &record).await?;
    let done = match read_withdrawal(&values) {
        Ok((reason, seen)) => {
            let which = (record.year(), seen);
            let done = withdraw_budget_adoption(&tx, &actor, &scope, which, &reason).await;
            done.map(|_| ())
        }
        Err(problem) => Err(problem),
    };
    finish(
        tx,
        (done, values),
        asked.page(ui, &scope),
        &scope.href(&asked.suffix),
    )
    .await
}

pub async fn ask_distribution(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::AdoptDistribution.by())?;
    let asked = Asked::of_distribution(&tx, &scope, &record).await?;
    asked.page(ui, &scope).show()
}

pub async fn withdraw_distribution(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("withdraw_distribution_adoption").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::AdoptDistribution.by())?;
    let actor = ui.actor.clone();
    let asked = Asked::of_distribution(&tx, &scope, &record).await?;
    let done = match read_withdrawal(&values) {
        Ok((reason, seen)) => {
            let which = (distribution.as_str(), seen);
            let done = withdraw_distribution_adoption(&tx, &actor, &scope, which, &reason).await;
            done.map(|_| ())
        }
        Err(problem) => Err(problem),
    };
    finish(
        tx,
        (done, values),
        asked.page(ui, &scope),
        &scope.href(&asked.suffix),
    )
    .await
}

async fn finish(
    tx: Tx,
    (done, values): (Result<(), Problem>, Values),
    page: FormPage,
    back: &str,
) -> PageResult {
    match done {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(back, "adoption-withdrawn"))
        }
        Err(problem) => refuse(page, values, problem.into(), outermost),
    }
}
