//! What the search finds of the domain: plans with all that is in them, and strategies.

use crate::catalogues::INSTALLATION;
use crate::model::{FocusArea, Goal, Plan, PlanVersion, TitledText, in_force};
use crate::{KINDS, PLAN, PlanId, SHARED_KINDS, store};
use samverk_database::Tx;
use samverk_foundation::{CollaborationId, Problem};
use samverk_parties::model::Collaboration;
use samverk_parties::store::find_collaborations;
use samverk_prose::plain;
use samverk_web::{
    Changed, ChangedFuture, SearchEntry, SearchFuture, SearchedThing, Visibility, sentences,
};
use std::collections::BTreeSet;
use uuid::Uuid;

pub fn source(tx: &Tx, of: Option<CollaborationId>) -> SearchFuture<'_> {
    Box::pin(async move {
        match of {
            None => {
                let mut entries = Vec::new();
                if let Some(at) = (INSTALLATION.by_id)(tx, Uuid::nil()).await? {
                    for kind in SHARED_KINDS {
                        entries.extend(samverk_kept::entries(tx, *kind, &at).await?);
                    }
                }
                Ok(entries)
            }
            Some(id) => of_collaboration(tx, id).await,
        }
    })
}

/// What may change without anything else being found in another way.
pub fn things() -> Vec<SearchedThing> {
    let own = [SearchedThing::new("plan", changed_plan)];
    let described = [SHARED_KINDS, KINDS].map(samverk_kept::searched);
    own.into_iter().chain(described.concat()).collect()
}

/// What is published of a plan decides who finds what hangs on it. With a plan gone, that is gone too.
fn changed_plan(tx: &Tx, of: Option<CollaborationId>, id: Uuid) -> ChangedFuture<'_> {
    Box::pin(async move {
        let ids: Vec<CollaborationId> = of.into_iter().collect();
        let found = find_collaborations(tx, &ids).await?;
        let plans = store::list_plans_in(tx, &ids).await?;
        let found = found.first().zip(plans.iter().find(|one| one.id.0 == id));
        let Some((collaboration, plan)) = found else {
            return Ok(Changed::Place);
        };
        let versions = store::list_versions(tx, plan.id).await?;
        let desk = Desk::new(collaboration, plan, versions.iter().collect());
        let mut entries = desk.texts();
        entries.extend(described(tx, plan.id).await?);
        Ok(Changed::Entries(entries))
    })
}

/// What is found of what hangs on a plan and is described.
async fn described(tx: &Tx, plan: PlanId) -> Result<Vec<SearchEntry>, Problem> {
    let mut entries = Vec::new();
    if let Some(at) = (PLAN.by_id)(tx, plan.0).await? {
        for kind in KINDS {
            entries.extend(samverk_kept::entries(tx, *kind, &at).await?);
        }
    }
    Ok(entries)
}

async fn of_collaboration(tx: &Tx, id: CollaborationId) -> Result<Vec<SearchEntry>, Problem> {
    let found = find_collaborations(tx, &[id]).await?;
    let Some(collaboration) = found.into_iter().next() else {
        return Ok(Vec::new());
    };
    let plans = store::list_plans(tx, id).await?;
    let ids: Vec<PlanId> = plans.iter().map(|plan| plan.id).collect();
    let versions = store::list_versions_of(tx, &ids).await?;
    let mut entries = Vec::new();
    for plan in &plans {
        let of_plan = versions.iter().filter(|version| version.plan == plan.id);
        let desk = Desk::new(&collaboration, plan, of_plan.collect());
        entries.extend(desk.texts());
        entries.extend(described(tx, plan.id).await?);
    }
    Ok(entries)
}

/// A plan with what outsiders and members read of it.
struct Desk<'p> {
    collaboration: &'p Collaboration,
    plan: &'p Plan,
    /// By number.
    versions: Vec<&'p PlanVersion>,
}

impl<'p> Desk<'p> {
    fn new(
        collaboration: &'p Collaboration,
        plan: &'p Plan,
        versions: Vec<&'p PlanVersion>,
    ) -> Self {
        Self {
            collaboration,
            plan,
            versions,
        }
    }

