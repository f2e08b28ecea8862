use super::answer_event;
use crate::model::{AnswerDraft, DraftAnswer, check_answer};
use crate::policy::Action;
use crate::{Draft, DraftAnswerId, store};
use samverk_database::{Tx, statement};
use samverk_foundation::{Actor, Problem, Role};
use samverk_parties::Scope;
use samverk_parties::model::Party;

/// The members for which the actor answers: all for those who run the collaboration, otherwise the own.
pub fn answers_for<'s>(actor: &Actor, scope: &'s Scope) -> Vec<&'s Party> {
    let runs = scope.may(Action::ReplyToRemarks.by());
    let members = scope.present().map(|member| &member.party);
    members
        .filter(|party| runs || actor.roles_at(party.id).contains(Role::Representative))
        .collect()
}

/// A member by its key. Fails with `not_found`.
pub fn member<'s>(scope: &'s Scope, key: &str) -> Result<&'s Party, Problem> {
    let mut members = scope.members.iter().map(|member| &member.party);
    let found = members.find(|party| party.key.as_str() == key);
    found.ok_or_else(Problem::not_found)
}

/// What a member answers about a draft, or changes in what it answered. Fails with `forbidden`,
/// `comment_closed`, `draft_answer_empty`, `draft_answer_both`, `already_exists` or `changed_meanwhile`.
pub async fn answer_draft(
    tx: &Tx,
    actor: &Actor,
    of: &Draft,
    party: &str,
    draft: AnswerDraft,
) -> Result<(), Problem> {
    let party = member(&of.scope, party)?;
    of.require(Action::AnswerDraft.by())?;
    let own = answers_for(actor, &of.scope);
    if !own.iter().any(|one| one.id == party.id) {
        return Err(Problem::forbidden());
    }
    let before = store::find_answer(tx, of.id, party.id).await?;
    let remarks = check_answer((of.is_open, &of.parts), (&draft, before.as_ref()))?;
    let is_same =
        |before: &DraftAnswer| before.has_none == draft.has_none && before.remarks == remarks;
    if before.as_ref().is_some_and(is_same) {
        return Ok(());
    }
    let is_new = statement::is_new(before.is_some(), draft.seen)?;
    let person = actor.person();
    let after = DraftAnswer {
        id: match &before {
            Some(before) => before.id,
            None => DraftAnswerId(tx.new_id()),
        },
        of: of.id,
        party: party.id,
        has_none: draft.has_none,
        remarks,
        person: person.map(|person| person.id),
        author: person.map_or_else(String::new, |person| person.name.clone()),
        answered_at: tx.now(),
        revision: draft.seen.saturating_add(1),
    };
    match is_new {
        true => store::insert_answer(tx, &after).await?,
        false => store::update_answer(tx, &after, draft.seen).await?,
    }
    let event = answer_event(of.answered(), before.as_ref(), &after)?;
    tx.record(actor, event.on_behalf_of(Some((party.id, &party.name))))
        .await
}
