//! The append-only record of every change: the audit log, and the history on each object's page.

use crate::Tx;
use crate::statement::insert_later;
use chrono::{DateTime, Utc};
use samverk_foundation::{Actor, CollaborationId, PartyId, PersonId, Problem};
use sea_orm::Set;
use sea_orm::entity::prelude::*;
use serde::Serialize;
use serde_json::Value;

/// What a record, event or warning is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectRef {
    /// The glossary's word: `group`, `plan`.
    pub kind: &'static str,
    pub id: Uuid,
    /// What people call it, at the time.
    pub name: String,
}

impl ObjectRef {
    pub fn new(kind: &'static str, id: impl Into<Uuid>, name: &str) -> Self {
        Self {
            kind,
            id: id.into(),
            name: name.to_owned(),
        }
    }
}

/// A change that is about to be recorded.
#[derive(Clone, Debug)]
pub struct Event {
    /// `group.saved`: object and what happened.
    pub kind: &'static str,
    pub object: ObjectRef,
    pub collaboration: Option<CollaborationId>,
    /// The party, and what people call it at the time.
    pub on_behalf_of: Option<(PartyId, String)>,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

impl Event {
    pub fn new(kind: &'static str, object: ObjectRef) -> Self {
        Self {
            kind,
            object,
            collaboration: None,
            on_behalf_of: None,
            before: None,
            after: None,
        }
    }

    pub fn in_collaboration(mut self, id: CollaborationId) -> Self {
        self.collaboration = Some(id);
        self
    }

    pub fn on_behalf_of(mut self, party: Option<(PartyId, &str)>) -> Self {
        self.on_behalf_of = party.map(|(id, name)| (id, name.to_owned()));
        self
    }

    /// The object before (if it existed) and after (if it still does).
    pub fn change(
        mut self,
        before: Option<&impl Serialize>,
        after: Option<&impl Serialize>,
    ) -> Result<Self, Problem> {
        self.before = before
            .map(serde_json::to_value)
            .transpose()
            .map_err(Problem::internal)?;
        self.after = after
            .map(serde_json::to_value)
            .transpose()
            .map_err(Problem::internal)?;
        Ok(self)
    }
}

impl Event {
    /// Why it was done, beside what was changed.
    #[must_use]
    pub fn because(mut self, reason: &str) -> Self {
        if let (false, Some(told)) = (reason.is_empty(), self.after.as_mut()) {
            told["reason"] = reason.into();
        }
        self
    }
}

/// A change as it stands in the log.
#[derive(Clone, Debug)]
pub struct RecordedEvent {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub kind: String,
    pub object_kind: String,
    pub object_id: Uuid,
    pub object_name: String,
    pub collaboration: Option<CollaborationId>,
    pub person: Option<PersonId>,
    pub actor_name: String,
    pub on_behalf_of: Option<PartyId>,
    pub on_behalf_of_name: Option<String>,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

pub(crate) mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub at: DateTime<Utc>,
        pub kind: String,
        pub object_kind: String,
        pub object_id: Uuid,
        pub object_name: String,
        pub collaboration_id: Option<Uuid>,
        pub person_id: Option<Uuid>,
        pub actor_name: String,
        pub on_behalf_of: Option<Uuid>,
        pub on_behalf_of_name: Option<String>,
        pub before: Option<Value>,
        pub after: Option<Value>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl Tx {
    /// Writes the change to the log, in the same transaction as the change itself.
    pub async fn record(&self, actor: &Actor, event: Event) -> Result<(), Problem> {
        let (person_id, actor_name) = match actor {
            Actor::Person(person) => (Some(person.id.0), person.name.clone()),
            Actor::System(what) => (None, (*what).to_owned()),
            Actor::Public => (None, "public".to_owned()),
        };
        let (on_behalf_of, on_behalf_of_name) = match event.on_behalf_of {
            Some((party, name)) => (Some(party.0), Some(name)),
            None => (None, None),
        };
        let what = event.kind.split('.').next().unwrap_or(event.kind);
        self.touch_thing(event.collaboration, what, event.object.id);
        let row = row::ActiveModel {
            id: Set(self.new_id()),
            at: Set(self.now()),
            kind: Set(event.kind.to_owned()),
            object_kind: Set(event.object.kind.to_owned()),
            object_id: Set(event.object.id),
            object_name: Set(event.object.name),
            collaboration_id: Set(event.collaboration.map(|id| id.0)),
            person_id: Set(person_id),
            actor_name: Set(actor_name),
            on_behalf_of: Set(on_behalf_of),
            on_behalf_of_name: Set(on_behalf_of_name),
            before: Set(event.before),
            after: Set(event.after),
        };
        insert_later(self, row).await
    }
}
