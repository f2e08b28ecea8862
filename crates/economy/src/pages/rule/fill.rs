//! A rule that is saved, in the fields of its form.

use super::fill_measures::fill_measures;
use super::kind::{AMOUNT_COLUMNS, FACTOR_COLUMNS, MODIFIER_COLUMNS, STEP_COLUMNS};
use crate::pages::models::code_of;
use rust_decimal::Decimal;
use samverk_engine::{Among, Base, DataYear, Function, Modifier, RateFactor, Rule, Takers};
use samverk_foundation::{Key, Ore};
use samverk_web::Values;

/// The rule as it stands, in the fields.
pub fn filled(rule: &Rule) -> Values {
    let year = |year: Option<i32>| year.map(|year| year.to_string()).unwrap_or_default();
    let mut values = Values::default()
        .set("name", &rule.name)
        .set("from_year", year(rule.from_year))
        .set("to_year", year(rule.to_year))
        .set(
            "phase",
            rule.phase.as_ref().map(Key::to_string).unwrap_or_default(),
        )
        .set("joined_from", data_year(rule.joined_from))
        .set("joined_to", data_year(rule.joined_to))
        .set("note", &rule.note);
    values = match &rule.takers {
        Takers::All => values.set("takers", "all"),
        Takers::Kind(kind) => values.set("takers", kind.code()),
        Takers::Listed(parties) => parties
            .iter()
            .fold(values.set("takers", "listed"), |v, party| {
                v.add("parties", party)
            }),
    };
    values = match &rule.base {
        Base::Total => values.set("base", "total"),
        Base::Rest => values.set("base", "rest"),
        Base::Deductions => values.set("base", "deductions"),
        Base::Parts(parts) => parts
            .iter()
            .fold(values.set("base", "parts"), |v, part| v.add("parts", part)),
    };
    let modifiers: Vec<_> = rule.modifiers.iter().map(modifier_row).collect();
    let values = fill_measures(fill_function(values, &rule.function), &rule.measure);
    values.set_rows("modifiers", &MODIFIER_COLUMNS, &modifiers)
}

pub(super) fn data_year(year: Option<DataYear>) -> String {
    year.map(|year| i32::from(year).to_string())
        .unwrap_or_default()
}

pub(super) fn plain(number: &Decimal) -> String {
    number.to_string().replace('.', ",")
}

fn fill_function(values: Values, function: &Function) -> Values {
    match function {
        Function::Share {} => values,
        Function::Percentage { percent } => values.set("percent", plain(percent)),
        Function::Rate { rate } => values.set("rate", plain(rate)),
        Function::RateProduct { factors } => {
            let row = |factor: &RateFactor| {
                let year = factor.year.map(|year| year.to_string());
                vec![
                    factor.name.clone(),
                    plain(&factor.value),
                    code_of(&factor.used),
                    factor.source.clone(),
                    year.unwrap_or_default(),
                ]
            };
            let rows: Vec<_> = factors.iter().map(row).collect();
            values.set_rows("factors", &FACTOR_COLUMNS, &rows)
        }
        Function::Fixed { amount } => values.set("amount", amount.to_plain()),
        Function::FixedPerParty { amounts } => {
            let row = |(party, amount): &(Key, Ore)| vec![party.to_string(), amount.to_plain()];
            let rows: Vec<_> = amounts.0.iter().map(row).collect();
            values.set_rows("amounts", &AMOUNT_COLUMNS, &rows)
        }
        Function::BasePlusVariable { base_amount, rate } => values
            .set("base_amount", base_amount.to_plain())
            .set("rate", rate.as_ref().map(plain).unwrap_or_default()),
        Function::Steps { gives, steps } => {
            let row = |step: &samverk_engine::TableStep| {
                let end = |end: &Option<Decimal>| end.as_ref().map(plain).unwrap_or_default();
                let (to, below) = (end(&step.to), end(&step.below));
                vec![plain(&step.from), to, below, plain(&step.value)]
            };
            let rows: Vec<_> = steps.iter().map(row).collect();
            values
                .set("gives", code_of(gives))
                .set_rows("steps", &STEP_COLUMNS, &rows)
        }
        Function::PassThrough { table, year } => values
            .set("table", table)
            .set("table_year", data_year(*year)),
    }
}

fn modifier_row(modifier: &Modifier) -> Vec<String> {
    let (mut amount, mut percent, mut rest) = (String::new(), String::new(), String::new());
    let (mut name, mut old, mut new) = (String::new(), String::new(), String::new());
    let (mut from, mut at, mut way) = (String::new(), String::new(), String::new());
    let parties = |of: fn(&Among) -> &Vec<Key>| {
        let keys = modifier.among().map(of).into_iter().flatten();
        keys.map(Key::to_string).collect::<Vec<_>>().join(", ")
    };
    let kind = match modifier {
        Modifier::Floor {
            amount: limit,
            difference,
            ..
        } => {
            (amount, rest) = (limit.to_plain(), code_of(difference));
            "floor"
        }
        Modifier::Cap {
            amount: limit,
            difference,
            ..
        } => {
            (amount, rest) = (limit.to_plain(), code_of(difference));
            "cap"
        }
        Modifier::Rebate {
            above,
            percent: off,
            difference,
            ..
        } => {
            (amount, percent, rest) = (above.to_plain(), plain(off), code_of(difference));
            "rebate"
        }
        Modifier::MaxChange {
            percent: most,
            difference,
            change_direction,
            ..
        } => {
            (percent, rest, way) = (plain(most), code_of(difference), code_of(change_direction));
            "max_change"
        }
        Modifier::Index {
            name: figure,
            old: before,
            new: after,
        } => {
            (name, old, new) = (figure.clone(), plain(before), plain(after));
            "index"
        }
        Modifier::PassThrough { table, year } => {
            (from, at) = (table.to_string(), data_year(*year));
            "pass_through"
        }
    };
    vec![
        kind.to_owned(),
        amount,
        percent,
        rest,
        name,
        old,
        new,
        from,
        at,
        way,
        parties(|among| &among.only),
        parties(|among| &among.except),
    ]
}
