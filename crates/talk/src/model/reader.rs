use super::{Audience, Comment, OpenTo};
use samverk_foundation::{Actor, PartyId, PersonId};
use samverk_web::Thing;

/// Somebody who belongs to where a thing stands, as its comments are read.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    pub thing: &'a Thing,
    pub person: Option<PersonId>,
    /// The parties that they act for or read at.
    pub parties: Vec<PartyId>,
}

impl<'a> Reader<'a> {
    /// Nobody for a stranger, who reads nothing of what is said.
    pub fn of(actor: &Actor, thing: &'a Thing) -> Option<Self> {
        let person = actor.person();
        let held = person.into_iter().flat_map(|person| &person.party_roles);
        let mut parties: Vec<PartyId> = held.map(|(party, _)| *party).collect();
        parties.sort_unstable();
        parties.dedup();
        thing.roles.is_member().then_some(Self {
            thing,
            person: person.map(|person| person.id),
            parties,
        })
    }

    /// Whether they answer for the thing: they may change it, or it is their party's.
    pub fn answers_for_it(&self) -> bool {
        let owner = self.thing.owner;
        self.thing.may_change || owner.is_some_and(|owner| self.parties.contains(&owner))
    }

    pub fn sees(&self, said: &OpenTo) -> bool {
        let is_own = self.person.is_some() && said.writer == self.person;
        match said.audience {
            Audience::Members => true,
            Audience::Party => said.party.is_some_and(|of| self.parties.contains(&of)),
            Audience::Owner => is_own || self.answers_for_it(),
        }
    }

    pub fn wrote(&self, comment: &Comment) -> bool {
        self.person.is_some() && comment.person == self.person
    }

    /// One's own, or what somebody said of what one answers for.
    pub fn may_remove(&self, comment: &Comment) -> bool {
        self.wrote(comment) || self.thing.may_change
    }

    /// A question is settled by who asked and by those who may change the thing.
    pub fn may_settle(&self, comment: &Comment) -> bool {
        comment.question && self.may_remove(comment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use samverk_foundation::{Role, Roles};
    use uuid::Uuid;

    fn thing(roles: &[Role], may_change: bool) -> Thing {
        Thing {
            kind: "need",
            id: Uuid::from_u128(1),
            name: "Behovet".into(),
            href: "/samverkan/radet/behov/behovet".into(),
            place: "Rådet".into(),
            collaboration: None,
            owner: None,
            roles: Roles::of(roles),
            may_change,
            takes_files: true,
            own_history: None,
        }
    }

    fn said(audience: Audience, party: Option<u128>, writer: u128) -> OpenTo {
        OpenTo {
            audience,
            party: party.map(|id| PartyId(Uuid::from_u128(id))),
            writer: Some(PersonId(Uuid::from_u128(writer))),
        }
    }

    #[test]
    fn a_party_talks_alone_and_an_owner_hears_what_is_said_to_it() {
        let thing_of_member = thing(&[Role::Public, Role::Reader], false);
        let member = Reader {
            thing: &thing_of_member,
            person: Some(PersonId(Uuid::from_u128(7))),
            parties: vec![PartyId(Uuid::from_u128(1))],
        };
        let thing_of_coordinator = thing(&[Role::Coordinator], true);
        let coordinator = Reader {
            thing: &thing_of_coordinator,
            person: Some(PersonId(Uuid::from_u128(8))),
            parties: Vec::new(),
        };
        let cases = [
            (said(Audience::Members, None, 9), true, true),
            (said(Audience::Party, Some(1), 9), true, false),
            (said(Audience::Party, Some(2), 8), false, false),
            (said(Audience::Party, None, 7), false, false),
            (said(Audience::Owner, None, 7), true, true),
            (said(Audience::Owner, None, 9), false, true),
        ];
        for (said, by_member, by_coordinator) in cases {
            assert_eq!(member.sees(&said), by_member, "{said:?}");
            assert_eq!(coordinator.sees(&said), by_coordinator, "{said:?}");
        }
    }

    #[test]
    fn a_stranger_is_no_reader() {
        let thing = thing(&[Role::Public], false);
        assert!(Reader::of(&Actor::Public, &thing).is_none());
    }
}
