//! Deciding on a distribution, showing it, taking it away.

use super::common::{
    confirmation, outermost, read_decision, refuse, removal, with_decision, with_publication,
};
use super::distribution_forms::inner;
use crate::actions::{
    AdoptDistribution, adopt_distribution, publish_distribution, remove_distribution,
    require_draft, require_sharing,
};
use crate::policy::Action;
use crate::records::DistributionRecord;
use crate::view::find_visible_distribution;
use axum::extract::{Path, State};
use samverk_foundation::{Problem, Problems};
use samverk_parties::Scope;
use samverk_web::{
    AppState, Field, FieldKind, Form, FormPage, PageResult, Ui, Values, redirect_with_notice,
};

fn adopt_page(ui: Ui, scope: &Scope, record: &DistributionRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let form = Form::new(format!("{href}/anta"), ui.t("economy-adopt"));
    let form = with_publication(with_decision(form, &ui), &ui)
        .field(Field::new("revision", "", FieldKind::Hidden))
        .cancel(href);
    let heading = ui.t1("distribution-adopt", "title", &record.title);
    let lead = ui.t("distribution-adopt-lead");
    FormPage::new(ui, heading, form).lead(lead)
}

pub async fn ask_adopt(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::AdoptDistribution.by())?;
    require_sharing(&scope, &record)?;
    let mut page = adopt_page(inner(ui, &scope, &record), &scope, &record);
    page.form.values = Values::default()
        .set("published", true)
        .set("revision", record.revision);
    page.show()
}

fn read(values: &Values) -> Result<AdoptDistribution, Problems> {
    let mut problems = Problems::default();
    let seen = problems.keep(values.integer("revision"));
    match (read_decision(values), seen) {
        (Ok(decision), Some(seen)) => Ok(AdoptDistribution {
            decision,
            input: None,
            seen,
        }),
        (Err(others), _) => {
            problems.0.extend(others.0);
            Err(problems)
        }
        (Ok(_), None) => Err(problems),
    }
}

pub async fn adopt(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("adopt_distribution").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::AdoptDistribution.by())?;
    let confirmed = confirmation(&values);
    let adopted = match read(&values) {
        Ok(input) => {
            adopt_distribution(&tx, &ui.actor, &scope, &distribution, input, confirmed).await
        }
        Err(problems) => Err(problems),
    };
    match adopted {
        Ok(_) => {
            let shown = values.checked("published");
            publish_distribution(&tx, &ui.actor, &scope, &distribution, shown).await?;
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

/// Buttons on the page: show to the public or not.
pub async fn change(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("change_distribution").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    let published = match values.text("what") {
        "publish" => true,
        "hide" => false,
        other => {
            return Err(Problem::invalid("choice_invalid")
                .with("value", other)
                .into());
        }
    };
    publish_distribution(&tx, &ui.actor, &scope, &distribution, published).await?;
    tx.commit().await?;
    Ok(redirect_with_notice(&scope.href(&record.suffix()), "saved"))
}

fn removal_page(ui: Ui, scope: &Scope, record: &DistributionRecord) -> FormPage {
    let href = scope.href(&record.suffix());
    let heading = ui.t1("economy-remove-heading", "name", &record.title);
    let lead = ui.t("distribution-remove-lead");
    removal(
        ui,
        heading,
        lead,
        &format!("{href}/ta-bort"),
        &href,
        record.revision,
    )
}

pub async fn ask_remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::SaveDistribution.by())?;
    require_draft(&record)?;
    require_sharing(&scope, &record)?;
    removal_page(inner(ui, &scope, &record), &scope, &record).show()
}

pub async fn remove(
    State(state): State<AppState>,
    ui: Ui,
    Path((key, distribution)): Path<(String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("remove_distribution").await?;
    let scope = Scope::find(&tx, &ui.actor, &key).await?;
    let record = find_visible_distribution(&tx, &scope, &distribution).await?;
    scope.require(Action::SaveDistribution.by())?;
    let removed = match values.integer("revision") {
        Ok(seen) => remove_distribution(&tx, &ui.actor, &scope, &distribution, seen).await,
        Err(problem) => Err(problem),
    };
    match removed {
        Ok(()) => {
            tx.commit().await?;
            Ok(redirect_with_notice(
                &scope.href("/fordelning"),
                "economy-removed",
            ))
        }
        Err(problem) => {
            let page = removal_page(inner(ui, &scope, &record), &scope, &record);
            refuse(page, values, problem.into(), outermost)
        }
    }
}
