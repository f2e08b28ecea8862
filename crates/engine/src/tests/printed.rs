//! Printed tables that do not follow.

use super::fixture::*;
use crate::*;
use samverk_foundation::Language;

fn compared(table: &PrintedTable) -> Comparison {
    let input = jonkoping(model(ADOPTED_MODEL));
    compare(&compute(&input).unwrap(), table, &input)
}

fn texts(comparison: &Comparison) -> Vec<String> {
    let text = |finding| describe(finding, Purpose::Cost, Language::Sv);
    comparison.findings.iter().map(text).collect()
}

#[test]
fn two_swapped_municipalities_are_found() {
    let mut table = printed();
    let (aneby, jonkoping) = (table.rows[1].amount, table.rows[6].amount);
    table.rows[1].amount = jonkoping;
    table.rows[6].amount = aneby;
    let comparison = compared(&table);
    assert!(comparison.findings.contains(&Finding::Swapped {
        first: "aneby".to_owned(),
        second: "jonkoping".to_owned()
    }));
    assert_eq!(
        comparison.rows.iter().filter(|row| !row.is_equal()).count(),
        2
    );
    let last_year = MUNICIPALITIES.map(|(party, _, amount)| (key(party), kronor(amount)));
    let last_year = last_year.into_iter().collect();
    let rows = table.rows.iter();
    let rows = rows.map(|row| (&row.party, row.amount.unwrap_or_default()));
    let jumps = check_amounts(rows, &last_year);
    let parties: Vec<_> = jumps
        .0
        .iter()
        .map(|jump| jump.values[0].1.as_str())
        .collect();
    assert_eq!(parties, ["aneby", "jonkoping"]);
}

