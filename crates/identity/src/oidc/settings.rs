//! `[[identity_provider]]` in the configuration: what the operator writes, and what is wrong with it.

use super::assertion::{Assertion, AssertionAudience};
use super::mapping::{Mapping, PartyRule, RoleRule, ToldRole};
use super::provider::{Credential, Provider};
use openidconnect::{ClientSecret, IssuerUrl};
use samverk_foundation::{Key, Problem, Role};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// One provider as it stands in the file. It holds no secret: only where secrets are kept.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProviderFile {
    /// In addresses: `/logga-in/{key}`.
    key: Option<String>,
    /// On the sign-in page.
    name: Option<String>,
    issuer: Option<String>,
    client_id: Option<String>,
    client_secret_file: Option<PathBuf>,
    client_secret_env: Option<String>,
    private_key_file: Option<PathBuf>,
    private_key_env: Option<String>,
    private_key_id: Option<String>,
    assertion_audience: Option<String>,
    scopes: Option<Vec<String>>,
    party: Option<String>,
    party_claim: Option<String>,
    parties: BTreeMap<String, String>,
    role: Option<String>,
    role_claim: Option<String>,
    roles: BTreeMap<String, String>,
    email_claim: Option<String>,
    name_claim: Option<String>,
    email_is_verified: bool,
    just_in_time: bool,
}

/// Looks a variable of the environment up.
type Environment<'a> = &'a dyn Fn(&str) -> Option<String>;

impl ProviderFile {
    /// Fails with `provider_setting_missing`, `provider_setting_invalid`,
    /// `provider_setting_twice` or `provider_secret_unusable`, each with the field's name. `number`
    /// counts the providers from 1, for those without a key.
    pub fn read(&self, number: usize, environment: Environment<'_>) -> Result<Provider, Problem> {
        let key = self.key.as_deref().unwrap_or_default();
        let called = match key {
            "" => number.to_string(),
            key => key.to_owned(),
        };
        let named = |problem: Problem| problem.with("provider", &called);
        self.read_whole(environment).map_err(named)
    }

    fn read_whole(&self, environment: Environment<'_>) -> Result<Provider, Problem> {
        let key = needed("key", self.key.as_ref())?;
        Key::parse(key).map_err(|_| invalid("key", key))?;
        Ok(Provider::new(
            key.to_owned(),
            needed("name", self.name.as_ref())?.to_owned(),
            self.issuer()?,
            needed("client_id", self.client_id.as_ref())?.to_owned(),
            self.credential(environment)?,
            self.scopes.clone().unwrap_or_else(usual_scopes),
            self.mapping()?,
            self.just_in_time,
        ))
    }

    /// Secrets and people's data travel to the issuer: only over TLS, or on this machine.
    fn issuer(&self) -> Result<IssuerUrl, Problem> {
        let text = needed("issuer", self.issuer.as_ref())?;
        let issuer = IssuerUrl::new(text.to_owned()).map_err(|_| invalid("issuer", text))?;
        match super::http::is_protected(issuer.url()) {
            true => Ok(issuer),
            false => Err(invalid("issuer", text)),
        }
    }

    fn credential(&self, environment: Environment<'_>) -> Result<Credential, Problem> {
        let secret = Place::of(
            ("client_secret_file", &self.client_secret_file),
            ("client_secret_env", &self.client_secret_env),
        )?;
        let key = Place::of(
            ("private_key_file", &self.private_key_file),
            ("private_key_env", &self.private_key_env),
        )?;
        match (secret, key) {
            (Some(_), Some(key)) => Err(twice(key.field)),
            (Some(place), None) => {
                let secret = place.read(environment)?;
                Ok(Credential::Secret(ClientSecret::new(secret)))
            }
            (None, Some(place)) => self.assertion(&place, environment).map(Credential::Key),
            (None, None) => Err(missing("client_secret_file")),
        }
    }

    fn assertion(
        &self,
        place: &Place<'_>,
        environment: Environment<'_>,
    ) -> Result<Assertion, Problem> {
        let audience = match self.assertion_audience.as_deref() {
            None | Some("issuer") => AssertionAudience::Issuer,
            Some("token_endpoint") => AssertionAudience::TokenEndpoint,
            Some(other) => return Err(invalid("assertion_audience", other)),
        };
        let pem = place.read(environment)?;
        let assertion = Assertion::from_pem(&pem, self.private_key_id.clone(), audience);
        assertion.ok_or_else(|| unusable(place.field))
    }

    fn mapping(&self) -> Result<Mapping, Problem> {
        Ok(Mapping {
            party: self.party_rule()?,
            role: self.role_rule()?,
            email_claim: claim(self.email_claim.as_ref(), "email"),
            name_claim: claim(self.name_claim.as_ref(), "name"),
            email_is_verified: self.email_is_verified,
        })
    }

