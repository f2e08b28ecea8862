//! Cases found by words, from the newest. A rare word leads straight to its cases; a common one is sought case by case, so
//! many at a time, and the stretch tells where it stopped. So neither takes longer in a larger registry.

use super::cases::row::{self, Column};
use super::cases::{CaseQuery, among, case, with_officers};
use crate::model::Case;
use samverk_database::statement::list;
use samverk_database::{Tx, problem};
use samverk_foundation::Problem;
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select, Statement,
};
use uuid::Uuid;

/// A word of so many cases or fewer is rare.
const RARE: u64 = 4_000;

/// So many cases are looked through at a time for words that are all common.
pub const LOOKED_THROUGH: i64 = 5_000;

/// The end of what begins so: no letter comes after it.
const LAST: char = '\u{10ffff}';

/// A stretch of cases that have the words.
#[derive(Debug)]
pub struct Found {
    pub cases: Vec<Case>,
    /// The oldest place that was looked at, when there are older cases still.
    pub until: Option<i64>,
}

impl Found {
    /// Nothing has been left unlooked at.
    pub const fn all(cases: Vec<Case>) -> Self {
        Self { cases, until: None }
    }
}

/// The newest cases that have all words, at most as many as are asked for.
pub async fn find_by_words(tx: &Tx, asked: &CaseQuery) -> Result<Found, Problem> {
    let (rarest, count) = rarest(tx, asked).await?;
    let until = match count <= RARE {
        true => None,
        false => last_looked_at(tx, asked).await?,
    };
    let leading = (count <= RARE).then_some(rarest.as_str());
    let found = list(tx, finding(asked, leading, until), case).await?;
    let cases = with_officers(tx, found).await?;
    Ok(Found { cases, until })
}

/// What the database is asked for, so that a test sees how it answers.
pub fn find_statement(tx: &Tx, asked: &CaseQuery, leading: Option<&str>) -> Statement {
    let until = leading.is_none().then_some(0);
    finding(asked, leading, until).build(tx.connection().get_database_backend())
}

/// The word that fewest cases have, of those that are sought, and how many: one more than [`RARE`] stands for many.
async fn rarest(tx: &Tx, asked: &CaseQuery) -> Result<(String, u64), Problem> {
    let mut counts = Query::select();
    for (index, word) in asked.words.iter().enumerate() {
        let mut few = with_word(asked.registry, word);
        few.limit(RARE + 1);
        let mut count = Query::select();
        count
            .expr(Func::count(Expr::col(Asterisk)))
            .from_subquery(few, "few");
        counts.expr_as(
            SimpleExpr::SubQuery(None, Box::new(count.into())),
            format!("word{index}"),
        );
    }
    let row = tx.connection().query_one(&counts).await.map_err(problem)?;
    let row = row.ok_or_else(|| Problem::internal("nothing was counted"))?;
    let counted = asked.words.iter().enumerate().map(|(index, word)| {
        let count: i64 = row.try_get("", &format!("word{index}")).map_err(problem)?;
        Ok((word.clone(), count.unsigned_abs()))
    });
    let counted: Vec<(String, u64)> = counted.collect::<Result<_, Problem>>()?;
    let rarest = counted.into_iter().min_by_key(|(_, count)| *count);
    rarest.ok_or_else(|| Problem::internal("no word is sought"))
}

/// The place of the last case that is looked at, if there are as many.
async fn last_looked_at(tx: &Tx, asked: &CaseQuery) -> Result<Option<i64>, Problem> {
    let all = CaseQuery {
        words: Vec::new(),
        ..asked.clone()
    };
    row::Entity::find()
        .select_only()
        .column(Column::Place)
        .filter(among(&all))
        .order_by_desc(Column::Place)
        .offset(LOOKED_THROUGH.unsigned_abs() - 1)
        .limit(1)
        .into_tuple()
        .one(tx.connection())
        .await
        .map_err(problem)
}

fn finding(asked: &CaseQuery, leading: Option<&str>, until: Option<i64>) -> Select<row::Entity> {
    let all = CaseQuery {
        words: Vec::new(),
        ..asked.clone()
    };
    let mut which = among(&all);
    for word in &asked.words {
        which = match leading == Some(word.as_str()) {
            true => which.add(has_word(asked.registry, word)),
            false => which.add(carries_word(word)),
        };
    }
    if let Some(until) = until {
        which = which.add(Column::Place.gte(until));
    }
    row::Entity::find()
        .filter(which)
        .order_by_desc(Column::Place)
        .limit(asked.limit)
}

fn with_word(registry: Uuid, beginning: &str) -> SelectStatement {
    let mut of_word = Query::select();
    of_word
        .column("case_id")
        .from("case_word")
        .and_where(Expr::col("registry_id").eq(registry))
        .and_where(Expr::col("word").gte(beginning))
        .and_where(Expr::col("word").lt(format!("{beginning}{LAST}")));
    of_word
}

/// Whether the case is among those that the word leads to.
pub(super) fn has_word(registry: Uuid, beginning: &str) -> SimpleExpr {
    Expr::col(Column::Id).in_subquery(with_word(registry, beginning))
}

/// Whether the word is among those of the case, asked case by case: with its limit no database turns it round.
fn carries_word(beginning: &str) -> SimpleExpr {
    let mut of_case = Query::select();
    of_case
        .column("word")
        .from("case_word")
        .and_where(Expr::col(("case_word", "case_id")).equals(("registered_case", "id")))
        .and_where(Expr::col("word").gte(beginning))
        .and_where(Expr::col("word").lt(format!("{beginning}{LAST}")))
        .limit(1);
    SimpleExpr::SubQuery(None, Box::new(of_case.into())).is_not_null()
}
