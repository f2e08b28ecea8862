use super::form_parts::{date, finish, long, number};
use super::{indicator as indicator_page, plan};
use crate::actions::{MeasurementDraft, record_measurement};
use crate::model::{Indicator, Measurement, plain};
use crate::policy::Action;
use crate::{IndicatorView, PlanScope};
use axum::extract::{Path, State};
use samverk_foundation::{Problem, Problems};
use samverk_web::{AppState, Form, FormPage, PageResult, Ui, Values};

fn page(ui: Ui, at: &PlanScope, view: &IndicatorView) -> Result<FormPage, Problem> {
    at.require(Action::RecordMeasurement.by())?;
    let ui = plan::inside_plan(ui, at);
    let here = at.href(&format!("/indikatorer/{}", view.indicator.key));
    let form = Form::new(format!("{here}/matning"), ui.t("measurement-save"))
        .field(date(&ui, "date", "measurement-date").required())
        .field(number(&ui, "value", "measurement-value"))
        .field(number(&ui, "numerator", "measurement-numerator"))
        .field(number(&ui, "denominator", "measurement-denominator"))
        .field(long(&ui, "note", "measurement-note", 2))
        .cancel(here);
    let heading = ui.t1("measurement-new-for", "name", &view.indicator.name);
    let lead = ui.t("measurement-lead");
    Ok(FormPage::new(ui, heading, form).lead(lead))
}

/// A percentage may be left out when its parts are given; when both are, they must agree.
fn read(values: &Values, indicator: &Indicator) -> Result<MeasurementDraft, Problem> {
    let numerator = values.optional_decimal("numerator")?;
    let denominator = values.optional_decimal("denominator")?;
    let made = Measurement {
        id: uuid::Uuid::nil(),
        date: values.date("date")?,
        value: rust_decimal::Decimal::ZERO,
        numerator,
        denominator,
        note: values.optional("note")?,
        position: 0,
    };
    let computed = made.share().filter(|_| indicator.unit == "%");
    let written = values.optional_decimal("value")?;
    let missing = || Problem::invalid("field_missing").at_field("value");
    let value = written.or(computed).ok_or_else(missing)?;
    let made = Measurement { value, ..made };
    match made.share_problem(&indicator.unit) {
        Some(problem) => Err(problem.at_field("value")),
        None => Ok(MeasurementDraft {
            date: made.date,
            value: made.value,
            numerator,
            denominator,
            note: made.note,
        }),
    }
}

pub async fn new(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, key)): Path<(String, String, String)>,
) -> PageResult {
    let tx = state.db.read().await?;
    let at = PlanScope::find(&tx, &ui.actor, &collaboration, &plan).await?;
    let view = indicator_page::find(&tx, &at, &key).await?;
    let mut page = page(ui, &at, &view)?;
    let last = view.measurements.last().and_then(|last| last.denominator);
    let denominator = last.map(plain).unwrap_or_default();
    page.form = page
        .form
        .fill(Values::default().set("denominator", denominator));
    page.show()
}

pub async fn record(
    State(state): State<AppState>,
    ui: Ui,
    Path((collaboration, plan, key)): Path<(String, String, String)>,
    values: Values,
) -> PageResult {
    let tx = state.db.begin("record_measurement").await?;
    let actor = ui.actor.clone();
    let at = PlanScope::find(&tx, &actor, &collaboration, &plan).await?;
    let view = indicator_page::find(&tx, &at, &key).await?;
    let page = page(ui, &at, &view)?;
    let recorded = async {
        let draft = read(&values, &view.indicator)?;
        record_measurement(&tx, &actor, &at, &view.indicator, draft).await?;
        Ok::<_, Problems>(at.href(&format!("/indikatorer/{}", view.indicator.key)))
    };
    let recorded = recorded.await;
    finish(tx, recorded, page, values, "measured").await
}
