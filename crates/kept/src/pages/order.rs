//! The page on which a list is put in order: up, down or to a place, without script.

use super::Visit;
use super::visit::AFTER;
use crate::list::Asked;
use crate::order::{move_to, order_tag};
use crate::{Ground, Stored, store};
use askama::Template;
use axum::http::StatusCode;
use samverk_database::Tx;
use samverk_foundation::{Problem, ProblemKind};
use samverk_web::{PageResult, Ui, redirect_with_notice};
use std::sync::Arc;

/// So many stand on the page; some of them stand on the next page too, so that one thing can go from
/// page to page.
const PAGE: u64 = 100;
const SHARED: usize = 10;

#[derive(Template)]
#[template(path = "kept_order.html")]
struct OrderPage {
    ui: Ui,
    title: String,
    ground: String,
    action: String,
    list: String,
    /// The order that is shown.
    seen: String,
    /// Key and name of each.
    things: Vec<(String, String)>,
    /// Where the next page begins.
    more: Option<String>,
    problem: Option<Problem>,
}

/// What is put in order.
struct Shown {
    at: Arc<dyn Ground>,
    things: Vec<Stored>,
    is_cut: bool,
}

async fn shown(visit: &Visit, tx: &Tx) -> Result<Shown, Problem> {
    let at = visit.ground(tx).await?;
    at.require(visit.facts().writers.roles)?;
    let asked = Asked {
        after: visit.after(tx, at.as_ref()).await?,
        limit: Some(PAGE + 1),
        ..Asked::default()
    };
    let mut things = store::list(tx, visit.kind, at.as_ref(), &asked).await?;
    let is_cut = things.len() as u64 > PAGE;
    if is_cut {
        things.pop();
    }
    Ok(Shown { at, things, is_cut })
}

impl Shown {
    fn href(&self, visit: &Visit, after: &str) -> String {
        let page = format!("{}/ordna", visit.list_href(self.at.as_ref()));
        match after {
            "" => page,
            key => format!("{page}?{AFTER}={key}"),
        }
    }

    fn page(&self, visit: &Visit, problem: Option<Problem>) -> OrderPage {
        let at = self.at.as_ref();
        let last = self.things.iter().rev().nth(SHARED);
        let named = |one: &Stored| (one.key.to_string(), visit.kind.name(&one.record));
        OrderPage {
            title: visit.text("tab"),
            ground: at.name().to_owned(),
            action: self.href(visit, visit.values.text(AFTER)),
            list: visit.list_href(at),
            seen: order_tag(&self.things),
            things: self.things.iter().map(named).collect(),
            more: last
                .filter(|_| self.is_cut)
                .map(|one| self.href(visit, one.key.as_str())),
            problem,
            ui: visit.form_ui(at),
        }
    }

    /// Which is moved, and to which place.
    fn asked(&self, visit: &Visit) -> Result<(usize, usize), Problem> {
        let values = &visit.values;
        if values.text("seen") != order_tag(&self.things) {
            return Err(Problem::conflict("changed_meanwhile"));
        }
        let key = values.text("thing");
        let mut things = self.things.iter();
        let from = things.position(|one| one.key.as_str() == key);
        let from = from.ok_or_else(Problem::not_found)?;
        let last = self.things.len().saturating_sub(1);
        let to = match values.text("to") {
            "up" => from.saturating_sub(1),
            "down" => from + 1,
            _ => {
                let place = values.integer("place")?;
                usize::try_from(place.saturating_sub(1)).unwrap_or(0)
            }
        };
        Ok((from, to.min(last)))
    }
}

pub(crate) async fn order(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let page = shown(&visit, &tx).await?.page(&visit, None);
    page.ui.page(&page)
}

pub(crate) async fn reorder(visit: Visit) -> PageResult {
    let tx = visit.state.db.begin("order_kept").await?;
    let shown = shown(&visit, &tx).await?;
    let moved = match shown.asked(&visit) {
        Ok(places) => {
            let (actor, at) = (&visit.ui.actor, shown.at.as_ref());
            move_to(&tx, actor, at, visit.kind, &shown.things, places).await
        }
        Err(problem) => Err(problem),
    };
    match moved {
        Ok(()) => {
            tx.commit().await?;
            let here = shown.href(&visit, visit.values.text(AFTER));
            Ok(redirect_with_notice(&here, "saved"))
        }
        Err(problem)
            if problem.kind == ProblemKind::Conflict || problem.kind == ProblemKind::Invalid =>
        {
            let status = StatusCode::from_u16(problem.kind.status());
            let page = shown.page(&visit, Some(problem));
            let mut answer = page.ui.page(&page)?;
            *answer.status_mut() = status.map_err(Problem::internal)?;
            Ok(answer)
        }
        Err(problem) => Err(problem.into()),
    }
}
