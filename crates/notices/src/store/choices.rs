use crate::model::{Choices, Pace};
use samverk_database::{Tx, problem, statement};
use samverk_foundation::{Language, PersonId, Problem};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{OnConflict, SelectStatement};
use sea_orm::{QuerySelect, QueryTrait, Set};

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice_choice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub language: String,
        pub notices: String,
        pub tasks: String,
        pub followed: String,
        pub works: String,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod ending {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice_ending")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: Uuid,
        pub secret: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn read(row: row::Model) -> Result<Choices, Problem> {
    let language = Language::from_code(&row.language);
    Ok(Choices {
        person: PersonId(row.person_id),
        language: language.ok_or_else(|| Problem::internal("a language nobody knows"))?,
        notices: Pace::from_code(&row.notices)?,
        tasks: Pace::from_code(&row.tasks)?,
        followed: Pace::from_code(&row.followed)?,
        works: Pace::from_code(&row.works)?,
        revision: row.revision,
    })
}

/// What the person has chosen, or what holds for who has chosen nothing.
pub async fn find_choices(tx: &Tx, person: PersonId) -> Result<Choices, Problem> {
    let found = statement::find_one(tx, row::Entity::find_by_id(person.0), read).await?;
    Ok(found.unwrap_or_else(|| Choices::of(person)))
}

/// The same of each of these, in one statement.
pub async fn choices_of(tx: &Tx, people: &[PersonId]) -> Result<Vec<Choices>, Problem> {
    let ids = people.iter().map(|one| one.0);
    let query = row::Entity::find().filter(row::Column::PersonId.is_in(ids));
    let chosen = statement::list(tx, query, read).await?;
    let of = |person: &PersonId| {
        let own = chosen.iter().find(|one| one.person == *person).cloned();
        own.unwrap_or_else(|| Choices::of(*person))
    };
    Ok(people.iter().map(of).collect())
}

/// Whoever wants no letters of what others do.
pub(super) fn choices_that_say_never() -> SelectStatement {
    row::Entity::find()
        .select_only()
        .column(row::Column::PersonId)
        .filter(row::Column::Notices.eq(Pace::Never.code()))
        .into_query()
}

pub async fn put_choices(tx: &Tx, chosen: &Choices) -> Result<(), Problem> {
    use row::Column::{Followed, Language, Notices, PersonId, Revision, Tasks, Works};
    let active = row::ActiveModel {
        person_id: Set(chosen.person.0),
        language: Set(chosen.language.code().to_owned()),
        notices: Set(chosen.notices.code().to_owned()),
        tasks: Set(chosen.tasks.code().to_owned()),
        followed: Set(chosen.followed.code().to_owned()),
        works: Set(chosen.works.code().to_owned()),
        revision: Set(chosen.revision + 1),
    };
    let replace = OnConflict::column(PersonId)
        .update_columns([Language, Notices, Tasks, Followed, Works, Revision])
        .to_owned();
    statement::insert(tx, row::Entity::insert(active).on_conflict(replace)).await
}

/// The secret with which the person's letters are ended, if one has been made.
pub async fn ending_of(tx: &Tx, person: PersonId) -> Result<Option<String>, Problem> {
    let found = ending::Entity::find_by_id(person.0).one(tx.connection());
    Ok(found.await.map_err(problem)?.map(|row| row.secret))
}

pub async fn insert_ending(tx: &Tx, person: PersonId, secret: &str) -> Result<(), Problem> {
    let active = ending::ActiveModel {
        person_id: Set(person.0),
        secret: Set(secret.to_owned()),
    };
    statement::insert(tx, ending::Entity::insert(active)).await
}

pub async fn person_of_ending(tx: &Tx, secret: &str) -> Result<Option<PersonId>, Problem> {
    let query = ending::Entity::find().filter(ending::Column::Secret.eq(secret));
    statement::find_one(tx, query, |row| Ok(PersonId(row.person_id))).await
}
