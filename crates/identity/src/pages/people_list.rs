//! The list of people at a party or in a collaboration.

use super::places::PlaceNames;
use crate::listing::ListedPerson;
use crate::model::Grant;
use askama::Template;
use samverk_web::{PageResult, Ui};

pub struct ListedRole {
    pub code: &'static str,
    pub words: String,
    /// Whether whoever looks may take it away here.
    pub removable: bool,
}

pub struct PersonRow {
    pub person: ListedPerson,
    pub roles: Vec<ListedRole>,
}

#[derive(Template)]
#[template(path = "people_list.html")]
pub struct PeopleListPage {
    pub ui: Ui,
    pub heading: String,
    pub lead: String,
    /// The page with the list; forms are sent below it.
    pub base: String,
    pub may_manage: bool,
    pub log: Option<String>,
    pub rows: Vec<PersonRow>,
}

impl PeopleListPage {
    pub fn show(&self) -> PageResult {
        self.ui.page(self)
    }

    fn remove_label(&self, row: &PersonRow, role: &ListedRole) -> String {
        let values = [("role", role.words.as_str()), ("name", &row.person.name)];
        self.ui.t_with("people-remove-label", &values)
    }
}

/// The rows of the list; `removable` says which roles may be taken away here.
pub fn rows(
    ui: &Ui,
    names: &PlaceNames,
    people: Vec<ListedPerson>,
    removable: impl Fn(&Grant) -> bool,
) -> Vec<PersonRow> {
    let role = |grant: &Grant| ListedRole {
        code: grant.role().code(),
        words: names.words(ui, grant),
        removable: removable(grant),
    };
    let row = |person: ListedPerson| PersonRow {
        roles: person.grants.iter().map(&role).collect(),
        person,
    };
    people.into_iter().map(row).collect()
}
