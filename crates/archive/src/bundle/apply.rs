use super::{
    ArchiveBundle, DISPOSED, EVENTS, HOLDS, LEFT_OUT, LISTS, NEEDS, OfPlace, PACKAGES, RETENTION,
    Said,
};
use crate::deliveries::{DELIVERY, HeldDelivery};
use crate::disposals::DISPOSAL;
use crate::retention::RETENTION_RULE;
use crate::store::{
    self, DisposalRow, KeptHold, LeftOut, Made, Packed, People, Receipt, RowOutcome,
};
use chrono::NaiveDate;
use samverk_cases::RegistryDesk;
use samverk_cases::model::Case;
use samverk_cases::store::{self as cases, DisposedNumber};
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_files::keys_at;
use samverk_foundation::{Actor, Key, Problem};
use samverk_parties::Owner;
use uuid::Uuid;

fn text<'s>(said: &'s Said, column: &str) -> &'s str {
    said.get(column).map(String::as_str).unwrap_or_default()
}

fn day(said: &Said, column: &'static str) -> Result<Option<NaiveDate>, Problem> {
    match text(said, column) {
        "" => Ok(None),
        day => {
            let invalid = || Problem::invalid("date_invalid").with("value", day);
            let day = day.parse().map_err(|_| invalid().at_column(column))?;
            Ok(Some(day))
        }
    }
}

fn needed_day(said: &Said, column: &'static str) -> Result<NaiveDate, Problem> {
    let missing = || Problem::invalid("field_missing").at_column(column);
    day(said, column)?.ok_or_else(missing)
}

fn number(said: &Said, column: &'static str) -> Result<i64, Problem> {
    let value = text(said, column);
    let invalid = || {
        let invalid = Problem::invalid("number_invalid").with("value", value);
        invalid.with("meant", "none")
    };
    value.parse().map_err(|_| invalid().at_column(column))
}

/// Brings it in after the cases and the files. Notes what is wrong; what stands already stays.
pub async fn apply(
    tx: &Tx,
    actor: &Actor,
    bundle: &ArchiveBundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    for place in &bundle.0 {
        for (file, rows) in &place.tables {
            for row in rows {
                let done = bring_in(tx, actor, place, (file, &row.value)).await;
                row.note(intake, done)?;
            }
        }
    }
    tx.flush().await
}

async fn bring_in(
    tx: &Tx,
    actor: &Actor,
    place: &OfPlace,
    (file, said): (&str, &Said),
) -> Result<(), Problem> {
    let found = samverk_parties::store::find_party(tx, &place.party).await?;
    let unknown = || Problem::invalid("party_unknown").with("party", &place.party);
    let owner = Owner::seen_by(actor, found.ok_or_else(unknown)?);
    let Some(registry) = &place.registry else {
        return match file {
            file if file == PACKAGES.file => package(tx, &owner, said).await,
            file if file == LEFT_OUT.file => left_out(tx, &owner, said).await,
            file if file == LISTS.file => list(tx, &owner, said).await,
            _ => row(tx, &owner, said).await,
        };
    };
    let desk = RegistryDesk::find(tx, actor, &place.party, registry).await?;
    match file {
        file if file == RETENTION.file => retention(tx, &desk, said).await,
        file if file == NEEDS.file => need(tx, &desk, said).await,
        file if file == HOLDS.file => hold(tx, &desk, said).await,
        file if file == DISPOSED.file => disposed(tx, &desk, said).await,
        _ => delivered(tx, &desk, said).await,
    }
}

/// Fails with `case_unknown`.
async fn case(tx: &Tx, desk: &RegistryDesk, said: &Said) -> Result<Case, Problem> {
    let number = text(said, "case");
    let key = Key::from_name(number);
    let found = cases::find_case(tx, desk.registry.id, key.as_str()).await?;
    let unknown = || Problem::invalid("case_unknown").with("value", number);
    found.ok_or_else(|| unknown().at_column("case"))
}

async fn retention(tx: &Tx, desk: &RegistryDesk, said: &Said) -> Result<(), Problem> {
    let case = case(tx, desk, said).await?;
    let rule = text(said, "rule");
    if !rule.is_empty() {
        let found = RETENTION_RULE.find(tx, &desk.owner, rule).await?;
        let unknown = || Problem::invalid("retention_rule_unknown").with("key", rule);
        let found = found.ok_or_else(|| unknown().at_column("rule"))?;
        store::choose_rule(tx, case.id, Some(found.id)).await?;
    }
    for event in EVENTS {
        if let Some(day) = day(said, event.code())? {
            store::put_trigger(tx, case.id, (event, Some(day))).await?;
        }
    }
    tx.flush().await
}

