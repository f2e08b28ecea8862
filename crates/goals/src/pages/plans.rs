use super::words;
use crate::PlanId;
use crate::model::{Plan, PlanVersion, VersionStatus, foremost, in_force};
use crate::policy::Action;
use crate::store;
use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use samverk_database::Tx;
use samverk_foundation::Problem;
use samverk_parties::Scope;
use samverk_web::{AppState, Cell, Column, ColumnKind, Format, PageResult, Table, Ui, Values};

#[derive(Template)]
#[template(path = "plans.html")]
struct PlansPage {
    ui: Ui,
    new_href: Option<String>,
    table: Table,
}

/// Which version of each plan is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    InForce,
    /// The one that the reader meets first.
    Foremost,
}

/// A collaboration's plans with a version that the reader may see, the newest period first.
pub(super) async fn visible_plans(
    tx: &Tx,
    scope: &Scope,
    meant: Meant,
) -> Result<Vec<(Plan, PlanVersion)>, Problem> {
    let plans = store::list_plans(tx, scope.collaboration.id).await?;
    let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
    let versions = store::list_versions_of(tx, &ids).await?;
    let choose = |plan: &Plan| {
        let is_visible = |version: &&PlanVersion| {
            version.plan == plan.id && (version.published || scope.sees_drafts())
        };
        let visible: Vec<&PlanVersion> = versions.iter().filter(is_visible).collect();
        let visible = visible.iter().copied();
        let chosen = match meant {
            Meant::InForce => in_force(visible),
            Meant::Foremost => foremost(visible, scope.sees_drafts()),
        };
        chosen.cloned()
    };
    Ok(plans
        .into_iter()
        .filter_map(|plan| choose(&plan).map(|version| (plan, version)))
        .collect())
}

/// The plan of the day among these: adopted rather than not. None of the day: the first.
pub(super) fn of_day(
    plans: &[(Plan, PlanVersion)],
    day: NaiveDate,
) -> Option<&(Plan, PlanVersion)> {
    let holds = plans
        .iter()
        .filter(|(plan, _)| plan.from <= day && day <= plan.to);
    let foremost = holds.min_by_key(|(_, version)| version.status != VersionStatus::Adopted);
    foremost.or_else(|| plans.first())
}

pub async fn show(
    State(state): State<AppState>,
    ui: Ui,
    Path(collaboration): Path<String>,
    query: Values,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &collaboration).await?;
    let plans = visible_plans(&tx, &scope, Meant::Foremost).await?;
    let ui = scope.ui(ui);
    let table = table(&ui, &scope, &plans);
    if let Some(format) = Format::from_code(query.text("format")) {
        return table.download(format, tx.now());
    }
    let new_href = scope
        .may(Action::SavePlan.by())
        .then(|| scope.href("/planer/ny"));
    ui.page(&PlansPage {
        ui: ui.clone(),
        new_href,
        table,
    })
}

fn table(ui: &Ui, scope: &Scope, plans: &[(Plan, PlanVersion)]) -> Table {
    let text = |key: &str| Column::new(ui.t(key), ColumnKind::Text);
    let columns = vec![
        text("plan-title"),
        Column::new(ui.t("plan-from"), ColumnKind::Date),
        Column::new(ui.t("plan-to"), ColumnKind::Date),
        text("plan-version"),
        text("plan-status"),
    ];
    let mut table = Table::new("planer", ui.t("plan-list-caption"), columns);
    for (plan, version) in plans {
        let href = scope.href(&format!("/planer/{}", plan.key));
        table.push(vec![
            Cell::link(href, &plan.title),
            Cell::date(plan.from),
            Cell::date(plan.to),
            Cell::text(words::version_name(ui, &version.summary())),
            Cell::tag(
                words::status_tone(version.status),
                words::status(ui, version.status),
            ),
        ]);
    }
    table
}
