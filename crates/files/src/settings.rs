//! What the operator decides about files: `[files]` in the file, the environment before it.

use crate::scanner::Address;
use crate::storage::Keys;
use samverk_foundation::Problem;
use serde::Deserialize;
use std::fmt;

const MEGABYTE: u64 = 1024 * 1024;
/// What a form with a file takes by default: plans with pictures, not films.
const MEGABYTES: u64 = 100;

#[derive(Clone, Debug)]
pub struct FileSettings {
    /// What a file may be at the most, in bytes.
    pub bytes_max: u64,
    /// Where the bytes lie; in the data folder otherwise.
    pub bucket: Option<Bucket>,
    /// Who looks for viruses.
    pub scanner: Option<Address>,
    /// By what files are sealed at rest.
    pub keys: Option<Keys>,
}

impl Default for FileSettings {
    fn default() -> Self {
        Self {
            bytes_max: MEGABYTES * MEGABYTE,
            bucket: None,
            scanner: None,
            keys: None,
        }
    }
}

/// A place in a store that speaks S3.
#[derive(Clone)]
pub struct Bucket {
    pub name: String,
    /// `https://s3.exempel.se`; without, that of the region at Amazon.
    pub endpoint: Option<String>,
    pub region: String,
    /// What the names of our objects begin with.
    pub prefix: String,
    pub access_key: String,
    pub secret_key: String,
}

/// Without the secret.
impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let endpoint = self.endpoint.as_deref().unwrap_or(&self.region);
        write!(f, "{} at {endpoint}", self.name)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileFields {
    max_megabytes: Option<u64>,
    clamd: Option<String>,
    key_file: Option<String>,
    s3_bucket: Option<String>,
    s3_endpoint: Option<String>,
    s3_region: Option<String>,
    s3_prefix: Option<String>,
    s3_access_key: Option<String>,
}

impl FileFields {
    /// Fails with `file_setting_invalid`, `file_key_invalid`, or `file_setting_missing` when a bucket lacks its keys.
    pub fn read(
        &self,
        environment: impl Fn(&str) -> Option<String>,
    ) -> Result<FileSettings, Problem> {
        let said = |name: &str, in_file: Option<&String>| {
            let written = environment(name).or_else(|| in_file.cloned());
            written.filter(|text| !text.trim().is_empty())
        };
        let largest = self.max_megabytes.map(|number| number.to_string());
        let largest = said("SAMVERK_FILES_MAX", largest.as_ref());
        let scanner = said("SAMVERK_CLAMD", self.clamd.as_ref());
        let bucket = said("SAMVERK_S3_BUCKET", self.s3_bucket.as_ref());
        let needed = |name: &'static str, in_file: Option<&String>| {
            let missing = || Problem::invalid("file_setting_missing").with("setting", name);
            said(name, in_file).ok_or_else(missing)
        };
        let bucket = bucket.map(|name| {
            Ok::<_, Problem>(Bucket {
                name,
                endpoint: said("SAMVERK_S3_ENDPOINT", self.s3_endpoint.as_ref()),
                region: said("SAMVERK_S3_REGION", self.s3_region.as_ref())
                    .unwrap_or_else(|| "us-east-1".to_owned()),
                prefix: said("SAMVERK_S3_PREFIX", self.s3_prefix.as_ref())
                    .unwrap_or_else(|| "samverk".to_owned()),
                access_key: needed("SAMVERK_S3_ACCESS_KEY", self.s3_access_key.as_ref())?,
                secret_key: needed("SAMVERK_S3_SECRET_KEY", None)?,
            })
        });
        let keys = match said(KEY, None) {
            Some(text) => Keys::parse(&text, KEY)?,
            None => match said(KEY_FILE, self.key_file.as_ref()) {
                Some(path) => keys_in(&path)?,
                None => None,
            },
        };
        Ok(FileSettings {
            keys,
            bytes_max: largest.map_or(Ok(MEGABYTES * MEGABYTE), |text| bytes(&text))?,
            bucket: bucket.transpose()?,
            scanner: scanner.as_deref().map(Address::parse).transpose()?,
        })
    }
}

