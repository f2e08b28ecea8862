//! The sentences of an explanation in Swedish.

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
            "Fast andel: {} × {} {}",
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
                "Hela underlaget, eftersom ingen annan delar: {}",
                words.amount(amount)
            )
        }
        Step::ShareEqually {
            pool,
            takers,
            amount,
        } => {
            format!(
                "Lika delar: {} / {takers} {}",
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
                "Sammanvägd andel: {} ger {share}. {product}",
                parts.join(" + ")
            )
        }
        Step::Rate {
            value,
            rate,
            amount,
        } => format!(
            "{} × {} per enhet {}",
            format_decimal(*value),
            words.rate(*rate),
            words.equals(amount)
        ),
        Step::RateProduct { factors, rate } => format!(
            "Avgift per enhet: {} {}",
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
            format!("{value} × {rate} per enhet {amount}")
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
                StepGives::Rate => format!("{} per enhet", words.rate(*step)),
                StepGives::Weight => format!("{} poäng", format_decimal(*step)),
            };
            format!(
                "Stegtabellen: {} ligger i steget {range}, som ger {gives}",
                format_decimal(*value)
            )
        }
        Step::Fixed { amount } => format!("Fast belopp: {}", words.ore(*amount)),
        Step::Actual { table, amount } => {
            format!(
                "Verkligt belopp enligt tabellen {table}: {}",
                words.amount(amount)
            )
        }
        Step::BaseAmount {
            amount, left: None, ..
        } => {
            format!("Grundbelopp: {}", words.ore(*amount))
        }
        Step::BaseAmount {
            amount,
            takers,
            left: Some(left),
        } => format!(
            "Grundbelopp: {}. När {takers} aktörer har betalat det återstår {} att dela",
            words.ore(*amount),
            words.amount(left)
        ),
        Step::BaseAndVariable {
            base,
            variable,
            amount,
        } => format!(
            "Grundbelopp och rörlig del: {} + {} {}",
            words.ore(*base),
            words.amount(variable),
            words.equals(amount)
        ),
        Step::Floor {
            limit,
            before,
            after,
        } => format!(
            "Lägsta belopp {}: {} höjs till {}",
            words.ore(*limit),
            words.amount(before),
            words.amount(after)
        ),
        Step::Cap {
            limit,
            before,
            after,
        } => format!(
            "Högsta belopp {}: {} sänks till {}",
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
            "Rabatt {} på det som överstiger {}: {} blir {}",
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
                    "Högst {limit} förändring från förra årets {last}{source}: {before} blir {after}"
                ),
                ChangeDirection::Up => format!(
                    "Högst {limit} mer än förra årets {last}{source}: {before} blir {after}"
                ),
                ChangeDirection::Down => format!(
                    "Högst {limit} mindre än förra årets {last}{source}: {before} blir {after}"
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
                "dagar"
            } else {
                "månader"
            };
            let (before, after) = (words.amount(before), words.amount(after));
            format!("Medlem {count} av {of} {unit}: {before} blir {after}")
        }
        Step::PartsOfYearShared { before, after } => format!(
            "Jämkning så att summan stämmer när någon är med en del av året: {} blir {}",
            words.amount(before),
            words.amount(after)
        ),
        Step::ChangeUnlimited => {
            "Förändringen begränsas inte, eftersom det inte finns något belopp för förra året"
                .to_owned()
        }
        Step::Spread { before, after } => format!(
            "Jämkning så att summan stämmer när andras belopp begränsas: {} blir {}",
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
            "Uppräkning med {name}: {} × {} / {} {}",
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
            "Tillägg enligt tabellen {table}: + {} {}",
            words.amount(amount),
            words.equals(after)
        ),
        Step::Rounded {
            before,
            after,
            unit,
            adjustment,
        } => format!(
            "Avrundat till {}: {} blir {}{}",
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
            format!("Folkmängd 31 december {year}")
        }
        Source::Population {
            year,
            date: CountingDate::November1,
        } => {
            format!("Folkmängd 1 november {year}")
        }
        Source::Table {
            name,
            year: Some(year),
            ..
        } => format!("{name} {year}"),
        Source::Table {
            name, year: None, ..
        } => name.clone(),
        Source::Percentages => "fasta andelar".to_owned(),
        Source::Equal => "lika delar".to_owned(),
        Source::LastYear => "Förra årets belopp".to_owned(),
        Source::StatedLastYear { source } => format!("Förra årets belopp ({source})"),
        Source::Steps => "Poäng enligt stegtabellen".to_owned(),
    }
}

fn figure(words: Words, of: &Source, value: Decimal, total: Option<String>) -> String {
    let (name, unit) = (source(of), words.unit(of));
    let value = format_decimal(value);
    let line = match total {
        Some(total) => format!("{name}: {value} av {total} {unit}"),
        None => format!("{name}: {value} {unit}"),
    };
    line.trim_end().to_owned()
}

fn range(from: Decimal, to: Option<Decimal>, below: Option<Decimal>) -> String {
    let from = format_decimal(from);
    match (to, below) {
        (Some(to), _) => format!("från {from} till och med {}", format_decimal(to)),
        (None, Some(below)) => format!("från {from} till under {}", format_decimal(below)),
        (None, None) => format!("{from} och uppåt"),
    }
}

pub fn unit_words(purpose: Purpose, unit: RoundingUnit) -> &'static str {
    match (purpose, unit) {
        (Purpose::Votes, RoundingUnit::Ore) => "hundradels röster",
        (Purpose::Votes, RoundingUnit::Krona) => "hela röster",
        (Purpose::Votes, RoundingUnit::Thousand) => "hela tusental röster",
        (_, RoundingUnit::Ore) => "hela ören",
        (_, RoundingUnit::Krona) => "hela kronor",
        (_, RoundingUnit::Thousand) => "hela tusental kronor",
    }
}

fn adjustment_words(adjustment: Adjustment) -> &'static str {
    match adjustment {
        Adjustment::None => "",
        Adjustment::Up => ", uppåt för att raderna ska ge rätt summa",
        Adjustment::Down => ", nedåt för att raderna ska ge rätt summa",
    }
}
