//! What a rule that is not saved would say and do.

use crate::actions::check_rules;
use crate::evaluation::evaluate_input;
use crate::gather::gather_for;
use crate::names::Names;
use crate::pages::distribution_tables::shares_table;
use crate::rule_words::{RuleWords, model_words};
use crate::store;
use crate::view::member_shares;
use askama::Template;
use chrono::Datelike;
use samverk_database::Tx;
use samverk_engine::{DistributionModel, explain_differences};
use samverk_foundation::{Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{Table, Ui};

#[derive(Template)]
#[template(path = "rule_preview.html")]
struct Preview<'p> {
    ui: &'p Ui,
    rule: RuleWords,
    year: Option<i32>,
    table: Option<Table>,
    differences: Vec<String>,
    /// What stands in the way of a result.
    problems: Vec<String>,
}

/// The rule at `index` in words, and what the model with it gives everybody, as HTML. Fails with
/// what would hinder saving the model.
pub(super) async fn preview(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    (model, index): (&DistributionModel, usize),
) -> Result<String, Problems> {
    check_rules(tx, scope, model).await?;
    let names = Names::of_scope(tx, scope).await?;
    let mut words = model_words(ui, model, &names);
    let year = year_to_try(tx, scope, (model, index)).await?;
    let mut shown = Preview {
        ui,
        rule: words.swap_remove(index),
        year,
        table: None,
        differences: Vec::new(),
        problems: Vec::new(),
    };
    if let Some(year) = year {
        let result = match gather_for(tx, scope, year, model.clone()).await {
            Ok(input) => evaluate_input(input, None),
            Err(problems) => Err(problems),
        };
        match result {
            Ok(evaluation) => {
                let result = &evaluation.result;
                let caption = ui.t1("rule-preview-caption", "year", year);
                let members = member_shares(ui, result);
                let table = shares_table(ui, caption, (result, &members), None);
                shown.table = Some(table.without_downloads());
                shown.differences = explain_differences(result, ui.language);
            }
            Err(problems) => {
                shown.problems = problems
                    .0
                    .iter()
                    .map(|problem| ui.problem(problem))
                    .collect();
            }
        }
    }
    Ok(shown.render().map_err(Problem::internal)?)
}

/// The latest year with a budget in which the rule applies, or else the latest; a model with an
/// amount of its own can be tried this year.
async fn year_to_try(
    tx: &Tx,
    scope: &Scope,
    (model, index): (&DistributionModel, usize),
) -> Result<Option<i32>, Problem> {
    let budgets = store::list_budgets(tx, scope.collaboration.id).await?;
    let mut years: Vec<i32> = budgets.iter().map(|record| record.year()).collect();
    years.sort_unstable_by(|one, next| next.cmp(one));
    let applies = |year: &&i32| {
        model.rules.get(index).is_some_and(|rule| {
            rule.from_year.is_none_or(|from| from <= **year)
                && rule.to_year.is_none_or(|to| **year <= to)
        })
    };
    let found = years.iter().find(applies).or_else(|| years.first());
    let own = model.amount.map(|_| tx.today().year());
    Ok(found.copied().or(own))
}
