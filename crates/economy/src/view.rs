//! A distribution and a budget ready to be read: on the page, and as a document.

use crate::evaluation::{Evaluation, evaluate_record};
use crate::gather::all_tables;
use crate::names::Names;
use crate::policy::Action;
use crate::purpose_words::{amount_words, by_purpose_with, rule_said};
use crate::records::DistributionRecord;
use crate::rule_words::{RuleWords, model_terms, model_words};
pub use crate::visible::find_visible_distribution;
use rust_decimal::Decimal;
use samverk_database::{Tx, list_warnings};
use samverk_engine::{
    Applied, ComparedRow, Distribution, DistributionInput, Finding, KeySearch, MeasureTable,
    Outcome, PartyTrace, PrintedTable, Step, describe, describe_key_search, explain,
    explain_differences, search_printed,
};
use samverk_foundation::{Key, Ore, Problem, format_decimal, format_percent};
use samverk_parties::Scope;
use samverk_web::{Remembered, Ui};

/// A distribution with everything that is to be read about it.
#[derive(Clone, Debug)]
pub struct DistributionView {
    pub record: DistributionRecord,
    /// The name of the collaboration.
    pub collaboration: String,
    pub evaluation: Evaluation,
    pub members: Vec<MemberShare>,
    /// The rules, in the order in which they are applied.
    pub rules: Vec<RuleWords>,
    /// How amounts are rounded, in a sentence.
    pub rounding: String,
    pub warnings: Vec<String>,
    /// Why the rows do not sum to the budget; empty when they do.
    pub differences: Vec<String>,
    pub comparison: Option<ComparisonView>,
    /// What the key behind printed percentages was made of; empty when nothing is printed.
    pub key_search: Vec<String>,
    pub inputs: Vec<InputList>,
}

/// One member's amount and its reason.
#[derive(Clone, Debug)]
pub struct MemberShare {
    pub party: Key,
    pub name: String,
    /// How the amount comes about, shortly: `1,90 % av 4 361 000 kr`.
    pub reason: String,
    /// Of everything that is distributed, in percent.
    pub percent: Option<Decimal>,
    pub amount: Ore,
    /// One for each column of the result.
    pub cells: Vec<Ore>,
    /// Every step in words and numbers.
    pub explanation: Vec<String>,
}

/// The result beside a table that was printed.
#[derive(Clone, Debug)]
pub struct ComparisonView {
    pub source: String,
    pub rows: Vec<ComparedRow>,
    /// The words in the printed share column, in the order of the rows.
    pub shares: Vec<String>,
    /// None of a table that has shares only.
    pub printed_sum: Option<Ore>,
    pub printed_total: Option<Ore>,
    pub computed_sum: Ore,
    pub agreeing: usize,
    /// What does not add up, and what would explain it. Rows that differ are marked in the table.
    pub findings: Vec<String>,
}

/// Figures that the result was computed from.
#[derive(Clone, Debug)]
pub struct InputList {
    pub title: String,
    pub values: Vec<(String, String)>,
}

/// The distribution if the actor may see it, in the reader's language. Fails with `not_found`,
/// or with the first problem that hinders the computation of a draft.
pub async fn load_distribution_view(
    tx: &Tx,
    scope: &Scope,
    key: &str,
    ui: &Ui,
) -> Result<DistributionView, Problem> {
    let record = find_visible_distribution(tx, scope, key).await?;
    match evaluate_record(tx, scope, &record).await {
        Ok(evaluation) => view(tx, scope, (record, evaluation), ui).await,
        Err(problems) => Err(first(problems.0)),
    }
}

/// Our own fault goes before the person's.
fn first(mut problems: Vec<Problem>) -> Problem {
    let internal = problems.iter().position(|problem| problem.kind.is_ours());
    match internal {
        Some(index) => problems.swap_remove(index),
        None if problems.is_empty() => Problem::internal("refused without a problem"),
        None => problems.swap_remove(0),
    }
}

pub(crate) async fn view(
    tx: &Tx,
    scope: &Scope,
    (record, evaluation): (DistributionRecord, Evaluation),
    ui: &Ui,
) -> Result<DistributionView, Problem> {
    let may_check = scope.may(Action::SaveDistribution.by());
    let warnings = warnings(tx, (&record, &evaluation), ui, may_check).await?;
    let names = Names::of_input(&evaluation.input);
    let key_search = match record.printed_table() {
        Some(printed) => key_search(tx, scope, printed, &names, ui).await?,
        None => Vec::new(),
    };
    let result = &evaluation.result;
    Ok(DistributionView {
        collaboration: scope.collaboration.name.clone(),
        members: member_shares(ui, result),
        rules: model_words(ui, &evaluation.input.model, &names),
        rounding: model_terms(ui, &evaluation.input.model, &evaluation.input.members),
        warnings,
        differences: explain_differences(result, ui.language),
        comparison: comparison(&record, &evaluation, ui),
        key_search,
        inputs: input_lists(&evaluation.input, &names, ui),
        record,
        evaluation,
    })
}

