use crate::model::Case;
use crate::store::{self, left_of};
use crate::things;
use chrono::NaiveDate;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Problem};
use uuid::Uuid;

/// Disposes of a case: the one way by which anything of a registry is deleted. What is left is its number, the day and the
/// decision. Answers the names of the bytes that are to be removed from the store once this stands.
///
/// Whoever calls has found that it is due, and deletes first what other rooms keep of it.
pub async fn dispose_case(
    tx: &Tx,
    actor: &Actor,
    party: &str,
    (case, on, mandate): (&Case, NaiveDate, &str),
) -> Result<Vec<Uuid>, Problem> {
    store::hold_case(tx, case.id).await?;
    store::hold_year(tx, case.registry, case.year).await?;
    // What others wait to write is written before rows go.
    tx.flush().await?;
    let bytes = samverk_files::versions_at(tx, things::CASE, case.id.0).await?;
    store::delete_case(tx, case.id).await?;
    samverk_files::delete_at(tx, things::CASE, case.id.0).await?;
    store::insert_disposed(tx, &left_of(case, on, mandate)).await?;
    store::pass_over(tx, case.registry, case.year).await?;
    let object = ObjectRef::new(things::CASE, case.id.0, &case.number);
    let event = Event::new("case.disposed", object).on_behalf_of(Some((case.party, party)));
    tx.record(actor, event).await?;
    tx.flush().await?;
    Ok(bytes)
}
