use crate::letters::model::{Given, LetterAnswer};
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Naming, Tx, names, rows_naming, statement};
use samverk_foundation::{Key, PartyId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "letter_answer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub letter_id: Uuid,
        pub party_id: Uuid,
        pub number: i64,
        pub answer: String,
        pub checksum: String,
        pub decision: Json,
        pub registry_number: String,
        pub said_by: String,
        pub recorded_by: String,
        pub recorded_at: DateTime<Utc>,
        pub signature: Option<Json>,
        pub exit: Option<Json>,
        pub annulment: Option<Json>,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn read<T: DeserializeOwned>(value: Option<Json>) -> Result<Option<T>, Problem> {
    value
        .map(serde_json::from_value)
        .transpose()
        .map_err(Problem::internal)
}

fn written<T: Serialize>(value: Option<&T>) -> Result<Option<Json>, Problem> {
    value
        .map(serde_json::to_value)
        .transpose()
        .map_err(Problem::internal)
}

fn given(row: row::Model) -> Result<Given, Problem> {
    Ok(Given {
        id: row.id,
        letter: row.letter_id,
        party: PartyId(row.party_id),
        number: row.number,
        answer: LetterAnswer::from_code(&row.answer).map_err(Problem::internal)?,
        checksum: row.checksum,
        decision: serde_json::from_value(row.decision).map_err(Problem::internal)?,
        registry_number: row.registry_number,
        said_by: row.said_by,
        recorded_by: row.recorded_by,
        recorded_at: row.recorded_at,
        signature: read(row.signature)?,
        exit: read(row.exit)?,
        annulment: read(row.annulment)?,
        revision: row.revision,
    })
}

fn active(one: &Given) -> Result<row::ActiveModel, Problem> {
    Ok(row::ActiveModel {
        id: Set(one.id),
        letter_id: Set(one.letter),
        party_id: Set(one.party.0),
        number: Set(one.number),
        answer: Set(one.answer.code().to_owned()),
        checksum: Set(one.checksum.clone()),
        decision: Set(serde_json::to_value(&one.decision).map_err(Problem::internal)?),
        registry_number: Set(one.registry_number.clone()),
        said_by: Set(one.said_by.clone()),
        recorded_by: Set(one.recorded_by.clone()),
        recorded_at: Set(one.recorded_at),
        signature: Set(written(one.signature.as_ref())?),
        exit: Set(written(one.exit.as_ref())?),
        annulment: Set(written(one.annulment.as_ref())?),
        revision: Set(one.revision),
    })
}

/// Of a letter, in the order in which they were recorded.
pub async fn list_answers(tx: &Tx, letter: Uuid) -> Result<Vec<Given>, Problem> {
    list_answers_of(tx, &[letter]).await
}

pub async fn list_answers_of(tx: &Tx, letters: &[Uuid]) -> Result<Vec<Given>, Problem> {
    let query = row::Entity::find()
        .filter(Column::LetterId.is_in(letters.iter().copied()))
        .order_by_asc(Column::LetterId)
        .order_by_asc(Column::Id);
    statement::list(tx, query, given).await
}

/// Lets nobody else change the answers of a letter until the transaction ends.
pub async fn hold_answers(tx: &Tx, letter: Uuid) -> Result<(), Problem> {
    statement::hold::<row::Entity>(tx, Column::LetterId.eq(letter)).await
}

/// Fails with `already_exists` when the party answered meanwhile.
pub async fn insert_answer(tx: &Tx, new: &Given) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(new)?)).await
}

/// Fails with `changed_meanwhile`.
pub async fn update_answer(tx: &Tx, new: &Given, seen: i64) -> Result<(), Problem> {
    statement::update_seen(tx, active(new)?, new.id, seen).await
}

/// The answers in which somebody of that name answered, signed or recorded something.
pub(super) async fn naming(tx: &Tx, words: &str) -> Result<Vec<(Uuid, Naming)>, Problem> {
    let columns = [
        Column::SaidBy,
        Column::RecordedBy,
        Column::Signature,
        Column::Exit,
        Column::Annulment,
    ];
    let found = rows_naming::<row::Entity>(tx, &columns, words).await?;
    let mut all = Vec::new();
    for one in found {
        let one = given(one)?;
        let fields = fields_of(&one).into_iter();
        let fields = fields.filter(|(_, said)| said.iter().any(|said| names(said, words)));
        all.extend(fields.map(|(field, _)| {
            let at = one.recorded_at;
            let naming = Naming {
                field,
                at,
                href: None,
            };
            (one.letter, naming)
        }));
    }
    Ok(all)
}

/// What in an answer may name a person.
fn fields_of(one: &Given) -> [(&'static str, Vec<&str>); 3] {
    let signature = one.signature.as_ref();
    let exit = one.exit.as_ref().map(|exit| exit.recorded_by.as_str());
    let annulment = one.annulment.as_ref();
    let recorded = [
        Some(one.recorded_by.as_str()),
        signature.map(|one| one.recorded_by.as_str()),
        exit,
        annulment.map(|one| one.recorded_by.as_str()),
    ];
    let signer = signature.map(|one| one.signer.as_str());
    [
        ("letter-said-by", vec![one.said_by.as_str()]),
        ("letter-signer", signer.into_iter().collect()),
        (
            "letter-recorded-by",
            recorded.into_iter().flatten().collect(),
        ),
    ]
}

/// Whether a party has answered any letter, or was sent one.
pub async fn names_party(tx: &Tx, key: &Key) -> Result<bool, Problem> {
    if super::texts::names_party(tx, key).await? {
        return Ok(true);
    }
    let Some(party) = samverk_parties::store::find_party(tx, key.as_str()).await? else {
        return Ok(false);
    };
    let query = row::Entity::find().filter(Column::PartyId.eq(party.id.0));
    Ok(statement::find_one(tx, query, |_| Ok(())).await?.is_some())
}
