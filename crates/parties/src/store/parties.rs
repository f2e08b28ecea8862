use super::populations;
use crate::model::{Party, PartyKind};
use samverk_database::statement::{
    containing, count_save, delete_seen_unused, find_one, hold, insert, insert_many, list,
    update_one, update_seen,
};
use samverk_database::{Db, Tx, find_setting, problem, put_setting};
use samverk_foundation::{Key, PartyId, Problem, swedish_order, without_accents};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{Condition, ConnectionTrait, QueryOrder, QueryResult, QuerySelect, Select, Set};

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
        pub sort_name: String,
        pub search_text: String,
        pub revision: i64,
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
        revision: row.revision,
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
        sort_name: Set(swedish_order(&party.name)),
        search_text: Set(search_text(party)),
        revision: Set(party.revision),
    }
}

/// Small letters without accents, so that no database needs to know letters to compare.
fn search_text(party: &Party) -> String {
    let codes = [
        &party.municipality_code,
        &party.region_code,
        &party.organisation_number,
    ];
    let codes = codes.into_iter().flatten().map(String::as_str);
    let words: Vec<_> = [party.name.as_str(), &party.short_name]
        .into_iter()
        .chain(codes)
        .collect();
    without_accents(&words.join(" "))
}

/// The setting that tells how the names that parties sort by are spelt.
const ORDER_SETTING: &str = "party_order";
/// Counted up when they are spelt in another way.
const ORDER_EDITION: &str = "2";

/// Spells the names that parties are sorted and found by anew when they were spelt in an older way.
pub async fn spell_sort_names(db: &Db) -> Result<(), Problem> {
    let tx = db.read().await?;
    let spelt = find_setting(&tx, ORDER_SETTING).await?;
    drop(tx);
    if spelt.as_deref() == Some(ORDER_EDITION) {
        return Ok(());
    }
    let tx = db.begin("spell_sort_names").await?;
    for known in list(&tx, row::Entity::find(), party).await? {
        let update = row::Entity::update_many()
            .col_expr(row::Column::SortName, swedish_order(&known.name).into())
            .col_expr(row::Column::SearchText, search_text(&known).into())
            .filter(row::Column::Id.eq(known.id.0));
        update_one(&tx, update).await?;
    }
    put_setting(&tx, ORDER_SETTING, ORDER_EDITION).await?;
    tx.commit().await
}

pub async fn find_party(tx: &Tx, key: &str) -> Result<Option<Party>, Problem> {
    let query = row::Entity::find().filter(row::Column::Key.eq(key));
    find_one(tx, query, party).await
}

/// The parties that have one of these keys. What only looks like a key finds nothing.
pub async fn find_parties_by_key(tx: &Tx, keys: &[&str]) -> Result<Vec<Party>, Problem> {
    let mut found = Vec::new();
    for some in keys.chunks(KEYS_AT_ONCE) {
        let query = row::Entity::find().filter(row::Column::Key.is_in(some.iter().copied()));
        found.extend(list(tx, query, party).await?);
    }
    Ok(found)
}

/// A database takes so many values in one statement, and some more.
const KEYS_AT_ONCE: usize = 5_000;

/// Lets nobody else change these parties, or their population, until the transaction ends.
pub async fn hold_parties(tx: &Tx, ids: &[PartyId]) -> Result<(), Problem> {
    let ids = row::Column::Id.is_in(ids.iter().map(|id| id.0));
    hold::<row::Entity>(tx, ids).await
}

/// The region with this code of two digits.
pub async fn find_region(tx: &Tx, code: &str) -> Result<Option<Party>, Problem> {
    let query = row::Entity::find().filter(row::Column::RegionCode.eq(code));
    find_one(tx, query, party).await
}

/// The parties with these ids, in no order.
pub async fn find_parties(tx: &Tx, ids: &[PartyId]) -> Result<Vec<Party>, Problem> {
    let query = row::Entity::find().filter(row::Column::Id.is_in(ids.iter().map(|id| id.0)));
    list(tx, query, party).await
}

