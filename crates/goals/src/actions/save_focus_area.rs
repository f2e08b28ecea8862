use super::edit_content::{Edition, edit_content};
use super::{free_key, place};
use crate::PlanScope;
use crate::model::{FocusArea, GoalRef};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems, text};

#[derive(Clone, Debug)]
pub struct FocusAreaDraft {
    pub name: String,
    pub purpose: String,
    pub leadership_group: Option<Key>,
    pub budget_part: Option<Key>,
    pub catalogue_goals: Vec<GoalRef>,
    /// The place among the focus areas, counted from 1; last when missing.
    pub position: Option<usize>,
    pub seen: i64,
}

impl FocusAreaDraft {
    fn becomes(self, key: Key) -> Result<FocusArea, Problem> {
        Ok(FocusArea {
            key,
            name: text::name(&self.name, "name")?,
            purpose: self.purpose,
            leadership_group: self.leadership_group,
            budget_part: self.budget_part,
            catalogue_goals: self.catalogue_goals,
        })
    }
}

/// Adds a focus area (`key` none) or changes one. Fails with `not_found`.
pub async fn save_focus_area(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    number: i64,
    key: Option<&str>,
    draft: FocusAreaDraft,
) -> Result<(), Problems> {
    let edition = Edition {
        number,
        seen: draft.seen,
    };
    edit_content(tx, actor, at, edition, "plan.focus_area_saved", |content| {
        let areas = &mut content.focus_areas;
        let key = match key {
            Some(key) => {
                let index = areas.iter().position(|area| area.key.as_str() == key);
                areas.remove(index.ok_or_else(Problem::not_found)?).key
            }
            None => free_key(&draft.name, areas.iter().map(|area| &area.key)),
        };
        let position = draft.position;
        place(areas, draft.becomes(key)?, position);
        Ok(())
    })
    .await
}

/// Fails with `focus_area_has_goals` while effect goals belong to it.
pub async fn remove_focus_area(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    number: i64,
    key: &str,
    seen: i64,
) -> Result<(), Problems> {
    let edition = Edition { number, seen };
    edit_content(
        tx,
        actor,
        at,
        edition,
        "plan.focus_area_removed",
        |content| {
            let index = content
                .focus_areas
                .iter()
                .position(|area| area.key.as_str() == key);
            let index = index.ok_or_else(Problem::not_found)?;
            if content
                .goals
                .iter()
                .any(|goal| goal.focus_area.as_str() == key)
            {
                return Err(Problem::conflict("focus_area_has_goals"));
            }
            content.focus_areas.remove(index);
            Ok(())
        },
    )
    .await
}
