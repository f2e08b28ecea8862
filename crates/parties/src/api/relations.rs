use super::keys::{PartyKeys, Register, party_keys};
use super::{COLLABORATION, resource as parties_resource};
use crate::actions::{SaveRelation, remove_relation, save_relation};
use crate::model::{Certainty, Others, Reach, Relation};
use crate::policy::Action;
use crate::{Scope, store};
use samverk_database::Tx;
use samverk_foundation::{Key, PartyId, Problem, Problems};
use samverk_rest::{
    Call, Found, KeySchema, Linked, Operation, Page, Parameter, Reason, Refusal, Representation,
    Resource, Saved, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const RELATION: Parameter = Parameter::key(
    "relation",
    ["Relationens nyckel.", "The relation's key."],
    "iot-pilot",
);

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/relations";
    let one = "/collaborations/{collaboration}/relations/{relation}";
    parties_resource(
        "relations",
        [
            "Vem som samarbetar med vem om vad.",
            "Who works with whom about what.",
        ],
    )
    .parameter(COLLABORATION)
    .parameter(RELATION)
    .with(
        Operation::list(all, "listRelations", list)
            .about("Relationerna i ordning.", "The relations, in order."),
    )
    .with(Operation::get(one, "getRelation", get).about("En relation.", "One relation."))
    .with(
        Operation::put(one, "putRelation", put)
            .about(
                "Lägger till eller ändrar en relation.",
                "Adds or changes a relation.",
            )
            .action(Action::SaveRelation.code())
            .invalid(&[
                "relation_without_others",
                "relation_with_itself",
                "party_unknown",
                "key_reserved",
            ])
            .conflict(&["already_exists"]),
    )
    .with(
        Operation::delete(one, "deleteRelation", delete)
            .about("Tar bort en relation.", "Removes a relation.")
            .action(Action::SaveRelation.code()),
    )
}

/// Who works with whom about what.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Relation")]
pub struct RelationView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: RelationContent,
}

/// What can be said of a relation.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RelationContent {
    #[schemars(with = "KeySchema")]
    party: Key,
    /// With every member, also those to come; `others` is then empty.
    #[serde(default)]
    with_all: bool,
    /// The other parties.
    #[serde(default)]
    #[schemars(with = "Vec<KeySchema>")]
    others: Vec<Key>,
    #[serde(default)]
    topics: Vec<String>,
    reach: Reach,
    certainty: Certainty,
    #[serde(default)]
    note: String,
}

impl Representation for RelationContent {
    fn example() -> Self {
        Self {
            party: Key::from_name("Jönköpings kommun"),
            with_all: false,
            others: vec![Key::from_name("Habo kommun")],
            topics: vec!["Sakernas internet".to_owned()],
            reach: Reach::Regional,
            certainty: Certainty::Stated,
            note: String::new(),
        }
    }
}

impl Representation for RelationView {
    fn example() -> Self {
        Self {
            key: Key::from_name("IoT-pilot"),
            content: RelationContent::example(),
        }
    }
}

fn tag(relation: &Relation) -> Tag {
    Tag::of(&(relation.id, relation.revision))
}

fn ids(relation: &Relation) -> impl Iterator<Item = PartyId> + '_ {
    std::iter::once(relation.party).chain(relation.others.parties().iter().copied())
}

fn linked(
    scope: &Scope,
    keys: &PartyKeys,
    relation: Relation,
) -> Result<Linked<RelationView>, Problem> {
    let above = format!("/collaborations/{}", scope.collaboration.key);
    let path = format!("{above}/relations/{}", relation.key);
    let missing = || Problem::internal("a relation with a party that does not exist");
    let others = relation.others.parties().iter();
    let view = RelationView {
        content: RelationContent {
            party: keys.get(&relation.party).cloned().ok_or_else(missing)?,
            with_all: relation.others == Others::All,
            others: others.filter_map(|id| keys.get(id).cloned()).collect(),
            topics: relation.topics,
            reach: relation.reach,
            certainty: relation.certainty,
            note: relation.note,
        },
        key: relation.key,
    };
    Ok(Linked::at(path, view)
        .link("collection", format!("{above}/relations"))
        .link("up", above))
}

