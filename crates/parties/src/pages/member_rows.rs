//! The rows of the tables in which members and mandates are written.

use super::words::written_party;
use crate::model::{Party, Standing};
use samverk_foundation::Problem;
use samverk_web::Values;

/// One row of a table field, read by the names of its columns.
pub(super) struct Row<'a> {
    pub list: &'static str,
    pub row: usize,
    pub values: &'a Values,
}

impl Row<'_> {
    /// A problem of a column becomes one of this row's cell.
    pub fn place(&self, problem: Problem) -> Problem {
        let column = problem.place.field.clone().unwrap_or_default();
        problem.at_field(&format!("{}.{}.{column}", self.list, self.row))
    }

    pub fn party(&self, parties: &[Party], required: bool) -> Result<Option<Party>, Problem> {
        let missing = || Problem::invalid("field_missing").at_field("party");
        match self.values.text("party") {
            "" if required => Err(self.place(missing())),
            "" => Ok(None),
            text => match written_party(text, parties) {
                Some(party) => Ok(Some(party.clone())),
                None => {
                    let unknown = Problem::invalid("party_unknown").with("party", text);
                    Err(self.place(unknown.at_field("party")))
                }
            },
        }
    }

    /// An empty cell means an ordinary member.
    pub fn standing(&self) -> Result<Standing, Problem> {
        match self.values.text("standing") {
            "" => Ok(Standing::Member),
            _ => self
                .values
                .choice("standing", Standing::ALL)
                .map_err(|p| self.place(p)),
        }
    }
}

/// The filled rows, numbered as they are shown again, each as values of its own.
pub(super) fn numbered(values: &Values, list: &str, columns: &[&str]) -> Vec<(usize, Values)> {
    let rows = values.rows(list, columns).into_iter().enumerate();
    rows.map(|(number, (_, cells))| {
        let named = columns.iter().map(|name| (*name).to_owned()).zip(cells);
        (number, Values::from_pairs(named))
    })
    .collect()
}
