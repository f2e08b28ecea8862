//! Cases: found by number, listed by stretches from the newest.

use super::found::has_word;
use crate::CaseId;
use crate::model::{Begun, Case, CaseContent, CaseStatus, Restriction, Standing};
use samverk_database::statement::{find_one, hold, insert_later, list, update_seen};
use samverk_database::{Tx, problem};
use samverk_foundation::{Key, PartyId, PersonId, Problem};
use samverk_identity::people_with_ids;
use sea_orm::entity::prelude::*;
use sea_orm::{
    Condition, ConnectionTrait, QueryOrder, QuerySelect, QueryTrait, Select, Set, Statement,
};
use std::collections::BTreeMap;

pub(super) mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "registered_case")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub registry_id: Uuid,
        pub party_id: Uuid,
        pub key: String,
        pub number: String,
        pub year: i64,
        pub sequence: i64,
        pub place: i64,
        pub registered_on: Date,
        pub subject: String,
        pub public_subject: String,
        pub begun: String,
        pub counterpart: String,
        pub received_on: Option<Date>,
        pub deadline: Option<Date>,
        pub statutory: bool,
        pub classification: String,
        pub is_secret: bool,
        pub secrecy_provision: String,
        pub secrecy_on: Option<Date>,
        pub secrecy_authority: String,
        pub officer_id: Option<Uuid>,
        pub status: String,
        pub closed_on: Option<Date>,
        pub void_reason: String,
        pub process_id: Option<Uuid>,
        pub process_state: String,
        pub process_before: String,
        pub process_since: Option<Date>,
        pub process_visit: i64,
        pub initiative_id: Option<Uuid>,
        pub restricted_on: Option<Date>,
        pub restricted_because: String,
        pub revision: i64,
        pub form_token: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use row::Column;

/// Which cases somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    All,
    /// What is not restricted, and what this person is the officer of.
    UnrestrictedOr(Option<PersonId>),
    /// What is neither secret nor restricted, and what this person is the officer of.
    OpenOr(Option<PersonId>),
}

/// What is asked for of a registry's cases.
#[derive(Clone, Debug)]
pub struct CaseQuery {
    pub registry: Uuid,
    pub reach: Reach,
    pub status: Option<CaseStatus>,
    pub officer: Option<PersonId>,
    /// All of these begin a word of the case.
    pub words: Vec<String>,
    /// Processes whose cases are left out.
    pub except: Vec<Uuid>,
    /// The place of the number that is looked for: it goes before the words.
    pub place: Option<i64>,
    /// Those that come after this place, from the newest.
    pub after: Option<i64>,
    pub offset: u64,
    pub limit: u64,
}

/// The officer's address is not known yet.
pub(super) fn case(row: row::Model) -> Result<Case, Problem> {
    let standing = standing(&row)?;
    Ok(Case {
        id: CaseId(row.id),
        registry: row.registry_id,
        party: PartyId(row.party_id),
        key: Key::parse(&row.key)?,
        number: row.number,
        year: i32::try_from(row.year).map_err(Problem::internal)?,
        sequence: row.sequence,
        registered_on: row.registered_on,
        officer: row.officer_id.map(PersonId),
        content: CaseContent {
            subject: row.subject.into(),
            public_subject: row.public_subject.into(),
            begun: Begun::from_code(&row.begun)?,
            counterpart: row.counterpart.into(),
            received_on: row.received_on,
            officer: "".into(),
            deadline: row.deadline,
            statutory: row.statutory,
            classification: row.classification.into(),
            secrecy_provision: row.secrecy_provision.into(),
            secrecy_on: row.secrecy_on,
            secrecy_authority: row.secrecy_authority.into(),
        },
        status: CaseStatus::from_code(&row.status)?,
        closed_on: row.closed_on,
        void_reason: row.void_reason,
        standing,
        initiative: row.initiative_id,
        restriction: row.restricted_on.map(|since| Restriction {
            since,
            because: row.restricted_because,
        }),
        revision: row.revision,
    })
}

fn standing(row: &row::Model) -> Result<Option<Standing>, Problem> {
    let (Some(process), Some(since)) = (row.process_id, row.process_since) else {
        return Ok(None);
    };
    Ok(Some(Standing {
        process,
        state: Key::parse(&row.process_state)?,
        since,
        visit: row.process_visit,
        before: match row.process_before.as_str() {
            "" => None,
            before => Some(Key::parse(before)?),
        },
    }))
}

