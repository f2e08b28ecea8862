//! Reads a rule from its form: everything that is wrong at once, at its field.

use super::common::read_optional_year;
use super::rule_form::{
    AMOUNT_COLUMNS, MEASURE_COLUMNS, MODIFIER_COLUMNS, RuleKind, SHARE_COLUMNS, STEP_COLUMNS,
};
use crate::model::{
    Base, CountingDate, DataYear, Function, Measure, Measures, MemberKind, Modifier, PerParty,
    Remainder, Rule, StepGives, TableStep, Takers, WeightedMeasure,
};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Problem, Problems};
use samverk_web::Values;

const DIFFERENCES: [(&str, Remainder); 2] =
    [("spread", Remainder::Spread), ("left", Remainder::Left)];
const GIVES: [(&str, StepGives); 3] = [
    ("amount", StepGives::Amount),
    ("rate", StepGives::Rate),
    ("weight", StepGives::Weight),
];

/// The rule that the form says, with the key that it is to have.
pub fn read_rule(
    values: &Values,
    kind: RuleKind,
    key_of: impl Fn(&str) -> Key,
) -> Result<Rule, Problems> {
    let mut reader = Reader {
        values,
        problems: Problems::default(),
    };
    let name = reader.keep(values.required("name")).unwrap_or_default();
    let takers = reader.takers();
    let base = reader.base();
    let function = reader.function(kind);
    let measure = if kind.has_measure() {
        reader.measures()
    } else {
        Some(Measures::default())
    };
    let modifiers = reader.modifiers();
    let from_year = reader
        .keep(read_optional_year(values, "from_year"))
        .flatten();
    let to_year = reader.keep(read_optional_year(values, "to_year")).flatten();
    let phase = reader.keep(values.optional_key("phase")).flatten();
    let joined_from = reader.keep(data_year(values, "joined_from")).flatten();
    let joined_to = reader.keep(data_year(values, "joined_to")).flatten();
    let note = reader.keep(values.optional("note")).unwrap_or_default();
    let (Some(takers), Some(base), Some(function), Some(measure)) =
        (takers, base, function, measure)
    else {
        return Err(reader.problems);
    };
    let key = key_of(&name);
    reader.problems.or(Rule {
        key,
        name,
        takers,
        base,
        measure,
        function,
        modifiers,
        from_year,
        to_year,
        phase,
        joined_from,
        joined_to,
        note,
    })
}

/// A year, or years before the budget's: 0, −1, −2. Fails with `data_year_invalid`.
fn data_year(values: &Values, name: &str) -> Result<Option<DataYear>, Problem> {
    let text = values.text(name);
    if text.is_empty() {
        return Ok(None);
    }
    let number = text.replace('\u{2212}', "-").parse().ok();
    let year = number.and_then(|number: i32| DataYear::try_from(number).ok());
    let wrong = || {
        Problem::invalid("data_year_invalid")
            .with("value", text)
            .at_field(name)
    };
    year.map(Some).ok_or_else(wrong)
}

fn missing(name: &str) -> Problem {
    Problem::invalid("field_missing").at_field(name)
}

struct Reader<'r> {
    values: &'r Values,
    problems: Problems,
}

