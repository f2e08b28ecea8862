use super::told;
use crate::config::Config;
use crate::start;
use samverk_foundation::{Problem, SystemClock};
use samverk_identity::Mailer;
use std::sync::Arc;

/// Looks at configuration and database without changing anything. Answers whether all is well.
pub async fn check(config: &Config) -> Result<bool, Problem> {
    println!("Datamapp: {}", config.data.display());
    println!("Adress: {} ({})", config.listen, config.base_url);
    println!("Demoläge: {}", if config.demo { "ja" } else { "nej" });
    let mut well = true;
    match Mailer::from_settings(config.smtp_url.as_deref(), config.mail_from.as_deref()) {
        Ok(mailer) if mailer.is_configured() => println!("E-post: inställd"),
        Ok(_) => println!("E-post: inte inställd; inbjudningar kan inte skickas"),
        Err(problem) => {
            well = false;
            eprintln!("E-post: {}", told(&problem));
        }
    }
    match answer(config).await {
        Ok(backend) => println!("Databas: {backend} svarar"),
        Err(problem) => {
            well = false;
            eprintln!("Databas: {}", told(&problem));
        }
    }
    Ok(well)
}

async fn answer(config: &Config) -> Result<&'static str, Problem> {
    let db = start::connect(config, Arc::new(SystemClock)).await?;
    db.ping().await?;
    Ok(match db.backend() {
        samverk_database::Backend::Sqlite => "SQLite",
        samverk_database::Backend::Postgres => "PostgreSQL",
    })
}
