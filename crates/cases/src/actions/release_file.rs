use super::note_of;
use crate::desk::RegistryDesk;
use crate::model::{Case, Changes, Document, Release};
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_files::laid_versions;
use samverk_files::model::State;
use samverk_foundation::{Actor, Problem};
use serde_json::json;

/// Answers for a document's file that no scanner has judged, so that it may be given to everybody.
///
/// Fails with `forbidden`, `case_is_void`, `case_file_missing`, `case_file_judged` or `case_file_released`.
pub async fn release_file(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (case, document): (&Case, &Document),
) -> Result<(), Problem> {
    desk.require(Action::Release)?;
    case.require_not_void()?;
    let missing = || Problem::conflict("case_file_missing");
    let version = document.file_version().ok_or_else(missing)?;
    let laid = laid_versions(tx, &[(version.file, version.number)]).await?;
    let laid = laid.into_iter().next().ok_or_else(missing)?;
    if !matches!(laid.state, State::NotScanned(_)) {
        return Err(Problem::conflict("case_file_judged"));
    }
    let releases = store::list_releases(tx, case.id).await?;
    if releases.iter().any(|one| one.version == version) {
        return Err(Problem::conflict("case_file_released"));
    }
    let release = Release {
        version,
        person: actor.person().map(|person| person.id),
        at: tx.now(),
    };
    store::insert_release(tx, case.id, &release).await?;
    let mut changes = Changes::new();
    changes.insert("document_number".to_owned(), json!([null, document.number]));
    changes.insert("file_name".to_owned(), json!([null, laid.name]));
    changes.insert("file_version".to_owned(), json!([null, laid.number]));
    note_of(tx, actor, desk, ("case.file_released", case), changes).await?;
    tx.flush().await
}
