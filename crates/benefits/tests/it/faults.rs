//! What is wrong is told with its place.

use crate::example::{amount, archive, line};
use samverk_benefits::{
    AlternativeRole, AmountRow, AmountUnit, BusinessCase, DiscountStep, HourlyRate, LineDirection,
    LineDivision, ShareRow, read_case,
};
use samverk_county::{MEMBERS, key};
use samverk_fields::{Line, Percent, Rows, Whole, Year};

/// Codes with their places.
fn faults(case: &BusinessCase) -> Vec<String> {
    let members = MEMBERS.map(|(member, _)| key(member));
    let problems = match read_case(case, &members) {
        Ok(_) => return Vec::new(),
        Err(problems) => problems,
    };
    let told = problems.0.iter().map(|problem| {
        let place = problem.place.field.clone().unwrap_or_default();
        format!("{} {place}", problem.code)
    });
    told.collect()
}

fn changed(change: impl FnOnce(&mut BusinessCase)) -> Vec<String> {
    let mut case = archive();
    change(&mut case);
    faults(&case)
}

fn rate(from_year: i32, rate: i64) -> DiscountStep {
    DiscountStep {
        from_year: Year(from_year),
        rate: Percent(rate.into()),
    }
}

#[test]
fn years_and_rates() {
    assert_eq!(faults(&archive()), Vec::<String>::new());
    let none = changed(|case| case.years = Whole(0));
    assert!(none.contains(&"case_without_years years".to_owned()));
    // The field refuses so many; the rule must live through them.
    for many in [i64::MAX, i64::from(i32::MAX), i64::MIN] {
        changed(|case| case.years = Whole(many));
    }
    for (steps, told) in [
        (
            vec![rate(2028, -100)],
            "discount_rate_impossible discount_steps.0.rate",
        ),
        (
            vec![rate(2028, 3), rate(2030, -250)],
            "discount_rate_impossible discount_steps.1.rate",
        ),
        (vec![rate(2029, 3)], "discount_year_missing discount_steps"),
        (vec![], "discount_year_missing discount_steps"),
    ] {
        assert_eq!(changed(|case| case.discount_steps = Rows(steps)), [told]);
    }
    let twice = changed(|case| case.discount_steps = Rows(vec![rate(2028, 3), rate(2028, 4)]));
    assert_eq!(twice, ["discount_year_twice discount_steps.1.from_year"]);
    assert_eq!(
        changed(|case| case.discount_steps = Rows(vec![rate(2020, -99)])),
        Vec::<String>::new()
    );
}

#[test]
fn price_levels_are_never_mixed() {
    let mixed = changed(|case| case.lines.0[1].price_year = Some(Year(2025)));
    assert_eq!(mixed, ["price_level_mixed lines.1.price_year"]);
    let same = changed(|case| case.lines.0[1].price_year = Some(Year(2027)));
    assert_eq!(same, Vec::<String>::new());
}

#[test]
fn amounts_lie_within_the_years_and_belong_to_a_line() {
    let late = changed(|case| case.amounts.0[0] = amount("Införande", [2027, 2033], 1));
    assert_eq!(late, ["amount_outside_years amounts.0.to_year"]);
    let backwards = changed(|case| case.amounts.0[0] = amount("Införande", [2029, 2028], 1));
    assert_eq!(backwards, ["amount_years_backwards amounts.0.to_year"]);
    let unknown = changed(|case| case.amounts.0[0] = amount("Inköp", [2027, 2027], 1));
    assert_eq!(unknown, ["case_name_unknown amounts.0.line"]);
    let falling = changed(|case| case.amounts.0[2].low = Some(190_000.into()));
    assert_eq!(falling, ["estimate_not_rising amounts.2.low"]);
    let negative = changed(|case| case.amounts.0[0] = amount("Införande", [2027, 2027], -1));
    assert!(negative.contains(&"number_negative amounts.0.likely".to_owned()));
}

#[test]
fn hours_need_a_rate_of_each_year_and_party() {
    let hours = |case: &mut BusinessCase| {
        case.lines.0[1].division = Some(LineDivision::Each);
        case.amounts.0[2] = AmountRow {
            unit: AmountUnit::Hours,
            low: None,
            high: None,
            ..amount("Sparad tid", [2029, 2032], 100)
        };
    };
    assert_eq!(changed(hours), ["hourly_rate_missing amounts.2.unit"]);
    let rate = |party: Option<&str>, from_year| HourlyRate {
        party: party.map(key),
        from_year: Year(from_year),
        rate: 450.into(),
    };
    let late = changed(|case| {
        hours(case);
        case.rates = Rows(vec![rate(None, 2030)]);
    });
    assert_eq!(late, ["hourly_rate_missing amounts.2.unit"]);
    let one = changed(|case| {
        hours(case);
        case.rates = Rows(vec![rate(Some("aneby-kommun"), 2027)]);
    });
    assert_eq!(one, ["hourly_rate_missing amounts.2.unit"]);
    let all = changed(|case| {
        hours(case);
        case.rates = Rows(vec![rate(None, 2027), rate(Some("aneby-kommun"), 2030)]);
    });
    assert_eq!(all, Vec::<String>::new());
}

#[test]
fn shares_come_to_the_whole() {
    let share = |percent: i64| ShareRow {
        line: "Sparad tid".to_owned().into(),
        party: None,
        holder: Line::from("Invånare"),
        percent: Percent(percent.into()),
    };
    let with = |shares: Vec<ShareRow>, division| {
        changed(|case| {
            case.lines.0[1].division = division;
            case.shares = Rows(shares);
        })
    };
    assert_eq!(with(vec![share(60), share(40)], None), Vec::<String>::new());
    assert_eq!(
        with(vec![share(60)], None),
        ["shares_not_hundred shares.0.percent"]
    );
    let twice = with(vec![share(100)], Some(LineDivision::Each));
    assert_eq!(twice, ["division_twice lines.1.division"]);
    let nobody = ShareRow {
        holder: Line::default(),
        ..share(100)
    };
    assert_eq!(
        with(vec![nobody], None),
        ["share_without_holder shares.0.party"]
    );
}

#[test]
fn doing_nothing_is_one_alternative() {
    let none = changed(|case| case.alternatives.0[0].role = AlternativeRole::Other);
    assert!(none.contains(&"doing_nothing_missing alternatives".to_owned()));
    let alone = changed(|case| {
        case.alternatives.0.truncate(1);
        case.lines = Rows(Vec::new());
        case.amounts = Rows(Vec::new());
    });
    assert_eq!(alone, ["alternative_missing alternatives"]);
    let same = changed(|case| case.alternatives.0[1].name = "göra  ingenting".to_owned().into());
    assert_eq!(same, ["case_name_twice alternatives.1.name"]);
}

#[test]
fn lines_say_what_they_are() {
    let category = changed(|case| case.lines.0[0].category = Line::default());
    assert_eq!(category, ["category_needed lines.0.category"]);
    let words = changed(|case| case.lines.0[2].text = Line::default());
    assert_eq!(words, ["words_needed lines.2.text"]);
    let priced = changed(|case| case.amounts.0.push(amount("Trygghet", [2028, 2028], 1)));
    assert_eq!(priced, ["line_of_words_has_amounts amounts.3.line"]);
    let home = changed(|case| case.lines.0[0].take_home = Some(Percent(50.into())));
    assert_eq!(home, ["take_home_of_cost lines.0.take_home"]);
    let distribution = changed(|case| {
        case.lines.0[0] = line("Införande", LineDirection::Cost, LineDivision::Distribution);
    });
    assert_eq!(distribution, ["distribution_needed lines.0.division"]);
}
