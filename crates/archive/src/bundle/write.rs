use super::{EVENTS, OF_PARTY, OF_REGISTRY, Table};
use crate::deliveries::{DELIVERY, DeliveryState};
use crate::disposals::DISPOSAL;
use crate::retention::{RETENTION_RULE, TriggerEvent};
use crate::store;
use chrono::NaiveDate;
use samverk_cases::REGISTRY;
use samverk_cases::store as cases;
use samverk_database::Tx;
use samverk_exchange::{Folder, to_csv};
use samverk_files::keys_at;
use samverk_foundation::{Actor, Problem};
use samverk_kept::Ground;
use samverk_parties::Owner;
use samverk_parties::store::{find_parties, list_owners};
use std::collections::BTreeMap;
use uuid::Uuid;

/// So many cases are read at once.
const STRETCH: u64 = 500;

/// All of it, of all parties.
pub async fn write(tx: &Tx) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    let owners: Vec<_> = list_owners(tx, "registry").await?.into_iter().collect();
    for party in find_parties(tx, &owners).await? {
        let owner = Owner::seen_by(&Actor::System("export"), party);
        let at = format!("parties/{}", owner.party.key);
        for registry in REGISTRY.whole(tx, owner.id()).await? {
            let at = format!("{at}/registries/{}", registry.key);
            write_registry(tx, &owner, (registry.id, &at), &mut folder).await?;
        }
        write_party(tx, &owner, &at, &mut folder).await?;
    }
    Ok(folder)
}

fn put(folder: &mut Folder, at: &str, table: &Table, rows: &[Vec<String>]) {
    if let Some(csv) = to_csv(table.columns, rows) {
        folder.insert(format!("{at}/{}", table.file), csv);
    }
}

fn written(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

async fn write_registry(
    tx: &Tx,
    owner: &Owner,
    (registry, at): (Uuid, &str),
    folder: &mut Folder,
) -> Result<(), Problem> {
    let rules = RETENTION_RULE.whole(tx, owner.id()).await?;
    let deliveries = DELIVERY.whole(tx, owner.id()).await?;
    let mut rows: [Vec<Vec<String>>; 5] = Default::default();
    let mut after = 0;
    loop {
        let found = cases::list_from(tx, registry, (after, STRETCH)).await?;
        let Some(last) = found.last() else { break };
        after = last.place();
        let ids: Vec<Uuid> = found.iter().map(|case| case.id.0).collect();
        let chosen = store::list_chosen_rules(tx, &ids).await?;
        let triggers = store::list_triggers(tx, &ids).await?;
        let holds = store::list_holds(tx, &ids).await?;
        let documents = cases::list_documents_of(tx, &ids).await?;
        let of_documents: Vec<Uuid> = documents.iter().map(|one| one.id).collect();
        let needs = store::list_needs(tx, &of_documents).await?;
        let others: Vec<Uuid> = needs.iter().map(|(_, other)| *other).collect();
        let numbers: BTreeMap<Uuid, String> = cases::list_numbers_of(tx, &others)
            .await?
            .into_iter()
            .collect();
        let packed = store::list_packed(tx, &ids).await?;
        for case in &found {
            let id = case.id.0;
            let own = |event: TriggerEvent| {
                let found = triggers.iter().find(|one| one.0 == id && one.1 == event);
                written(found.map(|one| one.2))
            };
            let rule = chosen
                .get(&id)
                .and_then(|id| rules.iter().find(|rule| rule.id == *id));
            let rule = rule.map(|rule| rule.key.to_string()).unwrap_or_default();
            let days = EVENTS.map(own);
            if !rule.is_empty() || days.iter().any(|day| !day.is_empty()) {
                let cells = [case.number.clone(), rule].into_iter().chain(days);
                rows[0].push(cells.collect());
            }
            for one in documents.iter().filter(|one| one.case == case.id) {
                for (_, other) in needs.iter().filter(|(document, _)| *document == one.id) {
                    let other = numbers.get(other).cloned().unwrap_or_default();
                    rows[1].push(vec![case.number.clone(), one.number.to_string(), other]);
                }
            }
            for hold in holds.iter().filter(|hold| hold.case == case.id) {
                rows[2].push(vec![
                    case.number.clone(),
                    hold.reason.clone(),
                    hold.decided_by.clone(),
                    hold.set_on.to_string(),
                    written(hold.until),
                    written(hold.lifted_on),
                ]);
            }
            for (delivery, one) in packed.iter().filter(|(_, one)| one.case == case.id) {
                let delivery = deliveries.iter().find(|known| known.id == *delivery);
                let delivery = delivery.map(|known| known.key.to_string());
                let is_unchanged = one.revision == case.revision;
                let cells = [
                    delivery.unwrap_or_default(),
                    case.number.clone(),
                    is_unchanged.to_string(),
                ];
                rows[4].push(cells.to_vec());
            }
        }
    }
    let mut after = 0;
    loop {
        let found = cases::list_disposed(tx, registry, (after, STRETCH)).await?;
        let Some(last) = found.last() else { break };
        after = last.place;
        rows[3].extend(found.iter().map(|one| {
            let (year, sequence) = samverk_cases::model::at_place(one.place);
            vec![
                one.number.clone(),
                year.to_string(),
                sequence.to_string(),
                one.disposed_on.to_string(),
                one.mandate.clone(),
            ]
        }));
    }
    for (table, rows) in OF_REGISTRY.iter().zip(&rows) {
        put(folder, at, table, rows);
    }
    Ok(())
}

async fn write_party(tx: &Tx, owner: &Owner, at: &str, folder: &mut Folder) -> Result<(), Problem> {
    let mut rows: [Vec<Vec<String>>; 4] = Default::default();
    for delivery in DELIVERY.whole(tx, owner.id()).await? {
        let Some(made) = store::find_package(tx, delivery.id).await? else {
            continue;
        };
        debug_assert!(delivery.status != DeliveryState::Planned);
        let files = keys_at(tx, "delivery", delivery.id).await?;
        let receipt = store::find_receipt(tx, delivery.id).await?;
        let key = |file: Uuid| files.get(&file).cloned().unwrap_or_default();
        let agreed = receipt.as_ref().map(|one| one.agreed.to_string());
        rows[0].push(vec![
            delivery.key.to_string(),
            key(made.list),
            made.left_out.to_string(),
            receipt.map(|one| key(one.file)).unwrap_or_default(),
            agreed.unwrap_or_default(),
        ]);
        let left = store::list_left_out(tx, delivery.id, u64::from(u32::MAX)).await?;
        rows[1].extend(
            left.into_iter()
                .map(|one| vec![delivery.key.to_string(), one.number, one.why]),
        );
    }
    for disposal in DISPOSAL.whole(tx, owner.id()).await? {
        if let Some(people) = store::find_people(tx, disposal.id).await? {
            rows[2].push(vec![
                disposal.key.to_string(),
                people.proposed_by_name,
                people.approved_by_name,
            ]);
        }
        let listed = store::list_rows(tx, disposal.id, (0, u64::from(u32::MAX))).await?;
        rows[3].extend(listed.into_iter().map(|one| {
            vec![
                disposal.key.to_string(),
                one.place.to_string(),
                one.number,
                one.rule,
                one.due_on.to_string(),
                one.kept_because,
                one.outcome.code().to_owned(),
                one.told,
                written(one.ended_on),
            ]
        }));
    }
    for (table, rows) in OF_PARTY.iter().zip(&rows) {
        put(folder, at, table, rows);
    }
    Ok(())
}
