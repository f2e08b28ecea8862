//! Cases as things on which files lie. Their name is their number: a subject may be secret.

use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, Read, happened_changes};
use crate::policy::Action;
use crate::{CaseId, store};
use samverk_database::Tx;
use samverk_files::FETCHED;
use samverk_foundation::{Actor, Problem, Role, Roles};
use samverk_web::{AddressParts, Happened, Thing, ThingKind, address_part};
use serde_json::Value;
use uuid::Uuid;

pub(crate) const CASE: &str = "case";
const ADDRESS: &str = "/aktorer/{party}/diarier/{registry}/arenden/{case}";

pub(crate) fn things() -> Vec<ThingKind> {
    let case = ThingKind::new(CASE, |tx, actor, id| Box::pin(by_id(tx, actor, id)));
    vec![case.found_at(ADDRESS, |tx, actor, parts| {
        Box::pin(by_address(tx, actor, parts))
    })]
}

async fn by_id(tx: &Tx, actor: &Actor, id: Uuid) -> Result<Thing, Problem> {
    // What is said at cases is in no folder; their files are in that of the commands.
    if matches!(actor, Actor::System("export")) {
        return Err(Problem::not_found());
    }
    let found = store::find_case_by_id(tx, id).await?;
    let case = found.ok_or_else(Problem::not_found)?;
    let desk = RegistryDesk::by_id(tx, actor, case.registry).await?;
    match desk.reads(&case) {
        true => Ok(thing(&desk, &case)),
        false => Err(Problem::not_found()),
    }
}

async fn by_address(tx: &Tx, actor: &Actor, parts: AddressParts) -> Result<Thing, Problem> {
    let part = |name| address_part(&parts, name);
    let desk = RegistryDesk::find(tx, actor, part("party"), part("registry")).await?;
    let case = desk.case(tx, part("case")).await?;
    Ok(thing(&desk, &case))
}

pub(crate) fn thing(desk: &RegistryDesk, case: &Case) -> Thing {
    Thing {
        kind: CASE,
        id: case.id.0,
        name: case.number.clone(),
        href: desk.case_href(case, ""),
        place: desk.party().name.clone(),
        collaboration: None,
        owner: Some(case.party),
        roles: roles(desk, case),
        may_change: desk.may_register() && case.status != CaseStatus::Void,
        takes_files: true,
        own_history: Some(|tx, actor, thing, happened| {
            Box::pin(note_at(tx, actor, thing, happened))
        }),
    }
}

/// What happens with the files of a case stands in the case's own history. What is registered as a document there is not
/// taken away. Fails with `case_file_registered`.
async fn note_at(tx: &Tx, actor: &Actor, thing: &Thing, happened: Happened) -> Result<(), Problem> {
    if happened.what == FETCHED {
        return note_fetched(tx, actor, thing, &happened).await;
    }
    if happened.what == "file.removed" {
        if let Some(document) = store::find_document_of_file(tx, happened.part).await? {
            let number = format!("{}-{}", thing.name, document.number);
            return Err(Problem::conflict("case_file_registered").with("number", number));
        }
        let print = store::find_document_of_print(tx, happened.part).await?;
        if print.is_some() || store::is_signature(tx, happened.part).await? {
            return Err(Problem::conflict("case_file_finished"));
        }
    }
    let changes = happened_changes(happened.before.as_ref(), happened.after.as_ref());
    let what = format!("case.{}", happened.what.replace('.', "_"));
    let case = store::find_case_by_id(tx, thing.id).await?;
    let is_secret = case.is_some_and(|case| case.content.is_secret());
    let of_case = (CaseId(thing.id), is_secret);
    store::insert_event_of(tx, actor, of_case, &what, changes).await
}

async fn note_fetched(
    tx: &Tx,
    actor: &Actor,
    thing: &Thing,
    happened: &Happened,
) -> Result<(), Problem> {
    let Some(person) = actor.person() else {
        return Ok(());
    };
    let said = |field: &str| happened.after.as_ref().and_then(|after| after.get(field));
    let name = said("file_name")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let version = said("file_version")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    let read = Read::File(name.to_owned(), version);
    store::note_reading(tx, (CaseId(thing.id), person.id), &read, None).await
}

/// A void case takes nothing more: those of the party only read it.
fn roles(desk: &RegistryDesk, case: &Case) -> Roles {
    let of_party = desk.roles().any(Action::Read.by());
    match case.status {
        CaseStatus::Void if of_party => Roles::of(&[Role::Reader]),
        CaseStatus::Void | CaseStatus::Open | CaseStatus::Closed => desk.roles().clone(),
    }
}
