use super::documents::{ListedDocument, version};
use super::read::{CasesBundle, OfRegistry};
use super::{CASES, DOCUMENTS, place, signatures, standings};
use crate::actions::import_cases;
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, Changes, Document, DocumentContent};
use crate::{store, things};
use samverk_database::Tx;
use samverk_exchange::{Intake, mendable};
use samverk_files::keys_at;
use samverk_foundation::{Actor, Problem};
use std::collections::BTreeMap;

/// Brings in cases with the numbers that they have. Notes what is wrong.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &CasesBundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    for one in bundle.0.iter().filter(|one| one.says_cases()) {
        let file = place(&one.party, &one.registry, CASES);
        let desk = match desk(tx, actor, one).await {
            Ok(desk) => desk,
            Err(problem) => {
                intake.problems.push(mendable(problem)?.at_file(&file));
                continue;
            }
        };
        let rows = (file.as_str(), one.cases.clone());
        match import_cases(tx, actor, &desk, rows).await {
            Ok(imported) if imported.without_officer > 0 => {
                let count = imported.without_officer;
                let left = Problem::invalid("case_officers_not_here").with("count", count);
                intake.warnings.push(left.at_file(&file));
            }
            Ok(_) => {}
            Err(problems) => {
                for problem in problems.0 {
                    let problem = mendable(problem)?;
                    intake.problems.push(match problem.place.file {
                        Some(_) => problem,
                        None => problem.at_file(&file),
                    });
                }
                continue;
            }
        }
        standings::apply(tx, &desk, one, intake).await?;
    }
    Ok(())
}

async fn desk(tx: &Tx, actor: &Actor, one: &OfRegistry) -> Result<RegistryDesk, Problem> {
    let found = RegistryDesk::find(tx, actor, &one.party, &one.registry).await;
    found.map_err(|problem| match problem.code {
        "not_found" => Problem::invalid("registry_unknown").with("value", &one.registry),
        _ => problem,
    })
}

/// Brings in documents, after the files that they name. Notes what is wrong.
pub async fn apply_documents(
    tx: &Tx,
    actor: &Actor,
    bundle: &CasesBundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    let told = |one: &&OfRegistry| {
        !one.documents.is_empty() || !one.texts.is_empty() || !one.signatures.is_empty()
    };
    for one in bundle.0.iter().filter(told) {
        let desk = match desk(tx, actor, one).await {
            Ok(desk) => desk,
            Err(problem) => {
                let file = place(&one.party, &one.registry, DOCUMENTS);
                intake.problems.push(mendable(problem)?.at_file(&file));
                continue;
            }
        };
        for row in &one.documents {
            let done = bring_in(tx, actor, &desk, &row.value).await;
            row.note(intake, done)?;
        }
        one.texts.apply(tx, &desk, intake).await?;
        signatures::apply(tx, &desk, &one.signatures, intake).await?;
    }
    Ok(())
}

async fn bring_in(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    said: &ListedDocument,
) -> Result<(), Problem> {
    let key = samverk_foundation::Key::from_name(&said.case);
    let unknown = || Problem::invalid("case_unknown").with("value", &said.case);
    let case = desk.case(tx, key.as_str()).await;
    let case = case.map_err(|_| unknown().at_column("case"))?;
    let keys: BTreeMap<_, _> = keys_at(tx, things::CASE, case.id.0).await?;
    let content = DocumentContent {
        file: version(&said.content.file, &keys)?.as_str().into(),
        ..said.content.clone()
    };
    let standing = store::find_document(tx, case.id, said.number).await?;
    match standing {
        Some(standing) => {
            let is_same =
                standing.content == content && standing.registered_on == said.registered_on;
            let differs = || Problem::invalid("case_document_differs").at_column("document");
            is_same.then_some(()).ok_or_else(differs)
        }
        None => add(tx, actor, (&case, said), content).await,
    }
}

async fn add(
    tx: &Tx,
    actor: &Actor,
    (case, said): (&Case, &ListedDocument),
    content: DocumentContent,
) -> Result<(), Problem> {
    // What is void keeps the documents that it had, and the numbers have no gaps.
    if case.status != CaseStatus::Void
        && store::take_document_number(tx, case.id).await? != said.number
    {
        return Err(Problem::invalid("case_document_gap").at_column("document"));
    }
    let document = Document {
        id: tx.new_id(),
        case: case.id,
        number: said.number,
        content,
        registered_on: said.registered_on,
        revision: 1,
    };
    store::insert_document(tx, &document, None).await?;
    let what = "case.document_imported";
    store::insert_event(tx, actor, case.id, what, Changes::new()).await
}
