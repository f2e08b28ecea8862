use crate::letters::model::LetterText;
use chrono::{DateTime, Utc};
use row::Column;
use samverk_database::{Naming, Tx, names, rows_naming, statement};
use samverk_foundation::{Key, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "letter_text")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub letter_id: Uuid,
        pub number: i64,
        pub text: String,
        pub checksum: String,
        pub parties: Json,
        pub sender: String,
        pub sent_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn text(row: row::Model) -> Result<LetterText, Problem> {
    let parties: Vec<Key> = serde_json::from_value(row.parties).map_err(Problem::internal)?;
    Ok(LetterText {
        id: row.id,
        letter: row.letter_id,
        number: row.number,
        text: row.text,
        checksum: row.checksum,
        parties,
        sender: row.sender,
        sent_at: row.sent_at,
    })
}

/// Of a letter, the oldest first.
pub async fn list_texts(tx: &Tx, letter: Uuid) -> Result<Vec<LetterText>, Problem> {
    list_texts_of(tx, &[letter]).await
}

pub async fn list_texts_of(tx: &Tx, letters: &[Uuid]) -> Result<Vec<LetterText>, Problem> {
    let query = row::Entity::find()
        .filter(Column::LetterId.is_in(letters.iter().copied()))
        .order_by_asc(Column::LetterId)
        .order_by_asc(Column::Number);
    statement::list(tx, query, text).await
}

/// Fails with `already_exists` when another was sent meanwhile.
pub async fn insert_text(tx: &Tx, new: &LetterText) -> Result<(), Problem> {
    let row = row::ActiveModel {
        id: Set(new.id),
        letter_id: Set(new.letter),
        number: Set(new.number),
        text: Set(new.text.clone()),
        checksum: Set(new.checksum.clone()),
        parties: Set(serde_json::to_value(&new.parties).map_err(Problem::internal)?),
        sender: Set(new.sender.clone()),
        sent_at: Set(new.sent_at),
    };
    statement::insert(tx, row::Entity::insert(row)).await
}

/// The texts that somebody of that name sent.
pub(super) async fn naming(tx: &Tx, words: &str) -> Result<Vec<(Uuid, Naming)>, Problem> {
    let found = rows_naming::<row::Entity>(tx, &[Column::Sender], words).await?;
    let own = found.into_iter().filter(|row| names(&row.sender, words));
    let naming = own.map(|row| {
        let naming = Naming {
            field: "letter-sent-by",
            at: row.sent_at,
            href: None,
        };
        (row.letter_id, naming)
    });
    Ok(naming.collect())
}

/// Whether a text was sent to a party.
pub(super) async fn names_party(tx: &Tx, key: &Key) -> Result<bool, Problem> {
    statement::names_key::<row::Entity>(tx, &[Column::Parties], key.as_str()).await
}