async fn need(tx: &Tx, desk: &RegistryDesk, said: &Said) -> Result<(), Problem> {
    let case = case(tx, desk, said).await?;
    let found = cases::find_document(tx, case.id, number(said, "document")?).await?;
    let unknown = || Problem::invalid("not_found").at_column("document");
    let document = found.ok_or_else(unknown)?;
    let needed_by = text(said, "needed_by");
    let others = cases::list_numbered(tx, case.party, &[needed_by.to_owned()]).await?;
    let unknown = || Problem::invalid("case_unknown").with("value", needed_by);
    let other = others
        .first()
        .ok_or_else(|| unknown().at_column("needed_by"))?;
    let stands = store::list_needs(tx, &[document.id]).await?;
    let mut all: Vec<Uuid> = stands.into_iter().map(|(_, other)| other).collect();
    if all.contains(&other.id.0) {
        return Ok(());
    }
    all.push(other.id.0);
    store::put_needs(tx, document.id, &all).await?;
    tx.flush().await
}

async fn hold(tx: &Tx, desk: &RegistryDesk, said: &Said) -> Result<(), Problem> {
    let case = case(tx, desk, said).await?;
    let new = KeptHold {
        id: tx.new_id(),
        case: case.id,
        reason: text(said, "reason").to_owned(),
        decided_by: text(said, "decided_by").to_owned(),
        set_on: needed_day(said, "set_on")?,
        until: day(said, "until")?,
        lifted_on: day(said, "lifted_on")?,
        revision: 1,
    };
    let stands = store::list_holds(tx, &[case.id.0]).await?;
    let is_it = |one: &KeptHold| {
        let same = KeptHold {
            id: new.id,
            revision: 1,
            ..one.clone()
        };
        same == new
    };
    if stands.iter().any(is_it) {
        return Ok(());
    }
    store::insert_hold(tx, &new).await?;
    tx.flush().await
}

/// A number that went elsewhere is not given here. Fails with `case_number_taken` when a case has it.
async fn disposed(tx: &Tx, desk: &RegistryDesk, said: &Said) -> Result<(), Problem> {
    let registry = desk.registry.id;
    let (year, sequence) = (number(said, "year")?, number(said, "sequence")?);
    let year = i32::try_from(year).map_err(Problem::internal)?;
    let place = samverk_cases::model::place(year, sequence);
    let stands = cases::list_disposed_among(tx, registry, &[place]).await?;
    if !stands.is_empty() {
        return Ok(());
    }
    let written = text(said, "number");
    let key = Key::from_name(written);
    if cases::find_case(tx, registry, key.as_str())
        .await?
        .is_some()
    {
        let taken = Problem::invalid("case_number_taken").with("value", written);
        return Err(taken.at_column("number"));
    }
    let new = DisposedNumber {
        registry,
        place,
        key: key.to_string(),
        number: written.to_owned(),
        disposed_on: needed_day(said, "disposed_on")?,
        mandate: text(said, "mandate").to_owned(),
    };
    cases::insert_disposed(tx, &new).await?;
    let last = cases::hold_year(tx, registry, year).await?;
    if sequence > last {
        // It is no case's: what the year has more than its cases is missing.
        cases::raise_year(tx, (registry, year), &[sequence]).await?;
        cases::pass_over(tx, registry, year).await?;
    }
    tx.flush().await
}

async fn delivered(tx: &Tx, desk: &RegistryDesk, said: &Said) -> Result<(), Problem> {
    let case = case(tx, desk, said).await?;
    let delivery = delivery(tx, &desk.owner, said).await?;
    if store::is_packed(tx, delivery.id, case.id).await? {
        return Ok(());
    }
    let is_unchanged = matches!(text(said, "unchanged"), "true" | "ja" | "yes");
    let packed = Packed {
        case: case.id,
        // One that no case ever has.
        revision: if is_unchanged { case.revision } else { 0 },
    };
    store::insert_cases(tx, delivery.id, &[packed]).await?;
    tx.flush().await
}

