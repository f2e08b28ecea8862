//! What becomes of cases in the folder format, beside what is described: `parties/{party}/` and its registries. Only the
//! program takes it out, as it does the cases.

use crate::deliveries::{DELIVERY, DeliveryState, HeldDelivery};
use crate::disposals::DISPOSAL;
use crate::retention::{RETENTION_RULE, TriggerEvent};
use crate::store::{
    self, DisposalRow, KeptHold, LeftOut, Made, Packed, People, Receipt, RowOutcome,
};
use chrono::NaiveDate;
use samverk_cases::model::Case;
use samverk_cases::store::{self as cases, DisposedNumber};
use samverk_cases::{REGISTRY, RegistryDesk};
use samverk_database::Tx;
use samverk_exchange::{FileSchema, Folder, Intake, Placed, read_rows, table_schema, to_csv};
use samverk_files::keys_at;
use samverk_foundation::{Actor, Key, Problem, Problems};
use samverk_kept::Ground;
use samverk_parties::Owner;
use samverk_parties::store::{find_parties, list_owners};
use samverk_sheets::Row;
use std::collections::BTreeMap;
use uuid::Uuid;

/// So many cases are read at once.
const STRETCH: u64 = 500;

const EVENTS: [TriggerEvent; 3] = [
    TriggerEvent::LegalForce,
    TriggerEvent::LastPayment,
    TriggerEvent::ContractEnded,
];

/// A table of the folder: its file and its columns, of which so many must be there.
struct Table {
    file: &'static str,
    columns: &'static [&'static str],
    needed: usize,
}

const RETENTION: Table = Table {
    file: "retention.csv",
    columns: &[
        "case",
        "rule",
        "legal_force",
        "last_payment",
        "contract_ended",
    ],
    needed: 1,
};
const NEEDS: Table = Table {
    file: "document_needs.csv",
    columns: &["case", "document", "needed_by"],
    needed: 3,
};
const HOLDS: Table = Table {
    file: "holds.csv",
    columns: &[
        "case",
        "reason",
        "decided_by",
        "set_on",
        "until",
        "lifted_on",
    ],
    needed: 4,
};
const DISPOSED: Table = Table {
    file: "disposed.csv",
    columns: &["number", "year", "sequence", "disposed_on", "mandate"],
    needed: 5,
};
const DELIVERED: Table = Table {
    file: "delivered.csv",
    columns: &["delivery", "case", "unchanged"],
    needed: 3,
};
const OF_REGISTRY: [Table; 5] = [RETENTION, NEEDS, HOLDS, DISPOSED, DELIVERED];

const PACKAGES: Table = Table {
    file: "delivery_packages.csv",
    columns: &["delivery", "list", "left_out", "receipt", "agreed"],
    needed: 2,
};
const LEFT_OUT: Table = Table {
    file: "delivery_left_out.csv",
    columns: &["delivery", "case", "why"],
    needed: 3,
};
const LISTS: Table = Table {
    file: "disposal_lists.csv",
    columns: &["disposal", "proposed_by", "approved_by"],
    needed: 2,
};
const ROWS: Table = Table {
    file: "disposal_rows.csv",
    columns: &[
        "disposal",
        "place",
        "number",
        "rule",
        "due_on",
        "kept_because",
        "ended_as",
        "told",
        "ended_on",
    ],
    needed: 5,
};
const OF_PARTY: [Table; 4] = [PACKAGES, LEFT_OUT, LISTS, ROWS];

pub fn schemas() -> Vec<FileSchema> {
    let schema = |at: &str, table: &Table| {
        let file = samverk_foundation::interned(format!("{at}{}", table.file));
        table_schema(file, table.columns, &table.columns[..table.needed], &[])
    };
    let of_registry = OF_REGISTRY
        .iter()
        .map(|one| schema("parties/registries/", one));
    let of_party = OF_PARTY.iter().map(|one| schema("parties/", one));
    of_registry.chain(of_party).collect()
}

/// A row as it was said.
type Said = BTreeMap<&'static str, String>;

/// What a folder says.
#[derive(Debug, Default)]
pub struct ArchiveBundle(Vec<OfPlace>);

