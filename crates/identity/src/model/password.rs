use super::Email;
use samverk_foundation::Problem;
use std::fmt;

pub const PASSWORD_LENGTH_MIN: usize = 12;
/// A bound on the work of hashing, far above what anybody types.
const LENGTH_MAX: usize = 500;
/// Fewer guesses than this, as a power of ten, are soon made by a program.
const GUESSES_MIN: f64 = 8.5;
/// Of a longer password the beginning is judged; it is long enough.
const JUDGED_MAX: usize = 80;

/// What people here think of first, beside the thirty thousand commonest passwords and words of
/// other languages that `zxcvbn` knows.
const COMMON_WORDS: [&str; 34] = [
    "samverk",
    "samverkan",
    "lösenord",
    "losenord",
    "lösen",
    "välkommen",
    "valkommen",
    "hemligt",
    "hemlig",
    "älskar",
    "jagälskardig",
    "administratör",
    "administrator",
    "kommun",
    "region",
    "landsting",
    "sverige",
    "stockholm",
    "göteborg",
    "malmö",
    "sommar",
    "sommaren",
    "vinter",
    "vintern",
    "hösten",
    "våren",
    "januari",
    "februari",
    "juni",
    "juli",
    "augusti",
    "oktober",
    "fotboll",
    "hejsan",
];

/// What a password may not be made of, because it is said of its person elsewhere.
#[derive(Clone, Debug, Default)]
pub struct OwnWords(Vec<String>);

impl OwnWords {
    /// The address and its parts, the person's name and the names of their parties.
    pub fn of<'a>(email: &'a Email, names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = vec![email.as_str().to_owned()];
        for text in std::iter::once(email.as_str()).chain(names) {
            let lower = text.to_lowercase();
            let parts = lower.split(|c: char| !c.is_alphanumeric());
            let parts: Vec<_> = parts.filter(|part| part.chars().count() > 2).collect();
            words.push(parts.concat());
            words.extend(parts.into_iter().map(str::to_owned));
            words.push(lower);
        }
        words.sort_unstable();
        words.dedup();
        Self(words)
    }
}

/// A password somebody has chosen, long and unusual enough. It is never shown or logged.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Fails with `password_too_short`, `password_too_long`, `password_common`.
    pub fn choose(text: &str, own: &OwnWords) -> Result<Self, Problem> {
        let length = text.chars().count();
        if length < PASSWORD_LENGTH_MIN {
            return Err(Problem::invalid("password_too_short").with("min", PASSWORD_LENGTH_MIN));
        }
        if length > LENGTH_MAX {
            return Err(Problem::invalid("password_too_long").with("max", LENGTH_MAX));
        }
        if is_common(text, own) {
            return Err(Problem::invalid("password_common"));
        }
        Ok(Self(text.to_owned()))
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

fn is_common(text: &str, own: &OwnWords) -> bool {
    let judged: String = text.to_lowercase().chars().take(JUDGED_MAX).collect();
    let own = own.0.iter().map(String::as_str);
    let words: Vec<&str> = COMMON_WORDS.into_iter().chain(own).collect();
    zxcvbn::zxcvbn(&judged, &words).guesses_log10() < GUESSES_MIN
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
        let email = Email::parse("anna.representant@exempel.se").unwrap();
        let own = OwnWords::of(&email, ["Anna Åkerblom", "Exempelstads kommun"]);
        let refused = Password::choose(text, &own).err();
        refused.map(|problem| problem.code)
    }

    #[test]
    fn short_and_common_passwords_are_refused() {
        assert_eq!(refusal("elva tecken"), Some("password_too_short"));
        assert_eq!(refusal(&"åtta".repeat(200)), Some("password_too_long"));
        for common in [
            "Lösenord1234",
            "abababababababab",
            "Sommaren2026",
            "qwertyuiop123",
            "1qaz2wsx3edc",
            "passwordpassword",
            "footballfootball",
            "administratör",
            "samverk12345",
            "Samverkan2026!",
        ] {
            assert_eq!(refusal(common), Some("password_common"), "{common}");
        }
        for fine in [
            "grön båt på sjön",
            "röd stuga vid skogen",
            "prova-samverk-nu",
        ] {
            assert_eq!(refusal(fine), None, "{fine}");
        }
    }

    #[test]
    fn ones_own_words_make_no_password() {
        for own in [
            "Anna.Representant@exempel.se",
            "annaåkerblom1",
            "Åkerblom2026!",
            "exempelstads1",
            "Exempelstads kommun",
        ] {
            assert_eq!(refusal(own), Some("password_common"), "{own}");
        }
    }
}