fn written(case: &Case) -> row::ActiveModel {
    let content = &case.content;
    let standing = case.standing.as_ref();
    let before = standing.and_then(|one| one.before.as_ref());
    let because = case.restriction.as_ref().map(|one| &one.because);
    let state = |key: Option<&Key>| key.map(Key::to_string).unwrap_or_default();
    row::ActiveModel {
        id: Set(case.id.0),
        registry_id: Set(case.registry),
        party_id: Set(case.party.0),
        key: Set(case.key.to_string()),
        number: Set(case.number.clone()),
        year: Set(case.year.into()),
        sequence: Set(case.sequence),
        place: Set(case.place()),
        registered_on: Set(case.registered_on),
        subject: Set(content.subject.to_string()),
        public_subject: Set(content.public_subject.to_string()),
        begun: Set(content.begun.code().to_owned()),
        counterpart: Set(content.counterpart.to_string()),
        received_on: Set(content.received_on),
        deadline: Set(content.deadline),
        statutory: Set(content.statutory),
        classification: Set(content.classification.to_string()),
        is_secret: Set(content.is_secret()),
        secrecy_provision: Set(content.secrecy_provision.to_string()),
        secrecy_on: Set(content.secrecy_on),
        secrecy_authority: Set(content.secrecy_authority.to_string()),
        officer_id: Set(case.officer.map(|person| person.0)),
        status: Set(case.status.code().to_owned()),
        closed_on: Set(case.closed_on),
        void_reason: Set(case.void_reason.clone()),
        process_id: Set(standing.map(|one| one.process)),
        process_state: Set(state(standing.map(|one| &one.state))),
        process_before: Set(state(before)),
        process_since: Set(standing.map(|one| one.since)),
        process_visit: Set(standing.map(|one| one.visit).unwrap_or_default()),
        initiative_id: Set(case.initiative),
        restricted_on: Set(case.restriction.as_ref().map(|one| one.since)),
        restricted_because: Set(because.cloned().unwrap_or_default()),
        revision: Set(case.revision),
        ..Default::default()
    }
}

/// Fills in the officers' addresses, with one statement for all.
pub(super) async fn with_officers(tx: &Tx, mut cases: Vec<Case>) -> Result<Vec<Case>, Problem> {
    let mut ids: Vec<PersonId> = cases.iter().filter_map(|case| case.officer).collect();
    if ids.is_empty() {
        return Ok(cases);
    }
    ids.sort_unstable();
    ids.dedup();
    let people = people_with_ids(tx, &ids).await?.into_iter();
    let known: BTreeMap<PersonId, String> =
        people.map(|one| (one.id, one.email.to_string())).collect();
    for case in &mut cases {
        let address = case.officer.and_then(|id| known.get(&id));
        case.content.officer = address.cloned().unwrap_or_default().into();
    }
    Ok(cases)
}

pub async fn find_case(tx: &Tx, registry: Uuid, key: &str) -> Result<Option<Case>, Problem> {
    let query = row::Entity::find()
        .filter(Column::RegistryId.eq(registry))
        .filter(Column::Key.eq(key));
    let found = find_one(tx, query, case).await?;
    Ok(with_officers(tx, found.into_iter().collect()).await?.pop())
}

/// What was registered by the form that was sent with this.
pub async fn find_case_by_token(
    tx: &Tx,
    registry: Uuid,
    token: Uuid,
) -> Result<Option<Case>, Problem> {
    let query = row::Entity::find()
        .filter(Column::RegistryId.eq(registry))
        .filter(Column::FormToken.eq(token));
    let found = find_one(tx, query, case).await?;
    Ok(with_officers(tx, found.into_iter().collect()).await?.pop())
}

pub async fn find_case_by_id(tx: &Tx, id: Uuid) -> Result<Option<Case>, Problem> {
    let query = row::Entity::find().filter(Column::Id.eq(id));
    let found = find_one(tx, query, case).await?;
    Ok(with_officers(tx, found.into_iter().collect()).await?.pop())
}

/// Cases by their ids, whichever registry has them, without their officers' addresses.
pub async fn list_cases_by_id(tx: &Tx, ids: &[Uuid]) -> Result<Vec<Case>, Problem> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = row::Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    list(tx, query, case).await
}

/// Those of a party that have one of these numbers, or in its registry one of these places or keys.
pub async fn list_cases_standing(
    tx: &Tx,
    (party, registry): (PartyId, Uuid),
    (numbers, places, keys): (&[&str], &[i64], &[Key]),
) -> Result<Vec<Case>, Problem> {
    let keys = keys.iter().map(Key::as_str);
    let of_party = Condition::all()
        .add(Column::PartyId.eq(party.0))
        .add(Column::Number.is_in(numbers.iter().copied()));
    let at_place = Condition::all()
        .add(Column::RegistryId.eq(registry))
        .add(Column::Place.is_in(places.iter().copied()));
    let at_key = Condition::all()
        .add(Column::RegistryId.eq(registry))
        .add(Column::Key.is_in(keys));
    let any = Condition::any().add(of_party).add(at_place).add(at_key);
    let found = list(tx, row::Entity::find().filter(any), case).await?;
    with_officers(tx, found).await
}

