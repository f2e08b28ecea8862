//! The figures in a model's rules that a scenario can turn: rates, percentages, amounts, years.

use super::{
    CountingDate, DataYear, DistributionModel, FactorUse, Function, Measure, Measures, Modifier,
    Rule,
};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, Problem, parse_decimal, parse_integer, parse_percent};

/// One figure of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knob {
    /// The rule's place in the model.
    pub rule: usize,
    pub place: KnobPlace,
}

/// Where in a rule the figure stands. Numbers count factors, measures, steps and modifiers from zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnobPlace {
    Percent,
    Rate,
    Factor(usize),
    Amount,
    BaseAmount,
    Weight(usize),
    Step(usize),
    ModifierAmount(usize),
    ModifierPercent(usize),
    IndexNew(usize),
    AmountOf(Key),
    Share(usize, Key),
    /// The year of a measure's figures. Fixed shares have none; with a year they are computed anew
    /// from the inhabitants.
    MeasureYear(usize),
    FunctionYear,
    ModifierYear(usize),
}

/// Which table of a form a figure stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnobGroup {
    Values,
    PerParty,
    Years,
}

impl KnobPlace {
    /// Whether the figure is in percent, so that it may be written with its sign.
    fn is_percentage(&self, rule: &Rule) -> bool {
        match (self, &rule.function) {
            (Self::Factor(index), Function::RateProduct { factors }) => {
                let factor = factors.get(*index);
                factor.is_some_and(|factor| factor.used == FactorUse::Percent)
            }
            _ => matches!(
                self,
                Self::Percent | Self::Weight(_) | Self::ModifierPercent(_) | Self::Share(..)
            ),
        }
    }

    pub fn group(&self) -> KnobGroup {
        match self {
            Self::AmountOf(_) | Self::Share(..) => KnobGroup::PerParty,
            Self::MeasureYear(_) | Self::FunctionYear | Self::ModifierYear(_) => KnobGroup::Years,
            _ => KnobGroup::Values,
        }
    }
}

