//! The domain's part of the REST API: surveys are described once; their forms and answers have rows of their own.

mod answer_views;
mod answers;
mod compared;
mod form_content;
mod form_schema;
mod forms;
mod responses;
mod sections;
mod submissions;

use crate::KINDS;
use crate::desk::{AnswerDesk, SurveyDesk};
use samverk_database::Tx;
use samverk_rest::{Call, Refusal, Resource};

/// Every resource of the domain.
pub fn api() -> Vec<Resource> {
    let described = KINDS.iter();
    let described = described.map(|kind| samverk_kept::resource(*kind));
    let own = [
        forms::resource(),
        answers::resource(),
        responses::resource(),
        submissions::resource(),
        compared::resource(),
    ];
    described.chain(own).chain(sections::resources()).collect()
}

/// The survey of the address. Fails with `not_found` for whoever may not see it.
async fn survey(tx: &Tx, call: &Call) -> Result<SurveyDesk, Refusal> {
    let (collaboration, key) = (call.part("collaboration"), call.part("survey"));
    Ok(SurveyDesk::find(tx, &call.actor, collaboration, key).await?)
}

/// The answer of the address, at its own people's desk.
async fn own_answer(tx: &Tx, call: &Call) -> Result<AnswerDesk, Refusal> {
    let at = survey(tx, call).await?;
    let whose = in_house(call.part("respondent"));
    Ok(AnswerDesk::find(tx, &call.actor, at, whose).await?)
}

/// What one's own answer is called in the API, where each person answers.
const ME: &str = "me";

/// What the pages call whoever answers.
fn in_house(respondent: &str) -> &str {
    match respondent {
        ME => crate::desk::MINE,
        key => key,
    }
}

/// Where a survey lies.
fn survey_path(at: &SurveyDesk) -> String {
    let (collaboration, survey) = (&at.scope.collaboration.key, &at.survey.key);
    format!("/collaborations/{collaboration}/surveys/{survey}")
}

fn answer_path(at: &SurveyDesk, whose: &str) -> String {
    let whose = match whose {
        crate::desk::MINE => ME,
        key => key,
    };
    format!("{}/survey-answers/{whose}", survey_path(at))
}
