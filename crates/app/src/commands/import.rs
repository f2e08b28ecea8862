use super::told;
use crate::bundle::{self, Outcome};
use crate::config::Config;
use crate::start;
use samverk_exchange::Folder;
use samverk_files::Files;
use samverk_foundation::{Actor, Problem};
use std::path::Path;

/// Brings a folder in. Answers whether it was saved; everything that hinders it is printed.
pub async fn import(
    config: &Config,
    folder: &Path,
    confirm_warnings: bool,
) -> Result<bool, Problem> {
    let read = Folder::read(folder)?;
    let files = Files::open(&config.files, &config.data)?;
    let outcome = start::with_database(config, async |db| {
        let actor = Actor::System("import");
        bundle::import_with_files(db, &actor, (read, Some(&files)), confirm_warnings).await
    })
    .await?;
    Ok(match outcome {
        Outcome::Saved(warnings) => {
            for warning in &warnings {
                println!("varning, bekräftad: {}", told(warning));
            }
            println!("Mappen är inläst.");
            true
        }
        Outcome::Refused(problems) => {
            for problem in &problems {
                eprintln!("fel: {}", told(problem));
            }
            let count: usize = problems.iter().map(Problem::count).sum();
            eprintln!("{count} fel. Inget är sparat.");
            false
        }
        Outcome::Unconfirmed(warnings) => {
            for warning in &warnings {
                eprintln!("varning: {}", told(warning));
            }
            let count = match warnings.len() {
                1 => "1 varning".to_owned(),
                count => format!("{count} varningar"),
            };
            eprintln!(
                "{count}. Inget är sparat. Läs och kör igen med --confirm-warnings om det stämmer."
            );
            false
        }
    })
}