impl Reader<'_> {
    fn keep<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
        self.problems.keep(result)
    }

    fn keys(&mut self, name: &str) -> Vec<Key> {
        let values = self.values;
        let read = |text: &str| Key::parse(text).map_err(|problem| problem.at_field(name));
        values
            .all(name)
            .into_iter()
            .filter_map(|text| self.keep(read(text)))
            .collect()
    }

    fn takers(&mut self) -> Option<Takers> {
        match self.values.text("takers") {
            "all" => Some(Takers::All),
            "listed" => {
                let parties = self.keys("parties");
                if parties.is_empty() {
                    self.problems.push(missing("parties"));
                }
                Some(Takers::Listed(parties))
            }
            code => {
                let kind = MemberKind::from_code(code).map(Takers::Kind);
                self.keep(kind.ok_or_else(|| missing("takers")))
            }
        }
    }

    fn base(&mut self) -> Option<Base> {
        match self.values.text("base") {
            "total" => Some(Base::Total),
            "rest" => Some(Base::Rest),
            "deductions" => Some(Base::Deductions),
            "parts" => {
                let parts = self.keys("parts");
                if parts.is_empty() {
                    self.problems.push(missing("parts"));
                }
                Some(Base::Parts(parts))
            }
            _ => {
                self.problems.push(missing("base"));
                None
            }
        }
    }

    fn decimal(&mut self, name: &str) -> Option<Decimal> {
        let read = self.values.optional_decimal(name);
        self.keep(read.and_then(|number| number.ok_or_else(|| missing(name))))
    }

    fn function(&mut self, kind: RuleKind) -> Option<Function> {
        let values = self.values;
        Some(match kind {
            RuleKind::Share => Function::Share {},
            RuleKind::Percentage => Function::Percentage {
                percent: self.decimal("percent")?,
            },
            RuleKind::Fixed => Function::Fixed {
                amount: self.keep(values.ore("amount"))?,
            },
            RuleKind::Rate => Function::Rate {
                rate: self.decimal("rate")?,
            },
            RuleKind::FixedPerParty => Function::FixedPerParty {
                amounts: self.amounts(),
            },
            RuleKind::BasePlusVariable => {
                let base_amount = self.keep(values.ore("base_amount"));
                let rate = self.keep(values.optional_decimal("rate"));
                Function::BasePlusVariable {
                    base_amount: base_amount?,
                    rate: rate?,
                }
            }
            RuleKind::Steps => {
                let gives = self.keep(values.choice("gives", &GIVES));
                let steps = self.steps();
                Function::Steps {
                    gives: gives?,
                    steps,
                }
            }
            RuleKind::PassThrough => {
                let table = self.keep(values.optional_key("table"));
                let year = self.keep(data_year(values, "table_year"));
                let table = table?.ok_or_else(|| missing("table"));
                Function::PassThrough {
                    table: self.keep(table)?,
                    year: year?,
                }
            }
        })
    }

    fn amounts(&mut self) -> PerParty<samverk_foundation::Ore> {
        let values = self.values;
        let mut amounts = Vec::new();
        for (number, _) in values.rows("amounts", &AMOUNT_COLUMNS) {
            let field = |column: &str| format!("amounts.{number}.{column}");
            if !values.is_set(&field("amount")) {
                continue;
            }
            let party = self.party(&field("party"));
            let amount = self.keep(values.ore(&field("amount")));
            if let (Some(party), Some(amount)) = (party, amount) {
                amounts.push((party, amount));
            }
        }
        PerParty(amounts)
    }

    fn party(&mut self, name: &str) -> Option<Key> {
        let read = self.values.required(name);
        let text = self.keep(read)?;
        self.keep(Key::parse(&text).map_err(|problem| problem.at_field(name)))
    }

    fn steps(&mut self) -> Vec<TableStep> {
        let values = self.values;
        let mut steps = Vec::new();
        for (number, _) in values.rows("steps", &STEP_COLUMNS) {
            let field = |column: &str| format!("steps.{number}.{column}");
            let from = self.decimal(&field("from"));
            let below = self.keep(values.optional_decimal(&field("below")));
            let value = self.decimal(&field("value"));
            if let (Some(from), Some(below), Some(value)) = (from, below, value) {
                steps.push(TableStep { from, below, value });
            }
        }
        steps
    }

    /// One row without percentage is one measure; rows with percentages are weighed together.
    fn measures(&mut self) -> Option<Measures> {
        let rows = self.values.rows("measures", &MEASURE_COLUMNS);
        let alone = match rows.as_slice() {
            [] => return Some(Measures::default()),
            [(number, _)] => !self.values.is_set(&format!("measures.{number}.percent")),
            _ => false,
        };
        let mut shares = SHARE_COLUMNS.iter();
        let mut weighted = Vec::new();
        for (number, _) in rows {
            let measure = self.measure(number, &mut shares);
            if alone {
                return measure.map(Measures::One);
            }
            let percent = self.decimal(&format!("measures.{number}.percent"));
            if let (Some(percent), Some(measure)) = (percent, measure) {
                weighted.push(WeightedMeasure { percent, measure });
            }
        }
        Some(Measures::Weighted(weighted))
    }

    fn measure<'c>(
        &mut self,
        number: usize,
        shares: &mut impl Iterator<Item = &'c &'static str>,
    ) -> Option<Measure> {
        let values = self.values;
        let field = |column: &str| format!("measures.{number}.{column}");
        let year = self.keep(data_year(values, &field("year")))?;
        let code = self.keep(values.required(&field("measure")))?;
        let population = |reader: &mut Self, date| {
            let year = reader.keep(year.ok_or_else(|| missing(&field("year"))))?;
            Some(Measure::Population { year, date })
        };
        match code.as_str() {
            "population" => population(self, CountingDate::December31),
            "population_november" => population(self, CountingDate::November1),
            "equal" => Some(Measure::Equal {}),
            "last_year" => Some(Measure::LastYear {}),
            "percentages" => {
                let column = shares.next().copied().unwrap_or("share_4");
                Some(Measure::Percentages {
                    shares: self.shares(column),
                })
            }
            other => {
                let table = other
                    .strip_prefix("table:")
                    .and_then(|key| Key::parse(key).ok());
                let wrong = || Problem::invalid("choice_invalid").with("value", other);
                let table = table.ok_or_else(|| wrong().at_field(&field("measure")));
                Some(Measure::Table {
                    table: self.keep(table)?,
                    year,
                })
            }
        }
    }

    fn shares(&mut self, column: &'static str) -> PerParty<Decimal> {
        let mut shares = Vec::new();
        for (number, _) in self.values.rows("shares", &["party", column]) {
            let name = format!("shares.{number}.{column}");
            if !self.values.is_set(&name) {
                continue;
            }
            let party = self.party(&format!("shares.{number}.party"));
            let share = self.decimal(&name);
            if let (Some(party), Some(share)) = (party, share) {
                shares.push((party, share));
            }
        }
        PerParty(shares)
    }

    fn modifiers(&mut self) -> Vec<Modifier> {
        let rows = self.values.rows("modifiers", &MODIFIER_COLUMNS);
        rows.into_iter()
            .filter_map(|(number, _)| self.modifier(number))
            .collect()
    }

    fn modifier(&mut self, number: usize) -> Option<Modifier> {
        let values = self.values;
        let field = |column: &str| format!("modifiers.{number}.{column}");
        let difference = |reader: &mut Self| {
            let name = field("difference");
            match values.is_set(&name) {
                true => reader.keep(values.choice(&name, &DIFFERENCES)),
                false => Some(Remainder::Spread),
            }
        };
        let amount = |reader: &mut Self| reader.keep(values.ore(&field("amount")));
        let kind = self.keep(values.required(&field("kind")))?;
        match kind.as_str() {
            "floor" => Some(Modifier::Floor {
                amount: amount(self)?,
                difference: difference(self)?,
            }),
            "cap" => Some(Modifier::Cap {
                amount: amount(self)?,
                difference: difference(self)?,
            }),
            "rebate" => Some(Modifier::Rebate {
                above: amount(self)?,
                percent: self.decimal(&field("percent"))?,
                difference: difference(self)?,
            }),
            "max_change" => Some(Modifier::MaxChange {
                percent: self.decimal(&field("percent"))?,
                difference: difference(self)?,
            }),
            "index" => Some(Modifier::Index {
                name: self.keep(values.required(&field("name")))?,
                old: self.decimal(&field("old"))?,
                new: self.decimal(&field("new"))?,
            }),
            "pass_through" => {
                let table = self.keep(values.optional_key(&field("table")))?;
                let table = self.keep(table.ok_or_else(|| missing(&field("table"))))?;
                let year = self.keep(data_year(values, &field("year")))?;
                Some(Modifier::PassThrough { table, year })
            }
            other => {
                let wrong = Problem::invalid("choice_invalid").with("value", other);
                self.problems.push(wrong.at_field(&field("kind")));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rule_form::filled;
    use super::*;

    fn round_trip(toml: &str) {
        let rule: Rule = toml::from_str(toml).unwrap();
        let kind = RuleKind::of(&rule.function);
        let read = read_rule(&filled(&rule), kind, |_| rule.key.clone());
        assert_eq!(read, Ok(rule));
    }

    const HEAD: &str = "key = \"a\"\nname = \"A\"\n";

    #[test]
    fn everything_a_rule_can_say_survives_the_form() {
        for rest in [
            "takers = \"all\"\nbase = \"rest\"\nmeasure = { kind = \"population\", year = -1 }",
            "takers = \"region\"\nbase = [\"b\", \"c\"]\nfunction = { kind = \"fixed\", amount = \"12.50\" }",
            "takers = [\"x\", \"y\"]\nbase = \"total\"\nfunction = { kind = \"percentage\", percent = 30 }\nfrom_year = 2020\nto_year = 2022\nphase = \"p\"\njoined_from = -2\njoined_to = 0\nnote = \"n\"",
            "takers = \"all\"\nbase = \"deductions\"\nmeasure = [{ percent = 75, measure = { kind = \"population\", year = 2020, date = \"november_1\" } }, { percent = 15, measure = { kind = \"percentages\", shares = { x = \"60.5\", y = \"39.5\" } } }, { percent = 10, measure = { kind = \"percentages\", shares = { y = 100 } } }]",
            "takers = \"all\"\nbase = \"rest\"\nmeasure = { kind = \"table\", table = \"t\", year = 2019 }\nfunction = { kind = \"rate\", rate = \"1.25\" }",
            "takers = \"all\"\nbase = \"rest\"\nmeasure = { kind = \"table\", table = \"t\" }\nfunction = { kind = \"steps\", gives = \"rate\", steps = [{ from = 0, below = 100, value = 5 }, { from = 100, value = 7 }] }",
            "takers = \"all\"\nbase = \"rest\"\nmeasure = { kind = \"last_year\" }\nfunction = { kind = \"base_plus_variable\", base_amount = 1000 }",
            "takers = \"all\"\nbase = \"rest\"\nfunction = { kind = \"base_plus_variable\", base_amount = 1000, rate = 3 }",
            "takers = \"all\"\nbase = \"rest\"\nfunction = { kind = \"fixed_per_party\", amounts = { x = 1, y = \"2.5\" } }",
            "takers = \"all\"\nbase = \"rest\"\nfunction = { kind = \"pass_through\", table = \"t\", year = 0 }",
            "takers = \"all\"\nbase = \"rest\"\nmodifiers = [{ kind = \"floor\", amount = 5, difference = \"left\" }, { kind = \"cap\", amount = 9, difference = \"spread\" }, { kind = \"rebate\", above = 100, percent = 10, difference = \"left\" }, { kind = \"max_change\", percent = 5, difference = \"spread\" }, { kind = \"index\", name = \"KPI\", old = 100, new = \"102.5\" }, { kind = \"pass_through\", table = \"t\", year = -1 }]",
        ] {
            round_trip(&format!("{HEAD}{rest}\n"));
        }
    }

    #[test]
    fn what_is_missing_is_told_at_its_field() {
        let values = Values::default()
            .set("takers", "listed")
            .set("base", "parts");
        let problems = read_rule(&values, RuleKind::Percentage, Key::from_name).unwrap_err();
        let fields: Vec<_> = problems
            .0
            .iter()
            .filter_map(|problem| problem.place.field.as_deref())
            .collect();
        assert_eq!(fields, ["name", "parties", "parts", "percent"]);
    }
}
