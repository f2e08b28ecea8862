use crate::answer::HeldAnswer;
use crate::consultation::RUN_BY;
use crate::deciding::{as_program, offer};
use crate::desk::ConsultationDesk;
use samverk_agreements::participation::acts_for;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Problems};

/// A member that has no answer in an open consultation gets one: it joined after the others were asked, or is not on the
/// sender's list and answers anyway. Fails with `not_found`, `forbidden` or `consultation_not_open`.
pub async fn offer_answer(
    tx: &Tx,
    actor: &Actor,
    desk: &ConsultationDesk,
    party: &str,
) -> Result<HeldAnswer, Problems> {
    let without = desk.without_answer();
    let mut members = without.iter().map(|member| &member.party);
    let found = members.find(|one| one.key.as_str() == party);
    let party = found.ok_or_else(Problem::not_found)?;
    if !acts_for(actor, party.id) && !desk.scope.may(|role| RUN_BY.contains(&role)) {
        return Err(Problem::forbidden().into());
    }
    if !desk.is_open() {
        return Err(Problem::conflict("consultation_not_open").into());
    }
    let scope = as_program(&desk.scope);
    offer(tx, actor, &scope, &desk.consultation, (party, false)).await
}
