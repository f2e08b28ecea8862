use crate::config::Config;
use crate::{bundle, start};
use samverk_database::Db;
use samverk_foundation::Problem;
use std::path::Path;

/// Writes the installation, or some of its collaborations, to an empty folder.
pub async fn export(
    config: &Config,
    folder: &Path,
    collaborations: &[String],
) -> Result<(), Problem> {
    let export = async |db: &Db| bundle::export(db, collaborations).await;
    let files = start::with_database(config, export).await?;
    files.write(folder)?;
    println!(
        "{} filer är skrivna till {}.",
        files.paths().count(),
        folder.display()
    );
    Ok(())
}
