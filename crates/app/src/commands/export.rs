use crate::config::Config;
use crate::{bundle, start};
use samverk_database::Db;
use samverk_files::Files;
use samverk_files::bundle::write_bytes;
use samverk_foundation::Problem;
use std::path::Path;

/// Writes the installation, or some of its collaborations, to an empty folder.
pub async fn export(
    config: &Config,
    folder: &Path,
    collaborations: &[String],
) -> Result<(), Problem> {
    let export = async |db: &Db| bundle::export_with_files(db, collaborations).await;
    let (written, going) = start::with_database(config, export).await?;
    written.write(folder)?;
    if !going.is_empty() {
        let files = Files::open(&config.files, &config.data)?;
        write_bytes(&files, folder, &going).await?;
    }
    println!(
        "{} filer är skrivna till {}.",
        written.paths().count() + going.len(),
        folder.display()
    );
    Ok(())
}
