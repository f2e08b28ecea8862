//! What people read.

use super::fixture::*;
use crate::model::*;
use samverk_foundation::Language;

fn explained(input: &DistributionInput, party: &str) -> String {
    explain(&compute(input).unwrap(), &key(party), Language::Sv).join("\n")
}

#[test]
fn a_municipality_with_a_fixed_share() {
    let input = jonkoping(model(ADOPTED_MODEL));
    let lines = explain(&compute(&input).unwrap(), &key("aneby"), Language::Sv);
    let row = "4\u{a0}361\u{a0}000\u{a0}kr × 1,90\u{a0}% = 82\u{a0}859\u{a0}kr";
    assert!(lines.iter().any(|line| line.ends_with(row)), "{lines:#?}");
    insta::assert_snapshot!(lines.join("\n"), @"");
    let english = explain(&compute(&input).unwrap(), &key("aneby"), Language::En);
    insta::assert_snapshot!(english.join("\n"), @"");
}

#[test]
fn the_region_by_both_models() {
    insta::assert_snapshot!(explained(&jonkoping(model(ADOPTED_MODEL)), "regionen"), @"");
    insta::assert_snapshot!(explained(&jonkoping(thirty_percent()), "regionen"), @"");
}

#[test]
fn a_share_by_population() {
    let rule = r#"
        key = "invanare"
        name = "Per invånare"
        [[rules]]
        key = "alla"
        name = "Efter folkmängd"
        takers = "municipality"
        base = "total"
        measure = { kind = "population", year = -1 }
        modifiers = [
            { kind = "floor", amount = 150000, difference = "spread" },
            { kind = "cap", amount = 1000000, difference = "spread" },
        ]
    "#;
    let input = jonkoping(model(rule));
    insta::assert_snapshot!(explained(&input, "aneby"), @"");
    insta::assert_snapshot!(explained(&input, "jonkoping"), @"");
}

#[test]
fn weights_steps_rates_and_base_amounts() {
    let weighted = small(
        r#"
        takers = "all"
        base = "total"
        measure = [
            { percent = 75, measure = { kind = "table", table = "anstallda", year = 2024 } },
            { percent = 25, measure = { kind = "equal" } },
        ]
    "#,
    );
    insta::assert_snapshot!(explained(&weighted, "a"), @"");
    let steps = small(
        r#"
        takers = "all"
        base = ["drift"]
        measure = { kind = "table", table = "anstallda", year = -1 }
        function = { kind = "steps", gives = "amount", steps = [
            { from = 0, below = 200, value = 100 },
            { from = 200, value = "450,50" },
        ] }
    "#,
    );
    insta::assert_snapshot!(explained(&steps, "b"), @"");
    let base_and_rest = small(
        r#"
        takers = "all"
        base = ["drift"]
        measure = { kind = "table", table = "anstallda", year = -1 }
        function = { kind = "base_plus_variable", base_amount = 100 }
    "#,
    );
    insta::assert_snapshot!(explained(&base_and_rest, "c"), @"");
}

#[test]
fn limits_and_indexes() {
    let limited = small(
        r#"
        takers = "all"
        base = ["drift"]
        modifiers = [{ kind = "max_change", percent = 10, difference = "spread" }]
    "#,
    );
    insta::assert_snapshot!(explained(&limited, "a"), @"");
    let indexed = small(
        r#"
        takers = "all"
        base = ["drift"]
        measure = { kind = "last_year" }
        function = { kind = "fixed", amount = 100 }
        modifiers = [
            { kind = "index", name = "KPI", old = 400, new = "412,5" },
            { kind = "rebate", above = 100, percent = 50, difference = "left" },
            { kind = "pass_through", table = "anstallda", year = -1 },
        ]
    "#,
    );
    insta::assert_snapshot!(explained(&indexed, "a"), @"");
}

#[test]
fn votes_are_not_kronor() {
    let input = small_with(model(
        r#"
        key = "roster"
        name = "Röster"
        purpose = "votes"
        amount = 10
        [[rules]]
        key = "r"
        name = "Röster efter anställda"
        takers = "all"
        base = "total"
        measure = { kind = "table", table = "anstallda", year = 2024 }
    "#,
    ));
    insta::assert_snapshot!(explained(&input, "b"), @"");
}

#[test]
fn differences_are_told() {
    let input = small(
        r#"
        takers = "all"
        base = ["drift"]
        function = { kind = "fixed", amount = 300 }
    "#,
    );
    let distribution = compute(&input).unwrap();
    insta::assert_snapshot!(explain_differences(&distribution, Language::Sv).join("\n"), @"");
    let mut thirds = small("takers = \"all\"\nbase = \"total\"\n");
    thirds.model.rounding.method = RoundingMethod::HalfUpReport;
    let distribution = compute(&thirds).unwrap();
    insta::assert_snapshot!(explain_differences(&distribution, Language::Sv).join("\n"), @"");
}
