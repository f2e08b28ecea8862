//! Configuration: a file, and the environment over it. `docs/operations.md` lists everything.

use crate::connections::{LimitFields, Limits};
use crate::proxies::TrustedProxies;
use crate::signing::{SigningFields, SigningSettings};
use samverk_files::{FileFields, FileSettings};
use samverk_foundation::Problem;
use samverk_identity::{ProviderFile, Providers};
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// What the operator decides.
#[derive(Clone, Debug)]
pub struct Config {
    /// Holds everything of an embedded installation.
    pub data: PathBuf,
    pub listen: SocketAddr,
    pub database_url: String,
    pub base_url: String,
    /// Whether the operator said it; otherwise it is where the process listens.
    pub has_base_url: bool,
    pub smtp_url: Option<String>,
    pub mail_from: Option<String>,
    /// For questions about the installation and its API: an e-mail address or a web page.
    pub contact: Option<String>,
    /// Whose word about the visitor's address is believed.
    pub trusted_proxies: TrustedProxies,
    /// Where figures for a monitoring system are told; nowhere by default.
    pub metrics_listen: Option<SocketAddr>,
    /// How many connections, and how long they may take.
    pub limits: Limits,
    /// Where people may sign in instead of with a password.
    pub providers: Providers,
    /// Where files lie, and how large they may be.
    pub files: FileSettings,
    /// By what documents are signed.
    pub signing: SigningSettings,
    /// Example people and content; only on this machine's own address.
    pub demo: bool,
}

/// `samverk.toml`. Every field may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ConfigFile {
    data: Option<PathBuf>,
    listen: Option<String>,
    database_url: Option<String>,
    base_url: Option<String>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    contact: Option<String>,
    trusted_proxies: Option<Vec<String>>,
    demo: Option<bool>,
    metrics_listen: Option<String>,
    #[serde(default)]
    connections: LimitFields,
    #[serde(default)]
    files: FileFields,
    #[serde(default)]
    signing: SigningFields,
    #[serde(default)]
    identity_provider: Vec<ProviderFile>,
}

impl Config {
    /// Reads the file named by `SAMVERK_CONFIG` (or `samverk.toml` in the data folder), then the
    /// environment. Fails with `config_invalid`, `listen_invalid`, `contact_invalid`,
    /// `trusted_proxies_invalid`, `demo_not_loopback`, `demo_behind_proxy`, `limit_invalid`, `file_setting_…` or, for identity providers, `provider_…`.
    pub fn load(environment: impl Fn(&str) -> Option<String>) -> Result<Self, Problem> {
        let data_by_environment = environment("SAMVERK_DATA").map(PathBuf::from);
        let default_data = || PathBuf::from("data");
        let file_path = environment("SAMVERK_CONFIG").map(PathBuf::from);
        let file = match file_path {
            Some(path) => read_file(&path)?,
            None => {
                let data = data_by_environment.clone().unwrap_or_else(default_data);
                let path = data.join("samverk.toml");
                if path.exists() {
                    read_file(&path)?
                } else {
                    ConfigFile::default()
                }
            }
        };
        let data = data_by_environment
            .or(file.data)
            .unwrap_or_else(default_data);
        let listen = environment("SAMVERK_LISTEN").or(file.listen);
        let listen = listen.unwrap_or_else(|| "127.0.0.1:8080".to_owned());
        let listen = socket(&listen)?;
        let metrics_listen = environment("SAMVERK_METRICS_LISTEN").or(file.metrics_listen);
        let metrics_listen = metrics_listen.map(|text| socket(&text)).transpose()?;
        let demo = match environment("SAMVERK_DEMO") {
            Some(word) => matches!(word.as_str(), "1" | "true" | "yes"),
            None => file.demo.unwrap_or(false),
        };
        let proxies = environment("SAMVERK_TRUSTED_PROXIES");
        let proxies = proxies.or_else(|| file.trusted_proxies.map(|listed| listed.join(",")));
        let base_url = environment("SAMVERK_BASE_URL").or(file.base_url);
        let database_url = environment("DATABASE_URL").or(file.database_url);
        Self {
            has_base_url: base_url.is_some(),
            base_url: base_url
                .map(|url| url.trim_end_matches('/').to_owned())
                .unwrap_or_else(|| format!("http://{listen}")),
            database_url: database_url
                .unwrap_or_else(|| format!("sqlite:{}", data.join("samverk.sqlite").display())),
            smtp_url: environment("SAMVERK_SMTP_URL").or(file.smtp_url),
            mail_from: environment("SAMVERK_MAIL_FROM").or(file.mail_from),
            contact: contact(environment("SAMVERK_CONTACT").or(file.contact))?,
            trusted_proxies: TrustedProxies::parse(&proxies.unwrap_or_default())?,
            metrics_listen,
            limits: file.connections.read(&environment)?,
            files: file.files.read(&environment)?,
            signing: file.signing.read(&environment, &data),
            providers: Providers::read(&file.identity_provider, &environment)?,
            data,
            listen,
            demo,
        }
        .checked()
    }

