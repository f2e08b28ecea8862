//! Deciding on a budget, showing it, taking it away.

use super::budget_facts::inner;
use super::common::{
    outermost, read_decision, refuse, removal, with_decision, with_publication, year,
};
use crate::actions::{adopt_budget, publish_budget, remove_budget};
use crate::policy::Action;
use crate::records::BudgetRecord;
use crate::visible::find_visible_budget;
use axum::extract::{Path, State};
use samverk_foundation::{Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

fn adopt_page(ui: Ui, scope: &Scope, record: &BudgetRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let form = Form::new(format!("{href}/anta"), ui.t("economy-adopt"));
    let form = with_publication(with_decision(form, &ui), &ui)
        .field(Field::new("revision", "", FieldKind::Hidden))
        .cancel(href);
    let (heading, lead) = (
        ui.t1("budget-adopt", "title", &record.title),
        ui.t("budget-adopt-lead"),
    );
    FormPage::new(ui, heading, form).lead(lead)
}

pub async fn ask_adopt(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    scope.require(Action::AdoptBudget.by())?;
    let mut page = adopt_page(inner(ui, &scope, &record), &scope, &record);
    page.form.values = Values::default()
        .set("published", true)
        .set("revision", record.revision);
    page.show()
}

pub async fn adopt(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("adopt_budget").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    scope.require(Action::AdoptBudget.by())?;
    let adopted = match (read_decision(&values), values.integer("revision")) {
        (Ok(decision), Ok(seen)) => {
            let adopted = adopt_budget(&tx, &ui.actor, &scope, record.year(), decision, seen).await;
            adopted.map_err(Problems::from)
        }
        (Err(problems), _) => Err(problems),
        (_, Err(problem)) => Err(problem.into()),
    };
    match adopted {
        Ok(_) => {
            let shown = values.checked("published");
            publish_budget(&tx, &ui.actor, &scope, record.year(), shown).await?;
            tx.commit().await?;
            Ok(redirect_with_notice(
                &scope.href(&record.suffix()),
                "economy-adopted",
            ))
        }
        Err(problems) => {
            let page = adopt_page(inner(ui, &scope, &record), &scope, &record);
            refuse(page, values, problems, outermost)
        }
    }
}

/// The button on the page: show to the public or not.
pub async fn change(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("change_budget").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    scope.require(Action::AdoptBudget.by())?;
    let year = record.year();
    match values.text("what") {
        "publish" => {
            publish_budget(&tx, &ui.actor, &scope, year, true).await?;
        }
        "hide" => {
            publish_budget(&tx, &ui.actor, &scope, year, false).await?;
        }
        other => {
            return Err(Problem::invalid("choice_invalid")
                .with("value", other)
                .into());
        }
    }
    tx.commit().await?;
    Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
}

pub async fn ask_remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    scope.require(Action::SaveBudget.by())?;
    if record.state.is_adopted() {
        return Err(Problem::conflict("budget_locked")
            .with("year", record.year())
            .into());
    }
    removal_page(inner(ui, &scope, &record), &scope, &record).show()
}

fn removal_page(ui: Ui, scope: &Scope, record: &BudgetRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let heading = ui.t1("economy-remove-heading", "name", &record.title);
    let lead = ui.t("budget-remove-lead");
    removal(
        ui,
        heading,
        lead,
        &format!("{href}/ta-bort"),
        &href,
        record.revision,
    )
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, text)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_budget").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_budget(&tx, &scope, year(&text)?).await?;
    scope.require(Action::SaveBudget.by())?;
    let removed = match values.integer("revision") {
        Ok(seen) => remove_budget(&tx, &ui.actor, &scope, record.year(), seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &scope.href("/budget"),
                "economy-removed",
            ))
        }
        Err(problem) => {
            let page = removal_page(inner(ui, &scope, &record), &scope, &record);
            refuse(page, values, problem.into(), outermost)
        }
    }
}