/// Which parties to list. They come by name.
#[derive(Clone, Debug, Default)]
pub struct PartyFilter {
    pub kind: Option<PartyKind>,
    /// A part of the name or of a code.
    pub name: String,
    pub offset: u64,
    pub limit: Option<u64>,
}

impl PartyFilter {
    fn query(&self) -> Select<row::Entity> {
        let query = row::Entity::find();
        let query = match self.kind {
            Some(PartyKind::Municipality) => {
                query.filter(row::Column::MunicipalityCode.is_not_null())
            }
            Some(PartyKind::Region) => query.filter(row::Column::RegionCode.is_not_null()),
            Some(kind) => query.filter(row::Column::Kind.eq(kind.code())),
            None => query,
        };
        match self.name.trim() {
            "" => query,
            part => query.filter(row::Column::SearchText.like(containing(&without_accents(part)))),
        }
    }
}

pub async fn list_parties(tx: &Tx, filter: &PartyFilter) -> Result<Vec<Party>, Problem> {
    let mut query = filter
        .query()
        .order_by_asc(row::Column::SortName)
        .order_by_asc(row::Column::Id);
    if let Some(limit) = filter.limit {
        query = query.offset(filter.offset).limit(limit);
    }
    list(tx, query, party).await
}

/// How many parties there are of those that the filter lets through.
pub async fn count_parties(tx: &Tx, filter: &PartyFilter) -> Result<u64, Problem> {
    filter.query().count(tx.connection()).await.map_err(problem)
}

/// Another party that already has one of this party's codes.
pub async fn find_party_with_codes_of(tx: &Tx, wanted: &Party) -> Result<Option<Party>, Problem> {
    let mut same = Condition::any();
    for (column, code) in [
        (row::Column::MunicipalityCode, &wanted.municipality_code),
        (row::Column::RegionCode, &wanted.region_code),
        (row::Column::OrganisationNumber, &wanted.organisation_number),
    ] {
        same = same.add_option(code.as_ref().map(|code| column.eq(code)));
    }
    if same.is_empty() {
        return Ok(None);
    }
    let query = row::Entity::find()
        .filter(same)
        .filter(row::Column::Id.ne(wanted.id.0));
    find_one(tx, query, party).await
}

pub async fn insert_party(tx: &Tx, party: &Party) -> Result<(), Problem> {
    insert(tx, row::Entity::insert(active(party))).await
}

/// Many at once; a key that is there already is left as it is.
pub async fn insert_missing_parties(tx: &Tx, parties: &[Party]) -> Result<(), Problem> {
    let leave = OnConflict::column(row::Column::Key).do_nothing().to_owned();
    for chunk in parties.chunks(500) {
        let insert = row::Entity::insert_many(chunk.iter().map(active)).on_conflict(leave.clone());
        insert_many(tx, insert).await?;
    }
    Ok(())
}

/// Saves over `seen_revision` only; fails with `changed_meanwhile` when somebody saved since.
pub async fn update_party(tx: &Tx, changed: &Party, seen_revision: i64) -> Result<(), Problem> {
    update_seen(tx, active(changed), changed.id.0, seen_revision).await
}

/// Removes a party with its population. Fails with `party_in_use` when something refers to it.
pub async fn delete_party(tx: &Tx, id: PartyId, seen: i64) -> Result<(), Problem> {
    count_save::<row::Entity>(tx, id.0, seen).await?;
    populations::delete_populations_of(tx, id).await?;
    delete_seen_unused::<row::Entity>(tx, id.0, seen.saturating_add(1), "party_in_use").await
}

/// The parties that have something in a table with `party_id`.
pub async fn list_owners(tx: &Tx, table: &'static str) -> Result<Vec<PartyId>, Problem> {
    let mut query = Query::select();
    query.distinct().column("party_id").from(table);
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    let id = |row: &QueryResult| Ok(PartyId(row.try_get("", "party_id").map_err(problem)?));
    rows.iter().map(id).collect()
}
