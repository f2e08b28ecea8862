//! What the page is asked: which need, how, and how long each part of the work takes.

use crate::planning::horizon;
use chrono::NaiveDate;
use samverk_foundation::Problem;
use samverk_planner::lead::Lead;
use samverk_planner::{Mode, Question};
use samverk_web::Values;

/// So many windows are told.
const MOST: usize = 12;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// The key of the need.
    pub area: String,
    pub is_framework: bool,
    pub overlap: u16,
    pub gap: u16,
    pub framework: u16,
    pub lead: Lead,
    /// Which window is shown: the first is 1.
    pub shown: usize,
}

/// The fields for weeks, in the order of the work.
pub(super) const WEEKS: [&str; 8] = [
    "behov",
    "fullmakter",
    "krav",
    "annons",
    "anbudstid",
    "tilldelning",
    "avtalssparr",
    "inforande",
];

impl Asked {
    /// Fails with `number_invalid` or `months_too_many` at the field.
    pub fn read(query: &Values, longest: u16) -> Result<Self, Problem> {
        let number = |name: &str, usual: u16, most: u16| -> Result<u16, Problem> {
            let Some(said) = query.optional_integer(name)? else {
                return Ok(usual);
            };
            let said = u16::try_from(said).ok().filter(|said| *said <= most);
            let outside = || {
                let outside = Problem::invalid("window_number_outside").with("max", most);
                outside.at_field(name)
            };
            said.ok_or_else(outside)
        };
        let mut weeks = Lead::USUAL.0;
        for (name, weeks) in WEEKS.iter().zip(&mut weeks) {
            *weeks = number(name, *weeks, 260)?;
        }
        Ok(Self {
            area: query.text("omrade").to_owned(),
            is_framework: query.text("satt") == "ramavtal",
            overlap: number("overlapp", 6, 60)?,
            gap: number("glapp", 0, 60)?,
            framework: number("ramtid", longest, longest)?.max(1),
            lead: Lead(weeks),
            shown: usize::from(number("fonster", 1, 1_000)?.max(1)),
        })
    }

    pub fn question(&self, today: NaiveDate) -> Question {
        let mode = match self.is_framework {
            true => Mode::Framework {
                months: self.framework,
            },
            false => Mode::CommonStart {
                overlap: self.overlap,
                gap: self.gap,
            },
        };
        Question {
            today,
            earliest: self.lead.earliest(today),
            latest: horizon(today),
            mode,
            most: MOST,
        }
    }

    /// The address of the same with another window shown.
    pub fn query(&self, shown: usize) -> String {
        format!("{}fonster={shown}", self.asked())
    }

    /// What a form sends to begin from a window that starts on a day.
    pub fn begins(&self, start: NaiveDate) -> Vec<(String, String)> {
        let asked = Values::from_query(&self.asked());
        let pairs = asked
            .pairs()
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        pairs
            .filter(|(name, _)| !name.is_empty())
            .chain([("start".to_owned(), start.to_string())])
            .collect()
    }

    /// The beginning of a query that asks the same.
    pub fn asked(&self) -> String {
        let way = if self.is_framework {
            "ramavtal"
        } else {
            "start"
        };
        let mut query = format!(
            "omrade={}&satt={way}&overlapp={}&glapp={}&ramtid={}&",
            self.area, self.overlap, self.gap, self.framework
        );
        for (name, weeks) in WEEKS.iter().zip(self.lead.0) {
            query.push_str(&format!("{name}={weeks}&"));
        }
        query
    }
}
