//! Whether anything stands in some tables for a collaboration or a party: what its menu needs to know.

use crate::{Tx, problem};
use samverk_foundation::{PersonId, Problem};
use sea_orm::{ConnectionTrait, Statement};

/// On what the rows hang: its table, and the column that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Collaboration,
    Party,
}

impl Whose {
    fn table(self) -> &'static str {
        match self {
            Self::Collaboration => "collaboration",
            Self::Party => "party",
        }
    }
}

/// Rows of a collaboration or a party, all of them or those that everybody may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    table: &'static str,
    /// A condition on the row that makes it everybody's.
    public: Option<&'static str>,
    /// A condition on the row that makes it the members'.
    shared: Option<&'static str>,
    /// A column that says whose the others are.
    owners: Option<&'static str>,
}

impl Contents {
    /// Rows that whoever sees the collaboration or party may see. The table has `collaboration_id` or
    /// `party_id`.
    pub const fn open(table: &'static str) -> Self {
        Self {
            table,
            public: None,
            shared: None,
            owners: None,
        }
    }

    /// Rows that everybody may see when they fulfil a condition.
    pub const fn public_when(table: &'static str, condition: &'static str) -> Self {
        Self {
            table,
            public: Some(condition),
            shared: None,
            owners: None,
        }
    }

    /// Only those rows that fulfil a condition are the members'; the others are theirs whom a column names.
    #[must_use]
    pub const fn shared_when(self, condition: &'static str, owners: &'static str) -> Self {
        Self {
            shared: Some(condition),
            owners: Some(owners),
            ..self
        }
    }
}

/// What stands there, of what was asked for.
#[derive(Clone, Debug, Default)]
pub struct Filled(Vec<(Contents, Standing)>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    any: bool,
    public: bool,
}

impl Filled {
    /// Whether something stands there that is seen by those who see drafts, or by everybody.
    pub fn has(&self, contents: Contents, sees_drafts: bool) -> bool {
        let mut all = self.0.iter();
        let found = all.find(|(one, _)| *one == contents);
        found.is_some_and(|(_, standing)| match sees_drafts {
            true => standing.any,
            false => standing.public,
        })
    }
}

/// As the person sees it, in one statement. Nothing stands in what is not there.
pub async fn filled(
    tx: &Tx,
    (whose, key): (Whose, &str),
    person: Option<PersonId>,
    asked: &[Contents],
) -> Result<Filled, Problem> {
    if asked.is_empty() {
        return Ok(Filled::default());
    }
    let of = whose.table();
    let columns = (0..).zip(asked).map(|(n, one)| columns(of, n, *one));
    let columns = columns.collect::<Vec<String>>().join(", ");
    let sql = format!("SELECT {columns} FROM {of} WHERE {of}.key = $1");
    let connection = tx.connection();
    let backend = connection.get_database_backend();
    let mut values: Vec<sea_orm::Value> = vec![key.into()];
    if asked.iter().any(|one| one.owners.is_some()) {
        let person = person.map_or_else(|| NOBODY.to_owned(), |person| person.to_string());
        values.push(format!("%{person}%").into());
    }
    let statement = Statement::from_sql_and_values(backend, sql, values);
    let row = connection.query_one_raw(statement).await.map_err(problem)?;
    let Some(row) = row else {
        return Ok(Filled::default());
    };
    let is_there = |name: String| row.try_get::<i32>("", &name).map(|one| one == 1);
    let standing = |(n, one): (usize, &Contents)| {
        let any = is_there(format!("a{n}")).map_err(problem)?;
        let public = is_there(format!("p{n}")).map_err(problem)?;
        Ok((*one, Standing { any, public }))
    };
    let all: Result<Vec<_>, Problem> = (0..).zip(asked).map(standing).collect();
    Ok(Filled(all?))
}

/// No id looks like it.
const NOBODY: &str = "nobody";

fn columns(of: &str, n: usize, contents: Contents) -> String {
    let table = contents.table;
    let exists = |further: &str| {
        format!(
            "CASE WHEN EXISTS (SELECT 1 FROM {table} WHERE {table}.{of}_id = {of}.id{further}) \
             THEN 1 ELSE 0 END"
        )
    };
    let further = |condition: Option<&str>| {
        condition.map_or_else(String::new, |condition| format!(" AND {condition}"))
    };
    let shared = match (contents.shared, contents.owners) {
        (Some(shared), Some(owners)) => {
            exists(&format!(" AND ({shared} OR {table}.{owners} LIKE $2)"))
        }
        (shared, _) => exists(&further(shared)),
    };
    let public = exists(&further(contents.public));
    format!("{shared} AS a{n}, {public} AS p{n}")
}
