//! The texts by which lists are searched, of things that stood before their kind had such.

use super::rows::{SEARCH_TEXT, read_bare, search_text, select};
use crate::AnyKind;
use samverk_database::{Db, problem};
use samverk_foundation::Problem;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

/// Spells those that are not spelt yet. Asked at each start, with one statement for each such kind.
pub async fn spell_search_texts(db: &Db, kinds: &[&dyn AnyKind]) -> Result<(), Problem> {
    let searched = |kind: &&&dyn AnyKind| !kind.facts().keeping.searched.is_empty();
    for kind in kinds.iter().filter(searched) {
        let tx = db.begin("spell_search_texts").await?;
        let mut unspelt = select(*kind);
        unspelt.and_where(Expr::col(SEARCH_TEXT).eq(""));
        for one in read_bare(&tx, *kind, &unspelt).await? {
            let mut update = Query::update();
            update.table(kind.facts().table());
            update.value(SEARCH_TEXT, search_text(*kind, &one.record));
            update.and_where(Expr::col("id").eq(one.id));
            tx.connection().execute(&update).await.map_err(problem)?;
        }
        tx.commit().await?;
    }
    Ok(())
}
