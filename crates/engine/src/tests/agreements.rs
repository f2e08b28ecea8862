//! The real agreements of the reference, read from it and computed; limits, rates and steps.

use super::documentation::{examples, model_of};
use super::fixture::*;
use crate::*;
use rust_decimal::Decimal;

fn agreement(name: &str) -> DistributionModel {
    let models = examples().into_iter().map(model_of);
    let mut found = models.filter(|model| model.key.as_str() == name);
    found.next().unwrap_or_else(|| panic!("no example {name}"))
}

fn table(name: &str, year: i32, figures: &[(&str, i64)]) -> MeasureTable {
    let value = |(party, value): &(&str, i64)| MeasureValue {
        party: key(party),
        year: Some(year),
        value: Decimal::from(*value),
    };
    MeasureTable {
        key: key(name),
        name: name.to_owned(),
        unit: String::new(),
        values: figures.iter().map(value).collect(),
    }
}

/// Aneby, Eksjö and Jönköping with a budget of so much.
fn world(model: DistributionModel, year: i32, budget: i64) -> DistributionInput {
    let mut input = small_with(model);
    input.members = ["aneby", "eksjo", "jonkoping"]
        .map(|name| member(name, MemberKind::Municipality))
        .to_vec();
    (input.year, input.budget.year) = (year, year);
    input.budget.lines[0].amount = kronor(budget);
    input.measures.clear();
    input.last_year = PerParty::default();
    input
}

fn paid(input: &DistributionInput) -> Vec<i64> {
    amounts(input).into_iter().map(|ore| ore / 100).collect()
}

fn words(input: &DistributionInput, party: &str) -> String {
    let distribution = compute(input).unwrap();
    explain(&distribution, &key(party), samverk_foundation::Language::Sv)
        .join("\n")
        .replace('\u{a0}', " ")
}

#[test]
fn a_printed_step_table_is_to_and_including() {
    let mut input = world(agreement("avtal-stegtabell"), 2026, 155_000);
    let employees = [("aneby", 99), ("eksjo", 100), ("jonkoping", 500)];
    input.measures = vec![table("anstallda", 2025, &employees)];
    assert_eq!(paid(&input), [20_000, 45_000, 90_000]);
    input.measures[0].values[0].value = Decimal::new(995, 1);
    assert_eq!(paid(&input), [20_000, 45_000, 90_000]);
    assert!(words(&input, "eksjo").contains("från 100 till och med 499"));
}

/// `below = 99` before `from = 100` is what the agreement prints as 0–99.
#[test]
fn a_printed_table_typed_with_below_moves_nobody() {
    let step = |below: i64, next: i64| {
        format!(
            "takers = \"all\"\nbase = \"total\"\nmeasure = {{ kind = \"table\", table = \"anstallda\", year = -1 }}\n\
             function = {{ kind = \"steps\", gives = \"amount\", steps = [{{ from = 0, below = {below}, value = 1 }}, {{ from = {next}, below = 600, value = 2 }}] }}"
        )
    };
    let of = |below, next, first: i64, last: i64| {
        let mut input = small(&step(below, next));
        input.measures[0].values[0].value = Decimal::from(first);
        input.measures[0].values[2].value = Decimal::from(last);
        compute(&input).map(|result| {
            let rows = result.rows.iter().map(|row| row.amount.0 / 100);
            rows.collect::<Vec<_>>()
        })
    };
    assert_eq!(of(99, 100, 99, 600), Ok(vec![1, 2, 2]));
    assert_eq!(of(100, 100, 99, 599), Ok(vec![1, 2, 2]));
    assert_eq!(of(100, 100, 100, 599), Ok(vec![2, 2, 2]));
    assert!(of(100, 100, 1, 600).is_err(), "not including 600");
    assert!(of(98, 100, 1, 1).is_err(), "a gap");
}

