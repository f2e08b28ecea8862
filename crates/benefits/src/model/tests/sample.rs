//! Cases to try.

use crate::model::{
    Amount, Case, Direction, Discount, Division, Estimate, Line, Price, Rates, Unit,
};
use rust_decimal::Decimal;
use samverk_engine::Exact;
use samverk_foundation::Key;

pub const NOTHING: usize = 0;
pub const SOMETHING: usize = 1;

pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub fn kronor(kronor: i64) -> Exact {
    Exact::kronor(Decimal::from(kronor))
}

pub fn percent(percent: i64) -> Exact {
    Exact::percent(Decimal::from(percent))
}

pub fn amount(years: [usize; 2], likely: Exact) -> Amount {
    Amount {
        party: None,
        from: years[0],
        to: years[1],
        unit: Unit::Money,
        estimate: Estimate::sure(likely),
    }
}

pub fn line(name: &str, direction: Direction, amounts: Vec<Amount>) -> Line {
    Line {
        name: name.to_owned(),
        alternative: SOMETHING,
        direction,
        category: "Ekonomisk".to_owned(),
        is_counted: true,
        price: Price::Money(amounts),
        take_home: Exact::integer(1),
        division: Division::None,
    }
}

pub fn case(years: usize, rate: &Exact, lines: Vec<Line>) -> Case {
    Case {
        first_year: 2027,
        discount: Discount::of(years, &[(1, rate.clone())]).unwrap(),
        alternatives: vec!["Göra ingenting".to_owned(), "Gemensamt".to_owned()],
        nothing: NOTHING,
        proposed: SOMETHING,
        lines,
        rates: Rates::default(),
        parties: ["a", "b", "c"].map(key).to_vec(),
    }
}

/// −500 000; 120 000; 180 000 four times, at 3 %.
pub fn known() -> Case {
    let cost = vec![amount([0, 0], kronor(500_000))];
    let benefit = vec![
        amount([1, 1], kronor(120_000)),
        amount([2, 5], kronor(180_000)),
    ];
    let lines = vec![
        line("Införande", Direction::Cost, cost),
        line("Mindre dubbelarbete", Direction::Benefit, benefit),
    ];
    case(5, &percent(3), lines)
}
