use super::{path, plan, plans, resource as goals_resource};
use crate::actions::{ActivityDraft, remove_activity, save_activity};
use crate::model::{Activity, ActivityStatus};
use crate::policy::Action;
use crate::view::is_open;
use crate::{PlanScope, store};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_rest::{
    Call, Date, Found, KeySchema, Linked, Operation, Page, Parameter, Refusal, Representation,
    Resource, Saved, Tag, Title,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const ACTIVITY: Parameter = Parameter::key(
    "activity",
    ["Insatsens nyckel.", "The activity's key."],
    "dimios",
);

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/plans/{plan}/activities";
    let one = "/collaborations/{collaboration}/plans/{plan}/activities/{activity}";
    goals_resource(
        "activities",
        ["Insatser i en plan.", "A plan's activities."],
    )
    .parameter(ACTIVITY)
    .with(
        Operation::list(all, "listActivities", list)
            .about("Insatserna i ordning.", "The activities, in order."),
    )
    .with(Operation::get(one, "getActivity", get).about("En insats.", "One activity."))
    .with(
        Operation::put(one, "putActivity", put)
            .about(
                "Lägger till eller ändrar en insats.",
                "Adds or changes an activity.",
            )
            .action(Action::SaveActivity.code())
            .invalid(&[
                "key_reserved",
                "focus_area_unknown",
                "goal_unknown",
                "activity_period_backwards",
            ])
            .conflict(&["already_exists"]),
    )
    .with(
        Operation::delete(one, "deleteActivity", delete)
            .about("Tar bort en insats.", "Removes an activity.")
            .action(Action::SaveActivity.code()),
    )
}

/// Something that is done to reach the goals.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Activity")]
pub struct ActivityView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: ActivityContent,
}

/// What can be said of an activity.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ActivityContent {
    name: Title,
    /// The heading of the list that it stands in.
    #[serde(default)]
    series: String,
    status: ActivityStatus,
    /// A focus area in some version of the plan.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    focus_area: Option<Key>,
    /// An effect goal in some version of the plan.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    goal: Option<Key>,
    /// A party's key, or free words.
    #[serde(default)]
    responsible: String,
    /// The first day; none when it is open.
    #[serde(default)]
    from: Option<Date>,
    /// The last day; none when it is open.
    #[serde(default)]
    to: Option<Date>,
    #[serde(default)]
    note: String,
}

impl Representation for ActivityContent {
    fn example() -> Self {
        Self {
            name: "Utbildning för chefer".into(),
            series: "Huvudsakliga satsningar".to_owned(),
            status: ActivityStatus::Planned,
            focus_area: Some(Key::from_name("Kompetens")),
            goal: None,
            responsible: "jonkopings-kommun".to_owned(),
            from: None,
            to: None,
            note: String::new(),
        }
    }
}

impl Representation for ActivityView {
    fn example() -> Self {
        Self {
            key: Key::from_name("Utbildning"),
            content: ActivityContent::example(),
        }
    }
}

impl ActivityContent {
    fn draft(self, seen: Option<i64>) -> ActivityDraft {
        ActivityDraft {
            series: self.series,
            name: self.name.0,
            focus_area: self.focus_area,
            goal: self.goal,
            status: self.status,
            responsible: self.responsible,
            from: self.from.map(|date| date.0),
            to: self.to.map(|date| date.0),
            note: self.note,
            seen,
        }
    }
}

fn tag(activity: &Activity) -> Tag {
    Tag::of(&(activity.id, activity.revision))
}

fn linked(at: &PlanScope, one: Activity) -> Linked<ActivityView> {
    let path_here = path(at, &format!("/activities/{}", one.key));
    let view = ActivityView {
        key: one.key,
        content: ActivityContent {
            name: one.name.into(),
            series: one.series,
            status: one.status,
            focus_area: one.focus_area,
            goal: one.goal,
            responsible: one.responsible,
            from: one.from.map(Date),
            to: one.to.map(Date),
            note: one.note,
        },
    };
    Linked::at(path_here, view)
        .link("collection", path(at, "/activities"))
        .link("up", plans::up(at))
}

/// Those that the reader may see: outsiders only what belongs to the version they read.
async fn visible(tx: &Tx, at: &PlanScope) -> Result<Vec<Activity>, Problem> {
    let mut all = store::list_activities(tx, at.plan.id).await?;
    if !at.scope.sees_drafts() {
        let content = &at.latest()?.content;
        all.retain(|one| is_open(content, one));
    }
    Ok(all)
}

/// Which activities to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ActivityQuery {
    /// Bara med den här statusen. / Only with this status.
    status: Option<ActivityStatus>,
    /// Bara med den här ansvariga. / Only with this responsible.
    responsible: Option<String>,
    /// Bara i det här fokusområdet: dess nyckel. / Only in this focus area: its key.
    focus_area: Option<String>,
}

async fn list(call: Call, query: ActivityQuery) -> Result<Page<ActivityView>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let mut chosen = visible(&tx, &at).await?;
    chosen.retain(|one| {
        let area = one.focus_area.as_ref().map(Key::as_str);
        let wanted = |wanted: &str| one.responsible == wanted;
        query.status.is_none_or(|status| one.status == status)
            && query.responsible.as_deref().is_none_or(wanted)
            && query
                .focus_area
                .as_deref()
                .is_none_or(|key| area == Some(key))
    });
    Ok(Page::of(chosen, call.paging, |one| linked(&at, one)))
}

async fn get(call: Call) -> Result<Found<ActivityView>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let one = named(&tx, &at, &call).await?;
    let tag = tag(&one);
    Ok(Found::new(linked(&at, one), tag))
}

async fn named(tx: &Tx, at: &PlanScope, call: &Call) -> Result<Activity, Problem> {
    let key = call.part("activity");
    let all = visible(tx, at).await?;
    let found = all.into_iter().find(|one| one.key.as_str() == key);
    found.ok_or_else(Problem::not_found)
}

async fn put(call: Call, content: ActivityContent) -> Result<Saved<ActivityView>, Refusal> {
    let key = call.key("activity")?;
    let tx = call.begin("api_put_activity").await?;
    let at = plan(&tx, &call).await?;
    let before = visible(&tx, &at).await?;
    let before = before.into_iter().find(|one| one.key == key);
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    let draft = content.draft(before.as_ref().map(|one| one.revision));
    let saved = save_activity(&tx, &call.actor, &at, Some(key), draft).await?;
    tx.commit().await?;
    let tag = tag(&saved);
    Ok(Saved::new(linked(&at, saved), tag, before.is_none()))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_activity").await?;
    let at = plan(&tx, &call).await?;
    let one = named(&tx, &at, &call).await?;
    call.allow_write(Some(&tag(&one)))?;
    remove_activity(&tx, &call.actor, &at, one.key.as_str(), one.revision).await?;
    Ok(tx.commit().await?)
}
