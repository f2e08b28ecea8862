//! A model's rules in plain words.

use crate::names::Names;
use crate::purpose_words::{by_purpose_with, rule_said};
use rust_decimal::Decimal;
use samverk_engine::{
    Base, ChangeDirection, CountingDate, DataYear, DistributionModel, Function, Measure, Measures,
    Member, MemberStanding, Modifier, PartYear, Purpose, Remainder, Rule, StepGives, TableStep,
    Takers, factors_words,
};
use samverk_foundation::{Key, Ore, format_decimal, format_percent};
use samverk_web::Ui;

/// A rule as it is read: what it says, and the figures in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleWords {
    pub key: Key,
    pub name: String,
    pub sentences: Vec<String>,
    /// Fixed shares or amounts per party, or the steps of a table.
    pub details: Vec<(String, String)>,
    pub note: String,
}

/// All rules of a model, in the order in which they are applied.
pub fn model_words(ui: &Ui, model: &DistributionModel, names: &Names) -> Vec<RuleWords> {
    let phase = |key: &Key| {
        let found = model.phases.iter().find(|phase| phase.key == *key);
        found.map_or_else(|| key.to_string(), |phase| phase.name.clone())
    };
    let words = Words { ui, names };
    let said = |text: String| rule_said(ui, model.purpose, text);
    let figure = |(name, value): (String, String)| (name, said(value));
    model
        .rules
        .iter()
        .map(|rule| RuleWords {
            key: rule.key.clone(),
            name: rule.name.clone(),
            sentences: words
                .sentences(rule, rule.phase.as_ref().map(phase))
                .into_iter()
                .map(said)
                .collect(),
            details: words.details(rule).into_iter().map(figure).collect(),
            note: rule.note.clone(),
        })
        .collect()
}

/// How the model rounds, who pays by it, and who is a member only a part of the year.
pub fn model_terms(ui: &Ui, model: &DistributionModel, members: &[Member]) -> String {
    let part = part_members_words(ui, members);
    let terms = [rounding_words(ui, model), payers_words(ui, model), part];
    let terms = terms.join(" ").trim_end().to_owned();
    rule_said(ui, model.purpose, terms)
}

/// Who pays by the model, and what a part of a year costs.
fn payers_words(ui: &Ui, model: &DistributionModel) -> String {
    let standings = MemberStanding::ALL
        .into_iter()
        .filter(|standing| model.pays(*standing));
    let standings = standings.map(|standing| {
        let code = crate::pages::code_of(&standing).replace('_', "-");
        ui.t(&format!("payers-{code}"))
    });
    let standings = standings.collect::<Vec<_>>().join(", ");
    let values = [("standings", standings.as_str())];
    let pays = by_purpose_with(ui, "payers-words", model.purpose, &values);
    let part = ui.t(match model.part_year {
        PartYear::WholeYear => "part-year-words-whole-year",
        PartYear::Months => "part-year-words-months",
        PartYear::Days => "part-year-words-days",
    });
    match model.fees_decide {
        true => format!("{pays} {part} {}", ui.t("fees-decide-words")),
        false => format!("{pays} {part}"),
    }
}

/// Who is a member a part of the year, and when. Empty when nobody is.
fn part_members_words(ui: &Ui, members: &[Member]) -> String {
    let of = |member: &Member| {
        let part = member.part?;
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        let (from, to) = (day(part.from), day(part.to));
        let when = match (from, to) {
            (Some(from), Some(to)) => format!("{from}–{to}"),
            (Some(from), None) => ui.t1("part-member-from", "from", from),
            (None, Some(to)) => ui.t1("part-member-to", "to", to),
            (None, None) => return None,
        };
        Some(format!("{} {when}", member.name))
    };
    let told: Vec<String> = members.iter().filter_map(of).collect();
    match told.is_empty() {
        true => String::new(),
        false => ui.t1("part-members", "members", told.join(", ")),
    }
}

