//! The two questions to the index. They are written in SQL, because the order in which the tables
//! are visited decides the speed; the databases differ in how they are asked for words only.

use super::entries::kind;
use crate::model::{DECIDING, Kind, Query};
use crate::suggest::{OF_EACH_KIND_MAX, SUGGESTIONS_MAX};
use crate::{Own, Reader};
use samverk_database::{Tx, problem};
use samverk_foundation::{PartyId, Problem};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};
use uuid::Uuid;

/// What is found, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub kind: Kind,
    pub url: String,
    pub title: String,
    pub place: String,
    pub text: String,
    pub members_only: bool,
}

/// Where all words must stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    TitleAndText,
    Title,
    /// In title and text together, but not in the title alone.
    TextToo,
}

/// A statement that is being written, with its values.
struct Asked<'t> {
    tx: &'t Tx,
    values: Vec<Value>,
}

impl<'t> Asked<'t> {
    fn new(tx: &'t Tx) -> Self {
        let values = Vec::new();
        Self { tx, values }
    }

    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Holds for the rows of the index of words in which every term stands.
    fn stands(&mut self, query: &Query, title_only: bool) -> String {
        match self.tx.is_postgres() {
            true => {
                let asked = self.bind(query.for_postgres(title_only));
                format!("search_text.words @@ CAST({asked} AS tsquery)")
            }
            false => {
                let asked = self.bind(query.for_sqlite(title_only));
                format!("search_text MATCH {asked}")
            }
        }
    }

    /// `FROM` and `WHERE` of everything that the reader finds.
    fn found(&mut self, query: &Query, reader: &Reader, within: Within) -> String {
        let stands = self.stands(query, within == Within::Title);
        let visible = self.visible(reader);
        let (number, but) = match within {
            Within::TextToo => (self.number(), Some(self.stands(query, true))),
            Within::Title | Within::TitleAndText => (self.number(), None),
        };
        let but = but.map_or_else(String::new, |stands| {
            format!(
                " AND search_entry.number NOT IN \
                 (SELECT search_text.{number} FROM search_text WHERE {stands})"
            )
        });
        // First the words, then their entries. SQLite keeps the order of a cross join; PostgreSQL takes
        // the beginning of a word for a common one and would look at every entry, but for the offset.
        match self.tx.is_postgres() {
            true => format!(
                "FROM (SELECT search_text.number FROM search_text WHERE {stands} OFFSET 0) AS word \
                 JOIN search_entry ON search_entry.number = word.number WHERE TRUE{visible}{but}"
            ),
            false => format!(
                "FROM search_text CROSS JOIN search_entry \
                 WHERE search_entry.number = search_text.rowid AND {stands}{visible}{but}"
            ),
        }
    }

    /// How the words name the entry that they belong to.
    fn number(&self) -> &'static str {
        match self.tx.is_postgres() {
            true => "number",
            false => "rowid",
        }
    }

    fn visible(&mut self, reader: &Reader) -> String {
        let Reader::Member(own) = reader else {
            return String::new();
        };
        let public = self.public();
        let own = self.bind_all(own.iter().map(|id| id.0));
        match own.is_empty() {
            true => format!(" AND {public}"),
            false => format!(" AND ({public} OR search_entry.collaboration_id IN ({own}))"),
        }
    }

    /// What everybody may see, and nothing that may have been hidden since the index was made.
    fn public(&mut self) -> String {
        let deciding = self.bind_all(DECIDING);
        format!(
            "NOT search_entry.members_only AND (search_entry.collaboration_id IS NULL OR \
             search_entry.collaboration_id NOT IN (SELECT stale.collaboration_id FROM stale \
             WHERE stale.collaboration_id IS NOT NULL \
             AND (stale.what IS NULL OR stale.what IN ({deciding}))))"
        )
    }

    /// 0 for what is the person's own, 1 for the rest.
    fn foreign(&mut self, own: &Own) -> String {
        let mut mine = Vec::new();
        if !own.collaborations.is_empty() {
            let ids = self.bind_all(own.collaborations.iter().map(|id| id.0));
            mine.push(format!("search_entry.collaboration_id IN ({ids})"));
        }
        if !own.parties.is_empty() {
            let ids = self.bind_all(own.parties.iter().map(|id| id.0));
            mine.push(format!(
                "search_entry.number IN (SELECT search_display.number FROM search_display \
                 WHERE search_display.object_id IN ({ids}))"
            ));
        }
        match mine.is_empty() {
            true => "1".to_owned(),
            false => format!("CASE WHEN {} THEN 0 ELSE 1 END", mine.join(" OR ")),
        }
    }

    fn bind_all(&mut self, values: impl IntoIterator<Item = impl Into<Value>>) -> String {
        let all: Vec<_> = values.into_iter().map(|one| self.bind(one)).collect();
        all.join(", ")
    }

    fn statement(self, sql: String) -> Statement {
        let backend = self.tx.connection().get_database_backend();
        Statement::from_sql_and_values(backend, sql, self.values)
    }
}

/// How many entries the reader finds of each kind, in the order of the kinds.
pub async fn count_by_kind(
    tx: &Tx,
    query: &Query,
    reader: &Reader,
    within: Within,
) -> Result<Vec<(Kind, u64)>, Problem> {
    let rows = all(tx, counting(tx, query, reader, within)).await?;
    rows.iter().map(counted).collect()
}

