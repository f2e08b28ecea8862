//! The amounts of a rule before modifiers and rounding: function × measure.

use super::{
    Exact, Figures, Function, Lookup, Measure, Measures, Member, NeededFigures, PerParty,
    RateFactor, Rule, Source, Step, StepGives, TableStep, Weight, WeightedMeasure,
};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, Problem, Problems, format_decimal};

/// An amount on its way, with the steps that led to it.
#[derive(Clone, Debug)]
pub struct Draft {
    pub party: Key,
    pub amount: Exact,
    /// The share (of one) that the party has of a base that is divided.
    pub key: Option<Exact>,
    pub steps: Vec<Step>,
}

impl Draft {
    fn of(member: &Member, amount: Exact, steps: Vec<Step>) -> Self {
        Self {
            party: member.key.clone(),
            amount,
            key: None,
            steps,
        }
    }

    fn by_key(mut self, key: Exact) -> Self {
        self.key = Some(key);
        self
    }
}

/// What a rule's takers would pay if nothing limited it.
pub struct Drafting<'a> {
    pub rule: &'a Rule,
    pub takers: &'a [&'a Member],
    pub base: Ore,
    pub year: i32,
    pub lookup: &'a Lookup<'a>,
}

impl Drafting<'_> {
    /// Fails with the problems of [`Lookup::figures`], `step_value_outside` and `measure_sum_zero`.
    pub fn drafts(&self) -> Result<Vec<Draft>, Problems> {
        let base = Exact::from(self.base);
        match &self.rule.function {
            Function::Share {} => self.shared(&base),
            Function::Percentage { percent } => self.percentage(*percent),
            Function::Rate { rate } => self.rated(*rate),
            Function::RateProduct { factors } => self.rated_by(factors),
            Function::Steps { gives, steps } => self.stepped(*gives, steps),
            Function::Fixed { amount } => Ok(self.each(|_| Ok(*amount))?),
            Function::FixedPerParty { amounts } => self.fixed_per_party(amounts),
            Function::BasePlusVariable { base_amount, rate } => {
                self.base_plus_variable(*base_amount, *rate)
            }
            Function::PassThrough { table, year } => {
                let year = year.map(|year| year.for_budget(self.year));
                self.passed_through(NeededFigures {
                    table: table.to_string(),
                    year,
                })
            }
        }
    }

    fn each(
        &self,
        amount: impl Fn(&Member) -> Result<Ore, Problem>,
    ) -> Result<Vec<Draft>, Problem> {
        let fixed = |member: &&Member| {
            let amount = amount(member)?;
            Ok(Draft::of(
                member,
                amount.into(),
                vec![Step::Fixed { amount }],
            ))
        };
        self.takers.iter().map(fixed).collect()
    }

    fn fixed_per_party(&self, amounts: &PerParty<Ore>) -> Result<Vec<Draft>, Problems> {
        let amounts = amounts.by_party();
        Ok(self.each(|member| {
            let amount = amounts.get(&member.key).map(|amount| **amount);
            let missing = || Problem::invalid("fixed_amount_missing").with("party", &member.name);
            amount.ok_or_else(missing)
        })?)
    }

    fn percentage(&self, percent: Decimal) -> Result<Vec<Draft>, Problems> {
        let pool = &Exact::from(self.base) * &Exact::percent(percent);
        let step = Step::PercentOfBase {
            base: self.base,
            percent,
            pool: pool.clone(),
        };
        let mut drafts = match self.takers {
            [alone] if self.rule.measure.is_equal() => {
                vec![Draft::of(alone, pool, Vec::new()).by_key(Exact::integer(1))]
            }
            _ => self.shared(&pool)?,
        };
        for draft in &mut drafts {
            draft.steps.insert(0, step.clone());
        }
        Ok(drafts)
    }

    /// Shares a pool by the rule's measure.
    fn shared(&self, pool: &Exact) -> Result<Vec<Draft>, Problems> {
        match &self.rule.measure {
            Measures::One(measure) => {
                let figures = self.lookup.figures(measure, self.takers)?;
                self.shared_by(pool, &figures)
            }
            Measures::Weighted(weighted) => self.shared_by_weights(pool, weighted),
        }
    }

    fn shared_by(&self, pool: &Exact, figures: &Figures) -> Result<Vec<Draft>, Problems> {
        let total = whole_of(figures);
        let share = |(member, value): (&&Member, &Decimal)| {
            let part = Exact::decimal(*value)
                .divided_by(&total)
                .ok_or_else(|| self.zero_sum())?;
            let amount = pool * &part;
            let steps = share_steps(pool, figures, *value, &total, &amount);
            Ok(Draft::of(member, amount, steps).by_key(part))
        };
        self.takers.iter().zip(&figures.values).map(share).collect()
    }

    fn zero_sum(&self) -> Problem {
        Problem::invalid("measure_sum_zero").with("rule", &self.rule.name)
    }

    fn shared_by_weights(
        &self,
        pool: &Exact,
        weighted: &[WeightedMeasure],
    ) -> Result<Vec<Draft>, Problems> {
        let mut parts = Vec::new();
        for part in weighted {
            let figures = self.lookup.figures(&part.measure, self.takers)?;
            let total = whole_of(&figures);
            parts.push((part.percent, figures, total));
        }
        let mut drafts = Vec::new();
        for (index, member) in self.takers.iter().enumerate() {
            let mut share = Exact::zero();
            let mut weights = Vec::new();
            for (percent, figures, total) in &parts {
                let value = figures.values[index];
                let of_total = Exact::decimal(value).divided_by(total);
                share += &(&of_total.ok_or_else(|| self.zero_sum())? * &Exact::percent(*percent));
                let (source, total) = (figures.source.clone(), total.clone());
                weights.push(Weight {
                    source,
                    percent: *percent,
                    value,
                    total,
                });
            }
            let amount = pool * &share;
            let (pool, shown, key) = (pool.clone(), amount.clone(), share.clone());
            let step = Step::ShareByWeights {
                pool,
                weights,
                share,
                amount: shown,
            };
            drafts.push(Draft::of(member, amount, vec![step]).by_key(key));
        }
        Ok(drafts)
    }

    /// The figures of a rule that counts units; one measure, as validation has seen to.
    fn counted(&self) -> Result<Figures, Problems> {
        match &self.rule.measure {
            Measures::One(measure @ (Measure::Population { .. } | Measure::Table { .. })) => {
                self.lookup.figures(measure, self.takers)
            }
            _ => {
                let problem = Problem::invalid("measure_not_countable");
                Err(problem.with("rule", &self.rule.name).into())
            }
        }
    }

    fn rated(&self, rate: Decimal) -> Result<Vec<Draft>, Problems> {
        let figures = self.counted()?;
        let rated = self
            .takers
            .iter()
            .zip(&figures.values)
            .map(|(member, value)| {
                let amount = &Exact::kronor(rate) * &Exact::decimal(*value);
                let step = Step::Rate {
                    value: *value,
                    rate,
                    amount: amount.clone(),
                };
                Draft::of(member, amount, vec![figure_step(&figures, *value), step])
            });
        Ok(rated.collect())
    }

    /// Kronor per unit that are a product of named figures.
    fn rated_by(&self, factors: &[RateFactor]) -> Result<Vec<Draft>, Problems> {
        let figures = self.counted()?;
        let mut rate = Exact::integer(1);
        for factor in factors {
            let zero = || Problem::invalid("factor_zero").with("name", &factor.name);
            rate = &rate * &factor.times().ok_or_else(zero)?;
        }
        let product = Step::RateProduct {
            factors: factors.to_vec(),
            rate: rate.clone(),
        };
        let kronor = &rate * &Exact::integer(100);
        let rows = self.takers.iter().zip(&figures.values);
        let rated = rows.map(|(member, value)| {
            let amount = &kronor * &Exact::decimal(*value);
            let by = Step::RatedBy {
                value: *value,
                rate: rate.clone(),
                amount: amount.clone(),
            };
            let steps = vec![product.clone(), figure_step(&figures, *value), by];
            Draft::of(member, amount, steps)
        });
        Ok(rated.collect())
    }

    fn stepped(&self, gives: StepGives, steps: &[TableStep]) -> Result<Vec<Draft>, Problems> {
        let figures = self.counted()?;
        let (mut found, mut places) = (Vec::new(), Vec::new());
        for (member, value) in self.takers.iter().zip(&figures.values) {
            let place =
                TableStep::position(steps, *value).ok_or_else(|| outside(member, *value))?;
            places.push(place);
            found.push(&steps[place]);
        }
        let mut drafts = match gives {
            StepGives::Weight => {
                let values = found.iter().map(|step| step.value).collect();
                let weights = Figures {
                    source: Source::Steps,
                    values,
                };
                self.shared_by(&Exact::from(self.base), &weights)?
            }
            StepGives::Amount | StepGives::Rate => self.step_amounts(gives, &found, &figures),
        };
        for ((draft, place), value) in drafts.iter_mut().zip(places).zip(&figures.values) {
            let (step, to) = (&steps[place], TableStep::last_in(steps, place));
            let found = Step::StepFound {
                value: *value,
                from: step.from,
                to,
                below: step.below.filter(|_| to.is_none()),
                gives,
                step: step.value,
            };
            draft
                .steps
                .splice(0..0, [figure_step(&figures, *value), found]);
        }
        Ok(drafts)
    }

    fn step_amounts(
        &self,
        gives: StepGives,
        found: &[&TableStep],
        figures: &Figures,
    ) -> Vec<Draft> {
        let rows = self.takers.iter().zip(found).zip(&figures.values);
        rows.map(|((member, step), value)| {
            let kronor = Exact::kronor(step.value);
            if gives != StepGives::Rate {
                return Draft::of(member, kronor, Vec::new());
            }
            let amount = &kronor * &Exact::decimal(*value);
            let rate = Step::Rate {
                value: *value,
                rate: step.value,
                amount: amount.clone(),
            };
            Draft::of(member, amount, vec![rate])
        })
        .collect()
    }

    fn base_plus_variable(
        &self,
        base_amount: Ore,
        rate: Option<Decimal>,
    ) -> Result<Vec<Draft>, Problems> {
        let takers = self.takers.len();
        let paid = &Exact::from(base_amount) * &Exact::integer(takers as i64);
        let left = &Exact::from(self.base) - &paid;
        let (variable, left) = match rate {
            Some(rate) => (self.rated(rate)?, None),
            None => (self.shared(&left)?, Some(left)),
        };
        let with_base = variable.into_iter().map(|mut draft| {
            let variable = draft.amount;
            draft.amount = &variable + &Exact::from(base_amount);
            let first = Step::BaseAmount {
                amount: base_amount,
                takers,
                left: left.clone(),
            };
            draft.steps.insert(0, first);
            let amount = draft.amount.clone();
            draft.steps.push(Step::BaseAndVariable {
                base: base_amount,
                variable,
                amount,
            });
            draft
        });
        Ok(with_base.collect())
    }

    fn passed_through(&self, needed: NeededFigures) -> Result<Vec<Draft>, Problems> {
        let amounts = self.lookup.amounts(&needed)?;
        let kronor = amounts.of_all(self.takers)?;
        let actual = self.takers.iter().zip(kronor).map(|(member, kronor)| {
            let amount = Exact::kronor(kronor);
            let table = amounts.name().to_owned();
            let step = Step::Actual {
                table,
                amount: amount.clone(),
            };
            Draft::of(member, amount, vec![step])
        });
        Ok(actual.collect())
    }
}

