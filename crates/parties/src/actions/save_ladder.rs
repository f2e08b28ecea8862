use super::require_anywhere;
use crate::LadderId;
use crate::model::{Ladder, Level, check_key, check_levels};
use crate::policy::Action;
use crate::store;
use samverk_database::statement::is_new;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Key, Problem, text};

/// What can be said of a ladder. `revision` is the one that the person saw, 0 for a new ladder.
#[derive(Clone, Debug)]
pub struct SaveLadder {
    pub name: String,
    pub source: String,
    pub first_is_none: bool,
    pub levels: Vec<Level>,
    pub revision: i64,
}

/// Adds or changes a ladder.
///
/// Fails with `ladder_without_levels`, `levels_not_rising`, `level_in_use` when a level that
/// assessments name is taken away, `already_exists`, `key_reserved` or `changed_meanwhile`.
pub async fn save_ladder(
    tx: &Tx,
    actor: &Actor,
    key: Key,
    input: SaveLadder,
) -> Result<Ladder, Problem> {
    require_anywhere(actor, Action::SaveLadder)?;
    check_key(&key)?;
    check_levels(&input.levels)?;
    let seen = input.revision;
    let before = store::find_ladder(tx, key.as_str()).await?;
    let id = before
        .as_ref()
        .map_or_else(|| LadderId(tx.new_id()), |ladder| ladder.id);
    let after = Ladder {
        id,
        key,
        name: text::name(&input.name, "name")?,
        source: input.source,
        first_is_none: input.first_is_none,
        levels: input.levels,
        revision: seen + 1,
    };
    if let Some(before) = &before
        && *before
            == (Ladder {
                revision: before.revision,
                ..after.clone()
            })
    {
        return Ok(before.clone());
    }
    match is_new(before.is_some(), seen)? {
        true => store::insert_ladder(tx, &after).await?,
        false => {
            let used = store::list_used_levels(tx, after.id).await?;
            if let Some(level) = used.into_iter().find(|level| after.level(*level).is_none()) {
                return Err(Problem::invalid("level_in_use")
                    .with("value", level)
                    .at_field("levels"));
            }
            store::update_ladder(tx, &after, seen).await?;
        }
    }
    let object = ObjectRef::new("ladder", after.id.0, &after.name);
    let kind = if before.is_some() {
        "ladder.saved"
    } else {
        "ladder.added"
    };
    tx.record(
        actor,
        Event::new(kind, object).change(before.as_ref(), Some(&after))?,
    )
    .await?;
    Ok(after)
}
