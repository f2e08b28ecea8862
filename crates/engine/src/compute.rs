//! The engine: a pure function from inputs to a table with a trace.

use super::{
    Adjustment, Applied, Base, Budget, Column, Difference, Distribution, DistributionInput,
    DividedParts, Draft, Drafting, Edition, Exact, Function, LARGEST_AMOUNT, Lookup, Member,
    Outcome, PartyTrace, RoundedRow, RoundingMethod, Row, Rule, RuleTrace, SkipReason, Step,
    apply_modifiers, apply_part_year, check_input, round_rows, split_cells, split_in_proportion,
};
use samverk_foundation::{Key, Ore, Problem, Problems};
use std::collections::BTreeMap;

/// Distributes the budget (or the model's own amount) over the members, rule by rule.
/// Money that no rule takes, or that is taken twice, becomes a difference and is never absorbed.
///
/// Fails with every error of [`check_input`], or with `amount_too_large` or `limit_on_negative`
/// when those show only in the computation.
pub fn compute(input: &DistributionInput) -> Result<Distribution, Problems> {
    check_input(input).errors.or(())?;
    let lookup = Lookup::new(input);
    let mut run = Run::start(input, &lookup);
    for (index, rule) in input.model.rules.iter().enumerate() {
        run.apply(rule)
            .map_err(|problems| at_rule(problems, index))?;
    }
    Ok(run.finish())
}

fn at_rule(problems: Problems, index: usize) -> Problems {
    let place = format!("model.rules[{index}]");
    Problems(
        problems
            .0
            .into_iter()
            .map(|problem| problem.or_field(&place))
            .collect(),
    )
}

/// What is known of a budget part while the rules take from it, in öre.
struct Pot {
    part: Option<Key>,
    name: String,
    budget: i64,
    left: i64,
}

impl Pot {
    fn is_in(&self, base: &Base) -> bool {
        match (base, &self.part) {
            (Base::Total | Base::Rest, _) | (Base::Deductions, None) => true,
            (Base::Parts(parts), Some(part)) => parts.contains(part),
            (Base::Deductions, Some(_)) | (Base::Parts(_), None) => false,
        }
    }
}

struct Run<'a> {
    input: &'a DistributionInput,
    lookup: &'a Lookup<'a>,
    pots: Vec<Pot>,
    cells: BTreeMap<&'a Key, Vec<i64>>,
    roundings: Vec<Difference>,
    trace: Vec<RuleTrace>,
}

impl<'a> Run<'a> {
    fn start(input: &'a DistributionInput, lookup: &'a Lookup<'a>) -> Self {
        let pots = match input.model.amount {
            Some(amount) => pots_of(&Budget::of_amount(input.year, amount)),
            None => pots_of(&input.budget),
        };
        let empty = |member: &'a Member| (&member.key, vec![0; pots.len()]);
        let cells = input.members.iter().map(empty).collect();
        Self {
            input,
            lookup,
            pots,
            cells,
            roundings: Vec::new(),
            trace: Vec::new(),
        }
    }

    fn apply(&mut self, rule: &Rule) -> Result<(), Problems> {
        let takers = rule.takers_among(&self.input.members, self.input.year);
        let skipped = self.input.model.skipped(rule, self.input.year);
        let skipped = skipped.or(takers.is_empty().then_some(SkipReason::NoTakers));
        let outcome = match skipped {
            Some(reason) => Outcome::Skipped { reason },
            None => Outcome::Applied(self.take(rule, &takers)?),
        };
        self.trace.push(RuleTrace {
            rule: rule.key.clone(),
            name: rule.name.clone(),
            outcome,
        });
        Ok(())
    }

