//! The first page and the list of collaborations.

use super::words::word;
use crate::Visible;
use crate::model::Collaboration;
use crate::policy::Action;
use crate::store;
use askama::Template;
use axum::extract::State;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_web::{AppState, PageResult, Ui};
use std::collections::BTreeMap;

/// A collaboration in a list.
struct Card {
    href: String,
    name: String,
    purpose: String,
    members: String,
    legal_form: String,
    is_draft: bool,
}

struct Cards {
    own: Vec<Card>,
    others: Vec<Card>,
}

impl Cards {
    async fn find(tx: &Tx, ui: &Ui) -> Result<Self, Problem> {
        let visible = Visible::find(tx, &ui.actor).await?;
        let members = store::count_members(tx).await?;
        let card = |one| card(ui, one, &members);
        Ok(Self {
            own: visible.own().map(card).collect(),
            others: visible.others().map(card).collect(),
        })
    }
}

fn card(ui: &Ui, one: &Collaboration, members: &BTreeMap<CollaborationId, i64>) -> Card {
    let count = members.get(&one.id).copied().unwrap_or_default();
    Card {
        href: one.href(),
        name: one.name.clone(),
        purpose: one.purpose.clone(),
        members: ui.t1("start-members", "count", count),
        legal_form: word(ui, "legal-form", one.legal_form.code()),
        is_draft: !one.published,
    }
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    ui: Ui,
    cards: Cards,
}

pub async fn start(State(state): State<AppState>, ui: Ui) -> PageResult {
    let tx = state.db.read().await?;
    let cards = Cards::find(&tx, &ui).await?;
    ui.page(&StartPage {
        ui: ui.clone(),
        cards,
    })
}

#[derive(Template)]
#[template(path = "collaborations.html")]
struct CollaborationsPage {
    ui: Ui,
    cards: Cards,
    may_open: bool,
}

pub async fn list(State(state): State<AppState>, ui: Ui) -> PageResult {
    let tx = state.db.read().await?;
    let cards = Cards::find(&tx, &ui).await?;
    let may_open = ui.actor.all_roles().any(Action::OpenCollaboration.by());
    ui.page(&CollaborationsPage {
        ui: ui.clone(),
        cards,
        may_open,
    })
}
