//! Whoever is missing a right is told whom to ask: the roles that have it, and the address of the collaboration
//! or of the installation. The same on the pages and in the API.

use crate::AppState;
use samverk_database::{Tx, Whose};
use samverk_foundation::{Actor, Language, Problem, Role};
use std::future::Future;
use std::pin::Pin;

/// A role with its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleAddress {
    pub role: String,
    pub address: String,
}

/// A collaboration or party, as far as somebody may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedPlace {
    pub name: String,
    pub contact: Option<RoleAddress>,
}

pub type AskedPlaceFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Option<AskedPlace>, Problem>> + Send + 'a>>;

/// Finds the one with this key; nothing where the actor may not know of it.
pub type FindAskedPlace = for<'a> fn(&'a Tx, &'a Actor, (Whose, &'a str)) -> AskedPlaceFuture<'a>;

/// Whom to ask, for somebody who may not do something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhomToAsk {
    /// Those that may do it, the nearest first. Empty when it is not known.
    pub roles: Vec<Role>,
    pub place: Option<AskedPlace>,
    /// An e-mail address or a page for questions about the installation.
    pub installation: Option<String>,
}

impl AppState {
    /// Whom to ask about a problem at a collaboration or party.
    pub async fn whom_to_ask(
        &self,
        actor: &Actor,
        problem: &Problem,
        at: Option<(Whose, &str)>,
    ) -> WhomToAsk {
        let mut roles = problem.roles();
        // The administrator may do most things, and is the one to ask last.
        roles.sort_by_key(|role| (*role == Role::Administrator, *role));
        let place = match (self.asked_place, at) {
            (Some(find), Some(at)) => self.asked_place_at(find, actor, at).await,
            _ => None,
        };
        let has_contact = place.as_ref().is_some_and(|place| place.contact.is_some());
        let may_ask = !has_contact || roles.iter().all(|role| *role == Role::Administrator);
        let installation = self.settings.contact.clone().filter(|_| may_ask);
        WhomToAsk {
            roles,
            place,
            installation,
        }
    }

    /// That it cannot be found is no reason to hide the refusal itself.
    async fn asked_place_at(
        &self,
        find: FindAskedPlace,
        actor: &Actor,
        at: (Whose, &str),
    ) -> Option<AskedPlace> {
        let found = async { find(&self.db.read().await?, actor, at).await };
        found.await.unwrap_or_else(|problem| {
            tracing::warn!(%problem, "whom to ask is not known");
            None
        })
    }
}

impl WhomToAsk {
    /// What is refused, with the roles that may do it where that is known.
    pub fn sentence(&self, state: &AppState, language: Language) -> Option<String> {
        let words = self.roles.iter().map(|role| {
            let key = format!("role-{}", role.code().replace('_', "-"));
            state.texts.get(language, &key, &[])
        });
        let or = format!(" {} ", state.texts.get(language, "problem-or", &[]));
        let roles = listed(words.map(|word| word.to_lowercase()).collect(), &or)?;
        let values = [("roles", roles.as_str())];
        Some(
            state
                .texts
                .get(language, "problem-forbidden-roles", &values),
        )
    }

    /// Whom to turn to, each with an address where there is one: `Samordnare, Rådet`.
    pub fn asked(&self, state: &AppState, language: Language) -> Vec<(String, Option<String>)> {
        let text = |key: &str, values: &[(&str, &str)]| state.texts.get(language, key, values);
        let mut all = Vec::new();
        if let Some(place) = &self.place {
            let name = ("place", place.name.as_str());
            match &place.contact {
                Some(contact) => {
                    let values = [("role", contact.role.as_str()), name];
                    let address = Some(contact.address.clone());
                    all.push((text("problem-ask-contact", &values), address));
                }
                None if self.roles.contains(&Role::PartyAdministrator) => {
                    all.push((text("problem-ask-party", &[name]), None));
                }
                None if self.roles.contains(&Role::Coordinator) => {
                    all.push((text("problem-ask-coordinator", &[name]), None));
                }
                None => {}
            }
        }
        if let Some(address) = &self.installation {
            all.push((text("problem-ask-installation", &[]), Some(address.clone())));
        }
        all
    }
}

/// `samordnare, ekonom eller administratör`, or nothing for none.
fn listed(mut words: Vec<String>, or: &str) -> Option<String> {
    let last = words.pop()?;
    Some(match words.is_empty() {
        true => last,
        false => [words.join(", "), last].join(or),
    })
}

/// The link to an e-mail address or a page.
pub fn address_href(address: &str) -> String {
    match address.starts_with("http://") || address.starts_with("https://") {
        true => address.to_owned(),
        false => format!("mailto:{address}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_listed_as_people_say_them() {
        let listed =
            |words: &[&str]| listed(words.iter().map(|&one| one.into()).collect(), " eller ");
        assert_eq!(listed(&[]), None);
        assert_eq!(listed(&["a"]).unwrap(), "a");
        assert_eq!(listed(&["a", "b", "c"]).unwrap(), "a, b eller c");
    }

    #[test]
    fn an_address_or_a_page_is_a_link() {
        assert_eq!(address_href("a@b.se"), "mailto:a@b.se");
        assert_eq!(address_href("https://b.se/x"), "https://b.se/x");
    }
}
