use crate::config::Config;
use crate::start;
use samverk_foundation::{Actor, Problem};

const ACTOR: Actor = Actor::System("command line");

/// Adds a person and prints the link with which they choose a password.
pub async fn add_person(
    config: &Config,
    name: &str,
    email: &str,
    administrator: bool,
) -> Result<(), Problem> {
    let link = start::with_database(config, async |db| {
        let tx = db.begin("add_person").await?;
        let link = samverk_identity::add_person(&tx, &ACTOR, name, email, administrator).await?;
        tx.commit().await?;
        Ok(link.address(&config.base_url))
    });
    println!("Ge personen den här länken: {}", link.await?);
    Ok(())
}

/// Prints a link with which a person chooses a new password.
pub async fn reset_person(config: &Config, email: &str) -> Result<(), Problem> {
    let link = start::with_database(config, async |db| {
        let tx = db.begin("reset_person").await?;
        let link = samverk_identity::reset_person(&tx, &ACTOR, email).await?;
        tx.commit().await?;
        Ok(link.address(&config.base_url))
    });
    println!("Ge personen den här länken: {}", link.await?);
    Ok(())
}
