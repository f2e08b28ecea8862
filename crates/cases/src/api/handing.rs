//! What a party's officers hold, and handing it over: the same action as the pages.

use super::PARTY;
use crate::actions::{hand_over_cases, receivers};
use crate::model::{Handing, Receiver};
use crate::pages::{Holding, holdings, open_handing};
use crate::policy::Action;
use crate::registries::REGISTRY;
use crate::store;
use crate::{READ, WRITE};
use samverk_foundation::{PersonId, Problem};
use samverk_rest::{
    Call, Found, Linked, Operation, Page, Parameter, Refusal, Representation, Resource, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

const ALL: &str = "/parties/{party}/officers";
const HANDOVERS: &str = "/parties/{party}/officers/{officer}/handovers";

const OFFICER: Parameter = Parameter::key(
    "officer",
    ["Personens id.", "The person's id."],
    "019acb2e-3c00-7000-8000-000000000001",
)
.for_members();

pub(super) fn resource() -> Resource {
    let about = [
        "Vad aktörens handläggare har hos sig, och att lämna över det.",
        "What a party's officers hold, and handing it over.",
    ];
    Resource::new("officers", about, READ, WRITE)
        .parameter(PARTY)
        .parameter(OFFICER)
        .with(
            Operation::list(ALL, "listOfficers", list)
                .about(
                    "Alla som har öppna ärenden eller överlämnade uppgifter hos aktören, också de som har slutat.",
                    "Everybody with open cases or tasks at the party, those who have left too.",
                )
                .action(Action::HandOver.code()),
        )
        .with(
            Operation::act(HANDOVERS, "handOverCases", hand)
                .about(
                    "Lämnar över allt som en handläggare har hos aktören till en annan, eller till flera efter diarium.",
                    "Hands all that an officer holds at the party to another, or to several by registry.",
                )
                .action(Action::HandOver.code())
                .invalid(&[
                    "handing_reason_long",
                    "handing_to_the_same",
                    "handing_receiver_unknown",
                ])
                .conflict(&["handing_of_nothing"]),
        )
}

/// What an officer holds at a party.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfficerHolding {
    /// The person's id.
    id: String,
    /// Their name.
    name: String,
    /// Their e-mail address.
    email: String,
    /// Open cases.
    cases: i64,
    /// So many of them are secret.
    secret_cases: i64,
    /// Tasks that were handed to them.
    tasks: i64,
    /// Whether they have a role at the party.
    has_role: bool,
}

impl Representation for OfficerHolding {
    fn example() -> Self {
        Self {
            id: "019acb2e-3c00-7000-8000-000000000001".to_owned(),
            name: "Handläggaren".to_owned(),
            email: "handlaggare@exempel.se".to_owned(),
            cases: 12,
            secret_cases: 1,
            tasks: 2,
            has_role: true,
        }
    }
}

/// To whom an officer's cases go.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseHandover {
    /// The e-mail address of who gets what is not named by registry, and the tasks.
    to: String,
    /// Who gets the cases of one registry: by its key, an e-mail address.
    #[serde(default)]
    registries: BTreeMap<String, String>,
    /// Why. It stands in the history of each case.
    reason: String,
}

impl Representation for CaseHandover {
    fn example() -> Self {
        Self {
            to: "registrator@exempel.se".to_owned(),
            registries: BTreeMap::new(),
            reason: "Slutar den 31 december.".to_owned(),
        }
    }
}

/// What became of it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CaseHandoverResult {
    /// So many cases got another officer.
    cases: usize,
    /// So many tasks.
    tasks: usize,
    /// The numbers of secret cases that stay, since the receiver does not read such.
    remaining_cases: Vec<String>,
}

impl Representation for CaseHandoverResult {
    fn example() -> Self {
        Self {
            cases: 11,
            tasks: 2,
            remaining_cases: vec!["KS 2026/00042".to_owned()],
        }
    }
}

/// Nothing but which part is asked for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficersAsked {}

async fn list(call: Call, _: OfficersAsked) -> Result<Page<OfficerHolding>, Refusal> {
    let tx = call.read().await?;
    let owner = open_handing(&tx, &call.actor, call.part("party")).await?;
    let all: Vec<(PersonId, Holding)> = holdings(&tx, &owner).await?.into_iter().collect();
    let up = format!("/parties/{}", owner.party.key);
    let one = |(person, held): (PersonId, Holding)| {
        let view = OfficerHolding {
            id: person.to_string(),
            name: held.name,
            email: held.email,
            cases: held.cases,
            secret_cases: held.secret,
            tasks: held.tasks,
            has_role: held.is_here,
        };
        Linked::at(format!("{up}/officers/{person}"), view).link("up", up.clone())
    };
    Ok(Page::of(all, call.paging, one))
}

/// The person with that address; an unknown one is told at its field.
fn receiver(all: &[Receiver], address: &str, field: &str) -> Result<PersonId, Problem> {
    let address = address.trim().to_lowercase();
    let found = all.iter().find(|one| one.email == address);
    let unknown = || Problem::invalid("handing_receiver_unknown").at_field(field);
    Ok(found.ok_or_else(unknown)?.id)
}

async fn hand(call: Call, asked: CaseHandover) -> Result<Found<CaseHandoverResult>, Refusal> {
    let tx = call.begin("api_hand_over_cases").await?;
    let owner = open_handing(&tx, &call.actor, call.part("party")).await?;
    let from = call.part("officer").parse::<Uuid>();
    let from = PersonId(from.map_err(|_| Problem::not_found())?);
    let people = receivers(&tx, &owner, call.state.settings.demo).await?;
    let held = store::list_held(&tx, owner.party.id, Some(from)).await?;
    let ids: Vec<Uuid> = held.iter().map(|one| one.registry).collect();
    let registries = REGISTRY.with_ids(&tx, &ids).await?;
    let mut of_registries = BTreeMap::new();
    for (key, address) in &asked.registries {
        let field = format!("registries.{key}");
        let found = registries.iter().find(|one| one.key.as_str() == key);
        let unknown = || Problem::invalid("registry_unknown").with("value", key);
        let registry = found.ok_or_else(|| unknown().at_field(&field))?;
        of_registries.insert(registry.id, receiver(&people, address, &field)?);
    }
    let handing = Handing {
        from,
        to: receiver(&people, &asked.to, "to")?,
        of_registries,
        reason: asked.reason,
    };
    let over = hand_over_cases(&tx, &call.actor, &owner, (&handing, &people)).await?;
    tx.commit().await?;
    let up = format!("/parties/{}", owner.party.key);
    let result = CaseHandoverResult {
        cases: over.cases,
        tasks: over.tasks,
        remaining_cases: over.left,
    };
    let tag = Tag::of(&(from, result.cases, result.remaining_cases.clone()));
    let linked = Linked::at(format!("{up}/officers/{from}/handovers"), result).link("up", up);
    Ok(Found::new(linked, tag))
}
