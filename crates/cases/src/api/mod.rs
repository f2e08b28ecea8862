//! Cases in the REST API: the same reads and actions as the pages.

mod access;
mod documents;
mod handing;
mod intake;
mod processes;
mod protection;
mod shapes;
mod texts;
mod views;

use crate::actions::{
    REGISTERED_ALREADY, change_case, move_case, note_reading, register_case_once,
};
use crate::desk::RegistryDesk;
use crate::initiatives::codes;
use crate::model::{Case, CaseContent, CaseStatus, Read, Step, number_sought, words_sought};
use crate::policy::Action;
use crate::processes::CASE_PROCESS;
use crate::store::{
    CaseQuery, Reach, count_cases, count_numbers, count_restricted, find_case_by_token, list_cases,
    sought,
};
use samverk_database::Tx;
use samverk_fields::{check, from_json};
use samverk_foundation::{Actor, Problem, Problems, TokenScope};
use samverk_kept::Kept;
use samverk_rest::{
    Call, Described, Found, Linked, Operation, Page, Parameter, Refusal, Representation, Resource,
    Saved, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use uuid::Uuid;
use views::{content_shape, step_shape, view, view_shape};

pub const READ: TokenScope = TokenScope::new("cases:read");
pub const WRITE: TokenScope = TokenScope::new("cases:write");

pub const PARTY: Parameter = Parameter::key(
    "party",
    ["Aktörens nyckel.", "The party's key."],
    "habo-kommun",
);
pub const REGISTRY: Parameter = Parameter::key(
    "registry",
    ["Diariets nyckel.", "The registry's key."],
    "kommunstyrelsen",
)
.for_members();
pub const CASE: Parameter = Parameter::key(
    "case",
    [
        "Diarienumret som nyckel: `KS 2026/00042` är `ks-2026-00042`.",
        "The number as a key: `KS 2026/00042` is `ks-2026-00042`.",
    ],
    "ks-2026-00042",
)
.for_members();

const ALL: &str = "/parties/{party}/registries/{registry}/cases";
const ONE: &str = "/parties/{party}/registries/{registry}/cases/{case}";
const DECISIONS: &str = "/parties/{party}/registries/{registry}/cases/{case}/decisions";

const INVALID: &[&str] = &[
    "case_received_in_future",
    "case_deadline_too_early",
    "case_officer_unknown",
    "secrecy_incomplete",
];

/// Why a way is not taken.
const INVALID_WAYS: &[&str] = &[
    "case_without_process",
    "case_way_unknown",
    "case_lacks_said",
    "case_lacks_document",
    "case_lacks_task",
];

/// Every resource that is no kind's.
pub(crate) fn resources() -> Vec<Resource> {
    vec![
        resource(),
        processes::resource(),
        documents::resource(),
        handing::resource(),
        access::resource(),
        intake::resource(),
        texts::resource(),
        protection::resource(),
    ]
}

fn resource() -> Resource {
    let about = [
        "Ärenden i en aktörs diarium. Numret ges när ärendet registreras.",
        "Cases in a party's registry. The number is given when the case is registered.",
    ];
    let (reads, registers) = (Action::Read.code(), Action::Register.code());
    Resource::new("cases", about, READ, WRITE)
        .parameter(PARTY)
        .parameter(REGISTRY)
        .parameter(CASE)
        .with(
            Operation::list(ALL, "listRegisteredCases", list)
                .shaped(None, Some(view_shape()))
                .about("De nyaste först.", "The newest first.")
                .action(reads),
        )
        .with(
            Operation::get(ONE, "getRegisteredCase", get)
                .shaped(None, Some(view_shape()))
                .about("Hämtar ett ärende.", "Gets a case.")
                .action(reads),
        )
        .with(
            Operation::post(ALL, "registerCase", post)
                .shaped(Some(content_shape()), Some(view_shape()))
                .about(
                    "Registrerar ett ärende, som får årets nästa nummer. Med huvudet Idempotency-Key (ett UUID) registreras ett ärende hur ofta anropet än upprepas.",
                    "Registers a case, which gets the next number of the year. With the header Idempotency-Key (a UUID) one case is registered however often the call is repeated.",
                )
                .action(registers)
                .invalid(INVALID)
                .invalid(&["idempotency_key_invalid", "registry_code_taken"])
                .conflict(&["case_registered_otherwise"]),
        )
        .with(
            Operation::put(ONE, "putRegisteredCase", put)
                .shaped(Some(content_shape()), Some(view_shape()))
                .about("Ändrar ett ärende.", "Changes a case.")
                .action(registers)
                .invalid(INVALID)
                .conflict(&["case_is_void", "case_is_closed"]),
        )
        .with(
            Operation::act(DECISIONS, "decideRegisteredCase", decide)
                .shaped(Some(step_shape()), Some(view_shape()))
                .about(
                    "Avslutar, återupptar eller makulerar ett ärende.",
                    "Closes, reopens or voids a case.",
                )
                .action(registers)
                .conditional()
                .invalid(&["reason_missing", "reason_not_asked"])
                .conflict(&["case_is_void", "case_stands_there", "case_follows_process"]),
        )
}

/// What a list may be narrowed by.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CasesAsked {
    /// Only those with this status.
    status: Option<CaseStatus>,
    /// Words that the case has, or begins of them.
    search: Option<String>,
}

