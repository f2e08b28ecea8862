//! A distribution with everything that is to be said of it.

use crate::gather::gather_input;
use crate::purpose_words::without_kronor;
use crate::records::DistributionRecord;
use samverk_database::Tx;
use samverk_engine::{
    ComparedRow, Comparison, Distribution, DistributionInput, Finding, PrintedTable,
    change_percent, check_amounts, check_input, compare, compute,
};
use samverk_foundation::{Key, Ore, Problem, Problems, format_percent};
use samverk_parties::Scope;
use samverk_web::Remembered;
use std::collections::BTreeSet;

const ROWS_TOLD_ONE_BY_ONE: usize = 3;

/// What a distribution was computed from, the result, and how it compares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    pub input: DistributionInput,
    pub result: Distribution,
    pub comparison: Option<Comparison>,
}

/// Computes a draft from what is known now; an adopted one stands as it was decided.
/// Fails with everything that hinders the computation.
pub async fn evaluate_record(
    tx: &Tx,
    scope: &Scope,
    record: &DistributionRecord,
) -> Result<Evaluation, Problems> {
    check_printed(record.printed_table(), scope).or(())?;
    match &record.adopted {
        Some(adopted) => {
            let (input, result) = (adopted.input.clone(), adopted.result.clone());
            let printed = record.printed_table();
            let comparison = printed.map(|printed| compared(&result, printed, &input));
            Ok(Evaluation {
                input,
                result,
                comparison,
            })
        }
        None => {
            let input = gather_input(tx, scope, record.year, &record.model).await?;
            evaluate_input(input, record.printed_table())
        }
    }
}

/// The same for a draft whose input is given with it.
pub(crate) fn evaluate_given(
    scope: &Scope,
    record: &DistributionRecord,
    input: DistributionInput,
) -> Result<Evaluation, Problems> {
    check_printed(record.printed_table(), scope).or(())?;
    evaluate_input(input, record.printed_table())
}

/// Fails with every error of [`compute`].
pub fn evaluate_input(
    input: DistributionInput,
    printed: Option<&PrintedTable>,
) -> Result<Evaluation, Problems> {
    let purpose = input.model.purpose;
    let result = compute(&input).map_err(|problems| without_kronor(problems, purpose))?;
    let comparison = printed.map(|printed| compared(&result, printed, &input));
    Ok(Evaluation {
        input,
        result,
        comparison,
    })
}

/// The same page is read again and again, and the comparison tries other roundings of everything.
static COMPARISONS: Remembered<(Distribution, PrintedTable, DistributionInput), Comparison> =
    Remembered::keeping(16);

fn compared(
    result: &Distribution,
    printed: &PrintedTable,
    input: &DistributionInput,
) -> Comparison {
    COMPARISONS.of(
        |known| (&known.0, &known.1, &known.2) == (result, printed, input),
        || {
            let asked = (result.clone(), printed.clone(), input.clone());
            (asked, compare(result, printed, input))
        },
    )
}

/// Errors of a printed table in itself: `party_unknown`, `party_twice`,
/// `amount_negative`, `printed_row_empty`, at `printed[<row>].<column>`.
fn check_printed(printed: Option<&PrintedTable>, scope: &Scope) -> Problems {
    let mut problems = Problems::default();
    let known: BTreeSet<&Key> = scope
        .members
        .iter()
        .map(|member| &member.party.key)
        .collect();
    let mut seen = BTreeSet::new();
    for (index, row) in printed
        .into_iter()
        .flat_map(|table| &table.rows)
        .enumerate()
    {
        let place = |column: &str| format!("printed[{index}].{column}");
        if !known.contains(&row.party) {
            let unknown = Problem::invalid("party_unknown").with("party", &row.party);
            problems.push(unknown.at_field(&place("party")));
        }
        if !seen.insert(&row.party) {
            let twice = Problem::invalid("party_twice").with("party", &row.party);
            problems.push(twice.at_field(&place("party")));
        }
        if let Some(amount) = row.amount.filter(|amount| amount.is_negative()) {
            let negative = Problem::invalid("amount_negative").with("value", amount);
            problems.push(negative.at_field(&place("amount")));
        }
        if row.amount.is_none() && row.share.trim().is_empty() {
            let empty = Problem::invalid("printed_row_empty").with("party", &row.party);
            problems.push(empty.at_field(&place("amount")));
        }
    }
    problems
}

