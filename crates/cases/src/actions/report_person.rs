use super::register_case;
use crate::desk::RegistryDesk;
use crate::model::{Begun, Case, CaseContent, Finding, ReportContent, Sought, check_report};
use crate::policy::Action;
use crate::registries::REGISTRY;
use crate::store;
use chrono::Months;
use samverk_database::{EventFilter, Tx, count_events};
use samverk_foundation::{Actor, PersonId, Problem, Problems};
use samverk_kept::Ground;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Registers that somebody asks what is kept of them: a case of its own, to be answered within a month (article 12.3).
///
/// Fails with `forbidden`, or with what is wrong in the fields.
pub async fn ask_for_report(
    tx: &Tx,
    actor: &Actor,
    desk: &RegistryDesk,
    content: &ReportContent,
) -> Result<Case, Problems> {
    desk.require(Action::Report)?;
    check_report(content).or(())?;
    let received = content.received_on.unwrap_or_else(|| tx.today());
    let who = [content.name.trim(), content.email.trim()];
    let who: Vec<&str> = who.into_iter().filter(|said| !said.is_empty()).collect();
    let email = actor.person().map(|person| person.email.clone());
    let officers = desk.officers(tx).await?;
    // Whoever takes it on answers, so that the last day is among their tasks.
    let officer = email.filter(|email| officers.contains_key(email));
    let asked = CaseContent {
        subject: "Begäran om registerutdrag".into(),
        public_subject: "Begäran om registerutdrag".into(),
        begun: Begun::Incoming,
        counterpart: who.join(", ").as_str().into(),
        received_on: Some(received),
        officer: officer.unwrap_or_default().as_str().into(),
        deadline: received.checked_add_months(Months::new(1)),
        statutory: true,
        classification: "".into(),
        secrecy_provision: "".into(),
        secrecy_on: None,
        secrecy_authority: "".into(),
    };
    let case = register_case(tx, actor, desk, asked).await?;
    let sought = Sought {
        name: who_is(&content.name),
        email: content.email.trim().to_lowercase(),
    };
    store::insert_report(tx, case.id, &sought).await?;
    let mut changes = crate::model::Changes::new();
    let identity = serde_json::json!([null, content.identity.trim()]);
    changes.insert("report_identity".to_owned(), identity);
    store::insert_event(tx, actor, case.id, "case.report_asked", changes).await?;
    tx.flush().await?;
    Ok(case)
}

fn who_is(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is kept of the person of whom the case asks, in all the cases of the party.
///
/// Fails with `forbidden`, or `not_found` when the case asks of nobody.
pub async fn report_person(
    tx: &Tx,
    desk: &RegistryDesk,
    case: &Case,
) -> Result<(Sought, Vec<Finding>), Problem> {
    desk.require(Action::Report)?;
    let sought = store::find_report(tx, case.id).await?;
    let sought = sought.ok_or_else(Problem::not_found)?;
    let mut all = in_cases(tx, desk, &sought).await?;
    for person in people(tx, &sought).await? {
        all.extend(of_person(tx, desk, person).await?);
    }
    Ok((sought, all))
}

/// What names the person in cases, requests and messages.
async fn in_cases(tx: &Tx, desk: &RegistryDesk, sought: &Sought) -> Result<Vec<Finding>, Problem> {
    let party = desk.party().id;
    let named = store::list_named(tx, party, sought).await?;
    let ids: Vec<Uuid> = named.iter().map(|(case, ..)| case.id.0).collect();
    let recipients = recipients(tx, &ids).await?;
    let registries: Vec<Uuid> = named.iter().map(|(case, ..)| case.registry).collect();
    let registries = REGISTRY.with_ids(tx, &registries).await?;
    let found = named.into_iter().map(|(case, what, said)| {
        let registry = registries.iter().find(|one| one.id == case.registry);
        let registry = registry.map(|one| one.key.to_string()).unwrap_or_default();
        let rest = format!("/diarier/{registry}/arenden/{}", case.key);
        Finding {
            what,
            came_in: case.content.begun == Begun::Incoming,
            recipients: recipients.get(&case.id.0).cloned().unwrap_or_default(),
            case: Some((case.number, desk.owner.href(&rest))),
            said,
        }
    });
    Ok(found.collect())
}

/// The parties to which these cases are or were open.
async fn recipients(tx: &Tx, cases: &[Uuid]) -> Result<BTreeMap<Uuid, Vec<String>>, Problem> {
    let grants = store::list_grants_of(tx, cases).await?;
    let ids: Vec<_> = grants.iter().map(|(_, party)| *party).collect();
    let parties = match ids.is_empty() {
        true => Vec::new(),
        false => samverk_parties::store::find_parties(tx, &ids).await?,
    };
    let mut all: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
    for (case, party) in grants {
        let name = parties.iter().find(|one| one.id == party);
        all.entry(case)
            .or_default()
            .extend(name.map(|one| one.name.clone()));
    }
    Ok(all)
}

/// The accounts that have this address, or exactly this name.
async fn people(tx: &Tx, sought: &Sought) -> Result<Vec<PersonId>, Problem> {
    let mut all = Vec::new();
    for words in [&sought.name, &sought.email] {
        if words.is_empty() {
            continue;
        }
        let found = samverk_identity::people_naming(tx, words).await?;
        let people = samverk_identity::people_with_ids(tx, &found)
            .await?
            .into_iter();
        let own = people.filter(|one| {
            let is_named = who_is(&one.name).to_lowercase() == sought.name.to_lowercase();
            one.email.as_str() == sought.email || (!sought.name.is_empty() && is_named)
        });
        all.extend(own.map(|one| one.id));
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// What is kept of somebody who works with the cases: how much, and since when.
async fn of_person(
    tx: &Tx,
    desk: &RegistryDesk,
    person: PersonId,
) -> Result<Vec<Finding>, Problem> {
    let party = desk.party().id;
    let filter = EventFilter {
        person: Some(person),
        party: Some(party),
        object_kind: Some(crate::things::CASE),
        ..EventFilter::default()
    };
    let acted = count_events(tx, &filter).await?;
    let led = store::count_led(tx, party, person).await?;
    let (read, since) = store::count_readings_by(tx, party, person).await?;
    let since = since.map(|day| day.to_string()).unwrap_or_default();
    let of_all = |what, count: u64, since: String| {
        let said = match since.is_empty() {
            true => count.to_string(),
            false => format!("{count} ({since})"),
        };
        (count > 0).then_some(Finding {
            what,
            case: None,
            said,
            came_in: false,
            recipients: Vec::new(),
        })
    };
    let all = [
        of_all("officer", led, String::new()),
        of_all("acted", acted, String::new()),
        of_all("read", read, since),
    ];
    Ok(all.into_iter().flatten().collect())
}
