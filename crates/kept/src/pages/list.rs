//! The list, on the page and as files.

use super::Visit;
use super::cells::table;
use super::history::{history, referred};
use super::stretch::{is_part, stretches};
use super::tools::tools;
use crate::Beside;
use askama::Template;
use samverk_database::RecordedEvent;
use samverk_foundation::Problem;
use samverk_web::{Format, PageResult, Table, Ui, aside};

#[derive(Template)]
#[template(path = "kept_list.html")]
struct ListPage {
    ui: Ui,
    title: String,
    ground: String,
    heading: String,
    lead: String,
    none: String,
    add: Option<String>,
    add_words: String,
    /// Where it is put in order.
    order: Option<String>,
    /// What it is narrowed with.
    tools: String,
    beside: Beside,
    /// Where the whole list stands, when this is a part of it.
    whole: Option<String>,
    parts: Vec<Part>,
    history: Vec<RecordedEvent>,
}

/// A table of the list, with where it goes on.
struct Part {
    heading: Option<String>,
    table: Table,
    more: Option<String>,
}

pub(crate) async fn list(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let at = visit.ground(&tx).await?;
    let format = Format::from_code(visit.values.text("format"));
    let stretches = stretches(&visit, &tx, at.as_ref(), format.is_some()).await?;
    let may_write = at.may(visit.facts().writers.roles);
    let may_add = at.may(visit.facts().writers.who(true));
    let beside = match visit.facts().pages.beside {
        Some(tell) => tell(&tx, at.as_ref(), &visit.ui).await?,
        None => Beside::default(),
    };
    let history = match format {
        Some(_) => Vec::new(),
        None => history(&tx, visit.kind, at.as_ref(), None).await?,
    };
    let references = referred(&tx, visit.kind, at.as_ref(), &history).await?;
    let now = tx.now();
    drop(tx);
    // A long list is a while's work, and others wait for the same threads.
    let page = move || {
        if let Some(format) = format {
            let name = visit.values.text("tabell");
            let tables = stretches.iter().map(|one| table(&visit, one, None, false));
            let mut tables = tables.chain(beside.tables);
            let wanted = tables.find(|table| table.name == name);
            return wanted.ok_or_else(Problem::not_found)?.download(format, now);
        }
        let parts = stretches.iter().filter(|one| !one.rows.is_empty());
        let parts = parts.map(|one| Part {
            heading: one.heading.clone(),
            table: table(&visit, one, Some(at.as_ref()), may_write),
            more: one.more(&visit, at.as_ref()),
        });
        let rows = stretches.iter().map(|one| one.rows.len());
        let may_order = may_write && visit.facts().is_ordered_by_hand() && rows.sum::<usize>() > 1;
        let list_href = visit.list_href(at.as_ref());
        let ui = at.ui(visit.ui.clone()).with_references(references);
        ui.page(&ListPage {
            title: visit.text("tab"),
            ground: at.name().to_owned(),
            heading: visit.text("heading"),
            lead: visit.text("lead"),
            none: match is_part(&visit) {
                true => visit.ui.t("kept-none-such"),
                false => visit.text("none"),
            },
            order: may_order.then(|| format!("{list_href}/ordna")),
            add_words: visit.heading("kept-add-heading"),
            add: may_add.then(|| format!("{list_href}/ny")),
            tools: tools(&visit, at.as_ref())?,
            beside,
            whole: is_part(&visit).then(|| list_href.clone()),
            parts: parts.collect(),
            history,
            ui: ui.clone(),
        })
    };
    aside(page).await?
}
