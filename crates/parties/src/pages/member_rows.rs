//! The rows of the tables in which members and mandates are written: what differs between the two.

use super::member_forms::Owner;
use super::words::NamedParties;
use super::words::choices;
use crate::actions::{save_mandates, save_members};
use crate::model::{Mandate, MandateRole, Member, Party, Standing};
use crate::policy::Action;
use crate::{GroupId, store};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use samverk_web::{RowColumn, Ui, Values};
use std::future::Future;

/// What a list consists of, and how it is written in a table.
pub trait Entry: Sized + Send + Sync + 'static {
    /// The field of the form, which is also what problems of the list are placed at.
    const FIELD: &'static str;
    /// The part of the address.
    const ADDRESS: &'static str;
    /// The texts of heading, caption and hint.
    const TEXTS: [&'static str; 3];
    const COLUMNS: [&'static str; 5];
    const ACTION: Action;

    fn columns(ui: &Ui, party_names: Vec<String>) -> Vec<RowColumn>;
    fn cells(&self) -> Vec<String>;
    /// Nothing when a cell is wrong, which is noted.
    fn read(row: &Row, parties: &NamedParties, problems: &mut Problems) -> Option<Self>;
    fn list(tx: &Tx, owner: &Owner) -> impl Future<Output = Result<Vec<Self>, Problem>> + Send;
    fn save(
        tx: &Tx,
        actor: &Actor,
        owner: &Owner,
        list: &[Self],
        revision: i64,
    ) -> impl Future<Output = Result<bool, Problems>> + Send;
}

impl Entry for Member {
    const FIELD: &'static str = "members";
    const ADDRESS: &'static str = "medlemmar";
    const TEXTS: [&'static str; 3] = ["member-edit", "member-caption", "member-form-hint"];
    const COLUMNS: [&'static str; 5] = ["party", "standing", "from", "to", "note"];
    const ACTION: Action = Action::SaveMembers;

    fn columns(ui: &Ui, party_names: Vec<String>) -> Vec<RowColumn> {
        let standings = choices(ui, "standing", Standing::ALL);
        vec![
            RowColumn::suggest("party", ui.t("member-party"), party_names),
            RowColumn::choose("standing", ui.t("member-standing"), standings),
            RowColumn::new("from", ui.t("member-from")),
            RowColumn::new("to", ui.t("member-to")),
            RowColumn::new("note", ui.t("member-note")),
        ]
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.party.name.clone(),
            self.standing.code().to_owned(),
            date(self.from),
            date(self.to),
            self.note.clone(),
        ]
    }

    fn read(row: &Row, parties: &NamedParties, problems: &mut Problems) -> Option<Self> {
        let party = problems.keep(row.party(parties, true)).flatten();
        let standing = problems.keep(row.standing());
        let (from, to) = row.dates(problems);
        Some(Self {
            party: party?,
            standing: standing?,
            from: from?,
            to: to?,
            note: row.values.text("note").to_owned(),
        })
    }

    async fn list(tx: &Tx, owner: &Owner) -> Result<Vec<Self>, Problem> {
        let group = owner.group.as_ref().map(|group| GroupId(group.id));
        store::list_members(tx, owner.scope.collaboration.id, group).await
    }

    async fn save(
        tx: &Tx,
        actor: &Actor,
        owner: &Owner,
        list: &[Self],
        revision: i64,
    ) -> Result<bool, Problems> {
        save_members(
            tx,
            actor,
            &owner.scope,
            owner.group.as_ref(),
            list,
            revision,
        )
        .await
    }
}

impl Entry for Mandate {
    const FIELD: &'static str = "mandates";
    const ADDRESS: &'static str = "uppdrag";
    const TEXTS: [&'static str; 3] = ["mandate-edit", "mandate-caption", "mandate-form-hint"];
    const COLUMNS: [&'static str; 5] = ["role", "title", "party", "from", "to"];
    const ACTION: Action = Action::SaveMandates;

    fn columns(ui: &Ui, party_names: Vec<String>) -> Vec<RowColumn> {
        let roles = choices(ui, "mandate-role", MandateRole::ALL);
        vec![
            RowColumn::choose("role", ui.t("mandate-role"), roles),
            RowColumn::new("title", ui.t("mandate-title")),
            RowColumn::suggest("party", ui.t("mandate-party"), party_names),
            RowColumn::new("from", ui.t("member-from")),
            RowColumn::new("to", ui.t("member-to")),
        ]
    }

    fn cells(&self) -> Vec<String> {
        let party = self.party.as_ref().map(|party| party.name.clone());
        vec![
            self.role.code().to_owned(),
            self.title.clone(),
            party.unwrap_or_default(),
            date(self.from),
            date(self.to),
        ]
    }

    fn read(row: &Row, parties: &NamedParties, problems: &mut Problems) -> Option<Self> {
        let role = row.values.choice("role", MandateRole::ALL);
        let role = problems.keep(role.map_err(|problem| row.place(problem)));
        let party = problems.keep(row.party(parties, false));
        let (from, to) = row.dates(problems);
        Some(Self {
            role: role?,
            title: row.values.text("title").to_owned(),
            party: party?,
            from: from?,
            to: to?,
        })
    }

    async fn list(tx: &Tx, owner: &Owner) -> Result<Vec<Self>, Problem> {
        let group = owner.group.as_ref().map(|group| GroupId(group.id));
        let all = store::list_mandates(tx, owner.scope.collaboration.id).await?;
        let own = all.into_iter().filter(|(of, _)| *of == group);
        Ok(own.map(|(_, mandate)| mandate).collect())
    }

    async fn save(
        tx: &Tx,
        actor: &Actor,
        owner: &Owner,
        list: &[Self],
        revision: i64,
    ) -> Result<bool, Problems> {
        save_mandates(
            tx,
            actor,
            &owner.scope,
            owner.group.as_ref(),
            list,
            revision,
        )
        .await
    }
}

fn date(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// One row of a table field, read by the names of its columns.
pub struct Row {
    pub field: &'static str,
    /// The number that it was sent with.
    pub number: usize,
    pub values: Values,
}

/// A date that may be left out; nothing when it is wrong.
type ReadDate = Option<Option<NaiveDate>>;

impl Row {
    /// The rows with something in them.
    pub(super) fn all<E: Entry>(values: &Values) -> Vec<Self> {
        let rows = values.rows(E::FIELD, &E::COLUMNS).into_iter();
        rows.map(|(number, cells)| {
            let named = E::COLUMNS.map(str::to_owned).into_iter().zip(cells);
            let (field, values) = (E::FIELD, Values::from_pairs(named));
            Self {
                field,
                number,
                values,
            }
        })
        .collect()
    }

    /// A problem of a column becomes one of this row's cell.
    pub fn place(&self, problem: Problem) -> Problem {
        let column = problem.place.field.clone().unwrap_or_default();
        problem.at_field(&format!("{}.{}.{column}", self.field, self.number))
    }

    fn party(&self, parties: &NamedParties, required: bool) -> Result<Option<Party>, Problem> {
        let missing = || Problem::invalid("field_missing").at_field("party");
        match self.values.text("party") {
            "" if required => Err(self.place(missing())),
            "" => Ok(None),
            text => match parties.written(text) {
                Some(party) => Ok(Some(party.clone())),
                None => {
                    let unknown = Problem::invalid("party_unknown").with("party", text);
                    Err(self.place(unknown.at_field("party")))
                }
            },
        }
    }

    /// An empty cell means an ordinary member.
    fn standing(&self) -> Result<Standing, Problem> {
        match self.values.text("standing") {
            "" => Ok(Standing::Member),
            _ => self
                .values
                .choice("standing", Standing::ALL)
                .map_err(|problem| self.place(problem)),
        }
    }

    fn dates(&self, problems: &mut Problems) -> (ReadDate, ReadDate) {
        let mut read = |column| {
            let date = self.values.optional_date(column);
            problems.keep(date.map_err(|problem| self.place(problem)))
        };
        (read("from"), read("to"))
    }
}
