//! Following a thing, from its own page.

use super::letters::account_ui;
use crate::policy::{may_follow, own};
use crate::store::Follow;
use crate::{actions, store};
use askama::Template;
use axum::extract::State;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_web::{AppState, PageResult, PanelFuture, Thing, Ui, Values, redirect_with_notice};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "follow.html")]
struct FollowPanel<'p> {
    ui: &'p Ui,
    thing: &'p Thing,
    follows: bool,
}

/// One button, for who has a role there.
pub(super) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, thing: &'a Thing) -> PanelFuture<'a> {
    Box::pin(async move {
        let Some(person) = ui.actor.person().filter(|_| may_follow(&ui.actor, thing)) else {
            return Ok(None);
        };
        let chosen = store::find_follow(tx, person.id, thing.kind, thing.id).await?;
        let follows = chosen.is_some_and(|one| one.follows);
        let panel = FollowPanel { ui, thing, follows };
        ui.fragment(&panel).map(Some)
    })
}

/// So many of what is followed are listed.
const LISTED: u64 = 200;

#[derive(Template)]
#[template(path = "follows.html")]
struct FollowsPage {
    ui: Ui,
    follows: Vec<Follow>,
    declined: Vec<Follow>,
}

pub(super) const LIST: &str = "/mina-uppgifter/foljer";

pub(super) async fn list(State(state): State<AppState>, ui: Ui) -> PageResult {
    let tx = state.db.read().await?;
    let all = store::follows_of(&tx, own(&ui.actor)?.id, LISTED).await?;
    let (follows, declined) = all.into_iter().partition(|one| one.follows);
    let ui = account_ui(ui);
    ui.page(&FollowsPage {
        follows,
        declined,
        ui: ui.clone(),
    })
}

/// Goes back to the thing, or to the list from what is not there for them any more.
pub(super) async fn follow_thing(
    State(state): State<AppState>,
    ui: Ui,
    values: Values,
) -> PageResult {
    let id = values
        .text("id")
        .parse::<Uuid>()
        .map_err(|_| Problem::not_found())?;
    let tx = state.db.begin("follow").await?;
    let kind = values.text("kind");
    let follows = values.text("follows") == "yes";
    let thing = match state.thing(&tx, &ui.actor, kind, id).await {
        Ok(thing) if follows || may_follow(&ui.actor, &thing) => thing,
        Err(problem) if problem.code != "not_found" => return Err(problem.into()),
        Ok(_) | Err(_) => {
            actions::let_go(&tx, &ui.actor, (kind, id)).await?;
            tx.commit().await?;
            let notice = match follows {
                true => "follow-gone",
                false => "not-followed",
            };
            return Ok(redirect_with_notice(LIST, notice));
        }
    };
    actions::follow(&tx, &ui.actor, &thing, follows).await?;
    tx.commit().await?;
    let notice = match follows {
        true => "followed",
        false => "not-followed",
    };
    Ok(redirect_with_notice(&thing.href, notice))
}
