//! Everything that is wrong is found at once, each with its place.

use super::fixture::*;
use crate::*;
use rust_decimal::Decimal;

fn errors(input: &DistributionInput) -> Vec<String> {
    let problems = compute(input).unwrap_err();
    listed(&problems)
}

fn model_errors(toml: &str) -> Vec<String> {
    listed(&check_model(&model(toml)).errors)
}

fn rule_errors(rule: &str) -> Vec<String> {
    errors(&small(&format!(
        "takers = \"all\"\nbase = \"total\"\n{rule}"
    )))
}

#[test]
fn percentages_that_sum_to_99_9() {
    let wrong = ADOPTED_MODEL.replace("varnamo = 9.7", "varnamo = 9.6");
    let problems = check_model(&model(&wrong)).errors;
    assert_eq!(
        listed(&problems),
        ["percent_sum_wrong rules[1].measure.shares"]
    );
    assert_eq!(problems.0[0].values, [("sum", "99,90\u{a0}%".to_owned())]);
    let weights = rule_errors(
        r#"measure = [
            { percent = 75, measure = { kind = "last_year" } },
            { percent = 20, measure = { kind = "equal" } },
        ]"#,
    );
    assert_eq!(weights, ["percent_sum_wrong model.rules[0].measure"]);
}

#[test]
fn step_tables_with_gap_or_overlap() {
    let steps = |steps: &str| {
        rule_errors(&format!(
            "measure = {{ kind = \"table\", table = \"anstallda\", year = -1 }}\n\
             function = {{ kind = \"steps\", gives = \"amount\", steps = [{steps}] }}"
        ))
    };
    let gap = "{ from = 0, below = 100, value = 1 }, { from = 102, value = 2 }";
    assert!(steps(gap).contains(&"step_gap model.rules[0].function.steps[1].from".to_owned()));
    let overlap = "{ from = 0, below = 100, value = 1 }, { from = 99, value = 2 }";
    assert_eq!(
        steps(overlap),
        ["step_overlap model.rules[0].function.steps[1].from"]
    );
    let late = "{ from = 50, value = 2 }";
    assert_eq!(
        steps(late),
        ["step_gap model.rules[0].function.steps[0].from"]
    );
    let open = "{ from = 0, value = 1 }, { from = 5, value = 2 }";
    assert_eq!(
        steps(open),
        ["step_after_open model.rules[0].function.steps[1].from"]
    );
    let inverted = "{ from = 0, below = 0, value = 1 }, { from = 0, value = -2 }";
    assert_eq!(
        steps(inverted),
        [
            "step_inverted model.rules[0].function.steps[0].below",
            "number_negative model.rules[0].function.steps[1].value",
        ]
    );
    let short = "{ from = 0, below = 600, value = 1 }";
    assert_eq!(
        steps(short),
        ["step_value_outside model.rules[0].function.steps"]
    );
    assert!(steps("").contains(&"steps_missing model.rules[0].function.steps".to_owned()));
}

#[test]
fn a_missing_year_names_year_and_every_party() {
    let input = jonkoping(model(
        "key = \"m\"\nname = \"M\"\n[[rules]]\nkey = \"r\"\nname = \"R\"\ntakers = \"municipality\"\n\
         base = \"total\"\nmeasure = { kind = \"population\", year = 2010 }",
    ));
    let problems = compute(&input).unwrap_err();
    assert_eq!(problems.0.len(), 13);
    let first = &problems.0[0];
    assert_eq!(first.code, "measure_year_missing");
    assert_eq!(
        first.values[1..],
        [("party", "aneby".to_owned()), ("year", "2010".to_owned())]
    );
}

#[test]
fn november_figures_are_not_taken_from_december() {
    let november = r#"measure = { kind = "population", year = -1, date = "november_1" }"#;
    assert_eq!(
        rule_errors(november),
        ["population_date_missing model.rules[0].measure"]
    );
    let mut input = small(&format!("takers = \"all\"\nbase = \"total\"\n{november}"));
    input.measures[0].key = key(POPULATION_NOVEMBER);
    assert_eq!(amounts(&input), [10_000, 30_000, 60_000]);
}

#[test]
fn unknown_and_doubled_names() {
    let input = small(
        r#"
        takers = ["a", "a", "x"]
        base = ["drift", "okand", "drift"]
        measure = { kind = "table", table = "saknas" }
    "#,
    );
    assert_eq!(
        errors(&input),
        [
            "party_twice model.rules[0].takers",
            "base_part_twice model.rules[0].base",
            "part_unknown model.rules[0].base",
            "measure_unknown model.rules[0].measure.table",
        ]
    );
    let mut debt = small("takers = \"all\"\nbase = [\"drift\"]\n");
    debt.model.amount = Some(kronor(5));
    assert_eq!(errors(&debt), ["part_unknown model.rules[0].base"]);
    let mut twice = small("takers = \"all\"\nbase = \"total\"\n");
    twice.members.push(twice.members[0].clone());
    assert_eq!(errors(&twice), ["member_twice members[3].key"]);
}

