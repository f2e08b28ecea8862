use super::keys::{ladder_named, party_keys, party_named};
use super::{COLLABORATION, resource as parties_resource};
use crate::actions::{
    SaveCollaboration, open_own_collaboration, remove_collaboration, save_collaboration,
};
use crate::ladders::ladder_keys;
use crate::model::{Collaboration, Contact, LegalForm, Reach};
use crate::policy::Action;
use crate::{Above, LadderId, Scope, Visible};
use samverk_database::Tx;
use samverk_foundation::{Key, Problem, ProblemKind, without_accents};
use samverk_rest::{
    Call, Found, KeySchema, Linked, Operation, Page, Refusal, Representation, Resource, Saved, Tag,
    Title,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    let path = "/collaborations/{collaboration}";
    parties_resource("collaborations", ["Samverkan.", "Collaborations."])
        .parameter(COLLABORATION)
        .with(
            Operation::list("/collaborations", "listCollaborations", list).about(
                "Samverkan efter namn: publicerade, och utkast för den som hör till.",
                "Collaborations by name: published ones, and drafts for those who belong.",
            ),
        )
        .with(
            Operation::get(path, "getCollaboration", get)
                .about("En samverkan.", "One collaboration."),
        )
        .with(
            Operation::put(path, "putCollaboration", put)
                .about(
                    "Startar eller ändrar en samverkan.",
                    "Opens or changes a collaboration.",
                )
                .action(Action::SaveCollaboration.code())
                .or_action(Action::OpenCollaboration.code())
                .invalid(&[
                    "party_unknown",
                    "parent_unknown",
                    "ladder_unknown",
                    "collaboration_own_parent",
                    "key_reserved",
                    "contact_role_missing",
                    "contact_address_missing",
                    "email_invalid",
                ])
                .conflict(&["already_exists"]),
        )
        .with(
            Operation::delete(path, "deleteCollaboration", delete)
                .about(
                    "Tar bort en samverkan som inte är publicerad och som inget hänvisar till.",
                    "Removes a collaboration that is not published and that nothing refers to.",
                )
                .action(Action::RemoveCollaboration.code())
                .conflict(&[
                    "collaboration_published",
                    "collaboration_has_people",
                    "collaboration_in_use",
                ]),
        )
}

/// A standing cooperation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Collaboration")]
pub struct CollaborationView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: CollaborationContent,
}

/// What can be said of a collaboration.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CollaborationContent {
    name: Title,
    #[serde(default)]
    purpose: String,
    legal_form: LegalForm,
    /// A party.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    host: Option<Key>,
    reach: Reach,
    /// The collaboration that this one belongs to.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    parent: Option<Key>,
    /// The ladder on which it is assessed.
    #[serde(default)]
    #[schemars(with = "Option<KeySchema>")]
    ladder: Option<Key>,
    /// Whether the public may see it.
    #[serde(default)]
    published: bool,
    #[serde(default)]
    source: String,
    /// Whom to ask: a role, never a person. Empty for those who may not see it.
    #[serde(default)]
    contact_role: String,
    /// The role's e-mail address. Empty for those who may not see it.
    #[serde(default)]
    contact_address: String,
    /// Whether the public sees the contact.
    #[serde(default)]
    contact_published: bool,
}

impl Representation for CollaborationContent {
    fn example() -> Self {
        Self {
            name: "Digitaliseringsrådet i Jönköpings län".into(),
            purpose: "Gemensam digital utveckling.".to_owned(),
            legal_form: LegalForm::Network,
            host: None,
            reach: Reach::Regional,
            parent: None,
            ladder: Some(Key::from_name("Samverkanstrappan")),
            published: true,
            source: String::new(),
            contact_role: "Samordnare".to_owned(),
            contact_address: "samordnare@exempel.se".to_owned(),
            contact_published: true,
        }
    }
}

impl Representation for CollaborationView {
    fn example() -> Self {
        Self {
            key: Key::from_name("Digitaliseringsrådet"),
            content: CollaborationContent::example(),
        }
    }
}

fn tag(collaboration: &Collaboration) -> Tag {
    Tag::of(&(collaboration.id, collaboration.revision))
}

/// What a collaboration refers to, by keys.
struct Referred {
    host: Option<Key>,
    parent: Option<Key>,
    ladder: Option<Key>,
    /// As the reader may see it.
    contact: Contact,
}

fn linked(one: Collaboration, referred: Referred) -> Linked<CollaborationView> {
    let contact = referred.contact;
    let path = format!("/collaborations/{}", one.key);
    let below = [
        "members",
        "groups",
        "mandates",
        "assessments",
        "relations",
        "needs",
    ];
    let view = CollaborationView {
        key: one.key,
        content: CollaborationContent {
            name: one.name.into(),
            purpose: one.purpose,
            legal_form: one.legal_form,
            host: referred.host,
            reach: one.reach,
            parent: referred.parent,
            ladder: referred.ladder,
            published: one.published,
            source: one.source,
            contact_role: contact.role,
            contact_address: contact.address,
            contact_published: one.contact.published,
        },
    };
    let linked = Linked::at(path.clone(), view).link("collection", "/collaborations");
    below.into_iter().fold(linked, |linked, name| {
        linked.link(name, format!("{path}/{name}"))
    })
}