async fn all(tx: &Tx, statement: Statement) -> Result<Vec<QueryResult>, Problem> {
    let rows = tx.connection().query_all_raw(statement).await;
    rows.map_err(problem)
}

fn counting(tx: &Tx, query: &Query, reader: &Reader, within: Within) -> Statement {
    let mut asked = Asked::new(tx);
    let found = asked.found(query, reader, within);
    let sql = format!(
        "SELECT search_entry.kind_order, COUNT(*) {found} \
         GROUP BY search_entry.kind_order ORDER BY search_entry.kind_order"
    );
    asked.statement(sql)
}

fn counted(row: &QueryResult) -> Result<(Kind, u64), Problem> {
    let order: i64 = row.try_get_by_index(0).map_err(problem)?;
    let count: i64 = row.try_get_by_index(1).map_err(problem)?;
    let kind = Kind::from_order(order).ok_or_else(|| Problem::internal("a kind out of order"))?;
    Ok((kind, u64::try_from(count).map_err(Problem::internal)?))
}

/// A stretch of what the reader finds: by kind, title and address, the same on both databases.
pub async fn list_hits(
    tx: &Tx,
    query: &Query,
    of: (&Reader, Within),
    only: Option<Kind>,
    window: (u64, u64),
) -> Result<Vec<Found>, Problem> {
    let rows = all(tx, listing(tx, query, of, only, window)).await?;
    rows.iter().map(shown).collect()
}

/// What a search asks of the database, for looking at how it answers.
pub fn statements(tx: &Tx, query: &Query, reader: &Reader) -> Vec<Statement> {
    let all = [Within::TitleAndText, Within::Title, Within::TextToo];
    let of = |within| {
        [
            counting(tx, query, reader, within),
            listing(tx, query, (reader, within), None, (0, 20)),
        ]
    };
    let own = match reader {
        Reader::Administrator => Own::default(),
        Reader::Member(collaborations) => Own {
            collaborations: collaborations.clone(),
            parties: vec![PartyId(Uuid::nil())],
        },
    };
    let kinds: Vec<Kind> = Kind::all().collect();
    let suggested = suggesting(tx, query, reader, (&own, &kinds));
    all.into_iter().flat_map(of).chain([suggested]).collect()
}

fn listing(
    tx: &Tx,
    query: &Query,
    (reader, within): (&Reader, Within),
    only: Option<Kind>,
    (offset, limit): (u64, u64),
) -> Statement {
    let mut asked = Asked::new(tx);
    let found = asked.found(query, reader, within);
    let only = match only {
        Some(kind) => format!(" AND search_entry.kind_order = {}", asked.bind(kind.order)),
        None => String::new(),
    };
    let sql = format!(
        "SELECT display.kind, display.url, display.title, display.place, display.text, \
         hit.members_only FROM (SELECT search_entry.number, search_entry.kind_order, \
         search_entry.sort_key, search_entry.members_only {found}{only} \
         ORDER BY search_entry.kind_order, search_entry.sort_key, search_entry.number \
         LIMIT {limit} OFFSET {offset}) AS hit \
         JOIN search_display AS display ON display.number = hit.number \
         ORDER BY hit.kind_order, hit.sort_key, hit.number"
    );
    asked.statement(sql)
}

/// The first few of each kind by their names, the person's own places before the others.
pub async fn list_suggestions(
    tx: &Tx,
    query: &Query,
    reader: &Reader,
    of: (&Own, &[Kind]),
) -> Result<Vec<Found>, Problem> {
    let rows = all(tx, suggesting(tx, query, reader, of)).await?;
    rows.iter().map(shown).collect()
}

fn suggesting(tx: &Tx, query: &Query, reader: &Reader, (own, kinds): (&Own, &[Kind])) -> Statement {
    let mut asked = Asked::new(tx);
    let found = asked.found(query, reader, Within::Title);
    let kinds = asked.bind_all(kinds.iter().map(|kind| kind.order));
    let foreign = asked.foreign(own);
    let sql = format!(
        "SELECT display.kind, display.url, display.title, display.place, display.text, \
         hit.members_only FROM (SELECT one.*, ROW_NUMBER() OVER (PARTITION BY one.kind_order \
         ORDER BY one.is_foreign, one.sort_key, one.number) AS place_in_kind \
         FROM (SELECT search_entry.number, search_entry.kind_order, search_entry.sort_key, \
         search_entry.members_only, {foreign} AS is_foreign {found} \
         AND search_entry.kind_order IN ({kinds})) AS one) AS hit \
         JOIN search_display AS display ON display.number = hit.number \
         WHERE hit.place_in_kind <= {OF_EACH_KIND_MAX} \
         ORDER BY hit.is_foreign, hit.kind_order, hit.sort_key, hit.number LIMIT {SUGGESTIONS_MAX}"
    );
    asked.statement(sql)
}

fn shown(row: &QueryResult) -> Result<Found, Problem> {
    let text = |at: usize| row.try_get_by_index::<String>(at).map_err(problem);
    Ok(Found {
        kind: kind(&text(0)?)?,
        url: text(1)?,
        title: text(2)?,
        place: text(3)?,
        text: text(4)?,
        members_only: row.try_get_by_index(5).map_err(problem)?,
    })
}