#[test]
fn a_party_twice_in_a_table_of_shares_is_not_swallowed() {
    let json = r#"{"key":"m","name":"M","rules":[{"key":"r","name":"R","takers":"all","base":"total",
        "measure":{"kind":"percentages","shares":{"a":50,"b":25,"a":25}}}]}"#;
    let model: DistributionModel = serde_json::from_str(json).unwrap();
    assert_eq!(
        listed(&check_model(&model).errors),
        ["party_twice rules[0].measure.shares"]
    );
    assert!(
        errors(&small_with(model)).contains(&"share_missing model.rules[0].measure".to_owned())
    );
}

#[test]
fn listed_takers_and_shares_must_match() {
    let rule = r#"
        key = "m"
        name = "M"
        [[rules]]
        key = "r"
        name = "R"
        takers = ["a", "b"]
        base = "total"
        measure = { kind = "percentages", shares = { a = 60, c = 40 } }
    "#;
    assert_eq!(
        model_errors(rule),
        [
            "share_missing rules[0].measure.shares",
            "party_not_taker rules[0].measure.shares"
        ]
    );
}

#[test]
fn negative_amounts_weights_and_figures() {
    assert_eq!(
        rule_errors(r#"function = { kind = "fixed", amount = -1 }"#),
        ["amount_negative model.rules[0].function.amount"]
    );
    let shares = r#"measure = { kind = "percentages", shares = { a = 120, b = -20, c = 0 } }"#;
    assert!(
        rule_errors(shares).contains(&"number_negative model.rules[0].measure.shares.b".to_owned())
    );
    let mut input = small("takers = \"all\"\nbase = \"total\"\n");
    input.budget.lines[0].amount = kronor(-5);
    input.measures[0].values[1].value = Decimal::NEGATIVE_ONE;
    assert_eq!(
        errors(&input),
        [
            "amount_negative budget.lines[0].amount",
            "number_negative measures[0].values[1].value",
        ]
    );
}

#[test]
fn orders_and_years_that_cannot_be() {
    let toml = r#"
        key = "m"
        name = "M"
        valid_from = "2025-01-01"
        valid_to = "2024-12-31"
        phases = [{ key = "f", name = "F", from_year = 2026, to_year = 2025 }]
        [[rules]]
        key = "r"
        name = "Först"
        takers = "all"
        base = "rest"
        [[rules]]
        key = "r"
        name = "Sedan"
        takers = "all"
        base = "rest"
        from_year = 2026
        to_year = 2025
        [[rules]]
        key = "s"
        name = "Okänd fas"
        takers = []
        base = []
        phase = "okand"
        joined_from = 2026
        joined_to = 2025
    "#;
    assert_eq!(
        model_errors(toml),
        [
            "dates_inverted valid_to",
            "years_inverted phases[0].to_year",
            "rule_twice rules[1].key",
            "years_inverted rules[1].to_year",
            "years_inverted rules[2].joined_to",
            "phase_unknown rules[2].phase",
            "takers_missing rules[2].takers",
            "base_missing rules[2].base",
        ]
    );
    assert_eq!(
        model_errors("key = \"m\"\nname = \"M\""),
        ["rules_missing rules"]
    );
}

#[test]
fn a_rule_after_one_that_takes_everything() {
    let toml = |years: &str, modifier: &str| {
        format!(
            r#"
            key = "m"
            name = "M"
            [[rules]]
            key = "r"
            name = "Först"
            takers = "all"
            base = "rest"
            to_year = 2025
            modifiers = [{modifier}]
            [[rules]]
            key = "s"
            name = "Sedan"
            takers = "all"
            base = "rest"
            {years}"#
        )
    };
    assert_eq!(
        model_errors(&toml("", "")),
        ["rule_after_rest rules[1].base"]
    );
    assert!(model_errors(&toml("from_year = 2026", "")).is_empty());
    let cap = r#"{ kind = "cap", amount = 1, difference = "left" }"#;
    assert!(model_errors(&toml("", cap)).is_empty());
}

#[test]
fn limits_that_make_no_sense() {
    let found = rule_errors(
        r#"modifiers = [
            { kind = "rebate", above = -1, percent = 101, difference = "left" },
            { kind = "max_change", percent = -1, difference = "left" },
            { kind = "index", name = "KPI", old = 0, new = -1 },
            { kind = "pass_through", table = "saknas" },
        ]"#,
    );
    assert_eq!(
        found,
        [
            "amount_negative model.rules[0].modifiers[0].above",
            "percent_over_100 model.rules[0].modifiers[0].percent",
            "number_negative model.rules[0].modifiers[1].percent",
            "number_negative model.rules[0].modifiers[2].new",
            "index_old_not_positive model.rules[0].modifiers[2].old",
            "measure_unknown model.rules[0].modifiers[3].table",
        ]
    );
    assert_eq!(
        rule_errors(r#"function = { kind = "rate", rate = 1 }"#),
        ["measure_not_countable model.rules[0].measure"]
    );
    let mut repaid = small(
        "takers = \"all\"\nbase = \"total\"\nmodifiers = [{ kind = \"floor\", amount = 1, difference = \"left\" }]",
    );
    repaid.budget.lines[0].kind = LineKind::Income;
    assert_eq!(errors(&repaid), ["limit_on_negative model.rules[0]"]);
}

#[test]
fn figures_that_are_missing_or_empty() {
    let mut input = small("takers = \"all\"\nbase = \"total\"\nmeasure = { kind = \"last_year\" }");
    input.last_year.0.remove(1);
    assert_eq!(errors(&input), ["last_year_missing model.rules[0].measure"]);
    let mut zero = small(
        "takers = \"all\"\nbase = \"total\"\nmeasure = { kind = \"table\", table = \"anstallda\", year = -1 }",
    );
    zero.measures[0]
        .values
        .iter_mut()
        .for_each(|row| row.value = Decimal::ZERO);
    assert_eq!(errors(&zero), ["measure_sum_zero model.rules[0].measure"]);
    let without_year = rule_errors("measure = { kind = \"table\", table = \"anstallda\" }");
    assert_eq!(without_year.len(), 3);
    assert!(without_year[0].starts_with("measure_value_missing"));
}

#[test]
fn warnings_do_not_stop() {
    let mut input = small("takers = [\"a\"]\nbase = \"total\"\njoined_from = 2025");
    input.model.valid_to = chrono::NaiveDate::from_ymd_opt(2024, 12, 31);
    let checked = check_input(&input);
    assert!(checked.errors.is_empty());
    assert_eq!(
        listed(&checked.warnings),
        [
            "model_not_valid model.valid_from",
            "rule_without_takers model.rules[0].takers"
        ]
    );
    assert_eq!(compute(&input).unwrap().difference, kronor(1_000));
}

#[test]
fn words_that_are_not_in_the_language_are_refused() {
    let refused = |rule: &str| {
        let toml = format!("key=\"m\"\nname=\"M\"\n[[rules]]\nkey=\"r\"\nname=\"R\"\n{rule}");
        toml::from_str::<DistributionModel>(&toml).is_err()
    };
    assert!(refused("takers = \"kommuner\"\nbase = \"total\""));
    assert!(refused("takers = \"all\"\nbase = \"lopande\""));
    assert!(refused(
        "takers = \"all\"\nbase = \"total\"\nmeasure = { kind = \"equal\", year = 1 }"
    ));
    assert!(refused(
        "takers = \"all\"\nbase = \"total\"\nfunction = { kind = \"share\", rate = 1 }"
    ));
    assert!(refused(
        "takers = \"all\"\nbase = \"total\"\nfunction = { kind = \"fixed\" }"
    ));
    assert!(refused(
        "takers = \"all\"\nbase = \"total\"\nfunction = { kind = \"fixed\", amount = 1.234 }"
    ));
    assert!(refused(
        "takers = \"all\"\nbase = \"total\"\nmeasure = { kind = \"population\", year = 17 }"
    ));
    assert!(refused("takers = \"all\"\nbase = \"total\"\nunknown = 1"));
    assert!(!refused("takers = \"all\"\nbase = \"total\""));
}

#[test]
fn amounts_that_do_not_fit_are_refused() {
    let huge = r#"measure = { kind = "table", table = "anstallda", year = -1 }
        function = { kind = "rate", rate = "99999999999999999999" }"#;
    assert_eq!(rule_errors(huge), ["amount_too_large model.rules[0]"]);
    let mut input = small("takers = \"all\"\nbase = \"total\"\n");
    input.budget.lines[0].amount = samverk_foundation::Ore(i64::MAX);
    assert_eq!(errors(&input), ["amount_too_large budget.lines[0].amount"]);
}
