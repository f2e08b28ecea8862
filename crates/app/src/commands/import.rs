use super::told;
use crate::bundle::{self, Outcome};
use crate::config::Config;
use crate::start;
use samverk_exchange::Folder;
use samverk_foundation::{Actor, Problem};
use std::path::Path;

/// Brings a folder in. Answers whether it was saved; everything that hinders it is printed.
pub async fn import(
    config: &Config,
    folder: &Path,
    confirm_warnings: bool,
) -> Result<bool, Problem> {
    let files = Folder::read(folder)?;
    let outcome = start::with_database(config, async |db| {
        bundle::import(db, &Actor::System("import"), files, confirm_warnings).await
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
