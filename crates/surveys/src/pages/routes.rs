//! Every address of the domain, with who may ask for it.

use super::{
    answer, answer_steps, assessed, attached, builder, builder_forms, hand_out, made, move_version,
    preview, question_form, results, section_form, section_page, send, survey, workbook,
};
use crate::policy::Action;
use samverk_web::{Policy, Route};

pub(crate) fn routes() -> Vec<Route> {
    let (build, answering, read) = (
        Policy::Action(Action::Build.code()),
        Policy::Action(Action::Answer.code()),
        Policy::Action(Action::Read.code()),
    );
    let one = "/samverkan/{collaboration}/enkater/{thing}";
    let at = |rest: &str| samverk_foundation::interned(format!("{one}{rest}"));
    let (form, own) = ("/formular", "/svar/{party}");
    let in_form = |rest: &str| at(&format!("{form}{rest}"));
    let in_answer = |rest: &str| at(&format!("{own}{rest}"));
    vec![
        Route::get(in_form("/arbetsbok"), build, workbook::download),
        Route::get(in_form("/las-in"), build, workbook::show),
        Route::post(in_form("/las-in"), build, workbook::submit),
        Route::get(
            in_answer("/inlamnat/{number}/assessment/{question}"),
            build,
            assessed::show,
        ),
        Route::post(
            in_answer("/inlamnat/{number}/assessment/{question}"),
            build,
            assessed::submit,
        ),
        Route::get(
            in_answer("/inlamnat/{number}/{kind}/{question}"),
            build,
            made::show,
        ),
        Route::post(
            in_answer("/inlamnat/{number}/{kind}/{question}"),
            build,
            made::submit,
        ),
        // Whoever may not know of it finds nothing there.
        Route::get(one, Policy::Public, survey::show),
        Route::get(at("/resultat"), read, results::show),
        Route::get(in_form(""), build, builder::show),
        Route::post(in_form("/borja"), build, builder_forms::begin),
        Route::post(in_form("/flytta"), build, builder_forms::reorder),
        Route::get(
            in_form("/ta-bort/{question}"),
            build,
            builder_forms::ask_removal,
        ),
        Route::post(in_form("/ta-bort/{question}"), build, builder_forms::remove),
        Route::get(in_form("/prova"), build, preview::show),
        Route::post(in_form("/prova"), build, preview::try_out),
        Route::get(in_form("/skicka"), build, send::show),
        Route::post(in_form("/skicka"), build, send::submit),
        Route::get(in_form("/nytt-avsnitt"), build, section_form::show),
        Route::post(in_form("/nytt-avsnitt"), build, section_form::submit),
        Route::get(in_form("/avsnitt/{section}"), build, section_form::show),
        Route::post(in_form("/avsnitt/{section}"), build, section_form::submit),
        Route::get(in_form("/ny-fraga"), build, question_form::show),
        Route::post(in_form("/ny-fraga"), build, question_form::submit),
        Route::get(in_form("/fragor/{question}"), build, question_form::show),
        Route::post(in_form("/fragor/{question}"), build, question_form::submit),
        Route::get(in_answer(""), answering, answer::show),
        Route::post(in_answer("/steg"), answering, answer_steps::submit),
        Route::post(in_answer("/jamforelse"), answering, answer_steps::compare),
        Route::get(in_answer("/dela-ut"), answering, hand_out::show),
        Route::post(in_answer("/dela-ut"), answering, hand_out::submit),
        Route::get(in_answer("/version"), answering, move_version::show),
        Route::post(in_answer("/version"), answering, move_version::submit),
        Route::get(
            in_answer("/avsnitt/{section}"),
            answering,
            section_page::show,
        ),
        Route::post(
            in_answer("/avsnitt/{section}"),
            answering,
            section_page::submit,
        ),
        Route::get(in_answer("/filer/{question}"), answering, attached::show),
        Route::post(in_answer("/filer/{question}"), answering, attached::send).taking_files(),
        Route::post(
            in_answer("/filer/{question}/ta-bort"),
            answering,
            attached::remove,
        ),
        Route::get(in_answer("/inlamnat/{number}"), read, answer::submitted),
    ]
}
