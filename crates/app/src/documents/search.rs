//! What the search finds of the documents: the plans and distributions that can be printed.

use samverk_database::Tx;
use samverk_economy::records::DistributionRecord;
use samverk_economy::store::list_distributions;
use samverk_foundation::{CollaborationId, PlanId, Problem};
use samverk_goals::model::{Plan, PlanVersion};
use samverk_goals::store::{list_plans, list_versions_of};
use samverk_parties::model::Collaboration;
use samverk_parties::store::find_collaborations;
use samverk_web::{SearchEntry, SearchFuture, Visibility, sentences};

pub fn source(tx: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    Box::pin(async move {
        match of {
            None => Ok(Vec::new()),
            Some(id) => of_collaboration(tx, id).await,
        }
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
    let distributions = distributions.iter().map(|one| distribution(&of, one));
    Ok(plans.chain(distributions).collect())
}

/// A plan is printed in the latest version that the reader may see.
fn plan(of: &Collaboration, plan: &Plan, versions: &[PlanVersion]) -> Option<SearchEntry> {
    let of_plan = || versions.iter().filter(|version| version.plan == plan.id);
    let published = of_plan().rfind(|version| version.published);
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
