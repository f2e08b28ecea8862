//! The list, on the page and as files.

use super::Visit;
use super::cells::{PICK_ALL, table};
use super::columns::shown;
use super::history::{history, referred};
use super::picking::doings;
use super::sayings::Sayings;
use super::several::fits_in_rows;
use super::stretch::{is_part, query, stretches};
use super::tools::tools;
use super::views::{ViewLink, open_view, view_links};
use super::visit::AFTER;
use crate::{Beside, Ground, Stored};
use askama::Template;
use samverk_database::RecordedEvent;
use samverk_foundation::{Problem, ProblemKind};
use samverk_web::{Choice, Format, PageResult, Table, Ui, aside, redirect_with_notice};

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
    /// Where several are added at a time.
    several: Option<String>,
    /// Where it is put in order.
    order: Option<String>,
    /// What it is narrowed with.
    tools: String,
    /// What is asked for and is not there.
    left_out: Vec<String>,
    views: Vec<ViewLink>,
    /// Where what is asked is saved under a name.
    keep_view: Option<String>,
    beside: Beside,
    /// Where the whole list stands, when this is a part of it.
    whole: Option<String>,
    parts: Vec<Part>,
    /// What can be done with the rows that are picked, for those who may.
    picking: Option<Picking>,
    history: Vec<RecordedEvent>,
}

/// The form with which rows are picked.
struct Picking {
    action: String,
    doings: Vec<Choice>,
    /// What the list is asked for.
    asked: String,
    /// The page with every row picked.
    all: String,
}

/// A table of the list, with where it goes on.
struct Part {
    heading: Option<String>,
    table: Table,
    more: Option<String>,
}

fn picking(visit: &Visit, at: &dyn Ground) -> Picking {
    let (asked, list) = (query(visit, &[]), visit.list_href(at));
    let after = visit.values.text(AFTER);
    let after = match after {
        "" => String::new(),
        key => format!("{AFTER}={key}&"),
    };
    Picking {
        action: format!("{}/valda", visit.base_href(at)),
        doings: doings(visit),
        all: format!("{list}?{asked}{after}{PICK_ALL}=alla"),
        asked,
    }
}

pub(crate) async fn list(mut visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let at = visit.ground(&tx).await?;
    visit.read_former_names();
    let gone = open_view(&mut visit, &tx, at.as_ref()).await?;
    let views = view_links(&visit, &tx, at.as_ref()).await?;
    let format = Format::from_code(visit.values.text("format"));
    let stretches = match stretches(&visit, &tx, at.as_ref(), format.is_some()).await {
        // What the page begins after was removed while the page before was read.
        Err(gone) if gone.kind == ProblemKind::NotFound => {
            let asked = query(&visit, &[]);
            let first = format!("{}?{asked}", visit.list_href(at.as_ref()));
            let first = first.trim_end_matches(['&', '?']);
            return Ok(redirect_with_notice(first, "kept-went-on"));
        }
        read => read?,
    };
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
    let rows: Vec<&Stored> = stretches.iter().flat_map(|one| &one.rows).collect();
    let sayings = Sayings::of(&visit, &tx, at.as_ref(), &rows).await?;
    let references = referred(&tx, visit.kind, at.as_ref(), &history).await?;
    let now = tx.now();
    drop(tx);
    // A long list is a while's work, and others wait for the same threads.
    let page = move || {
        if let Some(format) = format {
            let name = visit.values.text("tabell");
            let tables = stretches.iter();
            let tables = tables.map(|one| table(&visit, (one, &sayings), None, false));
            let mut tables = tables.chain(beside.tables);
            let wanted = tables.find(|table| table.name == name);
            return wanted.ok_or_else(Problem::not_found)?.download(format, now);
        }
        let parts = stretches.iter().filter(|one| !one.rows.is_empty());
        let parts = parts.map(|one| Part {
            heading: one.heading.clone(),
            table: table(&visit, (one, &sayings), Some(at.as_ref()), may_write),
            more: one.more(&visit, at.as_ref()),
        });
        let rows: usize = stretches.iter().map(|one| one.rows.len()).sum();
        let may_order = may_write && visit.facts().is_ordered_by_hand() && rows > 1;
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
            several: (may_add && fits_in_rows(visit.kind)).then(|| format!("{list_href}/ny/flera")),
            picking: (may_write && rows > 0).then(|| picking(&visit, at.as_ref())),
            tools: tools(&visit, at.as_ref(), &sayings.offers)?,
            left_out: shown(&visit).unknown.into_iter().chain(gone).collect(),
            keep_view: visit.ui.is_signed_in().then(|| {
                let asked = query(&visit, &[]);
                format!("{list_href}/vyer?{}", asked.trim_end_matches('&'))
            }),
            views,
            beside,
            whole: is_part(&visit).then(|| list_href.clone()),
            parts: parts.collect(),
            history,
            ui: ui.clone(),
        })
    };
    aside(page).await?
}
