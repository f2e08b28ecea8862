use super::Email;
use samverk_foundation::Problem;
use std::fmt;

pub const PASSWORD_LENGTH_MIN: usize = 12;
/// A bound on the work of hashing, far above what anybody types.
const LENGTH_MAX: usize = 500;
const DISTINCT_MIN: usize = 5;

/// The commonest of those that are long enough, in lower case.
const COMMON: [&str; 24] = [
    "1234567890123",
    "123456789012345",
    "1234567890qwerty",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "abcdefghijkl",
    "abcdefghijklm",
    "administrator",
    "administratör",
    "adminadminadmin",
    "iloveyou1234",
    "jagälskardig",
    "lösenord1234",
    "lösenord12345",
    "lösenordlösenord",
    "losenord1234",
    "losenord12345",
    "password1234",
    "password12345",
    "passwordpassword",
    "qwerty123456",
    "qwertyuiop123",
    "qwertyuiopasdf",
    "välkommen123",
];

/// A password somebody has chosen, long and unusual enough. It is never shown or logged.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Fails with `password_too_short`, `password_too_long`, `password_common`.
    pub fn choose(text: &str, email: &Email) -> Result<Self, Problem> {
        let length = text.chars().count();
        if length < PASSWORD_LENGTH_MIN {
            return Err(Problem::invalid("password_too_short").with("min", PASSWORD_LENGTH_MIN));
        }
        if length > LENGTH_MAX {
            return Err(Problem::invalid("password_too_long").with("max", LENGTH_MAX));
        }
        if is_common(text, email) {
            return Err(Problem::invalid("password_common"));
        }
        Ok(Self(text.to_owned()))
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

fn is_common(text: &str, email: &Email) -> bool {
    let lower = text.to_lowercase();
    let mut distinct: Vec<char> = lower.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    distinct.len() < DISTINCT_MIN || COMMON.contains(&lower.as_str()) || lower == email.as_str()
}

/// The hash of a password, in PHC form.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPassword(pub(crate) String);

impl fmt::Debug for StoredPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoredPassword")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> Option<&'static str> {
        let email = Email::parse("representant@exempel.se").unwrap();
        Password::choose(text, &email)
            .err()
            .map(|problem| problem.code)
    }

    #[test]
    fn short_and_common_passwords_are_refused() {
        assert_eq!(refusal("elva tecken"), Some("password_too_short"));
        assert_eq!(refusal("Lösenord1234"), Some("password_common"));
        assert_eq!(refusal("abababababababab"), Some("password_common"));
        assert_eq!(refusal("Representant@exempel.se"), Some("password_common"));
        assert_eq!(refusal(&"åtta".repeat(200)), Some("password_too_long"));
        assert_eq!(refusal("grön båt på sjön"), None);
    }
}
