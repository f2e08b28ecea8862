use super::flow::{Desk, PlanForm};
use super::form_parts::{date, long, number, select};
use super::indicator as indicator_page;
use crate::actions::{MeasurementDraft, own_parties, record_measurement};
use crate::model::{Measurement, plain};
use crate::policy::Action;
use crate::{Indicator, IndicatorView};
use samverk_foundation::{PartyId, Problem, Problems};
use samverk_parties::model::Party;
use samverk_web::{Choice, Field, FieldKind, Form, FormPage, Ui, Values};

pub(super) struct MeasurementForm(IndicatorView);

impl PlanForm for MeasurementForm {
    const ACTION: Action = Action::RecordMeasurement;
    const NAME: &'static str = "record_measurement";
    const NOTICE: &'static str = "measured";

    async fn load(desk: &Desk) -> Result<Self, Problem> {
        let key = desk.present_key()?;
        Ok(Self(indicator_page::find(&desk.tx, &desk.at, key).await?))
    }

    fn page(&self, desk: &Desk, ui: Ui) -> Result<FormPage, Problem> {
        let Self(view) = self;
        let here = self.indicator_href(desk);
        let last = view.measurements.last().and_then(|last| last.denominator);
        let denominator = last.map(plain).unwrap_or_default();
        let mut form = Form::new(format!("{here}/matning"), ui.t("measurement-save"));
        if let several @ [_, _, ..] = own_parties(&desk.actor, &desk.at.scope).as_slice() {
            let party = |party: &&Party| Choice::new(&party.key, party.name.clone());
            let parties = several.iter().map(party).collect();
            let field = select(&ui, "on_behalf_of", "measurement-party", parties);
            form = form.field(field.required());
        }
        let one = &view.indicator;
        let part = |name: &'static str, key: &str, what: &str| {
            let field = Field::new(name, ui.t(key), FieldKind::Number);
            if what.is_empty() {
                field
            } else {
                field.hint(what)
            }
        };
        let form = form
            .field(date(&ui, "date", "measurement-date").required())
            .field(value_field(&ui, one))
            .field(part("numerator", "measurement-numerator", &one.numerator))
            .field(part(
                "denominator",
                "measurement-denominator",
                &one.denominator,
            ))
            .field(long(&ui, "note", "measurement-note", 2))
            .cancel(here)
            .fill(Values::default().set("denominator", denominator));
        let heading = ui.t1("measurement-new-for", "name", &view.indicator.name);
        let lead = ui.t("measurement-lead");
        Ok(FormPage::new(ui, heading, form).lead(lead))
    }

    async fn save(&self, desk: &Desk, values: &Values) -> Result<String, Problems> {
        let Self(view) = self;
        let draft = read(desk, values, &view.indicator)?;
        record_measurement(&desk.tx, &desk.actor, &desk.at, &view.indicator, draft).await?;
        Ok(self.indicator_href(desk))
    }

    /// A figure that only looks wrong can be confirmed.
    fn again(&self, mut page: FormPage, problems: &Problems) -> FormPage {
        if problems.0.iter().all(|p| p.code == "measurement_jump") {
            let words = page.ui.t("measurement-confirm");
            let confirmed = Field::new("confirmed", words, FieldKind::Checkbox);
            page.form = page.form.field(confirmed).confirming();
        }
        page
    }
}

impl MeasurementForm {
    fn indicator_href(&self, desk: &Desk) -> String {
        let Self(view) = self;
        desk.at
            .href(&format!("/indikatorer/{}", view.indicator.key))
    }
}

/// Only a percentage can be computed from its parts.
fn value_field(ui: &Ui, indicator: &Indicator) -> Field {
    match &*indicator.unit {
        "%" => number(ui, "value", "measurement-value"),
        unit => {
            let field = Field::new("value", ui.t("measurement-value"), FieldKind::Number);
            let field = field.required();
            if unit.is_empty() {
                field
            } else {
                field.hint(unit)
            }
        }
    }
}

/// A percentage may be left out when its parts are given; when both are, they must agree.
fn read(desk: &Desk, values: &Values, indicator: &Indicator) -> Result<MeasurementDraft, Problem> {
    let made = Measurement {
        id: uuid::Uuid::nil(),
        date: values.date("date")?,
        value: rust_decimal::Decimal::ZERO,
        numerator: values.optional_decimal("numerator")?,
        denominator: values.optional_decimal("denominator")?,
        note: values.optional("note")?,
        position: 0,
    };
    let computed = made.share().filter(|_| &*indicator.unit == "%");
    let written = values.optional_percent("value")?;
    let missing = || Problem::invalid("field_missing").at_field("value");
    let value = written.or(computed).ok_or_else(missing)?;
    let made = Measurement { value, ..made };
    match made.share_problem(&indicator.unit) {
        Some(problem) => Err(problem.at_field("value")),
        None => Ok(MeasurementDraft {
            date: made.date,
            value: made.value,
            numerator: made.numerator,
            denominator: made.denominator,
            note: made.note,
            on_behalf_of: read_party(desk, values)?,
            confirmed: values.checked("confirmed"),
        }),
    }
}

fn read_party(desk: &Desk, values: &Values) -> Result<Option<PartyId>, Problem> {
    let written = values.text("on_behalf_of");
    let own = own_parties(&desk.actor, &desk.at.scope);
    let found = own.iter().find(|party| party.key.as_str() == written);
    match (written, found) {
        ("", _) => Ok(None),
        (_, Some(party)) => Ok(Some(party.id)),
        (_, None) => Err(Problem::invalid("choice_invalid")
            .with("value", written)
            .at_field("on_behalf_of")),
    }
}
