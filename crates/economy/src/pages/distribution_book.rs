//! A distribution as a workbook: everybody's amount, the parts it consists of, and the printed table,
//! with live formulas for sums, shares and amounts that come from the parts.

use samverk_sheets::{Cell, LiveCell, Sheet, column_letters as letters};
use samverk_web::Table;

/// The columns of the first table.
const PERCENT: usize = 2;
const AMOUNT: usize = 3;

/// The sheets and their formulas.
pub fn book(
    main: &Table,
    parts: Option<&Table>,
    compared: Option<&Table>,
) -> (Vec<Sheet>, Vec<LiveCell>) {
    let mut sheets = vec![main.sheet()];
    sheets.extend(parts.map(Table::sheet));
    let mut formulas = match (parts.is_some(), sheets.get(1)) {
        (true, Some(parts)) => of_parts(parts),
        _ => Vec::new(),
    };
    if let Some(main) = sheets.first() {
        formulas.extend(of_main(main, sheets.get(1).filter(|_| parts.is_some())));
    }
    sheets.extend(compared.map(Table::sheet));
    (sheets, formulas)
}

/// Each member's sum, each part's sum, and all of it.
fn of_parts(parts: &Sheet) -> Vec<LiveCell> {
    let last = parts.columns.len().saturating_sub(1);
    let rows = parts.rows.len();
    if rows == 0 {
        return Vec::new();
    }
    let live = |row, column, formula| LiveCell {
        sheet: 1,
        row,
        column,
        formula,
    };
    let of_member = |row: usize| {
        let number = parts.row_number(row);
        let (first, end) = (letters(1), letters(last.saturating_sub(1)));
        live(row, last, format!("=SUM({first}{number}:{end}{number})"))
    };
    let of_column = |column: usize| live(rows, column, sum_of(parts, column));
    let members = (0..rows).map(of_member);
    members.chain((1..=last).map(of_column)).collect()
}

/// The amounts come from the parts where there are several; shares are of the sum. Every reference
/// out of the row is fixed, so that the rows can be sorted.
fn of_main(main: &Sheet, parts: Option<&Sheet>) -> Vec<LiveCell> {
    let rows = main.rows.len();
    if rows == 0 {
        return Vec::new();
    }
    let live = |row, column, formula| LiveCell {
        sheet: 0,
        row,
        column,
        formula,
    };
    let mut formulas = vec![live(rows, AMOUNT, sum_of(main, AMOUNT))];
    let total = format!("${}${}", letters(AMOUNT), main.row_number(rows));
    for row in 0..rows {
        if let Some(parts) = parts {
            let sum = letters(parts.columns.len().saturating_sub(1));
            let formula = format!("='{}'!${sum}${}", parts.name, parts.row_number(row));
            formulas.push(live(row, AMOUNT, formula));
        }
    }
    let shares = main.rows.iter().chain(&main.totals).enumerate();
    for (row, _) in shares.filter(|(_, cells)| matches!(cells.get(PERCENT), Some(Cell::Percent(_))))
    {
        let amount = format!("{}{}", letters(AMOUNT), main.row_number(row));
        // A share has two decimals, as on the page: four of the number that a percentage is.
        formulas.push(live(row, PERCENT, format!("=ROUND({amount}/{total},4)")));
    }
    formulas
}

fn sum_of(sheet: &Sheet, column: usize) -> String {
    let (first, last) = (sheet.row_number(0), sheet.row_number(sheet.rows.len()) - 1);
    let column = letters(column);
    format!("=SUM({column}{first}:{column}{last})")
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_have_letters() {
        assert_eq!(
            (letters(0), letters(25), letters(27)),
            ("A".into(), "Z".into(), "AB".into())
        );
    }
}
