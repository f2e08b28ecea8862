use crate::CatalogueId;
use crate::model::{Catalogue, CatalogueGoal, check_key, check_text};
use crate::policy::Action;
use crate::store;
use samverk_database::statement::is_new;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Key, Problem, text};
use std::collections::BTreeSet;

/// What can be said of a catalogue. `seen` is the revision that the person saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueDraft {
    pub key: Key,
    pub name: String,
    pub publisher: String,
    pub version: String,
    pub valid_from: Option<i32>,
    pub valid_to: Option<i32>,
    pub successor: Option<Key>,
    pub source: String,
    pub goals: Vec<CatalogueGoal>,
    pub seen: Option<i64>,
}

impl CatalogueDraft {
    /// What stands in a catalogue, to change or to compare.
    pub fn of(catalogue: &Catalogue) -> Self {
        Self {
            key: catalogue.key.clone(),
            name: catalogue.name.clone(),
            publisher: catalogue.publisher.clone(),
            version: catalogue.version.clone(),
            valid_from: catalogue.valid_from,
            valid_to: catalogue.valid_to,
            successor: catalogue.successor.clone(),
            source: catalogue.source.clone(),
            goals: catalogue.goals.clone(),
            seen: None,
        }
    }

    fn becomes(self, id: CatalogueId, revision: i64) -> Result<Catalogue, Problem> {
        Ok(Catalogue {
            id,
            key: self.key,
            name: text::name(&self.name, "name")?,
            publisher: self.publisher,
            version: self.version,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            successor: self.successor,
            source: self.source,
            goals: self.goals,
            revision,
        })
    }
}

/// Adds a catalogue or changes the one with the key. `known` are all catalogues there are;
/// `announced` the keys that come in the same import, so that a successor may come later.
pub async fn save_catalogue(
    tx: &Tx,
    actor: &Actor,
    draft: CatalogueDraft,
    known: &[Catalogue],
    announced: &BTreeSet<Key>,
) -> Result<Catalogue, Problem> {
    let before = known.iter().find(|catalogue| catalogue.key == draft.key);
    if before.is_some_and(|before| {
        CatalogueDraft {
            seen: draft.seen,
            ..CatalogueDraft::of(before)
        } == draft
    }) {
        return before.cloned().ok_or_else(Problem::not_found);
    }
    authorise(actor, before)?;
    check(&draft, known, announced)?;
    let seen = draft.seen;
    let after = match before {
        Some(before) => {
            let after = draft.becomes(before.id, before.revision + 1)?;
            store::update_catalogue(tx, &after, seen.unwrap_or(before.revision)).await?;
            after
        }
        None => {
            is_new(false, seen.unwrap_or_default())?;
            let new = draft.becomes(CatalogueId(tx.new_id()), 1)?;
            store::insert_catalogue(tx, &new).await?;
            new
        }
    };
    let kind = if before.is_some() {
        "catalogue.saved"
    } else {
        "catalogue.added"
    };
    let object = ObjectRef::new("catalogue", after.id.0, &after.name);
    tx.record(
        actor,
        Event::new(kind, object).change(before, Some(&after))?,
    )
    .await?;
    Ok(after)
}

fn authorise(actor: &Actor, before: Option<&Catalogue>) -> Result<(), Problem> {
    let action = if before.is_some() {
        Action::SaveCatalogue
    } else {
        Action::AddCatalogue
    };
    match (
        actor.all_roles().any(action.by()),
        actor.all_roles().is_member(),
    ) {
        (true, _) => Ok(()),
        (false, true) => Err(Problem::forbidden()),
        (false, false) => Err(Problem::sign_in_needed()),
    }
}

fn check(
    draft: &CatalogueDraft,
    known: &[Catalogue],
    announced: &BTreeSet<Key>,
) -> Result<(), Problem> {
    check_key(&draft.key)?;
    check_text("name", &draft.name, true)?;
    check_text("source", &draft.source, false)?;
    let backwards = draft
        .valid_from
        .zip(draft.valid_to)
        .is_some_and(|(from, to)| from > to);
    if backwards {
        return Err(Problem::invalid("catalogue_period_backwards").at_field("valid_to"));
    }
    if let Some(successor) = &draft.successor {
        let exists = announced.contains(successor)
            || known.iter().any(|catalogue| catalogue.key == *successor);
        if !exists || *successor == draft.key {
            let unknown = Problem::invalid("catalogue_unknown").with("key", successor);
            return Err(unknown.at_field("successor"));
        }
    }
    check_goals(&draft.goals)
}

fn check_goals(goals: &[CatalogueGoal]) -> Result<(), Problem> {
    let mut codes = BTreeSet::new();
    for goal in goals {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
        if goal.code.is_empty() || !goal.code.chars().all(is_plain) {
            let wrong = Problem::invalid("catalogue_code_invalid").with("value", &goal.code);
            return Err(wrong.at_field("goals"));
        }
        if !codes.insert(&goal.code) {
            let twice = Problem::invalid("catalogue_code_repeated").with("value", &goal.code);
            return Err(twice.at_field("goals"));
        }
        check_text("goals", &goal.text, false)?;
    }
    Ok(())
}
