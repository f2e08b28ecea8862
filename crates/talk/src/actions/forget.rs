use crate::store;
use samverk_database::Db;
use samverk_foundation::Problem;

/// Lets go of what was said of things that have been removed since: nobody can read it, and it names people.
pub async fn forget_lost_comments(db: &Db) -> Result<(), Problem> {
    let tx = db.begin("forget_lost_comments").await?;
    store::delete_lost_comments(&tx).await?;
    tx.commit().await
}
