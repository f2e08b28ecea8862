//! A text as it was sent, with its checksum and who decided on it.

use super::flow::letter_ui;
use crate::letters::desk::LetterDesk;
use crate::letters::tables::answer_words;
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::Problem;
use samverk_web::{AppState, PageResult, Ui};

#[derive(Template)]
#[template(path = "letter_text.html")]
struct TextPage {
    ui: Ui,
    heading: String,
    lead: String,
    /// Another text is out.
    newer: Option<String>,
    text: String,
    checksum: String,
    /// Who decided on it: party and decision.
    decided: Vec<(String, String)>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, thing, number)): Path<(String, String, i64)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let desk = LetterDesk::find(&tx, &ui.actor, &collaboration, &thing).await?;
    let text = desk.texts.iter().find(|text| text.number == number);
    let text = text.ok_or_else(Problem::not_found)?;
    let ui = letter_ui(ui, &desk).with_crumb(desk.href(""), desk.letter.title.to_string());
    let name = |id| {
        let mut members = desk.scope.members.iter().map(|member| &member.party);
        members
            .find(|party| party.id == id)
            .map_or_else(String::new, |party| party.name.clone())
    };
    let on_it = desk
        .answers
        .iter()
        .filter(|one| one.checksum == text.checksum && one.annulment.is_none());
    let decided = on_it.map(|one| {
        let words = answer_words(&ui, one.answer);
        (
            name(one.party),
            format!("{words}: {}", ui.decision(&one.decision)),
        )
    });
    let is_last = desk
        .current()
        .is_some_and(|current| current.number == number);
    let told = [
        ("number", number.to_string()),
        (
            "date",
            ui.date(&samverk_foundation::swedish_day(text.sent_at)),
        ),
    ];
    let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
    ui.page(&TextPage {
        heading: desk.letter.title.to_string(),
        lead: ui.t_with("letter-text-lead", &told),
        newer: (!is_last).then(|| desk.href("")),
        text: ui.marked(&text.text, 1),
        checksum: text.checksum.clone(),
        decided: decided.collect(),
        ui: ui.clone(),
    })
}
