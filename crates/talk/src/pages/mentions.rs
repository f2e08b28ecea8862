//! Who can be named in a comment: those who may read it.

use super::desk::Desk;
use crate::model::{Mention, OpenTo, Reader, named_in};
use samverk_foundation::{PersonId, Problem, swedish_order};
use samverk_identity::model::AddressRule;
use samverk_identity::{find_recipient, people_at_party, people_in_collaboration};
use samverk_web::{Choice, Field, FieldKind, Values};
use std::collections::BTreeSet;

/// More are a letter to everybody.
const MENTIONED_MAX: usize = 20;

/// Those who belong to where the thing stands, by name. Which of them may read the comment is asked
/// for each who is named.
async fn people(desk: &Desk) -> Result<Vec<(PersonId, String)>, Problem> {
    let (tx, demo) = (&desk.tx, desk.ui.is_demo());
    let rule = AddressRule::All;
    let listed = match (desk.thing.collaboration, desk.thing.owner) {
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

/// The choice of whom to name.
pub(super) async fn field(desk: &Desk) -> Result<Field, Problem> {
    let people = people(desk).await?.into_iter();
    let choices = people.map(|(id, name)| Choice::new(id, name)).collect();
    let label = desk.ui.t("comment-mention");
    let field = Field::new("mention", label, FieldKind::Checkboxes(choices));
    Ok(field.hint(desk.ui.t("comment-mention-hint")))
}

/// Whom a comment names, by choice or by an `@` in its text. Fails with `mention_not_seen` for somebody who
/// may not read it, or who is nobody, which sounds the same.
pub(super) async fn named(
    desk: &Desk,
    values: &Values,
    open_to: OpenTo,
) -> Result<Vec<Mention>, Problem> {
    let text = values.text("text");
    let chosen = values.all("mention");
    if chosen.is_empty() && !text.contains('@') {
        return Ok(Vec::new());
    }
    let refused = || Problem::invalid("mention_not_seen");
    let people = people(desk).await?;
    let in_text = named_in(text, &people);
    let in_text = in_text.map_err(|_| refused().at_field("text"))?;
    let ids = chosen.iter().map(|id| id.parse().map(PersonId));
    let chosen: Result<BTreeSet<PersonId>, _> = ids.collect();
    let chosen = chosen.map_err(|_| refused().at_field("mention"))?;
    let all: BTreeSet<PersonId> = chosen.union(&in_text).copied().collect();
    if all.len() > MENTIONED_MAX {
        let problem = Problem::invalid("mention_too_many").with("max", MENTIONED_MAX);
        return Err(problem.at_field("mention"));
    }
    let mut named = Vec::new();
    for id in all {
        let place = if in_text.contains(&id) {
            "text"
        } else {
            "mention"
        };
        let known = people.iter().find(|(one, _)| *one == id);
        let (_, name) = known.ok_or_else(|| refused().at_field(place))?;
        if !reads(desk, id, open_to).await? {
            return Err(refused().at_field(place));
        }
        let name = name.clone();
        let id = Some(id);
        named.push(Mention { id, name });
    }
    Ok(named)
}

async fn reads(desk: &Desk, id: PersonId, open_to: OpenTo) -> Result<bool, Problem> {
    let (tx, seen) = (&desk.tx, &desk.thing);
    let Some(known) = find_recipient(tx, id, desk.ui.is_demo()).await? else {
        return Ok(false);
    };
    let actor = known.actor;
    let thing = match desk.state.thing(tx, &actor, seen.kind, seen.id).await {
        Ok(thing) => thing,
        Err(problem) if problem.code == "not_found" => return Ok(false),
        Err(problem) => return Err(problem),
    };
    let reader = Reader::of(&actor, &thing);
    Ok(reader.is_some_and(|reader| reader.sees(&open_to)))
}
