//! What was sent in, for those who may read it.

use crate::desk::{AnswerDesk, SurveyDesk};
use crate::model::{Answer, Whose};
use crate::policy::Action;
use crate::{Audience, store};
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};

/// An answer and whose it is: for its own people, and for those who run the collaboration once it is given. Fails
/// with `not_found`, or with `forbidden` for others.
pub async fn read_answer(
    tx: &Tx,
    actor: &Actor,
    at: &SurveyDesk,
    whose: &str,
) -> Result<(Answer, String), Problem> {
    match AnswerDesk::find(tx, actor, at.clone(), whose).await {
        Ok(desk) if desk.is_full => {
            let answer = desk.answer.ok_or_else(Problem::not_found)?;
            return Ok((answer, desk.name));
        }
        Ok(_) => {}
        Err(problem) if problem.code == "forbidden" => {}
        Err(problem) => return Err(problem),
    }
    at.scope.require(Action::Build.by())?;
    if at.survey.respondents == Audience::People {
        return Err(Problem::not_found());
    }
    let mut members = at.scope.members.iter().map(|member| &member.party);
    let party = members.find(|party| party.key.as_str() == whose);
    let party = party.ok_or_else(Problem::not_found)?;
    let answer = store::find_answer(tx, at.survey.id, Whose::Party(party.id)).await?;
    let given = answer.filter(|one| one.is_given(at.survey.approval));
    Ok((given.ok_or_else(Problem::not_found)?, party.name.clone()))
}