/// The keys themselves, or a file that holds them.
const KEY: &str = "SAMVERK_FILE_KEY";
const KEY_FILE: &str = "SAMVERK_FILE_KEY_FILE";

/// A file without keys is a mistake: files would lie open. Fails with `file_setting_invalid` or `file_key_invalid`.
fn keys_in(path: &str) -> Result<Option<Keys>, Problem> {
    let wrong = || {
        let wrong = Problem::invalid("file_setting_invalid").with("setting", KEY_FILE);
        wrong.with("value", path)
    };
    let text = std::fs::read_to_string(path.trim()).map_err(|error| wrong().because(error))?;
    Keys::parse(&text, KEY_FILE)?.ok_or_else(wrong).map(Some)
}

fn bytes(megabytes: &str) -> Result<u64, Problem> {
    let number = megabytes.trim().parse::<u32>().ok();
    let number = number.filter(|number| *number > 0);
    let wrong = || Problem::invalid("file_setting_invalid").with("setting", "SAMVERK_FILES_MAX");
    number
        .map(|number| u64::from(number) * MEGABYTE)
        .ok_or_else(|| wrong().with("value", megabytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<FileSettings, Problem> {
        FileFields::default().read(|name| {
            let found = pairs.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn without_a_word_files_lie_in_the_folder_and_nobody_scans_them() {
        let settings = read(&[]).unwrap();
        assert_eq!(settings.bytes_max, 104_857_600);
        assert!(settings.bucket.is_none() && settings.scanner.is_none());
        assert_eq!(
            read(&[("SAMVERK_FILES_MAX", "5")]).unwrap().bytes_max,
            5_242_880
        );
    }

    #[test]
    fn what_is_wrong_or_lacking_is_told_with_its_setting() {
        let code = |pairs: &[(&str, &str)]| read(pairs).unwrap_err().to_string();
        let wrong = code(&[("SAMVERK_FILES_MAX", "mycket")]);
        assert!(wrong.starts_with("file_setting_invalid"), "{wrong}");
        let wrong = code(&[("SAMVERK_CLAMD", "ingenstans")]);
        assert!(wrong.contains("SAMVERK_CLAMD"), "{wrong}");
        let lacking = code(&[
            ("SAMVERK_S3_BUCKET", "filer"),
            ("SAMVERK_S3_ACCESS_KEY", "x"),
        ]);
        assert!(lacking.contains("SAMVERK_S3_SECRET_KEY"), "{lacking}");
    }

    #[test]
    fn keys_stand_in_a_variable_or_in_a_file_and_a_file_without_any_is_wrong() {
        let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        let named = |keys: Option<Keys>| keys.map(|keys| keys.newest_name());
        let by_variable = named(read(&[("SAMVERK_FILE_KEY", key)]).unwrap().keys);
        assert!(by_variable.is_some());
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nycklar");
        let path = file.to_str().unwrap();
        let by_file = || read(&[("SAMVERK_FILE_KEY_FILE", path)]);
        assert_eq!(by_file().unwrap_err().code, "file_setting_invalid");
        std::fs::write(&file, "# inga än\n").unwrap();
        assert_eq!(by_file().unwrap_err().code, "file_setting_invalid");
        std::fs::write(&file, format!("# 2026\n{key}\n")).unwrap();
        assert_eq!(named(by_file().unwrap().keys), by_variable);
        let wrong = read(&[("SAMVERK_FILE_KEY", "hemligt")]).unwrap_err();
        assert_eq!(wrong.code, "file_key_invalid");
        assert!(!wrong.to_string().contains("hemligt"), "{wrong}");
    }

    #[test]
    fn the_secret_is_never_printed() {
        let settings = read(&[
            ("SAMVERK_S3_BUCKET", "filer"),
            ("SAMVERK_S3_ACCESS_KEY", "nyckel"),
            ("SAMVERK_S3_SECRET_KEY", "hemlig"),
        ]);
        let told = format!("{:?}", settings.unwrap());
        assert!(!told.contains("hemlig") && told.contains("filer"), "{told}");
    }
}
