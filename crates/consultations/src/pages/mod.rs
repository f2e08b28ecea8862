//! The pages of a consultation, of an answer in it, and the forms of an answer.

mod adopt;
mod answer;
mod answer_view;
mod case_form;
mod changed;
mod consultation;
mod parts;
mod point_form;
mod received_form;
pub(crate) mod result;
mod section_form;
mod step_back;
mod tables;

use crate::answer::ConsultationAnswer;
use crate::choices::AnswerState;
use crate::parts::{PARTS, Part};
use crate::policy;
use samverk_database::Tx;
use samverk_foundation::{Problem, interned};
use samverk_kept::{Beside, Ground, Later};
use samverk_web::{Policy, Route, Tone, Ui};

const CONSULTATION: &str = "/samverkan/{collaboration}/remisser/{thing}";
const ANSWER: &str = "/samverkan/{collaboration}/remissvar/{thing}";

pub(crate) fn routes() -> Vec<Route> {
    let reads = Policy::Action("consultation.read");
    let writes = Policy::Action("consultation_point.save");
    let runs = Policy::Action("consultation_answer.save");
    let reads_answers = Policy::Action("consultation_answer.read");
    let answers = Policy::Action(policy::ANSWER);
    let of = |rest: &str| interned(format!("{CONSULTATION}{rest}"));
    let one = |rest: &str| interned(format!("{ANSWER}{rest}"));
    let routes = vec![
        Route::get(CONSULTATION, reads, consultation::show),
        Route::get(of("/sammanstallning"), reads, result::show),
        Route::get(of("/punkter/ny"), writes, point_form::show),
        Route::post(of("/punkter/ny"), writes, point_form::submit),
        Route::get(of("/svar/ny"), runs, received_form::show),
        Route::post(of("/svar/ny"), runs, received_form::submit),
        Route::post(of("/parter/{party}"), answers, consultation::offer),
        Route::get(ANSWER, reads_answers, answer::show),
        Route::get(one("/arende"), answers, case_form::show),
        Route::post(one("/arende"), answers, case_form::submit),
        Route::post(one("/anta"), answers, adopt::submit),
        Route::get(one("/avsnitt/{point}"), answers, section_form::show),
        Route::post(one("/avsnitt/{point}"), answers, section_form::submit),
        Route::get(one("/tillbaka"), answers, step_back::show),
        Route::post(one("/tillbaka"), answers, step_back::submit),
    ];
    let of_parts = PARTS.iter().flat_map(|part: &'static Part| {
        [
            Route::get(one(part.rest), answers, move |state, ui, address| {
                parts::show(part, state, ui, address)
            }),
            Route::post(
                one(part.rest),
                answers,
                move |state, ui, address, values| parts::submit(part, state, ui, address, values),
            ),
        ]
    });
    routes.into_iter().chain(of_parts).collect()
}

/// Where an answer is; of what others answer, in the words of whoever receives it.
fn state_words(ui: &Ui, answer: &ConsultationAnswer) -> (Tone, String) {
    let tone = match answer.state {
        AnswerState::Decided | AnswerState::Dispatched => Tone::Good,
        AnswerState::Offered | AnswerState::Opened | AnswerState::Drafted => Tone::Neutral,
        AnswerState::Declined => Tone::Warning,
    };
    let words = match answer.party {
        Some(_) => "consultation-answer-state-",
        None => "consultation-received-state-",
    };
    (tone, ui.kind_name(words, answer.state.code()))
}

/// What a stance is called; that there is none, in words.
pub(crate) fn stance_words(ui: &Ui, stance: Option<crate::Stance>) -> String {
    match stance {
        Some(stance) => ui.kind_name("consultation-point-stance-", stance.code()),
        None => ui.t("consultation-no-stance"),
    }
}

/// The lists of all consultations together, for those who read them.
pub(crate) fn beside_consultations<'a>(
    _: &'a Tx,
    at: &'a dyn Ground,
    ui: &'a Ui,
) -> Later<'a, Result<Beside, Problem>> {
    Box::pin(async move {
        let lists = [
            ("/remisspunkter", "consultation-point-tab"),
            ("/remissvar", "consultation-answer-tab"),
            ("/remissvarsavsnitt", "consultation-section-tab"),
        ];
        let link = |(rest, words): (&str, &str)| (at.href(rest), ui.t(words));
        Ok(Beside {
            actions: lists.map(link).into(),
            ..Beside::default()
        })
    })
}
