//! The sentences of an explanation in English.

use super::words::{Words, number, percent_of_one};
use super::{
    Adjustment, ChangeDirection, CountingDate, PartYear, Purpose, RoundingUnit, Source, Step,
    StepGives,
};
use rust_decimal::Decimal;
use samverk_foundation::{format_decimal, format_percent};

pub fn step(words: Words, step: &Step) -> String {
    match step {
        Step::Figure {
            source,
            value,
            total,
        } => figure(words, source, *value, total.as_ref().map(number)),
        Step::PercentOfBase {
            base,
            percent,
            pool,
        } => {
            format!(
                "{} × {} {}",
                words.ore(*base),
                format_percent(*percent),
                words.equals(pool)
            )
        }
        Step::ShareByPercent {
            pool,
            percent,
            amount,
        } => format!(
            "Fixed share: {} × {} {}",
            words.amount(pool),
            format_percent(*percent),
            words.equals(amount)
        ),
        Step::ShareByFigure {
            pool,
            value,
            total,
            amount,
        } => format!(
            "{} × {} / {} {}",
            words.amount(pool),
            format_decimal(*value),
            number(total),
            words.equals(amount)
        ),
        Step::ShareEqually {
            takers: 1, amount, ..
        } => {
            format!(
                "The whole base, as nobody else shares it: {}",
                words.amount(amount)
            )
        }
        Step::ShareEqually {
            pool,
            takers,
            amount,
        } => {
            format!(
                "Equal parts: {} / {takers} {}",
                words.amount(pool),
                words.equals(amount)
            )
        }
        Step::ShareByWeights {
            pool,
            weights,
            share,
            amount,
        } => {
            let parts: Vec<String> = weights.iter().map(|weight| words.weight(weight)).collect();
            let share = percent_of_one(share);
            let product = format!("{} × {share} {}", words.amount(pool), words.equals(amount));
            format!(
                "Weighted share: {} gives {share}. {product}",
                parts.join(" + ")
            )
        }
        Step::Rate {
            value,
            rate,
            amount,
        } => format!(
            "{} × {} per unit {}",
            format_decimal(*value),
            words.rate(*rate),
            words.equals(amount)
        ),
        Step::RateProduct { factors, rate } => format!(
            "Rate per unit: {} {}",
            words.factors(factors),
            words.equals_rate(rate)
        ),
        Step::RatedBy {
            value,
            rate,
            amount,
        } => {
            let rate = words.equals_rate(rate);
            let rate = rate.trim_start_matches(['=', '≈', ' ']);
            let (value, amount) = (format_decimal(*value), words.equals(amount));
            format!("{value} × {rate} per unit {amount}")
        }
        Step::StepFound {
            value,
            from,
            to,
            below,
            gives,
            step,
        } => {
            let range = range(*from, *to, *below);
            let gives = match gives {
                StepGives::Amount => words.rate(*step),
                StepGives::Rate => format!("{} per unit", words.rate(*step)),
                StepGives::Weight => format!("{} points", format_decimal(*step)),
            };
            format!(
                "Step table: {} is in the step {range}, which gives {gives}",
                format_decimal(*value)
            )
        }
        Step::Fixed { amount } => format!("Fixed amount: {}", words.ore(*amount)),
        Step::Actual { table, amount } => {
            format!(
                "Actual amount from the table {table}: {}",
                words.amount(amount)
            )
        }
        Step::BaseAmount {
            amount, left: None, ..
        } => {
            format!("Base amount: {}", words.ore(*amount))
        }
        Step::BaseAmount {
            amount,
            takers,
            left: Some(left),
        } => format!(
            "Base amount: {}. When {takers} parties have paid it, {} is left to share",
            words.ore(*amount),
            words.amount(left)
        ),
        Step::BaseAndVariable {
            base,
            variable,
            amount,
        } => format!(
            "Base amount and variable part: {} + {} {}",
            words.ore(*base),
            words.amount(variable),
            words.equals(amount)
        ),
        Step::Floor {
            limit,
            before,
            after,
        } => format!(
            "Lowest amount {}: {} is raised to {}",
            words.ore(*limit),
            words.amount(before),
            words.amount(after)
        ),
        Step::Cap {
            limit,
            before,
            after,
        } => format!(
            "Highest amount {}: {} is lowered to {}",
            words.ore(*limit),
            words.amount(before),
            words.amount(after)
        ),
        Step::Rebate {
            above,
            percent,
            before,
            after,
        } => format!(
            "Rebate of {} on what exceeds {}: {} becomes {}",
            format_percent(*percent),
            words.ore(*above),
            words.amount(before),
            words.amount(after)
        ),
        Step::ChangeLimited {
            last,
            source,
            percent,
            change_direction,
            before,
            after,
        } => {
            let (limit, last) = (format_percent(*percent), words.ore(*last));
            let source = match source.as_str() {
                "" => String::new(),
                source => format!(" ({source})"),
            };
            let (before, after) = (words.amount(before), words.amount(after));
            match change_direction {
                ChangeDirection::Both => format!(
                    "At most {limit} change from last year's {last}{source}: {before} becomes {after}"
                ),
                ChangeDirection::Up => format!(
                    "At most {limit} more than last year's {last}{source}: {before} becomes {after}"
                ),
                ChangeDirection::Down => format!(
                    "At most {limit} less than last year's {last}{source}: {before} becomes {after}"
                ),
            }
        }
        Step::PartOfYear {
            count,
            of,
            unit,
            before,
            after,
        } => {
            let unit = if *unit == PartYear::Days {
                "days"
            } else {
                "months"
            };
            let (before, after) = (words.amount(before), words.amount(after));
            format!("A member {count} of {of} {unit}: {before} becomes {after}")
        }
        Step::PartsOfYearShared { before, after } => format!(
            "Adjusted so that the sum is right when somebody is a member a part of the year: {} becomes {}",
            words.amount(before),
            words.amount(after)
        ),
        Step::ChangeUnlimited => {
            "The change is not limited, as there is no amount for last year".to_owned()
        }
        Step::Spread { before, after } => format!(
            "Adjusted to keep the sum when the amounts of others are limited: {} becomes {}",
            words.amount(before),
            words.amount(after)
        ),
        Step::Index {
            name,
            old,
            new,
            before,
            after,
        } => format!(
            "Indexed by {name}: {} × {} / {} {}",
            words.amount(before),
            format_decimal(*new),
            format_decimal(*old),
            words.equals(after)
        ),
        Step::Added {
            table,
            amount,
            after,
        } => format!(
            "Added from the table {table}: + {} {}",
            words.amount(amount),
            words.equals(after)
        ),
        Step::Rounded {
            before,
            after,
            unit,
            adjustment,
        } => format!(
            "Rounded to {}: {} becomes {}{}",
            unit_words(words.purpose, *unit),
            words.amount(before),
            words.ore(*after),
            adjustment_words(*adjustment)
        ),
    }
}

