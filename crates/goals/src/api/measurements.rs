use super::figure::Figure;
use super::{INDICATOR, path, plan, resource as goals_resource};
use crate::actions::{MeasurementDraft, record_measurement};
use crate::model::Measurement;
use crate::policy::Action;
use crate::{Indicator, PlanScope, store};
use samverk_database::Tx;
use samverk_foundation::{Key, PartyId, Problem};
use samverk_kept::Held;
use samverk_rest::{
    Call, Date, Found, KeySchema, Linked, NoQuery, Operation, Page, Parameter, Refusal,
    Representation, Resource, Saved, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const EXAMPLE: &str = "019aa4a0-1f00-7000-8000-000000000001";

const MEASUREMENT: Parameter = Parameter::id(
    "measurement",
    ["Mätningens id.", "The measurement's id."],
    EXAMPLE,
);

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/plans/{plan}/indicators/{indicator}/measurements";
    let one = "/collaborations/{collaboration}/plans/{plan}/indicators/{indicator}/measurements/{measurement}";
    goals_resource(
        "measurements",
        ["Mätningar av en indikator.", "Measurements of an indicator."],
    )
    .parameter(INDICATOR)
    .parameter(MEASUREMENT)
    .with(Operation::list(all, "listMeasurements", list).about(
        "Mätningarna efter datum. Av flera samma dag gäller den sista.",
        "The measurements by date. Of several on a day the last holds.",
    ))
    .with(Operation::get(one, "getMeasurement", get).about("En mätning.", "One measurement."))
    .with(
        Operation::post(all, "postMeasurement", post)
            .about(
                "Registrerar en mätning. Den ändras aldrig; en rättelse är en ny på samma dag. Finns den redan ändras inget (200).",
                "Records a measurement. It is never changed; a correction is a new one on the same day. When it is there already nothing changes (200).",
            )
            .action(Action::RecordMeasurement.code())
            .invalid(&[
                "measurement_in_future",
                "measurement_jump",
                "figure_too_large",
                "field_missing",
                "party_unknown",
            ]),
    )
}

/// A figure as it was measured.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Measurement")]
pub struct MeasurementView {
    /// UUID.
    id: String,
    date: Date,
    value: Figure,
    numerator: Option<Figure>,
    denominator: Option<Figure>,
    note: String,
}

/// A measurement to record.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewMeasurement {
    date: Date,
    value: Figure,
    #[serde(default)]
    numerator: Option<Figure>,
    #[serde(default)]
    denominator: Option<Figure>,
    #[serde(default)]
    note: String,
    /// The member party that a representative of several measures for.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    on_behalf_of: Option<Key>,
    /// The figure is right even though it is far from the one before it.
    #[serde(default)]
    confirmed: bool,
}

fn example_date() -> Date {
    Date(chrono::NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or_default())
}

impl Representation for NewMeasurement {
    fn example() -> Self {
        Self {
            date: example_date(),
            value: Figure(50.into()),
            numerator: Some(Figure(40.into())),
            denominator: Some(Figure(80.into())),
            note: String::new(),
            on_behalf_of: None,
            confirmed: false,
        }
    }
}

impl Representation for MeasurementView {
    fn example() -> Self {
        Self {
            id: EXAMPLE.to_owned(),
            date: example_date(),
            value: Figure(50.into()),
            numerator: Some(Figure(40.into())),
            denominator: Some(Figure(80.into())),
            note: String::new(),
        }
    }
}

fn linked(at: &PlanScope, of: &Held<Indicator>, one: &Measurement) -> Linked<MeasurementView> {
    let above = path(at, &format!("/indicators/{}", of.key));
    let view = MeasurementView {
        id: one.id.to_string(),
        date: Date(one.date),
        value: Figure(one.value),
        numerator: one.numerator.map(Figure),
        denominator: one.denominator.map(Figure),
        note: one.note.clone(),
    };
    Linked::at(format!("{above}/measurements/{}", one.id), view)
        .link("collection", format!("{above}/measurements"))
        .link("up", above)
}

/// The indicator that the address names. Fails with `not_found`.
async fn named(tx: &Tx, at: &PlanScope, call: &Call) -> Result<Held<Indicator>, Problem> {
    let found = crate::INDICATOR
        .find(tx, at, call.part("indicator"))
        .await?;
    found.ok_or_else(Problem::not_found)
}

async fn made(tx: &Tx, of: &Held<Indicator>) -> Result<Vec<Measurement>, Problem> {
    let all = store::list_measurements(tx, &[of.id]).await?.remove(&of.id);
    Ok(all.unwrap_or_default())
}

async fn list(call: Call, _: NoQuery) -> Result<Page<MeasurementView>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let of = named(&tx, &at, &call).await?;
    let all = made(&tx, &of).await?;
    Ok(Page::of(all, call.paging, |one| linked(&at, &of, &one)))
}

async fn get(call: Call) -> Result<Found<MeasurementView>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let of = named(&tx, &at, &call).await?;
    let wanted = call.part("measurement");
    let all = made(&tx, &of).await?;
    let found = all.iter().find(|one| one.id.to_string() == wanted);
    let one = found.ok_or_else(Problem::not_found)?;
    Ok(Found::new(linked(&at, &of, one), Tag::of(&one.id)))
}

async fn post(call: Call, new: NewMeasurement) -> Result<Saved<MeasurementView>, Refusal> {
    let tx = call.begin("api_post_measurement").await?;
    let at = plan(&tx, &call).await?;
    let of = named(&tx, &at, &call).await?;
    at.require(Action::RecordMeasurement.by())?;
    let before = made(&tx, &of).await?;
    let draft = MeasurementDraft {
        date: new.date.0,
        value: new.value.0,
        numerator: new.numerator.map(|figure| figure.0),
        denominator: new.denominator.map(|figure| figure.0),
        note: new.note,
        on_behalf_of: member(&at, new.on_behalf_of.as_ref())?,
        confirmed: new.confirmed,
    };
    record_measurement(&tx, &call.actor, &at, &of, draft.clone()).await?;
    let after = made(&tx, &of).await?;
    let says = |one: &&Measurement| {
        one.date == draft.date
            && one.value == draft.value
            && one.numerator == draft.numerator
            && one.denominator == draft.denominator
            && one.note == draft.note
    };
    let recorded = after.iter().rev().find(says);
    let recorded = recorded.ok_or_else(|| Problem::internal("the measurement is not there"))?;
    tx.commit().await?;
    let is_new = before.len() < after.len();
    let tag = Tag::of(&recorded.id);
    Ok(Saved::new(linked(&at, &of, recorded), tag, is_new))
}

/// Fails with `party_unknown` when no member has the key.
fn member(at: &PlanScope, key: Option<&Key>) -> Result<Option<PartyId>, Problem> {
    let Some(key) = key else {
        return Ok(None);
    };
    let mut parties = at.scope.members.iter().map(|member| &member.party);
    let found = parties.find(|party| party.key == *key);
    let unknown = || Problem::invalid("party_unknown").with("party", key);
    match found {
        Some(party) => Ok(Some(party.id)),
        None => Err(unknown().at_field("on_behalf_of")),
    }
}
