use super::told::change;
use super::warnings::{Confirmation, Saved, settle_warnings};
use crate::DistributionId;
use crate::evaluation::{evaluate_given, evaluate_record};
use crate::policy::Action;
use crate::records::{DistributionRecord, PrintedRecord, PrivateDraft};
use crate::store;
use samverk_database::Tx;
use samverk_engine::DistributionInput;
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use samverk_parties::Scope;

/// For whom a draft is.
#[derive(Clone, Debug, Default)]
pub enum Sharing {
    /// As it stands; a new one is its maker's.
    #[default]
    AsItStands,
    Members,
    /// Theirs, unless it is shared already: that is never undone.
    Private(PrivateDraft),
}

/// What can be said of a distribution before it is adopted.
/// `revision` is the one that the person saw; nothing for a new one.
#[derive(Clone, Debug)]
pub struct SaveDistribution {
    pub key: Key,
    pub title: String,
    pub year: i32,
    pub model: Key,
    pub published: bool,
    pub sharing: Sharing,
    pub note: String,
    pub printed: Option<PrintedRecord>,
    /// What it was computed from, when a folder says so; otherwise what is known now.
    pub input: Option<DistributionInput>,
    pub revision: Option<i64>,
}

impl SaveDistribution {
    fn becomes(
        self,
        id: DistributionId,
        private: Option<PrivateDraft>,
    ) -> Result<DistributionRecord, Problem> {
        Ok(DistributionRecord {
            id,
            key: self.key,
            title: text::name(&self.title, "title")?,
            year: self.year,
            model: self.model,
            published: self.published,
            private,
            note: self.note,
            printed: self.printed,
            adopted: None,
            superseded_by: None,
            revision: self.revision.unwrap_or_default().saturating_add(1),
        })
    }
}

/// Makes or changes a distribution that can be computed. Saving what already stands changes and
/// records nothing.
///
/// Fails with everything that hinders the computation but `rules_missing`, `distribution_key_taken`,
/// `distribution_locked` when it is adopted, `warnings_unconfirmed`.
pub async fn save_distribution(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    input: SaveDistribution,
    confirmation: Confirmation,
) -> Result<Saved<DistributionRecord>, Problems> {
    scope.require(Action::SaveDistribution.by())?;
    let of = scope.collaboration.id;
    let before = store::find_distribution(tx, of, input.key.as_str()).await?;
    let (seen, given) = (input.revision, input.input.clone());
    let id = before
        .as_ref()
        .map_or_else(|| DistributionId(tx.new_id()), |before| before.id);
    let private = private_of(scope, before.as_ref(), &input);
    let after = input.becomes(id, private)?;
    match (&before, seen) {
        (Some(before), None) if !before.is_visible_in(scope) => {
            // Nobody is told that somebody keeps a draft there.
            let reserved = Problem::invalid("key_reserved").with("value", &after.key);
            return Err(reserved.at_field("key").into());
        }
        (Some(_), None) => {
            let taken = Problem::conflict("distribution_key_taken").with("key", &after.key);
            return Err(taken.at_field("title").into());
        }
        (None, Some(_)) => return Err(Problem::not_found().into()),
        (Some(before), Some(_)) if before.is_adopted() => {
            return Err(locked(before).into());
        }
        (Some(before), Some(_)) if !before.is_visible_in(scope) => {
            return Err(Problem::not_found().into());
        }
        (Some(before), Some(_)) if after.private.is_none() => require_sharing(scope, before)?,
        (Some(_), Some(_)) | (None, None) => {}
    }
    let evaluation = match given {
        Some(given) => evaluate_given(scope, &after, given),
        None => evaluate_record(tx, scope, &after).await,
    };
    let warnings = match evaluation {
        Ok(evaluation) => evaluation.warnings(),
        // A model that waits for its rules may be distributed by later; it stands so when the last
        // rule is removed, and what stands must go out and in.
        Err(problems) if is_rules_missing(&problems) => problems,
        Err(problems) => return Err(problems),
    };
    let unchanged = before.as_ref().filter(|before| is_same(before, &after));
    match (&before, seen) {
        _ if unchanged.is_some() => {}
        (Some(_), Some(seen)) => store::update_distribution(tx, of, &after, seen).await?,
        _ => store::insert_distribution(tx, of, &after).await?,
    }
    settle_warnings(tx, actor, &after.object(), &warnings, confirmation).await?;
    let warnings = warnings.0;
    if let Some(before) = unchanged {
        return Ok(Saved {
            value: before.clone(),
            warnings,
        });
    }
    let event = scope.event("distribution.saved", after.object());
    tx.record(
        actor,
        change(tx, scope, event, (before.as_ref(), Some(&after))).await?,
    )
    .await?;
    Ok(Saved {
        value: after,
        warnings,
    })
}

fn is_rules_missing(problems: &Problems) -> bool {
    let mut all = problems.0.iter();
    all.all(|problem| problem.code == "rules_missing") && !problems.is_empty()
}

/// Whose draft it stays. What everybody sees is nobody's own.
fn private_of(
    scope: &Scope,
    before: Option<&DistributionRecord>,
    input: &SaveDistribution,
) -> Option<PrivateDraft> {
    let is_shared = before.is_some_and(|before| before.private.is_none());
    match &input.sharing {
        _ if input.published || is_shared => None,
        Sharing::Members => None,
        Sharing::Private(private) => Some(private.clone()),
        Sharing::AsItStands => match before {
            Some(before) => before.private.clone(),
            None => PrivateDraft::of(scope),
        },
    }
}

/// Fails with `distribution_not_shared` for a draft that somebody else has not shared.
pub fn require_sharing(scope: &Scope, record: &DistributionRecord) -> Result<(), Problem> {
    let is_program = scope.roles.person().is_none();
    match record.private.is_none() || record.is_made_by(scope) || is_program {
        true => Ok(()),
        false => {
            Err(Problem::conflict("distribution_not_shared").with("distribution", &record.title))
        }
    }
}

/// Fails with `distribution_locked` when it is adopted.
pub fn require_draft(record: &DistributionRecord) -> Result<(), Problem> {
    match record.is_adopted() {
        true => Err(locked(record)),
        false => Ok(()),
    }
}

pub(super) fn locked(record: &DistributionRecord) -> Problem {
    Problem::conflict("distribution_locked").with("distribution", &record.title)
}

pub(super) fn is_same(before: &DistributionRecord, after: &DistributionRecord) -> bool {
    DistributionRecord {
        revision: after.revision,
        ..before.clone()
    } == *after
}
