use super::keys::{PartyKeys, party_keys, party_named};
use super::{COLLABORATION, GROUP, resource as parties_resource};
use crate::GroupId;
use crate::actions::{SaveGroup, remove_group, save_group};
use crate::model::{Group, GroupKind, LegalForm, Reach};
use crate::policy::Action;
use crate::{Scope, store};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, without_accents};
use samverk_rest::{
    Amount, Call, Found, KeySchema, Linked, Operation, Page, Refusal, Representation, Resource,
    Saved, Tag, Title,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    let all = "/collaborations/{collaboration}/groups";
    let one = "/collaborations/{collaboration}/groups/{group}";
    parties_resource(
        "groups",
        [
            "Grupper i en samverkan eller bredvid den.",
            "Groups inside a collaboration or beside it.",
        ],
    )
    .parameter(COLLABORATION)
    .parameter(GROUP)
    .with(Operation::list(all, "listGroups", list).about(
        "Samverkans grupper i ordning.",
        "The collaboration's groups, in order.",
    ))
    .with(Operation::get(one, "getGroup", get).about("En grupp.", "One group."))
    .with(
        Operation::put(one, "putGroup", put)
            .about(
                "Lägger till eller ändrar en grupp.",
                "Adds or changes a group.",
            )
            .action(Action::SaveGroup.code())
            .invalid(&[
                "group_unknown",
                "group_own_parent",
                "party_unknown",
                "cost_negative",
                "key_reserved",
            ])
            .conflict(&["already_exists"]),
    )
    .with(
        Operation::delete(one, "deleteGroup", delete)
            .about(
                "Tar bort en grupp som inget hänvisar till.",
                "Removes a group that nothing refers to.",
            )
            .action(Action::SaveGroup.code())
            .conflict(&["group_has_history", "group_in_use"]),
    )
}

/// A working group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Group")]
pub struct GroupView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: GroupContent,
}

/// What can be said of a group.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GroupContent {
    name: Title,
    kind: GroupKind,
    /// Whoever calls the group together, in free words.
    #[serde(default)]
    organiser: String,
    /// The group that this one belongs to.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    parent: Option<Key>,
    reach: Reach,
    #[serde(default)]
    legal_form: Option<LegalForm>,
    /// A party.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    host: Option<Key>,
    #[serde(default)]
    purpose: String,
    /// How the collaboration works with the group.
    #[serde(default)]
    cooperation: String,
    /// Kronor per year.
    #[serde(default)]
    cost: Option<Amount>,
    #[serde(default)]
    financed_by: String,
    #[serde(default)]
    note: String,
}

impl Representation for GroupContent {
    fn example() -> Self {
        Self {
            name: "Arkitektgruppen".into(),
            kind: GroupKind::Inside,
            organiser: String::new(),
            parent: None,
            reach: Reach::Regional,
            legal_form: None,
            host: None,
            purpose: "Gemensam arkitektur.".to_owned(),
            cooperation: String::new(),
            cost: None,
            financed_by: String::new(),
            note: String::new(),
        }
    }
}

impl Representation for GroupView {
    fn example() -> Self {
        Self {
            key: Key::from_name("Arkitektgruppen"),
            content: GroupContent::example(),
        }
    }
}

fn tag(group: &Group) -> Tag {
    Tag::of(&(group.id, group.revision))
}

/// Where a group's names are looked up.
struct Names<'a> {
    collaboration: &'a Key,
    hosts: PartyKeys,
    groups: &'a [Group],
}

impl Names<'_> {
    fn linked(&self, group: Group) -> Linked<GroupView> {
        let above = format!("/collaborations/{}", self.collaboration);
        let path = format!("{above}/groups/{}", group.key);
        let parent = self.groups.iter().find(|one| Some(one.id) == group.parent);
        let view = GroupView {
            key: group.key,
            content: GroupContent {
                name: group.name.into(),
                kind: group.kind,
                organiser: group.organiser,
                parent: parent.map(|parent| parent.key.clone()),
                reach: group.reach,
                legal_form: group.legal_form,
                host: group.host.and_then(|id| self.hosts.get(&id).cloned()),
                purpose: group.purpose,
                cooperation: group.cooperation,
                cost: group.cost.map(Amount),
                financed_by: group.financed_by,
                note: group.note,
            },
        };
        Linked::at(path.clone(), view)
            .link("collection", format!("{above}/groups"))
            .link("members", format!("{path}/members"))
            .link("mandates", format!("{path}/mandates"))
            .link("up", above)
    }
}