#[test]
fn a_total_its_rows_do_not_give_is_found() {
    let mut table = printed();
    table.printed_total = Some(kronor(4_750_000));
    let text = texts(&compared(&table)).join("\n");
    insta::assert_snapshot!(text, @r"
    Tabellens summa är 4 750 000 kr men raderna blir 4 730 000 kr. Skillnaden är 20 000 kr.
    regionen: 369 000 kr är inte 30,00 % av Löpande verksamhet 1 435 000 kr, det är 430 500 kr. Det är 30,00 % av 1 230 000 kr, som är 205 000 kr mindre. Varken underlagets egna rader eller två rader ur hela budgeten ger 1 230 000 kr eller skillnaden 205 000 kr.
    ");
}

#[test]
fn missing_unknown_and_doubled_rows_are_found() {
    let mut table = printed();
    table.rows[1].party = key("okand");
    let doubled = table.rows[2].clone();
    table.rows.push(doubled);
    table.printed_total = None;
    let text = texts(&compared(&table)).join("\n");
    insta::assert_snapshot!(text, @r"
    aneby saknas i tabellen. Modellen ger 82 859 kr.
    eksjo: tabellen har 418 656 kr, modellen ger 209 328 kr. Skillnaden är 209 328 kr.
    okand står i tabellen med 82 859 kr men ingår inte i beräkningen.
    eksjo står mer än en gång i tabellen.
    regionen: 369 000 kr är inte 30,00 % av Löpande verksamhet 1 435 000 kr, det är 430 500 kr. Det är 30,00 % av 1 230 000 kr, som är 205 000 kr mindre. Varken underlagets egna rader eller två rader ur hela budgeten ger 1 230 000 kr eller skillnaden 205 000 kr.
    ");
}

#[test]
fn lines_left_out_of_the_base_are_found() {
    let mut table = printed();
    // 30 % of 1 435 000 without the membership fee of 185 000.
    table.rows[0].amount = Some(kronor(375_000));
    let comparison = compared(&table);
    let share = comparison
        .findings
        .iter()
        .find_map(|finding| match finding {
            Finding::ShareNotFollowed(share) => Some(share),
            _ => None,
        });
    let share = share.unwrap();
    assert_eq!(share.implied_base, kronor(1_250_000));
    assert_eq!(
        share.lines_of_difference,
        [vec!["Medlemsavgift Sambruk".to_owned()]]
    );
    assert!(share.lines_of_base.is_empty());
}

#[test]
fn a_row_with_another_rounding_is_found() {
    let mut input = jonkoping(model(ADOPTED_MODEL));
    input.budget.lines[0].amount = kronor(800_050);
    input.model.rounding.unit = RoundingUnit::Thousand;
    let fine = DistributionInput {
        model: DistributionModel {
            rounding: Rounding {
                unit: RoundingUnit::Krona,
                method: RoundingMethod::LargestRemainder,
            },
            ..input.model.clone()
        },
        ..input.clone()
    };
    let rows = compute(&fine).unwrap().rows;
    let rows = rows.into_iter().map(|row| PrintedRow {
        party: row.party,
        share: String::new(),
        amount: Some(row.amount),
    });
    let table = PrintedTable {
        rows: rows.collect(),
        printed_total: None,
    };
    let comparison = compare(&compute(&input).unwrap(), &table, &input);
    let found = comparison.findings.iter().any(|finding| {
        matches!(finding, Finding::OtherRounding { rounding, names }
            if *rounding == fine.model.rounding && names.len() == 13)
    });
    assert!(found, "{:#?}", comparison.findings);
}

#[test]
fn percentages_are_read_from_the_words() {
    let percent = |share: &str| {
        let row = PrintedRow {
            party: key("a"),
            share: share.to_owned(),
            amount: None,
        };
        row.percent().map(|percent| percent.to_string())
    };
    assert_eq!(percent("38,00%").as_deref(), Some("38.00"));
    assert_eq!(percent("ca 30\u{a0}% av kostnaden").as_deref(), Some("30"));
    assert_eq!(percent("en tredjedel"), None);
    assert_eq!(percent("% av allt"), None);
}

#[test]
fn budgets_are_compared_with_last_year() {
    let last = jonkoping_budget();
    let mut now = jonkoping_budget();
    now.lines[1].amount = kronor(205_000);
    now.lines.remove(3);
    let comparison = compare_budgets(&now, &last);
    let running = &comparison.parts[0];
    assert_eq!(running.difference, kronor(-130_000));
    assert_eq!(running.percent.unwrap().to_string(), "-9.06");
    let fee = &comparison.lines[1];
    assert_eq!(
        (fee.difference, fee.percent.unwrap().to_string().as_str()),
        (kronor(20_000), "10.81")
    );
    let gone = comparison.lines.last().unwrap();
    assert_eq!((gone.name.as_str(), gone.now), ("Övrigt", kronor(0)));
    let warnings = check_budget(&now, Some(&last)).warnings;
    let codes = listed(&warnings);
    assert_eq!(
        codes,
        [
            "budget_part_total_differs parts[0].printed_total",
            "budget_total_differs printed_total",
            "budget_jump lines[1].amount",
            "budget_jump lines[8].amount",
        ]
    );
}

#[test]
fn a_table_with_shares_only_is_compared_by_its_decimals() {
    let input = jonkoping(model(ADOPTED_MODEL));
    let result = compute(&input).unwrap();
    let row = |row: &Row| PrintedRow {
        party: row.party.clone(),
        share: result
            .percent_of_distributed(row)
            .map(|percent| format!("{percent} %"))
            .unwrap_or_default(),
        amount: None,
    };
    let mut table = PrintedTable {
        rows: result.rows.iter().map(row).collect(),
        printed_total: Some(kronor(4_730_000)),
    };
    table
        .rows
        .retain(|row| row.percent().is_some_and(|percent| !percent.is_zero()));
    let comparison = compare(&result, &table, &input);
    assert!(comparison.all_equal(), "{:#?}", comparison.findings);
    assert!(comparison.findings.is_empty(), "{:#?}", comparison.findings);
    table.rows[1].share = "9,9 %".to_owned();
    let comparison = compare(&result, &table, &input);
    let found = comparison.findings.iter().any(|finding| {
        matches!(finding, Finding::ShareDiffers { printed, .. } if printed.to_string() == "9.9")
    });
    assert!(found, "{:#?}", comparison.findings);
    assert_eq!(
        comparison.rows.iter().filter(|row| !row.is_equal()).count(),
        1
    );
}

#[test]
fn shares_of_what_the_rule_takes_agree_too() {
    let input = jonkoping(model(ADOPTED_MODEL));
    let result = compute(&input).unwrap();
    let mut table = printed();
    for row in &mut table.rows[1..] {
        row.amount = None;
    }
    // 1,90 % is of what is left for the municipalities, not of all.
    let comparison = compare(&result, &table, &input);
    assert!(comparison.all_equal(), "{:#?}", comparison.findings);
}
