//! What is left to do until a collaboration stands, on its own page, for who can do it.

use askama::Template;
use samverk_database::{Contents, Tx, Whose, filled};
use samverk_foundation::{CollaborationId, Problem, Role};
use samverk_parties::model::Collaboration;
use samverk_parties::store::find_collaborations;
use samverk_web::{PanelFuture, Ui};

const MEMBERS: Contents = Contents::open("membership");
const PEOPLE: Contents = Contents::open("role_grant");
const GROUPS: Contents = Contents::open("working_group");
const PLANS: Contents = Contents::open("plan");
const BUDGETS: Contents = Contents::open("budget");
const DISTRIBUTIONS: Contents = Contents::open("distribution");

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
    let runs = |role: Role| matches!(role, Role::Administrator | Role::Coordinator);
    if !ui.actor.roles_in(of, &[]).any(runs) {
        return Ok(None);
    }
    let Some(found) = find_collaborations(tx, &[of]).await?.pop() else {
        return Ok(None);
    };
    let steps = steps(tx, &found).await?;
    if steps.iter().all(|step| step.done) {
        return Ok(None);
    }
    ui.fragment(&NextSteps { ui, steps }).map(Some)
}

async fn steps(tx: &Tx, of: &Collaboration) -> Result<Vec<Step>, Problem> {
    let asked = [MEMBERS, PEOPLE, GROUPS, PLANS, BUDGETS, DISTRIBUTIONS];
    let filled = filled(tx, (Whose::Collaboration, of.key.as_str()), &asked).await?;
    let has = |contents| filled.has(contents, true);
    let step = |code, rest: &str, done| Step {
        code,
        href: format!("{}{rest}", of.href()),
        done,
    };
    let has_plan = has(PLANS);
    let plan = if has_plan { "/planer" } else { "/planer/ny" };
    let budget = if has(BUDGETS) {
        "/budget"
    } else {
        "/budget/ny"
    };
    let has_members = has(MEMBERS);
    let members = match has_members {
        true => "/medlemmar",
        false => "/medlemmar/lan",
    };
    Ok(vec![
        step("members", members, has_members),
        step("people", "/personer", has(PEOPLE)),
        step("groups", "/grupper", has(GROUPS)),
        step("plan", plan, has_plan),
        step("budget", budget, has(BUDGETS)),
        step("distribution", "/fordelning", has(DISTRIBUTIONS)),
        step("publish", "/redigera", of.published),
    ])
}
