use super::apply_lists::{apply_mandates, apply_members};
use super::collaboration::{CollaborationFile, CollaborationFolder};
use super::{Bundle, apply_assessments, apply_register};
use crate::actions::{SaveCollaboration, keep_missing, open_collaboration, save_collaboration};
use crate::ladders::{HeldLadder, list_ladders};
use crate::model::{Collaboration, Contact, Party, parents_first};
use crate::store::{self, PartyFilter};
use crate::{GROUP, Group, LadderId, Scope, Visible};
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_exchange::Placed;
use samverk_foundation::{Actor, Key, Problem, ProblemKind};
use samverk_kept::{Installation, Kept, KeptFile, apply_files};
use std::collections::BTreeMap;

/// What keys stand for, while a folder is applied.
pub(super) struct Known {
    parties: BTreeMap<Key, Party>,
    ladders: BTreeMap<Key, HeldLadder>,
}

impl Known {
    async fn load(tx: &Tx) -> Result<Self, Problem> {
        let parties = store::list_parties(tx, &PartyFilter::default()).await?;
        let ladders = list_ladders(tx).await?;
        Ok(Self {
            parties: parties
                .into_iter()
                .map(|party| (party.key.clone(), party))
                .collect(),
            ladders: ladders
                .into_iter()
                .map(|ladder| (ladder.key.clone(), ladder))
                .collect(),
        })
    }

    /// Notes `party_unknown` in the column and gives nothing.
    pub fn party<T>(
        &self,
        intake: &mut Intake,
        row: &Placed<T>,
        column: &str,
        key: &Key,
    ) -> Option<&Party> {
        let found = self.parties.get(key);
        if found.is_none() {
            let unknown = Problem::invalid("party_unknown")
                .with("party", key)
                .at_column(column);
            intake.problems.push(row.place(unknown));
        }
        found
    }

    /// Notes `ladder_unknown` and gives nothing.
    pub fn ladder<T>(
        &self,
        intake: &mut Intake,
        row: &Placed<T>,
        key: &Key,
    ) -> Option<&HeldLadder> {
        let found = self.ladders.get(key);
        if found.is_none() {
            let unknown = row.unknown("ladder_unknown", "ladder", key);
            intake.problems.push(unknown);
        }
        found
    }

    /// Nothing when a key stands there that nobody has (which is noted).
    pub fn optional_party<T>(
        &self,
        intake: &mut Intake,
        row: &Placed<T>,
        column: &str,
        key: Option<&Key>,
    ) -> Option<Option<&Party>> {
        match key {
            None => Some(None),
            Some(key) => self.party(intake, row, column, key).map(Some),
        }
    }
}

/// Saves what the folder says, through the same actions as the pages. Every problem of one object
/// is noted with its place; only what no file can mend ends the work.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &Bundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    let at = Installation::seen_by(actor);
    apply_files(tx, actor, &at, &bundle.shared, intake).await?;
    apply_register::apply_parties(tx, actor, &bundle.parties, intake).await?;
    apply_register::apply_population(tx, actor, &bundle.population, intake).await?;
    let known = Known::load(tx).await?;
    let folders = &bundle.collaborations;
    let keys: Vec<_> = folders.iter().map(|folder| folder.key.clone()).collect();
    let parent = |index: usize| folders[index].document.as_ref()?.value.parent.clone();
    let (order, circle) = parents_first(&keys, parent);
    for index in circle {
        if let Some(document) = &folders[index].document {
            let circle = Problem::invalid("collaboration_own_parent").at_column("parent");
            intake.problems.push(document.place(circle));
        }
    }
    for index in order {
        let earlier = intake.warnings.len();
        apply_collaboration(tx, actor, &known, &folders[index], intake).await?;
        keep(tx, actor, &folders[index], &intake.warnings[earlier..]).await?;
    }
    Ok(())
}

