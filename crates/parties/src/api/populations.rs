use super::{PARTY, resource as parties_resource};
use crate::actions::save_population;
use crate::model::{Figure, Party};
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Problem, Problems};
use samverk_rest::{
    Call, Found, Linked, NoQuery, Operation, Page, Parameter, Reason, Refusal, Representation,
    Resource, Saved, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub fn resource() -> Resource {
    let year = ["Den 31 december det året.", "On 31 December of that year."];
    parties_resource("populations", ["Folkmängd per aktör och år.", "Population by party and year."])
        .parameter(PARTY)
        .parameter(Parameter::year("year", year))
        .with(
            Operation::list("/parties/{party}/populations", "listPopulations", list).about(
                "Aktörens folkmängd, senaste året först.",
                "The party's population, the latest year first.",
            ),
        )
        .with(
            Operation::get("/parties/{party}/populations/{year}", "getPopulation", get).about(
                "Folkmängden ett år.",
                "The population of a year.",
            ),
        )
        .with(
            Operation::put("/parties/{party}/populations/{year}", "putPopulation", put)
                .about(
                    "Sätter folkmängden ett år. Ser siffran fel ut måste den bekräftas med confirmWarnings.",
                    "Sets the population of a year. A figure that looks wrong must be confirmed with confirmWarnings.",
                )
                .action(Action::SavePopulation.code())
                .invalid(&["population_invalid", "population_jump", "population_swapped"]),
        )
}

/// People in a party's area.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Population")]
pub struct PopulationView {
    /// The year whose 31 December is meant.
    year: i32,
    /// People.
    #[schemars(range(min = 1, max = 100_000_000))]
    population: i64,
}

impl Representation for PopulationView {
    fn example() -> Self {
        Self {
            year: 2024,
            population: 147_654,
        }
    }
}

/// A figure on its way in.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PopulationContent {
    /// People.
    #[schemars(range(min = 1, max = 100_000_000))]
    population: i64,
    /// Save although it is far from the years beside it. The warning is kept with the party.
    #[serde(default)]
    confirm_warnings: bool,
    /// May be repeated from the address.
    #[serde(default)]
    year: Option<i32>,
}

impl Representation for PopulationContent {
    fn example() -> Self {
        Self {
            population: 147_654,
            confirm_warnings: false,
            year: Some(2024),
        }
    }
}

fn tag(party: &Party, year: i32, population: i64) -> Tag {
    Tag::of(&(party.id, year, population))
}

fn linked(party: &Party, year: i32, population: i64) -> Linked<PopulationView> {
    let collection = format!("/parties/{}/populations", party.key);
    let view = PopulationView { year, population };
    Linked::at(format!("{collection}/{year}"), view)
        .link("collection", collection)
        .link("up", format!("/parties/{}", party.key))
}

async fn named(call: &Call, tx: &Tx) -> Result<Party, Refusal> {
    let found = store::find_party(tx, call.part("party")).await?;
    Ok(found.ok_or_else(Problem::not_found)?)
}

async fn years_of(tx: &Tx, party: &Party) -> Result<BTreeMap<i32, i64>, Problem> {
    let mut all = store::list_populations(tx, &[party.id]).await?;
    Ok(all.remove(&party.id).unwrap_or_default())
}

async fn party_and_years(call: &Call, tx: &Tx) -> Result<(Party, BTreeMap<i32, i64>), Refusal> {
    let party = named(call, tx).await?;
    let years = years_of(tx, &party).await?;
    Ok((party, years))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<PopulationView>, Refusal> {
    let tx = call.read().await?;
    let (party, years) = party_and_years(&call, &tx).await?;
    let latest_first: Vec<_> = years.into_iter().rev().collect();
    Ok(Page::of(latest_first, call.paging, |(year, people)| {
        linked(&party, year, people)
    }))
}

async fn get(call: Call) -> Result<Found<PopulationView>, Refusal> {
    let year = call.year("year")?;
    let tx = call.read().await?;
    let (party, years) = party_and_years(&call, &tx).await?;
    let people = years.get(&year).copied().ok_or_else(Problem::not_found)?;
    Ok(Found::new(
        linked(&party, year, people),
        tag(&party, year, people),
    ))
}

async fn put(call: Call, content: PopulationContent) -> Result<Saved<PopulationView>, Refusal> {
    let year = call.year("year")?;
    if content.year.is_some_and(|own| own != year) {
        return Err(Reason::OtherThanAddress.in_body("year").into());
    }
    let tx = call.begin("api_put_population").await?;
    let party = named(&call, &tx).await?;
    store::hold_parties(&tx, &[party.id]).await?;
    let years = years_of(&tx, &party).await?;
    let before = years.get(&year).map(|people| tag(&party, year, *people));
    call.allow_write(before.as_ref())?;
    let population = content.population;
    let figure = Figure {
        party: party.id,
        year,
        population,
    };
    let saved = save_population(&tx, &call.actor, &[figure]).await;
    let saved = saved.map_err(|problems| at_field(problems, "population"))?;
    if !saved.warnings.is_empty() && !content.confirm_warnings {
        let warnings = saved.warnings.into_iter().map(|warning| warning.problem);
        let warnings = Problems(warnings.collect());
        return Err(at_field(warnings, "population").into());
    }
    tx.commit().await?;
    let linked = linked(&party, year, population);
    Ok(Saved::new(
        linked,
        tag(&party, year, population),
        before.is_none(),
    ))
}

fn at_field(problems: Problems, field: &str) -> Problems {
    Problems(
        problems
            .0
            .into_iter()
            .map(|problem| problem.at_field(field))
            .collect(),
    )
}