/// What the figures are shares of. Percentages are of 100, also when some takers are not there.
fn whole_of(figures: &Figures) -> Exact {
    match figures.source {
        Source::Percentages => Exact::integer(100),
        _ => figures.total(),
    }
}

fn share_steps(
    pool: &Exact,
    figures: &Figures,
    value: Decimal,
    total: &Exact,
    amount: &Exact,
) -> Vec<Step> {
    let (pool, amount) = (pool.clone(), amount.clone());
    match &figures.source {
        Source::Percentages => vec![Step::ShareByPercent {
            pool,
            percent: value,
            amount,
        }],
        Source::Equal => vec![Step::ShareEqually {
            pool,
            takers: figures.values.len(),
            amount,
        }],
        source => {
            let source = source.clone();
            let figure = Step::Figure {
                source,
                value,
                total: Some(total.clone()),
            };
            let total = total.clone();
            vec![
                figure,
                Step::ShareByFigure {
                    pool,
                    value,
                    total,
                    amount,
                },
            ]
        }
    }
}

fn figure_step(figures: &Figures, value: Decimal) -> Step {
    Step::Figure {
        source: figures.source.clone(),
        value,
        total: None,
    }
}

fn outside(member: &Member, value: Decimal) -> Problem {
    let problem = Problem::invalid("step_value_outside").with("party", &member.name);
    problem.with("value", format_decimal(value))
}
