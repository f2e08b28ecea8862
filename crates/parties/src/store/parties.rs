use crate::model::{Party, PartyKind};
use samverk_database::{Tx, problem};
use samverk_foundation::{Key, PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QueryOrder, QuerySelect, Set};
use std::collections::BTreeMap;

pub(super) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "party")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub key: String,
        pub kind: String,
        pub name: String,
        pub short_name: String,
        pub municipality_code: Option<String>,
        pub region_code: Option<String>,
        pub organisation_number: Option<String>,
        pub note: String,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod population {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "population")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub party_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub year: i64,
        pub population: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) fn party(row: row::Model) -> Result<Party, Problem> {
    Ok(Party {
        id: PartyId(row.id),
        key: Key::parse(&row.key)?,
        kind: PartyKind::from_code(&row.kind)?,
        name: row.name,
        short_name: row.short_name,
        municipality_code: row.municipality_code,
        region_code: row.region_code,
        organisation_number: row.organisation_number,
        note: row.note,
    })
}

fn active(party: &Party) -> row::ActiveModel {
    row::ActiveModel {
        id: Set(party.id.0),
        key: Set(party.key.to_string()),
        kind: Set(party.kind.code().to_owned()),
        name: Set(party.name.clone()),
        short_name: Set(party.short_name.clone()),
        municipality_code: Set(party.municipality_code.clone()),
        region_code: Set(party.region_code.clone()),
        organisation_number: Set(party.organisation_number.clone()),
        note: Set(party.note.clone()),
        revision: Set(1),
    }
}

pub async fn find_party(tx: &Tx, key: &str) -> Result<Option<Party>, Problem> {
    let query = row::Entity::find().filter(row::Column::Key.eq(key));
    query.one(tx.connection()).await.map_err(problem)?.map(party).transpose()
}

/// The parties with these ids, in no order.
pub async fn find_parties(tx: &Tx, ids: &[PartyId]) -> Result<Vec<Party>, Problem> {
    let query = row::Entity::find().filter(row::Column::Id.is_in(ids.iter().map(|id| id.0)));
    query.all(tx.connection()).await.map_err(problem)?.into_iter().map(party).collect()
}

/// Which parties to list. They come by name.
#[derive(Clone, Debug, Default)]
pub struct PartyFilter {
    pub kind: Option<PartyKind>,
    /// A part of the name.
    pub name: String,
    pub offset: u64,
    pub limit: Option<u64>,
}

pub async fn list_parties(tx: &Tx, filter: &PartyFilter) -> Result<Vec<Party>, Problem> {
    let mut query = row::Entity::find().order_by_asc(row::Column::Name).offset(filter.offset);
    if let Some(limit) = filter.limit {
        query = query.limit(limit);
    }
    query = match filter.kind {
        Some(PartyKind::Municipality) => query.filter(row::Column::MunicipalityCode.is_not_null()),
        Some(PartyKind::Region) => query.filter(row::Column::RegionCode.is_not_null()),
        Some(kind) => query.filter(row::Column::Kind.eq(kind.code())),
        None => query,
    };
    if !filter.name.is_empty() {
        query = query.filter(row::Column::Name.contains(&filter.name));
    }
    query.all(tx.connection()).await.map_err(problem)?.into_iter().map(party).collect()
}

pub async fn insert_party(tx: &Tx, party: &Party) -> Result<(), Problem> {
    let insert = row::Entity::insert(active(party));
    insert.exec_without_returning(tx.connection()).await.map_err(problem)?;
    Ok(())
}

pub async fn update_party(tx: &Tx, party: &Party) -> Result<(), Problem> {
    row::Entity::update(active(party)).exec(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Sets a party's population on 31 December of a year.
pub async fn put_population(
    tx: &Tx,
    party: PartyId,
    year: i32,
    population: i64,
) -> Result<(), Problem> {
    let figure = population::ActiveModel {
        party_id: Set(party.0),
        year: Set(i64::from(year)),
        population: Set(population),
    };
    let same = [population::Column::PartyId, population::Column::Year];
    let replace = OnConflict::columns(same).update_column(population::Column::Population).to_owned();
    let insert = population::Entity::insert(figure).on_conflict(replace);
    insert.exec_without_returning(tx.connection()).await.map_err(problem)?;
    Ok(())
}

/// Population by year for each of the parties.
pub async fn list_populations(
    tx: &Tx,
    parties: &[PartyId],
) -> Result<BTreeMap<PartyId, BTreeMap<i32, i64>>, Problem> {
    let of_these = population::Column::PartyId.is_in(parties.iter().map(|id| id.0));
    let query = population::Entity::find().filter(of_these);
    let mut by_party: BTreeMap<PartyId, BTreeMap<i32, i64>> = BTreeMap::new();
    for row in query.all(tx.connection()).await.map_err(problem)? {
        let year = i32::try_from(row.year).map_err(Problem::internal)?;
        by_party.entry(PartyId(row.party_id)).or_default().insert(year, row.population);
    }
    Ok(by_party)
}
