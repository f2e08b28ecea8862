//! `catalogues/<catalogue>.toml`.

use super::place::{Spot, noted};
use crate::actions::{CatalogueDraft, save_catalogue};
use crate::model::CatalogueGoal;
use crate::{register, store};
use samverk_database::Tx;
use samverk_exchange::{Folder, Intake, to_toml};
use samverk_foundation::{Actor, Key, Problem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogueDocument {
    pub key: String,
    pub name: String,
    #[serde(default)]
    pub publisher: String,
    #[serde(default)]
    pub version: String,
    /// The first and last year it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<i32>,
    /// The key of the catalogue that came after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<String>,
    #[serde(default)]
    pub source: String,
    #[serde(default, rename = "goal")]
    pub goals: Vec<CatalogueGoal>,
}

impl CatalogueDocument {
    /// For the files that ship with the program.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        toml::from_str(text).map_err(Problem::internal)
    }

    /// Fails with `key_invalid`.
    pub fn draft(self) -> Result<CatalogueDraft, Problem> {
        let successor = self.successor.as_deref().map(Key::parse).transpose();
        Ok(CatalogueDraft {
            key: Key::parse(&self.key).map_err(|problem| problem.at_field("key"))?,
            name: self.name,
            publisher: self.publisher,
            version: self.version,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            successor: successor.map_err(|problem| problem.at_field("successor"))?,
            source: self.source,
            goals: self.goals,
            seen: None,
        })
    }

    fn of(draft: CatalogueDraft) -> Self {
        Self {
            key: draft.key.to_string(),
            name: draft.name,
            publisher: draft.publisher,
            version: draft.version,
            valid_from: draft.valid_from,
            valid_to: draft.valid_to,
            successor: draft.successor.map(String::from),
            source: draft.source,
            goals: draft.goals,
        }
    }
}

#[derive(Debug)]
pub(super) struct CatalogueFile {
    spot: Spot,
    draft: CatalogueDraft,
}

pub(super) fn read(intake: &mut Intake) -> Vec<CatalogueFile> {
    let mut files = Vec::new();
    for name in intake.names_in("catalogues") {
        let path = format!("catalogues/{name}");
        let Some(document) = intake.document::<CatalogueDocument>(&path) else {
            continue;
        };
        let spot = Spot::file(&path);
        let draft = document.draft().map_err(|problem| spot.mark(problem));
        let Some(draft) = intake.keep(draft) else {
            continue;
        };
        if name != format!("{}.toml", draft.key) {
            intake
                .problems
                .push(spot.mark(wrong_name(&draft.key, &name)));
        }
        files.push(CatalogueFile { spot, draft });
    }
    files
}

/// The file or folder must have the key as its name.
pub(super) fn wrong_name(key: &Key, name: &str) -> Problem {
    Problem::invalid("key_differs_from_file")
        .with("key", key)
        .with("name", name)
}

pub(super) async fn apply(
    tx: &Tx,
    actor: &Actor,
    files: &[CatalogueFile],
    intake: &mut Intake,
) -> Result<(), Problem> {
    if files.is_empty() {
        return Ok(());
    }
    let known = store::list_catalogues(tx).await?;
    let announced: BTreeSet<Key> = files.iter().map(|file| file.draft.key.clone()).collect();
    for file in files {
        let saved = save_catalogue(tx, actor, file.draft.clone(), &known, &announced).await;
        noted(intake, &file.spot, saved)?;
    }
    Ok(())
}

/// Writes the catalogues that are not as they ship; with `wanted` only those among it.
pub(super) async fn write(
    tx: &Tx,
    wanted: Option<&BTreeSet<Key>>,
    folder: &mut Folder,
) -> Result<(), Problem> {
    let shipped = register::shipped_catalogues()?;
    for catalogue in store::list_catalogues(tx).await? {
        let draft = CatalogueDraft::of(&catalogue);
        let is_wanted = wanted.is_none_or(|wanted| wanted.contains(&draft.key));
        if is_wanted && !shipped.contains(&draft) {
            let path = format!("catalogues/{}.toml", draft.key);
            folder.insert(path, to_toml(&CatalogueDocument::of(draft))?);
        }
    }
    Ok(())
}
