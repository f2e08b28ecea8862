//! Rows that people put in order by hand: where one is to go.

use crate::Values;
use samverk_foundation::Problem;

/// Which rows a page shows.
#[derive(Clone, Copy, Debug)]
pub struct OrderedRows {
    /// The number of the first.
    pub first: usize,
    pub count: usize,
}

impl OrderedRows {
    /// A step up or down, or to the place with the number that is written: what the buttons beside a row ask for,
    /// and what a row is sent with that is dragged. Fails with `number_out_of_range`.
    pub fn asked(self, values: &Values, from: usize) -> Result<usize, Problem> {
        let last = self.count.saturating_sub(1);
        match values.text("to") {
            "up" => Ok(from.saturating_sub(1)),
            "down" => Ok((from + 1).min(last)),
            _ => self.place(values.integer("place")?),
        }
    }

    fn place(self, number: i64) -> Result<usize, Problem> {
        let place = usize::try_from(number).ok();
        let place = place.and_then(|place| place.checked_sub(self.first));
        let place = place.filter(|place| *place < self.count);
        place.ok_or_else(|| {
            Problem::invalid("number_out_of_range")
                .with("least", self.first)
                .with("most", self.first + self.count.saturating_sub(1))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::OrderedRows;
    use crate::Values;

    #[test]
    fn a_row_goes_a_step_or_to_a_place_that_is_shown() {
        let rows = OrderedRows { first: 4, count: 3 };
        let asked = |query: &str, from| rows.asked(&Values::from_query(query), from).ok();
        assert_eq!(asked("to=up", 1), Some(0));
        assert_eq!(asked("to=up", 0), Some(0));
        assert_eq!(asked("to=down", 2), Some(2));
        assert_eq!(asked("to=place&place=6", 0), Some(2));
        assert_eq!(asked("to=place&place=3", 0), None);
        assert_eq!(asked("to=place&place=7", 0), None);
        assert_eq!(asked("to=place&place=x", 0), None);
    }
}