    /// Which parties a provider may speak for is the operator's word, never the provider's.
    fn party_rule(&self) -> Result<PartyRule, Problem> {
        match (&self.party, &self.party_claim) {
            (Some(_), Some(_)) => Err(twice("party_claim")),
            (Some(_), None) if !self.parties.is_empty() => Err(missing("party_claim")),
            (Some(key), None) => Ok(PartyRule::Fixed(party_key("party", key)?)),
            (None, None) => Err(missing("party")),
            (None, Some(_)) if self.parties.is_empty() => Err(missing("parties")),
            (None, Some(claim)) => {
                let pair = |(value, key): (&String, &String)| {
                    Ok((value.clone(), party_key("parties", key)?))
                };
                let parties: Result<_, Problem> = self.parties.iter().map(pair).collect();
                Ok(PartyRule::ByClaim {
                    claim: claim.clone(),
                    parties: parties?,
                })
            }
        }
    }

    fn role_rule(&self) -> Result<RoleRule, Problem> {
        match (&self.role, &self.role_claim) {
            (_, None) if !self.roles.is_empty() => Err(missing("role_claim")),
            (_, Some(_)) if self.roles.is_empty() => Err(missing("roles")),
            (None, None) => Err(missing("role")),
            (otherwise, claim) => {
                let pair = |(value, role): (&String, &String)| {
                    Ok((value.clone(), told_role("roles", role)?))
                };
                let roles: Result<_, Problem> = self.roles.iter().map(pair).collect();
                let otherwise = otherwise.as_ref().map(|role| party_role("role", role));
                Ok(RoleRule {
                    claim: claim.clone(),
                    roles: roles?,
                    otherwise: otherwise.transpose()?,
                })
            }
        }
    }
}

fn usual_scopes() -> Vec<String> {
    ["profile", "email"].map(str::to_owned).to_vec()
}

fn claim(chosen: Option<&String>, usual: &str) -> String {
    chosen.map_or(usual, String::as_str).to_owned()
}

fn party_key(field: &'static str, text: &str) -> Result<String, Problem> {
    let key = Key::parse(text).map_err(|_| invalid(field, text))?;
    Ok(key.to_string())
}

/// A role at the party, or one in a collaboration that the operator names: `coordinator:radet`.
fn told_role(field: &'static str, text: &str) -> Result<ToldRole, Problem> {
    let Some((code, key)) = text.split_once(':') else {
        return party_role(field, text).map(ToldRole::AtParty);
    };
    let role = Role::from_code(code).filter(|role| role.belongs_to_collaboration());
    let role = role.ok_or_else(|| invalid(field, text))?;
    Ok(ToldRole::In(party_key(field, key)?, role))
}

/// The usual role is one at the party, whose people come here.
fn party_role(field: &'static str, code: &str) -> Result<Role, Problem> {
    let role = Role::from_code(code).filter(|role| role.belongs_to_party());
    role.ok_or_else(|| invalid(field, code))
}

/// Where a secret is kept.
struct Place<'a> {
    field: &'static str,
    kept: Kept<'a>,
}

enum Kept<'a> {
    File(&'a PathBuf),
    Environment(&'a str),
}

impl<'a> Place<'a> {
    fn of(
        file: (&'static str, &'a Option<PathBuf>),
        variable: (&'static str, &'a Option<String>),
    ) -> Result<Option<Self>, Problem> {
        match (file, variable) {
            ((_, Some(_)), (field, Some(_))) => Err(twice(field)),
            ((field, Some(path)), _) => Ok(Some(Self {
                field,
                kept: Kept::File(path),
            })),
            (_, (field, Some(name))) => Ok(Some(Self {
                field,
                kept: Kept::Environment(name),
            })),
            _ => Ok(None),
        }
    }

    fn read(&self, environment: Environment<'_>) -> Result<String, Problem> {
        let text = match self.kept {
            Kept::File(path) => std::fs::read_to_string(path).ok(),
            Kept::Environment(name) => environment(name),
        };
        let text = text.map(|text| text.trim().to_owned());
        let filled = text.filter(|text| !text.is_empty());
        filled.ok_or_else(|| unusable(self.field))
    }
}

fn needed<'a>(field: &'static str, value: Option<&'a String>) -> Result<&'a str, Problem> {
    let value = value.map(|text| text.trim()).unwrap_or_default();
    match value {
        "" => Err(missing(field)),
        value => Ok(value),
    }
}

fn missing(field: &'static str) -> Problem {
    Problem::invalid("provider_setting_missing").with("field", field)
}

fn invalid(field: &'static str, value: &str) -> Problem {
    let problem = Problem::invalid("provider_setting_invalid").with("field", field);
    problem.with("value", value)
}

/// Two fields exclude each other, and both are filled in.
fn twice(field: &'static str) -> Problem {
    Problem::invalid("provider_setting_twice").with("field", field)
}

fn unusable(field: &'static str) -> Problem {
    Problem::invalid("provider_secret_unusable").with("field", field)
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
