//! The installation's signing authority: two files that nobody else writes, of which nobody else reads the key. It is in
//! no database and no export; a backup of the data folder has it.

use crate::reason::reason;
use samverk_cases::Signatures;
use samverk_foundation::{Clock, Problem};
use samverk_signing::{Authority, Trusted};
use serde::Deserialize;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Where they lie in the data folder.
const FOLDER: &str = "signing";

/// `[signing]` in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SigningFields {
    key: Option<PathBuf>,
    certificate: Option<PathBuf>,
    trusted: Option<PathBuf>,
}

#[derive(Clone, Debug)]
pub struct SigningSettings {
    /// The authority's private key, in PEM.
    pub key: PathBuf,
    /// Its certificate.
    pub certificate: PathBuf,
    /// Whose certificates are trusted when somebody brings a signature that was made elsewhere.
    pub trusted: Option<PathBuf>,
}

impl SigningFields {
    /// What the environment says before what the file says, and else what lies in the data folder.
    pub fn read(
        self,
        environment: impl Fn(&str) -> Option<String>,
        data: &Path,
    ) -> SigningSettings {
        let said =
            |name: &str, in_file: Option<PathBuf>| environment(name).map(PathBuf::from).or(in_file);
        let own = |name: &str| data.join(FOLDER).join(name);
        SigningSettings {
            key: said("SAMVERK_SIGNING_KEY", self.key).unwrap_or_else(|| own("key.pem")),
            certificate: said("SAMVERK_SIGNING_CERTIFICATE", self.certificate)
                .unwrap_or_else(|| own("ca.pem")),
            trusted: said("SAMVERK_SIGNING_TRUSTED", self.trusted),
        }
    }
}

impl SigningSettings {
    /// Without a key nobody signs here. Fails with `signing_authority_invalid`, also when others may read the key, or with
    /// `signing_trusted_invalid`.
    pub fn open(&self) -> Result<Signatures, Problem> {
        let authority = match self.key.exists() {
            true => Some(self.authority()?),
            false => None,
        };
        let trusted = match &self.trusted {
            Some(path) => Trusted::read(read(path)?.as_bytes())?,
            None => Trusted::default(),
        };
        Signatures::new(authority, trusted)
    }

    fn authority(&self) -> Result<Authority, Problem> {
        let about = std::fs::metadata(&self.key).map_err(|error| unusable(&reason(&error)))?;
        if about.permissions().mode() & 0o077 != 0 {
            return Err(unusable(
                "andra än ägaren får läsa nyckelfilen; kör chmod 600",
            ));
        }
        Authority::read(&read(&self.key)?, &read(&self.certificate)?)
    }

    /// A new authority of that name. Fails with `signing_authority_exists`.
    pub fn make(&self, name: &str, clock: &dyn Clock) -> Result<(), Problem> {
        for path in [&self.key, &self.certificate] {
            if path.exists() {
                let exists = Problem::conflict("signing_authority_exists");
                return Err(exists.with("file", path.display()));
            }
        }
        let made = Authority::make(name, [clock.secret(), clock.secret()], clock.now())?;
        put(&self.key, 0o600, &made.key_pem()?)?;
        put(&self.certificate, 0o644, &made.certificate_pem()?)
    }
}

fn unusable(why: &str) -> Problem {
    Problem::invalid("signing_authority_invalid").with("reason", why)
}

fn read(path: &Path) -> Result<String, Problem> {
    let read = std::fs::read_to_string(path);
    read.map_err(|error| unusable(&format!("{}: {}", path.display(), reason(&error))))
}

/// A new file, which is readable by no more people at any time.
fn put(path: &Path, mode: u32, text: &str) -> Result<(), Problem> {
    let unwritable = |error| unusable(&format!("{}: {}", path.display(), reason(&error)));
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let mut options = OpenOptions::new();
    let file = options.write(true).create_new(true).mode(mode).open(path);
    let mut file = file.map_err(unwritable)?;
    file.write_all(text.as_bytes()).map_err(unwritable)?;
    file.sync_all().map_err(unwritable)
}
