//! The workbook of a distribution: opened anew, its formulas give the figures that stand in it.

use crate::spreadsheets::download;
use crate::world::House;
use calamine::{Data, DataType, Range, Reader, Xlsx};
use samverk_app::modules::migrations;
use samverk_database::Db;
use std::collections::BTreeMap;
use std::io::Cursor;

samverk_testing::db_tests!(&migrations();
    recalculated_formulas_give_the_same_figures,
);

type Book = BTreeMap<String, (Range<Data>, Range<String>)>;

fn opened(bytes: Vec<u8>) -> Book {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = |name: String| {
        let values = book.worksheet_range(&name).unwrap();
        (
            name.clone(),
            (values, book.worksheet_formula(&name).unwrap()),
        )
    };
    let names =
        Vec::from_iter(["fordelning", "fordelning-delar", "tryckt-tabell"].map(str::to_owned));
    names.into_iter().map(sheet).collect()
}

/// `$B$4` → row and column, from 0.
fn place(written: &str) -> (u32, u32) {
    let plain = written.replace('$', "");
    let column = u32::from(plain.as_bytes()[0] - b'A');
    (plain[1..].parse::<u32>().unwrap() - 1, column)
}

/// The value of a cell, computed from cells without formulas only.
fn computed(book: &Book, sheet: &str, at: (u32, u32)) -> f64 {
    let (values, formulas) = &book[sheet];
    match formulas.get_value(at).filter(|formula| !formula.is_empty()) {
        Some(formula) => of_formula(book, sheet, formula),
        None => values.get_value(at).unwrap().get_float().unwrap(),
    }
}

/// The forms that are written: a sum, a rounded quotient, a cell of another sheet.
fn of_formula(book: &Book, sheet: &str, formula: &str) -> f64 {
    let inside = |name: &str| formula.strip_prefix(name)?.strip_suffix(')');
    if let Some(range) = inside("SUM(") {
        let (first, last) = range.split_once(':').unwrap();
        let ((top, left), (bottom, right)) = (place(first), place(last));
        return (top..=bottom)
            .flat_map(|row| (left..=right).map(move |column| (row, column)))
            .map(|at| computed(book, sheet, at))
            .sum();
    }
    if let Some(share) = inside("ROUND(").and_then(|inside| inside.strip_suffix(",4")) {
        let (above, below) = share.split_once('/').unwrap();
        let share = computed(book, sheet, place(above)) / computed(book, sheet, place(below));
        return (share * 10_000.0).round() / 10_000.0;
    }
    let (other, at) = formula.split_once('!').unwrap();
    computed(book, other.trim_matches('\''), place(at))
}

async fn recalculated_formulas_give_the_same_figures(db: Db) {
    let house = House::with_council(db).await;
    let path = "/samverkan/digitaliseringsradet/fordelning/2021?tabell=fordelning&format=xlsx";
    let book = opened(download(&house, path, "").await);
    let mut count = 0;
    for (sheet, (values, formulas)) in &book {
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, formula) in formulas.used_cells() {
            let at = (
                top + u32::try_from(row).unwrap(),
                left + u32::try_from(column).unwrap(),
            );
            let stands = values.get_value(at).unwrap().get_float().unwrap();
            let again = of_formula(&book, sheet, formula);
            assert!(
                (stands - again).abs() < 1e-9,
                "{sheet} {at:?} {formula}: {stands}, {again}"
            );
            count += 1;
        }
    }
    // Fourteen payers, each with a sum, an amount and a share; the totals of five parts and what is outside them, of all and
    // of the first sheet.
    assert_eq!(count, 14 * 3 + 6 + 1 + 2, "{book:?}");
    let (values, _) = &book["fordelning"];
    let aneby = values
        .rows()
        .find(|row| row[0].get_string() == Some("Aneby kommun"))
        .unwrap();
    assert_eq!(aneby[3].get_float(), Some(82_859.0));
    assert!(book["tryckt-tabell"].0.height() > 14);
}
