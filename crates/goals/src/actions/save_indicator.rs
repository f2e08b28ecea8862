use super::free_key;
use crate::model::{Direction, Indicator, Target, check_figure, check_key, check_text};
use crate::policy::Action;
use crate::{IndicatorId, PlanId};
use crate::{PlanScope, store};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use samverk_database::statement::is_new;
use samverk_database::{Event, ObjectRef, Shelf, Shelved, Tx};
use samverk_foundation::{Actor, Key, Problem, text};
use serde_json::json;
use std::collections::BTreeSet;

/// An indicator with its target path. `seen` is the revision that the person saw.
#[derive(Clone, Debug)]
pub struct IndicatorDraft {
    pub goal: Key,
    pub name: String,
    pub unit: String,
    pub direction: Direction,
    pub numerator: String,
    pub numerator_source: String,
    pub denominator: String,
    pub denominator_source: String,
    pub base_value: Option<Decimal>,
    pub base_date: Option<NaiveDate>,
    pub targets: Vec<Target>,
    pub seen: Option<i64>,
}

impl IndicatorDraft {
    /// Figures without zeros at the end, targets by year. The goal that stood before may stay.
    fn checked(mut self, at: &PlanScope, before: Option<&Indicator>) -> Result<Self, Problem> {
        check_text("name", &self.name, true)?;
        for text in [&self.unit, &self.numerator, &self.denominator] {
            check_text("unit", text, false)?;
        }
        let stood = before.is_some_and(|before| before.goal == self.goal);
        if !stood && !at.has_goal(&self.goal) {
            let unknown = Problem::invalid("goal_unknown").with("key", &self.goal);
            return Err(unknown.at_field("goal"));
        }
        self.base_value = self
            .base_value
            .map(check_figure)
            .transpose()
            .map_err(|problem| problem.at_field("base_value"))?;
        let mut years = BTreeSet::new();
        for aim in &mut self.targets {
            let here = |problem: Problem| problem.at_field("targets");
            aim.value = check_figure(aim.value).map_err(here)?;
            if !(1800..=2200).contains(&aim.year) {
                return Err(here(
                    Problem::invalid("year_invalid").with("value", aim.year),
                ));
            }
            if !years.insert(aim.year) {
                return Err(here(
                    Problem::invalid("target_year_repeated").with("year", aim.year),
                ));
            }
        }
        self.targets.sort_by_key(|aim| aim.year);
        Ok(self)
    }

    fn becomes(
        self,
        id: IndicatorId,
        plan: PlanId,
        key: Key,
        place: (i64, i64),
    ) -> Result<Indicator, Problem> {
        let (position, revision) = place;
        Ok(Indicator {
            id,
            plan,
            key,
            goal: self.goal,
            name: text::name(&self.name, "name")?,
            unit: self.unit,
            direction: self.direction,
            numerator: self.numerator,
            numerator_source: self.numerator_source,
            denominator: self.denominator,
            denominator_source: self.denominator_source,
            base_value: self.base_value,
            base_date: self.base_date,
            position,
            revision,
        })
    }
}

/// Adds an indicator or changes the one with the key. Without a key it gets one from its name.
/// Fails with `goal_unknown`, `target_year_repeated`, `figure_too_large`.
pub async fn save_indicator(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    key: Option<Key>,
    draft: IndicatorDraft,
) -> Result<Indicator, Problem> {
    let mut shelf = indicator_shelf(tx, at).await?;
    let saved = save_indicator_on(tx, actor, at, &mut shelf, key, draft).await?;
    tx.flush().await?;
    Ok(saved)
}

/// The plan's indicators with their target paths, for saving many.
pub async fn indicator_shelf(tx: &Tx, at: &PlanScope) -> Result<Shelf<WithTargets>, Problem> {
    let present = store::list_indicators(tx, &[at.plan.id]).await?;
    let ids: Vec<IndicatorId> = present.iter().map(|indicator| indicator.id).collect();
    let mut paths = store::list_targets(tx, &ids).await?;
    let rows = present.into_iter().map(|indicator| WithTargets {
        targets: paths.remove(&indicator.id).unwrap_or_default(),
        indicator,
    });
    Ok(Shelf::new(rows.collect(), 1))
}

