//! Reads a rule from its form: everything that is wrong at once, at its field.

use super::kind::{AMOUNT_COLUMNS, RuleKind, STEP_COLUMNS};
use crate::pages::common::read_optional_year;
use rust_decimal::Decimal;
use samverk_engine::{
    Base, DataYear, Function, Measures, MemberKind, PerParty, Rule, StepGives, TableStep, Takers,
};
use samverk_foundation::{Key, Problem, Problems};
use samverk_web::Values;

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
    let mut reader = Reader::of(values);
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
pub(super) fn data_year(values: &Values, name: &str) -> Result<Option<DataYear>, Problem> {
    let text = values.text(name);
    if text.is_empty() {
        return Ok(None);
    }
    let number = values.optional_integer(name).ok().flatten();
    let year = number.and_then(|number| DataYear::try_from(i32::try_from(number).ok()?).ok());
    let wrong = || {
        Problem::invalid("data_year_invalid")
            .with("value", text)
            .at_field(name)
    };
    year.map(Some).ok_or_else(wrong)
}

pub(super) fn missing(name: &str) -> Problem {
    Problem::invalid("field_missing").at_field(name)
}

pub(super) struct Reader<'r> {
    pub values: &'r Values,
    pub problems: Problems,
}

impl<'r> Reader<'r> {
    pub(super) fn of(values: &'r Values) -> Self {
        let problems = Problems::default();
        Self { values, problems }
    }

    pub(super) fn keep<T>(&mut self, result: Result<T, Problem>) -> Option<T> {
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

    pub(super) fn decimal(&mut self, name: &str) -> Option<Decimal> {
        let read = self.values.optional_decimal(name);
        self.keep(read.and_then(|number| number.ok_or_else(|| missing(name))))
    }

    /// With its sign or without.
    pub(super) fn percent(&mut self, name: &str) -> Option<Decimal> {
        let read = self.values.optional_percent(name);
        self.keep(read.and_then(|number| number.ok_or_else(|| missing(name))))
    }

    fn function(&mut self, kind: RuleKind) -> Option<Function> {
        let values = self.values;
        Some(match kind {
            RuleKind::Share => Function::Share {},
            RuleKind::Percentage => Function::Percentage {
                percent: self.percent("percent")?,
            },
            RuleKind::Fixed => Function::Fixed {
                amount: self.keep(values.ore("amount"))?,
            },
            RuleKind::Rate => Function::Rate {
                rate: self.decimal("rate")?,
            },
            RuleKind::RateProduct => Function::RateProduct {
                factors: self.factors(),
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

    pub(super) fn party(&mut self, name: &str) -> Option<Key> {
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
            let to = self.keep(values.optional_decimal(&field("to")));
            let below = self.keep(values.optional_decimal(&field("below")));
            let value = self.decimal(&field("value"));
            if let (Some(from), Some(to), Some(below), Some(value)) = (from, to, below, value) {
                steps.push(TableStep {
                    from,
                    to,
                    below,
                    value,
                });
            }
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::super::fill::filled;
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
            "takers = \"all\"\nbase = \"rest\"\nmeasure = { kind = \"table\", table = \"t\" }\nfunction = { kind = \"steps\", gives = \"amount\", steps = [{ from = 0, to = 99, value = 5 }, { from = 100, value = 7 }] }",
            "takers = \"all\"\nbase = \"rest\"\nmeasure = { kind = \"population\", year = -1 }\nfunction = { kind = \"rate_product\", factors = [{ name = \"Promille\", value = \"0.5\", used = \"per_mille\" }, { name = \"Skattekraft\", value = 265000, source = \"SCB\", year = 2025 }] }",
            "takers = [\"x\", \"y\"]\nbase = \"rest\"\nmodifiers = [{ kind = \"max_change\", percent = 10, difference = \"spread\", change_direction = \"up\", among = { except = [\"x\"] } }, { kind = \"floor\", amount = 5, difference = \"left\", among = { only = [\"x\", \"y\"] } }]",
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
