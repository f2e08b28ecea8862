//! Rules as they are sent, from and to those that the engine reads.

use super::figures::{ByParty, Number, Year};
use super::rule_content::{
    AllWord, AmongContent, BaseContent, BaseWord, FactorContent, FunctionContent, MeasuresContent,
    ModifierContent, RuleMeasure, StepContent, TakersContent, WeightedContent,
};
use samverk_engine::{
    Among, Base, Function, Measure, Measures, Modifier, PerParty, RateFactor, TableStep, Takers,
    WeightedMeasure,
};
use samverk_rest::Amount;

impl From<Takers> for TakersContent {
    fn from(takers: Takers) -> Self {
        match takers {
            Takers::All => Self::All(AllWord::All),
            Takers::Kind(kind) => Self::Kind(kind),
            Takers::Listed(parties) => Self::Listed(parties),
        }
    }
}

impl From<TakersContent> for Takers {
    fn from(content: TakersContent) -> Self {
        match content {
            TakersContent::All(AllWord::All) => Self::All,
            TakersContent::Kind(kind) => Self::Kind(kind),
            TakersContent::Listed(parties) => Self::Listed(parties),
        }
    }
}

impl From<Base> for BaseContent {
    fn from(base: Base) -> Self {
        match base {
            Base::Total => Self::Word(BaseWord::Total),
            Base::Rest => Self::Word(BaseWord::Rest),
            Base::Deductions => Self::Word(BaseWord::Deductions),
            Base::Parts(parts) => Self::Parts(parts),
        }
    }
}

impl From<BaseContent> for Base {
    fn from(content: BaseContent) -> Self {
        match content {
            BaseContent::Word(BaseWord::Total) => Self::Total,
            BaseContent::Word(BaseWord::Rest) => Self::Rest,
            BaseContent::Word(BaseWord::Deductions) => Self::Deductions,
            BaseContent::Parts(parts) => Self::Parts(parts),
        }
    }
}

impl From<Measures> for MeasuresContent {
    fn from(measures: Measures) -> Self {
        let weighted = |part: WeightedMeasure| WeightedContent {
            percent: Number(part.percent),
            measure: part.measure.into(),
        };
        match measures {
            Measures::One(measure) => Self::One(measure.into()),
            Measures::Weighted(parts) => Self::Weighted(parts.into_iter().map(weighted).collect()),
        }
    }
}

impl From<MeasuresContent> for Measures {
    fn from(content: MeasuresContent) -> Self {
        let weighted = |part: WeightedContent| WeightedMeasure {
            percent: part.percent.0,
            measure: part.measure.into(),
        };
        match content {
            MeasuresContent::One(measure) => Self::One(measure.into()),
            MeasuresContent::Weighted(parts) => {
                Self::Weighted(parts.into_iter().map(weighted).collect())
            }
        }
    }
}

impl From<Measure> for RuleMeasure {
    fn from(measure: Measure) -> Self {
        match measure {
            Measure::Population { year, date } => Self::Population { year, date },
            Measure::Table { table, year } => Self::Table { table, year },
            Measure::Percentages { shares } => Self::Percentages {
                shares: by_party(shares, Number),
            },
            Measure::Equal {} => Self::Equal {},
            Measure::LastYear {} => Self::LastYear {},
        }
    }
}

impl From<RuleMeasure> for Measure {
    fn from(content: RuleMeasure) -> Self {
        match content {
            RuleMeasure::Population { year, date } => Self::Population { year, date },
            RuleMeasure::Table { table, year } => Self::Table { table, year },
            RuleMeasure::Percentages { shares } => Self::Percentages {
                shares: per_party(shares, |number| number.0),
            },
            RuleMeasure::Equal {} => Self::Equal {},
            RuleMeasure::LastYear {} => Self::LastYear {},
        }
    }
}

pub fn by_party<V, W>(values: PerParty<V>, sent: impl Fn(V) -> W) -> ByParty<W> {
    let sent = |(party, value)| (party, sent(value));
    ByParty(values.0.into_iter().map(sent).collect())
}

pub fn per_party<V, W>(values: ByParty<V>, kept: impl Fn(V) -> W) -> PerParty<W> {
    let kept = |(party, value)| (party, kept(value));
    values.0.into_iter().map(kept).collect()
}

impl From<Function> for FunctionContent {
    fn from(function: Function) -> Self {
        let step = |step: TableStep| StepContent {
            from: Number(step.from),
            to: step.to.map(Number),
            below: step.below.map(Number),
            value: Number(step.value),
        };
        match function {
            Function::Share {} => Self::Share {},
            Function::Percentage { percent } => Self::Percentage {
                percent: Number(percent),
            },
            Function::Rate { rate } => Self::Rate { rate: Number(rate) },
            Function::RateProduct { factors } => Self::RateProduct {
                factors: factors.into_iter().map(Into::into).collect(),
            },
            Function::Steps { gives, steps } => Self::Steps {
                gives,
                steps: steps.into_iter().map(step).collect(),
            },
            Function::Fixed { amount } => Self::Fixed {
                amount: Amount(amount),
            },
            Function::FixedPerParty { amounts } => Self::FixedPerParty {
                amounts: by_party(amounts, Amount),
            },
            Function::BasePlusVariable { base_amount, rate } => Self::BasePlusVariable {
                base_amount: Amount(base_amount),
                rate: rate.map(Number),
            },
            Function::PassThrough { table, year } => Self::PassThrough { table, year },
        }
    }
}

