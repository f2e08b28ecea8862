//! What the domains above the parties answer before a party or collaboration is removed.

use samverk_database::Tx;
use samverk_foundation::{Actor, CollaborationId, Key, PartyId, Problem};
use samverk_identity::model::AddressRule;
use samverk_identity::{coordinate_own, people_at_party, people_in_collaboration};
use samverk_parties::model::Collaboration;
use samverk_parties::{Above, Answer, Doing};

pub const ABOVE: Above = Above {
    kinds: crate::modules::hung_on_collaborations,
    names_party,
    party_has_people,
    collaboration_has_people,
    opened,
    tell_of_party: samverk_overview::tell_of_party,
};

/// Each domain asks the database for the key; nothing is read out.
fn names_party<'a>(tx: &'a Tx, key: &'a Key) -> Answer<'a> {
    Box::pin(async move {
        Ok::<_, Problem>(
            samverk_goals::store::names_party(tx, key).await?
                || samverk_economy::store::names_party(tx, key).await?
                || samverk_development::names_party(tx, key).await?
                || samverk_surveys::store::names_party(tx, key).await?
                || samverk_agreements::names_party(tx, key).await?
                || samverk_meetings::store::names_party(tx, key).await?
                || samverk_cases::store::names_party(tx, key).await?,
        )
    })
}

fn party_has_people(tx: &Tx, id: PartyId) -> Answer<'_> {
    Box::pin(async move {
        let people = people_at_party(tx, id, &AddressRule::All, true).await?;
        Ok::<_, Problem>(!people.is_empty())
    })
}

fn collaboration_has_people(tx: &Tx, id: CollaborationId) -> Answer<'_> {
    Box::pin(async move {
        let people = people_in_collaboration(tx, id, &[], &AddressRule::All, true).await?;
        Ok::<_, Problem>(!people.is_empty())
    })
}

fn opened<'a>(tx: &'a Tx, actor: &'a Actor, one: &'a Collaboration) -> Doing<'a> {
    Box::pin(coordinate_own(tx, actor, one.id, &one.name))
}
