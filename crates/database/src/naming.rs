//! Where somebody is named in rows that are no described kind: found for the person who asks for it.

use crate::{Tx, problem};
use chrono::{DateTime, Utc};
use samverk_foundation::Problem;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Func, LikeExpr};
use sea_orm::{EntityTrait, IdenStatic, Iterable, QueryFilter, QueryOrder, QuerySelect};

/// So many rows of a table are looked through.
const FOUND: u64 = 1_000;

/// A row that names somebody in one of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Naming {
    /// The texts `personal-<field>` and `personal-<field>-why` tell what it is.
    pub field: &'static str,
    pub at: DateTime<Utc>,
    /// Where it is read, when the reader may.
    pub href: Option<String>,
}

/// The rows in which one of these columns may have the words, the newest first.
pub async fn rows_naming<E>(
    tx: &Tx,
    columns: &[E::Column],
    words: &str,
) -> Result<Vec<E::Model>, Problem>
where
    E: EntityTrait,
{
    let small = words.to_lowercase();
    let any = columns.iter().fold(Cond::any(), |any, column| {
        let column = Expr::col(Alias::new(column.as_str()));
        any.add(says(column, &small))
    });
    let mut query = E::find().filter(any).limit(FOUND);
    for key in E::PrimaryKey::iter() {
        query = query.order_by_desc(Expr::col(Alias::new(key.as_str())));
    }
    query.all(tx.connection()).await.map_err(problem)
}

/// Whether the text has the words, in small letters or large.
pub fn names(text: &str, words: &str) -> bool {
    text.to_lowercase().contains(&words.to_lowercase())
}

/// That a column may have these words, which are in small letters. SQLite knows only a to z as small and
/// capital, so any letter beyond them stands for another, and what is found is to be looked at again.
pub fn says(column: Expr, words: &str) -> Expr {
    let column = Func::lower(column.cast_as("text"));
    Expr::expr(column).like(containing_about(words))
}

/// Where these words may stand, with any character in place of letters beyond a to z.
fn containing_about(words: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for character in words.chars() {
        match character {
            '%' | '_' | '\\' => pattern.extend(['\\', character]),
            // In the text of a list it stands behind a sign of its own.
            '"' => pattern.push('%'),
            _ if character.is_ascii() => pattern.push(character),
            _ => pattern.push('_'),
        }
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}
