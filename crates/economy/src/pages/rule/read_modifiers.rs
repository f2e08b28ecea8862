//! Reads the adjustments of a rule.

use super::kind::FACTOR_COLUMNS;
use super::kind::MODIFIER_COLUMNS;
use super::read::{Reader, data_year, missing};
use crate::pages::common::read_optional_year;
use samverk_engine::{Among, ChangeDirection, FactorUse, Modifier, RateFactor, Remainder};
use samverk_foundation::{Key, Problem};

const DIFFERENCES: [(&str, Remainder); 2] =
    [("spread", Remainder::Spread), ("left", Remainder::Left)];

const DIRECTIONS: [(&str, ChangeDirection); 3] = [
    ("both", ChangeDirection::Both),
    ("up", ChangeDirection::Up),
    ("down", ChangeDirection::Down),
];

const USES: [(&str, FactorUse); 4] = [
    ("times", FactorUse::Times),
    ("divided_by", FactorUse::DividedBy),
    ("percent", FactorUse::Percent),
    ("per_mille", FactorUse::PerMille),
];

impl Reader<'_> {
    /// The named figures of a rate.
    pub(super) fn factors(&mut self) -> Vec<RateFactor> {
        let values = self.values;
        let mut factors = Vec::new();
        for (number, _) in values.rows("factors", &FACTOR_COLUMNS) {
            let field = |column: &str| format!("factors.{number}.{column}");
            let name = self.keep(values.required(&field("name")));
            let value = self.decimal(&field("value"));
            let used = match values.is_set(&field("used")) {
                true => self.keep(values.choice(&field("used"), &USES)),
                false => Some(FactorUse::Times),
            };
            let source = self.keep(values.optional(&field("source")));
            let year = self.keep(read_optional_year(values, &field("year")));
            if let (Some(name), Some(value), Some(used), Some(source), Some(year)) =
                (name, value, used, source, year)
            {
                factors.push(RateFactor {
                    name,
                    value,
                    used,
                    source,
                    year,
                });
            }
        }
        factors
    }

    /// Names or keys of parties, with commas between.
    fn parties(&mut self, name: &str) -> Vec<Key> {
        let names = self.values.text(name).split([',', ';']).map(str::trim);
        names
            .filter(|name| !name.is_empty())
            .map(Key::from_name)
            .collect()
    }

    pub(super) fn modifiers(&mut self) -> Vec<Modifier> {
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
        let among = Among {
            only: self.parties(&field("only")),
            except: self.parties(&field("except")),
        };
        let amount = |reader: &mut Self| reader.keep(values.ore(&field("amount")));
        let kind = self.keep(values.required(&field("kind")))?;
        match kind.as_str() {
            "floor" => Some(Modifier::Floor {
                amount: amount(self)?,
                difference: difference(self)?,
                among,
            }),
            "cap" => Some(Modifier::Cap {
                amount: amount(self)?,
                difference: difference(self)?,
                among,
            }),
            "rebate" => Some(Modifier::Rebate {
                above: amount(self)?,
                percent: self.percent(&field("percent"))?,
                difference: difference(self)?,
                among,
            }),
            "max_change" => Some(Modifier::MaxChange {
                percent: self.percent(&field("percent"))?,
                difference: difference(self)?,
                change_direction: match values.is_set(&field("change_direction")) {
                    true => self.keep(values.choice(&field("change_direction"), &DIRECTIONS))?,
                    false => ChangeDirection::Both,
                },
                among,
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
