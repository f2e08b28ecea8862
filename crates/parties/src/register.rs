//! The register that ships with Samverk: parties, population and ladders, loaded at first start.

use crate::bundle::{self, PartyRow, PopulationRow};
use crate::ladders::{LADDER, SHIPPED};
use crate::model::{Figure, Party};
use crate::store::{self, PartyFilter};
use samverk_database::{Event, ObjectRef, Tx};
use samverk_exchange::{Folder, Intake};
use samverk_foundation::{Actor, Key, PartyId, Problem};
use samverk_kept::{Installation, load_shipped};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;
use uuid::Uuid;

const FILES: &[(&str, &str)] = &[
    ("parties.csv", include_str!("../register/parties.csv")),
    ("population.csv", include_str!("../register/population.csv")),
];

/// The name under which the loaded edition is remembered.
const NAME: &str = "parties";

/// What ships, by keys.
pub(crate) struct Shipped {
    pub parties: BTreeMap<Key, PartyRow>,
    pub population: BTreeMap<(Key, i32), i64>,
}

/// The shipped files, read once. Fails with `internal` if they are not whole, which a test rules out.
pub(crate) fn shipped() -> Result<&'static Shipped, Problem> {
    static SHIPPED: OnceLock<Result<Shipped, Problem>> = OnceLock::new();
    SHIPPED
        .get_or_init(read_shipped)
        .as_ref()
        .map_err(Clone::clone)
}

fn read_shipped() -> Result<Shipped, Problem> {
    let mut folder = Folder::default();
    for (path, text) in FILES {
        folder.insert(*path, *text);
    }
    let mut intake = Intake::new(folder);
    let bundle = bundle::read(&mut intake);
    if let Some(problem) = intake.problems.0.first() {
        return Err(Problem::internal(problem));
    }
    let figure = |row: PopulationRow| ((row.party, row.year), row.population);
    Ok(Shipped {
        parties: bundle
            .parties
            .into_iter()
            .map(|p| (p.value.key.clone(), p.value))
            .collect(),
        population: bundle
            .population
            .into_iter()
            .map(|row| figure(row.value))
            .collect(),
    })
}

/// Tells one edition of the files from another. Another compiler may give another number; then the
/// register is loaded once more, which changes nothing.
fn edition() -> String {
    let mut hasher = DefaultHasher::new();
    (FILES, SHIPPED).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Adds what ships and is missing here. What is there already is left as it is. A later start of
/// the same edition costs one query.
pub async fn load_register(tx: &Tx) -> Result<(), Problem> {
    let edition = edition();
    if store::find_loaded_edition(tx, NAME).await?.as_ref() == Some(&edition) {
        return Ok(());
    }
    let shipped = shipped()?;
    let parties: Vec<Party> = shipped
        .parties
        .values()
        .map(|row| new_party(tx, row))
        .collect();
    store::insert_missing_parties(tx, &parties).await?;
    store::insert_missing_populations(tx, &figures(tx, shipped).await?).await?;
    let actor = Actor::System("register");
    load_shipped(tx, &actor, &Installation::seen_by(&actor), &LADDER).await?;
    store::put_loaded_edition(tx, NAME, &edition).await?;
    let event = Event::new(
        "register.loaded",
        ObjectRef::new("register", Uuid::nil(), NAME),
    );
    tx.record(&actor, event).await
}

fn new_party(tx: &Tx, row: &PartyRow) -> Party {
    Party {
        id: PartyId(tx.new_id()),
        key: row.key.clone(),
        kind: row.kind,
        name: row.name.clone(),
        short_name: row.short_name.clone(),
        municipality_code: row.municipality_code.clone(),
        region_code: row.region_code.clone(),
        organisation_number: row.organisation_number.clone(),
        note: row.note.clone(),
        revision: 1,
    }
}

async fn figures(tx: &Tx, shipped: &Shipped) -> Result<Vec<Figure>, Problem> {
    let parties = store::list_parties(tx, &PartyFilter::default()).await?;
    let ids: BTreeMap<&Key, PartyId> = parties.iter().map(|party| (&party.key, party.id)).collect();
    let figure = |((key, year), population): (&(Key, i32), &i64)| {
        let party = *ids.get(key)?;
        Some(Figure {
            party,
            year: *year,
            population: *population,
        })
    };
    Ok(shipped.population.iter().filter_map(figure).collect())
}
