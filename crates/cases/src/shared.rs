//! A case of another party, as those read it to whom it was opened.

use crate::desk::RegistryDesk;
use crate::model::{Case, CaseStatus, Document, DocumentSort, Grant};
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};
use samverk_kept::Ground;
use samverk_parties::Owner;
use uuid::Uuid;

pub struct SharedCase {
    /// Who reads it.
    pub reader: Owner,
    /// The owner's registry.
    pub desk: RegistryDesk,
    pub case: Case,
    pub grant: Grant,
}

/// Whose shared cases they are, for those of the party who read cases. Fails with `sign_in_needed` or `not_found`.
pub async fn reader(tx: &Tx, actor: &Actor, party: &str) -> Result<Owner, Problem> {
    if *actor == Actor::Public {
        return Err(Problem::sign_in_needed().open_to(Action::Read.by()));
    }
    let found = samverk_parties::store::find_party(tx, party).await?;
    let owner = Owner::seen_by(actor, found.ok_or_else(Problem::not_found)?);
    match owner.roles().any(Action::Read.by()) {
        true => Ok(owner),
        false => Err(Problem::not_found()),
    }
}

impl SharedCase {
    /// As long as the grant holds. Fails with `not_found`.
    pub async fn find(tx: &Tx, actor: &Actor, party: &str, grant: Uuid) -> Result<Self, Problem> {
        let reader = reader(tx, actor, party).await?;
        let found = store::find_grant(tx, grant).await?;
        let is_theirs = |grant: &Grant| grant.party == reader.party.id && grant.holds(tx.today());
        let grant = found.filter(is_theirs).ok_or_else(Problem::not_found)?;
        let case = store::find_case_by_id(tx, grant.case.0).await?;
        // Nobody else reads it while it is restricted.
        let is_read = |case: &Case| grant.reads(case, tx.today()) && case.restriction.is_none();
        let case = case.filter(|case| case.status != CaseStatus::Void && is_read(case));
        let case = case.ok_or_else(Problem::not_found)?;
        let desk = RegistryDesk::by_id(tx, actor, case.registry).await?;
        Ok(Self {
            reader,
            desk,
            case,
            grant,
        })
    }

    pub fn opens(&self, document: &Document) -> bool {
        let is_official = document.content.sort == DocumentSort::Official;
        self.grant.opens(document.number, is_official)
    }

    pub fn href(&self, rest: &str) -> String {
        let base = format!("/delade-arenden/{}{rest}", self.grant.id);
        self.reader.href(&base)
    }
}
