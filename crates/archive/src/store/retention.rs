//! What is kept of how long cases stay: chosen rules, days, documents that others need, holds.

use crate::retention::TriggerEvent;
use chrono::NaiveDate;
use samverk_cases::CaseId;
use samverk_database::Tx;
use samverk_database::statement::{delete, find_one, insert_later, list, update_seen};
use samverk_foundation::Problem;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};
use std::collections::BTreeMap;

mod chosen {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_retention")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        pub rule_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod trigger {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_trigger")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub trigger_event: String,
        pub happened_on: Date,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod need {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "document_need")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub document_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub case_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod hold {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "legal_hold")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub case_id: Uuid,
        pub reason: String,
        pub decided_by: String,
        pub set_on: Date,
        pub until: Option<Date>,
        pub lifted_on: Option<Date>,
        pub revision: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A hold as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptHold {
    pub id: Uuid,
    pub case: CaseId,
    pub reason: String,
    pub decided_by: String,
    pub set_on: NaiveDate,
    pub until: Option<NaiveDate>,
    pub lifted_on: Option<NaiveDate>,
    pub revision: i64,
}

fn kept_hold(row: hold::Model) -> Result<KeptHold, Problem> {
    Ok(KeptHold {
        id: row.id,
        case: CaseId(row.case_id),
        reason: row.reason,
        decided_by: row.decided_by,
        set_on: row.set_on,
        until: row.until,
        lifted_on: row.lifted_on,
        revision: row.revision,
    })
}

/// The rules that were chosen for these cases themselves.
pub async fn list_chosen_rules(tx: &Tx, cases: &[Uuid]) -> Result<BTreeMap<Uuid, Uuid>, Problem> {
    let query = chosen::Entity::find().filter(chosen::Column::CaseId.is_in(cases.iter().copied()));
    let found = list(tx, query, |row| Ok((row.case_id, row.rule_id))).await?;
    Ok(found.into_iter().collect())
}

/// Lets the case go by a rule of its own, or by that of its classification.
pub async fn choose_rule(tx: &Tx, case: CaseId, rule: Option<Uuid>) -> Result<(), Problem> {
    let own = chosen::Column::CaseId.eq(case.0);
    delete(tx, chosen::Entity::delete_many().filter(own)).await?;
    let Some(rule) = rule else { return Ok(()) };
    let row = chosen::ActiveModel {
        case_id: Set(case.0),
        rule_id: Set(rule),
    };
    insert_later(tx, row).await
}

pub async fn list_triggers(
    tx: &Tx,
    cases: &[Uuid],
) -> Result<Vec<(Uuid, TriggerEvent, NaiveDate)>, Problem> {
    let query = trigger::Entity::find()
        .filter(trigger::Column::CaseId.is_in(cases.iter().copied()))
        .order_by_asc(trigger::Column::CaseId)
        .order_by_asc(trigger::Column::TriggerEvent);
    list(tx, query, |row| {
        let event = TriggerEvent::from_code(&row.trigger_event)?;
        Ok((row.case_id, event, row.happened_on))
    })
    .await
}

/// Says when something happened in the case; nothing when it is not known.
pub async fn put_trigger(
    tx: &Tx,
    case: CaseId,
    (event, day): (TriggerEvent, Option<NaiveDate>),
) -> Result<(), Problem> {
    let own = trigger::Entity::delete_many()
        .filter(trigger::Column::CaseId.eq(case.0))
        .filter(trigger::Column::TriggerEvent.eq(event.code()));
    delete(tx, own).await?;
    let Some(day) = day else { return Ok(()) };
    let row = trigger::ActiveModel {
        case_id: Set(case.0),
        trigger_event: Set(event.code().to_owned()),
        happened_on: Set(day),
    };
    insert_later(tx, row).await
}

