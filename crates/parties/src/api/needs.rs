use super::{COLLABORATION, resource as parties_resource};
use crate::actions::{List, SaveNeed, remove_need, save_need};
use crate::model::{Need, NeedKind};
use crate::policy::Action;
use crate::{Scope, store};
use samverk_foundation::{Key, Problem};
use samverk_rest::{
    Call, Found, KeySchema, Linked, Operation, Page, Parameter, Refusal, Representation, Resource,
    Saved, Tag, Word,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const NEED: Parameter = Parameter::key(
    "need",
    ["Behovets nyckel.", "The need's key."],
    "utmaning-kompetens",
)
.beside(&[("collaboration", "e-och-it-i-jamtland")]);

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/needs";
    let one = "/collaborations/{collaboration}/needs/{need}";
    parties_resource(
        "needs",
        [
            "Utmaningar, behov och möjligheter.",
            "Challenges, needs and opportunities.",
        ],
    )
    .parameter(COLLABORATION)
    .parameter(NEED)
    .with(
        Operation::list(all, "listNeeds", list).about("Behoven i ordning.", "The needs, in order."),
    )
    .with(Operation::get(one, "getNeed", get).about("Ett behov.", "One need."))
    .with(
        Operation::put(one, "putNeed", put)
            .about(
                "Lägger till eller ändrar ett behov.",
                "Adds or changes a need.",
            )
            .action(Action::SaveNeed.code())
            .invalid(&["key_reserved"])
            .conflict(&["already_exists"]),
    )
    .with(
        Operation::delete(one, "deleteNeed", delete)
            .about("Tar bort ett behov.", "Removes a need.")
            .action(Action::SaveNeed.code()),
    )
}

/// A challenge, need or opportunity.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Need")]
pub struct NeedView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: NeedContent,
}

/// What can be said of a need.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NeedContent {
    kind: NeedKind,
    /// What it concerns, in free words.
    #[serde(default)]
    area: String,
    text: Word,
}

impl Representation for NeedContent {
    fn example() -> Self {
        Self {
            kind: NeedKind::Need,
            area: "Kompetens".to_owned(),
            text: "Fler behöver kunna beställa digitala tjänster.".into(),
        }
    }
}

impl Representation for NeedView {
    fn example() -> Self {
        Self {
            key: Key::from_name("Kompetens"),
            content: NeedContent::example(),
        }
    }
}

fn tag(need: &Need) -> Tag {
    Tag::of(&(need.id, need.revision))
}

fn linked(scope: &Scope, need: Need) -> Linked<NeedView> {
    let above = format!("/collaborations/{}", scope.collaboration.key);
    let path = format!("{above}/needs/{}", need.key);
    let view = NeedView {
        key: need.key,
        content: NeedContent {
            kind: need.kind,
            area: need.area,
            text: need.text.into(),
        },
    };
    Linked::at(path, view)
        .link("collection", format!("{above}/needs"))
        .link("up", above)
}

/// Which needs to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NeedQuery {
    /// Bara av det här slaget. / Only of this kind.
    kind: Option<NeedKind>,
}

async fn list(call: Call, query: NeedQuery) -> Result<Page<NeedView>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let mut needs = store::list_needs(&tx, scope.collaboration.id).await?;
    needs.retain(|need| query.kind.is_none_or(|kind| need.kind == kind));
    Ok(Page::of(needs, call.paging, |need| linked(&scope, need)))
}

async fn get(call: Call) -> Result<Found<NeedView>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let needs = List::needs(&tx, scope.collaboration.id).await?;
    let found = needs.find(call.part("need"));
    let need = found.ok_or_else(Problem::not_found)?.clone();
    let tag = tag(&need);
    Ok(Found::new(linked(&scope, need), tag))
}

async fn put(call: Call, content: NeedContent) -> Result<Saved<NeedView>, Refusal> {
    let key = call.key("need")?;
    let tx = call.begin("api_put_need").await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let mut needs = List::needs(&tx, scope.collaboration.id).await?;
    let before = needs.find(key.as_str()).cloned();
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    let input = SaveNeed {
        kind: content.kind,
        area: content.area,
        text: content.text.0,
        position: None,
        revision: before.as_ref().map_or(0, |need| need.revision),
    };
    let saved = save_need(&tx, &call.actor, &scope, &mut needs, key, input).await?;
    tx.commit().await?;
    let tag = tag(&saved);
    Ok(Saved::new(linked(&scope, saved), tag, before.is_none()))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_need").await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let needs = List::needs(&tx, scope.collaboration.id).await?;
    let found = needs.find(call.part("need"));
    let need = found.ok_or_else(Problem::not_found)?;
    call.allow_write(Some(&tag(need)))?;
    remove_need(&tx, &call.actor, &scope, need, need.revision).await?;
    Ok(tx.commit().await?)
}