#[test]
fn a_fee_in_two_phases_needs_its_table_from_2028() {
    let model = agreement("avtal-tva-faser");
    for year in [2026, 2027] {
        assert_eq!(paid(&world(model.clone(), year, 300_000)), [100_000; 3]);
    }
    let mut later = world(model, 2028, 300_000);
    assert!(compute(&later).is_err());
    let staff = [("aneby", 1_000), ("eksjo", 2_000), ("jonkoping", 3_000)];
    later.measures = vec![table("medlemmar", 2027, &staff)];
    assert_eq!(paid(&later), [50_000, 100_000, 150_000]);
}

#[test]
fn weights_damped_one_way_with_a_member_exempt() {
    let mut input = world(agreement("avtal-dampad"), 2026, 1_000_000);
    let employees = [("aneby", 100), ("eksjo", 300), ("jonkoping", 600)];
    input.measures = vec![table("anstallda", 2025, &employees)];
    assert_eq!(paid(&input), [110_000, 326_040, 563_960]);
    assert_eq!(listed(&check_input(&input).warnings), Vec::<String>::new());
    let why = words(&input, "aneby");
    assert!(
        why.contains(
            "Högst 10,00 % mer än förra årets 100 000 kr (Direktionens beslut 2024-10-03 § 45)"
        ),
        "{why}"
    );
    // An adopted distribution comes before what is stated, and another year's amounts are not used.
    input.last_year = [(key("aneby"), kronor(50_000))].into_iter().collect();
    assert_eq!(paid(&input)[0], 55_000);
    input.last_year = PerParty::default();
    input.model.stated_amounts.as_mut().unwrap().year = 2024;
    assert_eq!(paid(&input), [158_333, 308_333, 533_334]);
    assert_eq!(
        listed(&check_input(&input).warnings),
        ["damping_without_last_year model.rules[0].modifiers[0]"]
    );
    input.last_year = [(key("aneby"), kronor(50_000))].into_iter().collect();
    assert_eq!(
        listed(&check_input(&input).warnings),
        ["damping_partly_without model.rules[0].modifiers[0]"]
    );
}

#[test]
fn a_per_mille_of_the_tax_base_with_a_rebate_for_the_largest() {
    let mut input = world(agreement("avtal-promille"), 2026, 17_675_000);
    let people = [("aneby", 6_800), ("eksjo", 17_700), ("jonkoping", 146_000)];
    input.measures = vec![table(POPULATION, 2025, &people)];
    assert_eq!(paid(&input), [884_000, 2_301_000, 14_490_000]);
    let why = words(&input, "aneby");
    assert!(
        why.contains(
            "Avgift per enhet: 0,5 ‰ (Avgiftssats, Avtalet § 9) × 260 000 (Medelskattekraft 2025, SCB) = 130 kr"
        ),
        "{why}"
    );
}