async fn desk(tx: &Tx, call: &Call) -> Result<RegistryDesk, Refusal> {
    let (party, registry) = (call.part("party"), call.part("registry"));
    Ok(RegistryDesk::find_to_read(tx, &call.actor, party, registry).await?)
}

fn tag(case: &Case) -> Tag {
    Tag::of(&(case.id, case.revision))
}

/// The address of a case.
fn address(desk: &RegistryDesk, case: &Case) -> String {
    let (party, registry) = (&desk.party().key, &desk.registry.key);
    format!("/parties/{party}/registries/{registry}/cases/{}", case.key)
}

/// The cases as they are told, with the processes by which they go in one statement.
async fn linked(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    cases: &[Case],
) -> Result<Vec<Linked<Described>>, Refusal> {
    let of_cases = cases.iter().filter_map(|case| case.standing.as_ref());
    let ids: BTreeSet<Uuid> = of_cases.map(|one| one.process).collect();
    let processes = match ids.is_empty() {
        true => Vec::new(),
        false => CASE_PROCESS.with_ids(tx, &Vec::from_iter(ids)).await?,
    };
    let about: Vec<Uuid> = cases.iter().filter_map(|case| case.initiative).collect();
    let initiatives = codes(tx, actor, &about).await?;
    let up = format!(
        "/parties/{}/registries/{}",
        desk.party().key,
        desk.registry.key
    );
    let one = |case: &Case| {
        let standing = case.standing.as_ref();
        let process = standing.and_then(|at| processes.iter().find(|one| one.id == at.process));
        let process = process.map(|one| &one.key);
        let initiative = case.initiative.and_then(|id| initiatives.get(&id));
        Linked::at(
            address(desk, case),
            Described(view(case, process, initiative)),
        )
        .link("collection", format!("{up}/cases"))
        .link("up", up.clone())
    };
    Ok(cases.iter().map(one).collect())
}

async fn linked_one(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    case: &Case,
) -> Result<Linked<Described>, Refusal> {
    let found = linked(tx, actor, desk, std::slice::from_ref(case))
        .await?
        .pop();
    Ok(found.ok_or_else(Problem::not_found)?)
}

async fn list(call: Call, asked: CasesAsked) -> Result<Page<Described>, Refusal> {
    let tx = call.read().await?;
    let desk = desk(&tx, &call).await?;
    let query = CaseQuery {
        registry: desk.registry.id,
        reach: desk.reach(),
        status: asked.status,
        officer: None,
        except: Vec::new(),
        words: words_sought(asked.search.as_deref().unwrap_or_default()),
        place: asked
            .search
            .as_deref()
            .and_then(|typed| number_sought(typed, &desk.registry.code)),
        after: None,
        offset: call.paging.offset,
        limit: call.paging.limit,
    };
    let query = sought(&tx, query).await?;
    let found = list_cases(&tx, &query).await?;
    let is_whole = query.status.is_none() && query.words.is_empty();
    // No number is without a case, so that all of them need not be counted.
    let total = match query.reach {
        Reach::All if is_whole => count_numbers(&tx, desk.registry.id).await?,
        Reach::UnrestrictedOr(person) if is_whole => {
            let all = count_numbers(&tx, desk.registry.id).await?;
            all.saturating_sub(count_restricted(&tx, desk.registry.id, person).await?)
        }
        Reach::All | Reach::UnrestrictedOr(_) | Reach::OpenOr(_) => {
            count_cases(&tx, &query).await?
        }
    };
    Ok(Page::new(
        total,
        linked(&tx, &call.actor, &desk, &found).await?,
    ))
}