    /// Demo people have a known password, so demo mode never meets a network.
    pub fn checked(self) -> Result<Self, Problem> {
        if self.demo && !self.listen.ip().is_loopback() {
            return Err(Problem::invalid("demo_not_loopback").with("address", self.listen));
        }
        let has_proxies = self.trusted_proxies != TrustedProxies::default();
        let outside = [
            ("SAMVERK_BASE_URL", self.has_base_url),
            ("SAMVERK_TRUSTED_PROXIES", has_proxies),
        ];
        if let Some((setting, _)) = outside.iter().find(|(_, is_set)| self.demo && *is_set) {
            return Err(Problem::invalid("demo_behind_proxy").with("setting", setting));
        }
        Ok(self)
    }
}

fn socket(text: &str) -> Result<SocketAddr, Problem> {
    let read = text.parse();
    read.map_err(|_| Problem::invalid("listen_invalid").with("value", text))
}

/// Programs read it, so it must be what it looks like.
fn contact(written: Option<String>) -> Result<Option<String>, Problem> {
    let Some(text) = written.map(|text| text.trim().to_owned()) else {
        return Ok(None);
    };
    let is_page = text.starts_with("https://") || text.starts_with("http://");
    let is_address = text
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'));
    match text.as_str() {
        "" => Ok(None),
        known if (is_page || is_address) && !known.contains(char::is_whitespace) => Ok(Some(text)),
        _ => Err(Problem::invalid("contact_invalid").with("value", text)),
    }
}

fn read_file(path: &Path) -> Result<ConfigFile, Problem> {
    let wrong = |reason: String| {
        Problem::invalid("config_invalid")
            .with("file", path.display())
            .with("reason", reason)
    };
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    let document = toml::Deserializer::parse(&text).map_err(|error| wrong(said(&error)))?;
    serde_path_to_error::deserialize(document).map_err(|error| {
        let field = error.path().to_string();
        wrong(format!("{field}: {}", said(error.inner())))
    })
}

/// Without the line itself, which may hold a password.
fn said(error: &toml::de::Error) -> String {
    error.message().to_owned()
}

#[cfg(test)]
mod tests {
    use super::Config;

