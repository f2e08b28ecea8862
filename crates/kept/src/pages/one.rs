//! The page of one thing: all that is said of it, and what has happened to it.

use super::Visit;
use super::facts::{facts_of, tables_of};
use super::history::{history, referred};
use super::visit::Removal;
use crate::offer::Offers;
use crate::states::is_settled;
use crate::things::thing;
use crate::{Facts, Ground};
use askama::Template;
use samverk_database::RecordedEvent;
use samverk_foundation::Problem;
use samverk_web::{PageResult, Ui, download};

#[derive(Template)]
#[template(path = "kept_one.html")]
struct OnePage {
    ui: Ui,
    name: String,
    ground: String,
    facts: String,
    /// Where it is changed and removed, for whoever may.
    change: Option<(String, Option<String>)>,
    /// Why it is not removed.
    stays: Option<Problem>,
    /// Where the reader can take it to another state: address and words.
    decide: Option<(String, String)>,
    /// What hangs on it: address and words.
    below: Vec<(String, String)>,
    /// What the rooms above show of it.
    beside: String,
    history: Vec<RecordedEvent>,
}

pub(crate) async fn one(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let at = visit.ground(&tx).await?;
    let at = at.as_ref();
    let one = visit.thing(&tx, at).await?;
    let offers = Offers::load(&tx, at, visit.kind).await?;
    let tables = tables_of(&visit.ui, visit.kind, &offers, &one);
    let to_have: Vec<_> = tables.iter().map(|(_, table)| table).collect();
    if let Some(file) = download(&visit.values, &to_have, tx.now()) {
        return file;
    }
    let history = history(&tx, visit.kind, at, Some(one.id)).await?;
    let references = referred(&tx, visit.kind, at, &history).await?;
    let may_write = at.may(visit.facts().writers.roles);
    let (remove, stays) = match may_write {
        true => match visit.removal(&tx, at, &one).await? {
            Removal::Open(href) => (Some(href), None),
            Removal::Refused(why) => (None, Some(why)),
        },
        false => (None, None),
    };
    let may_change = may_write && !is_settled(visit.kind, &one);
    let ui = visit.form_ui(at).with_references(references);
    ui.page(&OnePage {
        name: visit.kind.name(&one.record),
        ground: at.name().to_owned(),
        facts: facts_of(&ui, visit.kind, &offers, &one, &tables),
        change: may_change.then(|| (visit.form_href(at, &one), remove)),
        stays,
        decide: visit
            .may_decide(at, &one)
            .then(|| (visit.href(at, &one, "beslut"), visit.step_words(&one))),
        beside: ui.beside(&tx, &thing(visit.kind, at, &one)).await?,
        below: below(&visit, &visit.href(at, &one, ""), at),
        history,
        ui: ui.clone(),
    })
}

/// The lists of what hangs on it that the reader may open.
fn below(visit: &Visit, page: &str, at: &dyn Ground) -> Vec<(String, String)> {
    let carried = visit.facts().keeping.carries.kinds.iter();
    let carried = carried.map(|kind| kind.facts());
    let carried = carried.filter(|facts| facts.let_read(at).is_ok());
    let list = |facts: Facts| {
        let words = visit.ui.t(&facts.text("tab"));
        (format!("{page}/{}", facts.pages.segment), words)
    };
    carried.map(list).collect()
}
