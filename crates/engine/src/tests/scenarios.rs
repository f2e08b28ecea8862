//! What-ifs: what is turned, what follows, and that nothing is lost on the way.

use super::fixture::*;
use crate::*;
use proptest::prelude::*;
use rust_decimal::Decimal;
use samverk_foundation::Ore;
use std::collections::BTreeMap;

fn council() -> DistributionInput {
    jonkoping(model(ADOPTED_MODEL))
}

#[test]
fn the_key_by_the_latest_population_replaces_fixed_shares_and_nothing_else() {
    let mut input = council();
    let parties = parties_of_key(&input);
    assert_eq!(parties.len(), 13);
    input.measures = vec![population()];
    for rule in &mut input.model.rules {
        rule.note = "Som i dokumentet.".to_owned();
    }
    let year = newest_common_year(&population(), &parties).unwrap();
    input.model = with_population_of(&input, year);
    let distribution = compute(&input).unwrap();
    assert_eq!(
        distribution.row(&key("regionen")).unwrap().amount,
        kronor(369_000)
    );
    assert_eq!(
        distribution.distributed + distribution.difference,
        kronor(4_730_000)
    );
    let measure = &input.model.rules[1].measure;
    let expected = Measure::Population {
        year: DataYear::Fixed(year),
        date: CountingDate::December31,
    };
    assert_eq!(*measure, Measures::One(expected));
    let notes = input.model.rules.iter().map(|rule| rule.note.as_str());
    let notes: Vec<_> = notes.collect();
    assert_eq!(notes[0], "Som i dokumentet.");
    assert_eq!(notes[1], "", "the shares are no longer the printed ones");
}

#[test]
fn a_year_is_newest_only_when_all_have_a_figure() {
    let mut table = population();
    let parties = parties_of_key(&council());
    let newest = newest_common_year(&table, &parties).unwrap();
    table
        .values
        .retain(|row| row.year != Some(newest) || row.party != parties[0]);
    assert!(newest_common_year(&table, &parties).unwrap() < newest);
    assert_eq!(newest_common_year(&table, &[]), None);
}

#[test]
fn every_figure_reads_back_what_it_was_set_to() {
    let input = council();
    let all = knobs(&input.model);
    assert_eq!(
        all.len(),
        1 + 1 + 13,
        "an amount, a year and thirteen shares"
    );
    for knob in all {
        let mut model = input.model.clone();
        knob.set(&mut model, "2020").unwrap();
        let written = match knob.place.group() {
            KnobGroup::Years => knobs(&model)
                .iter()
                .find(|k| k.place == knob.place)
                .unwrap()
                .value(&model),
            _ => knob.value(&model),
        };
        assert_eq!(written.split([',', '.']).next(), Some("2020"), "{knob:?}");
        assert!(knob.set(&mut model.clone(), "abc").is_err(), "{knob:?}");
    }
}

#[test]
fn each_figure_that_a_rate_is_made_of_turns() {
    let mut input = council();
    let factors = r#"[
        { name = "Promille", value = 2, used = "per_mille" },
        { name = "Skattekraft", value = 250000 },
        { name = "Avdrag", value = 98, used = "percent" },
    ]"#;
    input.model = model(&format!(
        r#"
        key = "avgift"
        name = "Avgift"
        rules = [{{ key = "avgift", name = "Avgift", takers = "all", base = "total",
            measure = {{ kind = "equal" }},
            function = {{ kind = "rate_product", factors = {factors} }} }}]
        "#
    ));
    let all = knobs(&input.model);
    let values: Vec<_> = all.iter().map(|knob| knob.value(&input.model)).collect();
    assert_eq!(values, ["2", "250000", "98"]);
    let (mut changed, per_mille, percent) = (input.model.clone(), &all[0], &all[2]);
    percent.set(&mut changed, "97,5 %").unwrap();
    assert!(per_mille.set(&mut changed.clone(), "3 %").is_err());
    per_mille.set(&mut changed, "3").unwrap();
    assert_eq!(percent.value(&changed), "97,5");
    let Function::RateProduct { factors } = &changed.rules[0].function else {
        panic!("it is still a product")
    };
    assert_eq!(factors[0].value, Decimal::from(3));
}

#[test]
fn who_leaves_is_shared_by_the_others_to_exactly_a_hundred() {
    let mut input = council();
    input
        .members
        .retain(|member| member.key != key("aneby") && member.key != key("regionen"));
    let members = input.members.clone();
    let left = members.len();
    fit_to_members(&mut input.model, &members, input.year);
    assert!(left < 14, "somebody left");
    for rule in &input.model.rules {
        if let Measures::One(Measure::Percentages { shares }) = &rule.measure {
            let sum: Decimal = shares.0.iter().map(|(_, share)| *share).sum();
            assert_eq!(sum, Decimal::ONE_HUNDRED);
        }
    }
    let distribution = compute(&input).unwrap();
    assert_eq!(
        distribution.distributed + distribution.difference,
        kronor(4_730_000)
    );
}

#[test]
fn changes_are_told_and_nothing_else_is() {
    let before = council();
    assert_eq!(scenario_changes(&before, &before), []);
    let mut now = before.clone();
    AmountPlace::Part(now.budget.parts[0].key.clone()).set(&mut now, kronor(1_000_000));
    now.members.pop();
    let changes = scenario_changes(&before, &now);
    assert_eq!(changes.len(), 2, "{changes:?}");
    assert!(matches!(changes[0], ScenarioChange::Amount { now, .. } if now == kronor(1_000_000)));
    assert!(matches!(
        changes[1],
        ScenarioChange::Member {
            change: MemberChange::LeftOut,
            ..
        }
    ));
}