impl Evaluation {
    /// Everything that must be confirmed and is kept: what is odd in the model and the figures,
    /// money left over, jumps from last year, and what does not agree with the printed table.
    pub fn warnings(&self) -> Problems {
        let mut warnings = check_input(&self.input).warnings;
        if self.result.difference != Ore::ZERO {
            let left = Problem::invalid("distribution_difference")
                .with("budget", self.result.budget)
                .with("distributed", self.result.distributed)
                .with("difference", self.result.difference);
            warnings.push(left);
        }
        warnings.0.extend(self.jumps());
        if let Some(comparison) = &self.comparison {
            warnings.0.extend(self.printed_warnings(comparison));
        }
        without_kronor(warnings, self.result.purpose)
    }

    /// Who pays much more or less than last year; many are told together, with what they come to.
    fn jumps(&self) -> Vec<Problem> {
        let amounts = self.result.rows.iter().map(|row| (&row.party, row.amount));
        let last_amounts = self.input.last_amounts().amounts;
        let jumps = check_amounts(amounts, last_amounts);
        if jumps.0.len() <= ROWS_TOLD_ONE_BY_ONE {
            return self.with_names(jumps);
        }
        let last_amounts = last_amounts.by_party();
        let both = self.result.rows.iter().filter_map(|row| {
            let last = last_amounts.get(&row.party)?;
            Some((**last, row.amount))
        });
        let payers: Vec<(Ore, Ore)> = both.filter(|one| *one != (Ore::ZERO, Ore::ZERO)).collect();
        let (last, now) = payers.iter().fold((Ore::ZERO, Ore::ZERO), |sums, one| {
            (sums.0 + one.0, sums.1 + one.1)
        });
        let percent = change_percent(last, now).unwrap_or_default();
        let together = Problem::invalid("amounts_jump")
            .with("count", jumps.0.len())
            .with("rows", payers.len())
            .with("last", last)
            .with("now", now);
        vec![together.with("percent", format_percent(percent))]
    }

    /// Many differing rows are told together: which they are stands in the comparison.
    fn printed_warnings(&self, comparison: &Comparison) -> Vec<Problem> {
        let is_row = |finding: &&Finding| matches!(finding, Finding::RowDiffers { .. });
        let findings = of_one_fact_each(&comparison.findings, &comparison.rows);
        let differing = findings.iter().copied().filter(is_row).count();
        let together = differing > ROWS_TOLD_ONE_BY_ONE;
        let told = findings
            .into_iter()
            .filter(|finding| !together || !is_row(finding));
        let others = told.filter_map(|finding| self.warning(finding));
        let rows = together.then(|| {
            Problem::invalid("printed_rows_differ")
                .with("count", differing)
                .with("rows", comparison.rows.len())
        });
        rows.into_iter().chain(others).collect()
    }

    /// The engine names parties by key; people read names.
    fn with_names(&self, problems: Problems) -> Vec<Problem> {
        let named = |mut problem: Problem| {
            for (_, value) in problem
                .values
                .iter_mut()
                .filter(|(name, _)| *name == "party")
            {
                let row = self
                    .result
                    .rows
                    .iter()
                    .find(|row| row.party.as_str() == value);
                if let Some(row) = row {
                    problem.place.field = Some(format!("rows.{value}"));
                    value.clone_from(&row.name);
                }
            }
            problem
        };
        problems.0.into_iter().map(named).collect()
    }

