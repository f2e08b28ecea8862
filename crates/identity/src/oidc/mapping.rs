//! What a provider tells of a person becomes a party, roles, a name and an e-mail address.

use crate::model::Email;
use samverk_foundation::text::line;
use samverk_foundation::{Problem, Role};
use serde_json::Value;
use std::collections::BTreeMap;

/// How the claims of one provider are read. A claim is a name, or a path when it begins with `/`:
/// `/realm_access/roles`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub party: PartyRule,
    pub role: RoleRule,
    pub email_claim: String,
    pub name_claim: String,
    /// The provider gives out only addresses that it knows to be the person's, without saying so.
    pub email_is_verified: bool,
}

/// Which party a person belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PartyRule {
    /// By the party's key.
    Fixed(String),
    /// By a claim's value: value → the party's key.
    ByClaim {
        claim: String,
        parties: BTreeMap<String, String>,
    },
}

/// Which roles people get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRule {
    pub claim: Option<String>,
    pub roles: BTreeMap<String, ToldRole>,
    /// At the party, for whoever is given no role there.
    pub otherwise: Option<Role>,
}

/// What a value of the claim means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ToldRole {
    /// At the person's party.
    AtParty(Role),
    /// In the collaboration with this key.
    In(String, Role),
}

/// What is known of somebody who has signed in at a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// Who it is to the provider, for ever.
    pub subject: String,
    /// Nothing when the provider does not vouch for it.
    pub email: Option<Email>,
    /// Empty when the provider tells no name.
    pub name: String,
    /// The key of a party.
    pub party: Option<String>,
    pub roles: Vec<ToldRole>,
    /// At the party, for whoever is told no role there.
    pub usual: Option<Role>,
    /// False when the provider has more to say of roles than it could: what is not told may still hold.
    pub roles_are_told: bool,
}

impl PartyRule {
    pub fn parties(&self) -> Vec<&str> {
        match self {
            Self::Fixed(key) => vec![key],
            Self::ByClaim { parties, .. } => parties.values().map(String::as_str).collect(),
        }
    }
}

/// OpenID Connect gives a subject so many characters at most.
const SUBJECT_MAX: usize = 255;

impl Mapping {
    /// Fails with `provider_answer_invalid` when it is not even said who it is.
    pub fn read(&self, claims: &Value) -> Result<Claimed, Problem> {
        let subject = text(claims, "sub").unwrap_or_default();
        let is_fitting = (1..=SUBJECT_MAX).contains(&subject.chars().count());
        if !is_fitting || !line(subject).is_ok_and(|told| told == subject) {
            let problem = Problem::invalid("provider_answer_invalid");
            return Err(problem.with("fault", "sub").with("provider", ""));
        }
        let roles = self.roles(claims);
        let is_at_party = roles
            .iter()
            .any(|role| matches!(role, ToldRole::AtParty(_)));
        Ok(Claimed {
            usual: self.role.otherwise.filter(|_| !is_at_party),
            roles_are_told: !self.has_too_many_roles(claims),
            subject: subject.to_owned(),
            email: self.email(claims),
            name: self.name(claims),
            party: self.party(claims),
            roles,
        })
    }

    /// Whether what is asked for is there, so that nothing more need be asked.
    pub fn is_answered(&self, claims: &Value) -> bool {
        let has = |claim: &String| find(claims, claim).is_some();
        let party = match &self.party {
            PartyRule::Fixed(_) => true,
            PartyRule::ByClaim { claim, .. } => has(claim),
        };
        let role = self.role.claim.as_ref().is_none_or(has);
        let vouched = self.email_is_verified || find(claims, "email_verified").is_some();
        party && role && vouched && has(&self.email_claim) && has(&self.name_claim)
    }

    fn email(&self, claims: &Value) -> Option<Email> {
        let said = find(claims, "email_verified");
        let is_verified = match said {
            Some(Value::Bool(word)) => *word,
            Some(Value::String(word)) => word == "true",
            Some(_) => false,
            None => self.email_is_verified,
        };
        let email = text(claims, &self.email_claim).filter(|_| is_verified)?;
        Email::parse(email).ok()
    }

    fn name(&self, claims: &Value) -> String {
        if let Some(name) = text(claims, &self.name_claim) {
            return name.to_owned();
        }
        let parts = ["given_name", "family_name"].map(|part| text(claims, part));
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn party(&self, claims: &Value) -> Option<String> {
        match &self.party {
            PartyRule::Fixed(key) => Some(key.clone()),
            PartyRule::ByClaim { claim, parties } => {
                let mut found: Vec<&String> = texts(claims, claim)
                    .into_iter()
                    .filter_map(|value| parties.get(value))
                    .collect();
                found.dedup();
                match found[..] {
                    [one] => Some(one.clone()),
                    _ => None,
                }
            }
        }
    }

    /// Entra ID leaves out a list of too many groups, and says in `_claim_names` that it stands elsewhere.
    fn has_too_many_roles(&self, claims: &Value) -> bool {
        let names = claims.get("_claim_names");
        let claim = self.role.claim.as_deref();
        claim.is_some_and(|claim| names.is_some_and(|names| names.get(claim).is_some()))
    }

    fn roles(&self, claims: &Value) -> Vec<ToldRole> {
        let told = self.role.claim.as_ref();
        let told = told.map_or_else(Vec::new, |claim| texts(claims, claim));
        let known = told.iter().filter_map(|value| self.role.roles.get(*value));
        let mut roles: Vec<ToldRole> = known.cloned().collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    }
}

fn find<'a>(claims: &'a Value, claim: &str) -> Option<&'a Value> {
    let found = match claim.starts_with('/') {
        true => claims.pointer(claim),
        false => claims.get(claim),
    };
    found.filter(|value| !value.is_null())
}

fn text<'a>(claims: &'a Value, claim: &str) -> Option<&'a str> {
    let text = find(claims, claim)?.as_str()?.trim();
    (!text.is_empty()).then_some(text)
}

/// One text, or the texts of a list.
fn texts<'a>(claims: &'a Value, claim: &str) -> Vec<&'a str> {
    match find(claims, claim) {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
#[path = "mapping_tests.rs"]
mod tests;
