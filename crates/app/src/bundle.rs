//! Import and export of the folder format: every domain reads, applies and writes its own files.

use samverk_database::{Db, find_setting, put_setting};
use samverk_exchange::{FileSchema, Folder, Intake, document_schema, to_toml};
use samverk_foundation::{Actor, Problem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `bundle.toml`: what the folder holds.
#[derive(Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct BundleFile {
    /// Always 1.
    format: u32,
    title: String,
    #[serde(default)]
    source: String,
}

const FORMAT: u32 = 1;

/// How an import went. Nothing is saved unless it is `Saved`.
#[derive(Debug)]
pub enum Outcome {
    /// Done; these warnings were confirmed and are kept with the data.
    Saved(Vec<Problem>),
    /// Not done: these must be mended first.
    Refused(Vec<Problem>),
    /// Not done: these must be confirmed first.
    Unconfirmed(Vec<Problem>),
}

/// Brings a folder in: all of it in one transaction, or nothing.
pub async fn import(
    db: &Db,
    actor: &Actor,
    folder: Folder,
    confirm_warnings: bool,
) -> Result<Outcome, Problem> {
    let mut intake = Intake::new(folder);
    let about = intake.required_document::<BundleFile>("bundle.toml");
    if about.as_ref().is_some_and(|about| about.format != FORMAT) {
        let wrong = Problem::invalid("bundle_format_unknown").at_file("bundle.toml");
        intake.problems.push(wrong.with("known", FORMAT));
    }
    let parties = samverk_parties::bundle::read(&mut intake);
    let goals = samverk_goals::bundle::read(&mut intake);
    let economy = samverk_economy::bundle::read(&mut intake);
    intake.note_unknown_files();

    let tx = db.begin("import").await?;
    samverk_parties::bundle::apply(&tx, actor, &parties, &mut intake).await?;
    samverk_goals::bundle::apply(&tx, actor, &goals, &mut intake).await?;
    samverk_economy::bundle::apply(&tx, actor, &economy, &mut intake).await?;
    if !intake.problems.is_empty() {
        return Ok(Outcome::Refused(intake.problems.0));
    }
    if !intake.warnings.is_empty() && !confirm_warnings {
        return Ok(Outcome::Unconfirmed(intake.warnings));
    }
    if let Some(about) = about {
        put_setting(&tx, "bundle_title", &about.title).await?;
        put_setting(&tx, "bundle_source", &about.source).await?;
    }
    tx.commit().await?;
    Ok(Outcome::Saved(intake.warnings))
}

/// Writes an installation, or one of its collaborations, as a folder.
pub async fn export(db: &Db, collaboration: Option<&str>) -> Result<Folder, Problem> {
    let tx = db.read().await?;
    let only = match collaboration {
        Some(key) => {
            let found = samverk_parties::store::find_collaboration(&tx, key).await?;
            Some(
                found
                    .ok_or_else(|| Problem::invalid("collaboration_unknown").with("key", key))?
                    .id,
            )
        }
        None => None,
    };
    let mut folder = samverk_parties::bundle::write(&tx, only).await?;
    folder.extend(samverk_goals::bundle::write(&tx, only).await?);
    folder.extend(samverk_economy::bundle::write(&tx, only).await?);
    let title = find_setting(&tx, "bundle_title").await?.unwrap_or_default();
    let source = find_setting(&tx, "bundle_source")
        .await?
        .unwrap_or_default();
    folder.insert(
        "bundle.toml",
        to_toml(&BundleFile {
            format: FORMAT,
            title,
            source,
        })?,
    );
    Ok(folder)
}

/// The schemas of all files of the format.
pub fn schemas() -> Vec<FileSchema> {
    let mut schemas = vec![document_schema::<BundleFile>("bundle.toml")];
    schemas.extend(samverk_parties::bundle::schemas());
    schemas.extend(samverk_goals::bundle::schemas());
    schemas.extend(samverk_economy::bundle::schemas());
    schemas
}
