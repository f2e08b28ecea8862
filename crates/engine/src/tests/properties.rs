//! What holds for any members, weights, parts and rounding.

use super::fixture::*;
use crate::*;
use proptest::prelude::*;
use rust_decimal::Decimal;
use samverk_foundation::Ore;

#[derive(Clone, Debug)]
struct World {
    figures: Vec<u32>,
    last_year: Vec<i64>,
    parts: Vec<i64>,
    deduction: i64,
    rounding: Rounding,
}

fn worlds() -> impl Strategy<Value = World> {
    let units = [
        RoundingUnit::Ore,
        RoundingUnit::Krona,
        RoundingUnit::Thousand,
    ];
    let methods = [
        RoundingMethod::LargestRemainder,
        RoundingMethod::HalfUpReport,
    ];
    (
        prop::collection::vec((1_u32..200_000, 0_i64..50_000_000), 1..25),
        prop::collection::vec(1_i64..900_000_000, 1..7),
        0_i64..100,
        prop::sample::select(units.to_vec()),
        prop::sample::select(methods.to_vec()),
    )
        .prop_map(|(members, parts, percent, unit, method)| {
            let total: i64 = parts.iter().sum();
            let (figures, last_year) = members.into_iter().unzip();
            let rounding = Rounding { unit, method };
            World {
                figures,
                last_year,
                deduction: total / 100 * percent / 2,
                parts,
                rounding,
            }
        })
}

/// Worlds in which more may be deducted than there is.
fn deducted() -> impl Strategy<Value = World> {
    (worlds(), 0_i64..130).prop_map(|(world, percent)| World {
        deduction: world.parts.iter().sum::<i64>() / 100 * percent,
        ..world
    })
}

fn input(world: &World, modifiers: &str) -> DistributionInput {
    let rule = format!(
        "takers = \"all\"\nbase = \"rest\"\n\
         measure = {{ kind = \"table\", table = \"anstallda\", year = 2024 }}\n\
         modifiers = [{modifiers}]"
    );
    let mut input = small(&rule);
    let keys: Vec<_> = (0..world.figures.len())
        .map(|n| key(&format!("m{n}")))
        .collect();
    input.members = keys
        .iter()
        .map(|k| member(k.as_str(), MemberKind::Municipality))
        .collect();
    let figures = keys.iter().zip(&world.figures);
    input.measures[0].values = figures
        .map(|(party, value)| MeasureValue {
            party: party.clone(),
            year: Some(2024),
            value: Decimal::from(*value),
        })
        .collect();
    input.last_year = keys
        .into_iter()
        .zip(world.last_year.iter().map(|ore| Ore(*ore)))
        .collect();
    input.budget.parts = (0..world.parts.len())
        .map(|n| part(&format!("p{n}"), PartKind::FocusArea))
        .collect();
    let costs = world.parts.iter().enumerate();
    input.budget.lines = costs
        .map(|(n, amount)| line(Some(&format!("p{n}")), "Rad", LineKind::Cost, Ore(*amount)))
        .collect();
    let deduction = line(None, "Avgår", LineKind::Unspent, Ore(world.deduction));
    input.budget.lines.push(deduction);
    input.model.rounding = world.rounding;
    input
}

/// Rows are the sum of their cells, columns of theirs, and every öre of difference has a reason.
fn adds_up(distribution: &Distribution) -> Result<(), TestCaseError> {
    for row in &distribution.rows {
        prop_assert_eq!(row.cells.iter().sum::<Ore>(), row.amount);
    }
    for (index, column) in distribution.columns.iter().enumerate() {
        let cells: Ore = distribution.rows.iter().map(|row| row.cells[index]).sum();
        prop_assert_eq!(cells, column.distributed);
    }
    let rows: Ore = distribution.rows.iter().map(|row| row.amount).sum();
    prop_assert_eq!(rows, distribution.distributed);
    prop_assert_eq!(distribution.budget - rows, distribution.difference);
    let reasons: Ore = distribution
        .differences
        .iter()
        .map(Difference::amount)
        .sum();
    prop_assert_eq!(reasons, distribution.difference);
    Ok(())
}

