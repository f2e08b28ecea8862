use crate::config::Config;
use crate::start;
use samverk_foundation::Problem;

/// Brings schema and register up to date without serving.
pub async fn migrate(config: &Config) -> Result<(), Problem> {
    start::with_database(config, async |_| Ok(())).await?;
    println!("Databasen är klar.");
    Ok(())
}
