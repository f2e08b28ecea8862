use super::edit_content::{Edition, edit_content};
use super::free_key;
use crate::PlanScope;
use crate::indicators::{INDICATOR, Indicator};
use crate::model::{FocusArea, Goal, GoalYear, PlanContent};
use samverk_database::Tx;
use samverk_foundation::{Actor, Key, Problem, Problems, text};
use samverk_kept::Seen;

/// A goal as a row of a table says it. Focus areas go by name here.
#[derive(Clone, Debug)]
pub struct NewGoal {
    pub focus_area: String,
    pub owner: String,
    pub years: Vec<GoalYear>,
    /// What measures it; its goal is filled in here.
    pub indicator: Option<Indicator>,
}

/// Adds effect goals with what measures them, and the focus areas that they name and that are not there.
///
/// Fails as one goal and one indicator do; problems of the goals stand at `goals.<place>`, in the order given.
pub async fn add_goals(
    tx: &Tx,
    actor: &Actor,
    at: &PlanScope,
    (number, seen): (i64, i64),
    new: Vec<NewGoal>,
) -> Result<(), Problems> {
    let mut taken = at.goal_keys();
    let key_of = |goal: &NewGoal| {
        let title = goal.years.first().map_or("", |year| &year.text);
        let key = free_key(title, taken.iter());
        taken.push(key.clone());
        key
    };
    let keys: Vec<Key> = new.iter().map(key_of).collect();
    let first = at.version(number)?.content.goals.len();
    let edition = Edition { number, seen };
    let edited = edit_content(tx, actor, at, edition, "plan.goals_added", |content| {
        for (key, goal) in keys.iter().zip(&new) {
            let focus_area = focus_area_named(content, &goal.focus_area)?;
            content.goals.push(Goal {
                key: key.clone(),
                focus_area,
                owner: goal.owner.clone(),
                without_indicator: String::new(),
                years: goal.years.clone(),
            });
        }
        Ok(())
    });
    edited
        .await
        .map_err(|problems| among_new(problems, first))?;
    let at = PlanScope::inside(tx, at.scope.clone(), at.plan.key.as_str()).await?;
    let known = INDICATOR.bare(tx, &at).await?.into_iter();
    let mut taken: Vec<Key> = known.map(|one| one.key).collect();
    for (place, (goal, key)) in new.into_iter().zip(keys).enumerate() {
        let Some(indicator) = goal.indicator else {
            continue;
        };
        let indicator = Indicator {
            goal: key,
            ..indicator
        };
        let key = free_key(&indicator.name, taken.iter());
        taken.push(key.clone());
        let saved = INDICATOR
            .save(tx, actor, &at, key, &indicator, Seen::New)
            .await;
        saved.map_err(|problems| at_goal(problems, place))?;
    }
    Ok(())
}

/// The focus area with that name, which is made when there is none.
fn focus_area_named(content: &mut PlanContent, name: &str) -> Result<Key, Problem> {
    let same = |area: &&FocusArea| area.name.to_lowercase() == name.to_lowercase();
    if let Some(known) = content.focus_areas.iter().find(same) {
        return Ok(known.key.clone());
    }
    let key = free_key(name, content.focus_areas.iter().map(|area| &area.key));
    content.focus_areas.push(FocusArea {
        key: key.clone(),
        name: text::name(name, "name")?,
        purpose: String::new(),
        leadership_group: None,
        budget_part: None,
        catalogue_goals: Vec::new(),
    });
    Ok(key)
}

/// `goals[7].years[0].text`, when there were five before, is `goals.2`.
fn among_new(problems: Problems, first: usize) -> Problems {
    let place = |problem: Problem| {
        let field = problem.place.field.clone().unwrap_or_default();
        let number = field
            .strip_prefix("goals[")
            .and_then(|rest| rest.split(']').next());
        let number: Option<usize> = number.and_then(|number| number.parse().ok());
        match number.and_then(|number| number.checked_sub(first)) {
            Some(new) => problem.at_field(&format!("goals.{new}")),
            None => problem,
        }
    };
    problems.0.into_iter().map(place).collect()
}

fn at_goal(problems: Problems, place: usize) -> Problems {
    let placed = problems.0.into_iter();
    placed
        .map(|problem| problem.at_field(&format!("goals.{place}")))
        .collect()
}
