use super::register_case::{Registering, register};
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
/// Fails with `not_found`, `case_registered_already`, `registry_code_taken`, or with what is wrong in the fields.
pub async fn request_document(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    (content, about): (RequestContent, Option<(&Case, &Document)>),
    token: Option<Uuid>,
) -> Result<Case, Problems> {
    if desk.registry.publicity == Publicity::Hidden {
        return Err(Problem::not_found().into());
    }
    check_request(&content).or(())?;
    let number = about.map(|(case, document)| format!("{}-{}", case.number, document.number));
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
    .await?;
    let request = Request {
        case: case.id,
        about: about.map(|(case, _)| case.id),
        document: about.map(|(_, document)| document.number),
        what: content.what.to_string(),
    };
    store::insert_request(tx, &request).await?;
    tx.flush().await?;
    Ok(case)
}
