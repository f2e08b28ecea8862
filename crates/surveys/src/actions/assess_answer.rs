use crate::desk::SurveyDesk;
use crate::model::{Link, Submission};
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_fields::FieldKey;
use samverk_foundation::{Actor, Problem};
use samverk_parties::LadderId;
use samverk_parties::actions::{RecordAssessment, record_assessment};
use samverk_parties::model::Assessment;
use samverk_parties::store::list_assessments;

/// What a link to an assessment calls it.
pub const ASSESSMENT: &str = "assessment";

/// Records an assessment of what a party answered, and keeps where it came from. Where the party has said the same
/// before, that is what came of the answer. Fails with `forbidden`, or as [`record_assessment`] does.
pub async fn assess_answer(
    tx: &Tx,
    actor: &Actor,
    at: &SurveyDesk,
    (submission, question): (&Submission, &FieldKey),
    input: RecordAssessment<'_>,
) -> Result<(), Problem> {
    at.scope.require(Action::Build.by())?;
    let (subject, voice) = (input.subject, input.on_behalf_of);
    let ladder = LadderId(input.ladder.id);
    record_assessment(tx, actor, &at.scope, input).await?;
    let history = list_assessments(tx, at.scope.collaboration.id).await?;
    let is_it = |one: &&Assessment| {
        one.subject.same_as(subject) && one.ladder == ladder && one.on_behalf_of == voice
    };
    let recorded = history.iter().rev().find(is_it);
    let missing = || Problem::internal("an assessment was recorded and is not there");
    let link = Link {
        id: tx.new_id(),
        submission: submission.id,
        question: question.clone(),
        thing_kind: ASSESSMENT.to_owned(),
        thing: recorded.ok_or_else(missing)?.id.0,
        author: actor
            .person()
            .map_or_else(String::new, |person| person.name.clone()),
        made_at: tx.now(),
    };
    store::insert_link(tx, &link).await
}
