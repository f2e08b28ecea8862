use super::{require_anywhere, require_party_editor};
use crate::model::{Party, PartyKind, check_code, check_key, parse_organisation_number};
use crate::policy::Action;
use crate::store;
use samverk_database::statement::is_new;
use samverk_database::{Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Key, PartyId, Problem, text};

/// What can be said of a party. `revision` is the one that the person saw, 0 for a new party.
#[derive(Clone, Debug)]
pub struct SaveParty {
    pub kind: PartyKind,
    pub name: String,
    pub short_name: String,
    pub municipality_code: Option<String>,
    pub region_code: Option<String>,
    /// As it was written, with or without hyphen.
    pub organisation_number: Option<String>,
    pub note: String,
    pub revision: i64,
}

impl SaveParty {
    fn becomes(self, id: PartyId, key: Key) -> Result<Party, Problem> {
        if let Some(code) = &self.municipality_code {
            check_code("municipality_code", code, 4)?;
        }
        if let Some(code) = &self.region_code {
            check_code("region_code", code, 2)?;
        }
        let number = self.organisation_number.as_deref();
        let number = number
            .map(|text| parse_organisation_number(text, self.kind))
            .transpose();
        Ok(Party {
            id,
            key,
            kind: self.kind,
            name: text::name(&self.name, "name")?,
            short_name: text::name(&self.short_name, "short_name")?,
            municipality_code: self.municipality_code,
            region_code: self.region_code,
            organisation_number: number.map_err(|p| p.at_field("organisation_number"))?,
            note: self.note,
            revision: self.revision.saturating_add(1),
        })
    }
}

/// Adds or changes a party.
///
/// Fails with `already_exists` for a new party whose key is taken, `party_code_taken`,
/// `party_code_invalid`, `organisation_number_invalid`, `key_reserved`, `party_shared` or `changed_meanwhile`.
pub async fn save_party(
    tx: &Tx,
    actor: &Actor,
    key: Key,
    input: SaveParty,
) -> Result<Party, Problem> {
    let before = store::find_party(tx, key.as_str()).await?;
    match &before {
        None => require_anywhere(actor, Action::AddParty)?,
        Some(before) => require_party_editor(tx, actor, before).await?,
    }
    check_key(&key)?;
    let seen = input.revision;
    let id = before
        .as_ref()
        .map_or_else(|| PartyId(tx.new_id()), |party| party.id);
    let after = input.becomes(id, key)?;
    if let Some(before) = &before
        && *before
            == (Party {
                revision: before.revision,
                ..after.clone()
            })
    {
        return Ok(before.clone());
    }
    if let Some(other) = store::find_party_with_codes_of(tx, &after).await? {
        return Err(code_taken(&after, &other));
    }
    match is_new(before.is_some(), seen)? {
        true => store::insert_party(tx, &after).await?,
        false => store::update_party(tx, &after, seen).await?,
    }
    let object = ObjectRef::new("party", after.id.0, &after.name);
    let kind = if before.is_some() {
        "party.saved"
    } else {
        "party.added"
    };
    tx.record(
        actor,
        Event::new(kind, object).change(before.as_ref(), Some(&after))?,
    )
    .await?;
    Ok(after)
}

fn code_taken(party: &Party, other: &Party) -> Problem {
    let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    let field = if same(&party.municipality_code, &other.municipality_code) {
        "municipality_code"
    } else if same(&party.region_code, &other.region_code) {
        "region_code"
    } else {
        "organisation_number"
    };
    Problem::conflict("party_code_taken")
        .with("party", &other.name)
        .at_field(field)
}
