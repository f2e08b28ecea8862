use super::{Email, Grant, StoredPassword};
use chrono::{DateTime, Utc};
use samverk_foundation::text::line;
use samverk_foundation::{PersonId, Problem, Role};
use serde_json::{Value, json};

const NAME_LENGTH_MAX: usize = 100;

/// A person as the installation knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: PersonId,
    pub name: String,
    pub email: Email,
    /// Nothing until the person has followed the invitation.
    pub password: Option<StoredPassword>,
    pub administrator: bool,
    /// May open collaborations.
    pub opener: bool,
    /// Made for demo mode, and let in only there: its password is printed on the sign-in page.
    pub demo: bool,
    pub active: bool,
    pub created_at: DateTime<Utc>,
    pub revision: i64,
}

impl Account {
    /// The roles that stand with the person: they hold in the whole installation.
    pub fn grants(&self) -> impl Iterator<Item = Grant> {
        let administrator = self.administrator.then_some(Grant::ADMINISTRATOR);
        let opener = self.opener.then_some(Grant::OPENER);
        administrator.into_iter().chain(opener)
    }

    /// With or without a role of the installation; nothing when that is so already.
    pub fn with_grant(&self, grant: &Grant, held: bool) -> Option<Self> {
        let mut changed = self.clone();
        match grant.role() {
            Role::Opener => changed.opener = held,
            _ => changed.administrator = held,
        }
        (changed != *self).then_some(changed)
    }

    pub fn is_admitted(&self, demo_mode: bool) -> bool {
        self.active && (demo_mode || !self.demo)
    }

    /// What the log keeps of a person: nothing secret.
    pub fn for_log(&self) -> Value {
        json!({
            "name": self.name,
            "email": self.email.as_str(),
            "administrator": self.administrator,
            "active": self.active,
        })
    }
}

/// Fails with `field_missing` when empty, `text_too_long` over 100 characters,
/// `character_not_allowed`.
pub fn read_name(text: &str) -> Result<String, Problem> {
    let text = line(text).map_err(|problem| problem.at_field("name"))?;
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Problem::invalid("field_missing").at_field("name")),
        1..=NAME_LENGTH_MAX => Ok(name),
        _ => Err(Problem::invalid("text_too_long")
            .with("max", NAME_LENGTH_MAX)
            .at_field("name")),
    }
}

#[cfg(test)]
mod tests {
    use super::read_name;

    #[test]
    fn a_name_can_be_read_and_kept() {
        assert_eq!(read_name(" Anna\u{b} Ek ").unwrap(), "Anna Ek");
        let refused = |text: &str| read_name(text).unwrap_err().code;
        assert_eq!(refused("Anna\0Ek"), "character_not_allowed");
        assert_eq!(refused("\u{200b}"), "field_missing");
        assert_eq!(refused(&"a".repeat(101)), "text_too_long");
    }
}
