use super::save_indicator::indicator_event;
use crate::model::{Indicator, Measurement, check_figure, check_text};
use crate::policy::Action;
use crate::{PlanScope, store};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem};

#[derive(Clone, Debug)]
pub struct MeasurementDraft {
    pub date: NaiveDate,
    pub value: Decimal,
    pub numerator: Option<Decimal>,
    pub denominator: Option<Decimal>,
    pub note: String,
}

/// Adds a measurement; what has been recorded is never changed, a correction is a new one on the
/// same date. Recording the same again does nothing. Fails with `measurement_in_future`.
pub async fn record_measurement(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    indicator: &Indicator,
    draft: MeasurementDraft,
) -> Result<(), Problem> {
    at.require(Action::RecordMeasurement.by())?;
    if draft.date > tx.today() {
        return Err(Problem::invalid("measurement_in_future").at_field("date"));
    }
    check_text("note", &draft.note, false)?;
    let figure = |value: Option<Decimal>, field: &str| {
        value
            .map(check_figure)
            .transpose()
            .map_err(|problem| problem.at_field(field))
    };
    let made = store::list_measurements(tx, &[indicator.id])
        .await?
        .remove(&indicator.id);
    let made = made.unwrap_or_default();
    let new = Measurement {
        id: tx.new_id(),
        date: draft.date,
        value: check_figure(draft.value).map_err(|problem| problem.at_field("value"))?,
        numerator: figure(draft.numerator, "numerator")?,
        denominator: figure(draft.denominator, "denominator")?,
        note: draft.note,
        position: made
            .iter()
            .map(|old| old.position)
            .max()
            .map_or(1, |last| last + 1),
    };
    if made.iter().any(|old| old.says_the_same_as(&new)) {
        return Ok(());
    }
    store::insert_measurement(tx, indicator.id, &new).await?;
    let event = indicator_event(at, "indicator.measured", indicator);
    tx.record(actor, event.change(None::<&()>, Some(&new))?)
        .await
}
