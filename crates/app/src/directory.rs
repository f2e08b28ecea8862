//! Names of parties and collaborations for the identity crate, which stands below them.

use async_trait::async_trait;
use samverk_database::{RecordedEvent, Tx};
use samverk_foundation::{Actor, CollaborationId, PartyId, PersonId, Problem};
use samverk_identity::{Directory, Holding, Named};
use samverk_parties::model::{Collaboration, Party};
use samverk_parties::store::{self, PartyFilter};
use samverk_web::References;

pub struct Houses;

pub(crate) fn named_party(party: Party) -> Named<PartyId> {
    Named {
        id: party.id,
        key: party.key.to_string(),
        name: party.name,
    }
}

pub(crate) fn named_collaboration(one: Collaboration) -> Named<CollaborationId> {
    Named {
        id: one.id,
        key: one.key.to_string(),
        name: one.name,
    }
}

#[async_trait]
impl Directory for Houses {
    async fn party(&self, tx: &Tx, key: &str) -> Result<Option<Named<PartyId>>, Problem> {
        Ok(store::find_party(tx, key).await?.map(named_party))
    }

    async fn parties(&self, tx: &Tx) -> Result<Vec<Named<PartyId>>, Problem> {
        let all = store::list_parties(tx, &PartyFilter::default()).await?;
        Ok(all.into_iter().map(named_party).collect())
    }

    async fn collaboration(
        &self,
        tx: &Tx,
        key: &str,
    ) -> Result<Option<Named<CollaborationId>>, Problem> {
        Ok(store::find_collaboration(tx, key)
            .await?
            .map(named_collaboration))
    }

    async fn collaborations(&self, tx: &Tx) -> Result<Vec<Named<CollaborationId>>, Problem> {
        let all = store::list_collaborations(tx).await?;
        Ok(all.into_iter().map(named_collaboration).collect())
    }

    async fn collaborations_of(
        &self,
        tx: &Tx,
        parties: &[PartyId],
    ) -> Result<Vec<CollaborationId>, Problem> {
        store::list_collaborations_of(tx, parties).await
    }

    async fn members(&self, tx: &Tx, id: CollaborationId) -> Result<Vec<PartyId>, Problem> {
        store::list_staying(tx, id).await
    }

    async fn references(
        &self,
        tx: &Tx,
        actor: &Actor,
        events: &[RecordedEvent],
    ) -> Result<References, Problem> {
        samverk_parties::find_references(tx, actor, &crate::modules::kinds(), events).await
    }

    async fn held_by(
        &self,
        tx: &Tx,
        actor: &Actor,
        people: &[PersonId],
    ) -> Result<Vec<Holding>, Problem> {
        let held = samverk_cases::count_held_by(tx, people).await?;
        let mut ids: Vec<PartyId> = held.iter().map(|(_, party, _)| *party).collect();
        ids.dedup();
        let parties = match ids.is_empty() {
            true => Vec::new(),
            false => store::find_parties(tx, &ids).await?,
        };
        let holding = |(person, party, count)| {
            let may = actor.roles_at(party).any(samverk_cases::hands_over);
            let found = parties.iter().find(|one| one.id == party).filter(|_| may);
            let href = found.map(|one| format!("{}/lamna-over/{person}", one.href()));
            Holding {
                person,
                party,
                count,
                href,
            }
        };
        Ok(held.into_iter().map(holding).collect())
    }

    async fn group_fellows(&self, tx: &Tx, of: &[PartyId]) -> Result<Vec<PartyId>, Problem> {
        store::list_group_fellows(tx, of).await
    }
}