/// Fails with `delivery_unknown`.
async fn delivery(tx: &Tx, owner: &Owner, said: &Said) -> Result<HeldDelivery, Problem> {
    let key = text(said, "delivery");
    let found = DELIVERY.find(tx, owner, key).await?;
    let unknown = || Problem::invalid("delivery_unknown").with("key", key);
    found.ok_or_else(|| unknown().at_column("delivery"))
}

async fn package(tx: &Tx, owner: &Owner, said: &Said) -> Result<(), Problem> {
    let delivery = delivery(tx, owner, said).await?;
    if store::find_package(tx, delivery.id).await?.is_some() {
        return Ok(());
    }
    let files = keys_at(tx, "delivery", delivery.id).await?;
    let file = |column: &'static str| {
        let key = text(said, column);
        let found = files.iter().find(|(_, known)| *known == key);
        let unknown = || Problem::invalid("delivery_file_unknown").with("value", key);
        found
            .map(|(id, _)| *id)
            .ok_or_else(|| unknown().at_column(column))
    };
    let unread = || Problem::invalid("delivery_not_packed").at_column("delivery");
    let made = Made {
        package: Uuid::try_parse(&delivery.package).map_err(|_| unread())?,
        packed_on: delivery.packed_on.ok_or_else(unread)?,
        cases: delivery.cases.ok_or_else(unread)?,
        files: delivery.files.ok_or_else(unread)?,
        size: delivery.size.ok_or_else(unread)?,
        checksum: delivery.checksum.to_string(),
        list: file("list")?,
        left_out: number(said, "left_out")?,
    };
    store::insert_package(tx, delivery.id, &made).await?;
    if !text(said, "receipt").is_empty() {
        let receipt = Receipt {
            file: file("receipt")?,
            received_on: delivery.received_on.ok_or_else(unread)?,
            agreed: number(said, "agreed")?,
        };
        store::insert_receipt(tx, delivery.id, &receipt).await?;
    }
    tx.flush().await
}

async fn left_out(tx: &Tx, owner: &Owner, said: &Said) -> Result<(), Problem> {
    let delivery = delivery(tx, owner, said).await?;
    let new = LeftOut {
        number: text(said, "case").to_owned(),
        why: text(said, "why").to_owned(),
    };
    let stands = store::list_left_out(tx, delivery.id, u64::from(u32::MAX)).await?;
    if stands.contains(&new) {
        return Ok(());
    }
    store::insert_left_out(tx, delivery.id, &[new]).await?;
    tx.flush().await
}

/// Fails with `disposal_unknown`.
async fn disposal(tx: &Tx, owner: &Owner, said: &Said) -> Result<Uuid, Problem> {
    let key = text(said, "disposal");
    let found = DISPOSAL.find(tx, owner, key).await?;
    let unknown = || Problem::invalid("disposal_unknown").with("key", key);
    Ok(found.ok_or_else(|| unknown().at_column("disposal"))?.id)
}

async fn list(tx: &Tx, owner: &Owner, said: &Said) -> Result<(), Problem> {
    let disposal = disposal(tx, owner, said).await?;
    if store::find_people(tx, disposal).await?.is_some() {
        return Ok(());
    }
    let people = People {
        // People lie in no folder.
        proposed_by: None,
        proposed_by_name: text(said, "proposed_by").to_owned(),
        approved_by_name: text(said, "approved_by").to_owned(),
    };
    store::put_people(tx, disposal, &people).await?;
    tx.flush().await
}

async fn row(tx: &Tx, owner: &Owner, said: &Said) -> Result<(), Problem> {
    let disposal = disposal(tx, owner, said).await?;
    let written = text(said, "number");
    let key = Key::from_name(written);
    if store::find_row(tx, disposal, key.as_str()).await?.is_some() {
        return Ok(());
    }
    let new = DisposalRow {
        place: number(said, "place")?,
        number: written.to_owned(),
        case_key: key.to_string(),
        rule: text(said, "rule").to_owned(),
        due_on: needed_day(said, "due_on")?,
        kept_because: text(said, "kept_because").to_owned(),
        outcome: match text(said, "ended_as") {
            "" => RowOutcome::Waiting,
            code => RowOutcome::from_code(code).map_err(|problem| problem.at_column("ended_as"))?,
        },
        told: text(said, "told").to_owned(),
        ended_on: day(said, "ended_on")?,
    };
    store::insert_row(tx, disposal, &new).await?;
    tx.flush().await
}
