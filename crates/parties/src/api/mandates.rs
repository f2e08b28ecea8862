use super::keys::Register;
use super::members::{place, revision, tag};
use super::{COLLABORATION, OF_GROUP, resource as parties_resource};
use crate::actions::save_mandates;
use crate::model::{Mandate, MandateRole};
use crate::policy::Action;
use crate::{GroupId, HeldGroup, Scope, store};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, Problems};
use samverk_rest::{
    Call, Date, KeySchema, Linked, NoQuery, Operation, Page, Refusal, Representation, Resource,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    let path = "/collaborations/{collaboration}/mandates";
    let group_path = "/collaborations/{collaboration}/groups/{group}/mandates";
    let codes = ["party_unknown", "dates_reversed"];
    parties_resource(
        "mandates",
        [
            "Uppdrag i en samverkan eller grupp.",
            "Mandates in a collaboration or group.",
        ],
    )
    .parameter(COLLABORATION)
    .parameter(OF_GROUP)
    .with(Operation::list(path, "listMandates", list).about(
        "Samverkans egna uppdrag i ordning.",
        "The collaboration's own mandates, in order.",
    ))
    .with(
        Operation::replace_list(path, "putMandates", put)
            .about(
                "Ersätter hela listan av uppdrag.",
                "Replaces the whole list of mandates.",
            )
            .action(Action::SaveMandates.code())
            .invalid(&codes),
    )
    .with(
        Operation::list(group_path, "listGroupMandates", list).about(
            "Gruppens uppdrag i ordning.",
            "The group's mandates, in order.",
        ),
    )
    .with(
        Operation::replace_list(group_path, "putGroupMandates", put)
            .about(
                "Ersätter hela listan av gruppens uppdrag.",
                "Replaces the whole list of the group's mandates.",
            )
            .action(Action::SaveMandates.code())
            .invalid(&codes),
    )
}

/// A function in a collaboration or group, on behalf of a party.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Mandate")]
pub struct MandateView {
    #[serde(flatten)]
    content: MandateContent,
}

/// What can be said of a mandate. Never a person's name.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MandateContent {
    role: MandateRole,
    #[serde(default)]
    title: String,
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    party: Option<Key>,
    #[serde(default)]
    from: Option<Date>,
    #[serde(default)]
    to: Option<Date>,
}

/// The whole list, in order.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MandateList {
    mandates: Vec<MandateContent>,
}

impl Representation for MandateContent {
    fn example() -> Self {
        Self {
            role: MandateRole::Chair,
            title: "ordförande".to_owned(),
            party: Some(Key::from_name("Jönköpings kommun")),
            from: None,
            to: None,
        }
    }
}

impl Representation for MandateView {
    fn example() -> Self {
        let content = MandateContent::example();
        Self { content }
    }
}

impl Representation for MandateList {
    fn example() -> Self {
        Self {
            mandates: vec![MandateContent::example()],
        }
    }
}

fn linked(mandate: Mandate) -> Linked<MandateView> {
    let party = mandate.party.map(|party| party.key);
    let path = party.as_ref().map(|key| format!("/parties/{key}"));
    let content = MandateContent {
        role: mandate.role,
        title: mandate.title,
        party,
        from: mandate.from.map(Date),
        to: mandate.to.map(Date),
    };
    let linked = Linked::part(MandateView { content });
    match path {
        Some(path) => linked.link("party", path),
        None => linked,
    }
}

async fn mandates(
    tx: &Tx,
    scope: &Scope,
    group: Option<&HeldGroup>,
) -> Result<Vec<Mandate>, Problem> {
    let of = group.map(|group| GroupId(group.id));
    let all = store::list_mandates(tx, scope.collaboration.id).await?;
    let own = all.into_iter().filter(|(group, _)| *group == of);
    Ok(own.map(|(_, mandate)| mandate).collect())
}

async fn list(call: Call, _: NoQuery) -> Result<Page<MandateView>, Refusal> {
    let tx = call.read().await?;
    let (scope, group) = place(&call, &tx).await?;
    let mandates = mandates(&tx, &scope, group.as_ref()).await?;
    let tag = tag(&scope, group.as_ref());
    Ok(Page::of(mandates, call.paging, linked).tagged(tag))
}

async fn put(call: Call, list: MandateList) -> Result<Page<MandateView>, Refusal> {
    let tx = call.begin("api_put_mandates").await?;
    let (scope, group) = place(&call, &tx).await?;
    call.allow_write(Some(&tag(&scope, group.as_ref())))?;
    scope.require(Action::SaveMandates.by())?;
    let new = named(&tx, list).await?;
    let seen = revision(&scope, group.as_ref());
    save_mandates(&tx, &call.actor, &scope, group.as_ref(), &new, seen).await?;
    let (scope, group) = place(&call, &tx).await?;
    let after = mandates(&tx, &scope, group.as_ref()).await?;
    tx.commit().await?;
    let tag = tag(&scope, group.as_ref());
    Ok(Page::of(after, call.paging, linked).tagged(tag))
}

async fn named(tx: &Tx, list: MandateList) -> Result<Vec<Mandate>, Refusal> {
    let register = Register::load(tx).await?;
    let mut problems = Problems::default();
    let mut mandates = Vec::new();
    for (index, row) in list.mandates.into_iter().enumerate() {
        let field = format!("mandates.{index}.party");
        if let Some(party) = problems.keep(register.optional(row.party.as_ref(), &field)) {
            mandates.push(Mandate {
                role: row.role,
                title: row.title,
                party: party.cloned(),
                from: row.from.map(|date| date.0),
                to: row.to.map(|date| date.0),
            });
        }
    }
    Ok(problems.or(mandates)?)
}
