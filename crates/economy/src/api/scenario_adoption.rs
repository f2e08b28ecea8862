//! A scenario becomes an adopted distribution.

use super::adoption::Adoption;
use super::distribution_content::DistributionView;
use super::distributions::whole as whole_distribution;
use super::refused::{confirmation, refused};
use super::scenarios::{named, whole};
use super::scope;
use crate::actions::{AdoptScenario, adopt_scenario};
use crate::keys::{check_key, free_key};
use crate::policy::Action;
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_parties::Scope;
use samverk_rest::{Call, KeySchema, Refusal, Representation, Saved, Title};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A decision to divide as a scenario does.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ScenarioAdoption {
    /// The key of the distribution that it becomes; made of the title when left out.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    key: Option<Key>,
    /// The distribution's title.
    title: Title,
    /// Whether the public may see the distribution.
    #[serde(default)]
    published: bool,
    decision: Adoption,
}

impl Representation for ScenarioAdoption {
    fn example() -> Self {
        Self {
            key: None,
            title: "Kostnadsfördelning 2021, ny nyckel".into(),
            published: false,
            decision: Adoption::example(),
        }
    }
}

pub async fn adopt(
    call: Call,
    adoption: ScenarioAdoption,
) -> Result<Saved<DistributionView>, Refusal> {
    let tx = call.begin("api_adopt_scenario").await?;
    let scope = scope(&tx, &call).await?;
    let record = named(&tx, &call, &scope).await?;
    call.allow_write(Some(&whole(&tx, &call, &scope, &record).await?.1))?;
    scope.require(Action::AdoptDistribution.by())?;
    let confirmed = confirmation(adoption.decision.confirm_warnings);
    let adopt = AdoptScenario {
        key: distribution_key(&tx, &scope, &adoption).await?,
        title: adoption.title.0,
        published: adoption.published,
        decision: adoption.decision.decision()?,
    };
    let key = record.key.as_str();
    let adopted = adopt_scenario(&tx, &call.actor, &scope, key, adopt, confirmed).await;
    let adopted = adopted.map_err(|problems| refused(problems, &["title"]))?;
    let (linked, tag) = whole_distribution(&tx, &scope, &adopted.value).await?;
    tx.commit().await?;
    Ok(Saved::new(linked, tag, true))
}

async fn distribution_key(
    tx: &Tx,
    scope: &Scope,
    adoption: &ScenarioAdoption,
) -> Result<Key, Problem> {
    if let Some(key) = &adoption.key {
        check_key(key).map_err(|problem| problem.at_field("key"))?;
        return Ok(key.clone());
    }
    let known = store::list_distributions(tx, scope.collaboration.id).await?;
    let is_taken = |key: &Key| known.iter().any(|record| record.key == *key);
    Ok(free_key(&adoption.title.0, is_taken))
}