#[test]
fn what_is_not_changed_follows_the_base_and_what_is_changed_stands() {
    let before = council();
    let mut scenario = before.clone();
    let first = AmountPlace::Part(before.budget.parts[0].key.clone());
    let second = AmountPlace::Part(before.budget.parts[1].key.clone());
    first.set(&mut scenario, kronor(1_000_000));
    let mut now = before.clone();
    first.set(&mut now, kronor(2_000_000));
    second.set(&mut now, kronor(3_000_000));
    now.model.note = "Ny".to_owned();
    let followed = follow_base(&before, &now, &scenario);
    assert_eq!(first.amount(&followed), kronor(1_000_000));
    assert_eq!(second.amount(&followed), kronor(3_000_000));
    assert_eq!(followed.model.note, "Ny");
    assert_eq!(follow_base(&before, &before, &scenario), scenario);
}

#[test]
fn a_year_without_any_figure_is_found() {
    let mut input = council();
    input.measures = vec![population()];
    input.model = with_population_of(&input, 2035);
    let missing = without_any_figure(&input);
    assert_eq!(missing.len(), 1);
    assert_eq!(
        (missing[0].table.as_str(), missing[0].year),
        (POPULATION, Some(2035))
    );
}

proptest! {
    /// Whatever a part is set to, that is its net, and set back the lines are as before.
    #[test]
    fn an_amount_becomes_what_it_is_set_to(
        costs in prop::collection::vec(1_i64..100_000_000, 1..4),
        amount in -100_000_000_i64..100_000_000,
    ) {
        let mut input = council();
        input.budget.parts = vec![part("p", PartKind::Running)];
        input.budget.lines = costs
            .iter()
            .map(|cost| line(Some("p"), "Rad", LineKind::Cost, Ore(*cost)))
            .collect();
        let place = AmountPlace::Part(key("p"));
        let (before, lines) = (place.amount(&input), input.budget.lines.clone());
        place.set(&mut input, Ore(amount));
        prop_assert_eq!(place.amount(&input), Ore(amount));
        prop_assert!(input.budget.lines.iter().all(|line| !line.amount.is_negative()));
        place.set(&mut input, before);
        prop_assert_eq!(place.amount(&input), before);
        if costs.len() > 1 {
            prop_assert_eq!(input.budget.lines, lines);
        }
    }

    /// The result is the same from what is kept, and its sum and differences make up the budget.
    #[test]
    fn a_scenario_computed_again_is_the_same(
        amounts in prop::collection::vec(0_i64..10_000_000, 5),
        left_out in 0_usize..13,
    ) {
        let mut input = council();
        let places = AmountPlace::all(&input);
        for (place, amount) in places.iter().zip(&amounts) {
            if *place != AmountPlace::Outside {
                place.set(&mut input, kronor(*amount));
            }
        }
        let outside = AmountPlace::Outside;
        if places.contains(&outside) {
            outside.set(&mut input, Ore::ZERO);
        }
        input.members.remove(left_out);
        let members = input.members.clone();
        fit_to_members(&mut input.model, &members, input.year);
        let result = compute(&input).unwrap();
        let kept: DistributionInput =
            serde_json::from_str(&serde_json::to_string(&input).unwrap()).unwrap();
        let in_toml: DistributionInput = toml::from_str(&toml::to_string(&input).unwrap()).unwrap();
        prop_assert_eq!(&compute(&kept).unwrap(), &result);
        prop_assert_eq!(&compute(&in_toml).unwrap(), &result);
        let rows: Ore = result.rows.iter().map(|row| row.amount).sum();
        let reasons: Ore = result.differences.iter().map(Difference::amount).sum();
        prop_assert_eq!(rows + reasons, input.budget.totals().total);
    }

    /// Differences sum to the difference of the sums, and a row without amount counts as nothing.
    #[test]
    fn differences_sum_to_the_difference(left_out in 0_usize..14, amount in 0_i64..5_000_000) {
        let before = council();
        let mut now = before.clone();
        now.members.remove(left_out);
        let members = now.members.clone();
        fit_to_members(&mut now.model, &members, now.year);
        let place = AmountPlace::Part(now.budget.parts[0].key.clone());
        place.set(&mut now, kronor(amount));
        let (first, second) = (compute(&before).unwrap(), compute(&now));
        prop_assume!(second.is_ok());
        let second = second.unwrap();
        let sides = side_by_side(&[&first, &second, &first], &BTreeMap::new());
        let sum: Ore = sides.rows.iter().filter_map(|row| row.difference(1)).sum();
        prop_assert_eq!(Some(sum), sides.total.difference(1));
        prop_assert!(sides.rows.iter().all(|row| row.difference(2) == Some(Ore::ZERO)));
    }
}

#[test]
fn kronor_per_inhabitant_and_percent_are_exact() {
    let row = SideRow {
        party: None,
        name: String::new(),
        inhabitants: Some(6_794),
        amounts: vec![Some(kronor(82_859)), Some(kronor(79_000)), None],
    };
    let decimal = |text: &str| Some(text.parse::<Decimal>().unwrap());
    assert_eq!(row.difference(1), Some(kronor(-3_859)));
    assert_eq!(row.percent(1), decimal("-4.66"));
    assert_eq!(row.per_inhabitant(0), Some(Ore(1_220)));
    assert_eq!(row.difference_per_inhabitant(1), Some(Ore(-57)));
    assert_eq!(row.difference(2), Some(kronor(-82_859)));
    assert_eq!(row.per_inhabitant(2), None);
}
