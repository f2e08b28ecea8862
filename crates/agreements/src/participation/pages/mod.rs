//! The page of a question with the parties' answers, and the form of an answer.

mod answer;
mod one;
mod tables;

use crate::policy::Action;
use samverk_web::{Policy, Route};

const ONE: &str = "/samverkan/{collaboration}/deltagande/{thing}";
const ANSWER: &str = "/samverkan/{collaboration}/deltagande/{thing}/svar/{party}";

pub(crate) fn routes() -> Vec<Route> {
    let answers = Policy::Action(Action::AnswerParticipation.code());
    let reads = Policy::Action("participation_question.read");
    vec![
        Route::get(ONE, reads, one::show),
        Route::get(ANSWER, answers, answer::show),
        Route::post(ANSWER, answers, answer::submit),
    ]
}