    /// What a finding is called among the warnings; nothing for what only explains another.
    fn warning(&self, finding: &Finding) -> Option<Problem> {
        let at = |problem: Problem, name: &str| {
            let rows = self
                .comparison
                .iter()
                .flat_map(|comparison| &comparison.rows);
            let row = rows.into_iter().find(|row| row.name == name);
            let place = row.map_or_else(String::new, |row| format!("printed.{}", row.party));
            problem.with("party", name).at_field(&place)
        };
        let differs = |printed: Ore, computed: Ore, problem: Problem| {
            let problem = problem.with("printed", printed).with("computed", computed);
            problem.with("difference", printed - computed)
        };
        Some(match finding {
            Finding::RowDiffers {
                name,
                printed,
                computed,
            } => {
                let problem = at(Problem::invalid("printed_row_differs"), name);
                differs(*printed, *computed, problem)
            }
            Finding::RowsRounded { names, most } => Problem::invalid("printed_rows_rounded")
                .with("count", names.len())
                .with("most", most)
                .with("parties", names.join(", ")),
            Finding::ShareDiffers {
                name,
                printed,
                computed,
            } => at(Problem::invalid("printed_share_differs"), name)
                .with("printed", format_percent(*printed))
                .with("computed", format_percent(*computed)),
            Finding::OnlyPrinted { name, printed } => {
                at(Problem::invalid("printed_row_not_computed"), name).with("printed", printed)
            }
            Finding::OnlyComputed { name, computed } => {
                at(Problem::invalid("printed_row_missing"), name).with("computed", computed)
            }
            Finding::TotalNotSum { total, sum } => {
                differs(*total, *sum, Problem::invalid("printed_total_differs"))
            }
            Finding::Swapped { first, second } => {
                at(Problem::invalid("printed_rows_swapped"), first).with("other", second)
            }
            Finding::ShareNotFollowed(share) => {
                at(Problem::invalid("printed_share_not_followed"), &share.name)
                    .with("percent", format_percent(share.percent))
                    .with("printed", share.printed)
                    .with("base", share.base_amount)
                    .with("expected", share.expected)
                    .with("implied", share.implied_base)
                    .with("difference", (share.implied_base - share.base_amount).abs())
            }
            Finding::CommonBase {
                base, model_base, ..
            } => Problem::invalid("printed_base_differs")
                .with("base", base)
                .with("model", model_base)
                .with("difference", *base - *model_base),
            Finding::PrintedTwice { .. }
            | Finding::OtherRounding { .. }
            | Finding::SharesRounded { .. } => return None,
        })
    }
}

/// One wrong fact gives one warning: what only follows from another finding is left out.
fn of_one_fact_each<'f>(findings: &'f [Finding], rows: &[ComparedRow]) -> Vec<&'f Finding> {
    let mut swapped = BTreeSet::new();
    let (mut of_base, mut differing) = (BTreeSet::new(), BTreeSet::new());
    for finding in findings {
        match finding {
            Finding::Swapped { first, second } => swapped.extend([first, second]),
            Finding::CommonBase { names, .. } => of_base.extend(names),
            Finding::RowDiffers { name, .. } => {
                differing.insert(name);
            }
            _ => {}
        }
    }
    let sum: Ore = rows.iter().map(|row| row.difference).sum();
    let is_own = |finding: &&Finding| match finding {
        Finding::RowDiffers { name, .. } => !swapped.contains(name) && !of_base.contains(name),
        Finding::ShareNotFollowed(share) => !differing.contains(&share.name),
        // Another row has what these lack: that row is the fact.
        Finding::CommonBase { same_as, .. } => same_as.is_none(),
        // The total is that of the rows as they should be.
        Finding::TotalNotSum {
            total,
            sum: of_rows,
        } => differing.is_empty() || *of_rows - *total != sum,
        _ => true,
    };
    findings.iter().filter(is_own).collect()
}
