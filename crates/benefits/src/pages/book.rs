//! A business case as a workbook that computes: change an amount, a rate or a take-home, and all follows.

use super::one::find_case;
use super::words::percent_of;
use crate::model::{
    Case, ComparedLine, Direction, Level, Line, Payback, Switching, add, pieces, zeros,
};
use crate::view::{CaseView, view};
use axum::extract::{Path, State};
use rust_decimal::Decimal;
use samverk_engine::Exact;
use samverk_foundation::{Problem, Problems};
use samverk_sheets::{Cell, Column, Kind, LiveCell, Sheet, column_letters as letters};
use samverk_web::{AppState, PageResult, Ui, download_live};

pub(crate) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let (scope, kept) = find_case(&tx, &ui.actor, (&collaboration, &thing)).await?;
    let view = view(&tx, &scope, kept).await.map_err(first_of)?;
    let (sheets, formulas) = book(&ui, &view);
    download_live(view.kept.key.as_str(), (&sheets, &formulas), tx.now())
}

/// A file has no room for all that is wrong: the page tells the rest.
pub fn first_of(problems: Problems) -> Problem {
    let mut all = problems.0.into_iter();
    all.next().unwrap_or_else(Problem::not_found)
}

const RESULT: usize = 0;
const LINES: usize = 1;
/// The first column with a year's amounts among the lines, and in the result.
const FIRST_AMOUNT: usize = 5;
const FIRST_YEAR: usize = 1;

/// The rows of the result, in their order.
#[derive(Clone, Copy)]
enum ResultRow {
    Rate,
    Factor,
    Net,
    Discounted,
    Cumulative,
    CumulativeDiscounted,
    LastNegative,
    Value,
    Payback,
}

impl ResultRow {
    const ALL: [(Self, &'static str); 9] = [
        (Self::Rate, "case-rate"),
        (Self::Factor, "case-factor"),
        (Self::Net, "case-net"),
        (Self::Discounted, "case-discounted"),
        (Self::Cumulative, "case-cumulative"),
        (Self::CumulativeDiscounted, "case-cumulative-discounted"),
        (Self::LastNegative, "case-book-negative"),
        (Self::Value, "case-value"),
        (Self::Payback, "case-book-payback"),
    ];

    fn place(self) -> usize {
        let place = Self::ALL
            .iter()
            .position(|(row, _)| *row as usize == self as usize);
        place.unwrap_or_default()
    }
}

/// The sheets, and the formulas in place of what they give.
pub fn book(ui: &Ui, view: &CaseView) -> (Vec<Sheet>, Vec<LiveCell>) {
    let book = Book { ui, view };
    let (lines, result) = (book.lines(), book.result());
    let mut formulas = book.result_formulas(&result, &lines);
    formulas.extend(book.line_formulas(&result, &lines));
    (vec![result, lines], formulas)
}

struct Book<'v> {
    ui: &'v Ui,
    view: &'v CaseView,
}

