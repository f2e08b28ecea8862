use crate::config::Config;
use crate::{bundle, start};
use samverk_foundation::{Problem, SystemClock};
use std::path::Path;
use std::sync::Arc;

/// Writes the installation, or some of its collaborations, to an empty folder.
pub async fn export(
    config: &Config,
    folder: &Path,
    collaborations: &[String],
) -> Result<(), Problem> {
    let db = start::connect(config, Arc::new(SystemClock)).await?;
    start::prepare(&db).await?;
    let files = bundle::export(&db, collaborations).await?;
    files.write(folder)?;
    println!(
        "{} filer är skrivna till {}.",
        files.paths().count(),
        folder.display()
    );
    Ok(())
}
