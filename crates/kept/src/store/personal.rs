//! Where somebody is named.

use super::among::name_of;
use super::rows::{read_all, select};
use crate::{AnyKind, Stored};
use samverk_database::Tx;
use samverk_fields::FieldKey;
use samverk_foundation::Problem;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Func, LikeExpr};

/// All that may have these words, which are in small letters, in one of the fields, which are read whole:
/// asked for once in a while. SQLite knows only a to z as small and capital, so any letter beyond them
/// stands for another, and what is found is to be looked at again.
pub(crate) async fn saying(
    tx: &Tx,
    kind: &dyn AnyKind,
    fields: &[FieldKey],
    words: &str,
) -> Result<Vec<Stored>, Problem> {
    let any = fields.iter().fold(Cond::any(), |any, field| {
        let column = Expr::col(name_of(kind.form(), field)).cast_as("text");
        any.add(Expr::expr(Func::lower(column)).like(containing_about(words)))
    });
    let mut query = select(kind);
    query.cond_where(any);
    query.order_by("id", sea_orm::Order::Asc);
    read_all(tx, kind, &query).await
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
