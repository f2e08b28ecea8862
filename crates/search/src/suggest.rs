use crate::model::{Kind, Query};
use crate::store::{self, Found};
use crate::{Own, Reader};
use samverk_database::Tx;
use samverk_foundation::Problem;

pub const SUGGESTIONS_MAX: u64 = 10;

/// So that one kind leaves room for the others.
pub const OF_EACH_KIND_MAX: u64 = 4;

/// What people go to by name.
const SUGGESTED: [&str; 4] = ["party", "collaboration", "group", "goal"];

/// A few things whose name has the words, in one query: the person's own places first. Whoever looks
/// finds no more than by searching.
pub async fn suggest(
    tx: &Tx,
    query: &Query,
    reader: &Reader,
    own: &Own,
) -> Result<Vec<Found>, Problem> {
    if query.is_empty() {
        return Ok(Vec::new());
    }
    let kinds: Vec<Kind> = SUGGESTED.into_iter().filter_map(Kind::from_code).collect();
    store::list_suggestions(tx, query, reader, (own, &kinds)).await
}
