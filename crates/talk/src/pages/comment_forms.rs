//! Answering, changing, removing and settling what was said.

use super::comment_new::{NAME, Opened, done, opened, text_field};
use super::desk::{Address, Desk};
use super::mentions;
use crate::CommentId;
use crate::actions::{add_answer, change_comment, remove_comment, settle_question};
use crate::model::Comment;
use axum::extract::{Path, State};
use samverk_foundation::Problem;
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values};

/// A form about one comment, with that above it.
async fn about(
    desk: &Desk,
    (rest, words): (&str, &str),
    comment: &Comment,
) -> Result<FormPage, Problem> {
    let ui = &desk.ui;
    let action = desk.href(&format!("/{}{rest}", comment.id));
    let form = Form::new(action, ui.t(&format!("{words}-button")));
    let mut page = FormPage::new(
        ui.clone(),
        ui.t(words),
        form.cancel(desk.back_to(comment.id)),
    );
    page.above = ui.prose(&comment.text);
    Ok(page)
}

async fn answer_page(desk: &Desk, values: &Values) -> Result<(FormPage, Comment), Problem> {
    let (_, root) = desk.comment().await?;
    let mut page = about(desk, ("/svara", "comment-answering"), &root).await?;
    page.form = page.form.field(text_field(&desk.ui, "comment-answer-text"));
    if values.checked(NAME) || values.is_set("mention") {
        page.form = page.form.field(mentions::field(desk).await?);
    } else {
        page.form = page.form.other(NAME, desk.ui.t("comment-name-somebody"));
    }
    Ok((page, root))
}

pub(super) async fn show_answer(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let desk = Desk::open(state.db.read().await?, &state, ui, &address).await?;
    let (page, root) = answer_page(&desk, &Values::default()).await?;
    root.still_there()?;
    page.show()
}

pub(super) async fn answer(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let desk = match opened(&state, &ui, &address, &values).await? {
        Opened::Desk(desk) => desk,
        Opened::Gone(page) => return page,
    };
    let (mut page, root) = answer_page(&desk, &values).await?;
    if values.checked(NAME) {
        page.form = page.form.fill(values);
        return page.show();
    }
    match answer_from(&desk, &root, &values).await {
        Ok(comment) => done(desk, comment, "comment-added").await,
        Err(problem) => page.refuse(values, problem),
    }
}

async fn answer_from(desk: &Desk, root: &Comment, values: &Values) -> Result<CommentId, Problem> {
    let reader = desk.reader()?;
    let mentioned = mentions::named(desk, values, root.open_to()).await?;
    let said = (root, values.text("text").to_owned());
    let comment = add_answer(&desk.tx, &desk.ui.actor, &reader, said, mentioned).await?;
    Ok(comment.id)
}

async fn change_page(desk: &Desk) -> Result<(FormPage, Comment, Comment), Problem> {
    let (comment, root) = desk.comment().await?;
    if !desk.reader()?.wrote(&comment) {
        return Err(Problem::forbidden());
    }
    let mut page = about(desk, ("/redigera", "comment-changing"), &comment).await?;
    page.above.clear();
    let filled = Values::default().set("text", &comment.text);
    let text = text_field(&desk.ui, "comment-text");
    page.form = page.form.field(text).fill(filled).seen(comment.revision);
    Ok((page, comment, root))
}

pub(super) async fn show_change(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let desk = Desk::open(state.db.read().await?, &state, ui, &address).await?;
    let (page, comment, _) = change_page(&desk).await?;
    comment.still_there()?;
    page.show()
}

pub(super) async fn change(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let desk = match opened(&state, &ui, &address, &values).await? {
        Opened::Desk(desk) => desk,
        Opened::Gone(page) => return page,
    };
    let (page, comment, root) = change_page(&desk).await?;
    match change_from(&desk, (&comment, &root), &values).await {
        Ok(()) => done(desk, comment.id, "comment-changed").await,
        Err(problem) => page.refuse(values, problem),
    }
}

async fn change_from(
    desk: &Desk,
    (comment, root): (&Comment, &Comment),
    values: &Values,
) -> Result<(), Problem> {
    let reader = desk.reader()?;
    let seen = values.integer("revision")?;
    let mut mentioned = comment.mentioned.clone();
    for one in mentions::named(desk, values, root.open_to()).await? {
        if !mentioned.iter().any(|known| known.id == one.id) {
            mentioned.push(one);
        }
    }
    let said = (values.text("text").to_owned(), mentioned, seen);
    change_comment(&desk.tx, &desk.ui.actor, &reader, comment, said).await
}

async fn removal_page(desk: &Desk) -> Result<(FormPage, Comment), Problem> {
    let (comment, _) = desk.comment().await?;
    if !desk.reader()?.may_remove(&comment) {
        return Err(Problem::forbidden());
    }
    let mut page = about(desk, ("/ta-bort", "comment-removal"), &comment).await?;
    page.form = page.form.seen(comment.revision).danger();
    Ok((page.lead(desk.ui.t("comment-removal-lead")), comment))
}

pub(super) async fn show_removal(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
) -> PageResult {
    let desk = Desk::open(state.db.read().await?, &state, ui, &address).await?;
    let (page, comment) = removal_page(&desk).await?;
    comment.still_there()?;
    page.show()
}

pub(super) async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("comment").await?;
    let desk = Desk::open(tx, &state, ui, &address).await?;
    let (page, comment) = removal_page(&desk).await?;
    let seen = values.integer("revision")?;
    let reader = desk.reader()?;
    let removed = remove_comment(&desk.tx, &desk.ui.actor, &reader, &comment, seen).await;
    match removed {
        Ok(()) => done(desk, comment.id, "comment-removed").await,
        Err(problem) => page.refuse(values, problem),
    }
}

pub(super) async fn settle(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("comment").await?;
    let desk = Desk::open(tx, &state, ui, &address).await?;
    let (comment, _) = desk.comment().await?;
    let reader = desk.reader()?;
    let said = (values.checked("answered"), values.integer("revision")?);
    settle_question(&desk.tx, &desk.ui.actor, &reader, &comment, said).await?;
    done(desk, comment.id, "comment-settled").await
}