/// Everybody's amount and its reason.
pub(crate) fn member_shares(ui: &Ui, result: &Distribution) -> Vec<MemberShare> {
    let rows = result.rows.iter();
    rows.map(|row| member_share(ui, result, row)).collect()
}

fn member_share(ui: &Ui, result: &Distribution, row: &samverk_engine::Row) -> MemberShare {
    MemberShare {
        party: row.party.clone(),
        name: row.name.clone(),
        reason: reason(ui, result, &row.party),
        percent: result.percent_of_distributed(row),
        amount: row.amount,
        cells: row.cells.clone(),
        explanation: explain(result, &row.party, ui.language),
    }
}

/// One member's amount and its reason; nothing when it is no row of the result.
pub fn share_of(ui: &Ui, result: &Distribution, party: &Key) -> Option<MemberShare> {
    result.row(party).map(|row| member_share(ui, result, row))
}

/// What was confirmed when it was adopted; for a draft what holds now.
/// What is only to be checked is told to who can do something about it.
const TO_CHECK: [&str; 2] = ["amount_jump", "amounts_jump"];

async fn warnings(
    tx: &Tx,
    (record, evaluation): (&DistributionRecord, &Evaluation),
    ui: &Ui,
    may_check: bool,
) -> Result<Vec<String>, Problem> {
    let is_told = |code: &str| may_check || !TO_CHECK.contains(&code);
    if record.is_adopted() {
        let kept = list_warnings(tx, record.id.0).await?;
        return Ok(kept
            .iter()
            .filter(|warning| is_told(&warning.code))
            .map(|warning| ui.kept_warning(warning))
            .collect());
    }
    Ok(evaluation
        .warnings()
        .0
        .iter()
        .filter(|warning| is_told(warning.code))
        .map(|warning| ui.problem(warning))
        .collect())
}

/// The search tries a hundred keys, and the same page is read again and again.
static KEY_SEARCHES: Remembered<Printed, Option<KeySearch>> = Remembered::keeping(16);

/// A printed table, and the figures that it may be made of.
type Printed = (PrintedTable, Vec<MeasureTable>);

/// Searches the key behind the rows whose share is a percentage and nothing else, or behind a table
/// of amounts only.
async fn key_search(
    tx: &Tx,
    scope: &Scope,
    printed: &PrintedTable,
    names: &Names,
    ui: &Ui,
) -> Result<Vec<String>, Problem> {
    let asked = (printed.clone(), all_tables(tx, scope).await?);
    let search = || (asked.clone(), search_printed(&asked.0, &asked.1));
    let Some(found) = KEY_SEARCHES.of(|known| *known == asked, search) else {
        return Ok(Vec::new());
    };
    Ok(describe_key_search(
        &found,
        &|party| names.party(party),
        ui.language,
    ))
}

fn comparison(
    record: &DistributionRecord,
    evaluation: &Evaluation,
    ui: &Ui,
) -> Option<ComparisonView> {
    let (printed, comparison) = (record.printed.as_ref()?, evaluation.comparison.as_ref()?);
    let purpose = evaluation.result.purpose;
    let share = |row: &ComparedRow| {
        let printed = printed
            .table
            .rows
            .iter()
            .find(|printed| printed.party == row.party);
        printed
            .map(|printed| printed.share.clone())
            .unwrap_or_default()
    };
    let is_row = |finding: &&Finding| matches!(finding, Finding::RowDiffers { .. });
    let findings = comparison
        .findings
        .iter()
        .filter(|finding| !is_row(finding));
    Some(ComparisonView {
        source: printed.source.clone(),
        shares: comparison.rows.iter().map(share).collect(),
        printed_sum: printed
            .table
            .has_amounts()
            .then_some(comparison.printed_sum),
        printed_total: comparison.printed_total,
        computed_sum: comparison.computed_sum,
        agreeing: comparison.rows.iter().filter(|row| row.is_equal()).count(),
        findings: findings
            .map(|finding| describe(finding, purpose, ui.language))
            .collect(),
        rows: comparison.rows.clone(),
    })
}

