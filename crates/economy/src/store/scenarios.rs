use super::text::{from_text, to_text};
use crate::records::{Author, ScenarioRecord};
use samverk_database::{Tx, statement};
use samverk_engine::Shown;
use samverk_foundation::{CollaborationId, Key, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Select, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "scenario")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub collaboration_id: Uuid,
        pub key: String,
        pub title: String,
        pub shown: String,
        pub note: String,
        pub author_id: Option<Uuid>,
        pub author_name: String,
        pub budget_year: i64,
        pub base: String,
        pub base_inputs: String,
        pub inputs: String,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn record(row: row::Model) -> Result<ScenarioRecord, Problem> {
    let shown = Shown::from_code(&row.shown);
    let unknown = || Problem::internal(format!("the scenario {} is shown to nobody known", row.id));
    Ok(ScenarioRecord {
        id: row.id,
        key: Key::parse(&row.key)?,
        shown: shown.ok_or_else(unknown)?,
        author: Author {
            person: row.author_id.map(PersonId),
            name: row.author_name,
        },
        based_on: from_text(&row.base)?,
        base_input: from_text(&row.base_inputs)?,
        input: from_text(&row.inputs)?,
        title: row.title,
        note: row.note,
        revision: row.revision,
    })
}

fn active(of: CollaborationId, record: &ScenarioRecord) -> Result<row::ActiveModel, Problem> {
    Ok(row::ActiveModel {
        id: Set(record.id),
        collaboration_id: Set(of.0),
        key: Set(record.key.to_string()),
        title: Set(record.title.clone()),
        shown: Set(record.shown.code().to_owned()),
        note: Set(record.note.clone()),
        author_id: Set(record.author.person.map(|person| person.0)),
        author_name: Set(record.author.name.clone()),
        budget_year: Set(record.input.year.into()),
        base: Set(to_text(&record.based_on)?),
        base_inputs: Set(to_text(&record.base_input)?),
        inputs: Set(to_text(&record.input)?),
        revision: Set(record.revision),
    })
}

fn of_collaboration(of: CollaborationId) -> Select<row::Entity> {
    row::Entity::find()
        .filter(row::Column::CollaborationId.eq(of.0))
        .order_by_desc(row::Column::BudgetYear)
        .order_by_asc(row::Column::Key)
}

/// All scenarios of a collaboration: the latest year first, then by key.
pub async fn list_scenarios(tx: &Tx, of: CollaborationId) -> Result<Vec<ScenarioRecord>, Problem> {
    statement::list(tx, of_collaboration(of), record).await
}

pub async fn find_scenario(
    tx: &Tx,
    of: CollaborationId,
    key: &str,
) -> Result<Option<ScenarioRecord>, Problem> {
    let query = of_collaboration(of).filter(row::Column::Key.eq(key));
    statement::find_one(tx, query, record).await
}

pub async fn insert_scenario(
    tx: &Tx,
    of: CollaborationId,
    new: &ScenarioRecord,
) -> Result<(), Problem> {
    statement::insert(tx, row::Entity::insert(active(of, new)?)).await
}

/// Saves over `seen` only; fails with `changed_meanwhile` when somebody saved since.
pub async fn update_scenario(
    tx: &Tx,
    of: CollaborationId,
    changed: &ScenarioRecord,
    seen: i64,
) -> Result<(), Problem> {
    statement::update_seen(tx, active(of, changed)?, changed.id, seen).await
}

/// Removes what was seen; fails with `changed_meanwhile` when somebody saved since.
pub async fn delete_scenario(tx: &Tx, id: Uuid, seen: i64) -> Result<(), Problem> {
    statement::delete_seen::<row::Entity>(tx, id, seen).await
}

/// Whether a scenario names the party.
pub(super) async fn scenarios_name(tx: &Tx, party: &str) -> Result<bool, Problem> {
    let documents = [
        row::Column::Base,
        row::Column::BaseInputs,
        row::Column::Inputs,
    ];
    statement::names_key::<row::Entity>(tx, &documents, party).await
}
