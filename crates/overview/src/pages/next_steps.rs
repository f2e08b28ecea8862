//! What is left to do until a collaboration stands, on its own page, for who can do it.

use crate::policy::Action;
use askama::Template;
use axum::extract::{Path, State};
use samverk_database::{Contents, Filled, Tx, Whose, filled};
use samverk_foundation::{CollaborationId, Problem};
use samverk_parties::Scope;
use samverk_parties::model::Collaboration;
use samverk_parties::store::find_collaborations;
use samverk_web::{
    AppState, FirstStep, PageResult, PanelFuture, Ui, Values, next_form, redirect_with_notice,
};

/// The texts are `next-<code>` and `next-<code>-why`.
struct Step {
    code: &'static str,
    href: String,
    done: bool,
}

#[derive(Template)]
#[template(path = "next_steps.html")]
struct NextSteps<'p> {
    ui: &'p Ui,
    /// Where they are taken one after the other.
    onward: String,
    steps: Vec<Step>,
}

impl NextSteps<'_> {
    fn done(&self) -> usize {
        self.steps.iter().filter(|step| step.done).count()
    }

    fn text(&self, code: &str, end: &str) -> String {
        self.ui.t(&format!("next-{code}{end}"))
    }
}

pub(super) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, of: CollaborationId) -> PanelFuture<'a> {
    Box::pin(draw(tx, ui, of))
}

/// Nothing once all is done, and nothing for who runs nothing here.
async fn draw(tx: &Tx, ui: &Ui, of: CollaborationId) -> Result<Option<String>, Problem> {
    let begins = Action::BeginCollaboration.by();
    if !ui.actor.roles_in(of, &[]).any(begins) {
        return Ok(None);
    }
    let Some(found) = find_collaborations(tx, &[of]).await?.pop() else {
        return Ok(None);
    };
    let steps = steps(tx, ui, &found).await?;
    if steps.iter().all(|step| step.done) {
        return Ok(None);
    }
    let onward = format!("{}/borja", found.href());
    ui.fragment(&NextSteps { ui, onward, steps }).map(Some)
}

async fn done(tx: &Tx, ui: &Ui, key: &str) -> Result<Filled, Problem> {
    let asked: Vec<Contents> = ui.first_steps().iter().map(|step| step.done).collect();
    filled(tx, (Whose::Collaboration, key), &asked).await
}

async fn steps(tx: &Tx, ui: &Ui, of: &Collaboration) -> Result<Vec<Step>, Problem> {
    let filled = done(tx, ui, of.key.as_str()).await?;
    let step = |step: &FirstStep| {
        let done = filled.has(step.done, true);
        let there = if done { step.place } else { step.form };
        Step {
            code: step.code,
            href: format!("{}{there}", of.href()),
            done,
        }
    };
    let publish = Step {
        code: "publish",
        href: format!("{}/redigera", of.href()),
        done: of.published,
    };
    let steps = ui.first_steps().iter().map(step);
    Ok(steps.chain([publish]).collect())
}

/// Leads to the form of the first step that is not done, after the one that somebody comes from.
pub(super) async fn go_on(
    State(state): State<AppState>,
    ui: Ui,
    Path(key): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    scope.require(Action::BeginCollaboration.by())?;
    let filled = done(&tx, &ui, &key).await?;
    let is_done = |contents| filled.has(contents, true);
    let (base, notice) = (scope.href(""), query.text("notis"));
    Ok(match next_form(&ui, &base, query.text("efter"), is_done) {
        Some(form) => samverk_web::go_on(&form, notice),
        None => redirect_with_notice(&base, "beginning-done"),
    })
}
