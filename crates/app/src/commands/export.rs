use crate::config::Config;
use crate::{bundle, start};
use samverk_foundation::{Problem, SystemClock};
use std::path::Path;
use std::sync::Arc;

/// Writes the installation, or one collaboration, to an empty folder.
pub async fn export(
    config: &Config,
    folder: &Path,
    collaboration: Option<&str>,
) -> Result<(), Problem> {
    let db = start::connect(config, Arc::new(SystemClock)).await?;
    start::prepare(&db).await?;
    let files = bundle::export(&db, collaboration).await?;
    files.write(folder)?;
    println!(
        "{} filer är skrivna till {}.",
        files.paths().count(),
        folder.display()
    );
    Ok(())
}
