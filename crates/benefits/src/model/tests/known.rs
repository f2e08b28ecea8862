//! Cases whose answers are known from elsewhere.

use super::sample::{NOTHING, SOMETHING, amount, case, known, kronor, line, percent};
use crate::model::{Comparison, Direction, Discount, Outcome, Payback, Switching};
use rust_decimal::Decimal;
use samverk_engine::Exact;
use samverk_foundation::Ore;

fn rounded(amounts: &[Exact]) -> Vec<Ore> {
    amounts.iter().map(Exact::to_ore).collect()
}

fn years(payback: &Payback) -> Option<Decimal> {
    match payback {
        Payback::After(years) => years.to_decimal(3),
        _ => None,
    }
}

/// Agrees with numpy-financial, pyxirr and LibreOffice to the öre.
#[test]
fn the_known_series_gives_what_other_programs_give() {
    let comparison = Comparison::of(&known(), SOMETHING);
    let outcome = &comparison.outcome;
    assert_eq!(outcome.value.to_ore(), Ore(26_609_487));
    let cumulative = [
        -50_000_000,
        -38_349_515,
        -21_382_788,
        -4_910_238,
        11_082_529,
        26_609_487,
    ];
    assert_eq!(
        rounded(&outcome.cumulative_discounted),
        cumulative.map(Ore).to_vec()
    );
    assert_eq!(years(&outcome.payback), Some(Decimal::new(3_111, 3)));
    assert_eq!(
        years(&outcome.discounted_payback),
        Some(Decimal::new(3_307, 3))
    );
    assert_eq!(outcome.yearly(), kronor(168_000));
}

#[test]
fn doing_nothing_is_taken_off() {
    let mut case = known();
    let mut today = line(
        "Dagens system",
        Direction::Cost,
        vec![amount([0, 5], kronor(10_000))],
    );
    today.alternative = NOTHING;
    case.lines.push(today);
    let with = Comparison::of(&case, SOMETHING);
    let saved = case.discount.value(&vec![kronor(10_000); 6]);
    let before = Comparison::of(&known(), SOMETHING);
    assert_eq!(*with.value(), before.value() + &saved);
    let nothing = Comparison::of(&case, NOTHING);
    assert_eq!(*nothing.value(), -&saved);
}

#[test]
fn what_turns_negative_again_is_not_paid_back_before_it_is_positive_for_good() {
    let discount = Discount::of(4, &[(1, Exact::zero())]).unwrap();
    let outcome = |flow: [i64; 5]| Outcome::of(flow.map(kronor).to_vec(), &discount);
    assert_eq!(
        outcome([-100, 150, -100, 20, 60]).payback,
        Payback::After(&Exact::integer(3) + &Exact::decimal(Decimal::new(5, 1)))
    );
    assert_eq!(
        outcome([-100, 150, -100, 20, 20]).payback,
        Payback::NotWithin
    );
    assert_eq!(outcome([0, 10, 0, 0, 0]).payback, Payback::AtOnce);
    let free = outcome([0, 10, 0, 0, 0]).with_costs(false);
    assert_eq!(free.payback, Payback::NothingToPay);
    assert_eq!(free.discounted_payback, Payback::NothingToPay);
    let not_free = outcome([0, 10, 0, 0, 0]).with_costs(true);
    assert_eq!(
        not_free.payback,
        Payback::AtOnce,
        "costs that benefits of the same year outweigh"
    );
    assert_eq!(
        outcome([-100, 100, 0, 0, 0]).payback,
        Payback::After(Exact::integer(1))
    );
}

/// The Green Book's 3.5 % until year 30, then 3.0 %.
#[test]
fn a_schedule_gives_each_year_its_rate() {
    let steps = [
        (1, Exact::percent(Decimal::new(35, 1))),
        (31, Exact::percent(Decimal::from(3))),
    ];
    let discount = Discount::of(32, &steps).unwrap();
    assert!(!discount.is_even());
    let factor = |year: usize| discount.factors()[year].to_decimal(4);
    assert_eq!(factor(30), Some(Decimal::new(3_563, 4)));
    assert_eq!(factor(31), Some(Decimal::new(3_459, 4)));
    assert_eq!(discount.factors()[0], Exact::integer(1));
}

#[test]
fn what_cannot_be_discounted_is_refused() {
    let code = |years, steps: &[(i64, Exact)]| Discount::of(years, steps).unwrap_err().code;
    assert_eq!(code(0, &[(1, percent(3))]), "case_without_years");
    assert_eq!(code(5, &[(1, percent(-100))]), "discount_rate_impossible");
    assert_eq!(code(5, &[(1, percent(-101))]), "discount_rate_impossible");
    assert_eq!(code(5, &[(2, percent(3))]), "discount_year_missing");
    assert_eq!(code(5, &[]), "discount_year_missing");
    assert!(Discount::of(5, &[(-3, percent(-99))]).is_ok());
}

#[test]
fn lines_are_ordered_by_how_soon_they_turn_the_whole() {
    let mut lines = known().lines;
    lines.push(line(
        "Blanketter",
        Direction::Benefit,
        vec![amount([1, 1], kronor(1_000))],
    ));
    let case = case(5, &percent(3), lines);
    let comparison = Comparison::of(&case, SOMETHING);
    let order: Vec<usize> = comparison
        .switching()
        .into_iter()
        .map(|(line, _)| line.line)
        .collect();
    assert_eq!(order, [1, 0, 2]);
    assert_eq!(comparison.switching()[2].1, Switching::Never);
}

#[test]
fn what_is_not_counted_is_told_beside() {
    let mut case = known();
    let mut moved = line(
        "Frigjord tid",
        Direction::Benefit,
        vec![amount([1, 5], kronor(50_000))],
    );
    moved.is_counted = false;
    case.lines.push(moved);
    let comparison = Comparison::of(&case, SOMETHING);
    assert_eq!(comparison.value().to_ore(), Ore(26_609_487));
    assert!(comparison.uncounted > Exact::zero());
    assert_eq!(comparison.switching().len(), 2);
}
