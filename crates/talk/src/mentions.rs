//! Who can be named in a comment: those who may read it.

use crate::model::{Mention, OpenTo, Reader, named_in};
use samverk_database::Tx;
use samverk_foundation::{PersonId, Problem, swedish_order};
use samverk_identity::model::AddressRule;
use samverk_identity::{find_recipient, people_at_party, people_in_collaboration};
use samverk_web::{AppState, Thing};
use std::collections::BTreeSet;

/// More are a letter to everybody.
const MENTIONED_MAX: usize = 20;

/// Somebody who is named beside the text.
pub(crate) enum Chosen<'a> {
    Id(&'a str),
    /// Everybody of that name, as when it stands in the text.
    Name(&'a str),
}

/// Where something is said.
#[derive(Clone, Copy)]
pub(crate) struct Room<'a> {
    pub tx: &'a Tx,
    pub state: &'a AppState,
    pub thing: &'a Thing,
}

impl Room<'_> {
    fn is_demo(self) -> bool {
        self.state.settings.demo
    }

    /// Those who belong to where the thing stands, by name. Which of them may read the comment is asked
    /// for each who is named.
    pub(crate) async fn people(self) -> Result<Vec<(PersonId, String)>, Problem> {
        let (tx, demo) = (self.tx, self.is_demo());
        let rule = AddressRule::All;
        let listed = match (self.thing.collaboration, self.thing.owner) {
            (Some(id), _) => {
                let members = samverk_parties::store::list_staying(tx, id).await?;
                people_in_collaboration(tx, id, &members, &rule, demo).await?
            }
            (None, Some(party)) => people_at_party(tx, party, &rule, demo).await?,
            (None, None) => Vec::new(),
        };
        let named = listed.into_iter().map(|person| (person.id, person.name));
        let mut named: Vec<_> = named.collect();
        named.sort_by_cached_key(|(_, name)| swedish_order(name));
        Ok(named)
    }

    /// Whom a comment names, by choice in the field or by an `@` in its text. Fails with `mention_not_seen`
    /// for somebody who may not read it, or who is nobody, which sounds the same.
    pub(crate) async fn named(
        self,
        text: &str,
        (field, chosen): (&str, Vec<Chosen<'_>>),
        open_to: OpenTo,
    ) -> Result<Vec<Mention>, Problem> {
        if chosen.is_empty() && !text.contains('@') {
            return Ok(Vec::new());
        }
        let refused = |place: &str| Problem::invalid("mention_not_seen").at_field(place);
        let people = self.people().await?;
        let in_text = named_in(text, &people).map_err(|_| refused("text"))?;
        let mut all = in_text.clone();
        for one in &chosen {
            let found = ids_of(one, &people);
            all.extend(found.ok_or_else(|| refused(field))?);
        }
        if all.len() > MENTIONED_MAX {
            let problem = Problem::invalid("mention_too_many").with("max", MENTIONED_MAX);
            return Err(problem.at_field(field));
        }
        let mut named = Vec::new();
        for id in all {
            let place = if in_text.contains(&id) { "text" } else { field };
            let known = people.iter().find(|(one, _)| *one == id);
            let (_, name) = known.ok_or_else(|| refused(place))?;
            if !self.reads(id, open_to).await? {
                return Err(refused(place));
            }
            let name = name.clone();
            let id = Some(id);
            named.push(Mention { id, name });
        }
        Ok(named)
    }

    async fn reads(self, id: PersonId, open_to: OpenTo) -> Result<bool, Problem> {
        let (tx, seen) = (self.tx, self.thing);
        let Some(known) = find_recipient(tx, id, self.is_demo()).await? else {
            return Ok(false);
        };
        let actor = known.actor;
        let thing = match self.state.thing(tx, &actor, seen.kind, seen.id).await {
            Ok(thing) => thing,
            Err(problem) if problem.code == "not_found" => return Ok(false),
            Err(problem) => return Err(problem),
        };
        let reader = Reader::of(&actor, &thing);
        Ok(reader.is_some_and(|reader| reader.sees(&open_to)))
    }
}

fn ids_of(chosen: &Chosen<'_>, people: &[(PersonId, String)]) -> Option<BTreeSet<PersonId>> {
    match chosen {
        Chosen::Id(id) => id.parse().ok().map(|id| BTreeSet::from([PersonId(id)])),
        Chosen::Name(name) => {
            let of_name = people.iter().filter(|(_, known)| known == name);
            let ids: BTreeSet<PersonId> = of_name.map(|(id, _)| *id).collect();
            (!ids.is_empty()).then_some(ids)
        }
    }
}
