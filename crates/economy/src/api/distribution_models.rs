use super::model_content::ModelContent;
use super::refused::{MODELLING, refused};
use super::{MODEL, if_there, path, resource as economy_resource, scope};
use crate::actions::{remove_model, save_model};
use crate::keys::check_key;
use crate::policy::Action;
use crate::records::ModelRecord;
use crate::visible::{find_visible_model, visible_models};
use samverk_foundation::Key;
use samverk_parties::Scope;
use samverk_rest::{
    Call, Found, KeySchema, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource,
    Saved, Tag,
};
use schemars::JsonSchema;
use serde::Serialize;

const FIELDS: &[&str] = &[
    "amount",
    "name",
    "phases[",
    "purpose",
    "rounding",
    "rules",
    "rules[",
    "valid_from",
    "valid_to",
];

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/distribution-models";
    let one = "/collaborations/{collaboration}/distribution-models/{model}";
    economy_resource(
        "distribution-models",
        [
            "Fördelningsmodeller: regler för vem som betalar vad.",
            "Distribution models: rules for who pays what.",
        ],
    )
    .parameter(MODEL)
    .with(Operation::list(all, "listDistributionModels", list).about(
        "Modellerna efter nyckel. Utan medlemskap syns de som publicerade fördelningar följer.",
        "The models by key. Without membership those are seen that published distributions follow.",
    ))
    .with(
        Operation::get(one, "getDistributionModel", get)
            .about("En fördelningsmodell med sina regler.", "One distribution model with its rules."),
    )
    .with(
        Operation::put(one, "putDistributionModel", put)
            .about(
                "Lägger till eller ersätter en modell. En modell som en antagen fördelning följer är låst.",
                "Adds or replaces a model. A model that an adopted distribution follows is locked.",
            )
            .action(Action::SaveModel.code())
            .invalid(&["key_reserved"])
            .invalid(MODELLING)
            .conflict(&["model_key_taken", "model_locked"]),
    )
    .with(
        Operation::delete(one, "deleteDistributionModel", delete)
            .about(
                "Tar bort en modell som ingen fördelning följer.",
                "Removes a model that no distribution follows.",
            )
            .action(Action::SaveModel.code())
            .conflict(&["model_locked", "model_in_use"]),
    )
}

/// How a year's money is divided between members.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "DistributionModel")]
pub struct ModelView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: ModelContent,
}

impl Representation for ModelView {
    fn example() -> Self {
        Self {
            key: Key::from_name("2027"),
            content: ModelContent::example(),
        }
    }
}

fn tag(record: &ModelRecord) -> Tag {
    Tag::of(&(record.id, record.revision))
}

fn linked(scope: &Scope, record: &ModelRecord) -> Linked<ModelView> {
    let all = path(scope, "/distribution-models");
    let key = record.model.key.clone();
    let own = format!("{all}/{key}");
    let content = ModelContent::from(&record.model);
    Linked::at(own, ModelView { key, content })
        .link("collection", all)
        .link("up", path(scope, ""))
}

async fn list(call: Call, _: NoQuery) -> Result<Page<ModelView>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let models = visible_models(&tx, &scope).await?;
    Ok(Page::of(models, call.paging, |one| linked(&scope, &one)))
}

async fn get(call: Call) -> Result<Found<ModelView>, Refusal> {
    let tx = call.read().await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_model(&tx, &scope, call.part("model")).await?;
    Ok(Found::new(linked(&scope, &record), tag(&record)))
}

async fn put(call: Call, content: ModelContent) -> Result<Saved<ModelView>, Refusal> {
    let key = call.key("model")?;
    let tx = call.begin("api_put_distribution_model").await?;
    let scope = scope(&tx, &call).await?;
    let before = if_there(find_visible_model(&tx, &scope, key.as_str()).await)?;
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    scope.require(Action::SaveModel.by())?;
    check_key(&key)?;
    let seen = before.as_ref().map(|before| before.revision);
    let saved = save_model(&tx, &call.actor, &scope, content.model(key), seen).await;
    let saved = saved.map_err(|problems| refused(problems, FIELDS))?;
    tx.commit().await?;
    Ok(Saved::new(
        linked(&scope, &saved),
        tag(&saved),
        before.is_none(),
    ))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_distribution_model").await?;
    let scope = scope(&tx, &call).await?;
    let record = find_visible_model(&tx, &scope, call.part("model")).await?;
    call.allow_write(Some(&tag(&record)))?;
    let key = record.model.key.as_str();
    remove_model(&tx, &call.actor, &scope, key, record.revision).await?;
    Ok(tx.commit().await?)
}
