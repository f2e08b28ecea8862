use super::free_key;
use crate::model::{Activity, ActivityStatus, check_key, check_text};
use crate::policy::Action;
use crate::{ActivityId, PlanId};
use crate::{PlanScope, store};
use chrono::NaiveDate;
use samverk_database::statement::is_new;
use samverk_database::{Event, ObjectRef, Shelf, Shelved, Tx};
use samverk_foundation::{Actor, Key, Problem, text};

/// What can be said of an activity. `seen` is the revision that the person saw.
#[derive(Clone, Debug)]
pub struct ActivityDraft {
    pub series: String,
    pub name: String,
    pub focus_area: Option<Key>,
    pub goal: Option<Key>,
    pub status: ActivityStatus,
    pub responsible: String,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub note: String,
    pub seen: Option<i64>,
}

impl Shelved for Activity {
    fn key(&self) -> &Key {
        &self.key
    }

    fn position(&self) -> i64 {
        self.position
    }
}

impl ActivityDraft {
    fn check(&self, at: &PlanScope) -> Result<(), Problem> {
        check_text("name", &self.name, true)?;
        check_text("series", &self.series, false)?;
        check_text("responsible", &self.responsible, false)?;
        check_text("note", &self.note, false)?;
        if let Some(area) = &self.focus_area {
            at.knows_focus_area(area.as_str())
                .map_err(|p| p.at_field("focus_area"))?;
        }
        if let Some(goal) = &self.goal {
            at.knows_goal(goal.as_str())
                .map_err(|p| p.at_field("goal"))?;
        }
        match self.from.zip(self.to).is_some_and(|(from, to)| from > to) {
            true => Err(Problem::invalid("activity_period_backwards").at_field("to")),
            false => Ok(()),
        }
    }

    fn becomes(
        self,
        id: ActivityId,
        plan: PlanId,
        key: Key,
        place: (i64, i64),
    ) -> Result<Activity, Problem> {
        let (position, revision) = place;
        Ok(Activity {
            id,
            plan,
            key,
            series: self.series,
            name: text::name(&self.name, "name")?,
            focus_area: self.focus_area,
            goal: self.goal,
            status: self.status,
            responsible: self.responsible,
            from: self.from,
            to: self.to,
            note: self.note,
            position,
            revision,
        })
    }
}

/// Adds an activity or changes the one with the key. Without a key it gets one from its name.
/// Fails with `focus_area_unknown`, `goal_unknown`, `activity_period_backwards`.
pub async fn save_activity(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    key: Option<Key>,
    draft: ActivityDraft,
) -> Result<Activity, Problem> {
    let mut shelf = activity_shelf(tx, at).await?;
    let saved = save_activity_on(tx, actor, at, &mut shelf, key, draft).await?;
    tx.flush().await?;
    Ok(saved)
}

/// The plan's activities, for saving many.
pub async fn activity_shelf(tx: &Tx, at: &PlanScope) -> Result<Shelf<Activity>, Problem> {
    Ok(Shelf::new(store::list_activities(tx, at.plan.id).await?, 1))
}

/// The same as one of many.
pub async fn save_activity_on(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    shelf: &mut Shelf<Activity>,
    key: Option<Key>,
    draft: ActivityDraft,
) -> Result<Activity, Problem> {
    at.require(Action::SaveActivity.by())?;
    draft.check(at)?;
    if let Some(before) = key.as_ref().and_then(|key| shelf.get(key)) {
        let saved = change(tx, actor, at, before, draft).await?;
        shelf.put(saved.clone());
        return Ok(saved);
    }
    is_new(false, draft.seen.unwrap_or_default())?;
    let key = key.unwrap_or_else(|| free_key(&draft.name, shelf.keys()));
    check_key(&key)?;
    let position = shelf.next_position();
    let new = draft.becomes(ActivityId(tx.new_id()), at.plan.id, key, (position, 1))?;
    store::insert_activity(tx, &new).await?;
    let event = event(at, "activity.added", &new);
    tx.record(actor, event.change(None::<&()>, Some(&new))?)
        .await?;
    shelf.put(new.clone());
    Ok(new)
}

async fn change(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    before: &Activity,
    draft: ActivityDraft,
) -> Result<Activity, Problem> {
    let seen = draft.seen.unwrap_or(before.revision);
    let place = (before.position, before.revision);
    let after = draft.becomes(before.id, before.plan, before.key.clone(), place)?;
    if after == *before {
        return Ok(after);
    }
    let after = Activity {
        revision: seen + 1,
        ..after
    };
    store::update_activity(tx, &after, seen).await?;
    let event = event(at, "activity.saved", &after);
    tx.record(actor, event.change(Some(before), Some(&after))?)
        .await?;
    Ok(after)
}

pub async fn remove_activity(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    key: &str,
    seen: i64,
) -> Result<(), Problem> {
    at.require(Action::SaveActivity.by())?;
    let present = store::list_activities(tx, at.plan.id).await?;
    let found = present
        .into_iter()
        .find(|activity| activity.key.as_str() == key);
    let activity = found.ok_or_else(Problem::not_found)?;
    store::delete_activity(tx, activity.id, seen).await?;
    let event = event(at, "activity.removed", &activity);
    tx.record(actor, event.change(Some(&activity), None::<&()>)?)
        .await
}

fn event(at: &PlanScope, kind: &'static str, activity: &Activity) -> Event {
    at.scope.event(
        kind,
        ObjectRef::new("activity", activity.id.0, &activity.name),
    )
}