/// Which groups to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct GroupQuery {
    /// Bara grupper som står här. / Only groups that stand here.
    kind: Option<GroupKind>,
    /// Bara med den här räckvidden. / Only with this reach.
    reach: Option<Reach>,
    /// En del av namnet. / A part of the name.
    search: Option<String>,
}

async fn list(call: Call, query: GroupQuery) -> Result<Page<GroupView>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let groups = store::list_groups(&tx, scope.collaboration.id).await?;
    let wanted = without_accents(&query.search.unwrap_or_default());
    let passes = |group: &&Group| {
        query.kind.is_none_or(|kind| group.kind == kind)
            && query.reach.is_none_or(|reach| group.reach == reach)
            && without_accents(&group.name).contains(&wanted)
    };
    let chosen: Vec<Group> = groups.iter().filter(passes).cloned().collect();
    let names = Names {
        collaboration: &scope.collaboration.key,
        hosts: party_keys(&tx, chosen.iter().filter_map(|group| group.host)).await?,
        groups: &groups,
    };
    Ok(Page::of(chosen, call.paging, |group| names.linked(group)))
}

async fn view(tx: &Tx, scope: &Scope, group: Group) -> Result<Linked<GroupView>, Refusal> {
    let groups = store::list_groups(tx, scope.collaboration.id).await?;
    let names = Names {
        collaboration: &scope.collaboration.key,
        hosts: party_keys(tx, group.host).await?,
        groups: &groups,
    };
    Ok(names.linked(group))
}

async fn get(call: Call) -> Result<Found<GroupView>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let found = store::find_group(&tx, scope.collaboration.id, call.part("group")).await?;
    let group = found.ok_or_else(Problem::not_found)?;
    let tag = tag(&group);
    Ok(Found::new(view(&tx, &scope, group).await?, tag))
}

async fn put(call: Call, content: GroupContent) -> Result<Saved<GroupView>, Refusal> {
    let key = call.key("group")?;
    let tx = call.begin("api_put_group").await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let before = store::find_group(&tx, scope.collaboration.id, key.as_str()).await?;
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    scope.require(Action::SaveGroup.by())?;
    let revision = before.as_ref().map_or(0, |group| group.revision);
    let input = saving(&tx, &scope, content, revision).await?;
    let saved = save_group(&tx, &call.actor, &scope, key, input).await?;
    let tag = tag(&saved);
    let linked = view(&tx, &scope, saved).await?;
    tx.commit().await?;
    Ok(Saved::new(linked, tag, before.is_none()))
}

async fn saving(
    tx: &Tx,
    scope: &Scope,
    content: GroupContent,
    revision: i64,
) -> Result<SaveGroup, Refusal> {
    Ok(SaveGroup {
        name: content.name.0,
        kind: content.kind,
        organiser: content.organiser,
        parent: group_named(tx, scope, content.parent.as_ref(), "parent").await?,
        reach: content.reach,
        legal_form: content.legal_form,
        host: party_named(tx, content.host.as_ref(), "host").await?,
        purpose: content.purpose,
        cooperation: content.cooperation,
        cost: content.cost.map(|cost| cost.0),
        financed_by: content.financed_by,
        note: content.note,
        position: None,
        revision,
    })
}

/// Fails with `group_unknown` at the field.
pub(super) async fn group_named(
    tx: &Tx,
    scope: &Scope,
    key: Option<&Key>,
    field: &str,
) -> Result<Option<GroupId>, Problem> {
    let Some(key) = key else {
        return Ok(None);
    };
    let unknown = || Problem::invalid("group_unknown").with("key", key);
    match store::find_group(tx, scope.collaboration.id, key.as_str()).await? {
        Some(group) => Ok(Some(group.id)),
        None => Err(unknown().at_field(field)),
    }
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let tx = call.begin("api_delete_group").await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let found = store::find_group(&tx, scope.collaboration.id, call.part("group")).await?;
    let group = found.ok_or_else(Problem::not_found)?;
    call.allow_write(Some(&tag(&group)))?;
    remove_group(&tx, &call.actor, &scope, group.key.as_str(), group.revision).await?;
    Ok(tx.commit().await?)
}
