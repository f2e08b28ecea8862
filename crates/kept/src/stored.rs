//! A kept thing as it stands.

use samverk_database::{Event, ObjectRef};
use samverk_fields::{Record, to_told};
use samverk_foundation::{CollaborationId, Key, PartyId, PersonId, Problem};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::offer::Offers;
use crate::{AnyKind, Ground, sight, states};

/// One of a kind, with what the machine knows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub id: Uuid,
    /// What it hangs on.
    pub ground: Uuid,
    pub key: Key,
    /// 0 where the order is not by hand.
    pub position: i64,
    /// Counts saves, so that two people do not overwrite each other.
    pub revision: i64,
    /// As the one who asked may see it.
    pub record: Record,
    /// What is there and not seen.
    pub(crate) veiled: Record,
    /// Who made it, where the table tells that.
    pub made_by: Option<PersonId>,
}

impl Stored {
    pub(crate) fn object(&self, kind: &dyn AnyKind) -> ObjectRef {
        let name = kind.name(&sight::open(kind, &self.record));
        ObjectRef::new(kind.facts().code, self.id, &name)
    }

    /// All of it, whoever asks.
    pub(crate) fn whole(&self) -> Record {
        let veiled = self.veiled.iter();
        veiled.fold(self.record.clone(), |record, (field, value)| {
            record.with(field.clone(), value.clone())
        })
    }

    pub(crate) fn is_made_by(&self, at: &dyn Ground) -> bool {
        self.made_by.is_some() && self.made_by == at.roles().person()
    }

    /// What the log keeps of it.
    pub(crate) fn told(&self, kind: &dyn AnyKind) -> Json {
        let mut told = to_told(kind.form(), &self.whole());
        sight::veil(kind, &mut told);
        if let Json::Object(fields) = &mut told {
            fields.insert("id".to_owned(), self.id.to_string().into());
            fields.insert("key".to_owned(), self.key.to_string().into());
            fields.insert("revision".to_owned(), self.revision.into());
            if kind.facts().is_ordered_by_hand() {
                fields.insert("position".to_owned(), self.position.into());
            }
        }
        told
    }

    /// Whether anything but the count of saves differs.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        (self.whole(), self.position) == (other.whole(), other.position)
    }
}

/// Where a thing stands, for the log, and what there is called how.
#[derive(Clone, Copy)]
pub(crate) struct Stands<'g> {
    pub collaboration: Option<CollaborationId>,
    pub owner: Option<(PartyId, &'g str)>,
    pub ground: Uuid,
    pub offers: Option<&'g Offers>,
}

impl<'g> Stands<'g> {
    pub fn on(at: &'g dyn Ground, offers: &'g Offers) -> Self {
        Self {
            owner: at.owner(),
            collaboration: at.collaboration(),
            ground: at.id(),
            offers: Some(offers),
        }
    }
}

/// The event of a change: what stood before, and what stands after it.
pub(crate) fn event(
    what: &'static str,
    kind: &dyn AnyKind,
    stands: Stands<'_>,
    before: Option<&Stored>,
    after: Option<&Stored>,
) -> Result<Event, Problem> {
    let one = after.or(before);
    let one = one.ok_or_else(|| Problem::internal("an event about nothing"))?;
    let event = Event::new(what, one.object(kind));
    // Of what is its maker's alone the log says only that something happened.
    if states::is_private(kind, one) {
        let object = ObjectRef::new(kind.facts().code, one.id, "…");
        return Ok(Event::new(what, object));
    }
    let event = event.on_behalf_of(stands.owner);
    let event = match stands.collaboration {
        Some(id) => event.in_collaboration(id),
        None => event,
    };
    // What hangs on anything but a collaboration or the installation says on what.
    let is_inside = stands.collaboration.map(|id| id.0) != Some(stands.ground)
        && kind.facts().ground.column.is_some();
    let told = |one: Option<&Stored>| {
        let one = one?;
        let mut told = one.told(kind);
        if let (true, Json::Object(fields)) = (is_inside, &mut told) {
            fields.insert(
                kind.facts().ground_field().to_owned(),
                stands.ground.to_string().into(),
            );
        }
        let names = stands.offers.map(|offers| offers.names(kind, &one.record));
        if let (Some(names), Json::Object(fields)) = (names, &mut told)
            && !names.is_empty()
        {
            fields.insert("named".to_owned(), names.into());
        }
        Some(told)
    };
    let [mut before_told, after_told] = [told(before), told(after)];
    sight::tell_changes(kind, before, after, before_told.as_mut());
    event.change(before_told.as_ref(), after_told.as_ref())
}
