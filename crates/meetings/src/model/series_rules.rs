//! What is wrong with a series in itself.

use crate::choices::{Form, PresenceBy};
use crate::series::Series;
use samverk_foundation::{Problem, Problems};

/// Formal minutes say of each matter who was there and who was disqualified (the Local Government Act, chapter 5,
/// section 65). Fails with `presence_not_by_matter`.
pub(crate) fn check_series(series: &Series) -> Problems {
    let mut problems = Problems::default();
    if series.minutes_form == Form::Formal && series.presence_by == PresenceBy::Meeting {
        problems.push(Problem::invalid("presence_not_by_matter").at_field("presence_by"));
    }
    problems
}
