//! Warnings that somebody confirmed: they stay with the object and are shown on its page.

use crate::{ObjectRef, Tx, problem};
use chrono::{DateTime, Utc};
use samverk_foundation::{Actor, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptWarning {
    pub code: String,
    /// The values of the sentence.
    pub values: Vec<(String, String)>,
    /// `file`, `row`, `column`, where known.
    pub place: Vec<(String, String)>,
    pub confirmed_at: DateTime<Utc>,
    pub confirmed_by: String,
}

mod row {
    use super::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "kept_warning")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub object_kind: String,
        pub object_id: Uuid,
        pub code: String,
        pub details: Value,
        pub confirmed_at: DateTime<Utc>,
        pub confirmed_by: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Replaces the object's warnings with these. Answers whether anything changed.
pub async fn keep_warnings(
    tx: &Tx,
    actor: &Actor,
    object: &ObjectRef,
    warnings: &[Problem],
) -> Result<bool, Problem> {
    let kept = list_warnings(tx, object.id).await?;
    let new: Vec<_> = warnings
        .iter()
        .map(|warning| (warning.code, details(warning)))
        .collect();
    let same = kept.len() == new.len()
        && kept.iter().zip(&new).all(|(old, (code, details))| {
            old.code == *code && pairs(details, "values") == old.values
        });
    if same {
        return Ok(false);
    }
    let old = row::Entity::delete_many().filter(row::Column::ObjectId.eq(object.id));
    old.exec(tx.connection()).await.map_err(problem)?;
    let confirmed_by = match actor {
        Actor::Person(person) => person.name.clone(),
        Actor::System(what) => (*what).to_owned(),
        Actor::Public => String::new(),
    };
    for (code, details) in new {
        let row = row::ActiveModel {
            id: Set(tx.new_id()),
            object_kind: Set(object.kind.to_owned()),
            object_id: Set(object.id),
            code: Set(code.to_owned()),
            details: Set(details),
            confirmed_at: Set(tx.now()),
            confirmed_by: Set(confirmed_by.clone()),
        };
        row::Entity::insert(row)
            .exec_without_returning(tx.connection())
            .await
            .map_err(problem)?;
    }
    Ok(true)
}

pub async fn list_warnings(tx: &Tx, object_id: Uuid) -> Result<Vec<KeptWarning>, Problem> {
    let query = row::Entity::find().filter(row::Column::ObjectId.eq(object_id));
    let rows = query
        .order_by_asc(row::Column::Id)
        .all(tx.connection())
        .await
        .map_err(problem)?;
    Ok(rows.into_iter().map(kept).collect())
}

fn kept(row: row::Model) -> KeptWarning {
    KeptWarning {
        values: pairs(&row.details, "values"),
        place: pairs(&row.details, "place"),
        code: row.code,
        confirmed_at: row.confirmed_at,
        confirmed_by: row.confirmed_by,
    }
}

fn details(warning: &Problem) -> Value {
    let place = &warning.place;
    let row = place.row.map(|row| row.to_string());
    let known = [
        ("file", &place.file),
        ("row", &row),
        ("column", &place.column),
    ];
    let place: Vec<_> = known
        .iter()
        .filter_map(|(name, value)| value.as_ref().map(|v| [name, v.as_str()]))
        .collect();
    json!({ "values": warning.values, "place": place })
}

fn pairs(details: &Value, name: &str) -> Vec<(String, String)> {
    serde_json::from_value(details.get(name).cloned().unwrap_or_default()).unwrap_or_default()
}
