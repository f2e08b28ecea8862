use super::figure::Figure;
use super::{INDICATOR, path, plan, plans, resource as goals_resource};
use crate::IndicatorId;
use crate::actions::{IndicatorDraft, remove_indicator, save_indicator};
use crate::model::{Direction, Indicator, Target};
use crate::policy::Action;
use crate::view::belongs;
use crate::{PlanScope, store};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem};
use samverk_rest::{
    Call, Date, Found, KeySchema, Linked, Operation, Page, Refusal, Representation, Resource,
    Saved, Tag, Title,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/plans/{plan}/indicators";
    let one = "/collaborations/{collaboration}/plans/{plan}/indicators/{indicator}";
    goals_resource(
        "indicators",
        ["Indikatorer med målbanor.", "Indicators with target paths."],
    )
    .parameter(INDICATOR)
    .with(
        Operation::list(all, "listIndicators", list)
            .about("Indikatorerna i ordning.", "The indicators, in order."),
    )
    .with(Operation::get(one, "getIndicator", get).about("En indikator.", "One indicator."))
    .with(
        Operation::put(one, "putIndicator", put)
            .about(
                "Lägger till eller ändrar en indikator och dess mål.",
                "Adds or changes an indicator and its targets.",
            )
            .action(Action::SaveIndicator.code())
            .invalid(&[
                "key_reserved",
                "goal_unknown",
                "figure_too_large",
                "year_invalid",
                "target_year_repeated",
            ])
            .conflict(&["already_exists"]),
    )
    .with(
        Operation::delete(one, "deleteIndicator", delete)
            .about(
                "Tar bort en indikator som inget är mätt för.",
                "Removes an indicator that nothing is measured for.",
            )
            .action(Action::SaveIndicator.code())
            .conflict(&["indicator_has_measurements"]),
    )
}

/// What measures an effect goal.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Indicator")]
pub struct IndicatorRepresentation {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: IndicatorContent,
}

/// What can be said of an indicator.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IndicatorContent {
    /// The key of an effect goal in some version of the plan.
    #[schemars(with = "KeySchema")]
    goal: Key,
    name: Title,
    /// `%`, `dagar`, `antal`.
    #[serde(default)]
    unit: String,
    direction: Direction,
    #[serde(default)]
    numerator: String,
    #[serde(default)]
    numerator_source: String,
    #[serde(default)]
    denominator: String,
    #[serde(default)]
    denominator_source: String,
    #[serde(default)]
    base_value: Option<Figure>,
    #[serde(default)]
    base_date: Option<Date>,
    /// To be reached on 31 December; each year once.
    #[serde(default)]
    targets: Vec<IndicatorTarget>,
}

/// What is to be reached on 31 December of a year.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IndicatorTarget {
    year: i32,
    value: Figure,
}

impl Representation for IndicatorContent {
    fn example() -> Self {
        Self {
            goal: Key::from_name("Gemensam kompetensutveckling"),
            name: "Andel chefer som har gått utbildningen".into(),
            unit: "%".to_owned(),
            direction: Direction::Up,
            numerator: "Chefer som har gått utbildningen".to_owned(),
            numerator_source: String::new(),
            denominator: "Alla chefer".to_owned(),
            denominator_source: String::new(),
            base_value: Some(Figure(20.into())),
            base_date: None,
            targets: vec![IndicatorTarget {
                year: 2028,
                value: Figure(80.into()),
            }],
        }
    }
}

impl Representation for IndicatorRepresentation {
    fn example() -> Self {
        Self {
            key: Key::from_name("Andel chefer"),
            content: IndicatorContent::example(),
        }
    }
}

impl IndicatorContent {
    fn of(one: Indicator, targets: &[Target]) -> Self {
        let target = |kept: &Target| IndicatorTarget {
            year: kept.year,
            value: Figure(kept.value),
        };
        Self {
            goal: one.goal,
            name: one.name.into(),
            unit: one.unit,
            direction: one.direction,
            numerator: one.numerator,
            numerator_source: one.numerator_source,
            denominator: one.denominator,
            denominator_source: one.denominator_source,
            base_value: one.base_value.map(Figure),
            base_date: one.base_date.map(Date),
            targets: targets.iter().map(target).collect(),
        }
    }