proptest! {
    #[test]
    fn shares_sum_to_the_budget_or_the_difference_is_reported(world in worlds()) {
        let distribution = compute(&input(&world, "")).unwrap();
        adds_up(&distribution)?;
        let unit = world.rounding.unit.ore();
        if world.rounding.method == RoundingMethod::LargestRemainder {
            prop_assert!(distribution.difference.0.abs() < unit);
            if distribution.budget.0 % unit == 0 {
                prop_assert_eq!(distribution.difference, Ore::ZERO);
                for column in &distribution.columns {
                    prop_assert_eq!(column.distributed, column.budget);
                }
            }
        }
        for row in &distribution.rows {
            prop_assert_eq!(row.amount.0 % unit, 0);
        }
    }

    /// What is less than a unit is not handed out, whatever the sign.
    #[test]
    fn no_more_is_handed_out_than_there_is(world in deducted()) {
        let distribution = compute(&input(&world, "")).unwrap();
        if world.rounding.method == RoundingMethod::LargestRemainder {
            prop_assert!(distribution.distributed.0.abs() <= distribution.budget.0.abs());
            for row in &distribution.rows {
                prop_assert!(row.amount.0.signum() * distribution.budget.0.signum() >= 0);
            }
        }
    }

    /// A part's amounts follow its key within the units that were rounded, whatever is deducted.
    #[test]
    fn every_part_follows_its_key(world in deducted()) {
        let distribution = compute(&input(&world, "")).unwrap();
        adds_up(&distribution)?;
        let all: i128 = world.figures.iter().map(|figure| i128::from(*figure)).sum();
        let unit = i128::from(world.rounding.unit.ore());
        for (row, figure) in distribution.rows.iter().zip(&world.figures) {
            for (column, cell) in distribution.columns.iter().zip(&row.cells) {
                let exact = i128::from(column.budget.0) * i128::from(*figure);
                let off = (exact - i128::from(cell.0) * all).abs();
                prop_assert!(off <= (unit * 2 + 2) * all, "{} {off}", column.name);
            }
        }
    }

    /// What is taken by two rules after each other and rounded is never more than there is.
    #[test]
    fn what_is_left_by_rounding_is_for_later_rules(world in deducted(), percent in 1_i64..100) {
        let mut input = input(&world, "");
        let rest = input.model.rules[0].clone();
        let first = Rule {
            key: key("forst"),
            base: Base::Total,
            function: Function::Percentage { percent: Decimal::from(percent) },
            ..rest.clone()
        };
        input.model.rules = vec![first, rest];
        let distribution = compute(&input).unwrap();
        adds_up(&distribution)?;
        if world.rounding.method == RoundingMethod::LargestRemainder {
            prop_assert!(distribution.distributed.0.abs() <= distribution.budget.0.abs());
            prop_assert!(distribution.difference.0.abs() < world.rounding.unit.ore());
        }
    }

    #[test]
    fn the_order_of_members_means_nothing(world in worlds(), turn in 0_usize..25) {
        let straight = input(&world, "");
        let mut turned = straight.clone();
        let by = turn % turned.members.len();
        turned.members.rotate_left(by);
        turned.measures[0].values.reverse();
        let (a, b) = (compute(&straight).unwrap(), compute(&turned).unwrap());
        for row in &a.rows {
            prop_assert_eq!(b.row(&row.party), Some(row));
        }
        prop_assert_eq!(a.differences, b.differences);
    }

    #[test]
    fn the_same_inputs_give_the_same_output(world in worlds()) {
        let first = input(&world, r#"{ kind = "cap", amount = 1000, difference = "spread" }"#);
        let stored = serde_json::to_string(&first).unwrap();
        let again: DistributionInput = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(&again, &first);
        let toml = toml::to_string(&first).unwrap();
        prop_assert_eq!(&toml::from_str::<DistributionInput>(&toml).unwrap(), &first);
        prop_assert_eq!(compute(&again).unwrap(), compute(&first).unwrap());
    }

    #[test]
    fn floors_and_caps_hold_within_a_unit(
        world in worlds(),
        floor in 0_i64..300_000,
        room in 0_i64..3_000_000,
        spread in any::<bool>(),
    ) {
        let difference = if spread { "spread" } else { "left" };
        let cap = floor + room;
        let modifiers = format!(
            r#"{{ kind = "floor", amount = {floor}, difference = "{difference}" }},
               {{ kind = "cap", amount = {cap}, difference = "{difference}" }}"#
        );
        let distribution = compute(&input(&world, &modifiers)).unwrap();
        adds_up(&distribution)?;
        let unit = world.rounding.unit.ore();
        let within = |limit: i64| if limit * 100 % unit == 0 { 0 } else { unit };
        for row in &distribution.rows {
            prop_assert!(row.amount.0 >= floor * 100 - within(floor));
            prop_assert!(row.amount.0 <= cap * 100 + within(cap));
        }
    }

    #[test]
    fn damping_keeps_every_change_within_the_percentage(
        world in worlds(),
        percent in 0_i64..100,
    ) {
        let modifiers =
            format!(r#"{{ kind = "max_change", percent = {percent}, difference = "spread" }}"#);
        let input = input(&world, &modifiers);
        let distribution = compute(&input).unwrap();
        adds_up(&distribution)?;
        let unit = world.rounding.unit.ore();
        let mut all_limited = true;
        for (row, last) in distribution.rows.iter().zip(&world.last_year) {
            if *last > 0 {
                let change = (row.amount.0 - last).abs();
                prop_assert!(change * 100 <= last * percent + unit * 100);
            } else {
                all_limited = false;
            }
        }
        let (low, high): (i64, i64) = (
            world.last_year.iter().map(|last| last * (100 - percent)).sum(),
            world.last_year.iter().map(|last| last * (100 + percent)).sum(),
        );
        let budget = distribution.budget.0 * 100;
        let possible = all_limited && low <= budget && budget <= high;
        if possible && world.rounding.method == RoundingMethod::LargestRemainder {
            prop_assert!(distribution.difference.0.abs() < unit);
        }
    }

    #[test]
    fn limits_without_spreading_report_what_they_move(world in worlds(), cap in 0_i64..1_000_000) {
        let modifiers = format!(r#"{{ kind = "cap", amount = {cap}, difference = "left" }}"#);
        let distribution = compute(&input(&world, &modifiers)).unwrap();
        adds_up(&distribution)?;
    }
}