async fn apply_collaboration(
    tx: &Tx,
    actor: &Actor,
    known: &Known,
    folder: &CollaborationFolder,
    intake: &mut Intake,
) -> Result<(), Problem> {
    if let Some(document) = &folder.document
        && save_document(tx, actor, known, document, intake)
            .await?
            .is_none()
    {
        return Ok(());
    }
    let Some(scope) = scope_of(tx, actor, folder.key.as_str(), intake).await? else {
        return Ok(());
    };
    // What the lists are of stands before them.
    let is_group = |file: &KeptFile| file.kind.facts().code == Group::CODE;
    let (of_groups, others): (Vec<_>, Vec<_>) =
        folder.described.iter().cloned().partition(is_group);
    apply_files(tx, actor, &scope, &of_groups, intake).await?;
    let groups = GROUP.bare(tx, &scope).await?;
    if let Some(members) = &folder.members {
        apply_members(tx, actor, &scope, &groups, known, members, intake).await?;
    }
    let scope = Scope::find(tx, actor, folder.key.as_str()).await?;
    let groups = GROUP.bare(tx, &scope).await?;
    if let Some(mandates) = &folder.mandates {
        apply_mandates(tx, actor, &scope, &groups, known, mandates, intake).await?;
    }
    if let Some(assessments) = &folder.assessments {
        apply_assessments::apply(tx, actor, &scope, &groups, known, assessments, intake).await?;
    }
    apply_files(tx, actor, &scope, &others, intake).await
}

/// The collaboration of a folder. That nobody has it is noted, once.
pub(super) async fn scope_of(
    tx: &Tx,
    actor: &Actor,
    key: &str,
    intake: &mut Intake,
) -> Result<Option<Scope>, Problem> {
    match Scope::find(tx, actor, key).await {
        Ok(scope) => Ok(Some(scope)),
        Err(problem) if problem.kind != ProblemKind::NotFound => Err(problem),
        Err(_) => {
            let file = format!("collaborations/{key}/collaboration.toml");
            let missing = Problem::invalid("file_missing").at_file(&file);
            intake.problems.push(missing);
            Ok(None)
        }
    }
}

/// Keeps what the folder lacked with the collaboration, for its page.
async fn keep(
    tx: &Tx,
    actor: &Actor,
    folder: &CollaborationFolder,
    missing: &[Problem],
) -> Result<(), Problem> {
    match store::find_collaboration(tx, folder.key.as_str()).await? {
        Some(found) => keep_missing(tx, actor, &found, &folder.tables(), missing).await,
        None => Ok(()),
    }
}

async fn save_document(
    tx: &Tx,
    actor: &Actor,
    known: &Known,
    document: &Placed<CollaborationFile>,
    intake: &mut Intake,
) -> Result<Option<Collaboration>, Problem> {
    let file = &document.value;
    let host = known.optional_party(intake, document, "host", file.host.as_ref());
    let Some(host) = host else { return Ok(None) };
    let parent = match &file.parent {
        None => None,
        Some(key) => {
            let found = Visible::find(tx, actor).await?.parent(key.as_str());
            match document.note(intake, found)? {
                Some(parent) => Some(parent),
                None => return Ok(None),
            }
        }
    };
    let ladder = match &file.ladder {
        None => None,
        Some(key) => match known.ladder(intake, document, key) {
            Some(ladder) => Some(LadderId(ladder.id)),
            None => return Ok(None),
        },
    };
    let before = store::find_collaboration(tx, file.key.as_str()).await?;
    let input = SaveCollaboration {
        name: file.name.clone(),
        purpose: file.purpose.clone(),
        legal_form: file.legal_form,
        host: host.map(|party| party.id),
        reach: file.reach,
        parent,
        ladder,
        published: file.published,
        source: file.source.clone(),
        contact: Contact {
            role: file.contact_role.clone(),
            address: file.contact_address.clone(),
            published: file.contact_published,
        },
        revision: before.as_ref().map_or(0, |before| before.revision),
    };
    let saved = match before {
        Some(_) => save_collaboration(tx, actor, file.key.as_str(), input).await,
        None => open_collaboration(tx, actor, file.key.clone(), input).await,
    };
    document.note(intake, saved)
}
