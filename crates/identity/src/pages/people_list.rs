//! The list of people at a party or in a collaboration.

use super::places::PlaceNames;
use crate::listing::ListedPerson;
use crate::model::Grant;
use askama::Template;
use chrono::{DateTime, Utc};
use samverk_web::{Cell, Column, ColumnKind, PageResult, Table, Ui, Values, download};

pub struct ListedRole {
    pub code: &'static str,
    pub words: String,
    /// Whether whoever looks may take it away here.
    pub removable: bool,
}

pub struct PersonRow {
    pub person: ListedPerson,
    pub roles: Vec<ListedRole>,
    /// What they hold here, in words, and where it is handed over.
    pub held: Option<(String, String)>,
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
    /// Whether the place lets people in by its identity provider, for whoever decides that.
    pub just_in_time: Option<bool>,
    pub log: Option<String>,
    pub rows: Vec<PersonRow>,
}

impl PeopleListPage {
    /// The page, or with `?tabell=personer&format=…` its list as a file.
    pub fn show(&self, query: &Values, now: DateTime<Utc>) -> PageResult {
        if let Some(file) = download(query, &[&self.table()], now) {
            return file;
        }
        self.ui.page(self)
    }

    /// The list as a table, with the same addresses as on the page.
    fn table(&self) -> Table {
        let column = |key: &str| Column::new(self.ui.t(key), ColumnKind::Text);
        let columns = [
            "person-name",
            "person-state",
            "person-email",
            "person-roles",
        ];
        let columns = columns.map(column).to_vec();
        let mut table = Table::new("personer", self.heading.clone(), columns);
        for row in &self.rows {
            let state = match row.person.is_invited {
                true => self.ui.t("person-state-invited"),
                false => String::new(),
            };
            let email = row.person.email.as_ref();
            let hidden = || self.ui.t("people-address-hidden");
            let roles: Vec<_> = row.roles.iter().map(|role| role.words.as_str()).collect();
            table.push(vec![
                Cell::text(&row.person.name),
                Cell::text(state),
                Cell::text(email.map_or_else(hidden, ToString::to_string)),
                Cell::text(roles.join("; ")),
            ]);
        }
        table
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
    let role = |person: &ListedPerson, grant: &Grant| ListedRole {
        code: grant.role().code(),
        words: names.told(ui, grant, &person.provided),
        removable: removable(grant),
    };
    let row = |person: ListedPerson| {
        let roles = person.grants.iter().map(|grant| role(&person, grant));
        PersonRow {
            roles: roles.collect(),
            held: None,
            person,
        }
    };
    people.into_iter().map(row).collect()
}
