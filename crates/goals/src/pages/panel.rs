//! The plan in short, on the collaboration's overview.

use super::plans::visible_plans;
use super::words;
use crate::model::{Plan, PlanVersion, State};
use crate::view::{belongs, load_indicators};
use askama::Template;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_parties::Scope;
use samverk_web::{PanelFuture, Ui};

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
    /// Shape, words and how many indicators stand so.
    states: Vec<(&'static str, String, usize)>,
    unmeasurable: usize,
}

pub(super) fn panel<'a>(tx: &'a Tx, ui: &'a Ui, collaboration: CollaborationId) -> PanelFuture<'a> {
    Box::pin(draw(tx, ui, collaboration))
}

async fn draw(tx: &Tx, ui: &Ui, collaboration: CollaborationId) -> Result<Option<String>, Problem> {
    let found = samverk_parties::store::find_collaborations(tx, &[collaboration])
        .await?
        .pop();
    let Some(found) = found else { return Ok(None) };
    let scope = Scope::find(tx, &ui.actor, found.key.as_str()).await?;
    let Some((plan, version)) = visible_plans(tx, &scope).await?.into_iter().next() else {
        return Ok(None);
    };
    let indicators = load_indicators(tx, std::slice::from_ref(&plan)).await?;
    let shown: Vec<_> = indicators
        .iter()
        .filter(|one| belongs(&version.content, &one.indicator))
        .collect();
    let count = |state: State| {
        shown
            .iter()
            .filter(|one| one.standing.state == state)
            .count()
    };
    let states = State::ALL.into_iter().map(|state| (state, count(state)));
    let states = states
        .filter(|(_, count)| *count > 0)
        .map(|(state, count)| (state.shape(), words::state(ui, state), count))
        .collect();
    let is_measured =
        |key: &samverk_foundation::Key| shown.iter().any(|one| one.indicator.goal == *key);
    let goals = version.content.goals.iter();
    let panel = PlanPanel {
        ui,
        base: scope.href(&format!("/planer/{}", plan.key)),
        status: words::status(ui, version.status),
        status_color: words::status_tone(version.status).color(),
        period: words::period(ui, Some(plan.from), Some(plan.to)),
        states,
        unmeasurable: goals.filter(|goal| !is_measured(&goal.key)).count(),
        plan,
        version,
    };
    ui.fragment(&panel).map(Some)
}
