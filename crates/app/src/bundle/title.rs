//! `bundle.toml`: what a folder holds. Each collaboration keeps what its own folder said, so that it
//! can be written alone as it came.

use samverk_database::{Tx, find_setting, put_setting};
use samverk_exchange::Intake;
use samverk_foundation::{CollaborationId, Key, Problem};
use samverk_parties::bundle::Bundle;
use samverk_parties::model::Collaboration;
use samverk_parties::store::{self, FolderTitle};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const FORMAT: u32 = 1;
const FILE: &str = "bundle.toml";
/// The title of everything in an installation whose collaborations came in different folders.
const INSTALLATION: &str = "Samverk";

/// What the folder holds.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BundleFile {
    /// Always 1.
    format: u32,
    title: String,
    #[serde(default)]
    source: String,
    /// The collaborations that came in folders of their own, each with its title.
    #[serde(
        default,
        rename = "collaboration",
        skip_serializing_if = "Vec::is_empty"
    )]
    collaborations: Vec<OwnTitle>,
}

/// What the folder of one collaboration said.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OwnTitle {
    #[schemars(with = "String")]
    key: Key,
    title: String,
    #[serde(default)]
    source: String,
}

/// Fails with `bundle_format_unknown`.
pub(super) fn check(about: Option<&BundleFile>) -> Result<(), Problem> {
    match about {
        Some(about) if about.format != FORMAT => Err(Problem::invalid("bundle_format_unknown")
            .with("known", FORMAT)
            .at_file(FILE)),
        _ => Ok(()),
    }
}

/// Keeps the title with each collaboration that the folder describes. Notes `collaboration_unknown`.
pub(super) async fn keep(
    tx: &Tx,
    about: &BundleFile,
    parties: &Bundle,
    intake: &mut Intake,
) -> Result<(), Problem> {
    put_setting(tx, "bundle_title", &about.title).await?;
    put_setting(tx, "bundle_source", &about.source).await?;
    let whole = FolderTitle {
        title: about.title.clone(),
        source: about.source.clone(),
    };
    let described = parties.collaborations.iter();
    for folder in described.filter(|folder| folder.document.is_some()) {
        if let Some(found) = store::find_collaboration(tx, folder.key.as_str()).await? {
            store::put_title(tx, found.id, &whole).await?;
        }
    }
    for own in &about.collaborations {
        match store::find_collaboration(tx, own.key.as_str()).await? {
            Some(found) => store::put_title(tx, found.id, &own.said()).await?,
            None => {
                let unknown = Problem::invalid("collaboration_unknown").with("key", &own.key);
                intake.problems.push(unknown.at_file(FILE));
            }
        }
    }
    Ok(())
}

impl OwnTitle {
    fn said(&self) -> FolderTitle {
        FolderTitle {
            title: self.title.clone(),
            source: self.source.clone(),
        }
    }
}

/// What to say of a folder with all collaborations, or with those that are chosen.
pub(super) async fn of(tx: &Tx, chosen: &[CollaborationId]) -> Result<BundleFile, Problem> {
    let kept = store::list_titles(tx).await?;
    let all = store::list_collaborations(tx).await?;
    let titles: Vec<OwnTitle> = all
        .iter()
        .filter(|one| chosen.is_empty() || chosen.contains(&one.id))
        .map(|one| own_title(one, kept.get(&one.id)))
        .collect();
    let Some(first) = titles.first() else {
        return without_collaborations(tx).await;
    };
    let is_same = |other: &OwnTitle| other.said() == first.said();
    match titles.iter().all(is_same) {
        true => Ok(about(first.said(), Vec::new())),
        false => {
            let title = INSTALLATION.to_owned();
            let source = String::new();
            Ok(about(FolderTitle { title, source }, titles))
        }
    }
}

/// A collaboration that was opened here has its own name and source.
fn own_title(one: &Collaboration, kept: Option<&FolderTitle>) -> OwnTitle {
    OwnTitle {
        key: one.key.clone(),
        title: kept.map_or(&one.name, |kept| &kept.title).clone(),
        source: kept.map_or(&one.source, |kept| &kept.source).clone(),
    }
}

/// A folder with additions to the register only.
async fn without_collaborations(tx: &Tx) -> Result<BundleFile, Problem> {
    let title = find_setting(tx, "bundle_title").await?;
    let source = find_setting(tx, "bundle_source").await?;
    let whole = FolderTitle {
        title: title.unwrap_or_else(|| INSTALLATION.to_owned()),
        source: source.unwrap_or_default(),
    };
    Ok(about(whole, Vec::new()))
}

fn about(whole: FolderTitle, collaborations: Vec<OwnTitle>) -> BundleFile {
    BundleFile {
        format: FORMAT,
        title: whole.title,
        source: whole.source,
        collaborations,
    }
}
