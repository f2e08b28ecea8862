//! What described things of the domains above may refer to: versions of plans.

use crate::model::PlanVersion;
use crate::store::{self, NamedVersion};
use samverk_database::Tx;
use samverk_fields::{KindCode, Known, Referable, Reference};
use samverk_foundation::{Key, Problem};
use samverk_kept::{Ground, Target, unwritten};
use samverk_parties::Scope;

impl Referable for PlanVersion {
    const KIND: &'static str = "plan_version";
}

/// `verksamhetsplan-v2`
fn key_of(plan: &Key, number: i64) -> Result<Key, Problem> {
    Key::parse(&format!("{plan}-v{number}"))
}

/// The plan and the number of the version that a key names.
pub fn version_of(key: &str) -> Option<(&str, i64)> {
    let (plan, number) = key.rsplit_once("-v")?;
    Some((plan, number.parse().ok()?))
}

fn reference(one: NamedVersion) -> Result<Reference, Problem> {
    Ok(Reference {
        kind: KindCode::of(PlanVersion::KIND),
        key: key_of(&one.plan, one.number)?,
        known: Some(Known {
            id: one.id,
            name: format!("{} (v. {})", one.title, one.number),
        }),
    })
}

async fn all_there(tx: &Tx, at: &dyn Ground) -> Result<Vec<NamedVersion>, Problem> {
    let scope: &Scope = at.known()?;
    store::name_versions_in(tx, scope.collaboration.id).await
}

/// A version of a plan, by the plan's key and the version's number. Drafts are the members'.
pub static PLAN_VERSION: Target = Target {
    kind: PlanVersion::KIND,
    by_key: |tx, at, keys| {
        Box::pin(async move {
            let named = |one: &NamedVersion| {
                let mut keys = keys.iter().filter_map(|key| version_of(key.as_str()));
                keys.any(|(plan, number)| one.plan.as_str() == plan && one.number == number)
            };
            let all = all_there(tx, at).await?;
            all.into_iter().filter(named).map(reference).collect()
        })
    },
    by_id: |tx, ids| {
        Box::pin(async move {
            let all = store::name_versions(tx, ids).await?;
            all.into_iter().map(reference).collect()
        })
    },
    offered: |tx, at| {
        Box::pin(async move {
            let open = all_there(tx, at)
                .await?
                .into_iter()
                .filter(|one| one.is_open);
            open.map(reference).collect()
        })
    },
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("plan_version_unknown").with("key", key),
    href: None,
    hides: false,
};
