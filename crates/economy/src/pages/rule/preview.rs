//! What rules that are not saved would say and do, beside the form that asks for them.

use crate::actions::check_rules;
use crate::evaluation::evaluate_input;
use crate::gather::gather_for;
use crate::names::Names;
use crate::pages::distribution_tables::amounts_table;
use crate::purpose_words::by_purpose;
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
use std::ops::Range;

/// What is to be shown.
pub(in crate::pages) struct Shown<'s> {
    /// The model with the rules in it, or what hinders that there is one.
    pub model: Result<DistributionModel, Problems>,
    /// Which of its rules are put in words.
    pub rules: Range<usize>,
    /// Somebody pressed the button: what is missing is told, and the answer gets the focus.
    pub is_asked: bool,
    /// The code and name of another step of the form, where what is wrong is mended.
    pub mended_at: &'s (dyn Fn(&Problem) -> Option<StepName> + Sync),
}

type StepName = (&'static str, String);

/// What stands in the way of a result.
#[derive(PartialEq, Eq)]
struct Hindrance {
    sentence: String,
    /// Another step of the form, where it is mended.
    step: Option<StepName>,
}

#[derive(Template)]
#[template(path = "rule_preview.html")]
struct Preview<'p> {
    ui: &'p Ui,
    is_asked: bool,
    /// Nothing can be computed before more is filled in.
    is_unfinished: bool,
    rules: Vec<RuleWords>,
    year: Option<i32>,
    /// Everything that is distributed, in words.
    sum: String,
    table: Option<Table>,
    differences: Vec<String>,
    problems: Vec<Hindrance>,
}

/// The rules in words, and what the model with them gives everybody, as HTML. Changes nothing.
pub(in crate::pages) async fn preview(
    tx: &Tx,
    ui: &Ui,
    scope: &Scope,
    asked: Shown<'_>,
) -> Result<String, Problem> {
    let mut shown = Preview {
        ui,
        is_asked: asked.is_asked,
        is_unfinished: false,
        rules: Vec::new(),
        year: None,
        sum: String::new(),
        table: None,
        differences: Vec::new(),
        problems: Vec::new(),
    };
    let checked = match asked.model {
        Ok(model) => check_rules(tx, scope, &model).await.map(|()| model),
        Err(problems) => Err(problems),
    };
    match checked {
        Ok(model) => shown.compute(tx, scope, (&model, asked.rules)).await?,
        Err(problems) => {
            shown.is_unfinished = true;
            if asked.is_asked {
                shown.problems = told(ui, &problems, asked.mended_at);
            }
        }
    }
    shown.render().map_err(Problem::internal)
}

/// Each sentence once: several fields may lack the same.
fn told(
    ui: &Ui,
    problems: &Problems,
    mended_at: impl Fn(&Problem) -> Option<StepName>,
) -> Vec<Hindrance> {
    let mut told: Vec<Hindrance> = Vec::new();
    for problem in &problems.0 {
        let hindrance = Hindrance {
            sentence: ui.problem(problem),
            step: mended_at(problem),
        };
        if !told.contains(&hindrance) {
            told.push(hindrance);
        }
    }
    told
}

impl Preview<'_> {
    async fn compute(
        &mut self,
        tx: &Tx,
        scope: &Scope,
        (model, rules): (&DistributionModel, Range<usize>),
    ) -> Result<(), Problem> {
        let names = Names::of_scope(tx, scope).await?;
        let first = rules.start;
        let words = model_words(self.ui, model, &names).into_iter();
        self.rules = words.skip(first).take(rules.len()).collect();
        self.year = year_to_try(tx, scope, (model, first)).await?;
        let Some(year) = self.year else {
            return Ok(());
        };
        let result = match gather_for(tx, scope, year, model.clone()).await {
            Ok(input) => evaluate_input(input, None),
            Err(problems) => Err(problems),
        };
        match result {
            Ok(evaluation) => {
                let (ui, result) = (self.ui, &evaluation.result);
                let caption = ui.t1("rule-preview-caption", "year", year);
                let members = member_shares(ui, result);
                self.table = Some(amounts_table(ui, caption, (result, &members)));
                let sum =
                    crate::purpose_words::amount_words(ui, result.purpose, result.distributed);
                let label = by_purpose(ui, "rule-preview-sum", result.purpose);
                self.sum = format!("{label}: {sum}");
                self.differences = explain_differences(result, ui.language);
            }
            Err(problems) => self.problems = told(self.ui, &problems, |_| None),
        }
        Ok(())
    }
}

/// The latest year with a budget in which the rule applies, or else the latest; a model with an
/// amount of its own, or whose fees decide the sum, can be tried this year.
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
    let needs_no_budget = model.amount.is_some() || model.fees_decide;
    let own = needs_no_budget.then(|| tx.today().year());
    Ok(found.copied().or(own))
}
