//! What is left to do until a collaboration stands, on its own page, for who can do it.

use askama::Template;
use samverk_database::{Contents, Tx, Whose, filled};
use samverk_foundation::{CollaborationId, Problem};
use samverk_parties::model::Collaboration;
use samverk_parties::policy::Action;
use samverk_parties::store::find_collaborations;
use samverk_web::{FirstStep, PanelFuture, Ui};

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
    let runs = Action::SaveCollaboration.by();
    if !ui.actor.roles_in(of, &[]).any(runs) {
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

async fn steps(tx: &Tx, ui: &Ui, of: &Collaboration) -> Result<Vec<Step>, Problem> {
    let asked: Vec<Contents> = ui.first_steps().iter().map(|step| step.done).collect();
    let person = ui.actor.person().map(|person| person.id);
    let whose = (Whose::Collaboration, of.key.as_str());
    let filled = filled(tx, whose, person, &asked).await?;
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