/// With the keys of what it refers to; a parent that the reader may not know of is left out.
async fn views(
    tx: &Tx,
    all: Vec<Collaboration>,
    visible: &Visible,
) -> Result<Vec<Linked<CollaborationView>>, Refusal> {
    let hosts = party_keys(tx, all.iter().filter_map(|one| one.host)).await?;
    let ladders = ladder_keys(tx).await?;
    let view = |one: Collaboration| {
        let parent = one.parent.and_then(|id| visible.by_id(id));
        let referred = Referred {
            host: one.host.and_then(|id| hosts.get(&id).cloned()),
            parent: parent.map(|parent| parent.key.clone()),
            ladder: one.ladder.and_then(|id| ladders.get(&id).cloned()),
            contact: visible.contact(&one).cloned().unwrap_or_default(),
        };
        linked(one, referred)
    };
    Ok(all.into_iter().map(view).collect())
}

async fn view(
    tx: &Tx,
    one: Collaboration,
    visible: &Visible,
) -> Result<Linked<CollaborationView>, Refusal> {
    let mut all = views(tx, vec![one], visible).await?;
    let only = all.pop();
    only.ok_or_else(|| Problem::internal("a collaboration is not told").into())
}

/// Which collaborations to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CollaborationQuery {
    /// En del av namnet. / A part of the name.
    search: Option<String>,
    /// Bara med den här räckvidden. / Only with this reach.
    reach: Option<Reach>,
}

async fn list(call: Call, query: CollaborationQuery) -> Result<Page<CollaborationView>, Refusal> {
    let tx = call.read().await?;
    let visible = Visible::find(&tx, &call.actor).await?;
    let wanted = without_accents(&query.search.unwrap_or_default());
    let passes = |one: &&Collaboration| {
        without_accents(&one.name).contains(&wanted)
            && query.reach.is_none_or(|reach| one.reach == reach)
    };
    let chosen: Vec<_> = visible.all().filter(passes).cloned().collect();
    let views = views(&tx, chosen, &visible).await?;
    Ok(Page::of(views, call.paging, |view| view))
}

async fn get(call: Call) -> Result<Found<CollaborationView>, Refusal> {
    let tx = call.read().await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    let visible = Visible::find(&tx, &call.actor).await?;
    let tag = tag(&scope.collaboration);
    Ok(Found::new(
        view(&tx, scope.collaboration, &visible).await?,
        tag,
    ))
}

async fn put(
    call: Call,
    content: CollaborationContent,
) -> Result<Saved<CollaborationView>, Refusal> {
    let key = call.key("collaboration")?;
    let above: Above = call.extension()?;
    let tx = call.begin("api_put_collaboration").await?;
    // A draft that is not the reader's own does not exist for them.
    let before = match Scope::find(&tx, &call.actor, key.as_str()).await {
        Ok(scope) => Some(scope.collaboration),
        Err(problem) if problem.kind == ProblemKind::NotFound => None,
        Err(problem) => return Err(problem.into()),
    };
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    let visible = Visible::find(&tx, &call.actor).await?;
    let input = saving(&tx, content, before.as_ref(), &visible).await?;
    let saved = match &before {
        Some(_) => save_collaboration(&tx, &call.actor, key.as_str(), input).await?,
        None => open_own_collaboration(&tx, &call.actor, &above, (key, input)).await?,
    };
    let tag = tag(&saved);
    let visible = visible.with_opened(&saved);
    let linked = view(&tx, saved, &visible).await?;
    tx.commit().await?;
    Ok(Saved::new(linked, tag, before.is_none()))
}

async fn saving(
    tx: &Tx,
    content: CollaborationContent,
    before: Option<&Collaboration>,
    visible: &Visible,
) -> Result<SaveCollaboration, Refusal> {
    let parent = content.parent.as_ref();
    let parent = parent.map(|key| visible.parent(key.as_str())).transpose()?;
    let ladder = match &content.ladder {
        Some(key) => Some(LadderId(ladder_named(tx, key, "ladder").await?.id)),
        None => None,
    };
    Ok(SaveCollaboration {
        name: content.name.0,
        purpose: content.purpose,
        legal_form: content.legal_form,
        host: party_named(tx, content.host.as_ref(), "host").await?,
        reach: content.reach,
        parent,
        ladder,
        published: content.published,
        source: content.source,
        contact: Contact {
            role: content.contact_role,
            address: content.contact_address,
            published: content.contact_published,
        },
        revision: before.map_or(0, |before| before.revision),
    })
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let above: Above = call.extension()?;
    let tx = call.begin("api_delete_collaboration").await?;
    let scope = Scope::find(&tx, &call.actor, call.part("collaboration")).await?;
    call.allow_write(Some(&tag(&scope.collaboration)))?;
    remove_collaboration(
        &tx,
        &call.actor,
        &above,
        &scope,
        scope.collaboration.revision,
    )
    .await?;
    Ok(tx.commit().await?)
}
