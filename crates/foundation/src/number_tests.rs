use super::*;
use proptest::prelude::*;

fn told(problem: Problem) -> String {
    let values: Vec<String> = problem.values.into_iter().map(|(_, value)| value).collect();
    values[1..].join(" | ").replace('\u{a0}', " ")
}

#[test]
fn percent_has_two_decimals_or_more() {
    assert_eq!(format_percent(Decimal::new(38, 0)), "38,00\u{a0}%");
    assert_eq!(format_percent(Decimal::new(190, 2)), "1,90\u{a0}%");
    assert_eq!(format_percent(Decimal::new(12345, 3)), "12,345\u{a0}%");
}

#[test]
fn decimals_are_read_with_comma_or_point() {
    assert_eq!(parse_decimal("1 234,50").unwrap(), Decimal::new(123_450, 2));
    assert_eq!(
        parse_decimal("\u{2212}12.5").unwrap(),
        Decimal::new(-125, 1)
    );
    let exact = "33.333333333333333333";
    assert_eq!(parse_decimal(exact).unwrap().to_string(), exact);
    for wrong in [
        "",
        "-",
        "1e3",
        "1.2.3",
        "5,",
        ",5",
        "1 00",
        "2021 2022",
        "10 000 00",
        "1\n2",
        "1\t000",
        "1 234\u{a0}567",
        "1  234",
        "- 5",
        "12 kr",
        "1 234 %",
        "0x10",
        "٣",
        "1.234,5",
    ] {
        assert!(parse_decimal(wrong).is_err(), "{wrong:?}");
    }
}

#[test]
fn one_kind_of_space_parts_the_groups() {
    for space in GROUP_SPACES {
        let written = format!("1{space}234{space}567");
        assert_eq!(parse_integer(&written).unwrap(), 1_234_567);
    }
}

#[test]
fn a_percentage_has_its_sign_or_not() {
    for written in ["17,30 %", "17,30%", "17.30\u{a0}%", "17,30", " 17,3 % "] {
        assert_eq!(
            parse_percent(written).unwrap(),
            Decimal::new(1730, 2),
            "{written}"
        );
    }
    assert!(parse_percent("%").is_err());
    assert!(parse_percent("30 % 20 %").is_err());
}

#[test]
fn whole_numbers_and_years_have_no_decimals() {
    assert_eq!(parse_integer("\u{2212}3").unwrap(), -3);
    assert_eq!(told(parse_integer("12.500").unwrap_err()), "12 500 | none");
    assert_eq!(told(parse_integer("180.0").unwrap_err()), "180 | none");
    assert_eq!(parse_year("2021").unwrap(), 2021);
    for wrong in ["21", "2021 2022", "2 021", "20210", "0021"] {
        assert!(parse_year(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn what_is_refused_is_told_what_would_be_right() {
    let told_amount = |text| told(unread(Problem::invalid("amount_invalid"), text, Some(2)));
    assert_eq!(told_amount("100.000"), "100 000 | 100,00");
    assert_eq!(told_amount("12.500"), "12 500 | 12,50");
    assert_eq!(told_amount("1,234"), "1 234 | none");
    assert_eq!(told_amount("1.234.567"), "1 234 567 | none");
    assert_eq!(told_amount("1.234,50"), "1 234,50 | none");
    assert_eq!(told_amount("-1'234.50"), "\u{2212}1 234,50 | none");
    assert_eq!(told_amount(",5"), "0,5 | none");
    for nothing in [
        "2021 2022",
        "1 00",
        "100 000\n200 000",
        "en krona",
        "1e9",
        "",
    ] {
        assert_eq!(told_amount(nothing), "none | none", "{nothing}");
    }
}

proptest! {
    #[test]
    fn what_is_written_for_people_is_read_as_itself(units in -9_999_999_999_999_i64..9_999_999_999_999, scale in 0_u32..6) {
        let number = Decimal::new(units, scale);
        prop_assert_eq!(parse_decimal(&format_decimal(number)).unwrap(), number);
        prop_assert_eq!(parse_percent(&format_percent(number)).unwrap(), number);
        prop_assert_eq!(parse_integer(&format_integer(units)).unwrap(), units);
    }

    #[test]
    fn no_reading_drops_a_digit_or_joins_two_numbers(text in "[0-9 ,.\u{a0}\n\t+-]{0,14}") {
        if let Ok(number) = parse_decimal(&text) {
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let (kept, typed) = (digits(&number.to_string()), digits(&text));
            prop_assert_eq!(kept.trim_start_matches('0'), typed.trim_start_matches('0'));
            let groups: Vec<&str> = text.trim().trim_start_matches(['-', '+']).split([' ', '\u{a0}']).collect();
            prop_assert!(groups.len() == 1 || groups[1..].iter().all(|g| g.split([',', '.']).next().map(str::len) == Some(3)));
        }
        let meant = parse_integer(&text).err().map(|problem| problem.values);
        for (_, reading) in meant.into_iter().flatten().skip(1).filter(|(_, reading)| reading != "none") {
            prop_assert!(parse_decimal(&reading).is_ok(), "{}", reading);
        }
    }
}