/// Which other cases need a document of these: of which case, and who needs it.
pub async fn list_needs_of(tx: &Tx, cases: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>, Problem> {
    let documents = samverk_cases::store::list_documents_of(tx, cases).await?;
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let ids = documents.iter().map(|one| one.id);
    let query = need::Entity::find().filter(need::Column::DocumentId.is_in(ids));
    let found = list(tx, query, |row| Ok((row.document_id, row.case_id))).await?;
    let of_case = |(document, other): (Uuid, Uuid)| {
        let document = documents.iter().find(|one| one.id == document)?;
        Some((document.case.0, other))
    };
    Ok(found.into_iter().filter_map(of_case).collect())
}

/// The other cases that need each document of a case.
pub async fn list_needs(tx: &Tx, documents: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>, Problem> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let query = need::Entity::find()
        .filter(need::Column::DocumentId.is_in(documents.iter().copied()))
        .order_by_asc(need::Column::CaseId);
    list(tx, query, |row| Ok((row.document_id, row.case_id))).await
}

/// Says which other cases need a document.
pub async fn put_needs(tx: &Tx, document: Uuid, cases: &[Uuid]) -> Result<(), Problem> {
    let own = need::Column::DocumentId.eq(document);
    delete(tx, need::Entity::delete_many().filter(own)).await?;
    for case in cases {
        let row = need::ActiveModel {
            document_id: Set(document),
            case_id: Set(*case),
        };
        insert_later(tx, row).await?;
    }
    Ok(())
}

/// All holds of these cases, the lifted ones too, in the order in which they were set.
pub async fn list_holds(tx: &Tx, cases: &[Uuid]) -> Result<Vec<KeptHold>, Problem> {
    let query = hold::Entity::find()
        .filter(hold::Column::CaseId.is_in(cases.iter().copied()))
        .order_by_asc(hold::Column::SetOn)
        .order_by_asc(hold::Column::Id);
    list(tx, query, kept_hold).await
}

pub async fn find_hold(tx: &Tx, id: Uuid) -> Result<Option<KeptHold>, Problem> {
    find_one(tx, hold::Entity::find_by_id(id), kept_hold).await
}

pub async fn insert_hold(tx: &Tx, new: &KeptHold) -> Result<(), Problem> {
    let row = hold::ActiveModel {
        id: Set(new.id),
        case_id: Set(new.case.0),
        reason: Set(new.reason.clone()),
        decided_by: Set(new.decided_by.clone()),
        set_on: Set(new.set_on),
        until: Set(new.until),
        lifted_on: Set(new.lifted_on),
        revision: Set(new.revision),
    };
    insert_later(tx, row).await
}

/// Fails with `changed_meanwhile`.
pub async fn lift_hold(tx: &Tx, id: Uuid, (on, seen): (NaiveDate, i64)) -> Result<(), Problem> {
    let row = hold::ActiveModel {
        lifted_on: Set(Some(on)),
        revision: Set(seen.saturating_add(1)),
        ..Default::default()
    };
    update_seen(tx, row, id, seen).await
}

/// Deletes what is kept here of a case that is disposed of.
pub(crate) async fn delete_of_case(tx: &Tx, case: CaseId) -> Result<(), Problem> {
    let documents = samverk_cases::store::list_documents_of(tx, &[case.0]).await?;
    let ids = documents.iter().map(|one| one.id);
    let of_documents = need::Column::DocumentId.is_in(ids);
    delete(tx, need::Entity::delete_many().filter(of_documents)).await?;
    let own = need::Column::CaseId.eq(case.0);
    delete(tx, need::Entity::delete_many().filter(own)).await?;
    let own = chosen::Column::CaseId.eq(case.0);
    delete(tx, chosen::Entity::delete_many().filter(own)).await?;
    let own = trigger::Column::CaseId.eq(case.0);
    delete(tx, trigger::Entity::delete_many().filter(own)).await?;
    let own = hold::Column::CaseId.eq(case.0);
    delete(tx, hold::Entity::delete_many().filter(own)).await?;
    super::deliveries::delete_of_case(tx, case).await
}
