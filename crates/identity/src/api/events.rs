//! The audit log: of the installation, or of a collaboration.

use super::COLLABORATION;
use crate::directory::DirectorySlot;
use crate::pages::{PlaceNames, collaboration_here};
use crate::policy::{Action, require};
use chrono::Days;
use samverk_database::{EventFilter, RecordedEvent, Tx, count_events, list_events};
use samverk_foundation::{CollaborationId, Key, PersonId};
use samverk_rest::{
    Call, Date, KeySchema, Linked, Moment, Operation, Page, Reason, Refusal, Representation,
    Resource, Word,
};
use samverk_web::{ToldChange, Ui};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub fn resource() -> Resource {
    Resource::new(
        "events",
        [
            "Ändringsloggen: vem som ändrade vad och när. Orden är på det språk som anropet ber om.",
            "The audit log: who changed what and when. Its words are in the language that is asked for.",
        ],
        super::LOG_READ,
        super::LOG_READ,
    )
    .parameter(COLLABORATION)
    .with(
        Operation::list("/events", "listEvents", everywhere)
            .about("Alla ändringar, de senaste först.", "Every change, the newest first.")
            .action(Action::ReadLog.code()),
    )
    .with(
        Operation::list(
            "/collaborations/{collaboration}/events",
            "listCollaborationEvents",
            in_collaboration,
        )
        .about(
            "Ändringarna i en samverkan, de senaste först.",
            "The changes in a collaboration, the newest first.",
        )
        .action(Action::ReadCollaborationLog.code()),
    )
}

/// A change. It is never changed itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Event")]
pub struct LoggedEvent {
    #[schemars(extend("format" = "uuid"))]
    id: String,
    at: Moment,
    /// What happened, as a code: `group.saved`.
    kind: String,
    /// The same in words.
    what: String,
    /// What the object is, as a code: `group`.
    object_kind: String,
    #[schemars(extend("format" = "uuid"))]
    object_id: String,
    /// What the object was called at the time.
    object: String,
    #[schemars(with = "Option<KeySchema>")]
    collaboration: Option<String>,
    /// Null for a program.
    #[schemars(extend("format" = "uuid"))]
    person: Option<String>,
    /// Who, in words.
    actor: String,
    /// The party on whose behalf it was done, in words.
    on_behalf_of: Option<String>,
    changes: Vec<Change>,
}

/// A changed field in words.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Change {
    field: String,
    /// Empty when there was nothing.
    before: String,
    /// Empty when there is nothing left.
    after: String,
}

impl Representation for LoggedEvent {
    fn example() -> Self {
        let change = Change {
            field: "Namn".to_owned(),
            before: "E-arkiv".to_owned(),
            after: "E-arkivgruppen".to_owned(),
        };
        Self {
            id: "0198c6a2-5d0e-7c3b-9a54-2f1e8d7c6b5a".to_owned(),
            at: Moment(Default::default()),
            kind: "group.saved".to_owned(),
            what: "Grupp sparad".to_owned(),
            object_kind: "group".to_owned(),
            object_id: "0198c6a2-5d0e-7c3b-9a54-2f1e8d7c6b5b".to_owned(),
            object: "E-arkivgruppen".to_owned(),
            collaboration: Some("digitaliseringsradet".to_owned()),
            person: Some("0198c6a2-5d0e-7c3b-9a54-2f1e8d7c6b5c".to_owned()),
            actor: "Samordnare Exempel".to_owned(),
            on_behalf_of: None,
            changes: vec![change],
        }
    }
}

