//! The pages of a letter: itself, its texts, and the forms of what is done with it.

mod answer_forms;
mod flow;
mod from_template;
mod one;
mod send_forms;
mod text;

use crate::policy::Action;
use answer_forms::{AnnulForm, AnswerForm, LeaveForm, SignForm};
use flow::{show, submit};
use samverk_foundation::interned;
use samverk_web::{Policy, Route};
use send_forms::{NoticeForm, SendForm};

pub(crate) fn routes() -> Vec<Route> {
    let one = "/samverkan/{collaboration}/avsiktsforklaringar/{thing}";
    let at = |rest: &str| interned(format!("{one}{rest}"));
    let of_party = |rest: &str| at(&format!("/svar/{{party}}{rest}"));
    let send = Policy::Action(Action::SendLetter.code());
    let answer = Policy::Action(Action::AnswerLetter.code());
    let sign = Policy::Action(Action::SignLetter.code());
    let reads = Policy::Action("letter.read");
    let template = "/samverkan/{collaboration}/avtalsmallar/{thing}/ny-avsiktsforklaring";
    let writes = Policy::Action("letter.save");
    vec![
        Route::get(one, reads, one::show),
        Route::get(at("/text/{number}"), reads, text::show),
        Route::get(at("/skicka"), send, show::<SendForm>),
        Route::post(at("/skicka"), send, submit::<SendForm>),
        Route::get(at("/uppsagning"), send, show::<NoticeForm>),
        Route::post(at("/uppsagning"), send, submit::<NoticeForm>),
        Route::get(of_party(""), answer, show::<AnswerForm>),
        Route::post(of_party(""), answer, submit::<AnswerForm>),
        Route::get(of_party("/underskrift"), sign, show::<SignForm>),
        Route::post(of_party("/underskrift"), sign, submit::<SignForm>),
        Route::get(of_party("/uttrade"), sign, show::<LeaveForm>),
        Route::post(of_party("/uttrade"), sign, submit::<LeaveForm>),
        Route::get(of_party("/ta-tillbaka"), send, show::<AnnulForm>),
        Route::post(of_party("/ta-tillbaka"), send, submit::<AnnulForm>),
        Route::get(template, writes, from_template::show),
        Route::post(template, writes, from_template::submit),
    ]
}
