//! The distribution of a large budget, with the full trace.

use crate::report::{Promise, Report};
use rust_decimal::Decimal;
use samverk_engine::{
    Budget, BudgetLine, BudgetPart, DistributionInput, LineKind, MeasureTable, MeasureValue,
    Member, MemberKind, POPULATION, PartKind, compute,
};
use samverk_foundation::{Key, Ore};
use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;

const MEMBERS: usize = 290;
pub const PARTS: usize = 40;

/// The model that the measured collaborations use.
pub const MODEL: &str = r#"key = "modell"
name = "Grundavgift och folkmängd"
purpose = "cost"

[rounding]
unit = "krona"
method = "largest_remainder"

[[rules]]
key = "grundavgift"
name = "Grundavgift"
takers = "all"
base = ["del-1"]

[[rules]]
key = "invanare"
name = "Efter folkmängd"
takers = "all"
base = "rest"
measure = { kind = "population", year = -1 }
"#;

pub fn measure(report: &mut Report) {
    let input = input();
    let mut times = Vec::new();
    for _ in 0..30 {
        let begin = Instant::now();
        let distribution = compute(black_box(&input)).expect("the input is right");
        times.push(begin.elapsed().as_secs_f64() * 1e3);
        assert_eq!(distribution.rows.len(), MEMBERS);
    }
    let name = "distribution of 290 members × 40 parts with full trace";
    report.add(name, "ms", Promise::AtMost(10.0), &times);
}

fn input() -> DistributionInput {
    DistributionInput {
        edition: samverk_engine::Edition::NOW,
        year: 2024,
        budget: Budget {
            year: 2024,
            printed_total: None,
            parts: (1..=PARTS).map(part).collect(),
            lines: (1..=PARTS).map(line).collect(),
        },
        model: toml::from_str(MODEL).unwrap(),
        members: (0..MEMBERS).map(member).collect(),
        measures: vec![population()],
        last_year: Default::default(),
    }
}

fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

fn part(number: usize) -> BudgetPart {
    BudgetPart {
        key: key(&format!("del-{number}")),
        name: format!("Del {number}"),
        kind: PartKind::Other,
        focus_area: None,
        printed_total: None,
    }
}

fn line(number: usize) -> BudgetLine {
    BudgetLine {
        part: Some(key(&format!("del-{number}"))),
        name: "Kostnad".to_owned(),
        kind: LineKind::Cost,
        amount: Ore::from_kronor(100_003 * number as i64),
        note: String::new(),
    }
}

fn member(number: usize) -> Member {
    Member {
        key: key(&format!("kommun-{number:03}")),
        name: format!("Kommun {number}"),
        kinds: BTreeSet::from([MemberKind::Municipality]),
        joined: None,
        part: None,
    }
}

fn population() -> MeasureTable {
    let values = (0..MEMBERS).map(|number| MeasureValue {
        party: key(&format!("kommun-{number:03}")),
        year: Some(2023),
        value: Decimal::from(2_500 + number * 977),
    });
    MeasureTable {
        key: key(POPULATION),
        name: "Folkmängd".to_owned(),
        unit: "invånare".to_owned(),
        values: values.collect(),
    }
}
