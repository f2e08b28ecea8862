use samverk_fields::is_email;
use samverk_foundation::{Problem, text};
use serde::{Deserialize, Serialize};

/// Whom to ask about a collaboration: a role and its address, never a person's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// `Samordnare`, as people call it.
    #[serde(rename = "contact_role", default)]
    pub role: String,
    #[serde(rename = "contact_address", default)]
    pub address: String,
    /// Whether the public sees it where it sees the collaboration.
    #[serde(rename = "contact_published", default)]
    pub published: bool,
}

impl Contact {
    /// As it is kept: both or neither. Fails with `contact_role_missing`, `contact_address_missing`
    /// or `email_invalid`.
    pub fn checked(self) -> Result<Self, Problem> {
        let role = text::line(&self.role).map_err(|problem| problem.at_field("contact_role"))?;
        let address = self.address.trim().to_lowercase();
        match (role.is_empty(), address.is_empty()) {
            (true, true) => return Ok(Self::default()),
            (true, false) => {
                return Err(Problem::invalid("contact_role_missing").at_field("contact_role"));
            }
            (false, true) => {
                let missing = Problem::invalid("contact_address_missing");
                return Err(missing.at_field("contact_address"));
            }
            (false, false) => {}
        }
        if address.len() > ADDRESS_MAX || !is_email(&address) {
            let wrong = Problem::invalid("email_invalid").with("value", &address);
            return Err(wrong.at_field("contact_address"));
        }
        Ok(Self {
            role,
            address,
            published: self.published,
        })
    }

    /// What a member of the collaboration, or somebody else, is told.
    pub fn told(&self, is_member: bool) -> Option<&Self> {
        let is_there = !self.address.is_empty();
        (is_there && (self.published || is_member)).then_some(self)
    }
}

const ADDRESS_MAX: usize = 254;

#[cfg(test)]
mod tests {
    use super::*;

    fn contact(role: &str, address: &str) -> Contact {
        Contact {
            role: role.to_owned(),
            address: address.to_owned(),
            published: false,
        }
    }

    #[test]
    fn a_contact_is_a_role_with_its_address() {
        let kept = contact(" Samordnare ", "Radet@Exempel.SE ").checked();
        assert_eq!(kept.unwrap(), contact("Samordnare", "radet@exempel.se"));
        let none = Contact {
            published: true,
            ..contact(" ", "")
        };
        assert_eq!(none.checked().unwrap(), Contact::default());
    }

    #[test]
    fn half_a_contact_is_refused_where_it_lacks() {
        for (role, address, code, field) in [
            ("", "a@b.se", "contact_role_missing", "contact_role"),
            ("Kansli", "", "contact_address_missing", "contact_address"),
            ("Kansli", "radet", "email_invalid", "contact_address"),
            (
                "Kansli",
                "a@b.se, c@d.se",
                "email_invalid",
                "contact_address",
            ),
        ] {
            let refused = contact(role, address).checked().unwrap_err();
            assert_eq!(refused.code, code, "{role} {address}");
            assert_eq!(refused.place.field.as_deref(), Some(field));
        }
    }

    #[test]
    fn the_public_sees_it_when_the_collaboration_says_so() {
        let kept = contact("Samordnare", "radet@exempel.se");
        assert_eq!(kept.told(false), None);
        assert!(kept.told(true).is_some());
        let open = Contact {
            published: true,
            ..kept
        };
        assert!(open.told(false).is_some());
        assert_eq!(Contact::default().told(true), None);
    }
}
