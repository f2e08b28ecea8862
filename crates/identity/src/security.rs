//! What was refused for the sake of security: in the audit log, and as events of the target
//! `security` for whoever gathers logs. The same over and over is counted, not told each time; an
//! address that nobody here has is never told whole, and no secret at all.

use crate::actions::subject_hash;
use crate::model::Email;
use crate::store;
use samverk_database::{Db, Event, ObjectRef, Tx};
use samverk_foundation::{Actor, Person, PersonId, Problem};
use serde_json::json;
use uuid::Uuid;

/// So much of an unknown address is told.
const SHOWN: usize = 2;
const NAMELESS: &str = "–";

/// What was refused.
pub(crate) enum Refused<'a> {
    SignIn {
        email: &'a str,
        from: &'a str,
    },
    Throttled {
        email: &'a str,
        from: &'a str,
    },
    /// A signed-in person asked for what their roles do not allow.
    Forbidden {
        person: &'a Person,
        path: &'a str,
    },
    Link {
        from: &'a str,
    },
    Provider {
        name: &'a str,
        from: &'a str,
    },
    /// A bearer token that does not hold, of this person if it is anybody's.
    Token {
        of: Option<PersonId>,
        from: &'a str,
    },
}

impl Refused<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Self::SignIn { .. } => "security.sign_in_failed",
            Self::Throttled { .. } => "security.throttled",
            Self::Forbidden { .. } => "security.forbidden",
            Self::Link { .. } => "security.link_refused",
            Self::Provider { .. } => "security.provider_refused",
            Self::Token { .. } => "security.token_refused",
        }
    }

    /// What is counted together.
    fn subject(&self) -> String {
        match self {
            Self::SignIn { email, from } | Self::Throttled { email, from } => {
                format!("{email} {from}")
            }
            Self::Forbidden { person, path } => format!("{} {path}", person.id),
            Self::Link { from } => (*from).to_owned(),
            Self::Provider { name, from } => format!("{name} {from}"),
            Self::Token { of: Some(of), .. } => of.to_string(),
            Self::Token { of: None, from } => (*from).to_owned(),
        }
    }

    async fn object(&self, tx: &Tx) -> Result<ObjectRef, Problem> {
        let account = match self {
            Self::Forbidden { person, .. } => {
                return Ok(ObjectRef::new("person", person.id.0, &person.name));
            }
            Self::Link { .. } => return Ok(nobody("password_link", NAMELESS)),
            Self::Provider { name, .. } => return Ok(nobody("identity_provider", name)),
            Self::Token { of: None, .. } => return Ok(nobody("access_token", NAMELESS)),
            Self::Token { of: Some(of), .. } => store::find_person(tx, *of).await?,
            Self::SignIn { email, .. } | Self::Throttled { email, .. } => {
                match Email::parse(email) {
                    Ok(email) => store::find_person_by_email(tx, &email).await?,
                    Err(_) => None,
                }
            }
        };
        Ok(match (account, self) {
            (Some(account), _) => ObjectRef::new("person", account.id.0, &account.name),
            (None, Self::SignIn { email, .. } | Self::Throttled { email, .. }) => {
                nobody("unknown_account", &cut(email))
            }
            (None, _) => nobody("access_token", NAMELESS),
        })
    }
}

/// What no person stands behind.
fn nobody(kind: &'static str, name: &str) -> ObjectRef {
    ObjectRef::new(kind, Uuid::nil(), name)
}

/// The beginning of what may be an address, or a password in the wrong field.
fn cut(email: &str) -> String {
    let visible = email.trim().chars().filter(|c| c.is_alphanumeric());
    visible.take(SHOWN).chain(['…']).collect()
}

/// That it could not be written down is no reason to answer otherwise.
pub(crate) async fn tell(db: &Db, refused: Refused<'_>) {
    if let Err(problem) = try_tell(db, &refused).await {
        tracing::warn!(target: "security", kind = refused.kind(), %problem, "not in the log");
    }
}

async fn try_tell(db: &Db, refused: &Refused<'_>) -> Result<(), Problem> {
    let kind = refused.kind();
    let tx = db.begin("tell of a refusal").await?;
    let earlier = store::count_refusal(&tx, kind, &subject_hash(&refused.subject())).await?;
    if let Some(earlier) = earlier {
        let object = refused.object(&tx).await?;
        tracing::warn!(target: "security", kind, id = %object.id, earlier, "refused");
        let path = match refused {
            Refused::Forbidden { path, .. } => Some(*path),
            _ => None,
        };
        let told = json!({ "asked_for": path, "earlier": (earlier > 0).then_some(earlier) });
        let actor = match refused {
            Refused::Forbidden { person, .. } => Actor::Person((*person).clone()),
            _ => Actor::Public,
        };
        let event = Event::new(kind, object).change(None::<&()>, Some(&told))?;
        tx.record(&actor, event).await?;
    }
    tx.commit().await
}
