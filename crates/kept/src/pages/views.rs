//! The views that somebody has saved of a list: opening one, and the page where they are saved, renamed and removed.

use super::Visit;
use super::stretch::{WORDS, query, sorted};
use crate::list::{SORT, filters};
use crate::store::{self, ListView};
use crate::views::{owner, remove_view, rename_view, save_view};
use crate::web_form::words;
use crate::{Ground, pages::columns::COLUMNS};
use askama::Template;
use axum::http::StatusCode;
use samverk_database::Tx;
use samverk_foundation::{Problem, ProblemKind};
use samverk_web::{Failure, PageResult, Ui, Values, redirect_with_notice};
use uuid::Uuid;

/// The name of a view in addresses.
pub(super) const VIEW: &str = "vy";

/// So long may a question be that is kept.
const ASKED_MAX: usize = 2_000;

/// What stays as the address says it when a view is opened.
const BESIDE: [&str; 2] = ["tabell", "format"];

/// A view as the list leads to it.
pub(super) struct ViewLink {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) is_here: bool,
}

/// Puts what the view asks in the place of what the address says, but for what is no longer there: its names are the
/// answer. Fails with `not_found`.
pub(super) async fn open_view(
    visit: &mut Visit,
    tx: &Tx,
    at: &dyn Ground,
) -> Result<Vec<String>, Problem> {
    let id = match visit.values.text(VIEW) {
        "" => return Ok(Vec::new()),
        id => Uuid::parse_str(id).map_err(|_| Problem::not_found())?,
    };
    let view = store::find_view(tx, &visit.list_href(at), id).await?;
    let view = view.ok_or_else(Problem::not_found)?;
    let (mut values, mut gone) = (Values::default(), Vec::new());
    for (name, value) in form_urlencoded::parse(view.asked.as_bytes()) {
        let alone = Values::default().set(&name, &*value);
        match is_there(visit, at, (&name, alone)) {
            true => values = values.add(&name, &*value),
            false => gone.push(gone_words(visit, &name, &value)),
        }
    }
    for name in BESIDE {
        if visit.values.is_set(name) {
            values = values.set(name, visit.values.text(name));
        }
    }
    visit.values = values;
    Ok(gone)
}

/// Whether the list can still be asked this.
fn is_there(visit: &Visit, at: &dyn Ground, (name, alone): (&str, Values)) -> bool {
    let facts = visit.facts();
    match name {
        COLUMNS => true,
        WORDS => !facts.keeping.searched.is_empty(),
        SORT => sorted(&visit.with_values(alone), at).is_ok(),
        _ => {
            let said = |field: &samverk_fields::FieldKey| {
                Some(alone.text(field.as_str())).filter(|code| !code.is_empty())
            };
            let found = filters(&facts, visit.kind.form(), said);
            found.is_ok_and(|found| !found.is_empty())
        }
    }
}

/// The words of the field, where it is still there, with what was asked of it.
fn gone_words(visit: &Visit, name: &str, value: &str) -> String {
    let question = visit.kind.form().find(name);
    let label = question.map(|question| words(&visit.ui, &question.label));
    match label {
        Some(label) => format!("{label}: {value}"),
        None => value.trim_start_matches('-').to_owned(),
    }
}

/// The person's own views of the list; none for strangers.
pub(super) async fn view_links(
    visit: &Visit,
    tx: &Tx,
    at: &dyn Ground,
) -> Result<Vec<ViewLink>, Problem> {
    let Ok(person) = owner(&visit.ui.actor) else {
        return Ok(Vec::new());
    };
    let (list, asked) = (visit.list_href(at), query(visit, &[]));
    let views = store::list_views(tx, person, &list).await?.into_iter();
    let link = |view: ListView| ViewLink {
        href: format!("{list}?{VIEW}={}", view.id),
        is_here: !asked.is_empty() && asked == view.asked,
        name: view.name,
    };
    Ok(views.map(link).collect())
}

