//! Controlled rounding: splits each row into cells so that both rows and columns sum exactly.

use super::Exact;
use num_traits::ToPrimitive;
use std::collections::VecDeque;

/// A table whose cell (i, j) is row i × column j / sum, rounded up or down to a whole öre,
/// and whose rows and columns sum to exactly what was given. Rows and columns must have equal sums.
/// With a sum of zero everything stands in the first column.
pub fn split_cells(rows: &[i64], columns: &[i64]) -> Vec<Vec<i64>> {
    let sum: i128 = rows.iter().map(|row| i128::from(*row)).sum();
    if sum == 0 {
        let first = |row: &i64| {
            (0..columns.len())
                .map(|j| if j == 0 { *row } else { 0 })
                .collect()
        };
        return rows.iter().map(first).collect();
    }
    let mut table = Table::rounded_down(rows, columns, sum);
    table.complete_rows();
    table.balance_columns(columns);
    table.cells
}

/// The same for cells of any exact amounts whose rows and columns sum to what is given.
pub fn split_exact_cells(cells: &[Vec<Exact>], rows: &[i64], columns: &[i64]) -> Vec<Vec<i64>> {
    let mut table = Table::exactly_rounded_down(cells, rows);
    table.complete_rows();
    table.balance_columns(columns);
    table.cells
}

/// Remainders of exact cells are compared in parts of this many; only none is exactly zero.
const FINE: i64 = 1_000_000_000_000;

struct Table {
    cells: Vec<Vec<i64>>,
    /// What was rounded away, in parts of the sum; zero where the cell was exact.
    remainders: Vec<Vec<i128>>,
    raised: Vec<Vec<bool>>,
    /// How many cells of each row are to be raised.
    missing: Vec<usize>,
}

impl Table {
    fn rounded_down(rows: &[i64], columns: &[i64], sum: i128) -> Self {
        let mut table = Self {
            cells: Vec::new(),
            remainders: Vec::new(),
            raised: vec![vec![false; columns.len()]; rows.len()],
            missing: Vec::new(),
        };
        for row in rows {
            let products = columns
                .iter()
                .map(|c| i128::from(*row) * i128::from(*c) * sum.signum());
            let (cells, remainders): (Vec<i64>, Vec<i128>) = products
                .map(|product| {
                    let whole = product.div_euclid(sum.abs());
                    (
                        i64::try_from(whole).unwrap_or_default(),
                        product.rem_euclid(sum.abs()),
                    )
                })
                .unzip();
            let rest: i128 = remainders.iter().sum();
            table
                .missing
                .push(usize::try_from(rest / sum.abs()).unwrap_or_default());
            table.cells.push(cells);
            table.remainders.push(remainders);
        }
        table
    }

    fn exactly_rounded_down(exact: &[Vec<Exact>], rows: &[i64]) -> Self {
        let mut table = Self {
            cells: Vec::new(),
            remainders: Vec::new(),
            raised: exact.iter().map(|row| vec![false; row.len()]).collect(),
            missing: Vec::new(),
        };
        for (exact, row) in exact.iter().zip(rows) {
            let (cells, remainders): (Vec<i64>, Vec<i128>) = exact.iter().map(split_fine).unzip();
            let missing = row - cells.iter().sum::<i64>();
            table
                .missing
                .push(usize::try_from(missing).unwrap_or_default());
            table.cells.push(cells);
            table.remainders.push(remainders);
        }
        table
    }

    /// Raises the cells with the largest remainders until each row sums to its amount.
    fn complete_rows(&mut self) {
        for row in 0..self.cells.len() {
            let mut order: Vec<usize> = (0..self.cells[row].len()).collect();
            order.sort_by_key(|column| (-self.remainders[row][*column], *column));
            for column in order.into_iter().take(self.missing[row]) {
                self.set_raised(row, column, true);
            }
        }
    }

    fn set_raised(&mut self, row: usize, column: usize, raised: bool) {
        self.raised[row][column] = raised;
        self.cells[row][column] += if raised { 1 } else { -1 };
    }

