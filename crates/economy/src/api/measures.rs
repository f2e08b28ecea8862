use super::figures::{Number, Year};
use super::refused::refused;
use super::{if_there, path, resource as economy_resource, scope};
use crate::actions::{SaveMeasure, remove_measure, save_measure};
use crate::keys::check_key;
use crate::policy::Action;
use crate::records::MeasureRecord;
use crate::visible::{find_visible_measure, visible_measures};
use samverk_engine::{MeasureTable, MeasureValue};
use samverk_foundation::Key;
use samverk_parties::Scope;
use samverk_rest::{
    Call, Found, KeySchema, Linked, NoQuery, Operation, Page, Parameter, Refusal, Representation,
    Resource, Saved, Tag, Title,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

// The example's keys follow printed percentages; it has no table of its own.
const MEASURE: Parameter = Parameter::key(
    "measure",
    ["Måttets nyckel.", "The measure's key."],
    "anstallda",
)
.for_members();

const FIELDS: &[&str] = &["name", "values["];

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/measures";
    let one = "/collaborations/{collaboration}/measures/{measure}";
    economy_resource(
        "measures",
        [
            "Samverkans egna tabeller, som fördelningsmodeller kan följa: anställda, röster, egna nycklar.",
            "The collaboration's own tables, which distribution models can follow: employees, votes, keys of its own.",
        ],
    )
    .parameter(MEASURE)
    .with(Operation::list(all, "listMeasures", list).about(
        "Måtten i ordning.",
        "The measures, in order.",
    ))
    .with(Operation::get(one, "getMeasure", get).about("Ett mått med alla värden.", "One measure with all its values."))
    .with(
        Operation::put(one, "putMeasure", put)
            .about("Lägger till eller ersätter ett mått.", "Adds or replaces a measure.")
            .action(Action::SaveMeasure.code())
            .invalid(&[
                "key_reserved",
                "measure_key_reserved",
                "measure_value_twice",
                "number_negative",
                "party_unknown",
            ])
            .conflict(&["measure_key_taken"]),
    )
    .with(
        Operation::delete(one, "deleteMeasure", delete)
            .about(
                "Tar bort ett mått som ingen modell följer.",
                "Removes a measure that no model follows.",
            )
            .action(Action::SaveMeasure.code())
            .conflict(&["measure_in_use"]),
    )
}

/// A table of figures by party and year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Measure")]
pub struct MeasureView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: MeasureContent,
}

/// What can be said of a measure.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeasureContent {
    name: Title,
    /// What is counted: `personer`.
    #[serde(default)]
    unit: String,
    values: Vec<FigureContent>,
}

/// A figure of a party.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "MeasureValue")]
pub struct FigureContent {
    #[schemars(with = "KeySchema")]
    party: Key,
    /// None for a figure that belongs to no certain year.
    #[serde(default)]
    year: Option<Year>,
    /// In the measure's unit.
    value: Number,
}

impl Representation for MeasureContent {
    fn example() -> Self {
        Self {
            name: "Anställda".into(),
            unit: "personer".to_owned(),
            values: vec![FigureContent {
                party: Key::from_name("Aneby kommun"),
                year: Some(Year(2022)),
                value: Number(612.into()),
            }],
        }
    }
}

impl Representation for MeasureView {
    fn example() -> Self {
        Self {
            key: Key::from_name("Anställda"),
            content: MeasureContent::example(),
        }
    }
}

impl MeasureContent {
    fn table(self, key: Key) -> MeasureTable {
        let value = |row: FigureContent| MeasureValue {
            party: row.party,
            year: row.year.map(|year| year.0),
            value: row.value.0,
        };
        MeasureTable {
            key,
            name: self.name.0,
            unit: self.unit,
            values: self.values.into_iter().map(value).collect(),
        }
    }
}

fn tag(record: &MeasureRecord) -> Tag {
    Tag::of(&(record.id, record.revision))
}

fn linked(scope: &Scope, record: MeasureRecord) -> Linked<MeasureView> {
    let all = path(scope, "/measures");
    let table = record.table;
    let value = |row: MeasureValue| FigureContent {
        party: row.party,
        year: row.year.map(Year),
        value: Number(row.value),
    };
    let content = MeasureContent {
        name: table.name.into(),
        unit: table.unit,
        values: table.values.into_iter().map(value).collect(),
    };
    let own = format!("{all}/{}", table.key);
    let view = MeasureView {
        key: table.key,
        content,
    };
    Linked::at(own, view)
        .link("collection", all)
        .link("up", path(scope, ""))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<MeasureView>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let measures = visible_measures(&tx, &scope).await?;
    Ok(Page::of(measures, call.paging, |one| linked(&scope, one)))
}

async fn get(call: Call) -> Result<Found<MeasureView>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_measure(&tx, &scope, call.part("measure")).await?;
    let tag = tag(&record);
    Ok(Found::new(linked(&scope, record), tag))
}

async fn put(call: Call, content: MeasureContent) -> Result<Saved<MeasureView>, Refusal> {
    let key = call.key("measure")?;
    let tx = call.begin("api_put_measure").await?;
    let scope = scope(&tx, &call).await?;
    let before = if_there(find_visible_measure(&tx, &scope, key.as_str()).await)?;
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    scope.require(Action::SaveMeasure.by())?;
    check_key(&key)?;
    let input = SaveMeasure {
        table: content.table(key),
        revision: before.as_ref().map(|before| before.revision),
    };
    let saved = save_measure(&tx, &call.actor, &scope, input).await;
    let saved = saved.map_err(|problems| refused(problems, FIELDS))?;
    tx.commit().await?;
    let tag = tag(&saved);
    Ok(Saved::new(linked(&scope, saved), tag, before.is_none()))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_measure").await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_measure(&tx, &scope, call.part("measure")).await?;
    call.allow_write(Some(&tag(&record)))?;
    let key = record.table.key.as_str();
    remove_measure(&tx, &call.actor, &scope, key, record.revision).await?;
    Ok(tx.commit().await?)
}