    fn take(&mut self, rule: &Rule, takers: &[&'a Member]) -> Result<Applied, Problems> {
        let base = self.base_of(rule);
        let base_amount = Ore(base.iter().sum());
        let (year, lookup) = (self.input.year, self.lookup);
        let drafts = Drafting {
            rule,
            takers,
            base: base_amount,
            year,
            lookup,
        };
        let mut drafts = drafts.drafts()?;
        apply_part_year(self.input, rule, takers, &mut drafts);
        apply_modifiers(&rule.modifiers, &mut drafts, lookup, year)?;
        let exact: Vec<Exact> = drafts.iter().map(|draft| draft.amount.clone()).collect();
        let rounding = self.input.model.rounding;
        let rows = round_rows(&exact, rounding, self.input.edition).ok_or_else(too_large)?;
        if rows.iter().any(|row| row.amount.abs() > LARGEST_AMOUNT) {
            return Err(too_large().into());
        }
        let sum: i64 = rows.iter().map(|row| row.amount.0).sum();
        let taken = match rounding.method {
            RoundingMethod::LargestRemainder => sum,
            RoundingMethod::HalfUpReport => exact
                .iter()
                .sum::<Exact>()
                .round_to(1)
                .ok_or_else(too_large)?,
        };
        self.note_rounding(rule, taken - sum);
        let amounts: Vec<Ore> = rows.iter().map(|row| row.amount).collect();
        let (cells, parts) = match self.divided(rule, &base, &drafts) {
            Some(divided) => {
                let columns = divided.columns(sum).ok_or_else(too_large)?;
                let parts = divided.columns(taken).ok_or_else(too_large)?;
                (divided.cells(&amounts, &columns), parts)
            }
            None => {
                let weights = self.weights_of(rule, &base);
                let split = |amount| split_in_proportion(amount, &weights).ok_or_else(too_large);
                let amounts: Vec<i64> = amounts.iter().map(|amount| amount.0).collect();
                (split_cells(&amounts, &split(sum)?), split(taken)?)
            }
        };
        self.fill_cells(takers, cells);
        for (pot, part) in self.pots.iter_mut().zip(parts) {
            pot.left -= part;
        }
        let applied = Applied {
            base: rule.base.clone(),
            base_parts: self.named_parts(rule, &base),
            base_amount,
            taken: Ore(taken),
            sum: Ore(sum),
            unit: rounding.unit,
            parties: self.traces(drafts, &rows),
        };
        Ok(applied)
    }

    /// What each pot gives to the rule's base.
    fn base_of(&self, rule: &Rule) -> Vec<i64> {
        let amount = |pot: &Pot| match rule.base {
            Base::Rest => pot.left,
            _ if pot.is_in(&rule.base) => pot.budget,
            _ => 0,
        };
        self.pots.iter().map(amount).collect()
    }

    /// How a rule's sum is charged to the pots. What divides its base follows the base, deductions
    /// too; other amounts (fees, rates) are charged in proportion to what costs money.
    /// A base without money cannot be followed: its first pot bears everything.
    fn weights_of(&self, rule: &Rule, base: &[i64]) -> Vec<i64> {
        let costs: Vec<i64> = base.iter().map(|amount| (*amount).max(0)).collect();
        let follows = rule.function.divides_base() || costs.iter().all(|cost| *cost == 0);
        let weights = if follows { base.to_vec() } else { costs };
        if weights.iter().sum::<i64>() != 0 {
            return weights;
        }
        let first = self
            .pots
            .iter()
            .position(|pot| pot.is_in(&rule.base))
            .unwrap_or_default();
        (0..weights.len())
            .map(|index| i64::from(index == first))
            .collect()
    }

    /// With deductions in its base a rule charges each part by the key of its own. Where all parts
    /// have the same sign that is what proportion gives too.
    fn divided(&self, rule: &Rule, base: &[i64], drafts: &[Draft]) -> Option<DividedParts> {
        let mixed = base.iter().any(|pot| *pot < 0) && base.iter().any(|pot| *pot > 0);
        if self.input.edition == Edition::First || !mixed {
            return None;
        }
        let costs: Vec<i64> = base.iter().map(|amount| (*amount).max(0)).collect();
        let keys: Option<Vec<Exact>> = drafts.iter().map(|draft| draft.key.clone()).collect();
        let fees = match &rule.function {
            Function::BasePlusVariable { base_amount, .. } => {
                &Exact::from(*base_amount) * &Exact::integer(drafts.len() as i64)
            }
            _ => Exact::zero(),
        };
        DividedParts::of(rule, base, &costs, keys?, &fees)
    }

    fn named_parts(&self, rule: &Rule, base: &[i64]) -> Vec<(String, Ore)> {
        let parts = self
            .pots
            .iter()
            .zip(base)
            .filter(|(pot, _)| pot.is_in(&rule.base));
        parts
            .map(|(pot, amount)| (pot.name.clone(), Ore(*amount)))
            .collect()
    }

    fn note_rounding(&mut self, rule: &Rule, difference: i64) {
        if difference != 0 {
            let (rule, name) = (rule.key.clone(), rule.name.clone());
            self.roundings.push(Difference::Rounding {
                rule,
                name,
                amount: Ore(difference),
            });
        }
    }

    fn fill_cells(&mut self, takers: &[&'a Member], cells: Vec<Vec<i64>>) {
        for (member, split) in takers.iter().zip(cells) {
            let Some(cells) = self.cells.get_mut(&member.key) else {
                continue;
            };
            for (cell, part) in cells.iter_mut().zip(split) {
                *cell += part;
            }
        }
    }

    fn traces(&self, drafts: Vec<Draft>, rows: &[RoundedRow]) -> Vec<PartyTrace> {
        let unit = self.input.model.rounding.unit;
        let trace = |(mut draft, row): (Draft, &RoundedRow)| {
            let RoundedRow { amount, adjustment } = *row;
            if draft.amount != Exact::from(amount) || adjustment != Adjustment::None {
                let before = draft.amount;
                draft.steps.push(Step::Rounded {
                    before,
                    after: amount,
                    unit,
                    adjustment,
                });
            }
            PartyTrace {
                party: draft.party,
                steps: draft.steps,
                amount,
            }
        };
        drafts.into_iter().zip(rows).map(trace).collect()
    }

    /// What the fees give is what there is.
    fn let_fees_decide(&mut self) {
        if self.input.model.fees_decide {
            for pot in &mut self.pots {
                pot.budget -= pot.left;
                pot.left = 0;
            }
        }
    }

    fn finish(mut self) -> Distribution {
        self.let_fees_decide();
        let rows: Vec<Row> = self
            .input
            .members
            .iter()
            .map(|member| self.row(member))
            .collect();
        let column = |(index, pot): (usize, &Pot)| Column {
            part: pot.part.clone(),
            name: pot.name.clone(),
            budget: Ore(pot.budget),
            distributed: rows.iter().map(|row| row.cells[index]).sum(),
        };
        let columns: Vec<Column> = self.pots.iter().enumerate().map(column).collect();
        let budget: Ore = columns.iter().map(|column| column.budget).sum();
        let distributed: Ore = rows.iter().map(|row| row.amount).sum();
        let mut differences: Vec<Difference> = self.pots.iter().filter_map(left_over).collect();
        differences.extend(self.roundings);
        Distribution {
            year: self.input.year,
            model: self.input.model.key.clone(),
            purpose: self.input.model.purpose,
            columns,
            rows,
            budget,
            distributed,
            difference: budget - distributed,
            differences,
            trace: self.trace,
        }
    }

    fn row(&self, member: &Member) -> Row {
        let cells = self.cells.get(&member.key).cloned().unwrap_or_default();
        let amount = Ore(cells.iter().sum());
        let cells = cells.into_iter().map(Ore).collect();
        Row {
            party: member.key.clone(),
            name: member.name.clone(),
            amount,
            cells,
        }
    }
}

/// One pot per part, and one for what stands outside the parts if there is anything.
fn pots_of(budget: &Budget) -> Vec<Pot> {
    let totals = budget.totals();
    let part = |(key, sums): &(Key, super::Sums)| Pot {
        part: Some(key.clone()),
        name: budget
            .part(key)
            .map(|part| part.name.clone())
            .unwrap_or_default(),
        budget: sums.net().0,
        left: sums.net().0,
    };
    let mut pots: Vec<Pot> = totals.parts.iter().map(part).collect();
    let outside = totals.outside.net().0;
    if pots.is_empty() || budget.lines_of(None).next().is_some() {
        pots.push(Pot {
            part: None,
            name: String::new(),
            budget: outside,
            left: outside,
        });
    }
    pots
}

fn left_over(pot: &Pot) -> Option<Difference> {
    let (part, name, amount) = (pot.part.clone(), pot.name.clone(), Ore(pot.left));
    match (pot.left.signum(), pot.budget.signum()) {
        (0, _) => None,
        (left, budget) if left == budget => Some(Difference::NotTaken { part, name, amount }),
        _ => Some(Difference::OverTaken { part, name, amount }),
    }
}

fn too_large() -> Problem {
    Problem::invalid("amount_too_large").with("value", LARGEST_AMOUNT)
}
