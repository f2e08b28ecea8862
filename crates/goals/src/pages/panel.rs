//! The plan in short, on the collaboration's overview.

use super::board::{self, Count};
use super::plans::{Meant, of_day, visible_plans};
use super::words;
use crate::goal_standing::GoalStanding;
use crate::model::{Plan, PlanVersion};
use crate::view::load_indicators;
use askama::Template;
use chrono::Datelike;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_parties::Scope;
use samverk_web::{PanelFuture, Ui};

/// More stand on the page of goals.
const RED_MAX: usize = 3;

#[derive(Template)]
#[template(path = "plan_panel.html")]
struct PlanPanel<'a> {
    ui: &'a Ui,
    base: String,
    plan: Plan,
    version: PlanVersion,
    status: String,
    status_color: &'static str,
    period: String,
    goals_href: String,
    lead: String,
    counts: Vec<Count>,
    /// The goals that most need somebody to act: words, shape and state.
    red: Vec<(String, &'static str, String)>,
}

pub(super) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, collaboration: CollaborationId) -> PanelFuture<'a> {
    Box::pin(draw(tx, ui, collaboration))
}

async fn draw(tx: &Tx, ui: &Ui, collaboration: CollaborationId) -> Result<Option<String>, Problem> {
    let scope = Scope::by_id(tx, &ui.actor, collaboration).await?;
    let plans = visible_plans(tx, &scope, Meant::InForce).await?;
    let Some((plan, version)) = of_day(&plans, tx.today()).cloned() else {
        return Ok(None);
    };
    let mut indicators = load_indicators(tx, std::slice::from_ref(&plan)).await?;
    indicators.retain(|one| version.content.goal(one.indicator.goal.as_str()).is_some());
    let goals = version.content.goals.iter();
    let standings: Vec<_> = goals
        .map(|goal| GoalStanding::of(goal, &indicators))
        .collect();
    let goals_href = scope.href(&format!("/mal?plan={}", plan.key));
    let panel = PlanPanel {
        ui,
        base: scope.href(&format!("/planer/{}", plan.key)),
        status: words::status(ui, version.status),
        status_color: words::status_tone(version.status).color(),
        period: words::period(ui, Some(plan.from), Some(plan.to)),
        lead: board::lead(ui, &standings),
        counts: board::counts(ui, &standings, &goals_href),
        red: red(ui, &standings, tx.today().year()),
        goals_href,
        plan,
        version: version.clone(),
    };
    ui.fragment(&panel).map(Some)
}

/// The first that are red, in words.
fn red(ui: &Ui, all: &[GoalStanding], year: i32) -> Vec<(String, &'static str, String)> {
    let red = board::red_first(all).into_iter();
    let red = red.filter(|one| one.state.is_red()).take(RED_MAX);
    red.map(|one| {
        let title = one.goal.text_in(year).to_owned();
        (title, one.state.shape(), words::goal_state(ui, one.state))
    })
    .collect()
}