/// An indicator with its target path.
#[derive(Clone, Debug)]
pub struct WithTargets {
    pub indicator: Indicator,
    pub targets: Vec<Target>,
}

impl Shelved for WithTargets {
    fn key(&self) -> &Key {
        &self.indicator.key
    }

    fn position(&self) -> i64 {
        self.indicator.position
    }
}

/// The same as one of many.
pub async fn save_indicator_on(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    shelf: &mut Shelf<WithTargets>,
    key: Option<Key>,
    draft: IndicatorDraft,
) -> Result<Indicator, Problem> {
    at.require(Action::SaveIndicator.by())?;
    let before = key.as_ref().and_then(|key| shelf.get(key));
    let draft = draft.checked(at, before.map(|before| &before.indicator))?;
    let targets = draft.targets.clone();
    let indicator = match before {
        Some(before) => change(tx, actor, at, before, draft).await?,
        None => add(tx, actor, at, shelf, key, draft).await?,
    };
    shelf.put(WithTargets {
        indicator: indicator.clone(),
        targets,
    });
    Ok(indicator)
}

async fn add(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    shelf: &Shelf<WithTargets>,
    key: Option<Key>,
    draft: IndicatorDraft,
) -> Result<Indicator, Problem> {
    is_new(false, draft.seen.unwrap_or_default())?;
    let key = key.unwrap_or_else(|| free_key(&draft.name, shelf.keys()));
    check_key(&key)?;
    let position = shelf.next_position();
    let targets = draft.targets.clone();
    let new = draft.becomes(IndicatorId(tx.new_id()), at.plan.id, key, (position, 1))?;
    store::insert_indicator(tx, &new).await?;
    store::insert_targets(tx, new.id, &targets).await?;
    let after = json!({ "indicator": new, "targets": targets });
    let event = indicator_event(at, "indicator.added", &new);
    tx.record(actor, event.change(None::<&()>, Some(&after))?)
        .await?;
    Ok(new)
}

async fn change(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    before: &WithTargets,
    draft: IndicatorDraft,
) -> Result<Indicator, Problem> {
    let WithTargets {
        indicator: before,
        targets: old_targets,
    } = before;
    let seen = draft.seen.unwrap_or(before.revision);
    let targets = draft.targets.clone();
    let place = (before.position, before.revision);
    let after = draft.becomes(before.id, before.plan, before.key.clone(), place)?;
    if after == *before && targets == *old_targets {
        return Ok(after);
    }
    let after = Indicator {
        revision: seen + 1,
        ..after
    };
    store::update_indicator(tx, &after, seen).await?;
    store::replace_targets(tx, after.id, &targets).await?;
    let old = json!({ "indicator": before, "targets": old_targets });
    let new = json!({ "indicator": after, "targets": targets });
    let event = indicator_event(at, "indicator.saved", &after);
    tx.record(actor, event.change(Some(&old), Some(&new))?)
        .await?;
    Ok(after)
}

/// Fails with `indicator_has_measurements`: what has been measured stays.
pub async fn remove_indicator(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    key: &str,
    seen: i64,
) -> Result<(), Problem> {
    at.require(Action::SaveIndicator.by())?;
    let found = store::find_indicator_in(tx, at.plan.id, key).await?;
    let indicator = found.ok_or_else(Problem::not_found)?;
    if !store::list_measurements(tx, &[indicator.id])
        .await?
        .is_empty()
    {
        return Err(Problem::conflict("indicator_has_measurements"));
    }
    store::delete_indicator(tx, indicator.id, seen).await?;
    let event = indicator_event(at, "indicator.removed", &indicator);
    tx.record(actor, event.change(Some(&indicator), None::<&()>)?)
        .await
}

pub(super) fn indicator_event(at: &PlanScope, kind: &'static str, indicator: &Indicator) -> Event {
    at.scope.event(kind, indicator_object(indicator))
}

pub(super) fn indicator_object(indicator: &Indicator) -> ObjectRef {
    ObjectRef::new("indicator", indicator.id.0, &indicator.name)
}
