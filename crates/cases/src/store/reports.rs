//! What is kept of somebody in the cases of a party: by the whole name or address that the request says.

use super::cases::{self, row as case_row};
use super::requests::row as requests;
use crate::CaseId;
use crate::model::{Case, Sought, words_of};
use chrono::NaiveDate;
use samverk_database::statement::find_one;
use samverk_database::{TableRow, Tx, insert_row_later, problem, rows_naming};
use samverk_foundation::{PartyId, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{Condition, ConnectionTrait, QueryOrder, QuerySelect};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_report")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        pub name: String,
        pub email: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub async fn insert_report(tx: &Tx, case: CaseId, sought: &Sought) -> Result<(), Problem> {
    let row = TableRow {
        table: "case_report",
        cells: vec![
            ("case_id", case.0.into()),
            ("name", sought.name.as_str().into()),
            ("email", sought.email.as_str().into()),
        ],
    };
    insert_row_later(tx, row).await
}

pub async fn find_report(tx: &Tx, case: CaseId) -> Result<Option<Sought>, Problem> {
    find_one(tx, row::Entity::find_by_id(case.0), |row| {
        Ok(Sought {
            name: row.name,
            email: row.email,
        })
    })
    .await
}

/// So many cases that have all the words are looked at.
const LOOKED_AT: u64 = 2_000;

/// The registries of the party.
fn registries(party: PartyId) -> SelectStatement {
    let mut own = Query::select();
    own.column("id")
        .from("registry")
        .and_where(Expr::col("party_id").eq(party.0));
    own
}

/// Where the person is named: the case, by which field, and what that says.
pub async fn list_named(
    tx: &Tx,
    party: PartyId,
    sought: &Sought,
) -> Result<Vec<(Case, &'static str, String)>, Problem> {
    let mut all = Vec::new();
    for case in candidates(tx, party, sought).await? {
        let content = &case.content;
        for (what, said) in [
            ("counterpart", content.counterpart.to_string()),
            ("subject", content.subject.to_string()),
            ("public_subject", content.public_subject.to_string()),
        ] {
            if sought.is_in(&said) {
                all.push((case.clone(), what, said));
            }
        }
    }
    all.extend(asked_for(tx, party, sought).await?);
    all.extend(sent(tx, party, sought).await?);
    Ok(all)
}

/// Cases that have all the words of the name, or of the address; those restricted are known by their officer and number alone.
async fn candidates(tx: &Tx, party: PartyId, sought: &Sought) -> Result<Vec<Case>, Problem> {
    let mut any = Condition::any();
    for text in [&sought.name, &sought.email] {
        let words = words_of([text.as_str()]);
        let has_all = words.iter().fold(Condition::all(), |all, word| {
            let mut of_word = Query::select();
            of_word
                .column("case_id")
                .from("case_word")
                .and_where(Expr::col("registry_id").in_subquery(registries(party)))
                .and_where(Expr::col("word").eq(word.as_str()));
            all.add(Expr::col(case_row::Column::Id).in_subquery(of_word))
        });
        if !words.is_empty() {
            any = any.add(has_all);
        }
    }
    // What is restricted has no words.
    let restricted = Condition::all()
        .add(case_row::Column::RegistryId.in_subquery(registries(party)))
        .add(case_row::Column::RestrictedOn.is_not_null());
    let query = case_row::Entity::find()
        .filter(case_row::Column::PartyId.eq(party.0))
        .filter(any.add(restricted))
        .order_by_desc(case_row::Column::Place)
        .limit(LOOKED_AT);
    samverk_database::statement::list(tx, query, cases::case).await
}

async fn asked_for(
    tx: &Tx,
    party: PartyId,
    sought: &Sought,
) -> Result<Vec<(Case, &'static str, String)>, Problem> {
    let mut said = Vec::new();
    for words in [&sought.name, &sought.email] {
        if !words.is_empty() {
            said.extend(
                rows_naming::<requests::Entity>(tx, &[requests::Column::What], words).await?,
            );
        }
    }
    said.retain(|row| sought.is_in(&row.what));
    let ids: Vec<Uuid> = said.iter().map(|row| row.case_id).collect();
    let found = super::list_cases_by_id(tx, &ids).await?.into_iter();
    let own = found.filter(|case| case.party == party);
    let with = own.filter_map(|case| {
        let row = said.iter().find(|row| row.case_id == case.id.0)?;
        Some((case, "request", row.what.clone()))
    });
    Ok(with.collect())
}

/// Messages that came from the address.
async fn sent(
    tx: &Tx,
    party: PartyId,
    sought: &Sought,
) -> Result<Vec<(Case, &'static str, String)>, Problem> {
    if sought.email.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = Query::select();
    query
        .columns(["case_id", "document_number"])
        .from("case_message")
        .and_where(Expr::col("party_id").eq(party.0))
        .and_where(Expr::col("sender").eq(sought.email.as_str()))
        .limit(LOOKED_AT);
    let rows = tx.connection().query_all(&query).await.map_err(problem)?;
    let mut documents: Vec<(Uuid, i64)> = Vec::new();
    for row in &rows {
        let case = row.try_get("", "case_id").map_err(problem)?;
        documents.push((case, row.try_get("", "document_number").map_err(problem)?));
    }
    let ids: Vec<Uuid> = documents.iter().map(|(case, _)| *case).collect();
    let found = super::list_cases_by_id(tx, &ids).await?;
    let with = documents.iter().filter_map(|(id, number)| {
        let case = found.iter().find(|case| case.id.0 == *id)?;
        let document = format!("{}-{number}", case.number);
        Some((case.clone(), "sender", document))
    });
    Ok(with.collect())
}

/// Of how many cases of a party somebody is the officer.
pub async fn count_led(tx: &Tx, party: PartyId, person: PersonId) -> Result<u64, Problem> {
    let query = case_row::Entity::find()
        .filter(case_row::Column::OfficerId.eq(person.0))
        .filter(case_row::Column::RegistryId.in_subquery(registries(party)));
    query.count(tx.connection()).await.map_err(problem)
}

/// How many readings of a party's cases are noted of somebody, and the first day.
pub async fn count_readings_by(
    tx: &Tx,
    party: PartyId,
    person: PersonId,
) -> Result<(u64, Option<NaiveDate>), Problem> {
    let mut query = Query::select();
    query
        .expr_as(Expr::col("day").count(), "readings")
        .expr_as(Expr::col("day").min(), "since")
        .from("case_reading")
        .and_where(Expr::col("person_id").eq(person.0))
        .and_where(Expr::col("case_id").in_subquery({
            let mut own = Query::select();
            own.column("id")
                .from("registered_case")
                .and_where(Expr::col("party_id").eq(party.0));
            own
        }));
    let row = tx.connection().query_one(&query).await.map_err(problem)?;
    let Some(row) = row else {
        return Ok((0, None));
    };
    let count: i64 = row.try_get("", "readings").map_err(problem)?;
    let since = row.try_get("", "since").map_err(problem)?;
    Ok((count.unsigned_abs(), since))
}