/// Which relations to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RelationQuery {
    /// Bara med den här räckvidden. / Only with this reach.
    reach: Option<Reach>,
    /// Bara så här säkra. / Only as sure as this.
    certainty: Option<Certainty>,
}

async fn list(call: Call, query: RelationQuery) -> Result<Page<RelationView>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let mut relations = store::list_relations(&tx, scope.collaboration.id).await?;
    relations.retain(|one| {
        query.reach.is_none_or(|reach| one.reach == reach)
            && query
                .certainty
                .is_none_or(|certainty| one.certainty == certainty)
    });
    let keys = party_keys(&tx, relations.iter().flat_map(ids)).await?;
    let linked: Result<Vec<_>, Problem> = relations
        .into_iter()
        .map(|relation| linked(&scope, &keys, relation))
        .collect();
    Ok(Page::of(linked?, call.paging, |linked| linked))
}

async fn find(tx: &Tx, scope: &Scope, key: &str) -> Result<Option<Relation>, Problem> {
    let relations = store::list_relations(tx, scope.collaboration.id).await?;
    Ok(relations.into_iter().find(|one| one.key.as_str() == key))
}

async fn view(tx: &Tx, scope: &Scope, relation: Relation) -> Result<Linked<RelationView>, Problem> {
    let keys = party_keys(tx, ids(&relation)).await?;
    linked(scope, &keys, relation)
}

async fn get(call: Call) -> Result<Found<RelationView>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let found = find(&tx, &scope, call.part("relation")).await?;
    let relation = found.ok_or_else(Problem::not_found)?;
    let tag = tag(&relation);
    Ok(Found::new(view(&tx, &scope, relation).await?, tag))
}

async fn put(call: Call, content: RelationContent) -> Result<Saved<RelationView>, Refusal> {
    let key = call.key("relation")?;
    let tx = call.begin("api_put_relation").await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let before = find(&tx, &scope, key.as_str()).await?;
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    scope.require(Action::SaveRelation.by())?;
    let revision = before.as_ref().map_or(0, |relation| relation.revision);
    let input = saving(&tx, content, revision).await?;
    let saved = save_relation(&tx, &call.actor, &scope, key, input).await?;
    let tag = tag(&saved);
    let linked = view(&tx, &scope, saved).await?;
    tx.commit().await?;
    Ok(Saved::new(linked, tag, before.is_none()))
}

async fn saving(tx: &Tx, content: RelationContent, revision: i64) -> Result<SaveRelation, Refusal> {
    if content.with_all && !content.others.is_empty() {
        return Err(Reason::NotWith("withAll").in_body("others").into());
    }
    let register = Register::load(tx).await?;
    let mut problems = Problems::default();
    let party = problems.keep(register.party(&content.party, "party"));
    let mut others = Vec::new();
    for (index, key) in content.others.iter().enumerate() {
        let found = problems.keep(register.party(key, &format!("others.{index}")));
        others.extend(found.map(|party| party.id));
    }
    let Some(party) = party else {
        return Err(problems.into());
    };
    let party = problems.or(party.id)?;
    Ok(SaveRelation {
        party,
        others: match content.with_all {
            true => Others::All,
            false => Others::Parties(others),
        },
        topics: content.topics,
        reach: content.reach,
        certainty: content.certainty,
        note: content.note,
        position: None,
        revision,
    })
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_relation").await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let found = find(&tx, &scope, call.part("relation")).await?;
    let relation = found.ok_or_else(Problem::not_found)?;
    call.allow_write(Some(&tag(&relation)))?;
    remove_relation(
        &tx,
        &call.actor,
        &scope,
        relation.key.as_str(),
        relation.revision,
    )
    .await?;
    Ok(tx.commit().await?)
}
