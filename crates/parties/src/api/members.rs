use super::keys::Register;
use super::{COLLABORATION, OF_GROUP, resource as parties_resource};
use crate::actions::save_members;
use crate::model::{Member, Standing};
use crate::policy::Action;
use crate::{GROUP, GroupId, HeldGroup, Scope, store};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, Problems};
use samverk_rest::{
    Call, Date, KeySchema, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource, Tag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    let path = "/collaborations/{collaboration}/members";
    let group_path = "/collaborations/{collaboration}/groups/{group}/members";
    let codes = ["party_unknown", "member_repeated", "dates_reversed"];
    parties_resource(
        "members",
        [
            "Aktörer i en samverkan eller grupp.",
            "Parties in a collaboration or group.",
        ],
    )
    .parameter(COLLABORATION)
    .parameter(OF_GROUP)
    .with(Operation::list(path, "listMembers", list).about(
        "Samverkans medlemmar i ordning.",
        "The collaboration's members, in order.",
    ))
    .with(
        Operation::replace_list(path, "putMembers", put)
            .about(
                "Ersätter hela listan av medlemmar.",
                "Replaces the whole list of members.",
            )
            .action(Action::SaveMembers.code())
            .invalid(&codes),
    )
    .with(Operation::list(group_path, "listGroupMembers", list).about(
        "Gruppens medlemmar i ordning.",
        "The group's members, in order.",
    ))
    .with(
        Operation::replace_list(group_path, "putGroupMembers", put)
            .about(
                "Ersätter hela listan av gruppens medlemmar.",
                "Replaces the whole list of the group's members.",
            )
            .action(Action::SaveMembers.code())
            .invalid(&codes),
    )
}

/// A party in a collaboration or group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Member")]
pub struct MemberView {
    #[serde(flatten)]
    content: MemberContent,
}

/// What can be said of a party in a collaboration or group.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberContent {
    #[schemars(with = "KeySchema")]
    party: Key,
    #[serde(default = "ordinary")]
    standing: Standing,
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    to: Option<Date>,
    #[serde(default)]
    note: String,
}

fn ordinary() -> Standing {
    Standing::Member
}

/// The whole list, in order.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberList {
    members: Vec<MemberContent>,
}

impl Representation for MemberView {
    fn example() -> Self {
        let content = MemberContent::example();
        Self { content }
    }
}

impl Representation for MemberContent {
    fn example() -> Self {
        Self {
            party: Key::from_name("Jönköpings kommun"),
            standing: Standing::Member,
            from: None,
            to: None,
            note: String::new(),
        }
    }
}

impl Representation for MemberList {
    fn example() -> Self {
        Self {
            members: vec![MemberContent::example()],
        }
    }
}

fn linked(member: Member) -> Linked<MemberView> {
    let party = format!("/parties/{}", member.party.key);
    let content = MemberContent {
        party: member.party.key,
        standing: member.standing,
        from: member.from.map(Date),
        to: member.to.map(Date),
        note: member.note,
    };
    Linked::part(MemberView { content }).link("party", party)
}

/// The collaboration, and the group when the address names one.
pub(super) async fn place(call: &Call, tx: &Tx) -> Result<(Scope, Option<HeldGroup>), Refusal> {
    let scope = Scope::find(tx, &call.actor, call.part("collaboration")).await?;
    let group = match call.part("group") {
        "" => None,
        key => {
            let found = GROUP.find(tx, &scope, key).await?;
            Some(found.ok_or_else(Problem::not_found)?)
        }
    };
    Ok((scope, group))
}

/// The lists are counted with what they belong to.
pub(super) fn revision(scope: &Scope, group: Option<&HeldGroup>) -> i64 {
    group.map_or(scope.collaboration.revision, |group| group.revision)
}

pub(super) fn tag(scope: &Scope, group: Option<&HeldGroup>) -> Tag {
    let group = group.map(|group| (group.id, group.revision));
    Tag::of(&(scope.collaboration.id, scope.collaboration.revision, group))
}

async fn members(
    tx: &Tx,
    scope: &Scope,
    group: Option<&HeldGroup>,
) -> Result<Vec<Member>, Problem> {
    match group {
        None => Ok(scope.members.clone()),
        Some(group) => {
            let id = Some(GroupId(group.id));
            store::list_members(tx, scope.collaboration.id, id).await
        }
    }
}

async fn list(call: Call, _: NoQuery) -> Result<Page<MemberView>, Refusal> {
    let tx = call.read().await?;
    let (scope, group) = place(&call, &tx).await?;
    let members = members(&tx, &scope, group.as_ref()).await?;
    let tag = tag(&scope, group.as_ref());
    Ok(Page::of(members, call.paging, linked).tagged(tag))
}

async fn put(call: Call, list: MemberList) -> Result<Page<MemberView>, Refusal> {
    let tx = call.begin("api_put_members").await?;
    let (scope, group) = place(&call, &tx).await?;
    call.allow_write(Some(&tag(&scope, group.as_ref())))?;
    scope.require(Action::SaveMembers.by())?;
    let new = named(&tx, list).await?;
    let seen = revision(&scope, group.as_ref());
    save_members(&tx, &call.actor, &scope, group.as_ref(), &new, seen).await?;
    let (scope, group) = place(&call, &tx).await?;
    let after = members(&tx, &scope, group.as_ref()).await?;
    tx.commit().await?;
    let tag = tag(&scope, group.as_ref());
    Ok(Page::of(after, call.paging, linked).tagged(tag))
}

async fn named(tx: &Tx, list: MemberList) -> Result<Vec<Member>, Refusal> {
    let register = Register::load(tx).await?;
    let mut problems = Problems::default();
    let mut members = Vec::new();
    for (index, row) in list.members.into_iter().enumerate() {
        let found = register.party(&row.party, &format!("members.{index}.party"));
        if let Some(party) = problems.keep(found) {
            members.push(Member {
                party: party.clone(),
                standing: row.standing,
                from: row.from.map(|date| date.0),
                to: row.to.map(|date| date.0),
                note: row.note,
            });
        }
    }
    Ok(problems.or(members)?)
}
