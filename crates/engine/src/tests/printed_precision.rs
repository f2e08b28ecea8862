//! Printed percentages have the precision they are printed with; one fact is told once.

use super::fixture::*;
use crate::*;
use samverk_foundation::Language;

fn table(rows: &[(&str, &str, Option<i64>)]) -> PrintedTable {
    let row = |(party, share, amount): &(&str, &str, Option<i64>)| PrintedRow {
        party: key(party),
        share: (*share).to_owned(),
        amount: amount.map(kronor),
    };
    PrintedTable {
        rows: rows.iter().map(row).collect(),
        printed_total: None,
    }
}

fn compared(input: &DistributionInput, table: &PrintedTable) -> Comparison {
    compare(&compute(input).unwrap(), table, input)
}

fn shares(a: &str, b: &str, c: &str) -> DistributionInput {
    let mut input = small(&format!(
        "takers = \"all\"\nbase = \"total\"\n\
         function = {{ kind = \"fixed_per_party\", amounts = {{ a = {a}, b = {b}, c = {c} }} }}\n"
    ));
    input.budget.lines[0].amount = kronor(15_020);
    input
}

/// 9 194 of 15 020 is printed as 61,2 %.
#[test]
fn a_printed_percentage_has_its_own_precision() {
    let input = shares("9194", "4000", "1826");
    let printed = table(&[
        ("a", "61,2 %", Some(9_194)),
        ("b", "26,6 %", Some(4_000)),
        ("c", "12,2 %", Some(1_826)),
    ]);
    let comparison = compared(&input, &printed);
    let [Finding::SharesRounded { count: 3, .. }] = comparison.findings.as_slice() else {
        panic!("{:#?}", comparison.findings)
    };
    let text = describe(&comparison.findings[0], Purpose::Cost, Language::Sv);
    assert!(
        text.contains("61,2\u{a0}%") && text.contains("9\u{a0}194"),
        "{text}"
    );
    // Also when the model is not what the table was made of: 61,2 % is not the fault.
    let comparison = compared(&shares("9000", "4194", "1826"), &printed);
    assert!(
        !comparison
            .findings
            .iter()
            .any(|f| matches!(f, Finding::ShareNotFollowed(_))),
        "{:#?}",
        comparison.findings
    );
    // 61,3 % is another percentage.
    let wrong = table(&[("a", "61,3 %", Some(9_194))]);
    let comparison = compared(&input, &wrong);
    assert!(
        comparison
            .findings
            .iter()
            .any(|f| matches!(f, Finding::ShareNotFollowed(_)))
    );
}

#[test]
fn rows_that_differ_by_rounding_are_called_so() {
    let input = small("takers = \"all\"\nbase = \"total\"\n");
    let printed = table(&[
        ("a", "", Some(333)),
        ("b", "", Some(333)),
        ("c", "", Some(334)),
    ]);
    let comparison = compared(&input, &printed);
    let rounded = |finding: &Finding| matches!(finding, Finding::RowsRounded { names, .. } if names.len() == 2);
    assert!(
        comparison.findings.iter().any(rounded),
        "{:#?}",
        comparison.findings
    );
    assert!(
        !comparison
            .findings
            .iter()
            .any(|f| matches!(f, Finding::RowDiffers { .. }))
    );
}

#[test]
fn a_table_of_shares_only_is_compared_with_its_decimals() {
    let input = small("takers = \"all\"\nbase = \"total\"\n");
    let printed = table(&[
        ("a", "33,3 %", None),
        ("b", "33 %", None),
        ("c", "34,0 %", None),
    ]);
    let comparison = compared(&input, &printed);
    let differing: Vec<_> = comparison
        .rows
        .iter()
        .filter(|row| !row.is_equal())
        .collect();
    assert_eq!(differing.len(), 1);
    assert_eq!(differing[0].name, "c");
    let [Finding::ShareDiffers { name, computed, .. }] = comparison.findings.as_slice() else {
        panic!("{:#?}", comparison.findings)
    };
    assert_eq!(
        (name.as_str(), computed.to_string().as_str()),
        ("c", "33.3")
    );
}

fn percents(shares: &[(&str, &str)]) -> Vec<(samverk_foundation::Key, rust_decimal::Decimal)> {
    let percent = |(party, share): &(&str, &str)| (key(party), share.parse().unwrap());
    shares.iter().map(percent).collect()
}

/// Employees 100, 300 and 600.
#[test]
fn keys_of_other_kinds_are_found() {
    let tables = small("takers = \"all\"\nbase = \"total\"\n").measures;
    let words = |shares: &[(&str, &str)]| {
        let found = search_key(&percents(shares), &tables);
        describe_key_search(&found, &|party| party.to_string(), Language::Sv).join("\n")
    };
    let equal = words(&[("a", "33.3"), ("b", "33.3"), ("c", "33.3")]);
    assert!(equal.contains("Lika delar med 1 decimal"), "{equal}");
    let mixed = words(&[("a", "15.8"), ("b", "30.8"), ("c", "53.3")]);
    assert!(
        mixed.contains("75\u{a0}% Anställda 2024 + 25\u{a0}% Lika delar"),
        "{mixed}"
    );
    let swapped = words(&[("a", "30"), ("b", "10"), ("c", "60")]);
    assert!(swapped.contains("om a och b är omkastade"), "{swapped}");
    let far = search_key(&percents(&[("a", "80"), ("b", "15"), ("c", "5")]), &tables);
    assert!(far.exact.is_empty() && far.nearest.is_empty(), "{far:#?}");
}

#[test]
fn a_table_of_amounts_only_gets_the_search_too() {
    let tables = small("takers = \"all\"\nbase = \"total\"\n").measures;
    let printed = |shares: [&str; 3]| {
        let [a, b, c] = shares;
        table(&[
            ("a", a, Some(1_000)),
            ("b", b, Some(3_000)),
            ("c", c, Some(6_000)),
        ])
    };
    let bare = search_printed(&printed(["", "", ""]), &tables).unwrap();
    assert_eq!(bare.exact[0].measure, key("anstallda"));
    let own = search_printed(&printed(["10 %", "30 %", "60 %"]), &[]).unwrap();
    assert_eq!(own.exact[0].name, "De tryckta beloppens egna andelar");
    assert_eq!(
        search_printed(&printed(["se nedan", "", ""]), &tables),
        None
    );
}
