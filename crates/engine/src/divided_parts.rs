//! How the amounts of a rule that divides its base are charged to the budget's parts when something
//! is deducted there: each part and each deduction by the key, whatever they come to together.

use super::{Exact, Function, Rule, round_to_sum, split_exact_cells};
use samverk_foundation::Ore;

pub struct DividedParts {
    /// What each taker's share of the base is, of one.
    keys: Vec<Exact>,
    sum_of_keys: Exact,
    /// What is divided by the key of each pot, in öre.
    pool: Vec<Exact>,
    sum_of_pool: Exact,
    /// How all else is charged to the pots: fees, limits and what is rounded. They sum to one.
    others: Vec<Exact>,
}

impl DividedParts {
    /// `costs` are the weights of the pots for what is not divided by the key. Nothing when they
    /// sum to zero, or for a rule that divides nothing.
    pub fn of(
        rule: &Rule,
        base: &[i64],
        costs: &[i64],
        keys: Vec<Exact>,
        fees: &Exact,
    ) -> Option<Self> {
        let fraction = match &rule.function {
            Function::Percentage { percent } => Exact::percent(*percent),
            function if function.divides_base() => Exact::integer(1),
            _ => return None,
        };
        let costs: Vec<Exact> = costs.iter().map(|cost| Exact::integer(*cost)).collect();
        let sum: Exact = costs.iter().sum();
        let others: Option<Vec<Exact>> = costs.iter().map(|cost| cost.divided_by(&sum)).collect();
        let others = others?;
        let pool: Vec<Exact> = base
            .iter()
            .zip(&others)
            .map(|(base, other)| &(&Exact::integer(*base) * &fraction) - &(fees * other))
            .collect();
        Some(Self {
            sum_of_keys: keys.iter().sum(),
            keys,
            sum_of_pool: pool.iter().sum(),
            pool,
            others,
        })
    }

    /// What of a sum in öre is charged to each pot. The columns sum to it exactly.
    pub fn columns(&self, sum: i64) -> Option<Vec<i64>> {
        let columns: Vec<Exact> = self.row(&self.sum_of_keys, sum);
        round_to_sum(&columns)
    }

    /// An amount with its share of each pot by the key, and the rest of it as all else.
    fn row(&self, key: &Exact, amount: i64) -> Vec<Exact> {
        let other = &Exact::integer(amount) - &(key * &self.sum_of_pool);
        let pots = self.pool.iter().zip(&self.others);
        pots.map(|(pool, weight)| &(key * pool) + &(&other * weight))
            .collect()
    }

    /// One row of öre per amount, which sum to it, and whose columns sum to those given.
    pub fn cells(&self, rows: &[Ore], columns: &[i64]) -> Vec<Vec<i64>> {
        let amounts: Vec<i64> = rows.iter().map(|row| row.0).collect();
        let exact_columns = self.row(&self.sum_of_keys, amounts.iter().sum());
        let off: Vec<Exact> = columns
            .iter()
            .zip(&exact_columns)
            .map(|(whole, exact)| &Exact::integer(*whole) - exact)
            .collect();
        let cells: Vec<Vec<Exact>> = amounts
            .iter()
            .zip(&self.keys)
            .map(|(amount, key)| {
                let share = key
                    .divided_by(&self.sum_of_keys)
                    .unwrap_or_else(Exact::zero);
                let row = self.row(key, *amount);
                let with_off = row.iter().zip(&off);
                with_off.map(|(cell, off)| cell + &(off * &share)).collect()
            })
            .collect();
        split_exact_cells(&cells, &amounts, columns)
    }
}
