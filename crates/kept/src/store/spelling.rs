//! The texts by which lists are searched and sorted, of things that stood before their kind had such.

use super::among::name_of;
use super::rows::{SEARCH_TEXT, order_columns, read_bare, select, spelt};
use crate::AnyKind;
use samverk_database::{Db, problem};
use samverk_fields::FieldKey;
use samverk_foundation::Problem;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query};

/// Spells those that are not spelt yet. Asked at each start, with one statement for each such kind.
pub async fn spell_search_texts(db: &Db, kinds: &[&dyn AnyKind]) -> Result<(), Problem> {
    for kind in kinds {
        let mut columns = order_columns(*kind);
        let searched = kind.facts().keeping.searched.iter();
        columns.extend(searched.map(|field| (field.clone(), SEARCH_TEXT)));
        if columns.is_empty() {
            continue;
        }
        let unspelt_of = |(field, column): &(FieldKey, &'static str)| {
            let says = Expr::col(name_of(kind.form(), field)).ne("");
            Expr::col(*column).eq("").and(says)
        };
        let tx = db.begin("spell_search_texts").await?;
        let mut unspelt = select(*kind);
        let any = columns.iter().map(unspelt_of);
        unspelt.cond_where(any.fold(Cond::any(), Cond::add));
        for one in read_bare(&tx, *kind, &unspelt).await? {
            let mut update = Query::update();
            update.table(kind.facts().table());
            update.values(spelt(*kind, &one.record).map(|(column, text)| (column, text.into())));
            update.and_where(Expr::col("id").eq(one.id));
            tx.connection().execute(&update).await.map_err(problem)?;
        }
        tx.commit().await?;
    }
    Ok(())
}
