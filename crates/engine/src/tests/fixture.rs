//! Jönköping county 2021 (the budget and the printed distribution table), and small things to build with.

use crate::*;
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, Problems};
use std::collections::BTreeSet;

/// Party, printed share, printed amount in kronor.
pub const MUNICIPALITIES: [(&str, &str, i64); 13] = [
    ("aneby", "1,90 %", 82_859),
    ("eksjo", "4,80 %", 209_328),
    ("gislaved", "8,50 %", 370_685),
    ("gnosjo", "2,80 %", 122_108),
    ("habo", "3,20 %", 139_552),
    ("jonkoping", "38,00%", 1_657_180),
    ("mullsjo", "2,10 %", 91_581),
    ("nassjo", "8,70 %", 379_407),
    ("savsjo", "3,20 %", 139_552),
    ("tranas", "5,40 %", 235_494),
    ("vaggeryd", "3,90 %", 170_079),
    ("vetlanda", "7,80 %", 340_158),
    ("varnamo", "9,70 %", 423_017),
];

pub const ADOPTED_MODEL: &str = r#"
key = "avgift-2021"
name = "Fördelning 2021"

[[rules]]
key = "regionen"
name = "Regionens avgift"
takers = ["regionen"]
base = ["lopande"]
function = { kind = "fixed", amount = 369000 }

[[rules]]
key = "kommunerna"
name = "Kommunernas andelar"
takers = "municipality"
base = "rest"
[rules.measure]
kind = "percentages"
[rules.measure.shares]
aneby = 1.90
eksjo = "4,80"
gislaved = 8.5
gnosjo = 2.8
habo = 3.2
jonkoping = 38
mullsjo = 2.1
nassjo = 8.7
savsjo = 3.2
tranas = 5.4
vaggeryd = 3.9
vetlanda = 7.8
varnamo = 9.7
"#;

pub fn key(text: &str) -> Key {
    Key::parse(text).unwrap()
}

pub fn kronor(kronor: i64) -> Ore {
    Ore::from_kronor(kronor)
}

pub fn model(toml: &str) -> DistributionModel {
    toml::from_str(toml).unwrap()
}

pub fn member(name: &str, kind: MemberKind) -> Member {
    let kinds = BTreeSet::from([kind]);
    Member {
        key: key(name),
        name: name.to_owned(),
        kinds,
        joined: None,
        part: None,
    }
}

pub fn part(name: &str, kind: PartKind) -> BudgetPart {
    BudgetPart {
        key: key(name),
        name: name.to_owned(),
        kind,
        focus_area: None,
        printed_total: None,
    }
}

pub fn line(part: Option<&str>, name: &str, kind: LineKind, amount: Ore) -> BudgetLine {
    let part = part.map(key);
    BudgetLine {
        part,
        name: name.to_owned(),
        kind,
        amount,
        note: String::new(),
    }
}

pub fn jonkoping_budget() -> Budget {
    let running = |name: &str, amount| line(Some("lopande"), name, LineKind::Cost, kronor(amount));
    let focus = |part: &str, amount| line(Some(part), "Insatser", LineKind::Cost, kronor(amount));
    let mut first = part("lopande", PartKind::Running);
    first.name = "Löpande verksamhet".to_owned();
    first.printed_total = Some(kronor(1_435_000));
    let areas = ["infrastruktur", "kompetens", "ledning", "sakerhet"];
    let areas = areas.map(|area| part(area, PartKind::FocusArea));
    Budget {
        year: 2021,
        printed_total: Some(kronor(4_730_000)),
        parts: [first].into_iter().chain(areas).collect(),
        lines: vec![
            running("Projektkoordinator, projektledare", 800_000),
            running("Medlemsavgift Sambruk", 185_000),
            running("Projektstyrningsverktyg", 300_000),
            running("Övrigt", 150_000),
            focus("infrastruktur", 2_350_000),
            focus("kompetens", 2_200_000),
            focus("ledning", 500_000),
            focus("sakerhet", 1_900_000),
            line(
                None,
                "Ej upparbetade medel",
                LineKind::Unspent,
                kronor(3_655_000),
            ),
        ],
    }
}

