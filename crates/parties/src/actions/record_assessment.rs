use super::require_parties;
use crate::AssessmentId;
use crate::LadderId;
use crate::ladders::HeldLadder;
use crate::model::{Assessment, Subject};
use crate::policy::Action;
use crate::{GROUP, Scope, store};
use chrono::NaiveDate;
use samverk_database::{ObjectRef, Tx};
use samverk_foundation::{Actor, PartyId, Problem, Role};

/// Somebody's view of a level. It is added to the history; nothing is ever changed there.
#[derive(Clone, Debug)]
pub struct RecordAssessment<'a> {
    pub subject: Subject,
    pub ladder: &'a HeldLadder,
    pub level: i64,
    pub wanted_level: Option<i64>,
    pub note: String,
    pub date: Option<NaiveDate>,
    /// The party whose view it is; none is the collaboration's own.
    pub on_behalf_of: Option<PartyId>,
}

/// Records an assessment. Saying again what is the present view records nothing and answers false.
///
/// Fails with `level_unknown`, `assessment_of_itself` (a pair of one party), `group_unknown`,
/// `party_unknown`, or with `forbidden` for a representative who speaks for another party.
pub async fn record_assessment(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    input: RecordAssessment<'_>,
) -> Result<bool, Problem> {
    scope.require(Action::RecordAssessment.by())?;
    let history = store::list_assessments(tx, scope.collaboration.id).await?;
    record_over(tx, actor, scope, &history, input).await
}

/// Records several, of different subjects. Fails as one does, with its place among them.
pub async fn record_assessments(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    inputs: Vec<RecordAssessment<'_>>,
) -> Result<(), (usize, Problem)> {
    let nowhere = |problem| (0, problem);
    scope
        .require(Action::RecordAssessment.by())
        .map_err(nowhere)?;
    let history = store::list_assessments(tx, scope.collaboration.id).await;
    let history = history.map_err(nowhere)?;
    for (place, input) in inputs.into_iter().enumerate() {
        let recorded = record_over(tx, actor, scope, &history, input).await;
        recorded.map_err(|problem| (place, problem))?;
    }
    Ok(())
}

async fn record_over(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    history: &[Assessment],
    input: RecordAssessment<'_>,
) -> Result<bool, Problem> {
    require_own_party(actor, scope, input.on_behalf_of)?;
    input
        .ladder
        .require_level(input.level)
        .map_err(|problem| problem.at_field("level"))?;
    if let Some(wanted) = input.wanted_level {
        let known = input.ladder.require_level(wanted);
        known.map_err(|problem| problem.at_field("wanted_level"))?;
    }
    let object = subject_object(tx, scope, input.subject).await?;
    let on_behalf_of = match input.on_behalf_of {
        Some(party) => {
            require_parties(tx, &[party], "on_behalf_of").await?;
            store::find_parties(tx, &[party]).await?.pop()
        }
        None => None,
    };
    let new = Assessment {
        id: AssessmentId(tx.new_id()),
        subject: input.subject,
        ladder: LadderId(input.ladder.id),
        level: input.level,
        wanted_level: input.wanted_level,
        note: input.note,
        date: input.date,
        on_behalf_of: input.on_behalf_of,
    };
    let present = history.iter().rev().find(|earlier| new.replaces(earlier));
    if present.is_some_and(|present| new.says_the_same(present)) {
        return Ok(false);
    }
    store::append_assessment(tx, scope.collaboration.id, &new).await?;
    let event = scope.event("assessment.recorded", object).on_behalf_of(
        on_behalf_of
            .as_ref()
            .map(|party| (party.id, party.name.as_str())),
    );
    tx.record(actor, event.change(present, Some(&new))?).await?;
    Ok(true)
}

/// Whoever runs the collaboration enters anybody's view; a representative only the own party's.
fn require_own_party(
    actor: &Actor,
    scope: &Scope,
    on_behalf_of: Option<PartyId>,
) -> Result<(), Problem> {
    let runs = [Role::Administrator, Role::Coordinator];
    if scope.roles.any(|role| runs.contains(&role)) {
        return Ok(());
    }
    let is_own = on_behalf_of.is_some_and(|party| {
        let is_member = scope.present().any(|member| member.party.id == party);
        is_member && actor.roles_at(party).contains(Role::Representative)
    });
    if is_own {
        Ok(())
    } else {
        Err(Problem::forbidden().open_to(Action::RecordAssessment.by()))
    }
}

/// What the event is about: the group, or else the collaboration.
async fn subject_object(tx: &Tx, scope: &Scope, subject: Subject) -> Result<ObjectRef, Problem> {
    let collaboration = &scope.collaboration;
    match subject {
        Subject::Group(id) => {
            let found = GROUP.with_ids(tx, &[id.0]).await?;
            let own = found
                .into_iter()
                .find(|one| one.ground == collaboration.id.0);
            let group = own.ok_or_else(|| Problem::invalid("group_unknown").with("key", id))?;
            return Ok(group.object(&GROUP));
        }
        Subject::Pair(party, other) if party == other => {
            return Err(Problem::invalid("assessment_of_itself").at_field("other_party"));
        }
        Subject::Pair(party, other) => require_parties(tx, &[party, other], "party").await?,
        Subject::Whole => {}
    }
    Ok(collaboration.object())
}