#[derive(Template)]
#[template(path = "kept_views.html")]
struct ViewsPage {
    ui: Ui,
    title: String,
    ground: String,
    action: String,
    back: String,
    /// What is saved under a name.
    asked: String,
    views: Vec<ShownView>,
    name: String,
    problem: Option<Problem>,
}

impl ViewsPage {
    /// Whether what is wrong is one of the views that are there.
    fn is_other_wrong(&self) -> bool {
        self.views.iter().any(|view| view.is_wrong)
    }
}

/// A view with what stands in its form.
struct ShownView {
    id: String,
    href: String,
    name: String,
    is_wrong: bool,
}

async fn page(visit: &Visit, tx: &Tx, at: &dyn Ground, problem: Option<Problem>) -> PageResult {
    let list = visit.list_href(at);
    let asked = asked_of(visit)?;
    let wrong = visit.values.text("view");
    let name = visit.values.text("name");
    let views = store::list_views(tx, owner(&visit.ui.actor)?, &list).await?;
    let shown = |view: ListView| {
        let is_wrong = problem.is_some() && view.id.to_string() == wrong;
        ShownView {
            id: view.id.to_string(),
            href: format!("{list}?{VIEW}={}", view.id),
            name: if is_wrong { name.to_owned() } else { view.name },
            is_wrong,
        }
    };
    let ui = visit.form_ui(at);
    let status = problem
        .as_ref()
        .map_or(200, |problem| problem.kind.status());
    let page = ViewsPage {
        title: visit.text("tab"),
        ground: at.name().to_owned(),
        action: format!("{list}/vyer"),
        back: format!("{list}?{asked}"),
        views: views.into_iter().map(shown).collect(),
        name: if wrong.is_empty() {
            name.to_owned()
        } else {
            String::new()
        },
        asked,
        problem,
        ui: ui.clone(),
    };
    let mut answer = ui.page(&page)?;
    *answer.status_mut() = StatusCode::from_u16(status).map_err(Problem::internal)?;
    Ok(answer)
}

/// What the list was asked, from the address or from the form.
/// Fails with `text_too_long`, `character_not_allowed` or `form_too_large`.
fn asked_of(visit: &Visit) -> Result<String, Failure> {
    let asked = match visit.values.is_set("asked") {
        true => {
            let sent = visit.values.text("asked").as_bytes();
            Values::sent(form_urlencoded::parse(sent).into_owned())?
        }
        false => visit.values.clone(),
    };
    let asked = query(&visit.with_values(asked), &[]);
    match asked.len() > ASKED_MAX {
        true => Err(Problem::invalid("text_too_long")
            .with("max", ASKED_MAX)
            .into()),
        false => Ok(asked),
    }
}

pub(crate) async fn views(visit: Visit) -> PageResult {
    let tx = visit.state.db.read().await?;
    let at = visit.ground(&tx).await?;
    page(&visit, &tx, at.as_ref(), None).await
}

pub(crate) async fn change_views(visit: Visit) -> PageResult {
    let tx = visit.state.db.begin("change_views").await?;
    let at = visit.ground(&tx).await?;
    let (at, actor, values) = (at.as_ref(), &visit.ui.actor, &visit.values);
    let (list, asked, name) = (visit.list_href(at), asked_of(&visit)?, values.text("name"));
    let id = Uuid::parse_str(values.text("view")).map_err(|_| Problem::not_found());
    let changed = match (values.text("doing"), id) {
        ("rename", Ok(id)) => rename_view(&tx, actor, &list, (id, name)).await,
        ("remove", Ok(id)) => remove_view(&tx, actor, &list, id).await,
        ("rename" | "remove", Err(problem)) => Err(problem),
        _ => save_view(&tx, actor, &list, (name, &asked)).await,
    };
    match changed {
        Ok(()) => {
            tx.commit().await?;
            let views = format!("{list}/vyer?{asked}");
            Ok(redirect_with_notice(
                views.trim_end_matches(['?', '&']),
                "saved",
            ))
        }
        Err(problem) if matches!(problem.kind, ProblemKind::Invalid | ProblemKind::Conflict) => {
            page(&visit, &tx, at, Some(problem)).await
        }
        Err(problem) => Err(problem.into()),
    }
}