enum Slot<'r> {
    Number(&'r mut Decimal),
    Amount(&'r mut Ore),
    Year(&'r mut DataYear),
    Measure(&'r mut Measure),
}

/// All figures of a model that can be turned, rule by rule.
pub fn knobs(model: &DistributionModel) -> Vec<Knob> {
    let of_rule = |(rule, known): (usize, &Rule)| {
        let places = places(known).into_iter();
        places.map(move |place| Knob { rule, place })
    };
    model.rules.iter().enumerate().flat_map(of_rule).collect()
}

fn places(rule: &Rule) -> Vec<KnobPlace> {
    let mut places = Vec::new();
    match &rule.function {
        Function::Share {} => {}
        Function::RateProduct { factors } => {
            places.extend((0..factors.len()).map(KnobPlace::Factor));
        }
        Function::Percentage { .. } => places.push(KnobPlace::Percent),
        Function::Rate { .. } => places.push(KnobPlace::Rate),
        Function::Steps { steps, .. } => places.extend((0..steps.len()).map(KnobPlace::Step)),
        Function::Fixed { .. } => places.push(KnobPlace::Amount),
        Function::FixedPerParty { amounts } => {
            places.extend(
                amounts
                    .0
                    .iter()
                    .map(|(party, _)| KnobPlace::AmountOf(party.clone())),
            );
        }
        Function::BasePlusVariable { rate, .. } => {
            places.push(KnobPlace::BaseAmount);
            places.extend(rate.map(|_| KnobPlace::Rate));
        }
        Function::PassThrough { year, .. } => {
            places.extend(year.map(|_| KnobPlace::FunctionYear));
        }
    }
    let is_weighted = matches!(rule.measure, Measures::Weighted(_));
    for (index, measure) in rule.measure.each().into_iter().enumerate() {
        places.extend(is_weighted.then_some(KnobPlace::Weight(index)));
        places.extend(measure_places(index, measure));
    }
    for (index, modifier) in rule.modifiers.iter().enumerate() {
        places.extend(modifier_places(index, modifier));
    }
    places
}

fn measure_places(index: usize, measure: &Measure) -> Vec<KnobPlace> {
    match measure {
        Measure::Population { .. } | Measure::Table { year: Some(_), .. } => {
            vec![KnobPlace::MeasureYear(index)]
        }
        Measure::Percentages { shares } => {
            let shares = shares.0.iter();
            let shares = shares.map(|(party, _)| KnobPlace::Share(index, party.clone()));
            std::iter::once(KnobPlace::MeasureYear(index))
                .chain(shares)
                .collect()
        }
        Measure::Table { year: None, .. } | Measure::Equal {} | Measure::LastYear {} => Vec::new(),
    }
}

fn modifier_places(index: usize, modifier: &Modifier) -> Vec<KnobPlace> {
    let (amount, percent) = (
        KnobPlace::ModifierAmount(index),
        KnobPlace::ModifierPercent(index),
    );
    match modifier {
        Modifier::Floor { .. } | Modifier::Cap { .. } => vec![amount],
        Modifier::Rebate { .. } => vec![amount, percent],
        Modifier::MaxChange { .. } => vec![percent],
        Modifier::Index { .. } => vec![KnobPlace::IndexNew(index)],
        Modifier::PassThrough { year: Some(_), .. } => vec![KnobPlace::ModifierYear(index)],
        Modifier::PassThrough { year: None, .. } => Vec::new(),
    }
}

impl Knob {
    /// As it is written in a form; empty for the year of fixed shares.
    pub fn value(&self, model: &DistributionModel) -> String {
        let mut rule = model.rules.get(self.rule).cloned();
        match rule.as_mut().and_then(|rule| slot(rule, &self.place)) {
            Some(Slot::Number(number)) => number.to_string().replace('.', ","),
            Some(Slot::Amount(amount)) => amount.to_plain(),
            Some(Slot::Year(year)) => i32::from(*year).to_string(),
            Some(Slot::Measure(_)) | None => String::new(),
        }
    }

    /// Fails with what is wrong with the number, `data_year_invalid` or `field_missing`.
    pub fn set(&self, model: &mut DistributionModel, text: &str) -> Result<(), Problem> {
        let Some(rule) = model.rules.get_mut(self.rule) else {
            return Ok(());
        };
        let is_percentage = self.place.is_percentage(rule);
        let Some(slot) = slot(rule, &self.place) else {
            return Ok(());
        };
        match (slot, text) {
            (Slot::Measure(_), "") => {}
            (_, "") => return Err(Problem::invalid("field_missing")),
            (Slot::Number(number), text) => {
                *number = match is_percentage {
                    true => parse_percent(text)?,
                    false => parse_decimal(text)?,
                }
            }
            (Slot::Amount(amount), text) => *amount = Ore::parse(text)?,
            (Slot::Year(year), text) => *year = parse_year(text)?,
            (Slot::Measure(measure), text) => {
                let year = parse_year(text)?;
                let date = CountingDate::December31;
                *measure = Measure::Population { year, date };
            }
        }
        Ok(())
    }
}

fn parse_year(text: &str) -> Result<DataYear, Problem> {
    let year = parse_integer(text).ok();
    let year = year.and_then(|year| DataYear::try_from(i32::try_from(year).ok()?).ok());
    year.ok_or_else(|| Problem::invalid("data_year_invalid").with("value", text))
}

fn slot<'r>(rule: &'r mut Rule, place: &KnobPlace) -> Option<Slot<'r>> {
    match place {
        KnobPlace::Weight(_) | KnobPlace::Share(..) | KnobPlace::MeasureYear(_) => {
            measure_slot(&mut rule.measure, place)
        }
        KnobPlace::ModifierAmount(index)
        | KnobPlace::ModifierPercent(index)
        | KnobPlace::IndexNew(index)
        | KnobPlace::ModifierYear(index) => modifier_slot(rule.modifiers.get_mut(*index)?, place),
        _ => function_slot(&mut rule.function, place),
    }
}

fn function_slot<'r>(function: &'r mut Function, place: &KnobPlace) -> Option<Slot<'r>> {
    Some(match (function, place) {
        (Function::Percentage { percent }, KnobPlace::Percent) => Slot::Number(percent),
        (Function::Rate { rate }, KnobPlace::Rate)
        | (
            Function::BasePlusVariable {
                rate: Some(rate), ..
            },
            KnobPlace::Rate,
        ) => Slot::Number(rate),
        (Function::RateProduct { factors }, KnobPlace::Factor(index)) => {
            Slot::Number(&mut factors.get_mut(*index)?.value)
        }
        (Function::Fixed { amount }, KnobPlace::Amount) => Slot::Amount(amount),
        (Function::BasePlusVariable { base_amount, .. }, KnobPlace::BaseAmount) => {
            Slot::Amount(base_amount)
        }
        (Function::Steps { steps, .. }, KnobPlace::Step(index)) => {
            Slot::Number(&mut steps.get_mut(*index)?.value)
        }
        (Function::FixedPerParty { amounts }, KnobPlace::AmountOf(party)) => {
            let mut rows = amounts.0.iter_mut();
            Slot::Amount(&mut rows.find(|(known, _)| known == party)?.1)
        }
        (
            Function::PassThrough {
                year: Some(year), ..
            },
            KnobPlace::FunctionYear,
        ) => Slot::Year(year),
        _ => return None,
    })
}

