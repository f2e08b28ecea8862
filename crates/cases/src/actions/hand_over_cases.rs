use crate::model::{Changes, Handing, Receiver, check_handing};
use crate::policy::{self, Action};
use crate::registries::REGISTRY;
use crate::store::{self, HeldCase};
use crate::things;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, PersonId, Problem, Problems};
use samverk_identity::model::AddressRule;
use samverk_kept::Ground;
use samverk_notices::actions::{About, hand_over, notify};
use samverk_notices::store::{Handed, handed_of};
use samverk_parties::Owner;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandedOver {
    /// So many cases got another officer.
    pub cases: usize,
    /// So many tasks.
    pub tasks: usize,
    /// The numbers of those that stay: they are secret, and the receiver does not read such.
    pub left: Vec<String>,
}

/// The party's people, who may be handed cases.
pub async fn receivers(tx: &Tx, owner: &Owner, demo: bool) -> Result<Vec<Receiver>, Problem> {
    let party = owner.party.id;
    let people = samverk_identity::people_at_party(tx, party, &AddressRule::All, demo).await?;
    let receiver = |one: samverk_identity::ListedPerson| {
        let mut roles = one.grants.iter().map(samverk_identity::model::Grant::role);
        Receiver {
            id: one.id,
            name: one.name,
            email: one.email.map(|email| email.to_string()).unwrap_or_default(),
            registers: roles.any(|role| policy::may(role, Action::Register)),
        }
    };
    Ok(people.into_iter().map(receiver).collect())
}

/// The tasks of a party that somebody has been handed.
pub async fn tasks_of(tx: &Tx, owner: &Owner, person: PersonId) -> Result<Vec<Handed>, Problem> {
    let mut handed = handed_of(tx, &[owner.party.id]).await?;
    handed.retain(|one| one.to == person);
    Ok(handed)
}

/// Hands all open cases of an officer at a party to others, with what is to be done in them, and the tasks that the officer
/// was handed. Each case says so in its history. A secret case goes to nobody who does not read such.
///
/// Fails with `forbidden`, `field_missing`, `handing_reason_long`, `handing_to_the_same`, `handing_receiver_unknown` or
/// `handing_of_nothing`.
pub async fn hand_over_cases(
    tx: &Tx,
    actor: &Actor,
    owner: &Owner,
    (handing, receivers): (&Handing, &[Receiver]),
) -> Result<HandedOver, Problems> {
    owner.roles().require(Action::HandOver.by())?;
    let held = store::hold_held(tx, owner.party.id, handing.from).await?;
    let ids: BTreeSet<Uuid> = held.iter().map(|one| one.registry).collect();
    let ids = Vec::from_iter(ids);
    let registries = REGISTRY.with_ids(tx, &ids).await?;
    let keys = registries.iter().map(|one| (one.id, one.key.to_string()));
    check_handing(handing, receivers, &keys.collect()).or(())?;
    let tasks = tasks_of(tx, owner, handing.from).await?;
    if held.is_empty() && tasks.is_empty() {
        return Err(Problem::conflict("handing_of_nothing").into());
    }
    let mut by_receiver: BTreeMap<PersonId, Vec<Uuid>> = BTreeMap::new();
    for registry in &ids {
        let to = handing.receiver(*registry);
        by_receiver.entry(to).or_default().push(*registry);
    }
    let from = address_of(tx, handing.from).await?;
    let mut over = HandedOver {
        tasks: tasks.len(),
        ..HandedOver::default()
    };
    for (person, registries) in &by_receiver {
        let found = receivers.iter().find(|one| one.id == *person);
        let to = found.ok_or_else(|| Problem::internal("a receiver that was checked"))?;
        let whose = (owner.party.id, handing.from);
        store::set_officer(tx, whose, (registries, to.registers), to.id).await?;
        let of_receiver = held.iter().filter(|one| registries.contains(&one.registry));
        let (given, left): (Vec<_>, Vec<_>) =
            of_receiver.partition(|one| to.registers || !one.secret);
        over.cases += given.len();
        over.left.extend(left.iter().map(|one| one.number.clone()));
        for case in &given {
            note(tx, actor, owner, case, (&from, &to.email, &handing.reason)).await?;
        }
        let told: BTreeSet<Uuid> = given.iter().map(|one| one.registry).collect();
        tell(tx, actor, owner, to, &told).await?;
    }
    for task in &tasks {
        let found = receivers.iter().find(|one| one.id == handing.to);
        let to = found.map(|one| (one.id, one.name.as_str()));
        let party = (owner.party.id, owner.party.name.as_str());
        hand_over(tx, actor, party, &task.task, to).await?;
    }
    tx.flush().await?;
    Ok(over)
}

async fn address_of(tx: &Tx, person: PersonId) -> Result<String, Problem> {
    let found = samverk_identity::people_with_ids(tx, &[person]).await?;
    let found = found.into_iter().next();
    Ok(found.map(|one| one.email.to_string()).unwrap_or_default())
}

async fn note(
    tx: &Tx,
    actor: &Actor,
    owner: &Owner,
    case: &HeldCase,
    (from, to, reason): (&str, &str, &str),
) -> Result<(), Problem> {
    let mut changes = Changes::new();
    changes.insert("officer".to_owned(), json!([from, to]));
    changes.insert("handing_reason".to_owned(), json!([null, reason.trim()]));
    store::insert_event(tx, actor, case.id, "case.handed_over", changes).await?;
    let object = ObjectRef::new(things::CASE, case.id.0, &case.number);
    let party = (owner.party.id, owner.party.name.as_str());
    let event = Event::new("case.handed_over", object).on_behalf_of(Some(party));
    tx.record(actor, event).await
}

/// The receiver is told once for each registry, by its name alone.
async fn tell(
    tx: &Tx,
    actor: &Actor,
    owner: &Owner,
    to: &Receiver,
    registries: &BTreeSet<Uuid>,
) -> Result<(), Problem> {
    let registries = registries.iter().copied().collect::<Vec<_>>();
    for registry in REGISTRY.with_ids(tx, &registries).await? {
        let thing = REGISTRY.thing(owner, &registry);
        notify(tx, actor, to.id, "cases-handed", About::Told(&thing)).await?;
    }
    Ok(())
}
