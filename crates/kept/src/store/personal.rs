//! Where somebody is named.

use super::among::name_of;
use super::rows::{read_all, select};
use crate::{AnyKind, Stored};
use samverk_database::{Tx, says};
use samverk_fields::FieldKey;
use samverk_foundation::Problem;
use sea_orm::sea_query::{Cond, Expr};

/// All that may have these words, which are in small letters, in one of the fields, which are read whole:
/// asked for once in a while. What is found is to be looked at again.
pub(crate) async fn saying(
    tx: &Tx,
    kind: &dyn AnyKind,
    fields: &[FieldKey],
    words: &str,
) -> Result<Vec<Stored>, Problem> {
    let any = fields.iter().fold(Cond::any(), |any, field| {
        any.add(says(Expr::col(name_of(kind.form(), field)), words))
    });
    let mut query = select(kind);
    query.cond_where(any);
    query.order_by("id", sea_orm::Order::Asc);
    read_all(tx, kind, &query).await
}
