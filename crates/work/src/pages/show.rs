//! What is being done, how far it has come, and what came of it.

use super::list::state_tag;
use super::{LIST, heading, page_of};
use crate::actions::{cancel, confirm, find_own, note_seen};
use crate::model::{LongWork, State as WorkState};
use crate::{Machine, run};
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use samverk_foundation::format_integer;
use samverk_web::{AppState, PageResult, Ui, Values, redirect_with_notice};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "long_work.html")]
struct WorkPage {
    ui: Ui,
    work: LongWork,
    heading: String,
    color: &'static str,
    state: String,
    /// What hindered it, or is to be confirmed, as finished HTML.
    told: String,
    sentences: Vec<String>,
    now: DateTime<Utc>,
    /// Whether the page comes anew by itself.
    renews: bool,
}

impl WorkPage {
    fn here(&self) -> String {
        page_of(self.work.id)
    }

    fn is_ongoing(&self) -> bool {
        !self.work.state.has_ended()
    }

    fn is_done(&self) -> bool {
        self.work.state == WorkState::Done
    }

    fn asks(&self) -> bool {
        self.work.state == WorkState::Asking && !self.is_over()
    }

    /// Whether what lay in the store is gone, or is to go.
    fn is_over(&self) -> bool {
        self.work.expires_at.is_some_and(|at| at <= self.now)
    }

    /// What can be fetched now: its name and size.
    fn result(&self) -> Option<(String, String)> {
        let result = self.work.result.as_ref().filter(|_| !self.is_over())?;
        let kilobytes = i64::try_from(result.size.div_ceil(1024)).unwrap_or(i64::MAX);
        Some((result.name.clone(), format_integer(kilobytes)))
    }

    /// What is being done just now, in words.
    fn step(&self) -> String {
        match (self.work.state, self.work.step.as_str()) {
            (WorkState::Waiting, _) if self.work.attempt > 0 => self.ui.t("long-work-tried-again"),
            (WorkState::Waiting, _) => self.ui.t("long-work-waits"),
            (_, "") => self.ui.t("long-work-begins"),
            (_, step) => self.ui.t(&format!("long-work-step-{step}")),
        }
    }
}

pub(super) async fn show(
    State(state): State<AppState>,
    Extension(machine): Extension<Machine>,
    ui: Ui,
    Path(id): Path<Uuid>,
    values: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let work = find_own(&tx, &ui.actor, id).await?;
    let now = tx.now();
    drop(tx);
    note_seen(&state.db, &work).await?;
    let problems = work.problems();
    let kind = machine.kind(&work.kind)?;
    let asks = work.state == WorkState::Asking;
    let (told, sentences) = match kind.tell.filter(|_| !problems.is_empty()) {
        Some(tell) => (tell(&ui, &problems, asks), Vec::new()),
        None => {
            let sentences = problems.iter().map(|problem| ui.problem(problem));
            (String::new(), sentences.collect())
        }
    };
    let (tone, words) = state_tag(&ui, work.state);
    let label = ui.t("long-works-heading");
    let ui = ui.with_crumb(LIST, label);
    ui.page(&WorkPage {
        heading: heading(&ui, &work.kind, &work.about),
        color: tone.color(),
        state: words,
        told,
        sentences,
        now,
        renews: !work.state.has_ended() && values.text("stilla") != "ja",
        work,
        ui: ui.clone(),
    })
}

pub(super) async fn stop(
    State(state): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
) -> PageResult {
    let tx = state.db.begin("cancel_long_work").await?;
    cancel(&tx, &ui.actor, id).await?;
    tx.commit().await?;
    Ok(redirect_with_notice(&page_of(id), "long-work-cancelled"))
}

pub(super) async fn go_on(
    State(state): State<AppState>,
    ui: Ui,
    Path(id): Path<Uuid>,
) -> PageResult {
    let tx = state.db.begin("confirm_long_work").await?;
    confirm(&tx, &ui.actor, id).await?;
    tx.commit().await?;
    run::WAKE.notify_one();
    Ok(redirect_with_notice(&page_of(id), "long-work-goes-on"))
}
