use super::{PARTY, resource as parties_resource};
use crate::Above;
use crate::actions::{SaveParty, remove_party, save_party};
use crate::model::{Party, PartyKind};
use crate::policy::Action;
use crate::store::{self, PartyFilter};
use samverk_foundation::{Key, Problem};
use samverk_rest::{
    Call, Found, KeySchema, Linked, Operation, Page, Refusal, Representation, Resource, Saved, Tag,
    Title,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn resource() -> Resource {
    parties_resource(
        "parties",
        [
            "Aktörer: kommuner, regioner och andra.",
            "Parties: municipalities, regions and others.",
        ],
    )
    .parameter(PARTY)
    .with(
        Operation::list("/parties", "listParties", list)
            .about("Aktörer efter namn.", "Parties by name."),
    )
    .with(Operation::get("/parties/{party}", "getParty", get).about("En aktör.", "One party."))
    .with(
        Operation::put("/parties/{party}", "putParty", put)
            .about(
                "Lägger till eller ändrar en aktör.",
                "Adds or changes a party.",
            )
            .action(Action::SaveParty.code())
            .invalid(&[
                "party_code_invalid",
                "organisation_number_invalid",
                "key_reserved",
            ])
            .conflict(&["party_code_taken", "already_exists"])
            .forbidden(&["party_shared"]),
    )
    .with(
        Operation::delete("/parties/{party}", "deleteParty", delete)
            .about(
                "Tar bort en aktör som inget hänvisar till.",
                "Removes a party that nothing refers to.",
            )
            .action(Action::RemoveParty.code())
            .conflict(&["party_ships", "party_has_people", "party_in_use"]),
    )
}

/// An organisation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Party")]
pub struct PartyView {
    #[schemars(with = "KeySchema")]
    key: Key,
    #[serde(flatten)]
    content: PartyContent,
}

/// What can be said of a party.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "PartyContent")]
pub struct PartyContent {
    kind: PartyKind,
    name: Title,
    #[serde(default)]
    short_name: String,
    /// Four digits, for a municipality.
    #[serde(default)]
    municipality_code: Option<String>,
    /// Two digits, for a region.
    #[serde(default)]
    region_code: Option<String>,
    /// Ten digits, with or without a hyphen.
    #[serde(default)]
    organisation_number: Option<String>,
    #[serde(default)]
    note: String,
}

impl Representation for PartyContent {
    fn example() -> Self {
        Self {
            kind: PartyKind::Municipality,
            name: "Jönköpings kommun".into(),
            short_name: "Jönköping".to_owned(),
            municipality_code: Some("0680".to_owned()),
            region_code: None,
            organisation_number: None,
            note: String::new(),
        }
    }
}

impl Representation for PartyView {
    fn example() -> Self {
        Self {
            key: Key::from_name("Jönköpings kommun"),
            content: PartyContent::example(),
        }
    }
}

impl From<Party> for PartyView {
    fn from(party: Party) -> Self {
        Self {
            key: party.key,
            content: PartyContent {
                kind: party.kind,
                name: party.name.into(),
                short_name: party.short_name,
                municipality_code: party.municipality_code,
                region_code: party.region_code,
                organisation_number: party.organisation_number,
                note: party.note,
            },
        }
    }
}

impl PartyContent {
    fn saving(self, revision: i64) -> SaveParty {
        SaveParty {
            kind: self.kind,
            name: self.name.0,
            short_name: self.short_name,
            municipality_code: self.municipality_code,
            region_code: self.region_code,
            organisation_number: self.organisation_number,
            note: self.note,
            revision,
        }
    }
}

fn tag(party: &Party) -> Tag {
    Tag::of(&(party.id, party.revision))
}

fn linked(party: Party) -> Linked<PartyView> {
    let path = format!("/parties/{}", party.key);
    let populations = format!("{path}/populations");
    Linked::at(path, party.into())
        .link("collection", "/parties")
        .link("populations", populations)
}

/// Which parties to list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PartyQuery {
    /// Bara aktörer av det här slaget. / Only parties of this kind.
    kind: Option<PartyKind>,
    /// En del av namn, kortnamn eller kod. / A part of name, short name or code.
    search: Option<String>,
}

async fn list(call: Call, query: PartyQuery) -> Result<Page<PartyView>, Refusal> {
    let filter = PartyFilter {
        kind: query.kind,
        name: query.search.unwrap_or_default(),
        offset: call.paging.offset,
        limit: Some(call.paging.limit),
    };
    let tx = call.read().await?;
    let total = store::count_parties(&tx, &filter).await?;
    let parties = store::list_parties(&tx, &filter).await?;
    Ok(Page::new(total, parties.into_iter().map(linked).collect()))
}

async fn get(call: Call) -> Result<Found<PartyView>, Refusal> {
    let tx = call.read().await?;
    let found = store::find_party(&tx, call.part("party")).await?;
    let party = found.ok_or_else(Problem::not_found)?;
    let tag = tag(&party);
    Ok(Found::new(linked(party), tag))
}

async fn put(call: Call, content: PartyContent) -> Result<Saved<PartyView>, Refusal> {
    let key = call.key("party")?;
    let tx = call.begin("api_put_party").await?;
    let before = store::find_party(&tx, key.as_str()).await?;
    call.allow_write(before.as_ref().map(tag).as_ref())?;
    let revision = before.as_ref().map_or(0, |party| party.revision);
    let saved = save_party(&tx, &call.actor, key, content.saving(revision)).await?;
    tx.commit().await?;
    let tag = tag(&saved);
    Ok(Saved::new(linked(saved), tag, before.is_none()))
}

async fn delete(call: Call) -> Result<(), Refusal> {
    let above: Above = call.extension()?;
    let tx = call.begin("api_delete_party").await?;
    let found = store::find_party(&tx, call.part("party")).await?;
    let party = found.ok_or_else(Problem::not_found)?;
    call.allow_write(Some(&tag(&party)))?;
    remove_party(&tx, &call.actor, &above, party.key.as_str(), party.revision).await?;
    Ok(tx.commit().await?)
}
