//! Computing a scenario anew, adopting it, taking it away.

use super::{inner, require_change};
use crate::actions::{AdoptScenario, adopt_scenario, refresh_scenario, remove_scenario};
use crate::keys::free_key;
use crate::pages::common::{
    confirmation, outermost, read_decision, refuse, removal, with_decision,
};
use crate::policy::Action;
use crate::records::ScenarioRecord;
use crate::scenario_view::find_visible_scenario;
use crate::scenario_words::change_words;
use crate::store;
use axum::extract::{Path, State};
use samverk_database::Tx;
use samverk_foundation::{Key, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

/// The button on the page: what is known now instead of what it was saved with.
pub async fn refresh(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, scenario)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("refresh_scenario").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let seen = values.integer("revision")?;
    let refreshed = refresh_scenario(&tx, &ui.actor, &scope, &scenario, seen).await;
    let record = refreshed.map_err(Problems::first)?;
    tx.commit().await?;
    Ok(redirect_with_notice(
        &scope.href(&record.suffix()),
        "scenario-refreshed",
    ))
}

fn adopt_page(ui: Ui, scope: &Scope, record: &ScenarioRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let form = Form::new(format!("{href}/anta"), ui.t("economy-adopt")).field(
        Field::new("title", ui.t("distribution-title"), FieldKind::Text)
            .required()
            .hint(ui.t("scenario-adopt-title-hint")),
    );
    let form = with_decision(form, &ui)
        .field(Field::new(
            "published",
            ui.t("economy-published"),
            FieldKind::Checkbox,
        ))
        .cancel(href);
    let heading = ui.t1("scenario-adopt", "title", &record.title);
    let lead = ui.t("scenario-adopt-lead");
    let changes = change_words(&ui, &record.base_input, &record.input);
    let mut page = FormPage::new(ui, heading, form).lead(lead);
    page.above = changes_html(&page.ui, &changes);
    page
}

#[derive(askama::Template)]
#[template(path = "scenario_changes.html")]
struct Changes<'c> {
    ui: &'c Ui,
    changes: &'c [String],
}

/// What will differ from what it started from, above the decision.
fn changes_html(ui: &Ui, changes: &[String]) -> String {
    ui.fragment(&Changes { ui, changes }).unwrap_or_default()
}

pub async fn ask_adopt(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, scenario)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_scenario(&tx, &ui.actor, &scope, &scenario).await?;
    scope.require(Action::AdoptDistribution.by())?;
    let mut page = adopt_page(inner(ui, &scope, Some(&record)), &scope, &record);
    page.form.values = Values::default().set("title", &record.title);
    page.show()
}

pub async fn adopt(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, scenario)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("adopt_scenario").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_scenario(&tx, &ui.actor, &scope, &scenario).await?;
    scope.require(Action::AdoptDistribution.by())?;
    let confirmed = confirmation(&values);
    let adopted = match read(&tx, &scope, &values).await {
        Ok(adopt) => adopt_scenario(&tx, &ui.actor, &scope, &scenario, adopt, confirmed).await,
        Err(problems) => Err(problems),
    };
    match adopted {
        Ok(saved) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &scope.href(&saved.value.suffix()),
                "economy-adopted",
            ))
        }
        Err(problems) => {
            let page = adopt_page(inner(ui, &scope, Some(&record)), &scope, &record);
            refuse(page, values, problems, outermost)
        }
    }
}

async fn read(tx: &Tx, scope: &Scope, values: &Values) -> Result<AdoptScenario, Problems> {
    let mut problems = Problems::default();
    let title = problems.keep(values.required("title"));
    match (title, read_decision(values)) {
        (Some(title), Ok(decision)) => {
            let known = store::list_distributions(tx, scope.collaboration.id).await?;
            let is_taken = |key: &Key| known.iter().any(|record| record.key == *key);
            Ok(AdoptScenario {
                key: free_key(&title, is_taken),
                title,
                published: values.checked("published"),
                decision,
            })
        }
        (_, Err(others)) => {
            problems.0.extend(others.0);
            Err(problems)
        }
        (None, Ok(_)) => Err(problems),
    }
}

fn removal_page(ui: Ui, scope: &Scope, record: &ScenarioRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let heading = ui.t1("economy-remove-heading", "name", &record.title);
    let lead = ui.t("scenario-remove-lead");
    let to = format!("{href}/ta-bort");
    removal(ui, heading, lead, &to, &href, record.revision)
}

pub async fn ask_remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, scenario)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_scenario(&tx, &ui.actor, &scope, &scenario).await?;
    require_change(&ui, &scope, &record)?;
    removal_page(inner(ui, &scope, Some(&record)), &scope, &record).show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, scenario)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_scenario").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_scenario(&tx, &ui.actor, &scope, &scenario).await?;
    require_change(&ui, &scope, &record)?;
    let removed = match values.integer("revision") {
        Ok(seen) => remove_scenario(&tx, &ui.actor, &scope, &scenario, seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &scope.href("/scenarier"),
                "economy-removed",
            ))
        }
        Err(problem) => {
            let page = removal_page(inner(ui, &scope, Some(&record)), &scope, &record);
            refuse(page, values, problem.into(), outermost)
        }
    }
}
