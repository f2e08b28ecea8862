//! What the search finds of the documents: the plans and distributions that can be printed.

use samverk_database::Tx;
use samverk_economy::records::DistributionRecord;
use samverk_economy::store::list_distributions;
use samverk_foundation::{CollaborationId, Problem};
use samverk_goals::PlanId;
use samverk_goals::model::{Plan, PlanVersion, in_force};
use samverk_goals::store::{list_plans, list_plans_in, list_versions_of};
use samverk_parties::model::Collaboration;
use samverk_parties::store::find_collaborations;
use samverk_web::{
    Changed, ChangedFuture, SearchEntry, SearchFuture, SearchedThing, Visibility, sentences,
};
use uuid::Uuid;

pub fn source(tx: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    Box::pin(async move {
        match of {
            None => Ok(Vec::new()),
            Some(id) => of_collaboration(tx, id).await,
        }
    })
}

pub fn things() -> Vec<SearchedThing> {
    vec![
        SearchedThing::new("plan", changed_plan),
        SearchedThing::new("distribution", changed_distribution),
    ]
}

fn changed_plan(tx: &Tx, of: Option<CollaborationId>, id: Uuid) -> ChangedFuture<'_> {
    Box::pin(async move {
        let of: Vec<CollaborationId> = of.into_iter().collect();
        let found = find_collaborations(tx, &of).await?;
        let plans = list_plans_in(tx, &of).await?;
        let versions = list_versions_of(tx, &[PlanId(id)]).await?;
        let one = plans.iter().find(|one| one.id.0 == id);
        let entry = found.first().zip(one);
        let entry = entry.and_then(|(of, one)| plan(of, one, &versions));
        Ok(Changed::Entries(entry.into_iter().collect()))
    })
}

fn changed_distribution(tx: &Tx, of: Option<CollaborationId>, id: Uuid) -> ChangedFuture<'_> {
    Box::pin(async move {
        let Some(of) = of else {
            return Ok(Changed::Place);
        };
        let found = find_collaborations(tx, &[of]).await?;
        let all = list_distributions(tx, of).await?;
        let entry = found.first().zip(
            all.iter()
                .find(|one| one.id.0 == id && one.private.is_none()),
        );
        let entry = entry.map(|(of, one)| distribution(of, one));
        Ok(Changed::Entries(entry.into_iter().collect()))
    })
}

async fn of_collaboration(tx: &Tx, id: CollaborationId) -> Result<Vec<SearchEntry>, Problem> {
    let found = find_collaborations(tx, &[id]).await?;
    let Some(of) = found.into_iter().next() else {
        return Ok(Vec::new());
    };
    let plans = list_plans(tx, id).await?;
    let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
    let versions = list_versions_of(tx, &ids).await?;
    let distributions = list_distributions(tx, id).await?;
    let plans = plans.iter().filter_map(|one| plan(&of, one, &versions));
    let shared = distributions.iter().filter(|one| one.private.is_none());
    let distributions = shared.map(|one| distribution(&of, one));
    Ok(plans.chain(distributions).collect())
}

/// A plan is printed in the version that the reader meets first.
fn plan(of: &Collaboration, plan: &Plan, versions: &[PlanVersion]) -> Option<SearchEntry> {
    let of_plan = || versions.iter().filter(|version| version.plan == plan.id);
    let published: Vec<_> = of_plan().filter(|version| version.published).collect();
    let published = in_force(published.iter().copied());
    let version = published.or_else(|| of_plan().next_back())?;
    let content = &version.content;
    Some(SearchEntry {
        kind: "document",
        id: plan.id.0,
        url: format!("{}/planer/{}/plan.pdf", of.href(), plan.key),
        title: plan.title.clone(),
        text: sentences([content.summary.as_str(), &content.vision]),
        collaboration: Some(of.id),
        place: of.name.clone(),
        visible: Visibility::of(of.published && version.published),
    })
}

fn distribution(of: &Collaboration, record: &DistributionRecord) -> SearchEntry {
    SearchEntry {
        kind: "document",
        id: record.id.0,
        url: format!("{}{}/fordelning.pdf", of.href(), record.suffix()),
        title: record.title.clone(),
        text: record.note.clone(),
        collaboration: Some(of.id),
        place: of.name.clone(),
        visible: Visibility::of(of.published && record.published),
    }
}