/// Lets nobody else change the case until the transaction ends, and answers where it stands then.
pub async fn hold_case(tx: &Tx, id: CaseId) -> Result<CaseStatus, Problem> {
    hold::<row::Entity>(tx, Column::Id.eq(id.0)).await?;
    let status: Option<String> = row::Entity::find()
        .select_only()
        .column(Column::Status)
        .filter(Column::Id.eq(id.0))
        .into_tuple()
        .one(tx.connection())
        .await
        .map_err(problem)?;
    CaseStatus::from_code(&status.ok_or_else(Problem::not_found)?)
}

fn is_reached(reach: Reach) -> Condition {
    match reach {
        Reach::All => Condition::all(),
        Reach::UnrestrictedOr(person) => or_own(is_unrestricted(), person),
        Reach::OpenOr(person) => {
            let is_open = is_unrestricted().add(Column::IsSecret.eq(false));
            or_own(is_open, person)
        }
    }
}

fn is_unrestricted() -> Condition {
    Condition::all().add(Column::RestrictedOn.is_null())
}

fn or_own(which: Condition, person: Option<PersonId>) -> Condition {
    let own = person.map(|person| Column::OfficerId.eq(person.0));
    Condition::any().add(which).add_option(own)
}

/// How many of a registry's cases are restricted and not this person's: few, by an index of their own.
pub async fn count_restricted(
    tx: &Tx,
    registry: Uuid,
    person: Option<PersonId>,
) -> Result<u64, Problem> {
    let mut query = row::Entity::find()
        .filter(Column::RegistryId.eq(registry))
        .filter(Column::RestrictedOn.is_not_null());
    if let Some(person) = person {
        let is_own = Condition::any()
            .add(Column::OfficerId.is_null())
            .add(Column::OfficerId.ne(person.0));
        query = query.filter(is_own);
    }
    query.count(tx.connection()).await.map_err(problem)
}

pub(super) fn among(asked: &CaseQuery) -> Condition {
    let mut all = Condition::all()
        .add(Column::RegistryId.eq(asked.registry))
        .add(is_reached(asked.reach));
    if let Some(status) = asked.status {
        all = all.add(Column::Status.eq(status.code()));
    }
    if let Some(officer) = asked.officer {
        all = all.add(Column::OfficerId.eq(officer.0));
    }
    if !asked.except.is_empty() {
        let left = Column::ProcessId.is_not_in(asked.except.iter().copied());
        let others = Condition::any().add(Column::ProcessId.is_null()).add(left);
        all = all.add(others);
    }
    if let Some(after) = asked.after {
        all = all.add(Column::Place.lt(after));
    }
    if let Some(place) = asked.place {
        return all.add(Column::Place.eq(place));
    }
    let words = asked.words.iter();
    words.fold(all, |all, word| all.add(has_word(asked.registry, word)))
}

fn listing(asked: &CaseQuery) -> Select<row::Entity> {
    row::Entity::find()
        .filter(among(asked))
        .order_by_desc(Column::Place)
        .offset(asked.offset)
        .limit(asked.limit)
}

/// What is looked for is a number where the registry has given it, and else words: another's number in a subject.
pub async fn sought(tx: &Tx, asked: CaseQuery) -> Result<CaseQuery, Problem> {
    let Some(place) = asked.place else {
        return Ok(asked);
    };
    let of_number = row::Entity::find()
        .select_only()
        .column(Column::Place)
        .filter(Column::RegistryId.eq(asked.registry))
        .filter(Column::Place.eq(place));
    let found: Option<i64> = of_number
        .into_tuple()
        .one(tx.connection())
        .await
        .map_err(problem)?;
    Ok(CaseQuery {
        place: found,
        ..asked
    })
}

/// A stretch, the newest first.
pub async fn list_cases(tx: &Tx, asked: &CaseQuery) -> Result<Vec<Case>, Problem> {
    let found = list(tx, listing(asked), case).await?;
    with_officers(tx, found).await
}

/// What the database is asked for a stretch, so that a test sees how it answers.
pub fn list_statement(tx: &Tx, asked: &CaseQuery) -> Statement {
    listing(asked).build(tx.connection().get_database_backend())
}

/// How many are asked for, by index.
pub async fn count_cases(tx: &Tx, asked: &CaseQuery) -> Result<u64, Problem> {
    let query = row::Entity::find().filter(among(asked));
    query.count(tx.connection()).await.map_err(problem)
}

/// Adds one, with what the form was sent with that registered it.
pub async fn insert_case(tx: &Tx, new: &Case, token: Option<Uuid>) -> Result<(), Problem> {
    let row = row::ActiveModel {
        form_token: Set(token),
        ..written(new)
    };
    insert_later(tx, row).await
}

/// Saves over the revision that was seen. Fails with `changed_meanwhile`.
pub async fn update_case(tx: &Tx, changed: &Case, seen: i64) -> Result<(), Problem> {
    update_seen(tx, written(changed), changed.id.0, seen).await
}
