//! Reads the measures of a rule and their fixed shares.

use super::kind::{MEASURE_COLUMNS, SHARE_COLUMNS};
use super::read::{Reader, data_year, missing};
use rust_decimal::Decimal;
use samverk_engine::{CountingDate, Measure, Measures, PerParty, WeightedMeasure};
use samverk_foundation::{Key, Problem};

impl Reader<'_> {
    /// One row without percentage is one measure; rows with percentages are weighed together.
    pub(super) fn measures(&mut self) -> Option<Measures> {
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
            let percent = self.percent(&format!("measures.{number}.percent"));
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

    pub(super) fn shares(&mut self, column: &'static str) -> PerParty<Decimal> {
        let mut shares = Vec::new();
        for (number, _) in self.values.rows("shares", &["party", column]) {
            let name = format!("shares.{number}.{column}");
            if !self.values.is_set(&name) {
                continue;
            }
            let party = self.party(&format!("shares.{number}.party"));
            let share = self.percent(&name);
            if let (Some(party), Some(share)) = (party, share) {
                shares.push((party, share));
            }
        }
        PerParty(shares)
    }
}
