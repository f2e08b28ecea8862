//! All that is said of a thing, page by page.

use super::comment_new::new_form;
use super::comment_view::{Said, answers_href, comment_named, said, said_around, said_under};
use super::desk::{Address, Desk};
use askama::Template;
use axum::extract::{Path, State};
use samverk_foundation::Problem;
use samverk_web::{AppState, Form, PageResult, Ui, Values};

#[derive(Template)]
#[template(path = "comments.html")]
struct CommentsPage {
    ui: Ui,
    heading: String,
    /// The thing's own page.
    back: String,
    said: Said,
    earlier_href: Option<String>,
    /// Where all is read, when the page is about one comment.
    all_href: Option<String>,
    /// Below the latest.
    form: Option<Form>,
}

pub(super) async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(address): Path<Address>,
    query: Values,
) -> PageResult {
    let desk = Desk::open(state.db.read().await?, &state, ui, &address).await?;
    let before = comment_named(query.text("fore"));
    let root = comment_named(query.text("svar")).zip(before);
    let wanted = comment_named(query.text("visa"));
    let said = match root {
        None if wanted.is_some() => {
            let wanted = wanted.ok_or_else(Problem::not_found)?;
            said_around(&desk.tx, &desk.ui, &desk.reader()?, wanted).await?
        }
        Some(under) => said_under(&desk.tx, &desk.ui, &desk.reader()?, under).await?,
        None => said(&desk.tx, &desk.ui, &desk.reader()?, before).await?,
    };
    let earlier = said.earlier.map(|first| match root {
        Some((root, _)) => answers_href(&desk.thing, root, first),
        None => desk.href(&format!("?fore={first}")),
    });
    let new = || new_form(&desk.ui, &desk.thing, &said.parties);
    let page = CommentsPage {
        heading: desk.ui.t1("comment-page-heading", "name", &desk.thing.name),
        back: desk.thing.href.clone(),
        earlier_href: earlier,
        form: (before.is_none() && wanted.is_none()).then(new),
        all_href: wanted.map(|_| desk.href("")),
        ui: desk.ui.clone(),
        said,
    };
    desk.ui.page(&page)
}
