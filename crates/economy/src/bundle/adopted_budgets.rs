//! `budgets/<year>/adopted.toml`: what was adopted of a budget that is open for changes again.

use crate::actions::{Confirmation, SaveBudget, adopt_budget, open_again, save_budget};
use crate::adopted::adopted_before;
use crate::records::{AdoptedBudget, BudgetRecord};
use crate::store;
use samverk_database::Tx;
use samverk_engine::{Budget, BudgetLine, BudgetPart, written};
use samverk_exchange::{DocumentDecision, Folder, to_toml};
use samverk_foundation::{Actor, Ore, Problem, Problems};
use samverk_parties::Scope;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::budgets::{LineSchema, PartSchema};
use super::parts::AmountSchema;

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdoptedBudgetFile {
    pub title: String,
    /// The document's own sum in kronor.
    #[serde(
        default,
        with = "written::option",
        skip_serializing_if = "Option::is_none"
    )]
    #[schemars(with = "Option<AmountSchema>")]
    pub printed_total: Option<Ore>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    pub decision: DocumentDecision,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<PartSchema>")]
    pub part: Vec<BudgetPart>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(with = "Vec<LineSchema>")]
    pub line: Vec<BudgetLine>,
}

impl AdoptedBudgetFile {
    fn of(adopted: AdoptedBudget) -> Self {
        Self {
            title: adopted.title,
            printed_total: adopted.budget.printed_total,
            source: adopted.source,
            note: adopted.note,
            decision: DocumentDecision::from(&adopted.decision),
            part: adopted.budget.parts,
            line: adopted.budget.lines,
        }
    }

    fn adopted(&self, year: i32) -> AdoptedBudget {
        AdoptedBudget {
            title: self.title.clone(),
            decision: self.decision.clone().into(),
            budget: Budget {
                year,
                printed_total: self.printed_total,
                parts: self.part.clone(),
                lines: self.line.clone(),
            },
            source: self.source.clone(),
            note: self.note.clone(),
            warnings: Vec::new(),
        }
    }

    fn saving(&self, year: i32, before: Option<&BudgetRecord>) -> SaveBudget {
        SaveBudget {
            title: self.title.clone(),
            published: before.is_some_and(|before| before.published),
            budget: self.adopted(year).budget,
            source: self.source.clone(),
            note: self.note.clone(),
            revision: before.map(|before| before.revision),
        }
    }
}

/// Makes the budget one that was adopted so and is open again, by the actions that a person takes.
/// Fails as they do, and with `budget_locked` when something else is adopted.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    (year, file): (i32, &AdoptedBudgetFile),
) -> Result<(), Problems> {
    let wanted = file.adopted(year);
    let before = store::find_budget(tx, scope.collaboration.id, year).await?;
    let is_wanted = |kept: AdoptedBudget| kept.says_the_same(&wanted);
    if let Some(known) = before.as_ref() {
        if known.state.is_adopted() {
            if !AdoptedBudget::of(known, Vec::new()).is_some_and(is_wanted) {
                return Err(Problem::conflict("budget_locked").with("year", year).into());
            }
            open_again(tx, actor, scope, (year, known.revision), "").await?;
            return Ok(());
        }
        let mut kept = adopted_before(tx, std::slice::from_ref(known)).await?;
        if kept.remove(&known.id.0).is_some_and(is_wanted) {
            return Ok(());
        }
    }
    let input = file.saving(year, before.as_ref());
    let saved = save_budget(tx, actor, scope, input, Confirmation::Given).await?;
    let seen = saved.value.revision;
    let adopted = adopt_budget(tx, actor, scope, year, wanted.decision, seen).await?;
    open_again(tx, actor, scope, (year, adopted.revision), "").await?;
    Ok(())
}

/// The files of the budgets that are open again.
pub async fn write(
    tx: &Tx,
    records: &[BudgetRecord],
    path: &str,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let mut kept = adopted_before(tx, records).await?;
    for record in records {
        if let Some(adopted) = kept.remove(&record.id.0) {
            let file = format!("{path}/budgets/{}/adopted.toml", record.year());
            folder.insert(file, to_toml(&AdoptedBudgetFile::of(adopted))?);
        }
    }
    Ok(())
}
