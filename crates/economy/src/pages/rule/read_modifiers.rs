//! Reads the adjustments of a rule.

use super::kind::MODIFIER_COLUMNS;
use super::read::{Reader, data_year, missing};
use crate::model::{Modifier, Remainder};
use samverk_foundation::Problem;

const DIFFERENCES: [(&str, Remainder); 2] =
    [("spread", Remainder::Spread), ("left", Remainder::Left)];

impl Reader<'_> {
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
                percent: self.percent(&field("percent"))?,
                difference: difference(self)?,
            }),
            "max_change" => Some(Modifier::MaxChange {
                percent: self.percent(&field("percent"))?,
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