#[derive(Debug)]
struct OfPlace {
    party: String,
    /// Nothing for what is the party's own.
    registry: Option<String>,
    tables: BTreeMap<&'static str, Vec<Placed<Said>>>,
}

pub fn read(intake: &mut Intake) -> ArchiveBundle {
    let mut all = Vec::new();
    for party in intake.names_in("parties") {
        for registry in intake.names_in(&format!("parties/{party}/registries")) {
            let folder = format!("parties/{party}/registries/{registry}");
            all.push(OfPlace {
                tables: tables(intake, &folder, &OF_REGISTRY),
                party: party.clone(),
                registry: Some(registry),
            });
        }
        all.push(OfPlace {
            tables: tables(intake, &format!("parties/{party}"), &OF_PARTY),
            party,
            registry: None,
        });
    }
    ArchiveBundle(all)
}

fn tables(
    intake: &mut Intake,
    folder: &str,
    of: &[Table],
) -> BTreeMap<&'static str, Vec<Placed<Said>>> {
    let read = of.iter().map(|table| {
        let file = format!("{folder}/{}", table.file);
        let said = |row: &Row<'_>, problems: &mut Problems| said(table, row, problems);
        let rows = read_rows(intake, &file, table.columns, said);
        (table.file, rows.unwrap_or_default())
    });
    read.collect()
}

fn said(table: &Table, row: &Row<'_>, problems: &mut Problems) -> Option<Said> {
    for column in &table.columns[..table.needed] {
        problems.keep(row.required(column))?;
    }
    let said = table.columns.iter();
    Some(said.map(|column| (*column, row.text(column))).collect())
}

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

/// All of it, of all parties.
pub async fn write(tx: &Tx) -> Result<Folder, Problem> {
    let mut folder = Folder::default();
    let owners: Vec<_> = list_owners(tx, "registry").await?.into_iter().collect();
    for party in find_parties(tx, &owners).await? {
        let owner = Owner::seen_by(&Actor::System("export"), party);
        let at = format!("parties/{}", owner.party.key);
        for registry in REGISTRY.whole(tx, owner.id()).await? {
            let at = format!("{at}/registries/{}", registry.key);
            write_registry(tx, &owner, (registry.id, &at), &mut folder).await?;
        }
        write_party(tx, &owner, &at, &mut folder).await?;
    }
    Ok(folder)
}

fn put(folder: &mut Folder, at: &str, table: &Table, rows: &[Vec<String>]) {
    if let Some(csv) = to_csv(table.columns, rows) {
        folder.insert(format!("{at}/{}", table.file), csv);
    }
}