fn measure_slot<'r>(measures: &'r mut Measures, place: &KnobPlace) -> Option<Slot<'r>> {
    let (KnobPlace::Weight(index) | KnobPlace::Share(index, _) | KnobPlace::MeasureYear(index)) =
        place
    else {
        return None;
    };
    let measure = match measures {
        Measures::One(measure) => measure,
        Measures::Weighted(weighted) => {
            let part = weighted.get_mut(*index)?;
            if matches!(place, KnobPlace::Weight(_)) {
                return Some(Slot::Number(&mut part.percent));
            }
            &mut part.measure
        }
    };
    if let (Measure::Percentages { .. }, KnobPlace::MeasureYear(_)) = (&*measure, place) {
        return Some(Slot::Measure(measure));
    }
    match (measure, place) {
        (Measure::Population { year, .. }, KnobPlace::MeasureYear(_))
        | (
            Measure::Table {
                year: Some(year), ..
            },
            KnobPlace::MeasureYear(_),
        ) => Some(Slot::Year(year)),
        (Measure::Percentages { shares }, KnobPlace::Share(_, party)) => {
            let mut rows = shares.0.iter_mut();
            Some(Slot::Number(&mut rows.find(|(known, _)| known == party)?.1))
        }
        _ => None,
    }
}

fn modifier_slot<'r>(modifier: &'r mut Modifier, place: &KnobPlace) -> Option<Slot<'r>> {
    Some(match (modifier, place) {
        (
            Modifier::Floor { amount, .. } | Modifier::Cap { amount, .. },
            KnobPlace::ModifierAmount(_),
        ) => Slot::Amount(amount),
        (Modifier::Rebate { above, .. }, KnobPlace::ModifierAmount(_)) => Slot::Amount(above),
        (
            Modifier::Rebate { percent, .. } | Modifier::MaxChange { percent, .. },
            KnobPlace::ModifierPercent(_),
        ) => Slot::Number(percent),
        (Modifier::Index { new, .. }, KnobPlace::IndexNew(_)) => Slot::Number(new),
        (
            Modifier::PassThrough {
                year: Some(year), ..
            },
            KnobPlace::ModifierYear(_),
        ) => Slot::Year(year),
        _ => return None,
    })
}