pub fn jonkoping_members() -> Vec<Member> {
    let region = member("regionen", MemberKind::Region);
    let municipality = |(name, _, _): (&str, &str, i64)| member(name, MemberKind::Municipality);
    [region]
        .into_iter()
        .chain(MUNICIPALITIES.map(municipality))
        .collect()
}

pub fn population() -> MeasureTable {
    let rows = include_str!("population.csv").lines().skip(1);
    let values = rows
        .map(|row| {
            let fields: Vec<&str> = row.split(',').collect();
            let year = Some(fields[1].parse().unwrap());
            MeasureValue {
                party: key(fields[0]),
                year,
                value: fields[2].parse().unwrap(),
            }
        })
        .collect();
    let name = "Folkmängd 31 december".to_owned();
    MeasureTable {
        key: key(POPULATION),
        name,
        unit: "invånare".to_owned(),
        values,
    }
}

pub fn jonkoping(model: DistributionModel) -> DistributionInput {
    DistributionInput {
        edition: Edition::NOW,
        year: 2021,
        budget: jonkoping_budget(),
        model,
        members: jonkoping_members(),
        measures: vec![population()],
        last_year: PerParty::default(),
    }
}

/// The model of the stated 30 % rule.
pub fn thirty_percent() -> DistributionModel {
    let stated = r#"function = { kind = "percentage", percent = 30 }"#;
    let fixed = r#"function = { kind = "fixed", amount = 369000 }"#;
    model(&ADOPTED_MODEL.replace(fixed, stated))
}

pub fn printed() -> PrintedTable {
    let region = PrintedRow {
        party: key("regionen"),
        share: "30 % av kostnad löpande verksamhet".to_owned(),
        amount: Some(kronor(369_000)),
    };
    let row = |(party, share, amount): (&str, &str, i64)| PrintedRow {
        party: key(party),
        share: share.to_owned(),
        amount: Some(kronor(amount)),
    };
    let rows = [region]
        .into_iter()
        .chain(MUNICIPALITIES.map(row))
        .collect();
    PrintedTable {
        rows,
        printed_total: Some(kronor(4_730_000)),
    }
}

/// One rule for the members a, b and c and a budget part "drift" of 1 000 kr.
/// The figures: employees 100, 300, 600; last year 100, 300 and 600 kr.
pub fn small(rule: &str) -> DistributionInput {
    let header = "key = \"prov\"\nname = \"Prov\"\n";
    let rule = format!("{header}[[rules]]\nkey = \"r\"\nname = \"Regeln\"\n{rule}");
    small_with(model(&rule))
}

pub fn small_with(model: DistributionModel) -> DistributionInput {
    let figures = [("a", 100), ("b", 300), ("c", 600)];
    let value = |year: i32| {
        move |(party, value): (&str, i64)| MeasureValue {
            party: key(party),
            year: Some(year),
            value: Decimal::from(value),
        }
    };
    let employees = MeasureTable {
        key: key("anstallda"),
        name: "Anställda".to_owned(),
        unit: "personer".to_owned(),
        values: figures.map(value(2024)).to_vec(),
    };
    DistributionInput {
        edition: Edition::NOW,
        year: 2025,
        budget: Budget {
            year: 2025,
            printed_total: None,
            parts: vec![part("drift", PartKind::Running)],
            lines: vec![line(Some("drift"), "Drift", LineKind::Cost, kronor(1_000))],
        },
        model,
        members: ["a", "b", "c"]
            .map(|name| member(name, MemberKind::Municipality))
            .to_vec(),
        measures: vec![employees],
        last_year: figures
            .map(|(party, amount)| (key(party), kronor(amount)))
            .into_iter()
            .collect(),
    }
}

/// What each member pays, in öre.
pub fn amounts(input: &DistributionInput) -> Vec<i64> {
    compute(input)
        .unwrap()
        .rows
        .iter()
        .map(|row| row.amount.0)
        .collect()
}

/// `code place` of each problem.
pub fn listed(problems: &Problems) -> Vec<String> {
    let place = |problem: &samverk_foundation::Problem| problem.place.field.clone();
    problems
        .0
        .iter()
        .map(|p| format!("{} {}", p.code, place(p).unwrap_or_default()))
        .collect()
}