    /// The version that outsiders read.
    fn published(&self) -> Option<&'p PlanVersion> {
        let published = self.versions.iter().copied();
        let published: Vec<_> = published.filter(|version| version.published).collect();
        in_force(published.iter().copied())
    }

    fn visible(&self, published: bool) -> Visibility {
        Visibility::of(published && self.collaboration.published)
    }

    fn base(&self) -> String {
        format!("{}/planer/{}", self.collaboration.href(), self.plan.key)
    }

    fn entry(&self, kind: &'static str, url: String, title: &str, text: String) -> SearchEntry {
        SearchEntry {
            kind,
            id: self.plan.id.0,
            url,
            title: title.to_owned(),
            text,
            collaboration: Some(self.collaboration.id),
            place: self.collaboration.name.clone(),
            visible: Visibility::Members,
        }
    }

    /// What the version that outsiders meet says, and what only the latest says.
    fn texts(&self) -> Vec<SearchEntry> {
        let published = self.published();
        let mut entries = published.map(|one| self.texts_of(one)).unwrap_or_default();
        let said: BTreeSet<(&str, String, String)> = entries
            .iter()
            .map(|one| (one.kind, one.title.clone(), one.text.clone()))
            .collect();
        let is_other = |latest: &&&PlanVersion| published.is_none_or(|one| one.id != latest.id);
        let latest = self.versions.last().filter(is_other);
        let drafted = latest.map(|one| self.texts_of(one)).unwrap_or_default();
        let is_new =
            |one: &SearchEntry| !said.contains(&(one.kind, one.title.clone(), one.text.clone()));
        entries.extend(drafted.into_iter().filter(is_new));
        entries
    }

    fn texts_of(&self, version: &PlanVersion) -> Vec<SearchEntry> {
        let is = |other: Option<&PlanVersion>| other.is_some_and(|other| other.id == version.id);
        let comes_up =
            is(self.versions.last().copied()) && (!version.published || is(self.published()));
        let base = match comes_up {
            true => self.base(),
            false => format!("{}/versioner/{}", self.base(), version.number),
        };
        let content = &version.content;
        let values = content
            .values
            .iter()
            .flat_map(|value| [&value.name, &value.text]);
        let about = [&content.summary, &content.vision, &content.note];
        let about: Vec<_> = about
            .into_iter()
            .chain(values)
            .map(|one| plain(one))
            .collect();
        let about = sentences(about.iter().map(String::as_str));
        let itself = self.entry("plan", base.clone(), &self.plan.title, about);
        let chapter = |name: &'static str| {
            let base = &base;
            move |(number, chapter): (usize, &TitledText)| {
                let url = format!("{base}/delar/{name}-{number}");
                self.entry("plan_section", url, &chapter.title, plain(&chapter.text))
            }
        };
        let mut entries = vec![itself];
        entries.extend((1..).zip(&content.sections).map(chapter("kapitel")));
        entries.extend((1..).zip(&content.appendices).map(chapter("bilaga")));
        entries.extend(
            content
                .focus_areas
                .iter()
                .map(|one| self.focus_area(&base, one)),
        );
        entries.extend(content.goals.iter().map(|one| self.goal(&base, one)));
        for entry in &mut entries {
            entry.visible = self.visible(version.published);
        }
        entries
    }

    fn focus_area(&self, base: &str, area: &FocusArea) -> SearchEntry {
        let url = format!("{base}#omrade-{}", area.key);
        self.entry("focus_area", url, &area.name, plain(&area.purpose))
    }

    /// A goal's latest text is its title, for that is what holds.
    fn goal(&self, base: &str, goal: &Goal) -> SearchEntry {
        let url = format!("{base}#mal-{}", goal.key);
        let title = goal.years.last().map_or("", |year| &year.text);
        let spans = goal.spans();
        let earlier = spans.iter().filter_map(|span| span.first());
        let earlier = earlier.map(|year| year.text.as_str());
        let earlier = earlier.filter(|text| *text != title);
        self.entry("goal", url, title, sentences(earlier))
    }
}
