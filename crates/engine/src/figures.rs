//! Finds the figures that a measure asks for.

use super::{CountingDate, DistributionInput, Exact, Measure, MeasureTable, Member, NeededFigures};
use rust_decimal::Decimal;
use samverk_foundation::{Key, Ore, Problem, Problems};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a party's figure comes from, for the explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    Population {
        year: i32,
        date: CountingDate,
    },
    Table {
        name: String,
        unit: String,
        year: Option<i32>,
    },
    Percentages,
    Equal,
    LastYear,
    /// Last year's amounts as the model states them.
    StatedLastYear {
        source: String,
    },
    /// The weights of the rule's own step table.
    Steps,
}

/// The figures of a rule's takers, in the takers' order.
pub struct Figures {
    pub source: Source,
    pub values: Vec<Decimal>,
}

impl Figures {
    pub fn total(&self) -> Exact {
        self.values
            .iter()
            .map(|value| Exact::decimal(*value))
            .collect::<Vec<_>>()
            .iter()
            .sum()
    }
}

/// The input's figures, indexed.
pub struct Lookup<'a> {
    year: i32,
    tables: BTreeMap<&'a str, Indexed<'a>>,
    last_year: BTreeMap<&'a Key, &'a Ore>,
    last_source: &'a str,
}

struct Indexed<'a> {
    table: &'a MeasureTable,
    values: BTreeMap<(&'a Key, Option<i32>), Decimal>,
}

impl<'a> Lookup<'a> {
    pub fn new(input: &'a DistributionInput) -> Self {
        let tables = input
            .measures
            .iter()
            .map(|table| (table.key.as_str(), Indexed::of(table)));
        let last = input.last_amounts();
        Self {
            year: input.year,
            tables: tables.collect(),
            last_year: last.amounts.by_party(),
            last_source: last.source,
        }
    }

    pub fn last_year(&self, party: &Key) -> Option<Ore> {
        self.last_year.get(party).map(|amount| **amount)
    }

    /// Where last year's amounts are stated; empty when they are an adopted distribution's.
    pub fn last_source(&self) -> &str {
        self.last_source
    }

    fn source_of_last_year(&self) -> Source {
        match self.last_source {
            "" => Source::LastYear,
            source => Source::StatedLastYear {
                source: source.to_owned(),
            },
        }
    }

    /// One figure per taker. Fails with every missing figure: `measure_unknown`,
    /// `population_date_missing`, `measure_year_missing`, `last_year_missing`, `share_missing`.
    pub fn figures(&self, measure: &Measure, takers: &[&Member]) -> Result<Figures, Problems> {
        match measure {
            Measure::Population { .. } | Measure::Table { .. } => self.of_table(measure, takers),
            Measure::Equal {} => Ok(Figures {
                source: Source::Equal,
                values: vec![Decimal::ONE; takers.len()],
            }),
            Measure::Percentages { shares } => {
                let shares = shares.by_party();
                let find = |party: &Key| shares.get(party).map(|share| **share);
                each(takers, find, |member| {
                    Problem::invalid("share_missing").with("party", &member.name)
                })
                .map(|values| Figures {
                    source: Source::Percentages,
                    values,
                })
            }
            Measure::LastYear {} => {
                let find = |party: &Key| self.last_year(party).map(|ore| Decimal::new(ore.0, 2));
                each(takers, find, |member| {
                    let problem = Problem::invalid("last_year_missing");
                    problem
                        .with("party", &member.name)
                        .with("year", self.year - 1)
                })
                .map(|values| Figures {
                    source: self.source_of_last_year(),
                    values,
                })
            }
        }
    }

    fn of_table(&self, measure: &Measure, takers: &[&Member]) -> Result<Figures, Problems> {
        let Some(needed) = measure.needed_figures(self.year) else {
            return Err(Problem::internal("the measure has no table").into());
        };
        let indexed = self.table(&needed)?;
        let values = indexed.values_at(needed.year, takers)?;
        let source = match measure {
            Measure::Population { year, date } => Source::Population {
                year: year.for_budget(self.year),
                date: *date,
            },
            _ => indexed.source(needed.year),
        };
        Ok(Figures { source, values })
    }

    /// The actual amounts of a table in kronor; parties without a row have nothing.
    pub fn amounts(&self, needed: &NeededFigures) -> Result<Amounts<'_>, Problem> {
        let indexed = self.table(needed)?;
        Ok(Amounts {
            indexed,
            year: needed.year,
        })
    }

    fn table(&self, needed: &NeededFigures) -> Result<&Indexed<'a>, Problem> {
        self.tables.get(needed.table.as_str()).ok_or_else(|| {
            if needed.table == super::POPULATION_NOVEMBER {
                let year = needed.year.unwrap_or_default();
                return Problem::invalid("population_date_missing").with("year", year);
            }
            Problem::invalid("measure_unknown").with("measure", &needed.table)
        })
    }
}

/// Amounts per party from one year of a table.
pub struct Amounts<'a> {
    indexed: &'a Indexed<'a>,
    year: Option<i32>,
}

impl Amounts<'_> {
    pub fn name(&self) -> &str {
        &self.indexed.table.name
    }

    pub fn of(&self, party: &Key) -> Option<Decimal> {
        self.indexed.values.get(&(party, self.year)).copied()
    }

    /// Fails with `measure_year_missing` for every taker without an amount.
    pub fn of_all(&self, takers: &[&Member]) -> Result<Vec<Decimal>, Problems> {
        self.indexed.values_at(self.year, takers)
    }
}

impl<'a> Indexed<'a> {
    fn of(table: &'a MeasureTable) -> Self {
        let values = table
            .values
            .iter()
            .map(|row| ((&row.party, row.year), row.value));
        Self {
            table,
            values: values.collect(),
        }
    }

    fn source(&self, year: Option<i32>) -> Source {
        Source::Table {
            name: self.table.name.clone(),
            unit: self.table.unit.clone(),
            year,
        }
    }

    fn values_at(&self, year: Option<i32>, takers: &[&Member]) -> Result<Vec<Decimal>, Problems> {
        let find = |party: &Key| self.values.get(&(party, year)).copied();
        each(takers, find, |member| {
            let problem = Problem::invalid(match year {
                Some(_) => "measure_year_missing",
                None => "measure_value_missing",
            });
            let problem = problem
                .with("measure", &self.table.name)
                .with("party", &member.name);
            match year {
                Some(year) => problem.with("year", year),
                None => problem,
            }
        })
    }
}

fn each(
    takers: &[&Member],
    find: impl Fn(&Key) -> Option<Decimal>,
    missing: impl Fn(&Member) -> Problem,
) -> Result<Vec<Decimal>, Problems> {
    let mut problems = Problems::default();
    let found = takers
        .iter()
        .filter_map(|member| problems.keep(find(&member.key).ok_or_else(|| missing(member))))
        .collect();
    problems.or(found)
}
