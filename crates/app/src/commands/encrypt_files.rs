use super::told;
use crate::config::Config;
use crate::start;
use samverk_database::Db;
use samverk_files::{Files, seal_files};
use samverk_foundation::Problem;

/// Encrypts by the newest key what is not. Answers whether nothing was left.
pub async fn encrypt_files(config: &Config) -> Result<bool, Problem> {
    let files = Files::open(&config.files, &config.data)?;
    let seal = async |db: &Db| {
        seal_files(db, &files, |done, all| {
            eprintln!("{done} av {all} filer");
        })
        .await
    };
    let found = start::with_database(config, seal).await?;
    for (id, problem) in &found.left {
        eprintln!("fel: {id}: {}", told(problem));
    }
    println!(
        "{} filer krypterades med nyckeln {}. {} var det redan, {} lämnades som de var.",
        found.sealed,
        files.storage.newest_key().unwrap_or_default(),
        found.before,
        found.left.len()
    );
    Ok(found.left.is_empty())
}
