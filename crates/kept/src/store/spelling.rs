//! The texts by which lists are searched and sorted, of things that stood before their kind had such.

use super::rows::{SEARCH_TEXT, order_columns, read_bare, select, spelt};
use crate::AnyKind;
use samverk_database::{Db, problem};
use samverk_foundation::Problem;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

/// Spells those that are not spelt yet. Asked at each start, with one statement for each such kind.
pub async fn spell_search_texts(db: &Db, kinds: &[&dyn AnyKind]) -> Result<(), Problem> {
    for kind in kinds {
        let mut columns: Vec<&'static str> = order_columns(*kind)
            .into_iter()
            .map(|(_, column)| column)
            .collect();
        if !kind.facts().keeping.searched.is_empty() {
            columns.push(SEARCH_TEXT);
        }
        let Some(first) = columns.first() else {
            continue;
        };
        let tx = db.begin("spell_search_texts").await?;
        let mut unspelt = select(*kind);
        unspelt.and_where(Expr::col(*first).eq(""));
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