    fn load(pairs: &[(&str, &str)]) -> Result<Config, samverk_foundation::Problem> {
        Config::load(|name| {
            pairs
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn demo_mode_refuses_an_address_that_others_can_reach() {
        let open = load(&[("SAMVERK_DEMO", "1"), ("SAMVERK_LISTEN", "0.0.0.0:8080")]);
        assert_eq!(open.unwrap_err().code, "demo_not_loopback");
        assert!(load(&[("SAMVERK_DEMO", "1"), ("SAMVERK_LISTEN", "[::1]:8080")]).is_ok());
    }

    #[test]
    fn demo_mode_refuses_what_would_let_others_in() {
        for (setting, value) in [
            ("SAMVERK_BASE_URL", "https://samverk.exempel.se"),
            ("SAMVERK_TRUSTED_PROXIES", "10.0.0.7"),
        ] {
            let wrong = load(&[("SAMVERK_DEMO", "1"), (setting, value)]).unwrap_err();
            assert_eq!(wrong.code, "demo_behind_proxy");
            assert!(load(&[(setting, value)]).is_ok());
        }
    }

    #[test]
    fn everything_of_an_embedded_installation_lies_in_the_data_folder() {
        let config = load(&[("SAMVERK_DATA", "/srv/samverk")]).unwrap();
        assert_eq!(config.database_url, "sqlite:/srv/samverk/samverk.sqlite");
    }

    #[test]
    fn no_proxy_is_trusted_unless_it_is_named() {
        use crate::proxies::TrustedProxies;
        assert_eq!(
            load(&[]).unwrap().trusted_proxies,
            TrustedProxies::default()
        );
        let named = load(&[("SAMVERK_TRUSTED_PROXIES", "10.0.0.0/8 ::1")]).unwrap();
        let expected = TrustedProxies::parse("10.0.0.0/8,::1").unwrap();
        assert_eq!(named.trusted_proxies, expected);
        let wrong = load(&[("SAMVERK_TRUSTED_PROXIES", "proxyn")]).unwrap_err();
        assert_eq!(wrong.code, "trusted_proxies_invalid");
    }

    #[test]
    fn a_contact_is_an_address_or_a_page() {
        let contact = |text: &str| load(&[("SAMVERK_CONTACT", text)]).map(|known| known.contact);
        for known in ["api@exempel.se", "https://exempel.se/kontakt"] {
            assert_eq!(contact(known).unwrap().as_deref(), Some(known));
        }
        assert_eq!(contact(" ").unwrap(), None);
        for wrong in ["ring oss", "@exempel.se", "a b@exempel.se"] {
            assert_eq!(contact(wrong).unwrap_err().code, "contact_invalid");
        }
    }

    #[test]
    fn a_misspelt_setting_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("samverk.toml");
        std::fs::write(&path, "lisen = \"x\"").unwrap();
        let wrong = load(&[("SAMVERK_CONFIG", path.to_str().unwrap())]);
        assert_eq!(wrong.unwrap_err().code, "config_invalid");
    }

    fn load_file(text: &str) -> Result<Config, samverk_foundation::Problem> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("samverk.toml");
        std::fs::write(&path, text).unwrap();
        let path = path.to_str().unwrap();
        load(&[
            ("SAMVERK_CONFIG", path),
            ("SECRET_ONE", "hemlig-ett"),
            ("SECRET_TWO", "hemlig-två"),
        ])
    }

    fn provider(key: &str, secret: &str) -> String {
        format!(
            "[[identity_provider]]\nkey = \"{key}\"\nname = \"{key}\"\nissuer = \"https://{key}.se\"\n\
             client_id = \"samverk\"\nclient_secret_env = \"{secret}\"\nparty = \"{key}\"\nrole = \"reader\"\n"
        )
    }

    #[test]
    fn several_providers_stand_side_by_side() {
        let file = provider("ett", "SECRET_ONE") + &provider("tva", "SECRET_TWO");
        let config = load_file(&file).unwrap();
        let keys: Vec<_> = config
            .providers
            .all()
            .iter()
            .map(|one| one.key.as_str())
            .collect();
        assert_eq!(keys, ["ett", "tva"]);
        let told = format!("{config:?}");
        assert!(!told.contains("hemlig"), "{told}");
        let twice = load_file(&(provider("ett", "SECRET_ONE") + &provider("ett", "SECRET_TWO")));
        assert_eq!(twice.unwrap_err().code, "provider_key_taken");
    }

    #[test]
    fn what_is_wrong_with_a_provider_is_told_with_its_field() {
        let unset = load_file(&provider("ett", "SECRET_THREE")).unwrap_err();
        assert_eq!(unset.code, "provider_secret_unusable");
        assert!(
            unset
                .values
                .contains(&("field", "client_secret_env".to_owned()))
        );
        let wrong = provider("ett", "SECRET_ONE").replace("\"https://ett.se\"", "5");
        let wrong = load_file(&wrong).unwrap_err();
        assert_eq!(wrong.code, "config_invalid");
        assert!(
            wrong.to_string().contains("identity_provider[0].issuer"),
            "{wrong}"
        );
        let unknown = provider("ett", "SECRET_ONE") + "isuer = \"x\"\n";
        let unknown = load_file(&unknown).unwrap_err();
        assert!(unknown.to_string().contains("isuer"), "{unknown}");
    }
}
