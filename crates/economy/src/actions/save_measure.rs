use crate::policy::Action;
use crate::records::MeasureRecord;
use crate::store;
use samverk_database::{Shelf, Shelved, Tx};
use samverk_engine::{MeasureTable, POPULATION};
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use samverk_parties::Scope;
use std::collections::BTreeSet;

impl Shelved for MeasureRecord {
    fn key(&self) -> &Key {
        &self.table.key
    }

    fn position(&self) -> i64 {
        self.position
    }
}

/// A table of figures. `revision` is the one that the person saw; nothing for a new one.
#[derive(Clone, Debug)]
pub struct SaveMeasure {
    pub table: MeasureTable,
    pub revision: Option<i64>,
}

/// Makes or changes a collaboration's own measure. Saving what already stands records nothing.
///
/// Fails with `measure_key_reserved`, `measure_key_taken`, and for its rows `party_unknown`,
/// `number_negative`, `measure_value_twice`, with field `values[<row>].<column>`.
pub async fn save_measure(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    input: SaveMeasure,
) -> Result<MeasureRecord, Problems> {
    let mut shelf = Shelf::new(store::list_measures(tx, scope.collaboration.id).await?, 0);
    let saved = save_measure_on(tx, actor, scope, &mut shelf, input).await?;
    tx.flush().await?;
    Ok(saved)
}

/// The same as one of many.
pub async fn save_measure_on(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    shelf: &mut Shelf<MeasureRecord>,
    input: SaveMeasure,
) -> Result<MeasureRecord, Problems> {
    scope.require(Action::SaveMeasure.by())?;
    check(scope, &input.table).or(())?;
    let of = scope.collaboration.id;
    let before = shelf.get(&input.table.key);
    let position = shelf.next_position();
    let after = MeasureRecord {
        id: before.map_or_else(|| tx.new_id(), |before| before.id),
        position: before.map_or(position, |before| before.position),
        revision: input.revision.unwrap_or_default().saturating_add(1),
        table: input.table,
    };
    match (before, input.revision) {
        (Some(before), Some(_)) if before.table == after.table => return Ok(before.clone()),
        (Some(_), Some(seen)) => store::update_measure(tx, of, &after, seen).await?,
        (None, None) => store::insert_measure(tx, of, &after).await?,
        (Some(_), None) => return Err(taken(&after.table.key).into()),
        (None, Some(_)) => return Err(Problem::not_found().into()),
    }
    let event = scope.event("custom_measure.saved", after.object());
    tx.record(actor, event.change(before, Some(&after))?)
        .await?;
    shelf.put(after.clone());
    Ok(after)
}

fn taken(key: &Key) -> Problem {
    Problem::conflict("measure_key_taken")
        .with("key", key)
        .at_field("name")
}

fn check(scope: &Scope, table: &MeasureTable) -> Problems {
    let mut problems = Problems::default();
    problems.keep(text::name(&table.name, "name"));
    if table.key.as_str() == POPULATION {
        let reserved = Problem::invalid("measure_key_reserved").with("key", &table.key);
        problems.push(reserved.at_field("name"));
    }
    let members: BTreeSet<&Key> = scope
        .members
        .iter()
        .map(|member| &member.party.key)
        .collect();
    let mut seen = BTreeSet::new();
    for (index, row) in table.values.iter().enumerate() {
        let place = |column: &str| format!("values[{index}].{column}");
        if !members.contains(&row.party) {
            let unknown = Problem::invalid("party_unknown").with("party", &row.party);
            problems.push(unknown.at_field(&place("party")));
        }
        if row.value.is_sign_negative() && !row.value.is_zero() {
            let value = samverk_foundation::format_decimal(row.value);
            let negative = Problem::invalid("number_negative").with("value", value);
            problems.push(negative.at_field(&place("value")));
        }
        if !seen.insert((&row.party, row.year)) {
            let year = row.year.map(|year| year.to_string()).unwrap_or_default();
            let twice = Problem::invalid("measure_value_twice").with("measure", &table.name);
            let twice = twice.with("party", &row.party).with("year", year);
            problems.push(twice.at_field(&place("party")));
        }
    }
    problems
}