impl Book<'_> {
    fn case(&self) -> &Case {
        &self.view.case
    }

    fn years(&self) -> usize {
        self.case().years()
    }

    /// Of the sheet of lines: all that are valued in money.
    fn compared(&self) -> &[ComparedLine] {
        &self.view.proposed.lines
    }

    fn lines(&self) -> Sheet {
        let text = |key: &str, kind| Column::new(self.ui.t(key), kind);
        let mut columns = vec![
            text("case-line", Kind::Text),
            text("case-direction", Kind::Text),
            text("case-book-counted", Kind::Integer),
            text("case-book-sign", Kind::Integer),
            text("case-take-home", Kind::Percent),
        ];
        let years = (0..self.years()).map(|year| {
            let year = self.case().calendar_year(year).to_string();
            Column::new(year, Kind::Kronor)
        });
        columns.extend(years);
        columns.push(text("case-value-of-line", Kind::Kronor));
        columns.push(text("case-book-switching", Kind::Decimal));
        Sheet {
            name: self.ui.t("case-book-lines"),
            title: String::new(),
            columns,
            rows: self.compared().iter().map(|line| self.line(line)).collect(),
            totals: None,
        }
    }

    fn line(&self, compared: &ComparedLine) -> Vec<Cell> {
        let line = &self.case().lines[compared.line];
        let is_cost = line.direction == Direction::Cost;
        let direction = match is_cost {
            true => "business-case-lines-direction-cost",
            false => "business-case-lines-direction-benefit",
        };
        let mut cells = vec![
            Cell::Text(super::words::line_name(
                self.ui,
                self.case(),
                compared.line,
                compared.is_of_nothing,
            )),
            Cell::Text(self.ui.t(direction)),
            Cell::Integer(compared.is_counted.into()),
            Cell::Integer(if is_cost == compared.is_of_nothing {
                1
            } else {
                -1
            }),
            Cell::Percent(percent_of(&line.take_home)),
        ];
        let gross = gross(self.case(), line);
        cells.extend(gross.iter().map(|amount| Cell::Kronor(amount.to_ore())));
        cells.push(Cell::Kronor(compared.likely.to_ore()));
        let mut switching = self.view.proposed.switching().into_iter();
        let found = switching.find(|(one, _)| one.line == compared.line);
        cells.push(match found {
            Some((_, Switching::At(factor))) => number(&factor),
            _ => Cell::Empty,
        });
        cells
    }

    fn result(&self) -> Sheet {
        let mut columns = vec![Column::new(self.ui.t("case-year"), Kind::Text)];
        let years = (0..self.years()).map(|year| {
            let year = self.case().calendar_year(year).to_string();
            Column::new(year, Kind::Kronor)
        });
        columns.extend(years);
        let row = |(row, key): &(ResultRow, &str)| {
            let mut cells = vec![Cell::Text(self.ui.t(key))];
            cells.extend((0..self.years()).map(|year| self.result_cell(*row, year)));
            cells
        };
        Sheet {
            name: self.ui.t("case-book-result"),
            title: String::new(),
            columns,
            rows: ResultRow::ALL.iter().map(row).collect(),
            totals: None,
        }
    }

    fn result_cell(&self, row: ResultRow, year: usize) -> Cell {
        let outcome = &self.view.proposed.outcome;
        let discount = &self.case().discount;
        let amount = |flow: &[Exact]| flow.get(year).map(|amount| Cell::Kronor(amount.to_ore()));
        let cell = match row {
            ResultRow::Rate => {
                let before = year.checked_sub(1);
                let rate = before.and_then(|before| discount.rates().get(before));
                rate.map(|rate| Cell::Percent(percent_of(rate)))
            }
            ResultRow::Factor => discount.factors().get(year).map(number),
            ResultRow::Net => amount(&outcome.flow),
            ResultRow::Discounted => amount(&outcome.discounted),
            ResultRow::Cumulative => amount(&outcome.cumulative),
            ResultRow::CumulativeDiscounted => amount(&outcome.cumulative_discounted),
            ResultRow::LastNegative => {
                let is_negative = outcome.cumulative.get(year).is_some_and(Exact::is_negative);
                let year = i64::try_from(year).unwrap_or(-1);
                Some(Cell::Integer(if is_negative { year } else { -1 }))
            }
            ResultRow::Value => (year == 0).then(|| Cell::Kronor(outcome.value.to_ore())),
            ResultRow::Payback => (year == 0).then(|| match &outcome.payback {
                Payback::NothingToPay => Cell::Text(self.ui.t("case-payback-nothing")),
                Payback::AtOnce => Cell::Decimal(Decimal::ZERO),
                Payback::After(years) => number(years),
                Payback::NotWithin => Cell::Empty,
            }),
        };
        cell.unwrap_or(Cell::Empty)
    }

    fn result_formulas(&self, result: &Sheet, lines: &Sheet) -> Vec<LiveCell> {
        let mut formulas = Vec::new();
        for (row, _) in ResultRow::ALL {
            for year in 0..self.years() {
                if let Some(formula) = self.result_formula((row, year), result, lines) {
                    formulas.push(LiveCell {
                        sheet: RESULT,
                        row: row.place(),
                        column: FIRST_YEAR + year,
                        formula,
                    });
                }
            }
        }
        formulas
    }

    fn result_formula(
        &self,
        (row, year): (ResultRow, usize),
        result: &Sheet,
        lines: &Sheet,
    ) -> Option<String> {
        let at = |row: ResultRow, year: usize| {
            format!(
                "{}{}",
                letters(FIRST_YEAR + year),
                result.row_number(row.place())
            )
        };
        let last = self.years() - 1;
        let all = |row: ResultRow, from: usize| format!("{}:{}", at(row, from), at(row, last));
        let before = year.checked_sub(1);
        match row {
            ResultRow::Rate => None,
            ResultRow::Factor => before.map(|before| {
                let (factor, rate) = (at(row, before), at(ResultRow::Rate, year));
                format!("={factor}/(1+{rate})")
            }),
            ResultRow::Net if lines.rows.is_empty() => None,
            ResultRow::Net => {
                let column = |column: usize| column_of(lines, column);
                let (counted, sign, home) = (column(2), column(3), column(4));
                let amounts = column(FIRST_AMOUNT + year);
                Some(format!("=SUMPRODUCT({counted},{sign},{home},{amounts})"))
            }
            ResultRow::Discounted => {
                let (net, factor) = (at(ResultRow::Net, year), at(ResultRow::Factor, year));
                Some(format!("={net}*{factor}"))
            }
            ResultRow::Cumulative => {
                Some(summed(at(ResultRow::Net, year), before.map(|b| at(row, b))))
            }
            ResultRow::CumulativeDiscounted => Some(summed(
                at(ResultRow::Discounted, year),
                before.map(|b| at(row, b)),
            )),
            ResultRow::LastNegative => Some(format!(
                "=IF({}<0,{year},-1)",
                at(ResultRow::Cumulative, year)
            )),
            ResultRow::Value if year == 0 => Some(match self.case().discount.is_even() {
                // Year 0 stands outside, for NPV() discounts its first amount.
                true => format!(
                    "={}+NPV({},{})",
                    at(ResultRow::Net, 0),
                    at(ResultRow::Rate, 1),
                    all(ResultRow::Net, 1)
                ),
                false => format!("=SUM({})", all(ResultRow::Discounted, 0)),
            }),
            ResultRow::Payback if year == 0 => {
                let worst = format!("MAX({})", all(ResultRow::LastNegative, 0));
                let (end, owed) = (
                    at(ResultRow::Cumulative, last),
                    all(ResultRow::Cumulative, 0),
                );
                let net = all(ResultRow::Net, 0);
                let has_costs = has_costs(lines, self.years())?;
                let nothing = self.ui.t("case-payback-nothing").replace('"', "\"\"");
                let at_once = format!("IF({has_costs},0,\"{nothing}\")");
                Some(format!(
                    "=IF({end}<0,\"\",IF({worst}<0,{at_once},{worst}-INDEX({owed},1,{worst}+1)/INDEX({net},1,{worst}+2)))"
                ))
            }
            ResultRow::Value | ResultRow::Payback => None,
        }
    }

    /// A line's own value, and the factor at which the whole turns.
    fn line_formulas(&self, result: &Sheet, lines: &Sheet) -> Vec<LiveCell> {
        let years = self.years();
        let fixed = |row: ResultRow, year: usize| {
            let (column, row) = (letters(FIRST_YEAR + year), result.row_number(row.place()));
            format!("${column}${row}")
        };
        let name = &result.name;
        let factors = format!(
            "'{name}'!{}:{}",
            fixed(ResultRow::Factor, 0),
            fixed(ResultRow::Factor, years - 1)
        );
        let whole = format!("'{name}'!{}", fixed(ResultRow::Value, 0));
        let (value, switching) = (FIRST_AMOUNT + years, FIRST_AMOUNT + years + 1);
        let mut formulas = Vec::new();
        for row in 0..lines.rows.len() {
            let number = lines.row_number(row);
            let at = |column: usize| format!("{}{number}", letters(column));
            let amounts = format!("{}:{}", at(FIRST_AMOUNT), at(FIRST_AMOUNT + years - 1));
            let live = |column, formula| LiveCell {
                sheet: LINES,
                row,
                column,
                formula,
            };
            let product = format!("SUMPRODUCT({amounts},{factors})");
            formulas.push(live(value, format!("={product}*{}*{}", at(3), at(4))));
            let factor = format!("1-{whole}/{}", at(value));
            formulas.push(live(
                switching,
                format!(
                    "=IF({}*{}=0,\"\",IF({factor}<0,\"\",{factor}))",
                    at(2),
                    at(value)
                ),
            ));
        }
        formulas
    }
}