#[test]
fn limits_one_way_for_some() {
    let with = |modifiers: &str| {
        let rule = format!("takers = \"all\"\nbase = \"total\"\nmodifiers = [{modifiers}]");
        amounts(&small(&rule))
            .into_iter()
            .map(|ore| ore / 100)
            .collect::<Vec<_>>()
    };
    let change = |more: &str| format!(r#"{{ kind = "max_change", percent = 10, {more} }}"#);
    // Without limits 334, 333, 333; last year 100, 300, 600.
    let up = change(r#"difference = "left", change_direction = "up""#);
    assert_eq!(with(&up), [110, 330, 333]);
    let down = change(r#"difference = "left", change_direction = "down""#);
    assert_eq!(with(&down), [333, 333, 540]);
    let spread = change(r#"difference = "spread", change_direction = "down""#);
    assert_eq!(with(&spread), [190, 270, 540]);
    let only = change(r#"difference = "left", among = { only = ["b"] }"#);
    assert_eq!(with(&only), [333, 330, 333]);
    let except = change(r#"difference = "left", among = { except = ["a"] }"#);
    assert_eq!(with(&except), [333, 330, 540]);
    let floor =
        r#"{ kind = "floor", amount = 400, difference = "spread", among = { only = ["a"] } }"#;
    assert_eq!(with(floor), [400, 300, 300]);
}

#[test]
fn what_cannot_be_said_of_limits_rates_and_steps_is_told() {
    let of = |rule: &str| listed(&check_model(&small(rule).model).errors);
    let head = "takers = [\"a\", \"b\"]\nbase = \"total\"\n";
    assert_eq!(
        of(&format!(
            "{head}modifiers = [{{ kind = \"cap\", amount = 1, difference = \"left\", among = {{ only = [\"c\", \"c\"] }} }}]"
        )),
        [
            "party_twice rules[0].modifiers[0].among.only",
            "party_not_taker rules[0].modifiers[0].among.only",
            "party_not_taker rules[0].modifiers[0].among.only",
        ]
    );
    let counted =
        format!("{head}measure = {{ kind = \"table\", table = \"anstallda\", year = -1 }}\n");
    assert_eq!(
        of(&format!(
            "{counted}function = {{ kind = \"rate_product\", factors = [] }}"
        )),
        ["factors_missing rules[0].function.factors"]
    );
    assert_eq!(
        of(&format!(
            "{counted}function = {{ kind = \"rate_product\", factors = [{{ name = \"Då\", value = 0, used = \"divided_by\" }}] }}"
        )),
        ["factor_zero rules[0].function.factors[0].value"]
    );
    assert_eq!(
        of(&format!(
            "{counted}function = {{ kind = \"steps\", gives = \"amount\", steps = [{{ from = 0, to = 9, below = 10, value = 1 }}, {{ from = 10, to = 9, value = 1 }}] }}"
        )),
        [
            "step_two_ends rules[0].function.steps[0].below",
            "step_inverted rules[0].function.steps[1].to",
        ]
    );
    let mut stated = small("takers = \"all\"\nbase = \"total\"\n").model;
    stated.stated_amounts = Some(StatedAmounts {
        year: 2024,
        source: String::new(),
        amounts: [(key("a"), kronor(-1)), (key("a"), kronor(1))]
            .into_iter()
            .collect(),
    });
    assert_eq!(
        listed(&check_model(&stated).errors),
        [
            "stated_source_missing stated_amounts.source",
            "amount_negative stated_amounts.amounts.a",
            "party_twice stated_amounts.amounts",
        ]
    );
}

/// The rows of the reference's printed table, which has no amounts.
fn printed_shares() -> PrintedTable {
    let text = include_str!("../../../../docs/distribution-models.md");
    let (_, after) = text.split_once("party,share,amount\n").unwrap();
    let (rows, _) = after.split_once("```").unwrap();
    let row = |line: &str| {
        let [party, rest] = line.splitn(2, ',').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        PrintedRow {
            party: key(party),
            share: rest.trim_end_matches(',').trim_matches('"').to_owned(),
            amount: None,
        }
    };
    PrintedTable {
        rows: rows.lines().map(row).collect(),
        printed_total: None,
    }
}

#[test]
fn a_printed_table_may_have_shares_only() {
    let mut input = world(agreement("avtal-tryckta-andelar"), 2026, 1_000_000);
    let people = [("aneby", 6_800), ("eksjo", 17_700), ("jonkoping", 146_000)];
    input.measures = vec![table(POPULATION, 2025, &people)];
    assert_eq!(paid(&input), [39_883, 103_812, 856_305]);
    let mut printed = printed_shares();
    let result = compute(&input).unwrap();
    let comparison = compare(&result, &printed, &input);
    assert!(comparison.all_equal(), "{comparison:#?}");
    assert_eq!(comparison.findings, []);
    let found = search_printed(&printed, &input.measures).unwrap();
    assert_eq!(
        (found.exact[0].year, found.exact[0].decimals),
        (Some(2025), 1)
    );
    printed.rows[1].share = "10,9 %".to_owned();
    let comparison = compare(&result, &printed, &input);
    let differs = |finding: &Finding| matches!(finding, Finding::ShareDiffers { name, .. } if name == "eksjo");
    assert!(
        comparison.findings.len() == 1 && differs(&comparison.findings[0]),
        "{:#?}",
        comparison.findings
    );
}
