//! A person's calendars: made, shown once, ended; and what a calendar program fetches.

use super::letters::account_ui;
use crate::calendar::calendar;
use crate::letter::desk;
use crate::policy::own;
use crate::store::{self, CalendarAddress};
use crate::{Place, Sources, actions};
use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use chrono::Days;
use samverk_foundation::{CollaborationId, Problem};
use samverk_identity::model::Token;
use samverk_web::{AppState, PageResult, Ui, Values, redirect_with_notice};
use uuid::Uuid;

pub(super) const HERE: &str = "/mina-uppgifter/kalendrar";

/// How far back and forward a calendar reaches.
const DAYS_BACK: u64 = 60;
const DAYS_FORWARD: u64 = 400;

struct ShownCalendar {
    id: Uuid,
    of: String,
    made: String,
}

#[derive(Template)]
#[template(path = "calendars.html")]
struct CalendarsPage {
    ui: Ui,
    calendars: Vec<ShownCalendar>,
    places: Vec<Place>,
    /// The address that was made just now: the only time that it is shown.
    made: Option<String>,
}

pub(super) async fn show(State(state): State<AppState>, sources: Sources, ui: Ui) -> PageResult {
    page(&state, &sources, ui, None).await
}

async fn page(state: &AppState, sources: &Sources, ui: Ui, made: Option<String>) -> PageResult {
    let tx = state.db.read().await?;
    let person = own(&ui.actor)?.id;
    let places = (sources.places)(&tx, &ui.actor).await?;
    let shown = |one: CalendarAddress| {
        let place = places
            .iter()
            .find(|place| Some(place.id) == one.collaboration);
        ShownCalendar {
            id: one.id,
            of: match (one.collaboration, place) {
                (None, _) => ui.t("calendar-of-all"),
                (Some(_), Some(place)) => place.name.clone(),
                (Some(_), None) => ui.t("calendar-of-none"),
            },
            made: ui.time(&one.made_at),
        }
    };
    let own = store::calendars_of(&tx, person).await?;
    let calendars = own.into_iter().map(shown).collect();
    let ui = account_ui(ui);
    ui.page(&CalendarsPage {
        calendars,
        places,
        made,
        ui: ui.clone(),
    })
}

pub(super) async fn make(
    State(state): State<AppState>,
    sources: Sources,
    ui: Ui,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("make_calendar").await?;
    let of = match values.text("of") {
        "" => None,
        text => {
            let id = text.parse().map(CollaborationId);
            let id = id.map_err(|_| Problem::not_found())?;
            let places = (sources.places)(&tx, &ui.actor).await?;
            let is_own = places.iter().any(|place| place.id == id);
            Some(is_own.then_some(id).ok_or_else(Problem::not_found)?)
        }
    };
    let token = actions::make_calendar(&tx, &ui.actor, of).await?;
    tx.commit().await?;
    let base = &state.settings.base_url;
    let address = format!("{base}/kalender/{}.ics", token.text());
    page(&state, &sources, ui, Some(address)).await
}

pub(super) async fn end(State(state): State<AppState>, ui: Ui, values: Values) -> PageResult {
    let id = values
        .text("id")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let tx = state.db.begin("end_calendar").await?;
    actions::end_calendar(&tx, &ui.actor, id).await?;
    tx.commit().await?;
    Ok(redirect_with_notice(HERE, "calendar-ended"))
}

/// The days as the person whose calendar it is may see them now.
pub(super) async fn feed(
    State(state): State<AppState>,
    sources: Sources,
    Path(address): Path<String>,
) -> PageResult {
    let secret = address.strip_suffix(".ics").and_then(Token::parse);
    let secret = secret.ok_or_else(Problem::not_found)?;
    let tx = state.db.read().await?;
    let found = store::find_calendar(&tx, secret.hash()).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    let desk = desk(&tx, &state, found.person).await?;
    let (_, _, ui) = desk.ok_or_else(Problem::not_found)?;
    let today = tx.today();
    let period = (
        today - Days::new(DAYS_BACK),
        today + Days::new(DAYS_FORWARD),
    );
    let mut days = (sources.days)(&tx, &ui, period).await?;
    let mut name = "Samverk".to_owned();
    if let Some(of) = found.collaboration {
        let places = (sources.places)(&tx, &ui.actor).await?;
        let place = places.into_iter().find(|place| place.id == of);
        let place = place.ok_or_else(Problem::not_found)?;
        days.retain(|day| day.collaboration == Some(place.id));
        name = place.name;
    }
    let text = calendar(&name, &days, &state.settings.base_url, tx.now());
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/calendar; charset=utf-8; method=PUBLISH",
        ),
        (
            header::CONTENT_DISPOSITION,
            "inline; filename=\"samverk.ics\"",
        ),
    ];
    Ok((headers, text).into_response())
}