/// What the line comes to by year before its sign and what is taken home.
fn gross(case: &Case, line: &Line) -> Vec<Exact> {
    let whole = Line {
        direction: Direction::Benefit,
        take_home: Exact::integer(1),
        ..line.clone()
    };
    let mut sum = zeros(case);
    for piece in pieces(case, &whole, Level::Likely, &case.parties) {
        add(&mut sum, &piece.flow);
    }
    sum
}

fn number(number: &Exact) -> Cell {
    number
        .to_decimal(12)
        .map_or(Cell::Empty, |number| Cell::Decimal(number.normalize()))
}

fn summed(amount: String, before: Option<String>) -> String {
    match before {
        Some(before) => format!("={before}+{amount}"),
        None => format!("={amount}"),
    }
}

fn column_of(sheet: &Sheet, column: usize) -> String {
    columns_of(sheet, column, column)
}

fn columns_of(sheet: &Sheet, from: usize, to: usize) -> String {
    let (from, to) = (letters(from), letters(to));
    let (first, last) = (sheet.row_number(0), sheet.row_number(sheet.rows.len()) - 1);
    format!("'{}'!${from}${first}:${to}${last}", sheet.name)
}

/// Whether any line that is counted takes money in any year. Nothing when there are no lines.
fn has_costs(lines: &Sheet, years: usize) -> Option<String> {
    if lines.rows.is_empty() {
        return None;
    }
    let column = |column: usize| column_of(lines, column);
    let (counted, sign, home) = (column(2), column(3), column(4));
    let amounts = columns_of(lines, FIRST_AMOUNT, FIRST_AMOUNT + years - 1);
    Some(format!(
        "SUMPRODUCT(({counted}*{sign}*{home}*{amounts}<0)*1)>0"
    ))
}