impl LoggedEvent {
    fn new(ui: &Ui, names: &PlaceNames, event: &RecordedEvent) -> Self {
        let collaboration = event
            .collaboration
            .and_then(|id| names.collaboration_key(id));
        Self {
            id: event.id.to_string(),
            at: Moment(event.at),
            kind: event.kind.clone(),
            what: ui.event(event),
            object_kind: event.object_kind.clone(),
            object_id: event.object_id.to_string(),
            object: event.object_name.clone(),
            collaboration: collaboration.map(str::to_owned),
            person: event.person.map(|id| id.0.to_string()),
            actor: ui.event_actor(event),
            on_behalf_of: event.on_behalf_of_name.clone(),
            changes: ui
                .event_fields(event)
                .into_iter()
                .map(Change::from)
                .collect(),
        }
    }
}

impl From<ToldChange> for Change {
    fn from(told: ToldChange) -> Self {
        Self {
            field: told.field,
            before: told.before,
            after: told.after,
        }
    }
}

/// Which changes to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct EventQuery {
    /// Gjorda av personen, eller om den. / Made by the person, or about it.
    #[schemars(with = "Option<String>", extend("format" = "uuid"))]
    person: Option<Uuid>,
    /// Gjorda på aktörens uppdrag, eller om den. / Made on the party's behalf, or about it.
    #[schemars(with = "Option<KeySchema>")]
    party: Option<Key>,
    /// Bara om sådana objekt: `group`. / Only about such objects: `group`.
    object_kind: Option<String>,
    /// Bara om objektet. / Only about the object.
    #[schemars(with = "Option<String>", extend("format" = "uuid"))]
    object_id: Option<Uuid>,
    /// Bara om objekt vars namn innehåller det. / Only about objects in whose name it stands.
    name: Option<Word>,
    /// Från och med dagen, svensk tid. / From this day, Swedish time.
    from: Option<Date>,
    /// Till och med dagen, svensk tid. / To this day, Swedish time.
    to: Option<Date>,
}

async fn everywhere(call: Call, query: EventQuery) -> Result<Page<LoggedEvent>, Refusal> {
    require(&call.actor, &call.actor.roles_anywhere(), Action::ReadLog)?;
    let tx = call.read().await?;
    events(&call, &tx, query, None).await
}

async fn in_collaboration(call: Call, query: EventQuery) -> Result<Page<LoggedEvent>, Refusal> {
    let directory: DirectorySlot = call.extension()?;
    let tx = call.read().await?;
    let key = call.part("collaboration");
    let here = collaboration_here(&tx, &*directory, &call.actor, key).await?;
    require(&call.actor, &here.roles, Action::ReadCollaborationLog)?;
    events(&call, &tx, query, Some(here.named.id)).await
}

async fn events(
    call: &Call,
    tx: &Tx,
    query: EventQuery,
    collaboration: Option<CollaborationId>,
) -> Result<Page<LoggedEvent>, Refusal> {
    let directory: DirectorySlot = call.extension()?;
    let names = PlaceNames::load(tx, &*directory).await?;
    let ui = call.ui();
    let party = query.party.as_ref();
    let unknown = || Refusal::parameter("party", Reason::NoSuchKey);
    let party = party.map(|key| names.party_with_key(key.as_str()).ok_or_else(unknown));
    let day_after = query
        .to
        .and_then(|day| day.0.checked_add_days(Days::new(1)));
    let filter = EventFilter {
        collaboration,
        person: query.person.map(PersonId),
        party: party.transpose()?,
        object_kind: query.object_kind.as_deref(),
        object: query.object_id,
        object_name: query.name.as_ref().map(|name| name.0.as_str()),
        from: query.from.map(|day| ui.start_of_day(day.0)),
        until: day_after.map(|day| ui.start_of_day(day)),
        before_id: None,
        offset: call.paging.offset,
        limit: call.paging.limit,
    };
    let found = list_events(tx, &filter).await?;
    let references = directory.references(tx, &call.actor, &found).await?;
    let ui = ui.with_references(references);
    let logged = |event| Linked::part(LoggedEvent::new(&ui, &names, event));
    let logged = found.iter().map(logged).collect();
    Ok(Page::new(count_events(tx, &filter).await?, logged))
}