    /// Moves single öre along rows from columns with too much to columns with too little.
    /// A way exists as long as some column differs, because the exact cells have both sums.
    fn balance_columns(&mut self, columns: &[i64]) {
        let mut surplus: Vec<i64> = columns
            .iter()
            .enumerate()
            .map(|(j, column)| self.cells.iter().map(|row| row[j]).sum::<i64>() - column)
            .collect();
        while let Some(from) = surplus.iter().position(|surplus| *surplus > 0) {
            let Some(way) = self.way_from(from, &surplus) else {
                return;
            };
            for &(row, from, to) in &way {
                self.set_raised(row, from, false);
                self.set_raised(row, to, true);
            }
            surplus[from] -= 1;
            if let Some(&(_, _, to)) = way.first() {
                surplus[to] += 1;
            }
        }
    }

    /// The shortest way to a column with too little: moves (row, from, to), the last move first.
    fn way_from(&self, start: usize, surplus: &[i64]) -> Option<Vec<(usize, usize, usize)>> {
        let mut came: Vec<Option<(usize, usize)>> = vec![None; surplus.len()];
        let mut queue = VecDeque::from([start]);
        while let Some(from) = queue.pop_front() {
            for to in (0..surplus.len()).filter(|to| *to != start) {
                if came[to].is_some() {
                    continue;
                }
                let Some(row) = self.best_row(from, to) else {
                    continue;
                };
                came[to] = Some((row, from));
                if surplus[to] < 0 {
                    return Some(trail(&came, start, to));
                }
                queue.push_back(to);
            }
        }
        None
    }

    /// The row where moving an öre between the columns hurts least.
    fn best_row(&self, from: usize, to: usize) -> Option<usize> {
        let movable = |row: &usize| {
            self.raised[*row][from] && !self.raised[*row][to] && self.remainders[*row][to] > 0
        };
        (0..self.cells.len()).filter(movable).min_by_key(|row| {
            (
                self.remainders[*row][from] - self.remainders[*row][to],
                *row,
            )
        })
    }
}

fn split_fine(cell: &Exact) -> (i64, i128) {
    let (whole, rest) = cell.split_units(1);
    let parts = (&rest * &Exact::integer(FINE)).whole_units(1).to_i128();
    let remainder = match rest.is_zero() {
        true => 0,
        false => parts.unwrap_or_default().max(1),
    };
    (whole.to_i64().unwrap_or_default(), remainder)
}

fn trail(came: &[Option<(usize, usize)>], start: usize, end: usize) -> Vec<(usize, usize, usize)> {
    let mut moves = Vec::new();
    let mut column = end;
    while column != start {
        let Some((row, from)) = came[column] else {
            break;
        };
        moves.push((row, from, column));
        column = from;
    }
    moves
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rounding::split_in_proportion;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rows_and_columns_sum_and_cells_are_within_one_ore(
            rows in prop::collection::vec(0_i64..1_000_000, 1..40),
            weights in prop::collection::vec(-1_000_i64..5_000, 1..8),
        ) {
            let sum: i64 = rows.iter().sum();
            let weight_sum: i64 = weights.iter().sum();
            prop_assume!(sum > 0 && weight_sum > 0);
            let columns = split_in_proportion(sum, &weights).unwrap();
            let cells = split_cells(&rows, &columns);
            for (row, cells) in rows.iter().zip(&cells) {
                prop_assert_eq!(cells.iter().sum::<i64>(), *row);
            }
            for (j, column) in columns.iter().enumerate() {
                prop_assert_eq!(cells.iter().map(|row| row[j]).sum::<i64>(), *column);
            }
            for (row, cells) in rows.iter().zip(&cells) {
                for (column, cell) in columns.iter().zip(cells) {
                    let exact = i128::from(*row) * i128::from(*column);
                    let off = exact - i128::from(*cell) * i128::from(sum);
                    prop_assert!(off.abs() < i128::from(sum));
                }
            }
        }
    }

    #[test]
    fn a_row_of_zero_stays_zero() {
        assert_eq!(split_cells(&[0, 3], &[2, 1]), [vec![0, 0], vec![2, 1]]);
    }
}
