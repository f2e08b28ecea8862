//! What the search finds of the domain: budgets, distributions, their models and scenarios.

use crate::adopted::as_decided;
use crate::model::Shown;
use crate::records::{BudgetRecord, DistributionRecord, ModelRecord, ScenarioRecord};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
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
    let shares = distributions.iter().map(|one| distribution(&of, one));
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