pub fn source(source: &Source) -> String {
    match source {
        Source::Population {
            year,
            date: CountingDate::December31,
        } => {
            format!("Population on 31 December {year}")
        }
        Source::Population {
            year,
            date: CountingDate::November1,
        } => {
            format!("Population on 1 November {year}")
        }
        Source::Table {
            name,
            year: Some(year),
            ..
        } => format!("{name} {year}"),
        Source::Table {
            name, year: None, ..
        } => name.clone(),
        Source::Percentages => "fixed shares".to_owned(),
        Source::Equal => "equal parts".to_owned(),
        Source::LastYear => "Last year's amount".to_owned(),
        Source::StatedLastYear { source } => format!("Last year's amount ({source})"),
        Source::Steps => "Points from the step table".to_owned(),
    }
}

fn figure(words: Words, of: &Source, value: Decimal, total: Option<String>) -> String {
    let (name, unit) = (source(of), words.unit(of));
    let value = format_decimal(value);
    let line = match total {
        Some(total) => format!("{name}: {value} of {total} {unit}"),
        None => format!("{name}: {value} {unit}"),
    };
    line.trim_end().to_owned()
}

fn range(from: Decimal, to: Option<Decimal>, below: Option<Decimal>) -> String {
    let from = format_decimal(from);
    match (to, below) {
        (Some(to), _) => format!("from {from} to and including {}", format_decimal(to)),
        (None, Some(below)) => format!("from {from} to below {}", format_decimal(below)),
        (None, None) => format!("{from} and above"),
    }
}

pub fn unit_words(purpose: Purpose, unit: RoundingUnit) -> &'static str {
    match (purpose, unit) {
        (Purpose::Votes, RoundingUnit::Ore) => "hundredths of votes",
        (Purpose::Votes, RoundingUnit::Krona) => "whole votes",
        (Purpose::Votes, RoundingUnit::Thousand) => "whole thousands of votes",
        (_, RoundingUnit::Ore) => "whole öre",
        (_, RoundingUnit::Krona) => "whole kronor",
        (_, RoundingUnit::Thousand) => "whole thousands of kronor",
    }
}

fn adjustment_words(adjustment: Adjustment) -> &'static str {
    match adjustment {
        Adjustment::None => "",
        Adjustment::Up => ", up so that the rows give the right sum",
        Adjustment::Down => ", down so that the rows give the right sum",
    }
}
