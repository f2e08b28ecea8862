//! The page on which a list is put in order: up, down or to a place, without script.

use super::Visit;
use super::visit::AFTER;
use crate::list::Asked;
use crate::order::{move_to, order_tag};
use crate::web_form::words;
use crate::{Ground, Stored, store};
use askama::Template;
use axum::http::StatusCode;
use samverk_database::Tx;
use samverk_fields::FieldKind;
use samverk_foundation::{Problem, ProblemKind};
use samverk_web::{OrderedRows, PageResult, Ui, redirect_with_notice};
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
    /// The last of the page before.
    after: String,
    /// The order that is shown.
    seen: String,
    /// The number of the first.
    first: usize,
    things: Vec<Thing>,
    /// Where the next page begins.
    more: Option<String>,
    problem: Option<Problem>,
}

struct Thing {
    key: String,
    name: String,
    /// The part of the list that it stands in.
    part: Option<String>,
    /// Its place, or what was written there.
    place: String,
    /// It was to be moved and is not.
    is_wrong: bool,
}

/// What is put in order.
struct Shown {
    at: Arc<dyn Ground>,
    things: Vec<Stored>,
    /// The number of the first in the whole list.
    first: usize,
    is_cut: bool,
}

async fn shown(visit: &Visit, tx: &Tx) -> Result<Shown, Problem> {
    let at = visit.ground(tx).await?;
    at.require(visit.facts().writers.roles)?;
    let after = visit.after(tx, at.as_ref()).await?;
    let before = match &after {
        Some(after) => store::count_until(tx, visit.kind, at.as_ref(), after).await?,
        None => 0,
    };
    let asked = Asked {
        after,
        limit: Some(PAGE + 1),
        ..Asked::default()
    };
    let mut things = store::list(tx, visit.kind, at.as_ref(), &asked).await?;
    let is_cut = things.len() as u64 > PAGE;
    if is_cut {
        things.pop();
    }
    let first = usize::try_from(before).map_err(Problem::internal)? + 1;
    Ok(Shown {
        at,
        things,
        first,
        is_cut,
    })
}

impl Shown {
    fn href(&self, visit: &Visit, after: &str) -> String {
        let page = format!("{}/ordna", visit.base_href(self.at.as_ref()));
        match after {
            "" => page,
            key => format!("{page}?{AFTER}={key}"),
        }
    }

    fn page(&self, visit: &Visit, problem: Option<Problem>) -> OrderPage {
        let at = self.at.as_ref();
        let last = self.things.iter().rev().nth(SHARED);
        let values = &visit.values;
        let thing = |(place, one): (usize, &Stored)| {
            let is_wrong = problem.is_some() && values.text("thing") == one.key.as_str();
            let written = values.text("place");
            Thing {
                key: one.key.to_string(),
                name: visit.kind.name(&one.record),
                part: part_of(visit, one),
                place: match is_wrong && !written.is_empty() {
                    true => written.to_owned(),
                    false => place.to_string(),
                },
                is_wrong,
            }
        };
        OrderPage {
            title: visit.text("tab"),
            ground: at.name().to_owned(),
            action: self.href(visit, visit.values.text(AFTER)),
            list: visit.list_href(at),
            after: visit.values.text(AFTER).to_owned(),
            seen: order_tag(&self.things),
            first: self.first,
            things: (self.first..).zip(&self.things).map(thing).collect(),
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
            return Err(Problem::conflict("order_changed"));
        }
        let key = values.text("thing");
        let mut things = self.things.iter();
        let from = things.position(|one| one.key.as_str() == key);
        let from = from.ok_or_else(Problem::not_found)?;
        let rows = OrderedRows {
            first: self.first,
            count: self.things.len(),
        };
        Ok((from, rows.asked(values, from)?))
    }
}

/// What the part of the list is called that a thing stands in.
fn part_of(visit: &Visit, one: &Stored) -> Option<String> {
    let parted = visit.kind.facts().list.parted?;
    let question = visit.kind.form().find(parted.as_str())?;
    let FieldKind::Choice(choices) = &question.kind else {
        return None;
    };
    let code = one.record.get(parted.as_str()).text();
    let choice = choices.0.iter().find(|choice| choice.code == code)?;
    Some(words(&visit.ui, &choice.label))
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
            let things = (&shown.things[..], shown.first);
            move_to(&tx, actor, at, visit.kind, things, places).await
        }
        Err(problem) => Err(problem),
    };
    match moved {
        Ok(()) => {
            tx.commit().await?;
            let here = shown.href(&visit, visit.values.text(AFTER));
            Ok(redirect_with_notice(&here, "kept-moved"))
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
