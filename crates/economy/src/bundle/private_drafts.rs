//! Drafts that are not shared with the members, in a folder: whose they are, by e-mail address. Only the
//! folder of a whole installation has them.

use super::distributions::ReadDistribution;
use crate::actions::Sharing;
use crate::records::{DistributionRecord, PrivateDraft};
use crate::store;
use samverk_database::Tx;
use samverk_exchange::Intake;
use samverk_foundation::{Actor, PersonId, Problem};
use samverk_identity::model::Email;
use samverk_identity::{find_person_by_email, people_with_ids};
use samverk_parties::Scope;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose draft it is.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrivateFile {
    /// The e-mail address of whoever made it.
    pub maker: String,
    /// Those of whom they let see it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<String>,
}

impl PrivateFile {
    pub async fn of(tx: &Tx, record: &DistributionRecord) -> Result<Option<Self>, Problem> {
        let Some(private) = &record.private else {
            return Ok(None);
        };
        let people = people_with_ids(tx, &private.people()).await?;
        let address = |id: &PersonId| {
            let found = people.iter().find(|one| one.id == *id);
            found.map(|one| one.email.as_str().to_owned())
        };
        Ok(Some(Self {
            maker: address(&private.maker).unwrap_or_default(),
            named: private.named.iter().filter_map(address).collect(),
        }))
    }
}

/// For whom it is when it comes in; nothing where it is to be left as it is. Whoever looks after the installation
/// brings in what others made; what others bring in is their own.
pub async fn sharing(
    tx: &Tx,
    actor: &Actor,
    scope: &Scope,
    read: &ReadDistribution,
    intake: &mut Intake,
) -> Result<Option<Sharing>, Problem> {
    let key = read.key().as_str();
    let before = store::find_distribution(tx, scope.collaboration.id, key).await?;
    let Some(file) = &read.file().private else {
        let stands = before.map_or(Sharing::Members, |_| Sharing::AsItStands);
        return Ok(Some(stands));
    };
    let is_anothers =
        |record: &DistributionRecord| record.private.is_some() && !record.is_visible_in(scope);
    if before.as_ref().is_some_and(is_anothers) {
        return Ok(None);
    }
    let is_trusted = actor.person().is_none_or(|person| person.administrator);
    let maker = match is_trusted {
        true => person(tx, &file.maker).await?,
        false => scope.roles.person(),
    };
    let unknown = |code: &'static str, email: &str| {
        read.place(
            Problem::invalid(code)
                .with("email", email)
                .at_field("private"),
        )
    };
    let Some(maker) = maker else {
        intake
            .warnings
            .push(unknown("draft_maker_unknown", &file.maker));
        return Ok(None);
    };
    let mut private = PrivateDraft {
        maker,
        named: Default::default(),
    };
    for email in &file.named {
        match person(tx, email).await? {
            Some(named) => {
                private.named.insert(named);
            }
            None => intake.warnings.push(unknown("draft_reader_unknown", email)),
        }
    }
    Ok(Some(Sharing::Private(private)))
}

async fn person(tx: &Tx, email: &str) -> Result<Option<PersonId>, Problem> {
    let Ok(email) = Email::parse(email) else {
        return Ok(None);
    };
    let found = find_person_by_email(tx, &email).await?;
    Ok(found.map(|account| account.id))
}