/// How a member's amount comes about, in a few words for each rule.
fn reason(ui: &Ui, result: &Distribution, party: &Key) -> String {
    let of_rule = |rule: &samverk_engine::RuleTrace| {
        let Outcome::Applied(applied) = &rule.outcome else {
            return None;
        };
        let trace = applied.parties.iter().find(|trace| trace.party == *party)?;
        let reason = rule_reason(ui, applied, trace);
        let said = reason.map(|reason| rule_said(ui, result.purpose, reason));
        Some(said.unwrap_or_else(|| rule.name.clone()))
    };
    result
        .trace
        .iter()
        .filter_map(of_rule)
        .collect::<Vec<_>>()
        .join(" + ")
}

/// From the step that decides the amount; nothing when no single step does.
fn rule_reason(ui: &Ui, applied: &Applied, trace: &PartyTrace) -> Option<String> {
    let of = |text: &str, value: String, pool: Ore| {
        Some(ui.t_with(text, &[("value", &value), ("pool", &pool.to_string())]))
    };
    let alone = applied.parties.len() == 1;
    let mut steps = trace.steps.iter().rev();
    let decides = steps.find_map(|step| match step {
        Step::PercentOfBase { base, percent, .. } if alone => {
            of("reason-part", format_percent(*percent), *base)
        }
        Step::ShareByPercent { pool, percent, .. } => {
            of("reason-part", format_percent(*percent), pool.to_ore())
        }
        Step::ShareByFigure {
            pool, value, total, ..
        } => {
            let total = total.to_decimal(2).unwrap_or_default().normalize();
            let value = format!("{} / {}", format_decimal(*value), format_decimal(total));
            of("reason-part", value, pool.to_ore())
        }
        Step::ShareEqually { pool, takers, .. } if !alone => {
            of("reason-equal", takers.to_string(), pool.to_ore())
        }
        Step::ShareByWeights { pool, share, .. } => {
            let hundredfold = share * &samverk_engine::Exact::integer(100);
            let percent = hundredfold.to_decimal(2).unwrap_or_default();
            of("reason-part", format_percent(percent), pool.to_ore())
        }
        Step::Rate { value, rate, .. } => {
            let rate = format_decimal(*rate);
            Some(ui.t_with(
                "reason-rate",
                &[("value", &format_decimal(*value)), ("rate", &rate)],
            ))
        }
        Step::Fixed { .. } => Some(ui.t("reason-fixed")),
        Step::Actual { table, .. } => Some(table.clone()),
        _ => None,
    })?;
    let is_adjusted = trace.steps.iter().any(|step| {
        matches!(
            step,
            Step::Floor { .. }
                | Step::Cap { .. }
                | Step::Rebate { .. }
                | Step::ChangeLimited { .. }
                | Step::Spread { .. }
                | Step::Index { .. }
                | Step::Added { .. }
        )
    });
    Some(if is_adjusted {
        ui.t1("reason-adjusted", "reason", decides)
    } else {
        decides
    })
}

/// What a computation builds on: budget, figures, last year's amounts.
pub(crate) fn input_lists(input: &DistributionInput, names: &Names, ui: &Ui) -> Vec<InputList> {
    let totals = input.budget.totals();
    let parts = input.budget.parts.iter().zip(&totals.parts);
    let mut budget: Vec<(String, String)> = parts
        .map(|(part, (_, sums))| (part.name.clone(), sums.net().to_string()))
        .collect();
    if totals.outside.net() != Ore::ZERO || budget.is_empty() {
        budget.push((ui.t("budget-outside"), totals.outside.net().to_string()));
    }
    budget.push((ui.t("budget-total"), totals.total.to_string()));
    let title = ui.t1("input-budget", "year", input.budget.year);
    let mut lists = vec![InputList {
        title,
        values: budget,
    }];
    for table in &input.measures {
        let mut years: Vec<Option<i32>> = table.values.iter().map(|row| row.year).collect();
        years.sort_unstable();
        years.dedup();
        for year in years {
            let rows = table.values.iter().filter(|row| row.year == year);
            let value = |row: &samverk_engine::MeasureValue| {
                (names.party(&row.party), format_decimal(row.value))
            };
            let year = year.map(|year| format!(" {year}")).unwrap_or_default();
            let title = format!("{}{year} ({})", table.name, table.unit);
            lists.push(InputList {
                title,
                values: rows.map(value).collect(),
            });
        }
    }
    let last = input.last_amounts();
    if !last.amounts.is_empty() {
        let purpose = input.model.purpose;
        let paid =
            |(party, amount): &(Key, Ore)| (names.party(party), amount_words(ui, purpose, *amount));
        let values = last.amounts.0.iter().map(paid).collect();
        let year = (input.year - 1).to_string();
        let mut title = by_purpose_with(ui, "input-last-year", purpose, &[("year", &year)]);
        if !last.source.is_empty() {
            title = format!("{title} ({})", last.source);
        }
        lists.push(InputList { title, values });
    }
    lists
}