    fn draft(self, seen: Option<i64>) -> IndicatorDraft {
        let target = |sent: IndicatorTarget| Target {
            year: sent.year,
            value: sent.value.0,
        };
        IndicatorDraft {
            goal: self.goal,
            name: self.name.0,
            unit: self.unit,
            direction: self.direction,
            numerator: self.numerator,
            numerator_source: self.numerator_source,
            denominator: self.denominator,
            denominator_source: self.denominator_source,
            base_value: self.base_value.map(|value| value.0),
            base_date: self.base_date.map(|date| date.0),
            targets: self.targets.into_iter().map(target).collect(),
            seen,
        }
    }
}

fn tag(indicator: &Indicator) -> Tag {
    Tag::of(&(indicator.id, indicator.revision))
}

fn linked(at: &PlanScope, one: Indicator, targets: &[Target]) -> Linked<IndicatorRepresentation> {
    let path_here = path(at, &format!("/indicators/{}", one.key));
    let view = IndicatorRepresentation {
        key: one.key.clone(),
        content: IndicatorContent::of(one, targets),
    };
    Linked::at(path_here.clone(), view)
        .link("measurements", format!("{path_here}/measurements"))
        .link("collection", path(at, "/indicators"))
        .link("up", plans::up(at))
}

/// Those that the reader may see: outsiders only what belongs to a goal in the version they read.
async fn visible(tx: &Tx, at: &PlanScope) -> Result<Vec<Indicator>, Problem> {
    let mut all = store::list_indicators(tx, &[at.plan.id]).await?;
    if !at.scope.sees_drafts() {
        let content = &at.latest()?.content;
        all.retain(|one| belongs(content, one));
    }
    Ok(all)
}

/// The indicator that the address names. Fails with `not_found`.
pub(super) async fn named(tx: &Tx, at: &PlanScope, call: &Call) -> Result<Indicator, Problem> {
    let found = find(tx, at, call.part("indicator")).await?;
    found.ok_or_else(Problem::not_found)
}

async fn find(tx: &Tx, at: &PlanScope, key: &str) -> Result<Option<Indicator>, Problem> {
    let content = &at.latest()?.content;
    let is_open = |one: &Indicator| at.scope.sees_drafts() || belongs(content, one);
    let found = store::find_indicator_in(tx, at.plan.id, key).await?;
    Ok(found.filter(is_open))
}

/// Which indicators to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct IndicatorQuery {
    /// Bara de som mäter det här effektmålet: dess nyckel. / Only those of this effect goal: its key.
    goal: Option<String>,
}

async fn list(call: Call, query: IndicatorQuery) -> Result<Page<IndicatorRepresentation>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let mut chosen = visible(&tx, &at).await?;
    if let Some(goal) = &query.goal {
        chosen.retain(|one| one.goal.as_str() == goal);
    }
    let ids: Vec<IndicatorId> = chosen.iter().map(|one| one.id).collect();
    let targets = store::list_targets(&tx, &ids).await?;
    Ok(Page::of(chosen, call.paging, |one| {
        let own = targets.get(&one.id).map_or(&[][..], Vec::as_slice);
        linked(&at, one, own)
    }))
}

async fn view(
    tx: &Tx,
    at: &PlanScope,
    one: Indicator,
) -> Result<Linked<IndicatorRepresentation>, Refusal> {
    let targets = store::list_targets(tx, &[one.id]).await?.remove(&one.id);
    Ok(linked(at, one, &targets.unwrap_or_default()))
}

async fn get(call: Call) -> Result<Found<IndicatorRepresentation>, Refusal> {
    let tx = call.read().await?;
    let at = plan(&tx, &call).await?;
    let one = named(&tx, &at, &call).await?;
    let tag = tag(&one);
    Ok(Found::new(view(&tx, &at, one).await?, tag))
}

async fn put(
    call: Call,
    content: IndicatorContent,
) -> Result<Saved<IndicatorRepresentation>, Refusal> {
    let key = call.key("indicator")?;
    let tx = call.begin("api_put_indicator").await?;
    let at = plan(&tx, &call).await?;
    let before = find(&tx, &at, key.as_str()).await?;
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    let draft = content.draft(before.as_ref().map(|one| one.revision));
    let saved = save_indicator(&tx, &call.actor, &at, Some(key), draft).await?;
    let tag = tag(&saved);
    let linked = view(&tx, &at, saved).await?;
    tx.commit().await?;
    Ok(Saved::new(linked, tag, before.is_none()))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_indicator").await?;
    let at = plan(&tx, &call).await?;
    let one = named(&tx, &at, &call).await?;
    call.allow_write(Some(&tag(&one)))?;
    remove_indicator(&tx, &call.actor, &at, one.key.as_str(), one.revision).await?;
    Ok(tx.commit().await?)
}
