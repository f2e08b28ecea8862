//! Who is a member a part of the year, and fees that decide their own sum.

use super::fixture::*;
use crate::*;
use chrono::NaiveDate;

fn from(month: u32, day: u32) -> Option<PartOfYear> {
    Some(PartOfYear {
        from: NaiveDate::from_ymd_opt(2025, month, day),
        to: None,
    })
}

fn paid(rule: &str, unit: PartYear) -> Vec<i64> {
    let mut input = small(rule);
    input.model.part_year = unit;
    input.members[1].part = from(7, 1);
    amounts(&input).into_iter().map(|ore| ore / 100).collect()
}

const ALL: &str = "takers = \"all\"\nbase = \"total\"\n";

fn fee(amount: i64) -> String {
    format!("{ALL}function = {{ kind = \"fixed\", amount = {amount} }}\n")
}

#[test]
fn a_part_of_a_year_costs_what_the_model_says() {
    assert_eq!(paid(ALL, PartYear::WholeYear), [334, 333, 333]);
    assert_eq!(paid(ALL, PartYear::Months), [400, 200, 400]);
    assert_eq!(paid(&fee(100), PartYear::Months), [100, 50, 100]);
    assert_eq!(paid(&fee(365), PartYear::Days), [365, 184, 365]);
    let agreed = format!(
        "{ALL}measure = {{ kind = \"percentages\", shares = {{ a = 50, b = 30, c = 20 }} }}\n"
    );
    assert_eq!(paid(&agreed, PartYear::Months), [500, 150, 200]);
}

#[test]
fn the_explanation_says_the_part_of_the_year() {
    let mut input = small(ALL);
    input.model.part_year = PartYear::Months;
    input.members[1].part = from(12, 31);
    let distribution = compute(&input).unwrap();
    let words = explain(&distribution, &key("b"), samverk_foundation::Language::Sv);
    let words = words.join("\n");
    assert!(words.contains("Medlem 1 av 12 månader"), "{words}");
    let stored = serde_json::to_string(&input).unwrap();
    assert_eq!(
        serde_json::from_str::<DistributionInput>(&stored).unwrap(),
        input
    );
    let toml = toml::to_string(&input).unwrap();
    assert_eq!(toml::from_str::<DistributionInput>(&toml).unwrap(), input);
}

#[test]
fn fees_may_decide_their_own_sum() {
    let mut input = small(&fee(100));
    assert_eq!(compute(&input).unwrap().difference, kronor(700));
    input.model.fees_decide = true;
    let distribution = compute(&input).unwrap();
    assert_eq!(distribution.difference, kronor(0));
    assert_eq!(
        (distribution.budget, distribution.distributed),
        (kronor(300), kronor(300))
    );
    assert!(distribution.differences.is_empty());
    // Nor is any budget needed.
    input.budget.parts.clear();
    input.budget.lines.clear();
    assert_eq!(compute(&input).unwrap().distributed, kronor(300));
}
