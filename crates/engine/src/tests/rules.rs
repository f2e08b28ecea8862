//! Each kind of rule on the small example: a, b and c share 1 000 kr.

use super::fixture::*;
use crate::*;
use rust_decimal::Decimal;

fn kronor_of(rule: &str) -> Vec<i64> {
    amounts(&small(rule))
        .into_iter()
        .map(|ore| ore / 100)
        .collect()
}

const BY_EMPLOYEES: &str = r#"measure = { kind = "table", table = "anstallda", year = -1 }"#;

fn by_employees(function: &str) -> Vec<i64> {
    kronor_of(&format!(
        "takers = \"all\"\nbase = [\"drift\"]\n{BY_EMPLOYEES}\n{function}"
    ))
}

#[test]
fn functions() {
    assert_eq!(by_employees(""), [100, 300, 600]);
    assert_eq!(
        by_employees(r#"function = { kind = "percentage", percent = 50 }"#),
        [50, 150, 300]
    );
    assert_eq!(
        by_employees(r#"function = { kind = "rate", rate = 0.5 }"#),
        [50, 150, 300]
    );
    assert_eq!(
        by_employees(r#"function = { kind = "base_plus_variable", base_amount = 100 }"#),
        [170, 310, 520]
    );
    assert_eq!(
        by_employees(r#"function = { kind = "base_plus_variable", base_amount = 10, rate = 1 }"#),
        [110, 310, 610]
    );
    assert_eq!(
        by_employees(
            r#"function = { kind = "fixed_per_party", amounts = { a = 1, b = 2, c = 3 } }"#
        ),
        [1, 2, 3]
    );
    assert_eq!(
        by_employees(r#"function = { kind = "pass_through", table = "anstallda", year = 2024 }"#),
        [100, 300, 600]
    );
}

#[test]
fn step_tables_give_amounts_rates_or_weights() {
    let steps = |gives: &str| {
        by_employees(&format!(
            r#"function = {{ kind = "steps", gives = "{gives}", steps = [
                {{ from = 0, below = 300, value = 1 }}, {{ from = 300, value = 2 }},
            ] }}"#
        ))
    };
    assert_eq!(steps("amount"), [1, 2, 2]);
    assert_eq!(steps("rate"), [100, 600, 1200]);
    assert_eq!(steps("weight"), [200, 400, 400]);
}

#[test]
fn measures() {
    let share = |measure: &str| kronor_of(&format!("takers=\"all\"\nbase=\"total\"\n{measure}"));
    assert_eq!(share(""), [334, 333, 333]);
    assert_eq!(
        share(r#"measure = { kind = "last_year" }"#),
        [100, 300, 600]
    );
    assert_eq!(
        share(r#"measure = { kind = "percentages", shares = { a = 50, b = "30,5", c = 19.5 } }"#),
        [500, 305, 195]
    );
    assert_eq!(
        share(
            r#"measure = [
                { percent = 60, measure = { kind = "last_year" } },
                { percent = 40, measure = { kind = "percentages", shares = { a = 100, b = 0, c = 0 } } },
            ]"#
        ),
        [460, 180, 360]
    );
}

#[test]
fn takers_can_be_listed_or_a_kind_or_late_joiners() {
    let fee = |more: &str| {
        let rule =
            format!("base = \"total\"\nfunction = {{ kind = \"fixed\", amount = 10 }}\n{more}");
        let mut input = small(&rule);
        input.members[1].kinds.insert(MemberKind::Region);
        input.members[2].joined = Some(2025);
        amounts(&input)
            .into_iter()
            .map(|ore| ore / 100)
            .collect::<Vec<_>>()
    };
    assert_eq!(fee("takers = [\"a\", \"c\"]"), [10, 0, 10]);
    assert_eq!(fee("takers = \"region\""), [0, 10, 0]);
    assert_eq!(fee("takers = \"all\"\njoined_from = 0"), [0, 0, 10]);
    assert_eq!(fee("takers = \"all\"\njoined_to = 2024"), [10, 10, 0]);
    assert_eq!(fee("takers = \"all\"\nfrom_year = 2026"), [0, 0, 0]);
    assert_eq!(fee("takers = \"all\"\nto_year = 2025"), [10, 10, 10]);
}

#[test]
fn phases_switch_rules() {
    let toml = r#"
        key = "faser"
        name = "Faser"
        phases = [
            { key = "uppstart", name = "Uppstart", to_year = 2025 },
            { key = "drift", name = "Drift", from_year = 2026 },
        ]
        [[rules]]
        key = "vard"
        name = "Värden betalar"
        takers = ["a"]
        base = "rest"
        phase = "uppstart"
        [[rules]]
        key = "alla"
        name = "Alla delar"
        takers = "all"
        base = "rest"
        phase = "drift"
        measure = { kind = "last_year" }
    "#;
    let mut input = small_with(model(toml));
    assert_eq!(amounts(&input), [100_000, 0, 0]);
    input.year = 2026;
    input.budget.year = 2026;
    assert_eq!(amounts(&input), [10_000, 30_000, 60_000]);
}

/// A phase from 2028 by an own table, a rule of other years and one for late joiners only.
#[test]
fn what_is_not_in_force_needs_nothing() {
    let toml = r#"
        key = "faser"
        name = "Faser"
        phases = [
            { key = "nu", name = "Nu", to_year = 2027 },
            { key = "sedan", name = "Sedan", from_year = 2028 },
        ]
        [[rules]]
        key = "sedan"
        name = "Efter medlemmar"
        takers = ["x", "a"]
        base = ["finns-inte-an"]
        phase = "sedan"
        measure = { kind = "table", table = "medlemmar", year = 0 }
        [[rules]]
        key = "nya"
        name = "De som går med 2030"
        takers = "all"
        base = "rest"
        joined_from = 2030
        function = { kind = "pass_through", table = "intraden" }
        [[rules]]
        key = "nu"
        name = "Lika"
        takers = ["a", "b", "borta"]
        base = "rest"
        phase = "nu"
        [[rules]]
        key = "sist"
        name = "Sist"
        takers = "all"
        base = "rest"
        from_year = 2029
        modifiers = [{ kind = "pass_through", table = "sena" }]
    "#;
    let input = small_with(model(toml));
    assert_eq!(amounts(&input), [50_000, 50_000, 0]);
    let checked = check_input(&input);
    assert_eq!(listed(&checked.errors), Vec::<String>::new());
    assert!(
        listed(&checked.warnings).contains(&"party_not_member model.rules[2].takers".to_owned())
    );
    let mut later = input;
    (later.year, later.budget.year) = (2028, 2028);
    assert!(compute(&later).is_err(), "then it needs the table");
}

/// 1 000 000 kr and almost as much deducted: three kronor in all, but every part by its key.
#[test]
fn parts_follow_the_key_whatever_is_deducted() {
    let mut input = small(
        "takers = \"all\"\nbase = \"rest\"\n\
         measure = { kind = \"percentages\", shares = { a = 50, b = 30, c = 20 } }\n",
    );
    input.budget.lines[0].amount = kronor(1_000_000);
    for left in [3, 0, -7] {
        let unspent = line(
            None,
            "Ej upparbetat",
            LineKind::Unspent,
            kronor(1_000_000 - left),
        );
        input.budget.lines.truncate(1);
        input.budget.lines.push(unspent);
        let distribution = compute(&input).unwrap();
        assert_eq!(distribution.distributed, kronor(left));
        for (row, share) in distribution.rows.iter().zip([500_000, 300_000, 200_000]) {
            let off = (row.cells[0] - kronor(share)).abs();
            assert!(off <= kronor(1), "{row:?}");
        }
        assert_eq!(distribution.columns[0].distributed, kronor(1_000_000));
    }
}

/// What was adopted before is computed as it was.
#[test]
fn the_first_edition_is_computed_as_before() {
    let mut input = small("takers = \"all\"\nbase = \"rest\"\n");
    input.budget.lines[0].amount = samverk_foundation::Ore(100_060);
    input.edition = Edition::First;
    assert_eq!(compute(&input).unwrap().difference.0, -40);
    let stored = serde_json::to_string(&input).unwrap();
    assert!(!stored.contains("edition"));
    assert_eq!(
        serde_json::from_str::<DistributionInput>(&stored).unwrap(),
        input
    );
    input.edition = Edition::NOW;
    assert_eq!(compute(&input).unwrap().difference.0, 60);
    let stored = serde_json::to_string(&input).unwrap();
    assert_eq!(
        serde_json::from_str::<DistributionInput>(&stored).unwrap(),
        input
    );
}

#[test]
fn modifiers_spread_or_leave() {
    let with = |modifiers: &str| by_employees(&format!("modifiers = [{modifiers}]"));
    let floor =
        |rest: &str| format!(r#"{{ kind = "floor", amount = 190, difference = "{rest}" }}"#);
    assert_eq!(with(&floor("spread")), [190, 270, 540]);
    assert_eq!(with(&floor("left")), [190, 300, 600]);
    let cap = r#"{ kind = "cap", amount = 420, difference = "spread" }"#;
    assert_eq!(with(cap), [160, 420, 420]);
    assert_eq!(
        with(&format!("{}, {cap}", floor("spread"))),
        [190, 390, 420]
    );
    let rebate = |rest: &str| {
        format!(r#"{{ kind = "rebate", above = 400, percent = 50, difference = "{rest}" }}"#)
    };
    assert_eq!(with(&rebate("left")), [100, 300, 500]);
    assert_eq!(with(&rebate("spread")), [125, 375, 500]);
    let index = r#"{ kind = "index", name = "KPI", old = 2, new = 3 }"#;
    assert_eq!(with(index), [150, 450, 900]);
    let actual = r#"{ kind = "pass_through", table = "anstallda", year = -1 }"#;
    assert_eq!(with(actual), [200, 600, 1200]);
}

#[test]
fn changes_from_last_year_are_damped() {
    let equal = |percent: i64| {
        kronor_of(&format!(
            "takers = \"all\"\nbase = \"total\"\nmodifiers = [{{ kind = \"max_change\", percent = {percent}, difference = \"spread\" }}]"
        ))
    };
    assert_eq!(equal(10), [110, 330, 560]);
    assert_eq!(equal(0), [100, 300, 600]);
    assert_eq!(equal(300), [334, 333, 333]);
}

#[test]
fn what_cannot_be_placed_is_reported() {
    let input = small(
        r#"
        takers = "all"
        base = "total"
        modifiers = [{ kind = "cap", amount = 200, difference = "spread" }]
    "#,
    );
    let distribution = compute(&input).unwrap();
    assert_eq!(distribution.distributed, kronor(600));
    assert_eq!(distribution.difference, kronor(400));
    let [Difference::NotTaken { amount, .. }] = distribution.differences.as_slice() else {
        panic!("{:?}", distribution.differences)
    };
    assert_eq!(*amount, kronor(400));
}

#[test]
fn money_taken_twice_is_reported() {
    let toml = r#"
        key = "dubbelt"
        name = "Dubbelt"
        [[rules]]
        key = "ett"
        name = "Ett"
        takers = ["a"]
        base = ["drift"]
        [[rules]]
        key = "tva"
        name = "Två"
        takers = ["b"]
        base = ["drift"]
        function = { kind = "percentage", percent = 30 }
    "#;
    let distribution = compute(&small_with(model(toml))).unwrap();
    assert_eq!(distribution.difference, kronor(-300));
    assert!(matches!(
        distribution.differences.as_slice(),
        [Difference::OverTaken { .. }]
    ));
}

#[test]
fn a_capped_rule_leaves_the_rest_to_the_next() {
    let toml = r#"
        key = "vard"
        name = "Värden tar resten"
        [[rules]]
        key = "andra"
        name = "Högst 200 kr"
        takers = ["b", "c"]
        base = "rest"
        modifiers = [{ kind = "cap", amount = 200, difference = "left" }]
        [[rules]]
        key = "vard"
        name = "Värden"
        takers = ["a"]
        base = "rest"
    "#;
    assert_eq!(amounts(&small_with(model(toml))), [60_000, 20_000, 20_000]);
}

#[test]
fn thousands_leave_what_is_less_than_a_thousand() {
    let mut input = small("takers = \"all\"\nbase = \"total\"\n");
    input.budget.lines[0].amount = kronor(10_400);
    input.model.rounding.unit = RoundingUnit::Thousand;
    let distribution = compute(&input).unwrap();
    assert_eq!(distribution.distributed, kronor(10_000));
    assert_eq!(distribution.difference, kronor(400));
}

#[test]
fn unspent_funds_can_go_back_by_their_own_key() {
    let toml = r#"
        key = "ater"
        name = "Återbetalning"
        [[rules]]
        key = "kostnad"
        name = "Kostnaden"
        takers = "all"
        base = ["drift"]
        [[rules]]
        key = "ater"
        name = "Återbetalning efter förra årets nyckel"
        takers = "all"
        base = "deductions"
        measure = { kind = "last_year" }
    "#;
    let mut input = small_with(model(toml));
    input
        .budget
        .lines
        .push(line(None, "Ej upparbetat", LineKind::Unspent, kronor(100)));
    let distribution = compute(&input).unwrap();
    assert_eq!(distribution.difference, samverk_foundation::Ore::ZERO);
    let amounts: Vec<i64> = distribution
        .rows
        .iter()
        .map(|row| row.amount.0 / 100)
        .collect();
    assert_eq!(amounts, [324, 303, 273]);
}

#[test]
fn needed_figures_are_the_tables_and_years_of_the_rules() {
    let input = small(
        r#"
        takers = "all"
        base = "total"
        measure = [
            { percent = 75, measure = { kind = "population", year = -2 } },
            { percent = 25, measure = { kind = "table", table = "anstallda" } },
        ]
    "#,
    );
    let needed = input.model.needed_figures(2025);
    let needed: Vec<_> = needed.iter().map(|n| (n.table.as_str(), n.year)).collect();
    assert_eq!(needed, [("anstallda", None), ("population", Some(2023))]);
}

#[test]
fn many_members_and_lines_are_computed() {
    let mut input = small(
        r#"
        takers = "all"
        base = "rest"
        measure = { kind = "table", table = "anstallda", year = -1 }
        modifiers = [
            { kind = "floor", amount = 100, difference = "spread" },
            { kind = "max_change", percent = 10, difference = "spread" },
        ]
    "#,
    );
    let keys: Vec<_> = (0..290).map(|number| key(&format!("k{number}"))).collect();
    input.members = keys
        .iter()
        .map(|key| member(key.as_str(), MemberKind::Municipality))
        .collect();
    input.measures[0].values = keys
        .iter()
        .enumerate()
        .map(|(n, party)| MeasureValue {
            party: party.clone(),
            year: Some(2024),
            value: Decimal::from(2_000 + n * n * 11),
        })
        .collect();
    input.budget.parts = (0..10)
        .map(|n| part(&format!("p{n}"), PartKind::FocusArea))
        .collect();
    input.budget.lines = (0..40)
        .map(|n| {
            line(
                Some(&format!("p{}", n % 10)),
                "Rad",
                LineKind::Cost,
                kronor(70_003 + n),
            )
        })
        .collect();
    input.last_year = keys
        .iter()
        .map(|key| (key.clone(), kronor(9_500)))
        .collect();
    let started = std::time::Instant::now();
    let distribution = compute(&input).unwrap();
    println!("290 members, 40 lines: {:?}", started.elapsed());
    assert_eq!(distribution.difference, samverk_foundation::Ore::ZERO);
    for (index, column) in distribution.columns.iter().enumerate() {
        let cells: i64 = distribution.rows.iter().map(|row| row.cells[index].0).sum();
        assert_eq!(cells, column.budget.0);
    }
}
