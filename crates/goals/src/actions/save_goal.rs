use super::edit_content::{Edition, edit_content};
use super::{free_key, place};
use crate::PlanScope;
use crate::model::{Goal, GoalYear};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems};

#[derive(Clone, Debug)]
pub struct GoalDraft {
    pub focus_area: Key,
    pub owner: String,
    pub without_indicator: String,
    pub years: Vec<GoalYear>,
    /// The place among all goals of the plan, counted from 1; where it was, or last, when missing.
    pub position: Option<usize>,
    pub seen: i64,
}

impl GoalDraft {
    fn becomes(mut self, key: Key) -> Goal {
        self.years.sort_by_key(|text| text.year);
        Goal {
            key,
            focus_area: self.focus_area,
            owner: self.owner,
            without_indicator: self.without_indicator,
            years: self.years,
        }
    }
}

/// Adds an effect goal (`key` none) or changes one. Fails with `not_found`, `goal_without_year`.
pub async fn save_goal(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    number: i64,
    key: Option<&str>,
    draft: GoalDraft,
) -> Result<Key, Problems> {
    let edition = Edition {
        number,
        seen: draft.seen,
    };
    let taken = at.goal_keys();
    let saved_key = match key {
        Some(key) => Key::parse(key).map_err(|_| Problem::not_found())?,
        None => free_key(
            draft.years.first().map_or("", |text| &text.text),
            taken.iter(),
        ),
    };
    let result = saved_key.clone();
    edit_content(tx, actor, at, edition, "plan.goal_saved", |content| {
        let goals = &mut content.goals;
        let index = goals.iter().position(|goal| goal.key == saved_key);
        if key.is_some() && index.is_none() {
            return Err(Problem::not_found());
        }
        let position = draft.position.or(index.map(|index| index + 1));
        if let Some(index) = index {
            goals.remove(index);
        }
        place(goals, draft.becomes(saved_key), position);
        Ok(())
    })
    .await?;
    Ok(result)
}

pub async fn remove_goal(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    number: i64,
    key: &str,
    seen: i64,
) -> Result<(), Problems> {
    let edition = Edition { number, seen };
    edit_content(tx, actor, at, edition, "plan.goal_removed", |content| {
        let index = content
            .goals
            .iter()
            .position(|goal| goal.key.as_str() == key);
        content.goals.remove(index.ok_or_else(Problem::not_found)?);
        Ok(())
    })
    .await
}
