use crate::model::{Figure, Populations};
use samverk_database::statement::{delete, insert_many};
use samverk_database::{Tx, problem};
use samverk_foundation::{PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{QuerySelect, Set};
use std::collections::BTreeSet;

mod row {
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

/// Under the number of values that SQLite takes in one statement.
const ROWS_AT_ONCE: usize = 2_000;

fn active(figure: &Figure) -> row::ActiveModel {
    row::ActiveModel {
        party_id: Set(figure.party.0),
        year: Set(i64::from(figure.year)),
        population: Set(figure.population),
    }
}

/// Sets figures, over those that stand.
pub async fn put_populations(tx: &Tx, figures: &[Figure]) -> Result<(), Problem> {
    let replace = same_year()
        .update_column(row::Column::Population)
        .to_owned();
    insert(tx, figures, replace).await
}

/// Sets only the figures that are missing.
pub async fn insert_missing_populations(tx: &Tx, figures: &[Figure]) -> Result<(), Problem> {
    let leave = same_year().do_nothing().to_owned();
    insert(tx, figures, leave).await
}

fn same_year() -> OnConflict {
    OnConflict::columns([row::Column::PartyId, row::Column::Year])
}

async fn insert(tx: &Tx, figures: &[Figure], conflict: OnConflict) -> Result<(), Problem> {
    for chunk in figures.chunks(ROWS_AT_ONCE) {
        let insert = row::Entity::insert_many(chunk.iter().map(active));
        let insert = insert.on_conflict(conflict.clone());
        insert_many(tx, insert).await?;
    }
    Ok(())
}

/// Population by year for each of the parties. The database gathers each party's figures in one
/// row, because rows are dear to read.
pub async fn list_populations(tx: &Tx, parties: &[PartyId]) -> Result<Populations, Problem> {
    let pairs = "string_agg(CAST(year AS TEXT) || ':' || CAST(population AS TEXT), ' ')";
    let rows: Vec<(Uuid, String)> = row::Entity::find()
        .select_only()
        .column(row::Column::PartyId)
        .column_as(Expr::cust(pairs), "pairs")
        .filter(row::Column::PartyId.is_in(parties.iter().map(|id| id.0)))
        .group_by(row::Column::PartyId)
        .into_tuple()
        .all(tx.connection())
        .await
        .map_err(problem)?;
    let mut populations = Populations::new();
    for (party, pairs) in rows {
        let figures: Result<_, Problem> = pairs.split(' ').map(figure).collect();
        populations.insert(PartyId(party), figures?);
    }
    Ok(populations)
}

/// From `2021:9431`.
fn figure(pair: &str) -> Result<(i32, i64), Problem> {
    let (year, population) = pair.split_once(':').unwrap_or_default();
    Ok((
        year.parse().map_err(Problem::internal)?,
        population.parse().map_err(Problem::internal)?,
    ))
}

/// The same for these years only.
pub async fn list_populations_of_years(
    tx: &Tx,
    parties: &[PartyId],
    years: &BTreeSet<i32>,
) -> Result<Populations, Problem> {
    if years.is_empty() {
        return Ok(Populations::new());
    }
    let query = row::Entity::find()
        .filter(row::Column::PartyId.is_in(parties.iter().map(|id| id.0)))
        .filter(row::Column::Year.is_in(years.iter().copied().map(i64::from)));
    by_party(query.all(tx.connection()).await.map_err(problem)?)
}

/// Every figure there is: for export and for large imports.
pub async fn list_all_populations(tx: &Tx) -> Result<Populations, Problem> {
    by_party(
        row::Entity::find()
            .all(tx.connection())
            .await
            .map_err(problem)?,
    )
}

fn by_party(rows: Vec<row::Model>) -> Result<Populations, Problem> {
    let mut populations = Populations::new();
    for row in rows {
        let year = i32::try_from(row.year).map_err(Problem::internal)?;
        populations
            .entry(PartyId(row.party_id))
            .or_default()
            .insert(year, row.population);
    }
    Ok(populations)
}

pub(super) async fn delete_populations_of(tx: &Tx, party: PartyId) -> Result<(), Problem> {
    let of = row::Column::PartyId.eq(party.0);
    delete(tx, row::Entity::delete_many().filter(of)).await
}
