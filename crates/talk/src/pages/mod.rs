//! The pages of the domain: what is said of a thing, and a round of comments on a draft.

mod comment_forms;
mod comment_new;
mod comment_view;
mod comments;
mod desk;
mod draft_answer_form;
mod mentions;
mod panel;
mod remark_table;
mod reply_form;
mod round;

use crate::MIGRATIONS;
use crate::policy::{self, Action};
pub use round::{budget_remarks_in_print, remarks_in_print};
use samverk_foundation::Language;
use samverk_web::{Module, Policy, Route, SearchedThing, TextSource};

pub fn module() -> Module {
    Module {
        name: "talk",
        routes: routes(),
        actions: policy::rows(),
        texts: vec![
            TextSource {
                language: Language::Sv,
                name: "talk/sv",
                text: include_str!("../../texts/sv.ftl"),
            },
            TextSource {
                language: Language::En,
                name: "talk/en",
                text: include_str!("../../texts/en.ftl"),
            },
        ],
        migrations: MIGRATIONS,
        // What is said is read where it is said, and by those to whom it is.
        searched_things: vec![SearchedThing::unseen("comment")],
        scopes: &[crate::api::READ, crate::api::WRITE],
        thing_panels: vec![panel::round, panel::comments],
        ..Module::default()
    }
}

fn routes() -> Vec<Route> {
    use comment_forms as forms;
    let talk = Policy::SignedIn;
    let comments = "/kommentarer/{kind}/{id}";
    let answer = "/kommentarer/{kind}/{id}/{comment}/svara";
    let change = "/kommentarer/{kind}/{id}/{comment}/redigera";
    let remove = "/kommentarer/{kind}/{id}/{comment}/ta-bort";
    let settle = "/kommentarer/{kind}/{id}/{comment}/besvarad";
    let read = Policy::Action(Action::ReadDraftAnswers.code());
    let save = Policy::Action(Action::AnswerDraft.code());
    let reply = Policy::Action(Action::ReplyToRemarks.code());
    let round = "/samverkan/{collaboration}/planer/{plan}/versioner/{number}/synpunkter";
    let own = "/samverkan/{collaboration}/planer/{plan}/versioner/{number}/synpunkter/{party}";
    let of_budget = "/samverkan/{collaboration}/budget/{year}/synpunkter";
    let own_of_budget = "/samverkan/{collaboration}/budget/{year}/synpunkter/{party}";
    let replies_of_budget = "/samverkan/{collaboration}/budget/{year}/synpunkter/{party}/svar";
    let replies =
        "/samverkan/{collaboration}/planer/{plan}/versioner/{number}/synpunkter/{party}/svar";
    vec![
        Route::get(comments, talk, comments::show),
        Route::post(comments, talk, comment_new::add),
        Route::get(answer, talk, forms::show_answer),
        Route::post(answer, talk, forms::answer),
        Route::get(change, talk, forms::show_change),
        Route::post(change, talk, forms::change),
        Route::get(remove, talk, forms::show_removal),
        Route::post(remove, talk, forms::remove),
        Route::post(settle, talk, forms::settle),
        Route::get(round, read, round::show),
        Route::get(own, save, draft_answer_form::show),
        Route::post(own, save, draft_answer_form::submit),
        Route::get(replies, reply, reply_form::show),
        Route::post(replies, reply, reply_form::submit),
        Route::get(of_budget, read, round::show),
        Route::get(own_of_budget, save, draft_answer_form::show),
        Route::post(own_of_budget, save, draft_answer_form::submit),
        Route::get(replies_of_budget, reply, reply_form::show),
        Route::post(replies_of_budget, reply, reply_form::submit),
    ]
}
