use super::{checked, note, spell};
use crate::desk::RegistryDesk;
use crate::model::{Case, CaseContent, CaseStatus};
use crate::registries::{code_taken, same_code};
use crate::{CaseId, store};
use chrono::Datelike;
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems};
use uuid::Uuid;

/// What is sent with a token has been registered: whoever sent it is led to that case.
pub const REGISTERED_ALREADY: &str = "case_registered_already";

/// What is sent with a token has registered something else.
pub const REGISTERED_OTHERWISE: [&str; 2] =
    ["case_registered_otherwise", "document_registered_otherwise"];

/// What was registered before with the token.
pub(super) fn registered_before(before: &Case, is_same: bool) -> Problem {
    match is_same {
        true => Problem::conflict(REGISTERED_ALREADY),
        false => Problem::conflict("case_registered_otherwise").with("number", &before.number),
    }
}

/// Registers a case: its number is the next of the year in which it is registered, by Swedish clocks. Number and case
/// stand together or not at all.
///
/// Fails with `forbidden`, `registry_code_taken`, or with what is wrong in the fields.
pub async fn register_case(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    content: CaseContent,
) -> Result<Case, Problems> {
    register_case_once(tx, actor, desk, content, None).await
}

/// The same of what may be sent more than once: what comes with the same token registers one case.
///
/// Fails with `case_registered_already`, too, or with `case_registered_otherwise` when what came before said something else.
pub async fn register_case_once(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    content: CaseContent,
    token: Option<Uuid>,
) -> Result<Case, Problems> {
    desk.require_register()?;
    register(tx, actor, desk, Registering { content, token }).await
}

pub(super) struct Registering {
    pub content: CaseContent,
    pub token: Option<Uuid>,
}

/// Whoever may. Fails as [`register_case_once`].
pub(super) async fn register(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    Registering { content, token }: Registering,
) -> Result<Case, Problems> {
    let today = tx.today();
    let (content, officer) = checked(tx, desk, content, (today, None)).await?;
    check_code(tx, desk).await?;
    let (registry, year) = (&desk.registry, today.year());
    // Others wait from here on: all that can be refused has been.
    let (sequence, number) = take_number(tx, desk, year).await?;
    if let Some(token) = token
        && let Some(before) = store::find_case_by_token(tx, registry.id, token).await?
    {
        let is_same = before.content == content;
        return Err(registered_before(&before, is_same).into());
    }
    let case = Case {
        id: CaseId(tx.new_id()),
        registry: registry.id,
        party: desk.party().id,
        key: Key::from_name(&number),
        number,
        year,
        sequence,
        registered_on: today,
        officer,
        content,
        status: CaseStatus::Open,
        closed_on: None,
        void_reason: String::new(),
        standing: None,
        initiative: None,
        restriction: None,
        revision: 1,
    };
    store::insert_case(tx, &case, token).await?;
    spell(tx, &case).await?;
    note(tx, actor, desk, "case.registered", (None, &case)).await?;
    tx.flush().await?;
    Ok(case)
}

/// The next number that no case of the party has: one may have come in with a list, in whatever registry.
async fn take_number(tx: &Tx, desk: &RegistryDesk, year: i32) -> Result<(i64, String), Problem> {
    let registry = &desk.registry;
    loop {
        let sequence = store::take_number(tx, registry.id, year).await?;
        let number = registry.number(year, sequence);
        if !store::is_number_taken(tx, desk.party().id.0, &number).await? {
            return Ok((sequence, number));
        }
        store::pass_over(tx, registry.id, year).await?;
    }
}

/// Of two registries with one code the first that gives a number keeps it.
pub(super) async fn check_code(tx: &Tx, desk: &RegistryDesk) -> Result<(), Problem> {
    let registry = &desk.registry;
    let numbering = store::numbering_of(tx, desk.party().id.0).await?;
    let mut others = numbering.iter().filter(|one| one.registry != registry.id);
    match others.any(|other| same_code(&other.code, &registry.code)) {
        true => Err(code_taken(registry)),
        false => Ok(()),
    }
}
