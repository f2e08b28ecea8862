//! Cases as things on which files lie. Their name is their number: a subject may be secret.

use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus};
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Role, Roles};
use samverk_web::{AddressParts, Thing, ThingKind, address_part};
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
    // Cases lie in no folder, and neither does what lies at them.
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
    }
}

/// A void case takes nothing more: those of the party only read it.
fn roles(desk: &RegistryDesk, case: &Case) -> Roles {
    let of_party = desk.roles().any(Action::Read.by());
    match case.status {
        CaseStatus::Void if of_party => Roles::of(&[Role::Reader]),
        CaseStatus::Void | CaseStatus::Open | CaseStatus::Closed => desk.roles().clone(),
    }
}
