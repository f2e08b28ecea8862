//! Which focus areas serve a catalogue's goals, among the plans that the reader may see.

use super::words;
use crate::catalogues::HeldCatalogue;
use crate::model::{GoalNames, GoalRef, Lineage, PlanVersion, in_force};
use crate::store;
use samverk_database::Tx;
use samverk_foundation::{Actor, Problem, Role};
use samverk_parties::Visible;
use samverk_parties::model::Collaboration;
use samverk_web::Ui;
use std::collections::BTreeMap;

/// Goal → where it is named: address and words.
type Named = BTreeMap<GoalRef, Vec<(String, String)>>;

/// Where each goal is served: named itself, or through a goal that it came after.
pub(super) struct Coverage {
    named: Named,
    lineage: Lineage,
    names: GoalNames,
}

impl Coverage {
    /// Address and words, each place once.
    pub fn served(&self, ui: &Ui, catalogue: &HeldCatalogue, code: &str) -> Vec<(String, String)> {
        let wanted = GoalRef {
            catalogue: catalogue.key.clone(),
            code: code.to_owned(),
        };
        let mut served = self.named.get(&wanted).cloned().unwrap_or_default();
        for earlier in self.lineage.before(&wanted) {
            let names = self.names.list(std::slice::from_ref(earlier));
            let through = names.first().map(|name| words::earlier_goal(ui, name));
            let through = through.unwrap_or_default();
            for (href, place) in self.named.get(earlier).into_iter().flatten() {
                if served.iter().all(|(known, _)| known != href) {
                    let values = [("place", place.as_str()), ("goal", &through)];
                    let words = ui.t_with("catalogue-served-through", &values);
                    served.push((href.clone(), words));
                }
            }
        }
        served
    }

    pub fn is_served(&self, catalogue: &HeldCatalogue, code: &str) -> bool {
        let wanted = GoalRef {
            catalogue: catalogue.key.clone(),
            code: code.to_owned(),
        };
        let mut all = std::iter::once(&wanted).chain(self.lineage.before(&wanted));
        all.any(|one| self.named.contains_key(one))
    }
}

/// `catalogues` are all there are.
pub(super) async fn coverage(
    tx: &Tx,
    actor: &Actor,
    catalogues: &[HeldCatalogue],
) -> Result<Coverage, Problem> {
    Ok(Coverage {
        named: named(tx, actor).await?,
        lineage: Lineage::of(catalogues),
        names: GoalNames::of(catalogues),
    })
}

async fn named(tx: &Tx, actor: &Actor) -> Result<Named, Problem> {
    let visible = Visible::find(tx, actor).await?;
    let sees_all = actor.roles_anywhere().contains(Role::Administrator);
    let plans = store::list_all_plans(tx).await?;
    let versions = store::list_all_versions(tx).await?;
    let mut coverage = Named::new();
    for plan in &plans {
        let Some(collaboration) = visible.by_id(plan.collaboration) else {
            continue;
        };
        let is_member = sees_all || visible.is_own(collaboration.id);
        let is_visible =
            |version: &&PlanVersion| version.plan == plan.id && (version.published || is_member);
        let seen: Vec<&PlanVersion> = versions.iter().filter(is_visible).collect();
        if let Some(version) = in_force(seen.into_iter()) {
            let base = format!("{}/planer/{}", collaboration.href(), plan.key);
            note(&mut coverage, collaboration, &base, version);
        }
    }
    Ok(coverage)
}

fn note(coverage: &mut Named, collaboration: &Collaboration, base: &str, version: &PlanVersion) {
    for area in &version.content.focus_areas {
        for reference in version.content.references_of(area) {
            let href = format!("{base}#omrade-{}", area.key);
            let words = format!("{}: {}", collaboration.name, area.name);
            coverage.entry(reference).or_default().push((href, words));
        }
    }
}
