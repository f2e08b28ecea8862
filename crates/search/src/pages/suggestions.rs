use super::search::kind_word;
use crate::model::{Piece, Query, mark_words};
use crate::store::Found;
use crate::{Own, Reader, suggest};
use askama::Template;
use axum::extract::State;
use samverk_web::{AppState, PageResult, Ui, Values};

/// A part of a page, for the list below the search box.
#[derive(Template)]
#[template(path = "suggestions.html")]
struct Suggestions {
    told: String,
    suggested: Vec<Suggestion>,
}

struct Suggestion {
    href: String,
    title: Vec<Piece>,
    /// What it is and where.
    about: String,
}

pub async fn list(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    let query = Query::parse_typed(values.text("q"))?;
    let found = match query.is_empty() {
        true => Vec::new(),
        false => {
            let tx = state.db.read().await?;
            let own = Own::of(&tx, &ui.actor).await?;
            let reader = Reader::with_own(&ui.actor, &own);
            suggest(&tx, &query, &reader, &own).await?
        }
    };
    ui.page(&Suggestions {
        told: ui.t1("search-suggested", "count", found.len()),
        suggested: found
            .into_iter()
            .map(|one| view(&ui, &query, one))
            .collect(),
    })
}

fn view(ui: &Ui, query: &Query, found: Found) -> Suggestion {
    let mut about = kind_word(ui, found.kind);
    if !found.place.is_empty() && found.place != found.title {
        about = format!("{about} · {}", found.place);
    }
    if found.members_only {
        about = format!("{about} · {}", ui.t("search-members-only"));
    }
    Suggestion {
        title: mark_words(query, &found.title),
        href: found.url,
        about,
    }
}
