//! Document 003: every printed number, and the one that does not follow.

use super::fixture::*;
use crate::*;
use rust_decimal::Decimal;
use samverk_foundation::{Language, Ore};

#[test]
fn the_budget_sums_as_printed() {
    let budget = jonkoping_budget();
    let totals = budget.totals();
    assert_eq!(totals.parts[0].1.net(), kronor(1_435_000));
    assert_eq!(
        totals.sum_of_parts - totals.parts[0].1.net(),
        kronor(6_950_000)
    );
    assert_eq!(totals.outside.unspent, kronor(3_655_000));
    assert_eq!(totals.total, kronor(4_730_000));
    assert_eq!(check_budget(&budget, None), Checked::default());
}

#[test]
fn the_adopted_model_gives_every_printed_row_to_the_krona() {
    let input = jonkoping(model(ADOPTED_MODEL));
    let distribution = compute(&input).unwrap();
    for (party, _, amount) in MUNICIPALITIES {
        assert_eq!(
            distribution.row(&key(party)).unwrap().amount,
            kronor(amount),
            "{party}"
        );
    }
    assert_eq!(
        distribution.row(&key("regionen")).unwrap().amount,
        kronor(369_000)
    );
    assert_eq!(distribution.distributed, kronor(4_730_000));
    assert_eq!(distribution.difference, Ore::ZERO);
    assert!(distribution.differences.is_empty());
    for (index, column) in distribution.columns.iter().enumerate() {
        let cells: Ore = distribution.rows.iter().map(|row| row.cells[index]).sum();
        assert_eq!(
            (cells, cells),
            (column.budget, column.distributed),
            "{}",
            column.name
        );
    }
}

#[test]
fn the_regions_printed_amount_is_reported_though_the_adopted_model_agrees() {
    let input = jonkoping(model(ADOPTED_MODEL));
    let comparison = compare(&compute(&input).unwrap(), &printed(), &input);
    assert!(comparison.all_equal());
    let [Finding::ShareNotFollowed(share)] = comparison.findings.as_slice() else {
        panic!("{:#?}", comparison.findings)
    };
    assert_eq!(share.name, "regionen");
    assert_eq!(share.expected, kronor(430_500));
    assert_eq!(share.implied_base, kronor(1_230_000));
    assert!(share.lines_of_base.is_empty() && share.lines_of_difference.is_empty());
    let text = describe(&comparison.findings[0], Purpose::Cost, Language::Sv);
    insta::assert_snapshot!(text, @r"
    regionen: 369 000 kr är inte 30,00 % av Löpande verksamhet 1 435 000 kr, det är 430 500 kr. Det är 30,00 % av 1 230 000 kr, som är 205 000 kr mindre. Varken underlagets egna rader eller två rader ur hela budgeten ger 1 230 000 kr eller skillnaden 205 000 kr.
    ");
}

#[test]
fn thirty_percent_of_running_costs_gives_430_500_and_the_report_shows_the_difference() {
    let input = jonkoping(thirty_percent());
    let distribution = compute(&input).unwrap();
    assert_eq!(
        distribution.row(&key("regionen")).unwrap().amount,
        kronor(430_500)
    );
    assert_eq!(distribution.difference, Ore::ZERO);
    let comparison = compare(&distribution, &printed(), &input);
    let region = comparison
        .rows
        .iter()
        .find(|row| row.party == key("regionen"))
        .unwrap();
    assert_eq!(region.difference, kronor(-61_500));
    let others = comparison
        .findings
        .iter()
        .filter(|f| !matches!(f, Finding::RowDiffers { .. }));
    let texts: Vec<String> = others
        .map(|finding| describe(finding, Purpose::Cost, Language::Sv))
        .collect();
    insta::assert_snapshot!(texts.join("\n"), @r"
    13 rader följer sina procenttal, men av 4 361 000 kr i stället för modellens 4 299 500 kr. Skillnaden är 61 500 kr, lika mycket som skiljer för regionen.
    regionen: 369 000 kr är inte 30,00 % av Löpande verksamhet 1 435 000 kr, det är 430 500 kr. Det är 30,00 % av 1 230 000 kr, som är 205 000 kr mindre. Varken underlagets egna rader eller två rader ur hela budgeten ger 1 230 000 kr eller skillnaden 205 000 kr.
    ");
}

#[test]
fn the_key_of_2012_is_the_population_of_2011_with_one_decimal() {
    let shares: Vec<_> = printed().rows[1..]
        .iter()
        .map(|row| (row.party.clone(), row.percent().unwrap()))
        .collect();
    let search = search_key(&shares, &[population()]);
    assert_eq!(search.printed_sum, Decimal::ONE_HUNDRED);
    assert_eq!(search.tried, 14 * 4 * 2);
    let exact: Vec<_> = search
        .exact
        .iter()
        .map(|c| (c.year, c.decimals, c.rounding))
        .collect();
    assert_eq!(
        exact,
        [
            (Some(2011), 1, RoundingMethod::HalfUpReport),
            (Some(2011), 1, RoundingMethod::LargestRemainder)
        ]
    );
    assert_eq!(search.nearest[0].year, Some(2012));
    assert_eq!(search.nearest[0].differing.len(), 1);
    assert_eq!(search.nearest[0].differing[0].party, key("jonkoping"));
    let words = describe_key_search(&search, &|key| key.to_string(), Language::Sv);
    insta::assert_snapshot!(words.join("\n"), @r"
    De tryckta andelarna blir 100,00 %.
    Folkmängd 31 december 2011 med 1 decimal ger exakt den tryckta kolumnen, hur raderna än avrundas (rad för rad eller raderna jämkas till rätt summa).
    ");
}

#[test]
fn without_the_right_year_the_nearest_are_named() {
    let shares: Vec<_> = printed().rows[1..]
        .iter()
        .map(|row| (row.party.clone(), row.percent().unwrap()))
        .collect();
    let mut table = population();
    table.values.retain(|row| row.year != Some(2011));
    let search = search_key(&shares, &[table]);
    assert!(search.exact.is_empty());
    let words = describe_key_search(&search, &|key| key.to_string(), Language::En);
    insta::assert_snapshot!(words[..3].join("\n"), @r"
    The printed shares sum to 100,00 %.
    None of the stored measures gives exactly the printed column.
    Folkmängd 31 december 2012 with 1 decimal (row by row) differs in 1 row: jonkoping (38,20 % instead of 38,00 %).
    ");
}

#[test]
fn the_same_inputs_give_the_same_result_after_being_stored() {
    let input = jonkoping(thirty_percent());
    let first = compute(&input).unwrap();
    let json = serde_json::to_string(&input).unwrap();
    let stored: DistributionInput = serde_json::from_str(&json).unwrap();
    assert_eq!(stored, input);
    let toml = toml::to_string(&input).unwrap();
    let from_folder: DistributionInput = toml::from_str(&toml).unwrap();
    assert_eq!(from_folder, input);
    assert_eq!(toml::to_string(&from_folder).unwrap(), toml);
    assert_eq!(compute(&stored).unwrap(), first);
    let result = serde_json::to_string(&first).unwrap();
    assert_eq!(
        serde_json::from_str::<Distribution>(&result).unwrap(),
        first
    );
}

#[test]
fn the_order_of_members_changes_nothing_but_the_order_of_rows() {
    let input = jonkoping(model(ADOPTED_MODEL));
    let mut turned = input.clone();
    turned.members.reverse();
    let (first, second) = (compute(&input).unwrap(), compute(&turned).unwrap());
    for row in &first.rows {
        assert_eq!(second.row(&row.party), Some(row));
    }
}