async fn get(call: Call) -> Result<Found<Described>, Refusal> {
    let tx = call.read().await?;
    let desk = desk(&tx, &call).await?;
    let case = desk.case(&tx, call.part("case")).await?;
    let linked = linked_one(&tx, &call.actor, &desk, &case).await?;
    drop(tx);
    note_reading(&call.state.db, &call.actor, case.id, &Read::Case, None).await?;
    Ok(Found::new(linked, tag(&case)))
}

fn read(body: &Json) -> Result<CaseContent, Problems> {
    let form = CaseContent::form();
    let record = from_json(form, body)?;
    check(form, &record).or(())?;
    let content = CaseContent::read(&record);
    Ok(content.ok_or_else(|| Problem::internal("a record of another form"))?)
}

/// Whoever sends the same key again gets the case that it registered. Fails with `idempotency_key_invalid`.
fn token_of(call: &Call) -> Result<Option<Uuid>, Problem> {
    let Some(said) = call.headers().get("idempotency-key") else {
        return Ok(None);
    };
    let key = said
        .to_str()
        .ok()
        .and_then(|key| Uuid::try_parse(key.trim_matches('"')).ok());
    let invalid = || Problem::invalid("idempotency_key_invalid");
    key.map(Some).ok_or_else(invalid)
}

async fn post(call: Call, Described(body): Described) -> Result<Saved<Described>, Refusal> {
    let token = token_of(&call)?;
    let tx = call.begin("api_register_case").await?;
    let desk = desk(&tx, &call).await?;
    desk.require_register()?;
    let registered = register_case_once(&tx, &call.actor, &desk, read(&body)?, token).await;
    match registered {
        Ok(case) => {
            let saved = linked_one(&tx, &call.actor, &desk, &case).await?;
            tx.commit().await?;
            Ok(Saved::new(saved, tag(&case), true))
        }
        Err(problems) if problems.0.iter().any(|one| one.code == REGISTERED_ALREADY) => {
            drop(tx);
            let tx = call.read().await?;
            let token = token.unwrap_or_default();
            let found = find_case_by_token(&tx, desk.registry.id, token).await?;
            let case = found.ok_or_else(Problem::not_found)?;
            let saved = linked_one(&tx, &call.actor, &desk, &case).await?;
            Ok(Saved::new(saved, tag(&case), false))
        }
        Err(problems) => Err(problems.into()),
    }
}

async fn put(call: Call, Described(body): Described) -> Result<Saved<Described>, Refusal> {
    let tx = call.begin("api_put_case").await?;
    let desk = desk(&tx, &call).await?;
    let case = desk.case(&tx, call.part("case")).await?;
    call.allow_write(Some(&tag(&case)))?;
    let content = read(&shapes::without(body, &views::given()))?;
    let seen = case.revision;
    let case = change_case(&tx, &call.actor, &desk, (&case, content), seen).await?;
    let saved = linked_one(&tx, &call.actor, &desk, &case).await?;
    tx.commit().await?;
    Ok(Saved::new(saved, tag(&case), false))
}

/// What is decided.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegisteredCaseDecision {
    /// The status to go to.
    to: CaseStatus,
    /// Why; for a void one, which needs it.
    reason: Option<String>,
}

impl Representation for RegisteredCaseDecision {
    fn example() -> Self {
        Self {
            to: CaseStatus::Void,
            reason: Some("Registrerat två gånger.".to_owned()),
        }
    }
}

async fn decide(call: Call, asked: RegisteredCaseDecision) -> Result<Found<Described>, Refusal> {
    let step = Step::to(asked.to);
    let reason = asked.reason.unwrap_or_default();
    let tx = call.begin("api_decide_case").await?;
    let desk = desk(&tx, &call).await?;
    let case = desk.case(&tx, call.part("case")).await?;
    call.allow_write(Some(&tag(&case)))?;
    let seen = case.revision;
    let case = move_case(&tx, &call.actor, &desk, &case, (step, &reason), seen).await?;
    let found = linked_one(&tx, &call.actor, &desk, &case).await?;
    tx.commit().await?;
    Ok(Found::new(found, tag(&case)))
}
