use super::warnings::{Confirmation, Saved, settle_warnings};
use crate::BudgetId;
use crate::policy::Action;
use crate::records::{BudgetRecord, State};
use crate::store;
use samverk_database::Tx;
use samverk_engine::{Budget, check_budget};
use samverk_foundation::{Actor, Problem, Problems, text};
use samverk_parties::Scope;

/// What can be said of a budget. `revision` is the one that the person saw; nothing for a new one.
#[derive(Clone, Debug)]
pub struct SaveBudget {
    pub title: String,
    pub published: bool,
    pub budget: Budget,
    pub source: String,
    pub note: String,
    pub revision: Option<i64>,
}

impl SaveBudget {
    fn becomes(self, id: BudgetId) -> Result<BudgetRecord, Problem> {
        Ok(BudgetRecord {
            id,
            title: text::name(&self.title, "title")?,
            state: State::Draft,
            published: self.published,
            budget: self.budget,
            source: self.source,
            note: self.note,
            comments_until: None,
            round: 1,
            revision: self.revision.unwrap_or_default().saturating_add(1),
        })
    }
}

/// Makes or changes the budget of a year. Saving what already stands changes and records nothing.
///
/// Fails with every error of [`check_budget`], `budget_year_taken` for a new one whose year has a
/// budget, `budget_locked` when it is adopted, `budget_out_for_comment` when other figures are
/// out for comment, `warnings_unconfirmed`.
pub async fn save_budget(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    input: SaveBudget,
    confirmation: Confirmation,
) -> Result<Saved<BudgetRecord>, Problems> {
    scope.require(Action::SaveBudget.by())?;
    let of = scope.collaboration.id;
    let year = input.budget.year;
    let last = store::find_budget(tx, of, year - 1).await?;
    let checked = check_budget(&input.budget, last.as_ref().map(|last| &last.budget));
    checked.errors.or(())?;
    let before = store::find_budget(tx, of, year).await?;
    let seen = input.revision;
    let id = before
        .as_ref()
        .map_or_else(|| BudgetId(tx.new_id()), |before| before.id);
    let mut after = input.becomes(id)?;
    if let Some(before) = &before {
        if seen.is_none() {
            let taken = Problem::conflict("budget_year_taken").with("year", year);
            return Err(taken.at_field("year").into());
        }
        if before.state.is_adopted() {
            after.state = before.state.clone();
        }
        after.comments_until = before.comments_until;
        after.round = before.round;
    }
    let unchanged = before.as_ref().filter(|before| is_same(before, &after));
    match (&before, seen) {
        _ if unchanged.is_some() => {}
        (Some(before), _) if before.state.is_adopted() => {
            return Err(Problem::conflict("budget_locked").with("year", year).into());
        }
        (Some(before), _) if before.comments_until.is_some() && before.budget != after.budget => {
            let out = Problem::conflict("budget_out_for_comment");
            return Err(out.with("year", year).into());
        }
        (Some(_), Some(seen)) => store::update_budget(tx, of, &after, seen).await?,
        (None, None) => store::insert_budget(tx, of, &after).await?,
        (None, Some(_)) | (Some(_), None) => return Err(Problem::not_found().into()),
    }
    settle_warnings(tx, actor, &after.object(), &checked.warnings, confirmation).await?;
    let warnings = checked.warnings.0;
    if let Some(before) = unchanged {
        return Ok(Saved {
            value: before.clone(),
            warnings,
        });
    }
    let event = scope.event("budget.saved", after.object());
    tx.record(actor, event.change(before.as_ref(), Some(&after))?)
        .await?;
    Ok(Saved {
        value: after,
        warnings,
    })
}

fn is_same(before: &BudgetRecord, after: &BudgetRecord) -> bool {
    BudgetRecord {
        revision: after.revision,
        ..before.clone()
    } == *after
}
