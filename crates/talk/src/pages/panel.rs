//! What stands on the page of every thing: the round of a plan's draft, and what is said.

use super::comment_new::new_form;
use super::comment_view::{Said, said};
use super::desk::comments_href;
use crate::model::Reader;
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{Form, PanelFuture, Thing, Ui};

#[derive(Template)]
#[template(path = "comments_panel.html")]
struct CommentsPanel<'p> {
    ui: &'p Ui,
    said: Said,
    earlier_href: Option<String>,
    form: Form,
}

pub(super) fn comments<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(draw(tx, ui, thing))
}

async fn draw(tx: &Tx, ui: &Ui, thing: &Thing) -> Result<Option<String>, Problem> {
    let Some(reader) = Reader::of(&ui.actor, thing) else {
        return Ok(None);
    };
    let said = said(tx, ui, &reader, None).await?;
    let earlier = said.earlier.map(|id| format!("?fore={id}"));
    let panel = CommentsPanel {
        ui,
        earlier_href: earlier.map(|query| comments_href(thing, &query)),
        form: new_form(ui, thing, &said.parties),
        said,
    };
    ui.fragment(&panel).map(Some)
}

pub(super) fn round<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(super::round::panel(tx, ui, thing))
}