impl From<FunctionContent> for Function {
    fn from(content: FunctionContent) -> Self {
        let step = |step: StepContent| TableStep {
            from: step.from.0,
            to: step.to.map(|to| to.0),
            below: step.below.map(|below| below.0),
            value: step.value.0,
        };
        match content {
            FunctionContent::Share {} => Self::Share {},
            FunctionContent::Percentage { percent } => Self::Percentage { percent: percent.0 },
            FunctionContent::Rate { rate } => Self::Rate { rate: rate.0 },
            FunctionContent::RateProduct { factors } => Self::RateProduct {
                factors: factors.into_iter().map(Into::into).collect(),
            },
            FunctionContent::Steps { gives, steps } => Self::Steps {
                gives,
                steps: steps.into_iter().map(step).collect(),
            },
            FunctionContent::Fixed { amount } => Self::Fixed { amount: amount.0 },
            FunctionContent::FixedPerParty { amounts } => Self::FixedPerParty {
                amounts: per_party(amounts, |amount| amount.0),
            },
            FunctionContent::BasePlusVariable { base_amount, rate } => Self::BasePlusVariable {
                base_amount: base_amount.0,
                rate: rate.map(|rate| rate.0),
            },
            FunctionContent::PassThrough { table, year } => Self::PassThrough { table, year },
        }
    }
}

impl From<Modifier> for ModifierContent {
    fn from(modifier: Modifier) -> Self {
        match modifier {
            Modifier::Floor {
                amount,
                difference,
                among,
            } => Self::Floor {
                amount: Amount(amount),
                difference,
                among: among.into(),
            },
            Modifier::Cap {
                amount,
                difference,
                among,
            } => Self::Cap {
                amount: Amount(amount),
                difference,
                among: among.into(),
            },
            Modifier::Rebate {
                above,
                percent,
                difference,
                among,
            } => Self::Rebate {
                above: Amount(above),
                percent: Number(percent),
                difference,
                among: among.into(),
            },
            Modifier::MaxChange {
                percent,
                difference,
                change_direction,
                among,
            } => Self::MaxChange {
                percent: Number(percent),
                difference,
                change_direction,
                among: among.into(),
            },
            Modifier::Index { name, old, new } => Self::Index {
                name,
                old: Number(old),
                new: Number(new),
            },
            Modifier::PassThrough { table, year } => Self::PassThrough { table, year },
        }
    }
}

impl From<ModifierContent> for Modifier {
    fn from(content: ModifierContent) -> Self {
        match content {
            ModifierContent::Floor {
                amount,
                difference,
                among,
            } => Self::Floor {
                amount: amount.0,
                difference,
                among: among.into(),
            },
            ModifierContent::Cap {
                amount,
                difference,
                among,
            } => Self::Cap {
                amount: amount.0,
                difference,
                among: among.into(),
            },
            ModifierContent::Rebate {
                above,
                percent,
                difference,
                among,
            } => Self::Rebate {
                above: above.0,
                percent: percent.0,
                difference,
                among: among.into(),
            },
            ModifierContent::MaxChange {
                percent,
                difference,
                change_direction,
                among,
            } => Self::MaxChange {
                percent: percent.0,
                difference,
                change_direction,
                among: among.into(),
            },
            ModifierContent::Index { name, old, new } => Self::Index {
                name,
                old: old.0,
                new: new.0,
            },
            ModifierContent::PassThrough { table, year } => Self::PassThrough { table, year },
        }
    }
}

impl From<RateFactor> for FactorContent {
    fn from(factor: RateFactor) -> Self {
        Self {
            name: factor.name,
            value: Number(factor.value),
            used: factor.used,
            source: factor.source,
            year: factor.year.map(Year),
        }
    }
}

impl From<FactorContent> for RateFactor {
    fn from(content: FactorContent) -> Self {
        Self {
            name: content.name,
            value: content.value.0,
            used: content.used,
            source: content.source,
            year: content.year.map(|year| year.0),
        }
    }
}

impl From<Among> for AmongContent {
    fn from(among: Among) -> Self {
        let Among { only, except } = among;
        Self { only, except }
    }
}

impl From<AmongContent> for Among {
    fn from(content: AmongContent) -> Self {
        let AmongContent { only, except } = content;
        Self { only, except }
    }
}
