//! What the search finds of the domain: budgets, distributions, their models and scenarios.

use crate::adopted::as_decided;
use crate::records::{BudgetRecord, DistributionRecord, ModelRecord, ScenarioRecord};
use crate::store;
use samverk_database::Tx;
use samverk_engine::Shown;
use samverk_foundation::{CollaborationId, Problem};
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

/// What may change without anything else being found in another way. There are few of each, so
/// they are read together.
pub fn things() -> Vec<SearchedThing> {
    let own = [
        SearchedThing::new("budget", itself),
        SearchedThing::new("distribution", itself_and_models),
        SearchedThing::new("distribution_model", itself),
        SearchedThing::new("scenario", itself),
    ];
    let described = samverk_kept::searched(crate::KINDS);
    own.into_iter().chain(described).collect()
}

fn itself(tx: &Tx, of: Option<CollaborationId>, id: Uuid) -> ChangedFuture<'_> {
    Box::pin(changed(tx, of, move |entry| entry.id == id))
}

/// Outsiders find the models of published distributions.
fn itself_and_models(tx: &Tx, of: Option<CollaborationId>, id: Uuid) -> ChangedFuture<'_> {
    let touched = move |entry: &SearchEntry| entry.id == id || entry.kind == "distribution_model";
    Box::pin(changed(tx, of, touched))
}

async fn changed(
    tx: &Tx,
    of: Option<CollaborationId>,
    is_touched: impl Fn(&SearchEntry) -> bool,
) -> Result<Changed, Problem> {
    let Some(of) = of else {
        return Ok(Changed::Place);
    };
    let all = of_collaboration(tx, of).await?;
    Ok(Changed::Entries(
        all.into_iter().filter(is_touched).collect(),
    ))
}

async fn of_collaboration(tx: &Tx, id: CollaborationId) -> Result<Vec<SearchEntry>, Problem> {
    let found = find_collaborations(tx, &[id]).await?;
    let Some(of) = found.into_iter().next() else {
        return Ok(Vec::new());
    };
    // What strangers may find is what was decided; a budget's draft has the same entry.
    let (open, own): (Vec<_>, Vec<_>) = store::list_budgets(tx, id)
        .await?
        .into_iter()
        .partition(|budget| budget.published);
    let mut budgets = as_decided(tx, open).await?;
    budgets.extend(own);
    let distributions = store::list_distributions(tx, id).await?;
    let models = store::list_models(tx, id).await?;
    let scenarios = store::list_scenarios(tx, id).await?;
    let scenarios = scenarios.iter().filter_map(|one| scenario(&of, one));
    let budgets = budgets.iter().map(|one| budget(&of, one));
    let models = models.iter().map(|one| model(&of, one, &distributions));
    let shared = distributions.iter().filter(|one| one.private.is_none());
    let shares = shared.map(|one| distribution(&of, one));
    Ok(budgets
        .chain(shares)
        .chain(models)
        .chain(scenarios)
        .collect())
}

fn budget(of: &Collaboration, record: &BudgetRecord) -> SearchEntry {
    let budget = &record.budget;
    let parts = budget.parts.iter().map(|part| part.name.as_str());
    let lines = budget
        .lines
        .iter()
        .flat_map(|line| [&line.name, &line.note]);
    let notes = [record.note.as_str(), &record.source];
    SearchEntry {
        kind: "budget",
        id: record.id.0,
        url: format!("{}{}", of.href(), record.suffix()),
        title: record.title.clone(),
        text: sentences(parts.chain(lines.map(String::as_str)).chain(notes)),
        collaboration: Some(of.id),
        place: of.name.clone(),
        visible: Visibility::of(of.published && record.published),
    }
}

fn distribution(of: &Collaboration, record: &DistributionRecord) -> SearchEntry {
    let source = record
        .printed
        .as_ref()
        .map(|printed| printed.source.as_str());
    SearchEntry {
        kind: "distribution",
        id: record.id.0,
        url: format!("{}{}", of.href(), record.suffix()),
        title: record.title.clone(),
        text: sentences([record.note.as_str()].into_iter().chain(source)),
        collaboration: Some(of.id),
        place: of.name.clone(),
        visible: Visibility::of(of.published && record.published),
    }
}

/// Outsiders see the models of published distributions.
fn model(of: &Collaboration, record: &ModelRecord, users: &[DistributionRecord]) -> SearchEntry {
    let model = &record.model;
    let is_used = |user: &DistributionRecord| user.published && user.model == model.key;
    let rules = model.rules.iter().flat_map(|rule| [&rule.name, &rule.note]);
    let words = std::iter::once(&model.note).chain(rules);
    SearchEntry {
        kind: "distribution_model",
        id: record.id.0,
        url: format!("{}{}", of.href(), record.suffix()),
        title: model.name.clone(),
        text: sentences(words.map(String::as_str)),
        collaboration: Some(of.id),
        place: of.name.clone(),
        visible: Visibility::of(of.published && users.iter().any(is_used)),
    }
}

/// A draft is its author's alone, and is not found.
fn scenario(of: &Collaboration, record: &ScenarioRecord) -> Option<SearchEntry> {
    let visible = match record.shown {
        Shown::Draft => return None,
        Shown::Members => Visibility::Members,
        Shown::Public => Visibility::of(of.published),
    };
    Some(SearchEntry {
        kind: "scenario",
        id: record.id,
        url: format!("{}{}", of.href(), record.suffix()),
        title: record.title.clone(),
        text: record.note.clone(),
        collaboration: Some(of.id),
        place: of.name.clone(),
        visible,
    })
}
