//! A party's answer that has been sent lies in its case: the letter as it was kept, as PDF and as DOCX.

use super::{Printed, consultation};
use samverk_cases::actions::add_document_once;
use samverk_cases::model::{Direction, DocumentContent, DocumentSort};
use samverk_consultations::{Filing, FilingOrder, filing};
use samverk_database::{ClaimedJob, Tx};
use samverk_documents::{Document, basis_as_docx};
use samverk_files::model::Received;
use samverk_files::{Files, NewFile, add_file, lay};
use samverk_foundation::{Actor, Language, Problem, Problems};
use samverk_web::{AppState, Ui};
use std::sync::Arc;

const CLERK: Actor = Actor::System("consultation");

/// Lays what a job says in its case, once. Nothing is done when it has been taken back meanwhile, or lies there.
pub async fn file_answer(state: &AppState, job: &ClaimedJob, files: &Files) -> Result<(), Problem> {
    let order: FilingOrder =
        serde_json::from_value(job.payload.clone()).map_err(Problem::internal)?;
    let ui = Ui::new(state.clone(), Language::Sv, Arc::new(CLERK), "");
    let tx = state.db.read().await?;
    let Some(found) = filing(&tx, &CLERK, &order).await? else {
        return Ok(());
    };
    if is_filed(&tx, &found).await? {
        return Ok(());
    }
    let ready = consultation::ready(&ui, &found.desk);
    let (at, ids) = (
        ready.kept_at.unwrap_or_else(|| tx.now()),
        [tx.new_id(), tx.new_id()],
    );
    drop(tx);
    let docx = basis_as_docx(&ready.document, at)?;
    let printed: Printed = Document::Basis(ready.document).into();
    let pdf = printed.print(files, at).await?;
    let pdf = lay(files, ids[0], (&format!("{}.pdf", ready.stem), &pdf)).await?;
    let docx = lay(files, ids[1], (&format!("{}.docx", ready.stem), &docx)).await?;
    let tx = state.db.begin("file_answer").await?;
    let Some(found) = filing(&tx, &CLERK, &order).await? else {
        return Ok(());
    };
    register(state, &tx, &found, (&pdf, &docx))
        .await
        .map_err(Problems::first)?;
    tx.commit().await
}

async fn is_filed(tx: &Tx, found: &Filing) -> Result<bool, Problem> {
    let case = found.case.id;
    let stands = samverk_cases::store::find_document_by_token(tx, case, found.token).await?;
    Ok(stands.is_some())
}

async fn register(
    state: &AppState,
    tx: &Tx,
    found: &Filing,
    (pdf, docx): (&Received, &Received),
) -> Result<(), Problems> {
    let thing = state.thing(tx, &CLERK, "case", found.case.id.0).await?;
    let file = add_file(tx, &CLERK, &thing, &NewFile::default(), pdf).await?;
    add_file(tx, &CLERK, &thing, &NewFile::default(), docx).await?;
    let title = format!("Remissvar: {}", *found.desk.consultation.title);
    let content = DocumentContent {
        title: title.as_str().into(),
        public_title: title.as_str().into(),
        direction: Direction::Outgoing,
        dated_on: found
            .desk
            .answer
            .dispatched_on
            .unwrap_or_else(|| tx.today()),
        sort: DocumentSort::Official,
        file: format!("{}/1", file.id).as_str().into(),
        public: false,
    };
    let said = (&found.case, content);
    add_document_once(tx, &CLERK, &found.registry, said, Some(found.token)).await?;
    Ok(())
}
