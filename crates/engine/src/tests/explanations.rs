//! What people read.

use super::fixture::*;
use crate::*;
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
    insta::assert_snapshot!(lines.join("\n"), @r"
    Kommunernas andelar. Räknas på det som är kvar efter ”Regionens avgift”: 4 361 000 kr
    Fast andel: 4 361 000 kr × 1,90 % = 82 859 kr
    Belopp för aneby: 82 859 kr
    Varav: Löpande verksamhet 20 254 kr; infrastruktur 44 650 kr; kompetens 41 800 kr; ledning 9 500 kr; sakerhet 36 100 kr; avdrag utanför delarna −69 445 kr
    ");
    let english = explain(&compute(&input).unwrap(), &key("aneby"), Language::En);
    insta::assert_snapshot!(english.join("\n"), @r"
    Kommunernas andelar. Counted on what is left after “Regionens avgift”: 4 361 000 kr
    Fixed share: 4 361 000 kr × 1,90 % = 82 859 kr
    Amount for aneby: 82 859 kr
    Of which: Löpande verksamhet 20 254 kr; infrastruktur 44 650 kr; kompetens 41 800 kr; ledning 9 500 kr; sakerhet 36 100 kr; deductions outside the parts −69 445 kr
    ");
}

#[test]
fn the_region_by_both_models() {
    insta::assert_snapshot!(explained(&jonkoping(model(ADOPTED_MODEL)), "regionen"), @r"
    Regionens avgift. Dras från Löpande verksamhet: 1 435 000 kr
    Fast belopp: 369 000 kr
    Belopp för regionen: 369 000 kr
    Varav: Löpande verksamhet 369 000 kr
    ");
    insta::assert_snapshot!(explained(&jonkoping(thirty_percent()), "regionen"), @r"
    Regionens avgift. Räknas på Löpande verksamhet: 1 435 000 kr
    1 435 000 kr × 30,00 % = 430 500 kr
    Belopp för regionen: 430 500 kr
    Varav: Löpande verksamhet 430 500 kr
    ");
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
    insta::assert_snapshot!(explained(&input, "aneby"), @r"
    Efter folkmängd. Räknas på hela budgeten: 4 730 000 kr
    Folkmängd 31 december 2020: 6 821 av 365 010 invånare
    4 730 000 kr × 6 821 / 365 010 ≈ 88 390,26 kr
    Lägsta belopp 150 000 kr: 88 390,26 kr höjs till 150 000 kr
    Belopp för aneby: 150 000 kr
    Varav: Löpande verksamhet 37 359,90 kr; infrastruktur 61 181,71 kr; kompetens 57 276,50 kr; ledning 13 017,39 kr; sakerhet 49 466,07 kr; avdrag utanför delarna −68 301,57 kr
    ");
    insta::assert_snapshot!(explained(&input, "jonkoping"), @r"
    Efter folkmängd. Räknas på hela budgeten: 4 730 000 kr
    Folkmängd 31 december 2020: 142 427 av 365 010 invånare
    4 730 000 kr × 142 427 / 365 010 ≈ 1 845 647,27 kr
    Jämkning så att summan stämmer när andras belopp begränsas: 1 845 647,27 kr blir 1 785 368,30 kr
    Högsta belopp 1 000 000 kr: 1 785 368,30 kr sänks till 1 000 000 kr
    Belopp för jonkoping: 1 000 000 kr
    Varav: Löpande verksamhet 415 214,21 kr; infrastruktur 679 967,52 kr; kompetens 636 565,34 kr; ledning 144 673,94 kr; sakerhet 549 760,97 kr; avdrag utanför delarna −1 426 181,98 kr
    ");
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
    insta::assert_snapshot!(explained(&weighted, "a"), @r"
    Regeln. Räknas på hela budgeten: 1 000 kr
    Sammanvägd andel: 75,00 % × 100 / 1 000 (Anställda 2024) + 25,00 % × 1 / 3 (lika delar) ger 15,8333 %. 1 000 kr × 15,8333 % ≈ 158,33 kr
    Avrundat till hela kronor: 158,33 kr blir 158 kr
    Belopp för a: 158 kr
    ");
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
    insta::assert_snapshot!(explained(&steps, "b"), @r"
    Regeln. Dras från drift: 1 000 kr
    Anställda 2024: 300 personer
    Stegtabellen: 300 ligger i steget 200 och uppåt, som ger 450,50 kr
    Avrundat till hela kronor: 450,50 kr blir 451 kr
    Belopp för b: 451 kr
    ");
    let base_and_rest = small(
        r#"
        takers = "all"
        base = ["drift"]
        measure = { kind = "table", table = "anstallda", year = -1 }
        function = { kind = "base_plus_variable", base_amount = 100 }
    "#,
    );
    insta::assert_snapshot!(explained(&base_and_rest, "c"), @r"
    Regeln. Räknas på drift: 1 000 kr
    Grundbelopp: 100 kr. När 3 aktörer har betalat det återstår 700 kr att dela
    Anställda 2024: 600 av 1 000 personer
    700 kr × 600 / 1 000 = 420 kr
    Grundbelopp och rörlig del: 100 kr + 420 kr = 520 kr
    Belopp för c: 520 kr
    ");
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
    insta::assert_snapshot!(explained(&limited, "a"), @r"
    Regeln. Räknas på drift: 1 000 kr
    Lika delar: 1 000 kr / 3 ≈ 333,33 kr
    Högst 10,00 % förändring från förra årets 100 kr: 333,33 kr blir 110 kr
    Belopp för a: 110 kr
    ");
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
    insta::assert_snapshot!(explained(&indexed, "a"), @r"
    Regeln. Dras från drift: 1 000 kr
    Fast belopp: 100 kr
    Uppräkning med KPI: 100 kr × 412,5 / 400 ≈ 103,13 kr
    Rabatt 50,00 % på det som överstiger 100 kr: 103,13 kr blir 101,56 kr
    Tillägg enligt tabellen Anställda: + 100 kr ≈ 201,56 kr
    Avrundat till hela kronor: 201,56 kr blir 201 kr, nedåt för att raderna ska ge rätt summa
    Belopp för a: 201 kr
    ");
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
    insta::assert_snapshot!(explained(&input, "b"), @r"
    Röster efter anställda. Räknas på hela beloppet: 10 röster
    Anställda 2024: 300 av 1 000 personer
    10 röster × 300 / 1 000 = 3 röster
    Belopp för b: 3 röster
    ");
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
    insta::assert_snapshot!(explain_differences(&distribution, Language::Sv).join("\n"), @r"
    Fördelat 900 kr av 1 000 kr: 100 kr är inte fördelat
    Ingen regel fördelar 100 kr av drift
    ");
    let mut thirds = small("takers = \"all\"\nbase = \"total\"\n");
    thirds.model.rounding.method = RoundingMethod::HalfUpReport;
    let distribution = compute(&thirds).unwrap();
    insta::assert_snapshot!(explain_differences(&distribution, Language::Sv).join("\n"), @r"
    Fördelat 999 kr av 1 000 kr: 1 kr är inte fördelat
    Raderna i regeln Regeln är avrundade: 1 kr blir över
    ");
}
