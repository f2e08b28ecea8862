use crate::config::Config;
use crate::start;
use samverk_foundation::{Actor, Problem, SystemClock};
use std::sync::Arc;

/// Adds a person and prints the link with which they choose a password.
pub async fn add_person(
    config: &Config,
    name: &str,
    email: &str,
    administrator: bool,
) -> Result<(), Problem> {
    let db = start::connect(config, Arc::new(SystemClock)).await?;
    start::prepare(&db).await?;
    let tx = db.begin("add_person").await?;
    let actor = Actor::System("command line");
    let link = samverk_identity::add_person(&tx, &actor, name, email, administrator).await?;
    tx.commit().await?;
    println!(
        "Ge personen den här länken: {}",
        link.address(&config.base_url)
    );
    Ok(())
}

/// Prints a link with which a person chooses a new password.
pub async fn reset_person(config: &Config, email: &str) -> Result<(), Problem> {
    let db = start::connect(config, Arc::new(SystemClock)).await?;
    start::prepare(&db).await?;
    let tx = db.begin("reset_person").await?;
    let link = samverk_identity::reset_person(&tx, &Actor::System("command line"), email).await?;
    tx.commit().await?;
    println!(
        "Ge personen den här länken: {}",
        link.address(&config.base_url)
    );
    Ok(())
}
