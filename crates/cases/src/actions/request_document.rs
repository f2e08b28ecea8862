use super::register_case::{REGISTERED_ALREADY, Registering, register, registered_before};
use crate::desk::RegistryDesk;
use crate::model::{Case, Document, Request, RequestContent, check_request, request_case};
use crate::registries::Publicity;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};
use uuid::Uuid;

/// Asks for a document: a case of its own in the same registry, with a last day. Anybody may, where the registry shows
/// anything, and need not say who they are.
///
/// Fails with `not_found`, `case_registered_already`, `case_registered_otherwise`, `registry_code_taken`, or with what is wrong in the fields.
pub async fn request_document(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (content, about): (RequestContent, Option<(&Case, Option<&Document>)>),
    token: Option<Uuid>,
) -> Result<Case, Problems> {
    if desk.registry.publicity == Publicity::Hidden {
        return Err(Problem::not_found().into());
    }
    check_request(&content).or(())?;
    let number = about.map(|(case, document)| match document {
        Some(document) => format!("{}-{}", case.number, document.number),
        None => case.number.clone(),
    });
    let asked = request_case(&content, number.as_deref(), tx.today());
    let case = register(
        tx,
        actor,
        desk,
        Registering {
            content: asked,
            token,
        },
    )
    .await;
    let case = match (case, token) {
        (Err(problems), Some(token)) if is_already(&problems) => {
            return Err(before(tx, desk, &content, token).await?.into());
        }
        (case, _) => case?,
    };
    let request = Request {
        case: case.id,
        about: about.map(|(case, _)| case.id),
        document: about.and_then(|(_, document)| Some(document?.number)),
        what: content.what.to_string(),
    };
    store::insert_request(tx, &request).await?;
    tx.flush().await?;
    Ok(case)
}

fn is_already(problems: &Problems) -> bool {
    problems.0.iter().any(|one| one.code == REGISTERED_ALREADY)
}

/// What was asked for with the token before: the same, or something else.
async fn before(
    tx: &Tx,
    desk: &RegistryDesk,
    content: &RequestContent,
    token: Uuid,
) -> Result<Problem, Problem> {
    let case = store::find_case_by_token(tx, desk.registry.id, token).await?;
    let case = case.ok_or_else(Problem::not_found)?;
    let request = store::find_request(tx, case.id).await?;
    let is_same = request.is_some_and(|one| one.what == *content.what);
    Ok(registered_before(&case, is_same))
}
