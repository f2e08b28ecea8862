use samverk_foundation::Problem;
use std::fmt;

const LENGTH_MAX: usize = 254;

/// An e-mail address in lower case: what a person signs in with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Email(String);

impl Email {
    /// Fails with `email_invalid` (field `email`).
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let email = text.trim().to_lowercase();
        let has_domain = email
            .rsplit_once('@')
            .is_some_and(|(_, domain)| domain.contains('.'));
        let is_address = email.len() <= LENGTH_MAX && email.parse::<lettre::Address>().is_ok();
        if has_domain && is_address {
            Ok(Self(email))
        } else {
            Err(Problem::invalid("email_invalid")
                .with("value", text.trim())
                .at_field("email"))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Email;

    #[test]
    fn addresses_are_kept_in_lower_case() {
        assert_eq!(
            Email::parse(" Ekonom@Exempel.SE ").unwrap().as_str(),
            "ekonom@exempel.se"
        );
    }

    #[test]
    fn what_cannot_be_mailed_is_refused() {
        for wrong in [
            "",
            "ekonom",
            "a@b",
            "a b@exempel.se",
            "a@exempel.se\nbcc: b@exempel.se",
        ] {
            assert_eq!(
                Email::parse(wrong).unwrap_err().code,
                "email_invalid",
                "{wrong}"
            );
        }
    }
}
