use crate::config::Config;
use crate::start;
use samverk_foundation::{Problem, SystemClock};
use std::sync::Arc;

/// Brings schema and register up to date without serving.
pub async fn migrate(config: &Config) -> Result<(), Problem> {
    let db = start::connect(config, Arc::new(SystemClock)).await?;
    start::prepare(&db).await?;
    println!("Databasen är klar.");
    Ok(())
}