fn written(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

async fn write_registry(
    tx: &Tx,
    owner: &Owner,
    (registry, at): (Uuid, &str),
    folder: &mut Folder,
) -> Result<(), Problem> {
    let rules = RETENTION_RULE.whole(tx, owner.id()).await?;
    let deliveries = DELIVERY.whole(tx, owner.id()).await?;
    let mut rows: [Vec<Vec<String>>; 5] = Default::default();
    let mut after = 0;
    loop {
        let found = cases::list_from(tx, registry, (after, STRETCH)).await?;
        let Some(last) = found.last() else { break };
        after = last.place();
        let ids: Vec<Uuid> = found.iter().map(|case| case.id.0).collect();
        let chosen = store::list_chosen_rules(tx, &ids).await?;
        let triggers = store::list_triggers(tx, &ids).await?;
        let holds = store::list_holds(tx, &ids).await?;
        let documents = cases::list_documents_of(tx, &ids).await?;
        let of_documents: Vec<Uuid> = documents.iter().map(|one| one.id).collect();
        let needs = store::list_needs(tx, &of_documents).await?;
        let others: Vec<Uuid> = needs.iter().map(|(_, other)| *other).collect();
        let numbers: BTreeMap<Uuid, String> = cases::list_numbers_of(tx, &others)
            .await?
            .into_iter()
            .collect();
        let packed = store::list_packed(tx, &ids).await?;
        for case in &found {
            let id = case.id.0;
            let own = |event: TriggerEvent| {
                let found = triggers.iter().find(|one| one.0 == id && one.1 == event);
                written(found.map(|one| one.2))
            };
            let rule = chosen
                .get(&id)
                .and_then(|id| rules.iter().find(|rule| rule.id == *id));
            let rule = rule.map(|rule| rule.key.to_string()).unwrap_or_default();
            let days = EVENTS.map(own);
            if !rule.is_empty() || days.iter().any(|day| !day.is_empty()) {
                let cells = [case.number.clone(), rule].into_iter().chain(days);
                rows[0].push(cells.collect());
            }
            for one in documents.iter().filter(|one| one.case == case.id) {
                for (_, other) in needs.iter().filter(|(document, _)| *document == one.id) {
                    let other = numbers.get(other).cloned().unwrap_or_default();
                    rows[1].push(vec![case.number.clone(), one.number.to_string(), other]);
                }
            }
            for hold in holds.iter().filter(|hold| hold.case == case.id) {
                rows[2].push(vec![
                    case.number.clone(),
                    hold.reason.clone(),
                    hold.decided_by.clone(),
                    hold.set_on.to_string(),
                    written(hold.until),
                    written(hold.lifted_on),
                ]);
            }
            for (delivery, one) in packed.iter().filter(|(_, one)| one.case == case.id) {
                let delivery = deliveries.iter().find(|known| known.id == *delivery);
                let delivery = delivery.map(|known| known.key.to_string());
                let is_unchanged = one.revision == case.revision;
                let cells = [
                    delivery.unwrap_or_default(),
                    case.number.clone(),
                    is_unchanged.to_string(),
                ];
                rows[4].push(cells.to_vec());
            }
        }
    }
    let mut after = 0;
    loop {
        let found = cases::list_disposed(tx, registry, (after, STRETCH)).await?;
        let Some(last) = found.last() else { break };
        after = last.place;
        rows[3].extend(found.iter().map(|one| {
            let (year, sequence) = samverk_cases::model::at_place(one.place);
            vec![
                one.number.clone(),
                year.to_string(),
                sequence.to_string(),
                one.disposed_on.to_string(),
                one.mandate.clone(),
            ]
        }));
    }
    for (table, rows) in OF_REGISTRY.iter().zip(&rows) {
        put(folder, at, table, rows);
    }
    Ok(())
}

async fn write_party(tx: &Tx, owner: &Owner, at: &str, folder: &mut Folder) -> Result<(), Problem> {
    let mut rows: [Vec<Vec<String>>; 4] = Default::default();
    for delivery in DELIVERY.whole(tx, owner.id()).await? {
        let Some(made) = store::find_package(tx, delivery.id).await? else {
            continue;
        };
        debug_assert!(delivery.status != DeliveryState::Planned);
        let files = keys_at(tx, "delivery", delivery.id).await?;
        let receipt = store::find_receipt(tx, delivery.id).await?;
        let key = |file: Uuid| files.get(&file).cloned().unwrap_or_default();
        let agreed = receipt.as_ref().map(|one| one.agreed.to_string());
        rows[0].push(vec![
            delivery.key.to_string(),
            key(made.list),
            made.left_out.to_string(),
            receipt.map(|one| key(one.file)).unwrap_or_default(),
            agreed.unwrap_or_default(),
        ]);
        let left = store::list_left_out(tx, delivery.id, u64::from(u32::MAX)).await?;
        rows[1].extend(
            left.into_iter()
                .map(|one| vec![delivery.key.to_string(), one.number, one.why]),
        );
    }
    for disposal in DISPOSAL.whole(tx, owner.id()).await? {
        if let Some(people) = store::find_people(tx, disposal.id).await? {
            rows[2].push(vec![
                disposal.key.to_string(),
                people.proposed_by_name,
                people.approved_by_name,
            ]);
        }
        let listed = store::list_rows(tx, disposal.id, (0, u64::from(u32::MAX))).await?;
        rows[3].extend(listed.into_iter().map(|one| {
            vec![
                disposal.key.to_string(),
                one.place.to_string(),
                one.number,
                one.rule,
                one.due_on.to_string(),
                one.kept_because,
                one.outcome.code().to_owned(),
                one.told,
                written(one.ended_on),
            ]
        }));
    }
    for (table, rows) in OF_PARTY.iter().zip(&rows) {
        put(folder, at, table, rows);
    }
    Ok(())
}