/// How the model rounds.
fn rounding_words(ui: &Ui, model: &DistributionModel) -> String {
    use samverk_engine::{RoundingMethod, RoundingUnit};
    let unit = ui.t(match model.rounding.unit {
        RoundingUnit::Ore => "rounding-unit-ore",
        RoundingUnit::Krona if model.purpose == Purpose::Votes => "rounding-unit-votes",
        RoundingUnit::Krona => "rounding-unit-krona",
        RoundingUnit::Thousand => "rounding-unit-thousand",
    });
    let method = match model.rounding.method {
        RoundingMethod::LargestRemainder => "rounding-words-largest-remainder",
        RoundingMethod::HalfUpReport => "rounding-words-half-up-report",
    };
    ui.t1(method, "unit", unit)
}

struct Words<'w> {
    ui: &'w Ui,
    names: &'w Names,
}

impl Words<'_> {
    fn sentences(&self, rule: &Rule, phase: Option<String>) -> Vec<String> {
        let mut sentences = vec![self.function(rule)];
        sentences.extend(
            rule.modifiers
                .iter()
                .map(|modifier| self.modifier_with_parties(modifier)),
        );
        sentences.extend(self.years("rule-years", rule.from_year, rule.to_year));
        sentences.extend(phase.map(|phase| self.ui.t1("rule-phase", "phase", phase)));
        let joined = |year: Option<DataYear>| year.map(|year| self.year(year));
        match (joined(rule.joined_from), joined(rule.joined_to)) {
            (None, None) => {}
            (Some(from), None) => sentences.push(self.ui.t1("rule-joined-from", "from", from)),
            (None, Some(to)) => sentences.push(self.ui.t1("rule-joined-to", "to", to)),
            (Some(from), Some(to)) => {
                sentences.push(
                    self.ui
                        .t_with("rule-joined", &[("from", &from), ("to", &to)]),
                );
            }
        }
        sentences
    }

    fn years(&self, text: &str, from: Option<i32>, to: Option<i32>) -> Option<String> {
        let (from, to) = (
            from.map(|year| year.to_string()),
            to.map(|year| year.to_string()),
        );
        match (from, to) {
            (None, None) => None,
            (Some(from), None) => Some(self.ui.t1(&format!("{text}-from"), "from", from)),
            (None, Some(to)) => Some(self.ui.t1(&format!("{text}-to"), "to", to)),
            (Some(from), Some(to)) => Some(self.ui.t_with(text, &[("from", &from), ("to", &to)])),
        }
    }

    fn function(&self, rule: &Rule) -> String {
        let (takers, base) = (self.takers(&rule.takers), self.base(&rule.base));
        let measure = self.measures(&rule.measure);
        let alone = self.names.only_taker(&rule.takers).is_some();
        let (text, value) = match &rule.function {
            Function::Share {} if alone => ("rule-share-alone", String::new()),
            Function::Share {} => ("rule-share", String::new()),
            Function::Percentage { percent } if alone => {
                ("rule-percentage-alone", format_percent(*percent))
            }
            Function::Percentage { percent } => ("rule-percentage", format_percent(*percent)),
            Function::Rate { rate } => ("rule-rate", kronor(*rate)),
            Function::RateProduct { factors } => (
                "rule-rate-product",
                factors_words(factors, self.ui.language),
            ),
            Function::Steps { gives, .. } => (
                match gives {
                    StepGives::Amount => "rule-steps-amount",
                    StepGives::Rate => "rule-steps-rate",
                    StepGives::Weight if alone => "rule-share-alone",
                    StepGives::Weight => "rule-steps-weight",
                },
                String::new(),
            ),
            Function::Fixed { amount } if alone => ("rule-fixed-alone", amount.to_string()),
            Function::Fixed { amount } => ("rule-fixed", amount.to_string()),
            Function::FixedPerParty { .. } if alone => {
                ("rule-fixed-per-party-alone", String::new())
            }
            Function::FixedPerParty { .. } => ("rule-fixed-per-party", String::new()),
            Function::BasePlusVariable { base_amount, rate } => {
                return self.base_plus_variable(rule, *base_amount, *rate);
            }
            Function::PassThrough { table, year } => {
                let text = if alone {
                    "rule-pass-through-alone"
                } else {
                    "rule-pass-through"
                };
                (text, self.table_at(table, *year))
            }
        };
        let values = [
            ("takers", takers.as_str()),
            ("base", base.as_str()),
            ("measure", measure.as_str()),
            ("value", value.as_str()),
        ];
        self.ui.t_with(text, &values)
    }

    fn base_plus_variable(&self, rule: &Rule, fee: Ore, rate: Option<Decimal>) -> String {
        let alone = self.names.only_taker(&rule.takers).is_some();
        let text = match (rate.is_some(), alone) {
            (true, false) => "rule-base-plus-rate",
            (true, true) => "rule-base-plus-rate-alone",
            (false, false) => "rule-base-plus-share",
            (false, true) => "rule-base-plus-share-alone",
        };
        let values = [
            ("takers", self.takers(&rule.takers)),
            ("base", self.base(&rule.base)),
            ("measure", self.measures(&rule.measure)),
            ("fee", fee.to_string()),
            ("value", rate.map(kronor).unwrap_or_default()),
        ];
        let values: Vec<_> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        self.ui.t_with(text, &values)
    }

    fn takers(&self, takers: &Takers) -> String {
        if let Some(only) = self.names.only_taker(takers) {
            return only;
        }
        match takers {
            Takers::All => self.ui.t("takers-all"),
            Takers::Kind(kind) => crate::pages::word(self.ui, "takers", kind.code()),
            Takers::Listed(parties) => self.list(
                parties
                    .iter()
                    .map(|party| self.names.party(party))
                    .collect(),
            ),
        }
    }

    fn base(&self, base: &Base) -> String {
        match base {
            Base::Total => self.ui.t("base-total"),
            Base::Rest => self.ui.t("base-rest"),
            Base::Deductions => self.ui.t("base-deductions"),
            Base::Parts(parts) => {
                self.list(parts.iter().map(|part| self.names.part(part)).collect())
            }
        }
    }

    /// `A, B och C`.
    fn list(&self, mut words: Vec<String>) -> String {
        match words.pop() {
            None => String::new(),
            Some(only) if words.is_empty() => only,
            Some(last) => self
                .ui
                .t_with("list-and", &[("first", &words.join(", ")), ("last", &last)]),
        }
    }

    fn measures(&self, measures: &Measures) -> String {
        match measures {
            Measures::One(measure) => self.measure(measure),
            Measures::Weighted(weighted) => {
                let part = |part: &samverk_engine::WeightedMeasure| {
                    let percent = format_percent(part.percent);
                    let measure = self.measure(&part.measure);
                    self.ui.t_with(
                        "measure-words-weighted",
                        &[("percent", &percent), ("measure", &measure)],
                    )
                };
                self.list(weighted.iter().map(part).collect())
            }
        }
    }

    fn measure(&self, measure: &Measure) -> String {
        match measure {
            Measure::Population { year, date } => {
                let text = match date {
                    CountingDate::December31 => "measure-words-population",
                    CountingDate::November1 => "measure-words-population-november",
                };
                self.ui.t1(text, "year", self.year(*year))
            }
            Measure::Table { table, year } => {
                self.ui
                    .t1("measure-words-table", "table", self.table_at(table, *year))
            }
            Measure::Percentages { .. } => self.ui.t("measure-words-percentages"),
            Measure::Equal {} => self.ui.t("measure-words-equal"),
            Measure::LastYear {} => self.ui.t("measure-words-last-year"),
        }
    }

    fn table_at(&self, table: &Key, year: Option<DataYear>) -> String {
        match year {
            None => self.names.table(table),
            Some(year) => format!("{} {}", self.names.table(table), self.year(year)),
        }
    }

    fn year(&self, year: DataYear) -> String {
        match year {
            DataYear::Fixed(year) => year.to_string(),
            DataYear::Before(0) => self.ui.t("data-year-same"),
            DataYear::Before(1) => self.ui.t("data-year-before"),
            DataYear::Before(years) => self.ui.t1("data-years-before", "years", years),
        }
    }

    /// The modifier, and whom of the takers it is for.
    fn modifier_with_parties(&self, modifier: &Modifier) -> String {
        let mut words = self.modifier(modifier);
        let Some(among) = modifier.among() else {
            return words;
        };
        let names =
            |keys: &[Key]| self.list(keys.iter().map(|key| self.names.party(key)).collect());
        for (text, parties) in [
            ("modifier-words-only", &among.only),
            ("modifier-words-except", &among.except),
        ] {
            if !parties.is_empty() {
                words.push(' ');
                words.push_str(&self.ui.t1(text, "parties", names(parties)));
            }
        }
        words
    }

    fn modifier(&self, modifier: &Modifier) -> String {
        let rest = |difference: &Remainder| {
            self.ui.t(match difference {
                Remainder::Spread => "modifier-words-spread",
                Remainder::Left => "modifier-words-left",
            })
        };
        match modifier {
            Modifier::Floor {
                amount, difference, ..
            } => self.limit("modifier-words-floor", *amount, &rest(difference)),
            Modifier::Cap {
                amount, difference, ..
            } => self.limit("modifier-words-cap", *amount, &rest(difference)),
            Modifier::Rebate {
                above,
                percent,
                difference,
                ..
            } => self.ui.t_with(
                "modifier-words-rebate",
                &[
                    ("percent", &format_percent(*percent)),
                    ("amount", &above.to_string()),
                    ("rest", &rest(difference)),
                ],
            ),
            Modifier::MaxChange {
                percent,
                difference,
                change_direction,
                ..
            } => self.ui.t_with(
                match change_direction {
                    ChangeDirection::Both => "modifier-words-max-change",
                    ChangeDirection::Up => "modifier-words-max-change-up",
                    ChangeDirection::Down => "modifier-words-max-change-down",
                },
                &[
                    ("percent", &format_percent(*percent)),
                    ("rest", &rest(difference)),
                ],
            ),
            Modifier::Index { name, old, new } => self.ui.t_with(
                "modifier-words-index",
                &[
                    ("name", name),
                    ("old", &format_decimal(*old)),
                    ("new", &format_decimal(*new)),
                ],
            ),
            Modifier::PassThrough { table, year } => self.ui.t1(
                "modifier-words-pass-through",
                "table",
                self.table_at(table, *year),
            ),
        }
    }

    fn limit(&self, text: &str, amount: Ore, rest: &str) -> String {
        self.ui
            .t_with(text, &[("amount", &amount.to_string()), ("rest", rest)])
    }

    fn details(&self, rule: &Rule) -> Vec<(String, String)> {
        let mut details = Vec::new();
        for measure in rule.measure.each() {
            if let Measure::Percentages { shares } = measure {
                let share = |(party, share): &(Key, Decimal)| {
                    (self.names.party(party), format_percent(*share))
                };
                details.extend(shares.0.iter().map(share));
            }
        }
        match &rule.function {
            Function::FixedPerParty { amounts } => {
                let amount =
                    |(party, amount): &(Key, Ore)| (self.names.party(party), amount.to_string());
                details.extend(amounts.0.iter().map(amount));
            }
            Function::Steps { gives, steps } => {
                details.extend((0..steps.len()).map(|index| self.step(*gives, steps, index)));
            }
            _ => {}
        }
        details
    }

    fn step(&self, gives: StepGives, steps: &[TableStep], index: usize) -> (String, String) {
        let step = &steps[index];
        let from = format_decimal(step.from);
        let range = match (TableStep::last_in(steps, index), step.below) {
            (Some(to), _) => {
                let to = format_decimal(to);
                self.ui
                    .t_with("step-range-to", &[("from", &from), ("to", &to)])
            }
            (None, Some(below)) => {
                let below = format_decimal(below);
                self.ui
                    .t_with("step-range", &[("from", &from), ("below", &below)])
            }
            (None, None) => self.ui.t1("step-range-open", "from", from),
        };
        let value = match gives {
            StepGives::Amount | StepGives::Rate => kronor(step.value),
            StepGives::Weight => format_decimal(step.value),
        };
        (range, value)
    }
}

fn kronor(number: Decimal) -> String {
    format!("{}\u{a0}kr", format_decimal(number))
}
