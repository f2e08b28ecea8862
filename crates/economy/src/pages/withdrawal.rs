//! Taking back an adoption that was recorded by mistake, of a budget or a distribution.

use super::common::{outermost, refuse, year};
use crate::actions::{withdraw_budget_adoption, withdraw_distribution_adoption};
use crate::adopted::adopted_before_last;
use crate::policy::Action;
use crate::store::list_distributions_of_year;
use crate::visible::{find_visible_budget, find_visible_distribution};
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Actor, Decision, Problem};
use samverk_parties::Scope;
use samverk_web::{
    AppState, FormPage, PageResult, Ui, Values, Withdrawal, read_withdrawal, redirect_with_notice,
};

/// What an address names: a budget by its year, a distribution by its key.
enum Named {
    Budget(String),
    Distribution(String),
}

/// What is asked about: its name, address after the collaboration's, revision, and what holds then.
struct Asked {
    title: String,
    suffix: String,
    seen: i64,
    former: Option<(String, Decision)>,
}

impl Named {
    /// Fails with `not_found`, `forbidden`, or `not_adopted` for what is not in force.
    async fn asked(&self, tx: &Tx, scope: &Scope) -> Result<Asked, Problem> {
        match self {
            Self::Budget(text) => {
                let record = find_visible_budget(tx, scope, year(text)?).await?;
                scope.require(Action::AdoptBudget.by())?;
                Ok(Asked {
                    suffix: record.suffix(),
                    seen: record.revision,
                    former: adopted_before_last(tx, &record).await?,
                    title: record.title,
                })
            }
            Self::Distribution(key) => {
                let record = find_visible_distribution(tx, scope, key).await?;
                scope.require(Action::AdoptDistribution.by())?;
                if !record.state().is_adopted() {
                    return Err(Problem::conflict("not_adopted"));
                }
                let of = scope.collaboration.id;
                let of_year = list_distributions_of_year(tx, of, record.year).await?;
                let mut of_year = of_year.into_iter();
                let former = of_year.find(|one| one.superseded_by.as_ref() == Some(&record.key));
                Ok(Asked {
                    suffix: record.suffix(),
                    seen: record.revision,
                    former: former.and_then(|one| Some((one.title, one.adopted?.decision))),
                    title: record.title,
                })
            }
        }
    }

    async fn withdraw(
        &self,
        tx: &Tx,
        actor: &Actor,
        scope: &Scope,
        (reason, seen): (String, i64),
    ) -> Result<(), Problem> {
        match self {
            Self::Budget(text) => {
                let which = (year(text)?, seen);
                withdraw_budget_adoption(tx, actor, scope, which, &reason).await?;
            }
            Self::Distribution(key) => {
                let which = (key.as_str(), seen);
                withdraw_distribution_adoption(tx, actor, scope, which, &reason).await?;
            }
        }
        Ok(())
    }
}

impl Asked {
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

type Address = Path<(String, String)>;

pub async fn ask_budget(state: State<AppState>, ui: Ui, Path((key, year)): Address) -> PageResult {
    ask(state, ui, &key, &Named::Budget(year)).await
}

pub async fn ask_distribution(
    state: State<AppState>,
    ui: Ui,
    Path((key, distribution)): Address,
) -> PageResult {
    ask(state, ui, &key, &Named::Distribution(distribution)).await
}

pub async fn withdraw_budget(
    state: State<AppState>,
    ui: Ui,
    Path((key, year)): Address,
    values: Values,
) -> PageResult {
    withdraw(state, ui, (&key, &Named::Budget(year)), values).await
}

pub async fn withdraw_distribution(
    state: State<AppState>,
    ui: Ui,
    Path((key, distribution)): Address,
    values: Values,
) -> PageResult {
    withdraw(
        state,
        ui,
        (&key, &Named::Distribution(distribution)),
        values,
    )
    .await
}

async fn ask(State(state): State<AppState>, ui: Ui, key: &str, named: &Named) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, key).await?;
    named.asked(&tx, &scope).await?.page(ui, &scope).show()
}

async fn withdraw(
    State(state): State<AppState>,
    ui: Ui,
    (key, named): (&str, &Named),
    values: Values,
) -> PageResult {
    let tx = state.db.begin("withdraw_adoption").await?;
    let scope = Scope::find(&tx, &ui.actor, key).await?;
    let asked = named.asked(&tx, &scope).await?;
    let actor = ui.actor.clone();
    let done = match read_withdrawal(&values) {
        Ok(said) => named.withdraw(&tx, &actor, &scope, said).await,
        Err(problem) => Err(problem),
    };
    match done {
        Ok(()) => {
            tx.commit().await?;
            let back = scope.href(&asked.suffix);
            Ok(redirect_with_notice(&back, "adoption-withdrawn"))
        }
        Err(problem) => refuse(asked.page(ui, &scope), values, problem.into(), outermost),
    }
}
