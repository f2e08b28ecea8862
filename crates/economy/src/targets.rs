//! What described things of the domains above may refer to: budgets and distributions.

use crate::records::{BudgetRecord, DistributionRecord};
use crate::store::{self, NamedBudget, NamedDistribution};
use crate::visible::visible_distributions;
use samverk_fields::{KindCode, Known, Referable, Reference};
use samverk_foundation::{Key, Problem};
use samverk_kept::{Target, unwritten};
use samverk_parties::Scope;
use uuid::Uuid;

impl Referable for BudgetRecord {
    const KIND: &'static str = "budget";
}

impl Referable for DistributionRecord {
    const KIND: &'static str = "distribution";
}

fn known(kind: &'static str, key: Key, id: Uuid, name: &str) -> Reference {
    let name = name.to_owned();
    Reference {
        kind: KindCode::of(kind),
        key,
        known: Some(Known { id, name }),
    }
}

fn budget(one: &NamedBudget) -> Result<Reference, Problem> {
    let key = Key::parse(&one.year.to_string())?;
    Ok(known(BudgetRecord::KIND, key, one.id, &one.title))
}

fn distribution(one: &NamedDistribution) -> Reference {
    let key = one.key.clone();
    known(DistributionRecord::KIND, key, one.id, &one.title)
}

fn of_record(one: &DistributionRecord) -> Reference {
    let key = one.key.clone();
    known(DistributionRecord::KIND, key, one.id.0, &one.title)
}

/// A year's budget, by its year.
pub static BUDGET: Target = Target {
    kind: BudgetRecord::KIND,
    by_key: |tx, at, keys| {
        Box::pin(async move {
            let scope: &Scope = at.known()?;
            let years = keys.iter().filter_map(|key| key.as_str().parse().ok());
            let years: Vec<i32> = years.collect();
            let all = store::name_budgets_in(tx, scope.collaboration.id).await?;
            let named = all.iter().filter(|one| years.contains(&one.year));
            named.map(budget).collect()
        })
    },
    by_id: |tx, ids| {
        Box::pin(async move {
            let all = store::name_budgets(tx, ids).await?;
            all.iter().map(budget).collect()
        })
    },
    offered: |tx, at| {
        Box::pin(async move {
            let scope: &Scope = at.known()?;
            let all = store::name_budgets_in(tx, scope.collaboration.id).await?;
            let open = all.iter().filter(|one| one.is_draft);
            open.map(budget).collect()
        })
    },
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("budget_unknown").with("key", key),
    href: None,
    hides: false,
};

/// A distribution that its reader may know of: a draft may be its maker's alone.
pub static DISTRIBUTION: Target = Target {
    kind: DistributionRecord::KIND,
    by_key: |tx, at, keys| {
        Box::pin(async move {
            let all = visible_distributions(tx, at.known()?).await?;
            let named = all.iter().filter(|one| keys.contains(&one.key));
            Ok(named.map(of_record).collect())
        })
    },
    by_id: |tx, ids| {
        Box::pin(async move {
            let all = store::name_distributions(tx, ids).await?;
            Ok(all.iter().map(distribution).collect())
        })
    },
    offered: |tx, at| {
        Box::pin(async move {
            let all = visible_distributions(tx, at.known()?).await?;
            let open = all
                .iter()
                .filter(|one| !one.is_adopted() && one.private.is_none());
            Ok(open.map(of_record).collect())
        })
    },
    written: |_, texts| unwritten(texts),
    unknown: |key| Problem::invalid("distribution_unknown").with("key", key),
    href: None,
    hides: true,
};
